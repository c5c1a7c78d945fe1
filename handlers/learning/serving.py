"""The knowledge base that is served: the shipped one with what the staff approved.

Every turn reads one number that each approval and withdrawal raises. Where it has changed, the turn is given up, the
entries are read, the knowledge base is built anew outside of any transaction, and the turn is done again on it. Other
turns go on with the old one meanwhile. So an approval counts for the next turn in every process, without a restart.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from threading import Lock

from handlers.world import World
from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.versions import unpack_entry, version_of
from storage import learned
from storage.engine import Database
from storage.learned import Learned
from storage.unit import Unit

log = logging.getLogger(__name__)


class KnowledgeChanged(Exception):
    """What is served is not the newest; the turn is done again after catching up."""


class Shelf:
    """Holds the world with the newest knowledge. Safe to share between threads."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._shipped = world
        self._stamp = 0
        self._building = Lock()

    def check(self, unit: Unit) -> None:
        """Raise KnowledgeChanged when something was approved or withdrawn, unless another thread sees to it already."""
        if learned.stamp(unit) != self._stamp and not self._building.locked():
            raise KnowledgeChanged

    def catch_up(self, database: Database) -> None:
        """Serve what is approved now. Does nothing while another thread does it."""
        if not self._building.acquire(blocking=False):
            return
        try:
            with database.reading() as unit:
                stamp, approved = learned.stamp(unit), learned.in_state(unit, "approved")
            if stamp != self._stamp:
                self._serve(approved)
                self._stamp = stamp
        finally:
            self._building.release()

    def _serve(self, approved: list[Learned]) -> None:
        shipped = self._shipped.knowledge
        try:
            self.world = replace(self._shipped, knowledge=merge(shipped, approved), shipped=shipped)
            log.info("serving %d entries approved by staff", len(approved))
        except Exception:  # better the old answers than none
            log.exception("what staff approved cannot be served; going on without what is new")


def merge(shipped: KnowledgeBase, approved: Iterable[Learned]) -> KnowledgeBase:
    """The shipped knowledge base with the approved entries that count."""
    entries = [entry for row in approved if (entry := served_entry(row, shipped)) is not None]
    return shipped.with_entries(entries) if entries else shipped


def served_entry(row: Learned, shipped: KnowledgeBase) -> Entry | None:
    """The approved entry; None where maintainers have since changed or taken over the shipped one of its key."""
    entry = shipped.entries.get(row.key)
    current = None if entry is None else version_of(entry)
    return unpack_entry(row.entry) if current == row.based_on else None
