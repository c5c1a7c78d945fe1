"""What the fake Bot API remembers: messages sent, the markup in them, and faults to come."""

import json
import re
import time
from dataclasses import asdict, dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough"}
TAGS |= {"code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler"}
MARKUP = re.compile(r"<(/?)([a-zA-Z-]*)((?:\s[^<>]*)?)>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class Refusal(Exception):
    """An answer with ok=false, as the platform would word it."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


@dataclass(frozen=True)
class SentFile:
    """A file as it came through multipart."""

    part: str  # its name in the form
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Sent:
    """One message a person got. `text` is what the person reads; `raw` what the bot sent."""

    message_id: int
    chat_id: int
    method: str
    text: str
    raw: str
    parse_mode: str | None
    entities: list[dict[str, Any]]
    rows: list[list[tuple[str, str]]]  # (label, callback data)
    files: list[SentFile]
    at: float  # time.monotonic() when the request was complete
    via: str  # the library that sent it: "aiogram" or "python-telegram-bot"

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.buttons]

    def as_json(self) -> str:
        plain = asdict(self) | {"at": time.time(), "buttons": self.buttons}
        plain["files"] = [{"name": f.name, "media_type": f.media_type, "size": len(f.content)} for f in self.files]
        return json.dumps(plain, ensure_ascii=False)


@dataclass
class Fault:
    """What happens instead of the next answers of one method."""

    method: str
    status: int = 0  # 0: no answer at all
    retry_after: int | None = None
    description: str | None = None
    user_id: int | None = None
    recorded: bool = False  # the message is kept although no answer comes
    reset: bool = False  # the connection is cut
    after: int = 0  # calls let through first
    every: int = 0  # 0: `times` calls in a row; n: each n-th call for ever
    times: int = 1
    seen: int = 0

    def strikes(self, method: str, user_id: int | None) -> bool:
        """Whether this call fails; counts the call."""
        if method != self.method or (self.user_id is not None and user_id != self.user_id):
            return False
        self.seen += 1
        if self.every:
            return self.seen % self.every == 0
        return self.after < self.seen <= self.after + self.times

    def refusal(self) -> Refusal:
        if self.retry_after is not None:
            description = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return Refusal(self.status, description, retry_after=self.retry_after)
        words = {400: "Bad Request: chat not found", 403: "Forbidden: bot was blocked by the user"}
        return Refusal(self.status, self.description or words.get(self.status, "Internal Server Error"))


class Recorder:
    """Keeps sent messages, and appends each to a JSON-lines file when there is one."""

    def __init__(self, path: Path | None = None) -> None:
        self.sent: list[Sent] = []
        self.path = path

    def add(self, sent: Sent) -> None:
        self.sent.append(sent)
        if self.path:
            with self.path.open("a", encoding="utf-8") as lines:
                lines.write(sent.as_json() + "\n")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def read_html(raw: str) -> tuple[str, list[dict[str, Any]]]:
    """(text, entities) of Telegram's HTML; refuses what the platform refuses."""
    text, entities, open_tags, position = "", [], [], 0
    for match in MARKUP.finditer(raw):
        text += raw[position : match.start()]
        position = match.end()
        if match[0].startswith("&"):
            text += unescape(match[0])
            continue
        closing, tag = match[1], (match[2] or "").lower()
        if tag not in TAGS:
            kind = "end" if closing else "start"
            raise Refusal(400, f'Bad Request: can\'t parse entities: Unsupported {kind} tag "{tag}"')
        if not closing:
            open_tags.append((tag, utf16_length(text), match[3]))
            continue
        if not open_tags or open_tags[-1][0] != tag:
            raise Refusal(400, "Bad Request: can't parse entities: Unexpected end tag")
        entities.append(_entity(*open_tags.pop(), end=utf16_length(text)))
    if open_tags:
        raise Refusal(400, f"Bad Request: can't parse entities: Can't find end tag for {open_tags[-1][0]}")
    return text + raw[position:], entities


def _entity(tag: str, start: int, attributes: str, *, end: int) -> dict[str, Any]:
    entity: dict[str, Any] = {"type": TAGS[tag], "offset": start, "length": end - start}
    link = re.search(r'href="([^"]*)"', attributes)
    return entity | ({"url": unescape(link[1])} if link else {})
