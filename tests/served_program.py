"""A process that answers what it reads, a line each, on the database given; for tests of several processes."""

import json
import sys

from sqlalchemy import select

from bot.clock import SystemClock
from bot.turn import Turns
from handlers.messages import Address, Incoming, Kind
from handlers.world import World
from knowledge.documents import load_registry
from knowledge.entries import read_entries
from knowledge.knowledge_base import CONTENT, KnowledgeBase
from knowledge.wordlists import load_words
from storage.engine import Database
from storage.tables.traffic import OutboxRow


def small_knowledge() -> KnowledgeBase:
    """One topic of the shipped knowledge base: built in a moment."""
    entries = read_entries(CONTENT / "answers" / "chi-nhanh.md")
    return KnowledgeBase(load_registry(CONTENT), entries, [], load_words(CONTENT / "words"))


def main(url: str, who: str) -> None:
    clock, database = SystemClock(), Database(url)
    turns = Turns(database, World(knowledge=small_knowledge()), clock)
    address = Address("terminal", who)
    print("ready", flush=True)
    for number, line in enumerate(sys.stdin):
        turns.receive(Incoming(address, f"{who}{number}", Kind.TEXT, clock.now(), line.strip()))
        while turns.handle_next("terminal", who):
            pass
        with database.reading() as unit:
            query = select(OutboxRow.payload).where(OutboxRow.address == who).order_by(OutboxRow.id.desc())  # type: ignore[attr-defined]
            print(json.dumps(unit.session.scalars(query).first()["text"]), flush=True)  # type: ignore[index]


if __name__ == "__main__":
    main(*sys.argv[1:])
