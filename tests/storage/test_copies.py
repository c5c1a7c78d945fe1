"""What became of each copy of an announcement, on both databases."""

from datetime import datetime

import pytest

from storage import broadcasts, copies, outbox, people
from storage.engine import Database
from storage.people import Contact
from tests.storage.race import together
from tests.storage.rows import DAY, HOUR, NOW, contact, message


@pytest.fixture
def sent(database: Database) -> tuple[Database, int, list[Contact]]:
    """An announcement to an, binh and chi, waiting."""
    everyone = [contact(database, name) for name in ("an", "binh", "chi")]
    with database.unit() as unit:
        number = broadcasts.draft(unit, "Họp", {}, None, NOW)
        broadcasts.settle(unit, number, "confirmed", NOW)
        purpose = {"broadcast_id": number, "lane": "bulk", "purpose": "announcement"}
        outbox.put(unit, [message(one.address, contact_id=one.id, **purpose) for one in everyone])
    return database, number, everyone


def deliver(database: Database, count: int, now: datetime = NOW) -> None:
    with database.unit() as unit:
        claimed = outbox.claim(unit, "bulk", "terminal", "w", now, count)
        outbox.mark_sent(unit, [(item, f"m{item.id}") for item in claimed], now)


def counts(database: Database, number: int) -> dict[str, int]:
    with database.reading() as unit:
        return copies.count(unit, number)


def test_states_from_waiting_to_read(sent: tuple[Database, int, list[Contact]]) -> None:
    database, number, (an, binh, _) = sent
    assert counts(database, number) == {"waiting": 3}
    deliver(database, 2)
    assert counts(database, number) == {"waiting": 1, "sent": 2}
    with database.unit() as unit:
        people.save_talk(unit, binh, {}, NOW + HOUR)  # wrote something after it came
        assert copies.note(unit, number, an.person_id, NOW, read=True)
        assert not copies.note(unit, number, an.person_id, NOW, read=True)
    assert counts(database, number) == {"waiting": 1, "delivered": 1, "read": 1}


def test_reasons_of_what_waits_are_counted(sent: tuple[Database, int, list[Contact]]) -> None:
    database, number, _ = sent
    with database.unit() as unit:
        assert copies.waiting_reasons(unit, number) == []
        outbox.put_back(unit, outbox.claim(unit, "bulk", "terminal", "w", NOW, 2), NOW + HOUR, "a pause")
    with database.reading() as unit:
        assert copies.waiting_reasons(unit, number) == [("a pause", 2)]
    deliver(database, 3, NOW + HOUR)
    with database.reading() as unit:
        assert copies.waiting_reasons(unit, number) == []


def test_platform_says_delivered_then_seen(sent: tuple[Database, int, list[Contact]]) -> None:
    database, number, _ = sent
    deliver(database, 1)
    with database.unit() as unit:
        (copy,) = copies.copies(unit, number, ("sent",))
        assert copies.receive(unit, "terminal", "an", copy.external_id or "", NOW)
        assert not copies.receive(unit, "terminal", "an", "m404", NOW)
    assert counts(database, number)["delivered"] == 1
    with database.unit() as unit:
        copies.receive(unit, "terminal", "an", copy.external_id or "", NOW, read=True)
    assert counts(database, number)["read"] == 1


def test_two_taps_at_once_are_one_receipt(sent: tuple[Database, int, list[Contact]]) -> None:
    database, number, (an, *_) = sent

    def tap() -> bool:
        with database.unit() as unit:
            return copies.note(unit, number, an.person_id, NOW, read=True)

    assert sorted(together(tap, tap, tap)) == [False, False, True]


def test_stopping_leaves_what_is_on_its_way(sent: tuple[Database, int, list[Contact]]) -> None:
    database, number, _ = sent
    with database.unit() as unit:
        (taken,) = outbox.claim(unit, "bulk", "terminal", "w", NOW, 1)
        assert copies.stop(unit, number, NOW) == 2
    assert counts(database, number) == {"waiting": 1, "cancelled": 2}
    with database.unit() as unit:
        outbox.mark_sent(unit, [(taken, "m1")], NOW)
        assert outbox.claim(unit, "bulk", "terminal", "w", NOW + DAY, 9) == []
    assert counts(database, number) == {"sent": 1, "cancelled": 2}


def test_failed_and_refused_are_told_apart_and_sent_again_once(sent: tuple[Database, int, list[Contact]]) -> None:
    database, number, everyone = sent
    with database.unit() as unit:
        for item in outbox.claim(unit, "bulk", "terminal", "w", NOW, 2):
            outbox.mark_ended(unit, item, "failed", "refused", NOW)
        people.mark_blocked(unit, everyone[1].id)
    deliver(database, 1)
    assert counts(database, number) == {"failed": 1, "refused": 1, "sent": 1}
    with database.unit() as unit:
        failed = copies.copies(unit, number, ("failed",))
        assert [item.person_id for item in failed] == [everyone[0].person_id]
        assert copies.resend(unit, failed[0], everyone[0], NOW, NOW + DAY)
        assert not copies.resend(unit, failed[0], everyone[0], NOW, NOW + DAY)
    deliver(database, 9, NOW + DAY)
    assert counts(database, number)["sent"] == 2


def test_draft_changed_by_two_at_once_keeps_one_change(database: Database) -> None:
    with database.unit() as unit:
        number = broadcasts.draft(unit, "Họp", {}, None, NOW)

    def revise(text: str) -> bool:
        with database.unit() as unit:
            return broadcasts.revise(unit, number, 0, None, text=text)

    done = together(lambda: revise("A"), lambda: revise("B"))
    with database.reading() as unit:
        found = broadcasts.find(unit, number)
    assert found is not None
    assert sorted(done) == [False, True]
    assert (found.text, found.version) == ("A" if done[0] else "B", 1)


def test_due_announcement_is_taken_by_one_process(database: Database) -> None:
    with database.unit() as unit:
        number = broadcasts.draft(unit, "Họp", {}, None, NOW)
        assert broadcasts.settle(unit, number, "scheduled", NOW, version=0, due_at=NOW + HOUR, expected=3)
        assert broadcasts.due(unit, NOW) == []

    def take() -> bool:
        with database.unit() as unit:
            return broadcasts.settle(unit, number, "confirmed", NOW + HOUR, was=("scheduled",))

    with database.reading() as unit:
        assert [item.id for item in broadcasts.due(unit, NOW + HOUR)] == [number]
    assert sorted(together(take, take, take)) == [False, False, True]
    with database.reading() as unit:
        assert broadcasts.due(unit, NOW + HOUR) == []
