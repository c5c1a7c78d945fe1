"""Logging with secrets and phone numbers taken out of every record, whichever library made it.

The work is done where records are made, not in one handler, so that no handler added later can see more.
"""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

SHORTEST_SECRET = 6  # a shorter "secret" would take ordinary words out of the log


def _hide_phone(match: re.Match[str]) -> str:
    """Ten or eleven digits in groups are a number; "02-11-2026" is not."""
    return "[phone]" if 10 <= sum(char.isdecimal() for char in match[0]) <= 11 else match[0]


PATTERNS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # Telegram's and Zalo's tokens stand in the path of every request: /bot<token>/, /file/bot<token>/.
    (re.compile(r"/bot[^/\s'\"]*:[^/\s'\"]+"), "/bot***"),
    (re.compile(r"\b\d{6,}:[A-Za-z0-9_-]{20,}"), "***"),
    (re.compile(r"\bwhsec_[A-Za-z0-9+/=_-]+"), "whsec_***"),
    # PostgreSQL's own words on a refused row hold the whole row.
    (re.compile(r"\bDETAIL:  ?.*"), "DETAIL: [hidden]"),
    # Phone numbers of Viet Nam: 0912345678, 0912 345 678, +84 912 345 678, 024 3825 1234.
    (re.compile(r"(?<![\w.])(?:\+?84|0)\d{9,10}(?![\w])"), "[phone]"),
    (re.compile(r"(?<![\w.])(?:\+?84[ .-]?|0)\d{2,3}(?:[ .-]\d{3,4}){2}(?!\w)"), "[phone]"),
    # The same as people group them: 0912 34 56 78, 0912-345678, (0213) 3876 543.
    (re.compile(r"(?<![\w.])0\d{1,3}([ .-])\d{2,7}(?:\1\d{2,4}){0,3}(?!\w)"), _hide_phone),
    (re.compile(r"\(0\d{2,3}\) ?\d{3,4}[ .-]?\d{3,4}(?!\w)"), "[phone]"),
)

# Their INFO lines hold an address for every request, or a traceback for every pause.
QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.ERROR,  # a tick that comes while the last one runs is left out, and that is fine
    "alembic": logging.WARNING,
    "uvicorn": logging.WARNING,
    "telegram.ext.AIORateLimiter": logging.CRITICAL,
}

HANDLER = "tro-ly-htx"

_plain_factory = logging.getLogRecordFactory()


class Redactor:
    """Makes log records without secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted((s for s in secrets if len(s) >= SHORTEST_SECRET), key=len, reverse=True)
        self._secrets = tuple(known)
        self._formatter = logging.Formatter()

    def redact(self, text: str) -> str:
        """The text with tokens, known secrets and phone numbers replaced."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        for pattern, replacement in PATTERNS:
            text = pattern.sub(replacement, text)
        return text

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        """A log record factory."""
        record = _plain_factory(*args, **kwargs)
        self._redact_arguments(record)
        self._redact_message(record)
        if record.exc_info:
            # Formatters use a text that is there already and do not format the exception themselves.
            record.exc_text = self.redact(self._formatter.formatException(record.exc_info))
        return record

    def _redact_arguments(self, record: logging.LogRecord) -> None:
        # One by one, because some formatters (uvicorn's access log) read the arguments and not the message.
        if isinstance(record.args, tuple):
            record.args = tuple(self.redact(a) if isinstance(a, str) else a for a in record.args)

    def _redact_message(self, record: logging.LogRecord) -> None:
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):
            return  # logging itself reports the wrong arguments
        clean = self.redact(message)
        if clean != message:
            record.msg, record.args = clean, ()


def configure_logging(level: str = "INFO", secrets: Iterable[str] = ()) -> None:
    """Log to standard error from this level on. `secrets` never appear in a log, nor do tokens or phone numbers."""
    logging.setLogRecordFactory(Redactor(secrets))
    root = logging.getLogger()
    root.handlers = [handler for handler in root.handlers if handler.name != HANDLER]
    handler = logging.StreamHandler()
    handler.name = HANDLER
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(quiet)
