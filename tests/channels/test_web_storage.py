"""The store of web messages: order and ids that open pages can rely on."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from storage import files, webchat
from storage.engine import Database
from storage.webchat import WebMessage

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def keep(database: Database, address: str, reference: str, at: datetime = NOW) -> WebMessage:
    with database.unit() as unit:
        return webchat.add(unit, address, reference, {"text": reference, "choices": [], "files": []}, at, mine=False)


def references(database: Database, address: str, after: int = 0) -> list[str]:
    with database.reading() as unit:
        return [message.reference for message in webchat.after(unit, address, after)]


def test_of_one_address_ids_grow_in_the_order_of_the_commits(database: Database) -> None:
    """Else a page that saw the larger id would never be given the smaller one that was committed after it."""
    inserted, may_commit = Event(), Event()

    def slow() -> None:
        with database.unit() as unit:
            webchat.add(unit, "a", "slow", {"text": "", "choices": [], "files": []}, NOW, mine=False)
            inserted.set()
            may_commit.wait(5)

    first = Thread(target=slow)
    first.start()
    inserted.wait(5)
    quick = Thread(target=keep, args=(database, "a", "quick"))
    quick.start()
    quick.join(0.3)
    seen = references(database, "a")  # a reader that looks in between
    may_commit.set()
    first.join()
    quick.join()
    assert seen == []
    assert references(database, "a") == ["slow", "quick"]


def test_ids_are_not_given_again_after_erasing(database: Database) -> None:
    last = [keep(database, "a", reference).id for reference in ("1", "2", "3")][-1]
    with database.unit() as unit:
        webchat.forget(unit, ["a"])
    assert keep(database, "a", "erased").id > last
    assert references(database, "a", after=last) == ["erased"]


def test_erasing_touches_nobody_else(database: Database) -> None:
    keep(database, "a", "1")
    keep(database, "b", "1")
    with database.unit() as unit:
        webchat.forget(unit, ["a"])
    assert (references(database, "a"), references(database, "b")) == ([], ["1"])


def test_old_messages_are_deleted(database: Database) -> None:
    keep(database, "a", "old", NOW - timedelta(days=2))
    keep(database, "a", "new")
    with database.unit() as unit:
        assert webchat.purge(unit, NOW - timedelta(days=1)) == 1
    assert references(database, "a") == ["new"]


def test_the_span_and_the_newest_are_of_each_address(database: Database) -> None:
    ids = [keep(database, address, str(number)).id for number, address in enumerate("abab")]
    with database.reading() as unit:
        assert webchat.span(unit, "a") == (ids[0], ids[2])
        assert webchat.span(unit, "nobody") == (0, 0)
        assert webchat.newest(unit, ["a", "b", "nobody"]) == {"a": ids[2], "b": ids[3]}


def test_names_of_files_are_found(database: Database) -> None:
    with database.unit() as unit:
        kept = files.keep(unit, "Kết quả.xlsx", "application/x", b"PK", NOW)
        assert webchat.file_names(unit, [kept, 999]) == {kept: ("Kết quả.xlsx", "application/x")}
