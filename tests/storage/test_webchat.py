"""Web chats: each message once, in order, seen by nobody else."""

from storage import webchat
from storage.engine import Database
from tests.storage.race import together
from tests.storage.rows import DAY, NOW


def add(database: Database, reference: str, address: str = "an", files: tuple[int, ...] = ()) -> int:
    payload = {"text": reference, "choices": [], "files": list(files)}
    with database.unit() as unit:
        return webchat.add(unit, address, reference, payload, NOW, mine=False).id


def test_message_delivered_twice_is_shown_once(database: Database) -> None:
    assert len(set(together(*[lambda: add(database, "r1")] * 3))) == 1
    with database.reading() as unit:
        assert len(webchat.latest(unit, "an", 9)) == 1


def test_same_reference_at_another_address_is_another_message(database: Database) -> None:
    assert add(database, "r1", "an") != add(database, "r1", "binh")


def test_messages_come_in_order_from_where_the_page_was(database: Database) -> None:
    first = add(database, "r1")
    add(database, "r2", "binh")
    for reference in ("r3", "r4"):
        add(database, reference)
    with database.reading() as unit:
        assert [item.reference for item in webchat.after(unit, "an", first)] == ["r3", "r4"]
        assert [item.reference for item in webchat.after(unit, "an", 0, limit=2)] == ["r1", "r3"]
        assert [item.reference for item in webchat.latest(unit, "an", 2)] == ["r3", "r4"]


def test_file_is_for_those_it_was_sent_to(database: Database) -> None:
    add(database, "r1", "an", files=(7,))
    with database.reading() as unit:
        assert webchat.may_read_file(unit, "an", 7)
        assert not webchat.may_read_file(unit, "an", 8)
        assert not webchat.may_read_file(unit, "binh", 7)


def test_forgotten_chat_is_gone_and_others_stay(database: Database) -> None:
    add(database, "r1", "an")
    add(database, "r1", "binh")
    with database.unit() as unit:
        webchat.forget(unit, ["an"])
        assert webchat.latest(unit, "an", 9) == []
        assert webchat.purge(unit, NOW) == 0
        assert webchat.purge(unit, NOW + DAY) == 1
