"""What a run writes to the log by the real logger: no phone number, no name and no word of anybody."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import HANDLER, QUIET, Redactor, configure_logging
from handlers.messages import Kind
from storage import people
from storage.engine import Database
from tests.stage import MORNING, Stage

PHONE = "0912345678"
WORDS = "Lò Thị Bí Mật ở bản Lang"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that standard error would show, libraries' own lines too; put back afterwards."""
    root, factory = logging.getLogger(), logging.getLogRecordFactory()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    configure_logging("DEBUG")
    written = io.StringIO()
    next(handler for handler in root.handlers if handler.name == HANDLER).setStream(written)  # type: ignore[attr-defined]
    yield written
    logging.setLogRecordFactory(factory)
    root.handlers = handlers
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


async def test_conversation_leaves_no_phone_number_in_the_log(log: io.StringIO, stage: Stage) -> None:
    stage.manager("lan", stage.cooperative())
    await stage.says("lan", f"số của tôi là {PHONE}")
    await stage.says("lan", f"/moi {PHONE}")
    await stage.does("lan", Kind.CONTACT, text=PHONE)
    await stage.waits(hours=1)
    logging.getLogger("bot").info("the run is over")
    assert "the run is over" in log.getvalue()
    assert PHONE not in log.getvalue()


async def test_turn_that_fails_leaves_no_words_in_the_log(
    log: io.StringIO, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError(f"cannot read {PHONE}")

    stage.manager("lan")
    monkeypatch.setattr("handlers.ask.consult", fail)
    await stage.says("lan", f"htx là gì? gọi {PHONE}")
    assert "Traceback" in log.getvalue()
    assert PHONE not in log.getvalue()


def test_database_errors_do_not_say_what_was_to_be_stored(database: Database) -> None:
    with database.unit() as unit:
        person, _ = people.meet(unit, "web", "an", MORNING)
    with pytest.raises(Exception, match="consent") as failed, database.unit() as unit:
        people.record_consent(unit, person.id, None, WORDS, MORNING)  # type: ignore[arg-type]
    assert WORDS not in Redactor().redact(str(failed.value))
