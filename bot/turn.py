"""One incoming message = one transaction = messages in the outbox.

`receive` stores an event, after which the platform may be told that it arrived. `handle_next` takes the oldest waiting
event of an address and handles it whole: what handlers changed, where the talk stands, what is to be said and that the
event is done are committed together, or not at all.
"""

import logging

from bot.clock import Clock
from handlers import HANDLERS, flood, post, receipts
from handlers.conversation import ChangedMeanwhile, FileWanted, Handler, Talk, Turn
from handlers.envelope import pack_incoming, unpack_incoming
from handlers.learning.serving import KnowledgeChanged, Shelf
from handlers.menu import read_meaning, remember_menu
from handlers.messages import Incoming, Kind, Outgoing
from handlers.texts.general import SOMETHING_BROKE, staff_turn_failed
from handlers.world import World
from storage import files, people
from storage import incoming as events
from storage.engine import Database
from storage.incoming import NewEvent, StoredEvent
from storage.unit import Unit

log = logging.getLogger(__name__)


class Turns:
    """Handles events on one database. Safe to use from several threads and several processes."""

    def __init__(
        self, database: Database, world: World, clock: Clock, handlers: tuple[Handler, ...] = HANDLERS
    ) -> None:
        self._database = database
        self._clock = clock
        self._handlers = handlers
        self.shelf = Shelf(world)

    @property
    def world(self) -> World:
        """The facts that turns are given now."""
        return self.shelf.world

    def receive(self, *incoming: Incoming) -> int:
        """Store events in one transaction; the number to handle: not those that came before or are of no use."""
        now = self._clock.now()
        useful = [_new_event(item) for item in incoming if item.kind is not Kind.IGNORED]
        ignored = [_new_event(item) for item in incoming if item.kind is Kind.IGNORED]
        with self._database.unit() as unit:
            events.store(unit, ignored, now, state="ignored")
            return events.store(unit, useful, now)

    def handle_next(self, channel: str, address: str) -> bool:
        """Handle the oldest waiting event of an address; False when there is no other to handle now.

        Raises FileWanted when the event's file has to be fetched first (see `keep_file`); nothing has happened then.
        """
        event: StoredEvent | None = None
        try:
            with self._database.unit() as unit:
                event = events.take_next(unit, channel, address, self._clock.now())
                if event is None:
                    return False
                self._handle(unit, event)
            return not event.is_last
        except FileWanted as wanted:
            assert event is not None
            wanted.event_id, wanted.reference = event.id, event.payload["file"]["reference"]
            raise
        except KnowledgeChanged:
            self.shelf.catch_up(self._database)
            return True
        except ChangedMeanwhile:
            log.info("something changed under a turn; doing the turn again")
            return True
        except Exception:
            if event is None:  # the database is out of reach: nothing was taken, nothing to put back
                raise
            log.exception("a turn failed (event %s, try %s)", event.id, event.attempts + 1)
            return self._record_failure(event)

    def keep_file(self, event_id: int, content: bytes | None, trouble: str = "") -> None:
        """Keep a fetched file, or why it could not be fetched, so that the event's turn can be done."""
        now = self._clock.now()
        with self._database.unit() as unit:
            if content is None:
                events.note_file(unit, event_id, {"trouble": trouble or "unknown"})
                return
            named = events.file_of(unit, event_id)
            stored = files.keep(unit, named["name"], named["media_type"], content, now)
            events.note_file(unit, event_id, {"stored": stored, "size": len(content)})

    def _handle(self, unit: Unit, event: StoredEvent) -> None:
        now, incoming = self._clock.now(), unpack_incoming(event.payload)
        if incoming.kind in receipts.KINDS:
            if not receipts.note(unit, incoming, event.received_at, now):
                events.put_off(unit, event.id, now + receipts.AGAIN_AFTER)
            return
        self.shelf.check(unit)
        person, contact = people.meet(unit, event.channel, event.address, now)
        talk = Talk.from_json(contact.talk)
        verdict = flood.count(talk, incoming)
        if verdict is flood.Verdict.ANSWER:
            turn = Turn(read_meaning(incoming, talk), now, unit, person, contact, talk, self.world)
            messages = remember_menu(talk, self._offer(turn))
        else:
            events.mark_read_over(unit, event.id)
            messages = [flood.warn(incoming)] if verdict is flood.Verdict.WARN else []
        if not people.save_talk(unit, contact, talk.to_json(), now):
            raise ChangedMeanwhile
        post.reply(unit, contact, messages, now)

    def _offer(self, turn: Turn) -> list[Outgoing]:
        for handler in self._handlers:
            messages = handler(turn)
            if messages is not None:
                return list(messages)
        log.warning("nobody took a message of kind %s", turn.incoming.kind)
        return []

    def _record_failure(self, event: StoredEvent) -> bool:
        """Plan the next try; after the last one the person gets a word and the staff are told. True when it is over."""
        now = self._clock.now()
        with self._database.unit() as unit:
            if not events.record_failure(unit, event.id, "handler error, see the log", now):
                return False
            _, contact = people.meet(unit, event.channel, event.address, now)
            post.reply(unit, contact, [Outgoing(SOMETHING_BROKE)], now)
            post.tell_staff(unit, Outgoing(staff_turn_failed(event.id)), now, self.world.quiet, f"failed:{event.id}")
        return True


def _new_event(incoming: Incoming) -> NewEvent:
    address = incoming.address
    return NewEvent(address.channel, incoming.external_id, address.id, pack_incoming(incoming))
