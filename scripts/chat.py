"""Chat with the assistant in a terminal, or drive it by JSON lines.

    python -m scripts.chat                      a conversation for a person
    python -m scripts.chat --jsonl [--db FILE] [--now ISO] [--staff ID ...]

JSON lines in:  {"from": "u1", "text": "…"}   {"from": "u1", "choice": "<id>"}
                {"from": "u1", "edit": "<message id>", "text": "…"}   {"advance": "PT36H"}
                {"from": "u1", "file": "<path>", "text": "…"}
A line may also carry "kind" (start, sticker, voice, photo, file, contact, location, blocked, unblocked) and "id", the
message's own id for a later edit; without one it is the number of the line, the first being "1".
JSON lines out: {"to", "id", "text", "choices": [{"id", "label"}], "attachments": [{"name", "path"}]} for every message
sent, then {"done": n}, n being their number. A line that cannot be read gives {"error": "…"} and {"done": 0}, and
changes nothing. Forwarding follows the settings, as in the real program.
"""

import argparse
import asyncio
import json
import logging
import re
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from bot.channels.terminal.channel import Sent
from bot.console import Console
from bot.database import open_database
from bot.settings import WrongSetting, read_settings
from handlers.messages import Attachment, Choice, Kind

DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$")


class WrongLine(Exception):
    """An input line that cannot be used; the text says why."""


def read_duration(text: str) -> timedelta:
    """An ISO 8601 duration of days, hours, minutes and seconds, e.g. "PT36H" or "P2DT30M"."""
    found = DURATION.match(text)
    if found is None or not any(found.groups()):
        raise WrongLine(f"not a duration like PT36H: {text!r}")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def read_line(line: str) -> dict[str, Any]:
    """One input line as an object with either "advance" or "from". Raises WrongLine."""
    try:
        event = json.loads(line)
    except json.JSONDecodeError as error:
        raise WrongLine(f"not JSON: {error.msg}") from None
    if not isinstance(event, dict) or not ("advance" in event or event.get("from")):
        raise WrongLine('needs "from" and "text", "choice" or "edit"; or "advance"')
    for name, value in event.items():
        if not isinstance(value, str):
            raise WrongLine(f"not a string: {name!r}")
    return event


async def run_event(console: Console, event: dict[str, Any], number: int) -> list[Sent]:
    """Do what the input line of that number says; everything that was sent."""
    if "advance" in event:
        return await console.advance(read_duration(event["advance"]))
    hear = partial(console.hear, event["from"], message_id=event.get("id") or str(number))
    text = event.get("text", "")
    if "choice" in event:
        return await hear(Kind.CHOICE, choice=event["choice"])
    if "edit" in event:
        return await hear(Kind.EDIT, text=text, refers_to=event["edit"])
    if "file" in event:
        file = read_file(Path(event["file"]))
        return await hear(Kind.PHOTO if file.media_type.startswith("image/") else Kind.FILE, text=text, file=file)
    return await hear(read_kind(event.get("kind", "text")), text=text)


def read_kind(name: str) -> Kind:
    """Raises WrongLine."""
    try:
        return Kind(name)
    except ValueError:
        raise WrongLine(f"unknown kind: {name!r}") from None


def read_file(path: Path) -> Attachment:
    """A file as a person would send it. Raises WrongLine."""
    media_type, _ = guess_type(path.name)
    try:
        return Attachment(path.name, media_type or "application/octet-stream", path.read_bytes())
    except OSError as error:
        raise WrongLine(f"{path} cannot be read: {error.strerror}") from None


def describe(sent: Sent, folder: Path) -> dict[str, Any]:
    """A sent message as an output line; its files are written to `folder`."""
    attachments = []
    for number, item in enumerate(sent.outgoing.attachments):
        path = folder / f"{sent.id}-{number}-{item.name}"
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(item.content)
        attachments.append({"name": item.name, "path": str(path)})
    return {
        "to": sent.to,
        "id": sent.id,
        "text": sent.outgoing.text,
        "choices": [{"id": choice.id, "label": choice.label} for choice in sent.outgoing.choices],
        "attachments": attachments,
    }


async def run_jsonl(console: Console, lines: Iterable[str], folder: Path) -> None:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            sent = await run_event(console, read_line(line), number)
        except WrongLine as error:
            print(json.dumps({"error": str(error)}, ensure_ascii=False), flush=True)
            sent = []
        for message in sent:
            print(json.dumps(describe(message, folder), ensure_ascii=False), flush=True)
        print(json.dumps({"done": len(sent)}), flush=True)


async def run_person(console: Console, folder: Path) -> None:
    """A conversation: type words, or the number of a choice. An empty line or Ctrl+D ends it."""
    offered: tuple[Choice, ...] = ()
    sent = await console.hear("me", Kind.START)
    while True:
        for message in sent:
            offered = show(message, folder) or offered
        try:
            typed = await asyncio.to_thread(input, "> ")
        except EOFError:
            return
        if not typed.strip():
            return
        sent = await console.hear("me", Kind.TEXT, text=typed)


def show(message: Sent, folder: Path) -> tuple[Choice, ...]:
    described = describe(message, folder)
    print(f"\n{described['text']}")
    for number, choice in enumerate(described["choices"], 1):
        print(f"  {number}. {choice['label']}")
    for item in described["attachments"]:
        print(f"  [{item['path']}]")
    return message.outgoing.choices


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jsonl", action="store_true", help="JSON lines in and out")
    parser.add_argument("--db", type=Path, help="SQLite file to keep everything in (default: a temporary one)")
    parser.add_argument("--now", type=_moment, help="the time it is at the start (default: the real time)")
    parser.add_argument("--staff", nargs="*", action="extend", default=[], metavar="ID",
                        help="people who work for the alliance")  # fmt: skip
    return parser.parse_args(arguments)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="htx-chat-") as temporary:
        database = options.db or Path(temporary) / "chat.db"
        try:
            settings = read_settings(database_url=f"sqlite:///{database.as_posix()}")
            open_database(settings).close()
        except WrongSetting as error:
            print(error, file=sys.stderr)
            return 2
        console = Console(settings, options.now or datetime.now(UTC))
        for who in options.staff:
            console.make_staff(who)
        folder = database.parent / f"{database.stem}-files"
        talk = run_jsonl(console, sys.stdin, folder) if options.jsonl else run_person(console, folder)
        asyncio.run(talk)
        console.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
