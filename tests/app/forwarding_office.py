"""A process that forwards, with a closed round to forward."""

from datetime import timedelta
from typing import cast

from bot.clock import ManualClock
from bot.forwarding import Forwarding
from bot.forwarding.parcel import Parcel, Target
from handlers.envelope import attachments_of, unpack
from handlers.messages import Outgoing
from handlers.results.forwarding import plan_forwards
from handlers.results.sender import Sender
from handlers.world import QuietHours, World
from knowledge.knowledge_base import KnowledgeBase
from storage import forwards, outbox, surveys
from storage.engine import Database
from storage.forwards import Forward
from tests.app.results_rounds import CLOSED, fill

SECRET = "whsec_" + "b3VyIG93biBzZWNyZXQgZm9yIHRlc3Rz"
WORLD = World(cast(KnowledgeBase, None), alliance_name="Liên minh", quiet=QuietHours(0, 0))
XLSX, JSON = "half_year-2026-H1.xlsx", "half_year-2026-H1.json"
RAW = "half_year-2026-H1-tung-hop-tac-xa.xlsx"
FILES = sorted([XLSX, JSON, "half_year-2026-H1.csv", "half_year-2026-H1.docx"])


class Office:
    """One process that forwards, on a clock moved by hand."""

    def __init__(self, database: Database, *targets: Target) -> None:
        self.database = database
        self.clock = ManualClock(CLOSED)
        self.woken = 0
        self.targets = {target.name: target for target in targets}
        self.forwarding = Forwarding(database, WORLD, self.clock, self.targets, self._wake)
        self.round_id = self._close()

    def _wake(self) -> None:
        self.woken += 1

    def _close(self) -> int:
        with self.database.unit() as unit:
            this = fill(unit)
            surveys.close_round(unit, this.id, CLOSED)
            plan_forwards(unit, this.id, self.targets, CLOSED)
            return this.id

    def another_process(self) -> Forwarding:
        return Forwarding(self.database, WORLD, self.clock, self.targets, self._wake)

    @property
    def forwards(self) -> list[Forward]:
        with self.database.reading() as unit:
            return forwards.of_round(unit, self.round_id)

    @property
    def states(self) -> list[tuple[str, str, int]]:
        return [(item.target, item.state, item.attempts) for item in self.forwards]

    def parcel(self, forward: Forward) -> Parcel:
        """What a target is given for a delivery."""
        made = self.forwarding
        tell = (made._tell_staff, made._tell_contact)
        return Parcel(forward.key, made._results(forward), *tell, Sender("Liên minh"), forward.wish or {})

    async def run_after(self, pause: timedelta) -> int:
        self.clock.advance(pause)
        return await self.forwarding.run_due()

    def told(self) -> list[tuple[str, Outgoing]]:
        """What waits in the outbox, with the files, by address."""
        with self.database.unit() as unit:
            found = outbox.claim(unit, "reply", "terminal", "test", self.clock.now(), 100)
            return [(item.address, unpack(item.payload, attachments_of(unit, item.payload))) for item in found]


class Broken:
    """A target that fails as it is told to."""

    name = "post"

    def __init__(self, error: BaseException) -> None:
        self.error = error

    async def deliver(self, parcel: Parcel) -> str:
        raise self.error
