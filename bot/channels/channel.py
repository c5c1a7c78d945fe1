"""What a channel is: it receives, it sends, and it says what it can draw.

A channel folder holds `receive` (platform event -> Incoming), `render` (Outgoing -> what the platform takes, pure)
and `send` (the network). Every library error becomes a SendError here; nothing above ever sees another one.

    SendError(permanent=True)     this message will never arrive there (bad content, unknown recipient)
    SendError(stopped=True)       the person blocked the bot or closed the account: no message will arrive
    SendError(retry_after=12.0)   not now; try again after so many seconds
    SendError(uncertain=True)     it may have arrived: the answer was lost after sending
    SendError(held=True)          the platform takes it only after the person writes again: it waits for that
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from handlers.messages import Address, Incoming, Outgoing, Rewrite


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can draw and carry."""

    buttons: bool
    text_limit: int  # characters in one message
    files: bool
    edits: bool  # people can edit what they sent
    most_buttons: int | None = None  # in one message; None: as many as there are
    takes_files: Literal["sent", "button", "pictures"] = "sent"  # from people: the page has a button

    def draws_buttons(self, outgoing: Outgoing) -> bool:
        """Whether the message's choices become buttons; where not, they are numbered lines."""
        return self.buttons and (self.most_buttons is None or len(outgoing.choices) <= self.most_buttons)


class SendError(Exception):
    """A message could not be sent, or may not have been. Exactly one of the five answers holds."""

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        stopped: bool = False,
        retry_after: float | None = None,
        uncertain: bool = False,
        held: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.stopped = stopped
        self.retry_after = retry_after
        self.uncertain = uncertain
        self.held = held
        if sum((permanent, stopped, retry_after is not None, uncertain, held)) != 1:
            raise ValueError(
                "a send error is permanent, stopped, to be retried, uncertain or held: exactly one of them"
            )


@runtime_checkable
class Fetches(Protocol):
    """A channel whose people can send files: `fetch` gets one by the reference its event came with."""

    async def fetch(self, reference: str) -> bytes:
        """The content, at most LARGEST_FILE bytes. Raises SendError only: permanent when it is gone or too large."""


@runtime_checkable
class Rewrites(Protocol):
    """A channel that can change what it sent."""

    async def rewrite(self, address: Address, rewrite: Rewrite) -> None:
        """Change or take back an earlier copy. Raises SendError only: permanent when this copy cannot be changed."""


Receiver = Callable[[Incoming], Awaitable[None]]
"""Stores an incoming event. When it returns, the event is safe and the platform may be told so."""


class Channel(Protocol):
    """One way to reach people."""

    name: str
    capabilities: Capabilities

    async def start(self, receive: Receiver) -> None:
        """Begin receiving; every event is awaited into `receive` before it is acknowledged to the platform."""

    async def stop(self) -> None:
        """Stop receiving and close connections. Safe to call twice."""

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        """Send one message and return the platform's id of it (of its last part when it was split).

        `bulk` marks announcements, reminders and prompts, which give way to replies. `reference` is our own id of
        the message: a channel that can recognise it delivers it once however often it is sent. Raises SendError only.
        """


@runtime_checkable
class Paced(Protocol):
    """A channel whose platform lets only so many messages pass in a second, replies and bulk together."""

    async def admit(self) -> None:
        """Returns when the next bulk message may begin, and counts it. Replies are never held up here."""
