"""Conversations as text that people can read: what is said is played, what comes back is written under it.

    # a comment, kept                      day 2026-11-20 09:00           the time it begins, in Vietnam
    staff hoa                              someone who works for the alliance
    cooperative HTX Rau | Xã Mường So | agriculture | ABC234              with its invite code
    lan> 35                                lan types
    lan* Gửi báo cáo                       lan presses the newest button of that label
    lan! sticker                           lan sends what cannot be read
    lan! file giay-moi.pdf                 lan sends a file (tests.samples has one of each kind)
    lan~ 53 : 35                           lan edits the newest message that said 35, to 53
    advance 36h                            time passes (h, m, d)
    restart                                the process ends, another begins on the same database
    forwarded                              what lies in the folder and what the address on the network took

Everything else is what the product said, and is written anew at each run:

    bot→lan: text
      more of the text
      [button] [button]
      {file name}
"""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels.terminal.channel import Sent
from handlers.messages import Kind
from handlers.world import ZONE
from storage.tables.people import InviteRow
from tests.fakes.receiver import FakeReceiver
from tests.samples import sample
from tests.stage import Stage

SPEECH = re.compile(r"(?P<who>[^\s>*!~:]+)(?P<how>[>*!~]) ?(?P<what>.*)")
COMMANDS = ("day", "staff", "cooperative", "advance", "restart", "forwarded")
SPANS = {"d": "days", "h": "hours", "m": "minutes"}
TOLD = ("state", "members", "workers", "revenue", "difficulty")


def read_script(text: str) -> list[str]:
    """The lines that are played, with comments and blank lines; what the product said is left out."""
    return [line for line in text.splitlines() if not line.startswith(("bot→", "  "))]


class Player:
    """Plays a script's lines on a database and writes down what comes back."""

    def __init__(self, url: str, folder: Path, receiver: FakeReceiver, secret: str) -> None:
        self._url = url
        self._settings = {"forward_folder": folder, "forward_url": receiver.url, "forward_secret": secret}
        self._folder = folder
        self._receiver = receiver
        self._stage: Stage | None = None
        self._typed: list[tuple[str, str, str]] = []  # who, text, message id

    @property
    def stage(self) -> Stage:
        if self._stage is None:
            self._stage = Stage(self._url, **self._settings)
        return self._stage

    def close(self) -> None:
        if self._stage is not None:
            self._stage.close()

    async def play(self, script: str) -> str:
        """The whole transcript."""
        written: list[str] = []
        for line in read_script(script):
            written.append(line)
            if line.strip() and not line.startswith("#"):
                written += await self._play_line(line)
        return "\n".join(written).rstrip("\n") + "\n"

    async def _play_line(self, line: str) -> list[str]:
        word, _, rest = line.partition(" ")
        if word in COMMANDS:
            return await self._command(word, rest.strip())
        said = SPEECH.fullmatch(line)
        assert said, f"this line of the transcript means nothing: {line!r}"
        sent = await self._speak(said["who"], said["how"], said["what"])
        return [part for message in sent for part in write_message(message)] or ["bot→: (nothing)"]

    async def _speak(self, who: str, how: str, what: str) -> list[Sent]:
        if how == "*":
            return await self.stage.does(who, Kind.CHOICE, choice=self.stage.button(who, what))
        if how == "!" and " " in what:
            kind, _, name = what.partition(" ")
            return await self.stage.does(who, Kind(kind), file=sample(name))
        if how == "!":
            return await self.stage.does(who, Kind(what))
        if how == "~":
            text, _, before = what.partition(" : ")
            message_id = next(known for name, said, known in reversed(self._typed) if (name, said) == (who, before))
            return await self.stage.does(who, Kind.EDIT, text=text, refers_to=message_id)
        self._typed.append((who, what, str(self.stage.console.events + 1)))
        return await self.stage.does(who, Kind.TEXT, text=what.replace("\\n", "\n"))

    async def _command(self, word: str, rest: str) -> list[str]:
        if word == "day":
            start = datetime.fromisoformat(rest).replace(tzinfo=ZONE)
            self._stage = Stage(self._url, start, **self._settings)
        elif word == "staff":
            self.stage.staff(rest)
        elif word == "cooperative":
            self._add_cooperative(*(part.strip() for part in rest.split("|")))
        elif word == "restart":
            self.stage.restart()
        elif word == "advance":
            span = timedelta(**{SPANS[rest[-1]]: int(rest[:-1])})
            return [part for message in await self._advance(span) for part in write_message(message)]
        else:
            return self._forwarded()
        return []

    async def _advance(self, span: timedelta) -> list[Sent]:
        return await self.stage.waits(seconds=span.total_seconds())

    def _add_cooperative(self, name: str, ward: str, sector: str, code: str) -> None:
        # Wards get codes of their own by their order, which nothing shows.
        home = self.stage.cooperative(name, ward_name=ward, ward_code=sum(map(ord, ward)), sector=sector)
        with self.stage.database.unit() as unit:
            unit.add(
                InviteRow(code=code, purpose="cooperative", cooperative_id=home, uses_left=3, created_at=self.stage.now)
            )

    def _forwarded(self) -> list[str]:
        names = sorted(path.name for path in self._folder.iterdir()) if self._folder.exists() else []
        lines = [f"bot→folder: {name}" for name in names]
        for name in names:
            if name.endswith(".json"):
                lines += _tell(json.loads((self._folder / name).read_bytes()))
        for key, report in sorted(self._receiver.reports.items()):
            lines += [f"bot→address: signed, idempotency key {key}", *_tell(report)]
        return [*lines, *(f"bot→address: refused: {reason}" for reason in self._receiver.refused)]


def _tell(report: dict[str, Any]) -> list[str]:
    this, counts = report["round"], report["counts"]
    head = f"  {this['period']}, {this['state']}: {counts['submitted']} of {counts['asked']} sent"
    return [head, *(f"  {key}: {_figure(report['figures'][key])}" for key in TOLD if key in report["figures"])]


def _figure(figure: dict[str, Any]) -> str:
    if "options" in figure:
        chosen = {key: option["count"] for key, option in figure["options"].items() if option["count"]}
        return ", ".join(f"{key} {count}" for key, count in chosen.items())
    return f"{figure['answered']} answered, sum {figure['sum']}, median {figure['median']}"


def write_message(sent: Sent) -> list[str]:
    """A message as lines; a change of an earlier one is marked."""
    first, *more = sent.outgoing.text.split("\n")
    changed = " (sửa tin cũ)" if sent.is_change else ""
    lines = [f"bot→{sent.to}{changed}: {first}", *(f"  {line}" if line else "  ·" for line in more)]
    if sent.outgoing.choices:
        lines.append("  " + " ".join(f"[{choice.label}]" for choice in sent.outgoing.choices))
    return lines + [f"  {{{file.name}}}" for file in sent.outgoing.attachments]
