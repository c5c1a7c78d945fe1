"""The whole product on a clock that is moved by hand: what `scripts.chat` and the golden transcripts run on.

The same turns, handlers, outbox, delivery, jobs and forwarding as on the real channels, one step at a time.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from bot.app import App, build_world
from bot.channels.terminal.channel import Sent, TerminalChannel
from bot.clock import ManualClock
from bot.settings import Settings
from handlers.messages import Address, Attachment, Incoming, IncomingFile, Kind
from handlers.world import World
from storage import members, people
from storage.engine import Database

STEP = timedelta(minutes=30)
"""Time passes in steps, so that what falls due at different hours happens in its order."""
LONG = timedelta(days=5)
LONG_STEP = timedelta(hours=2)
"""Who lets more than LONG pass does not look at single half hours."""


class Console:
    """Hosts the product for people who are names in a script. Call from one event loop."""

    def __init__(self, settings: Settings, start: datetime, world: World | None = None) -> None:
        self.clock = ManualClock(start)
        self.channel = TerminalChannel()
        database = Database(settings.database)
        self.app = App(settings, database, world or build_world(settings), self.clock, {"terminal": self.channel})
        self._prefix = uuid4().hex[:12]  # a second run on the same database is not taken for the first
        self.events = 0

    def make_staff(self, who: str, channel: str = "terminal", address: str | None = None) -> None:
        """Let someone work for the alliance, as an administrator who agreed to be known by that name."""
        now = self.clock.now()
        with self.app.database.unit() as unit:
            person, _ = people.meet(unit, channel, address or who, now)
            people.set_name(unit, person.id, who)
            people.record_consent(unit, person.id, "full", "console", now)
            members.make_staff(unit, person.id, "admin", now)

    async def hear(
        self,
        who: str,
        kind: Kind,
        *,
        text: str = "",
        choice: str | None = None,
        refers_to: str | None = None,
        reply_to: str | None = None,
        file: Attachment | None = None,
        message_id: str | None = None,
        sent_at: datetime | None = None,
    ) -> list[Sent]:
        """Someone says or presses something; everything that was sent because of it, to anyone.

        `message_id` is what a later edit refers to: by default the number of the event. `sent_at`: when it was written,
        where it comes late.
        """
        self.events += 1
        incoming = Incoming(
            address=Address("terminal", who),
            external_id=f"{self._prefix}:{self.events}",
            kind=kind,
            sent_at=sent_at or self.clock.now(),
            text=text,
            choice=choice,
            refers_to=refers_to,
            message_id=message_id or str(self.events),
            reply_to=reply_to,
            file=None if file is None else self._offer(file),
        )
        self.app.turns.receive(incoming)
        await self.settle()
        return self.channel.take()

    def _offer(self, file: Attachment) -> IncomingFile:
        reference = f"file-{self.events}"
        self.channel.files[reference] = file.content
        return IncomingFile(file.name, file.media_type, len(file.content), reference)

    async def advance(self, by: timedelta) -> list[Sent]:
        """Time passes and what falls due happens."""
        left, usual = by, STEP if by <= LONG else LONG_STEP
        while left > timedelta():
            step = min(usual, left)
            self.clock.advance(step)
            left -= step
            await self.settle()
        return self.channel.take()

    async def settle(self) -> None:
        """Until nothing more is due now."""
        await self.app.delivery.release_expired()
        await self.app.runner.sweep_once()
        await self.app.runner.settle()
        await self.app.jobs.run_surveys()
        await self.app.forwarding.run_due()
        await self.app.forwarding.run_asked()
        while await self.app.delivery.run_once("reply") + await self.app.delivery.run_once("bulk"):
            pass

    def close(self) -> None:
        self.app.database.close()
