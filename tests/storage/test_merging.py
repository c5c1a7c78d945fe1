"""Two people who turn out to be one: nothing of either is lost, nothing is there twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from storage import cooperatives, guides, linking, members, merging, outbox, people, trial
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.outbox import NewMessage
from storage.tables.announcements import ReceiptRow, TopicLeftRow
from storage.tables.people import PersonRow
from storage.tables.traffic import BroadcastRow, OutboxRow
from storage.unit import Unit

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PAYLOAD = {"text": "Tin", "choices": [], "free_input": False, "files": []}


@pytest.fixture
def two(database: Database) -> tuple[int, int]:
    """An on two channels: (the person who stays, the person who goes)."""
    with database.unit() as unit:
        return people.meet(unit, "telegram", "7", NOW)[0].id, people.meet(unit, "web", "w", NOW)[0].id


def merge(unit: Unit, two: tuple[int, int]) -> None:
    merging.merge(unit, *two, LATER, speaking=people.meet(unit, "telegram", "7", NOW)[1].id)


def reachable(unit: Unit, person_id: int) -> int | None:
    found = members.reachable(unit, person_id)
    return None if found is None else found.id


def cooperative(unit: Unit, name: str) -> int:
    return cooperatives.add(unit, CooperativeFacts(name=name, folded_name=name), NOW)


def test_the_one_who_goes_is_gone_and_the_addresses_are_the_others(database: Database, two: tuple[int, int]) -> None:
    keep, gone = two
    with database.unit() as unit:
        people.set_name(unit, gone, "An")
        merge(unit, two)
    with database.reading() as unit:
        assert people.find_person(unit, gone) is None
        assert [contact.address for contact in linking.ordered(unit, keep)] == ["7", "w"]
        found = people.find_person(unit, keep)
        assert found is not None
        assert found.name == "An"


def test_the_talk_that_is_not_speaking_is_done_again(database: Database, two: tuple[int, int]) -> None:
    with database.unit() as unit:
        speaking, silent = (people.meet(unit, *at, NOW)[1] for at in (("telegram", "7"), ("web", "w")))
        merge(unit, two)
        assert people.save_talk(unit, speaking, {}, LATER)
        assert not people.save_talk(unit, silent, {}, LATER)


def test_memberships_of_both_stand_once(database: Database, two: tuple[int, int]) -> None:
    keep, gone = two
    with database.unit() as unit:
        shared, left, own = (cooperative(unit, name) for name in ("chung", "đã rời", "riêng"))
        for person in two:
            members.join(unit, person, shared, NOW)
        members.join(unit, keep, left, NOW)
        members.leave(unit, keep, left, NOW)
        members.join(unit, gone, left, NOW)
        members.join(unit, gone, own, NOW)
        merge(unit, two)
    with database.reading() as unit:
        assert sorted(members.cooperatives_of(unit, keep)) == sorted([shared, left, own])


@pytest.mark.parametrize(
    ("kept", "brought", "result"),
    [(None, "officer", "officer"), ("officer", None, "officer"), ("officer", "admin", "admin"), (None, None, None)],
)
def test_the_higher_role_stays(
    database: Database, two: tuple[int, int], kept: str | None, brought: str | None, result: str | None
) -> None:
    keep, gone = two
    with database.unit() as unit:
        for person, role in ((keep, kept), (gone, brought)):
            if role:
                members.make_staff(unit, person, role, NOW)
        merge(unit, two)
    with database.reading() as unit:
        assert members.staff_role(unit, keep) == result


def test_a_role_that_ended_does_not_come_back(database: Database, two: tuple[int, int]) -> None:
    keep, gone = two
    with database.unit() as unit:
        members.make_staff(unit, keep, "admin", NOW)
        members.end_staff(unit, keep, NOW)
        members.make_staff(unit, gone, "officer", NOW)
        merge(unit, two)
        assert members.staff_role(unit, keep) == "officer"


@pytest.mark.parametrize("real", [True, False])
def test_a_role_by_the_trials_code_ends_with_it_unless_there_is_a_real_one(
    database: Database, two: tuple[int, int], real: bool
) -> None:
    keep, gone = two
    with database.unit() as unit:
        trial.begin(unit, "TRI234")
        trial.remember_staff(unit, gone, "TRI234")
        members.make_staff(unit, gone, "officer", NOW)
        if real:
            members.make_staff(unit, keep, "officer", NOW)
        merge(unit, two)
        trial.remove(unit, LATER)
        assert members.staff_role(unit, keep) == ("officer" if real else None)


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [("full", None, "full"), ("ask_only", "full", "full"), ("withdrawn", "ask_only", "ask_only"), (None, None, None)],
)
def test_the_widest_consent_counts_and_every_choice_is_kept(
    database: Database, two: tuple[int, int], one: str | None, other: str | None, result: str | None
) -> None:
    with database.unit() as unit:
        for person, choice in zip(two, (one, other), strict=True):
            if choice:
                people.record_consent(unit, person, choice, "v", NOW)
        merge(unit, two)
        found = people.find_person(unit, two[0])
        assert found is not None
        assert found.consent == result
        assert len(people.consents_of(unit, two[0])) == len([choice for choice in (one, other) if choice])


def test_read_on_one_device_is_read_and_a_topic_left_is_left(database: Database, two: tuple[int, int]) -> None:
    keep, gone = two
    with database.unit() as unit:
        news = BroadcastRow(text="Tin", segment={}, created_at=NOW)
        unit.add(news)
        assert news.id is not None
        unit.add(ReceiptRow(broadcast_id=news.id, person_id=keep, delivered_at=NOW))
        unit.add(ReceiptRow(broadcast_id=news.id, person_id=gone, read_at=LATER))
        for person in two:
            unit.add(TopicLeftRow(person_id=person, topic="fairs", left_at=NOW))
        merge(unit, two)
    with database.reading() as unit:
        (receipt,) = unit.session.scalars(select(ReceiptRow)).all()
        assert (receipt.person_id, receipt.delivered_at, receipt.read_at) == (keep, NOW, LATER)
        assert unit.session.scalar(select(func.count()).select_from(TopicLeftRow)) == 1


def test_of_a_guide_begun_twice_the_step_seen_last_stays(database: Database, two: tuple[int, int]) -> None:
    keep, gone = two
    with database.unit() as unit:
        guides.keep_step(unit, keep, "found", 2, NOW)
        guides.keep_step(unit, gone, "found", 5, LATER)
        guides.keep_step(unit, gone, "leave", 1, NOW)
        for person, paper in ((keep, "a"), (gone, "a"), (gone, "b")):
            guides.tick(unit, person, "found", paper, NOW)
        merge(unit, two)
        assert dict(guides.steps_of(unit, keep)) == {"found": 5, "leave": 1}
        assert guides.ticked(unit, keep, "found") == {"a", "b"}


def test_what_waits_for_both_goes_out_once_and_is_not_written_again(database: Database, two: tuple[int, int]) -> None:
    keep, gone = two
    with database.unit() as unit:
        contacts = [people.meet(unit, *at, NOW)[1] for at in (("telegram", "7"), ("web", "w"))]
        new = [
            NewMessage(
                contact.channel,
                contact.address,
                PAYLOAD,
                NOW,
                NOW,
                contact.id,
                "bulk",
                "prompt",
                f"{key}:{contact.person_id}",
            )
            for contact, key in ((contacts[0], "prompt:1:1"), (contacts[1], "prompt:1:1"), (contacts[1], "prompt:1:2"))
        ]
        outbox.put(unit, new)
        merge(unit, two)
        assert outbox.put(unit, [NewMessage("web", "w", PAYLOAD, NOW, NOW, key=f"prompt:1:2:{keep}")]) == 0
    with database.reading() as unit:
        rows = unit.session.scalars(select(OutboxRow).order_by(col(OutboxRow.id))).all()
        assert [(row.key, row.state) for row in rows] == [
            (f"prompt:1:1:{keep}", "waiting"),
            (f"prompt:1:1:{gone}", "cancelled"),
            (f"prompt:1:2:{keep}", "waiting"),
        ]


def test_every_table_that_names_a_person_is_carried_over() -> None:
    """Whoever adds a table with a foreign key to `person` need not think of merging."""
    named = {table.name for table, _ in merging.person_columns()}
    assert {"contact", "consent", "membership", "staff", "guide", "answer", "receipt", "seat", "staff_answer"} <= named
    assert PersonRow.__tablename__ not in named


def test_the_chosen_address_comes_first_then_the_one_used_last(database: Database, two: tuple[int, int]) -> None:
    with database.unit() as unit:
        merge(unit, two)
        first, second = linking.ordered(unit, two[0])
        assert linking.prefer(unit, two[0], second.id)
        assert not linking.prefer(unit, two[0], 999)
        assert [item.id for item in linking.ordered(unit, two[0])] == [second.id, first.id]
        assert reachable(unit, two[0]) == second.id
        people.mark_blocked(unit, second.id)
        assert reachable(unit, two[0]) == first.id
