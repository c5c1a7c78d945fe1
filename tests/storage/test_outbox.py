"""The outbox: claimed once, in order for each address, and settled when a process dies."""

import itertools
from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy import select

from storage import outbox
from storage.engine import Database
from storage.outbox import LEASE, ClaimedMessage, NewMessage
from storage.tables.traffic import OutboxRow
from tests.storage.race import together
from tests.storage.rows import DAY, HOUR, MINUTE, NOW, SECOND, contact, message

EXPIRED = NOW + LEASE + SECOND


def put(database: Database, *messages: NewMessage) -> int:
    with database.unit() as unit:
        return outbox.put(unit, messages)


def claim(
    database: Database, lane: str = "reply", worker: str = "w1", at: datetime = NOW, most: int = 100
) -> list[ClaimedMessage]:
    with database.unit() as unit:
        return outbox.claim(unit, lane, "terminal", worker, at, most)


def texts(messages: Sequence[ClaimedMessage]) -> list[str]:
    return [item.payload["text"] for item in messages]


def states(database: Database) -> list[str]:
    with database.reading() as unit:
        return list(unit.session.scalars(select(OutboxRow.state).order_by(OutboxRow.id)))  # type: ignore[arg-type]


def put_back(database: Database, claimed: ClaimedMessage, until: datetime) -> None:
    with database.unit() as unit:
        outbox.put_back(unit, [claimed], until, "asked to wait")


def release(database: Database, at: datetime = EXPIRED) -> int:
    with database.unit() as unit:
        return outbox.release_expired(unit, at)


def renew(database: Database, claimed: ClaimedMessage, at: datetime = NOW) -> bool:
    with database.unit() as unit:
        return outbox.renew(unit, claimed, at)


def test_message_with_a_key_is_stored_once(database: Database) -> None:
    assert put(database, message(key="k"), message(key="k2")) == 2
    assert put(database, message(key="k"), message(key="k3")) == 1


def test_same_key_from_two_at_once_is_stored_once(database: Database) -> None:
    assert sorted(together(*[lambda: put(database, message(key="k"))] * 3)) == [0, 0, 1]


def test_messages_without_a_key_are_all_stored(database: Database) -> None:
    assert put(database, message(), message()) == 2


def test_more_than_one_statement_holds_are_stored_once_each(database: Database) -> None:
    many = [message(address=f"p{number}", key=f"k{number}", lane="bulk") for number in range(1203)]
    assert put(database, *many) == 1203
    assert put(database, *many) == 0
    assert len(claim(database, "bulk", most=5000)) == 1203


def test_nothing_is_put_for_nobody(database: Database) -> None:
    assert put(database) == 0


def test_claimers_at_once_share_the_messages_without_overlap(database: Database) -> None:
    put(database, *[message(address=f"p{number}", lane="bulk") for number in range(60)])

    def work(worker: str) -> list[int]:
        claimed: list[int] = []
        while batch := claim(database, "bulk", worker, most=8):
            claimed += [item.id for item in batch]
        return claimed

    claimed = list(itertools.chain(*together(*[lambda name=name: work(name) for name in "abcd"])))
    assert len(claimed) == 60
    assert len(set(claimed)) == 60


def test_oldest_messages_are_claimed_first(database: Database) -> None:
    put(database, *[message(address=name, text=name) for name in "cab"])
    assert texts(claim(database, most=2)) == ["c", "a"]


def test_message_is_not_claimed_before_it_is_due(database: Database) -> None:
    put(database, message(due_at=NOW + HOUR))
    assert claim(database) == []
    with database.reading() as unit:
        assert not outbox.any_due(unit, "reply", "terminal", NOW)
        assert outbox.any_due(unit, "reply", "terminal", NOW + HOUR)
    assert len(claim(database, at=NOW + HOUR)) == 1


def test_lanes_do_not_see_each_other(database: Database) -> None:
    put(database, message(text="trả lời"), message(text="thông báo", lane="bulk"))
    assert texts(claim(database, "bulk")) == ["thông báo"]
    assert texts(claim(database, "reply")) == ["trả lời"]


def test_message_waits_while_an_earlier_one_to_the_address_is_being_sent(database: Database) -> None:
    put(database, message(text="1"))
    (first,) = claim(database)
    put(database, message(text="2"), message("binh", text="3"))
    assert texts(claim(database)) == ["3"]
    with database.unit() as unit:
        outbox.mark_sent(unit, [(first, "x")], NOW)
    assert texts(claim(database)) == ["2"]


def test_message_that_is_to_be_tried_again_holds_back_the_later_ones(database: Database) -> None:
    put(database, message(text="1"))
    put_back(database, claim(database)[0], NOW + MINUTE)
    put(database, message(text="2"))
    assert claim(database) == []
    (again,) = claim(database, at=NOW + MINUTE)
    assert again.payload["text"] == "1"
    with database.unit() as unit:
        outbox.mark_sent(unit, [(again, "x")], NOW)
    assert texts(claim(database, at=NOW + MINUTE)) == ["2"]


def test_message_planned_for_later_does_not_hold_back_a_reply(database: Database) -> None:
    put(database, message(text="lúc 7 giờ", due_at=NOW + HOUR), message(text="ngay"))
    assert texts(claim(database)) == ["ngay"]


def test_every_claim_counts_as_a_try(database: Database) -> None:
    put(database, message())
    put_back(database, claim(database)[0], NOW)
    assert claim(database)[0].attempts == 2


def test_lost_claim_is_not_held_on_to(database: Database) -> None:
    put(database, message())
    (lost,) = claim(database, worker="w1")
    release(database)
    assert not renew(database, lost)
    (taken,) = claim(database, worker="w2", at=EXPIRED)
    assert not renew(database, lost, EXPIRED)
    assert renew(database, taken, EXPIRED)


def test_earlier_claim_of_the_same_worker_holds_no_longer(database: Database) -> None:
    """A process that slept through its lease must not send what it has claimed a second time."""
    put(database, message())
    (lost,) = claim(database, worker="w1")
    release(database)
    (taken,) = claim(database, worker="w1", at=EXPIRED)
    assert not renew(database, lost, EXPIRED)
    assert renew(database, taken, EXPIRED)


def test_result_of_a_lost_claim_is_not_recorded(database: Database) -> None:
    put(database, message())
    (lost,) = claim(database, worker="w1")
    release(database)
    claim(database, worker="w2", at=EXPIRED)
    with database.unit() as unit:
        outbox.mark_sent(unit, [(lost, "x")], EXPIRED)
        outbox.mark_ended(unit, lost, "failed", "x", EXPIRED)
        outbox.put_back(unit, [lost], EXPIRED, "x")
    assert states(database) == ["sending"]


def test_begun_message_of_the_bots_own_is_uncertain(database: Database) -> None:
    put(database, message(lane="bulk"))
    claim(database, "bulk")
    assert release(database, NOW + LEASE) == 0
    assert release(database) == 1
    assert states(database) == ["uncertain"]
    assert claim(database, "bulk", at=NOW + DAY) == []


def test_begun_reply_is_sent_once_more(database: Database) -> None:
    put(database, message())
    claim(database)
    assert release(database) == 1
    assert len(claim(database, worker="w2", at=EXPIRED)) == 1


def test_renewed_lease_lasts_longer(database: Database) -> None:
    put(database, message())
    assert renew(database, claim(database)[0], at=NOW + LEASE)
    assert release(database, NOW + LEASE + LEASE / 2) == 0


def test_settling_twice_settles_once(database: Database) -> None:
    put(database, message(lane="bulk"), message())
    claim(database, "bulk")
    claim(database)
    assert sum(together(*[lambda: release(database)] * 3)) == 2


@pytest.mark.parametrize(("lane", "left"), [(None, ["cancelled", "cancelled"]), ("bulk", ["waiting", "cancelled"])])
def test_what_waits_for_a_contact_is_cancelled(database: Database, lane: str | None, left: list[str]) -> None:
    this = contact(database)
    put(database, message(contact_id=this.id), message(contact_id=this.id, lane="bulk"))
    with database.unit() as unit:
        assert outbox.cancel_waiting(unit, this.id, "stopped", NOW, lane=lane) == left.count("cancelled")
    assert states(database) == left


def test_only_the_first_bulk_message_to_an_address_is_on_its_way_and_the_others_can_be_cancelled(
    database: Database,
) -> None:
    this = contact(database)
    put(database, *[message(contact_id=this.id, lane="bulk", text=text) for text in "123"])
    assert texts(claim(database, "bulk")) == ["1"]
    assert claim(database, "bulk") == []
    with database.unit() as unit:
        assert outbox.cancel_waiting(unit, this.id, "stopped", NOW) == 2
    assert states(database) == ["sending", "cancelled", "cancelled"]


def test_channels_do_not_see_each_other(database: Database) -> None:
    put(database, message(channel="telegram"))
    assert claim(database) == []


def test_what_waits_too_long_for_a_channel_that_is_not_running_is_given_up(database: Database) -> None:
    put(database, message(), message(channel="telegram"))
    with database.unit() as unit:
        assert outbox.give_up(unit, ["terminal"], NOW, NOW) == []
        (lost,) = outbox.give_up(unit, ["terminal"], NOW + DAY, NOW + DAY)
    assert (lost.channel, states(database)) == ("telegram", ["waiting", "failed"])


def test_cancelling_leaves_others_and_what_was_sent(database: Database) -> None:
    this, other = contact(database), contact(database, "binh")
    put(database, message(contact_id=this.id))
    with database.unit() as unit:
        outbox.mark_sent(unit, [(outbox.claim(unit, "reply", "terminal", "w1", NOW, 1)[0], "x")], NOW)
    put(database, message("binh", contact_id=other.id))
    with database.unit() as unit:
        assert outbox.cancel_waiting(unit, this.id, "blocked", NOW) == 0
    assert states(database) == ["sent", "waiting"]


def test_cancelling_by_key_takes_the_whole_beginning_only(database: Database) -> None:
    put(database, message(key="prompt:1:a"), message(key="prompt:11:a"), message(key="prompt_1:a"), message())
    with database.unit() as unit:
        assert outbox.cancel_keyed(unit, "prompt:1:", "closed", NOW) == 1
    assert states(database) == ["cancelled", "waiting", "waiting", "waiting"]


def test_blanked_messages_keep_no_words_except_those_still_to_be_sent(database: Database) -> None:
    this = contact(database)
    put(database, message(contact_id=this.id, text="chuyện cũ"))
    with database.unit() as unit:
        outbox.mark_sent(unit, [(outbox.claim(unit, "reply", "terminal", "w1", NOW, 1)[0], "x")], NOW)
    put(database, message(contact_id=this.id, text="sắp gửi"))
    with database.unit() as unit:
        outbox.blank(unit, [this.id])
    with database.reading() as unit:
        stored = unit.session.scalars(select(OutboxRow.payload).order_by(OutboxRow.id)).all()  # type: ignore[arg-type]
    assert [payload["text"] for payload in stored] == ["", "sắp gửi"]


def test_purge_takes_only_what_ended(database: Database) -> None:
    put(database, message())
    with database.unit() as unit:
        outbox.mark_ended(unit, outbox.claim(unit, "reply", "terminal", "w1", NOW, 1)[0], "failed", "x", NOW)
    put(database, message("binh"))
    with database.unit() as unit:
        assert outbox.purge(unit, NOW + DAY) == 1
    assert states(database) == ["waiting"]
