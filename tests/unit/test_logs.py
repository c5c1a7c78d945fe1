"""Secrets and phone numbers are taken out of every log record."""

import io
import logging
import logging.handlers
from collections.abc import Iterator

import pytest

from bot.logs import HANDLER, QUIET, Redactor, configure_logging

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What standard error would show, with logging configured; put back afterwards."""
    root, factory = logging.getLogger(), logging.getLogRecordFactory()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    configure_logging("DEBUG", ["s3cret-password", "abc"])
    written = io.StringIO()
    (ours,) = [handler for handler in root.handlers if handler.name == HANDLER]
    assert isinstance(ours, logging.StreamHandler)
    ours.setStream(written)
    yield written
    logging.setLogRecordFactory(factory)
    root.handlers = handlers
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/sendMessage", "POST https://api.telegram.org/bot***/sendMessage"),
        (f"https://x/file/bot{TOKEN}/a.jpg", "https://x/file/bot***/a.jpg"),
        (
            "https://bot-api.zaloplatforms.com/bot12345689:abc-xyz/getMe",
            "https://bot-api.zaloplatforms.com/bot***/getMe",
        ),
        (f"Set Bot API URL: https://x/bot{TOKEN}", "Set Bot API URL: https://x/bot***"),
        (f"token={TOKEN!r}", "token='***'"),
        ("signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "signed with whsec_***"),
        ("password s3cret-password given", "password *** given"),
        ("call 0912345678 now", "call [phone] now"),
        ("call +84912345678.", "call [phone]."),
        ("call 0912 345 678, 091.234.5678 or +84 912 345 678", "call [phone], [phone] or [phone]"),
        ("024 3825 1234", "[phone]"),
        ("0912 34 56 78 or 0912-345678, (0213) 3876 543", "[phone] or [phone], [phone]"),
    ],
)
def test_what_must_not_be_read_is_taken_out(text: str, clean: str) -> None:
    assert Redactor(["s3cret-password"]).redact(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "update u500000123 from chat 6123456789",
        "took 0.123456789 s at 2026-11-20 10:15:00,123 for 02-11-2026 10:15",
        "row 1a0912345678b, 23/2012/QH13, abc",
        "GET /bot/channels/telegram HTTP/1.1",
    ],
)
def test_ordinary_lines_stay_as_they_are(text: str) -> None:
    assert Redactor(["abc"]).redact(text) == text  # a secret this short would take ordinary words out


def test_arguments_are_cleaned_and_keep_their_places(log: io.StringIO) -> None:
    handler = logging.handlers.BufferingHandler(10)
    logger = logging.getLogger("test.access")
    logger.addHandler(handler)
    logger.info('%s - "%s %s" %d', "127.0.0.1", "POST", f"/bot{TOKEN}/x", 200)
    logger.removeHandler(handler)
    assert handler.buffer[0].args == ("127.0.0.1", "POST", "/bot***/x", 200)
    assert TOKEN not in log.getvalue()


def test_arguments_that_are_no_strings_are_cleaned(log: io.StringIO) -> None:
    class Address:
        def __str__(self) -> str:
            return f"https://x/bot{TOKEN}/y"

    logging.getLogger("test").info("to %s", Address())
    assert "to https://x/bot***/y" in log.getvalue()


def test_tracebacks_are_cleaned(log: io.StringIO) -> None:
    try:
        raise ValueError(f"https://x/bot{TOKEN}/y from 0912345678")
    except ValueError:
        logging.getLogger("test").exception("failed")
    assert "ValueError: https://x/bot***/y from [phone]" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_httpx_does_not_log_each_request(log: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://x")
    logging.getLogger("httpx").warning("worth knowing")
    assert "HTTP Request" not in log.getvalue()
    assert "worth knowing" in log.getvalue()


def test_wrong_arguments_do_not_break_the_record(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    logging.getLogger("test").info("%s and %s", "one")
    logging.getLogger("test").info("still here")
    assert "still here" in log.getvalue()


def test_configuring_twice_logs_once(log: io.StringIO) -> None:
    configure_logging("INFO")
    assert [handler.name for handler in logging.getLogger().handlers].count(HANDLER) == 1
