"""Sends claimed messages through their channels and records what became of each."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.batching import Batching
from bot.channels.channel import Channel, Rewrites, SendError
from bot.channels.fitting import fit
from bot.clock import Clock
from handlers import detours
from handlers.envelope import attachments_of, unpack
from handlers.menu import keep_menu, suit_menu
from handlers.messages import Address, Outgoing, Rewrite
from handlers.post import tell_staff
from handlers.texts.general import staff_message_failed
from handlers.world import QuietHours
from storage import outbox, people
from storage.engine import Database
from storage.outbox import ClaimedMessage
from storage.unit import Unit

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = timedelta(minutes=10)
FRESH = outbox.LEASE / 3
"""How long after a claim a message may begin without asking whether the claim still holds."""
RENEW_SECONDS = outbox.LEASE.total_seconds() / 3
TOLD_TO_STAFF = ("reply", "prompt", "reminder", "notice")
"""What staff hear of one by one when it fails; an announcement's failures are in its own report. Their own answers to
questions (notice) they hear of even when the person blocked us: they count on having answered."""

Pause = tuple[timedelta, str]
"""How long a message waits before the next try, and why."""


class Sending:
    """What happens to a message from its claim to its end."""

    def __init__(self, database: Database, channels: Mapping[str, Channel], clock: Clock, quiet: QuietHours) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._quiet = quiet
        self._recording: Batching[tuple[ClaimedMessage, str]] = Batching(self._record_sent)

    async def send_in_order(self, lane: str, messages: list[ClaimedMessage], claimed_at: datetime) -> None:
        """Send one address its messages; when one must wait, those behind it wait with it."""
        try:
            for position, message in enumerate(messages):
                pause = await self._send(lane, message, claimed_at)
                if pause is not None:
                    await asyncio.to_thread(self._put_back, messages[position:], pause)
                    return
        except Exception:  # its messages stay claimed and are settled when the lease runs out
            log.exception("messages to one address were given up for now")

    async def _send(self, lane: str, message: ClaimedMessage, claimed_at: datetime) -> Pause | None:
        """Send one message and record it; a pause and its reason when it is to be tried again."""
        outgoing = await self._begin(message, claimed_at)
        if outgoing is None:
            return None
        keeping = asyncio.create_task(self._keep_lease(message))
        try:
            external_id = await self._through_channel(lane, message, outgoing)
        except SendError as error:
            return await asyncio.to_thread(self._record_error, message, error)
        finally:
            keeping.cancel()
        await self._recording.add((message, external_id))
        return None

    async def _begin(self, message: ClaimedMessage, claimed_at: datetime) -> Outgoing | None:
        """The message to send; None when the claim was lost meanwhile."""
        is_fresh = self._clock.now() - claimed_at < FRESH
        if is_fresh and not message.payload["files"] and not self._brings_numbers(message):
            return unpack(message.payload)
        return await asyncio.to_thread(self._begin_with_database, message)

    def _begin_with_database(self, message: ClaimedMessage) -> Outgoing | None:
        with self._database.unit() as unit:
            if not outbox.renew(unit, message, self._clock.now()):
                return None
            outgoing = unpack(message.payload, attachments_of(unit, message.payload))
            if message.contact_id is not None and self._brings_numbers(message):
                outgoing = suit_menu(unit, message.contact_id, outgoing)
            return outgoing

    def _brings_numbers(self, message: ClaimedMessage) -> bool:
        """Whether choices come that no turn remembers, to somebody who can only type them."""
        channel = self._channels.get(message.channel)
        if channel is None or message.purpose == "reply" or not message.payload["choices"]:
            return False
        return not channel.capabilities.draws_buttons(unpack(message.payload))

    def _keep_menu(self, unit: Unit, message: ClaimedMessage) -> None:
        """What was shown counts, not what was meant to be: only now do numbers mean these choices."""
        if message.contact_id is not None and self._brings_numbers(message):
            keep_menu(unit, message.contact_id, unpack(message.payload))

    async def _through_channel(self, lane: str, message: ClaimedMessage, outgoing: Outgoing) -> str:
        """The platform's id of the message. Raises SendError only, whatever a channel comes up with."""
        channel, address = self._channels[message.channel], Address(message.channel, message.address)
        try:
            if outgoing.rewrite is not None and (changed := await self._rewrite(channel, address, outgoing.rewrite)):
                return changed
            fitted = fit(outgoing, channel.capabilities)
            return await channel.send(address, fitted, bulk=lane == "bulk", reference=str(message.id))
        except SendError:
            raise
        except Exception as error:
            log.exception("channel %s broke its promise to raise SendError only", message.channel)
            raise SendError("an error in the program, see the log", uncertain=True) from error

    async def _rewrite(self, channel: Channel, address: Address, rewrite: Rewrite) -> str | None:
        """Change an earlier copy; its id, or None where the message is to be said instead. Raises SendError."""
        if not isinstance(channel, Rewrites):
            return None
        try:
            await channel.rewrite(address, rewrite)
        except SendError as error:
            if not error.permanent and not error.uncertain:  # a word too many does no harm
                raise
            return None
        return rewrite.message_id

    async def _keep_lease(self, message: ClaimedMessage) -> None:
        """Renew the claim of a message whose sending takes long, so that nobody takes it for left behind."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            await asyncio.to_thread(self._renew, message)

    def _renew(self, message: ClaimedMessage) -> None:
        with self._database.unit() as unit:
            outbox.renew(unit, message, self._clock.now())

    def _record_sent(self, sent: Sequence[tuple[ClaimedMessage, str]]) -> None:
        with self._database.unit() as unit:
            outbox.mark_sent(unit, sent, self._clock.now())
            for message, _ in sent:
                self._keep_menu(unit, message)

    def _record_error(self, message: ClaimedMessage, error: SendError) -> Pause | None:
        now = self._clock.now()
        if error.retry_after is not None and now - message.created_at < GIVE_UP_AFTER:
            return _pause(error.retry_after, message.attempts), error.reason
        state = "held" if error.held else "uncertain" if error.uncertain else "failed"
        with self._database.unit() as unit:
            if self._end(unit, message, state, error, now):
                state = "goes to another address of the person"
        log.log(logging.INFO if error.held else logging.WARNING, "message %s %s: %s", message.id, state, error.reason)
        return None

    def _end(self, unit: Unit, message: ClaimedMessage, state: str, error: SendError, now: datetime) -> bool:
        """Record that a message did not arrive here; True when it goes to the person's next address instead."""
        if error.held:
            mine = outbox.hold(unit, message, error.reason)
        else:
            mine = outbox.mark_ended(unit, message, state, error.reason, now)
        if error.uncertain:
            self._keep_menu(unit, message)
            self._tell_failed(unit, message, error.reason, now)
            return False
        if error.stopped and message.contact_id is not None:
            people.mark_blocked(unit, message.contact_id)
        goes_on = mine and detours.go_on(unit, message, now, self._quiet)
        if error.stopped and message.contact_id is not None:
            detours.leave(unit, message.contact_id, error.reason, now, self._quiet)
        if not goes_on and not error.held and (message.purpose == "notice" or not error.stopped):
            self._tell_failed(unit, message, error.reason, now)
        return goes_on

    def give_up_strays(self) -> None:
        """What waited too long for a channel that is not running goes to another address, or fails."""
        now = self._clock.now()
        with self._database.unit() as unit:
            for message in outbox.give_up(unit, list(self._channels), now - GIVE_UP_AFTER, now):
                if not detours.go_on(unit, message, now, self._quiet):
                    self._tell_failed(unit, message, f"channel {message.channel} is not running", now)

    def _tell_failed(self, unit: Unit, message: ClaimedMessage, reason: str, now: datetime) -> None:
        if message.purpose in TOLD_TO_STAFF:
            key = f"undelivered:{message.contact_id}:{now.date()}"  # one notice a person a day is enough
            tell_staff(unit, Outgoing(staff_message_failed(message.id, reason)), now, self._quiet, key)

    def _put_back(self, messages: list[ClaimedMessage], pause: Pause) -> None:
        with self._database.unit() as unit:
            outbox.put_back(unit, messages, self._clock.now() + pause[0], pause[1])


def _pause(asked: float, attempts: int) -> timedelta:
    """At least what the platform asked for, growing with every try."""
    grown = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempts - 1, 16)))
    return max(timedelta(seconds=asked), grown)
