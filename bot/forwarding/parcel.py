"""What a target is given, and how it says that it could not take it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from handlers.messages import Attachment, Outgoing
from handlers.results.aggregate import Results
from handlers.results.outside import hide_small
from handlers.results.sender import Sender


class NotDelivered(Exception):
    """A delivery did not succeed, or may not have; it will be tried again. The text is for the log: no secrets."""


TellStaff = Callable[[Outgoing, Callable[[], Outgoing], str], int]
"""(message with raw answers, maker of one without, key) -> number of people it went to."""
TellContact = Callable[[int, Outgoing, str], None]


@dataclass(frozen=True)
class Parcel:
    """A round's results on their way to one target.

    `key` is the same on every try: whoever sees it twice has had it. `tell_staff` puts a message in the outbox for
    everyone on the alliance's staff who can be reached, for each key once: the raw one for who may see it.
    `tell_contact` does so for one contact. `wish` says what was asked for in chat. `photos` reads what cooperatives
    answered with, one file at a time; for who may see the raw answers.
    """

    key: str
    results: Results
    tell_staff: TellStaff
    tell_contact: TellContact
    sender: Sender
    wish: Mapping[str, Any] = field(default_factory=dict)
    photos: Callable[[], Iterable[Attachment]] = tuple

    @cached_property
    def public(self) -> Results:
        """What may leave the alliance's desk."""
        return hide_small(self.results)


class Target(Protocol):
    """One way to the alliance."""

    name: str

    async def deliver(self, parcel: Parcel) -> str:
        """Deliver, and return what the receiver said, for the log. Raises NotDelivered."""
