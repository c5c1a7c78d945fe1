"""A turn: one incoming message, who wrote it, where the talk stands, and the open unit of work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handlers import post
from handlers.messages import Choice, Incoming, Outgoing
from handlers.world import ZONE, World
from storage import files
from storage.files import StoredFile
from storage.people import Contact, Person
from storage.unit import Unit

LONGEST_NUMBER = 18  # digits of the largest id a database holds


class ChangedMeanwhile(Exception):
    """Somebody else's turn changed what this one read; it is done again from the new state."""


class FileWanted(Exception):
    """A handler wants the content of a file that is not here yet: it is fetched, and the turn is done again.

    `event_id` and `reference` are filled in by who runs the turn.
    """

    event_id: int = 0
    reference: str = ""


@dataclass(slots=True)
class Talk:
    """Where a talk stands, kept as JSON between turns.

    `flow` names the handler that expects the next typed words (None: nobody does) and `data` is its own small memory.
    `menu` holds the choices shown last, so that a typed label is understood as a press; the first `numbered` of them
    stood under the last message and are understood by their number too. A `standing` menu came with a message that
    nobody had asked for; it stays until other choices are shown. `burst` is how fast they write (handlers.flood).
    """

    flow: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    menu: list[list[str]] = field(default_factory=list)
    numbered: int = 0
    free_input: bool = False
    standing: bool = False
    last_entry: str | None = None
    greeted: bool = False
    burst: list[str | int] = field(default_factory=list)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Talk":
        return cls(**stored)

    def to_json(self) -> dict[str, Any]:
        return {
            "flow": self.flow,
            "data": self.data,
            "menu": self.menu,
            "numbered": self.numbered,
            "free_input": self.free_input,
            "standing": self.standing,
            "last_entry": self.last_entry,
            "greeted": self.greeted,
            "burst": self.burst,
        }

    def begin(self, flow: str, **data: Any) -> None:
        """From now on `flow` gets what the person types."""
        self.flow = flow
        self.data = data

    def end(self) -> None:
        self.flow = None
        self.data = {}


@dataclass(slots=True)
class Turn:
    """Everything a handler may use. It changes the world only through `unit`, and answers by what it returns."""

    incoming: Incoming
    now: datetime
    unit: Unit
    person: Person
    contact: Contact
    talk: Talk
    world: World

    @property
    def text(self) -> str:
        """What was typed, without outer white space."""
        return self.incoming.text.strip()

    @property
    def local_now(self) -> datetime:
        """Now, in Vietnam's time."""
        return self.now.astimezone(ZONE)

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(ZONE).date()

    def file(self) -> StoredFile | None:
        """The file that came with the message, None when it could not be had. Raises FileWanted the first time."""
        sent = self.incoming.file
        if sent is None or sent.trouble:
            return None
        if sent.stored is None:
            raise FileWanted
        return files.read(self.unit, sent.stored)

    def pressed(self, area: str) -> list[str] | None:
        """The parts of a pressed choice after its area: `survey:7:members` gives ["7", "members"] for area `survey`."""
        choice = self.incoming.choice
        if choice is None or not choice.startswith(f"{area}:"):
            return None
        return choice.split(":")[1:]

    def send(self, contact: Contact, message: Outgoing, *, purpose: str, key: str | None = None) -> datetime | None:
        """Say something to another person; when it will go out, or None when that key was sent before."""
        return post.send(self.unit, contact, message, self.now, self.world.quiet, purpose=purpose, key=key, bulk=False)

    def tell_staff(self, message: Outgoing, key: str) -> int:
        """Tell the alliance's staff; the number of people it goes to."""
        return post.tell_staff(self.unit, message, self.now, self.world.quiet, key)


def read_number(text: str) -> int | None:
    """A row's number in a choice; None for what cannot be one: buttons can be forged."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


Replies = Sequence[Outgoing]

Handler = Callable[[Turn], Replies | None]
"""Answers a turn, with what to say (perhaps nothing), or returns None when the message is not for it."""


def say(text: str, *choices: tuple[str, str], free_input: bool = False) -> list[Outgoing]:
    """One message; choices are (id, label)."""
    return [Outgoing(text, tuple(Choice(*choice) for choice in choices), free_input=free_input)]
