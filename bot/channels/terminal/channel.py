"""The channel of `scripts.chat`: what is sent is kept in a list for whoever prints it."""

from dataclasses import dataclass

from bot.channels.channel import Capabilities, Receiver
from handlers.messages import Address, Outgoing


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it was sent; `id` is what a press or a later look refers to."""

    id: str
    to: str
    outgoing: Outgoing


class TerminalChannel:
    """Sends into memory. Nothing is received by itself: the console hands events in."""

    name = "terminal"
    capabilities = Capabilities(buttons=True, text_limit=100_000, files=True, edits=True)

    def __init__(self) -> None:
        self._sent: list[Sent] = []

    async def start(self, receive: Receiver) -> None:
        """Nothing to listen to."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        self._sent.append(Sent(reference, address.id, outgoing))
        return reference

    def take(self) -> list[Sent]:
        """What was sent since the last time this was called."""
        taken, self._sent = self._sent, []
        return taken
