"""How the people of a transcript reach the product: the terminal, or a channel as it really is, over HTTP.

A line is the people's side of one channel. Every person is a name in the script and an address on the channel. What
a channel draws in another way (numbered lines for buttons, a file as a message of its own) the line turns back into
what a person understands by it, so that one transcript serves them all.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from handlers.messages import Kind
from handlers.texts.attached import HOW_TO_SEND
from storage import people
from tests.samples import sample
from tests.stage import Stage

FIRST = "first"
PLACES = re.compile("Telegram|Zalo|[Tt]rang web|Nơi khác")


@dataclass(frozen=True)
class Heard:
    """One message as a person reads it."""

    to: str
    text: str
    labels: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    is_change: bool = False  # of an earlier one


class Line(Protocol):
    """What `Player` needs of a channel."""

    async def pick_up(self, stage: Stage) -> None:
        """The process runs from now on: bring the channel into `stage`, and receive."""

    async def hang_up(self) -> None:
        """The process ends. People keep what they have."""

    async def let_in(self, who: str) -> None:
        """Someone works for the alliance."""

    def can(self, line: str, *, only_some: bool) -> bool:
        """Whether people can do this here; `only_some`: the transcript says what those do who cannot.

        A press is then of a button from long ago, or pressed a second time: no words stand for it any more.
        """

    async def act(self, who: str, how: str, what: str) -> None:
        """Someone types (>), presses (*), sends what is no text (!) or edits (~); until it is answered."""

    async def wait(self, span: timedelta) -> None:
        """Time passes."""

    async def hear(self) -> list[Heard]:
        """What people got since the last time this was asked, the first sent first."""


class TerminalLine:
    """The line the transcripts are written on."""

    def __init__(self) -> None:
        self._typed: list[tuple[str, str, str]] = []  # who, text, message id
        self._read = 0

    async def pick_up(self, stage: Stage) -> None:
        self._stage = stage

    async def hang_up(self) -> None:
        """Nothing to end."""

    async def let_in(self, who: str) -> None:
        self._stage.staff(who)

    def can(self, line: str, *, only_some: bool) -> bool:
        return True

    async def act(self, who: str, how: str, what: str) -> None:
        stage = self._stage
        if how == "*":
            await stage.does(who, Kind.CHOICE, choice=stage.button(who, what))
        elif how == "!":
            kind, _, name = what.partition(" ")
            await stage.does(who, Kind(kind), **({"file": sample(name)} if name else {}))
        elif how == "~":
            await self._edit(who, *read_edit(what))
        else:
            self._typed.append((who, what, str(stage.console.events + 1)))
            await stage.does(who, Kind.TEXT, text=read_text(what))

    async def _edit(self, who: str, text: str, before: str, late: str) -> None:
        """Change a message, as of so many seconds ago; `late` "first": the change comes before the message itself."""
        if late == FIRST:
            number = str(self._stage.console.events + 2)
            await self._stage.does(who, Kind.EDIT, text=text, refers_to=number)
            await self.act(who, ">", before)
            return
        number = next(known for name, said, known in reversed(self._typed) if (name, said) == (who, before))
        sent_at = self._stage.now - timedelta(seconds=int(late.removesuffix("s") or 0))
        await self._stage.does(who, Kind.EDIT, text=text, refers_to=number, sent_at=sent_at)

    async def wait(self, span: timedelta) -> None:
        await self._stage.waits(seconds=span.total_seconds())

    async def hear(self) -> list[Heard]:
        new, self._read = self._stage.heard[self._read :], len(self._stage.heard)
        return [
            Heard(
                sent.to,
                sent.outgoing.text,
                tuple(choice.label for choice in sent.outgoing.choices),
                tuple(file.name for file in sent.outgoing.attachments),
                sent.is_change,
            )
            for sent in new
        ]


class Newest:
    """The newest button of each label that each person has, and what pressing it sends."""

    def __init__(self) -> None:
        self._buttons: list[tuple[str, str, str]] = []

    def add(self, who: str, label: str, data: str) -> None:
        self._buttons.append((who, any_place(label), data))

    def find(self, who: str, label: str) -> str:
        """A label may be cut after its first words by …"""
        label = any_place(label)
        for person, drawn, data in reversed(self._buttons):
            if person == who and (drawn == label or (label.endswith("…") and drawn.startswith(label[:-1]))):
                return data
        raise AssertionError(f"{who} never got a button {label!r}")


def leave_out_how(text: str) -> str:
    """A text without what its channel added of how a file is sent there."""
    for how in HOW_TO_SEND.values():
        text = text.replace(f"\n{how}", "")
    return text


def any_place(text: str) -> str:
    """Words in which channels are named differ by the channel one is on."""
    return PLACES.sub("nơi khác", text)


def read_mark(line: str) -> tuple[str, str]:
    """(how, what) of "lan! file a.pdf"; how is one of > * ! ~, or "" when nobody speaks."""
    said = re.fullmatch(r"[^\s>*!~:]+([>*!~]) ?(.*)", line)
    return (said[1], said[2]) if said else ("", "")


def take_out_of_reach(stage: Stage, channel: str, address: str) -> None:
    """Where a platform says nothing of a block: what delivery notes when a message is refused for good."""
    with stage.database.unit() as unit:
        _, contact = people.meet(unit, channel, address, stage.now)
        people.mark_blocked(unit, contact.id)


def read_text(what: str) -> str:
    return what.replace("\\n", "\n")


def read_edit(what: str) -> tuple[str, str, str]:
    """(the new text, the old one, how late) of "53 : 35", "53 : 35 : 20s" and "53 : 35 : first"."""
    text, before, *late = what.split(" : ")
    return text, before, late[0] if late else ""


def join_parts(first: Heard, second: Heard) -> Heard:
    """Two messages of a channel that were one to the product."""
    text = "\n".join(part for part in (first.text, second.text) if part)
    return replace(first, text=text, labels=first.labels + second.labels, files=first.files + second.files)
