"""Messages a platform takes only after the person writes again."""

from datetime import timedelta

from sqlalchemy import select

from storage import outbox
from storage.engine import Database
from storage.outbox import NewMessage
from storage.tables.traffic import OutboxRow
from tests.storage.rows import DAY, NOW, contact, message


def hold(database: Database, *messages: NewMessage) -> None:
    with database.unit() as unit:
        outbox.put(unit, messages)
    with database.unit() as unit:
        for claimed in outbox.claim(unit, "reply", "terminal", "w1", NOW, 100):
            outbox.hold(unit, claimed, "the window is closed")


def states(database: Database) -> list[tuple[str, str]]:
    with database.reading() as unit:
        rows = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id))  # type: ignore[arg-type]
        return [(row.payload["text"], row.state) for row in rows]


def test_held_message_is_not_due(database: Database) -> None:
    hold(database, message(text="mời họp"))
    with database.unit() as unit:
        assert not outbox.any_due(unit, "reply", "terminal", NOW + DAY)
        assert outbox.claim(unit, "reply", "terminal", "w1", NOW + DAY, 9) == []


def test_held_message_goes_out_after_the_persons_word(database: Database) -> None:
    hold(database, message(text="mời họp"), message("bình", text="khác"))
    later = NOW + 30 * DAY
    with database.unit() as unit:
        assert outbox.release_held(unit, "terminal", "an", later) == 1
    with database.unit() as unit:
        claimed = outbox.claim(unit, "reply", "terminal", "w1", later, 9)
    assert [item.payload["text"] for item in claimed] == ["mời họp"]
    assert claimed[0].created_at == later  # a month of waiting does not use up the day it is tried for
    assert states(database)[1] == ("khác", "held")


def test_second_word_releases_nothing_more(database: Database) -> None:
    hold(database, message())
    with database.unit() as unit:
        outbox.release_held(unit, "terminal", "an", NOW)
        assert outbox.release_held(unit, "terminal", "an", NOW) == 0


def test_of_several_held_reminders_only_the_last_goes_out(database: Database) -> None:
    hold(database, *(message(text=text, purpose="reminder") for text in ("ngày 3", "ngày 7", "ngày cuối")), message())
    with database.unit() as unit:
        assert outbox.release_held(unit, "terminal", "an", NOW) == 2
    ended = [state for _, state in states(database)]
    assert ended == ["cancelled", "cancelled", "waiting", "waiting"]


def test_message_held_for_a_round_that_closes_is_dropped(database: Database) -> None:
    hold(database, message(key="prompt:1:2:3"))
    with database.unit() as unit:
        assert outbox.cancel_keyed(unit, "prompt:1:", "the round was closed", NOW) == 1


def test_message_held_for_someone_who_left_is_dropped(database: Database) -> None:
    an = contact(database)
    hold(database, message(contact_id=an.id))
    with database.unit() as unit:
        assert outbox.cancel_waiting(unit, an.id, "blocked", NOW) == 1


def test_message_held_for_years_is_deleted(database: Database) -> None:
    hold(database, message())
    with database.unit() as unit:
        assert outbox.purge(unit, NOW - timedelta(days=1)) == 0
        assert outbox.purge(unit, NOW + timedelta(days=1)) == 1
