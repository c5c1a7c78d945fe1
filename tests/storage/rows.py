"""Rows that storage tests begin with."""

from datetime import UTC, datetime, timedelta

from storage import cooperatives, people
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.outbox import NewMessage
from storage.people import Contact

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))


def contact(database: Database, address: str = "an", channel: str = "terminal", at: datetime = NOW) -> Contact:
    with database.unit() as unit:
        return people.meet(unit, channel, address, at)[1]


def cooperative(database: Database, name: str = "HTX Rau sạch", **facts: object) -> int:
    with database.unit() as unit:
        return cooperatives.add(unit, CooperativeFacts(name=name, folded_name=name.lower(), **facts), NOW)  # type: ignore[arg-type]


def message(address: str = "an", text: str = "chào", **fields: object) -> NewMessage:
    values: dict[str, object] = {
        "channel": "terminal",
        "address": address,
        "payload": {"text": text, "choices": [], "free_input": False, "files": []},
        "due_at": NOW,
        "created_at": NOW,
    }
    return NewMessage(**(values | fields))  # type: ignore[arg-type]
