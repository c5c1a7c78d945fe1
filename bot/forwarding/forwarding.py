"""The work loop: claim a delivery that is due, try it, record what came of it.

Each delivery is a row claimed under a lease, so two processes never try the same one, and what a process that died
left behind is claimed again. A failed try is repeated after growing pauses; after three days it is given up and the
staff are told.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

from bot.clock import Clock
from bot.forwarding.parcel import NotDelivered, Parcel, Target
from handlers import post
from handlers.messages import Attachment, Outgoing
from handlers.results.aggregate import Results, aggregate
from handlers.results.figures import read_round
from handlers.results.forwarding import RAW_ROLES, sender_of
from handlers.results.photos import attach_photo, read_photos
from handlers.texts.results import forward_failed
from handlers.world import QuietHours, World
from storage import forwards, members, people, surveys
from storage.engine import Database
from storage.forwards import Forward

log = logging.getLogger(__name__)

ASKED_JUST_NOW = QuietHours(0, 0)
"""Who asked is answered at night too."""


class Forwarding:
    """`on_done` is called when something was tried: there may be messages to send."""

    def __init__(
        self,
        database: Database,
        world: World,
        clock: Clock,
        targets: Mapping[str, Target],
        on_done: Callable[[], None],
    ) -> None:
        self._database = database
        self._world = world
        self._clock = clock
        self._targets = targets
        self._on_done = on_done
        self._last: tuple[tuple[int, datetime], Results] | None = None

    async def run_due(self) -> int:
        """Try everything that is due at the targets of the settings, one by one; the number of tries."""
        return await self._run(asked=False)

    async def run_asked(self) -> int:
        """Make what staff asked for in chat. Apart from the targets: one that hangs holds up nobody who waits."""
        return await self._run(asked=True)

    async def _run(self, *, asked: bool) -> int:
        tries = 0
        try:
            while (forward := await asyncio.to_thread(self._claim, asked=asked)) is not None:
                tries += 1
                await self._try(forward)
        except Exception:
            log.exception("forwarding stumbled; it goes on at the next tick")
        if tries:
            self._on_done()
            self._last = None
        return tries

    def _claim(self, *, asked: bool) -> Forward | None:
        with self._database.reading() as unit:
            if not forwards.any_due(unit, self._clock.now(), asked=asked):
                return None
        with self._database.unit() as unit:
            return forwards.claim_next(unit, self._clock.now(), asked=asked)

    async def _try(self, forward: Forward) -> None:
        try:
            answer = await self._deliver(forward)
        except NotDelivered as error:
            await asyncio.to_thread(self._record_failure, forward, str(error))
        except Exception as error:
            log.exception("forward %s failed in a way nobody foresaw", forward.key)
            await asyncio.to_thread(self._record_failure, forward, f"internal error: {type(error).__name__}")
        else:
            await asyncio.to_thread(self._record_done, forward, answer)

    async def _deliver(self, forward: Forward) -> str:
        target = self._targets.get(forward.target)
        if target is None:
            raise NotDelivered(f"target {forward.target} is switched off in the settings")
        results = await asyncio.to_thread(self._results, forward)
        tell = (self._tell_staff, self._tell_contact)
        photos = partial(self._photos, forward.round_id)
        sender, wish = sender_of(self._world), forward.wish or {}
        return await target.deliver(Parcel(forward.key, results, *tell, sender, wish, photos))

    def _photos(self, round_id: int) -> Iterator[Attachment]:
        with self._database.reading() as unit:
            this = surveys.find_round(unit, round_id)
            for photo in read_photos(unit, this) if this is not None else ():
                if (file := attach_photo(unit, photo)) is not None:
                    yield file

    def _results(self, forward: Forward) -> Results:
        """As of when it was planned, so that a second try sends the same bytes under the same key. The last ones are
        kept while there is more to do: a round goes to several targets at once."""
        wanted = (forward.round_id, forward.created_at)
        if self._last is None or self._last[0] != wanted:
            self._last = wanted, self._read(forward)
        return self._last[1]

    def _read(self, forward: Forward) -> Results:
        with self._database.reading() as unit:
            this = surveys.find_round(unit, forward.round_id)
            if this is None:
                raise NotDelivered("the round is no longer there")
            return aggregate(read_round(unit, this, forward.created_at, self._world.alliance_name))

    def _tell_staff(self, raw: Outgoing, make_public: Callable[[], Outgoing], key: str) -> int:
        """Everyone gets what their role may see; the message for the others is only made where there are some."""
        with self._database.reading() as unit:
            roles = {staff.role for staff in members.all_staff(unit)}
        public = make_public() if roles - RAW_ROLES else raw
        told, now = 0, self._clock.now()
        with self._database.unit() as unit:
            for staff in members.all_staff(unit):
                contact = members.reachable(unit, staff.person_id)
                if contact is None:
                    continue
                message, own_key = raw if staff.role in RAW_ROLES else public, f"{key}:{staff.person_id}"
                post.send(unit, contact, message, now, self._world.quiet, purpose="staff", key=own_key, bulk=False)
                told += 1
        return told

    def _tell_contact(self, contact_id: int, message: Outgoing, key: str) -> None:
        with self._database.unit() as unit:
            contact = people.find_contact(unit, contact_id)
            if contact is None:
                raise NotDelivered("the one who asked is no longer there")
            now = self._clock.now()
            post.send(unit, contact, message, now, ASKED_JUST_NOW, purpose="staff", key=key, bulk=False)

    def _record_done(self, forward: Forward, answer: str) -> None:
        with self._database.unit() as unit:
            forwards.mark_done(unit, forward.id, answer, self._clock.now())
        log.info("forward %s done: %s", forward.key, answer)

    def _record_failure(self, forward: Forward, reason: str) -> None:
        now = self._clock.now()
        with self._database.unit() as unit:
            is_over = forwards.mark_failed_try(unit, forward, reason, now)
            if is_over and (this := surveys.find_round(unit, forward.round_id)) is not None:
                facts = read_round(unit, this, now).facts
                told = Outgoing(forward_failed(facts.title, facts.period_name, forward.target, reason))
                post.tell_staff(unit, told, now, self._world.quiet, f"forward-failed:{forward.key}")
        log.warning(
            "forward %s %s: %s", forward.key, "given up" if is_over else f"failed (try {forward.attempts})", reason
        )
