"""How long opening a round takes, every cooperative with one person who is invited (`scripts.bench --only opening`)."""

import tempfile
import time
from datetime import UTC, datetime, timedelta

from handlers.survey.reminders import remind, steps_of
from handlers.survey.rounds import close_round, open_round
from handlers.world import QuietHours, World
from knowledge.knowledge_base import KnowledgeBase
from storage import cooperatives, surveys
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.migrate import migrate
from storage.tables.people import ContactRow, MembershipRow, PersonRow

PERIOD = "2026-H2"


def measure(count: int, url: str = "") -> list[tuple[str, float]]:
    """(what, seconds) for opening a round of `count` cooperatives, reminding them all, and closing it."""
    with tempfile.TemporaryDirectory() as folder:
        address = url or f"sqlite:///{folder}/opening.db"
        migrate(address)
        database = Database(address)
        try:
            return _measure(database, count)
        finally:
            database.close()


def _measure(database: Database, count: int) -> list[tuple[str, float]]:
    now = datetime.now(UTC)
    _fill(database, count, now)
    world = World(knowledge=KnowledgeBase.load(), quiet=QuietHours(0, 0))
    begun = time.perf_counter()
    with database.unit() as unit:
        opened = open_round(unit, world, "half_year", PERIOD, now + timedelta(days=7), now)
        assert opened.prompted == count
    opening = time.perf_counter() - begun
    begun = time.perf_counter()
    with database.unit() as unit:
        this = surveys.find_round(unit, opened.round.id)
        assert this is not None
        assert remind(unit, world, this, steps_of(this)[0][1]) == count
    reminding = time.perf_counter() - begun
    begun = time.perf_counter()
    with database.unit() as unit:
        close_round(unit, world, opened.round.id, now + timedelta(days=7))
    closing = time.perf_counter() - begun
    what = f"of {count} cooperatives"
    return [
        (f"opening: a round {what}", opening),
        (f"opening: reminding {what}", reminding),
        (f"opening: closing {what}", closing),
    ]


def _fill(database: Database, count: int, now: datetime) -> None:
    with database.unit() as unit:
        homes = [cooperatives.add(unit, CooperativeFacts(f"HTX {number}", f"{number}"), now) for number in range(count)]
        people = [{"name": f"Người {number}", "consent": "full", "created_at": now} for number in range(count)]
        unit.insert_new(PersonRow, people)
        contact = {
            "channel": "telegram",
            "state": "active",
            "talk": {},
            "version": 0,
            "created_at": now,
            "last_seen_at": now,
        }
        unit.insert_new(ContactRow, [{**contact, "person_id": one, "address": str(one)} for one in range(1, count + 1)])
        joined = [
            {"person_id": person, "cooperative_id": home, "joined_at": now, "left_at": None}
            for person, home in enumerate(homes, 1)
        ]
        unit.insert_new(MembershipRow, joined)
