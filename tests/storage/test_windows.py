"""When people wrote last, and links that open files for a while."""

from storage import files, links, outbox, windows
from storage.engine import Database
from tests.storage.rows import DAY, HOUR, NOW, SECOND, contact, message


def word(database: Database, at: object = NOW, who: str = "an") -> int:
    with database.unit() as unit:
        return windows.note_word(unit, "zalo_oa", who, at, NOW)  # type: ignore[arg-type]


def test_latest_word_counts_whatever_the_order_of_arrival(database: Database) -> None:
    word(database, NOW - HOUR)
    word(database, NOW)
    word(database, NOW - DAY)
    with database.reading() as unit:
        assert windows.last_word(unit, "zalo_oa", "an") == NOW
        assert windows.last_word(unit, "zalo_oa", "bình") is None


def test_word_releases_what_was_held_for_that_person_only(database: Database) -> None:
    with database.unit() as unit:
        outbox.put(unit, [message(who, channel="zalo_oa") for who in ("an", "bình")])
    with database.unit() as unit:
        for claimed in outbox.claim(unit, "reply", "zalo_oa", "w1", NOW, 9):
            outbox.hold(unit, claimed, "window")
    assert word(database) == 1
    assert word(database) == 0


def test_silent_people_are_counted(database: Database) -> None:
    ids = [contact(database, who, "zalo_oa").id for who in ("an", "bình", "chi")]
    other = contact(database, "dũng", "telegram").id
    word(database, NOW - HOUR, "an")
    word(database, NOW - 3 * DAY, "bình")
    with database.reading() as unit:
        assert windows.count_silent(unit, "zalo_oa", [*ids, other], NOW - 2 * DAY) == 2
        assert windows.count_silent(unit, "zalo_oa", [ids[0]], NOW - 2 * DAY) == 0


def test_link_opens_its_file_until_its_time_is_over(database: Database) -> None:
    with database.unit() as unit:
        file_id = files.keep(unit, "a.pdf", "application/pdf", b"%PDF", NOW)
        code = links.make(unit, file_id, NOW + DAY)
    with database.reading() as unit:
        opened = links.follow(unit, code, NOW)
        assert opened is not None
        assert (opened.name, opened.content) == ("a.pdf", b"%PDF")
        assert links.follow(unit, code, NOW + DAY + SECOND) is None
        assert links.follow(unit, "guessed", NOW) is None


def test_links_whose_time_is_over_are_deleted(database: Database) -> None:
    with database.unit() as unit:
        file_id = files.keep(unit, "a.pdf", "application/pdf", b"%PDF", NOW)
        links.make(unit, file_id, NOW + DAY)
        links.make(unit, file_id, NOW - DAY)
        assert links.purge(unit, NOW) == 1
