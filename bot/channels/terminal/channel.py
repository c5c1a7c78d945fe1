"""The channel of `scripts.chat`: what is sent is kept in a list for whoever prints it."""

from dataclasses import dataclass

from bot.channels.channel import Capabilities, Receiver, SendError
from handlers.messages import Address, Outgoing, Rewrite


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it was sent; `id` is what a press or a later look refers to. `is_change`: of an earlier one."""

    id: str
    to: str
    outgoing: Outgoing
    is_change: bool = False


class TerminalChannel:
    """Sends into memory. Nothing is received by itself: the console hands events in."""

    name = "terminal"
    capabilities = Capabilities(buttons=True, text_limit=100_000, files=True, edits=True)

    def __init__(self) -> None:
        self._sent: list[Sent] = []
        self.files: dict[str, bytes] = {}  # what people sent, by reference

    async def start(self, receive: Receiver) -> None:
        """Nothing to listen to."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        self._sent.append(Sent(reference, address.id, outgoing))
        return reference

    async def rewrite(self, address: Address, rewrite: Rewrite) -> None:
        outgoing = Outgoing(rewrite.text, rewrite.choices)
        self._sent.append(Sent(rewrite.message_id, address.id, outgoing, is_change=True))

    async def fetch(self, reference: str) -> bytes:
        if reference not in self.files:
            raise SendError("the file is not there any more", permanent=True)
        return self.files[reference]

    def take(self) -> list[Sent]:
        """What was sent since the last time this was called."""
        taken, self._sent = self._sent, []
        return taken
