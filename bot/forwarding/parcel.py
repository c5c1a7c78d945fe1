"""What a target is given, and how it says that it could not take it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from handlers.messages import Outgoing
from handlers.results.aggregate import Results


class NotDelivered(Exception):
    """A delivery did not succeed, or may not have; it will be tried again. The text is for the log: no secrets."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A round's results on their way to one target.

    `key` is the same on every try: whoever sees it twice has had it. `tell_staff` puts a message in the outbox for
    everyone on the alliance's staff who can be reached, for each key once, and returns their number.
    """

    key: str
    results: Results
    tell_staff: Callable[[Outgoing, str], int]


class Target(Protocol):
    """One way to the alliance."""

    name: str

    async def deliver(self, parcel: Parcel) -> str:
        """Deliver, and return what the receiver said, for the log. Raises NotDelivered."""
