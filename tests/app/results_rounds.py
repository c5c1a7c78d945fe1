"""A closed round in a database, with cooperatives that answered and some that did not."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.survey.load import load_shipped
from handlers.survey.state import Answer, AnswerKind
from storage import cooperatives, members, people, surveys
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.surveys import Round
from storage.unit import Unit

OPENED = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
CLOSED = OPENED + timedelta(days=14)
MILLION = 10**6

WARDS = {"Xã Phong Thổ": 3549, "Xã Mường So": 3550}

# What each cooperative sent: sector, commune, members, revenue in triệu; None: nothing, not even begun.
SENT = [
    ("agriculture", "Xã Phong Thổ", 12, 1_500),
    ("agriculture", "Xã Mường So", 30, 2_250),
    ("trade", "Xã Mường So", 8, 4_000),
    ("construction", "Xã Phong Thổ", None, None),
]


def add_cooperative(unit: Unit, name: str, now: datetime = OPENED, **facts: Any) -> int:
    return cooperatives.add(unit, CooperativeFacts(name, name.lower(), **facts), now)


def open_round(unit: Unit, *, is_trial: bool = False) -> Round:
    definition = load_shipped()["half_year"]
    version = surveys.publish(unit, definition.key, definition.version, definition.to_json(), OPENED)
    return surveys.open_round(unit, version, "2026-H1", OPENED, CLOSED, is_trial=is_trial)[0]


def answer(unit: Unit, this: Round, cooperative_id: int, answers: Mapping[str, Any], *, submit: bool = True) -> None:
    """A response with plain values, as the survey engine stores them."""
    response = surveys.begin_response(unit, this, cooperative_id, {}, OPENED)
    for question, value in answers.items():
        given = value if isinstance(value, Answer) else Answer(AnswerKind.VALUE, value, str(value))
        surveys.record_answer(unit, response.id, question, given.to_json(), given.raw, None, OPENED)
    if submit:
        surveys.submit(unit, response.id, f"CODE{response.id:02d}", OPENED + timedelta(days=1))


def fill(unit: Unit) -> Round:
    """An open round in which three of four cooperatives answered."""
    this = open_round(unit)
    for number, (sector, place, people_count, revenue) in enumerate(SENT):
        made = add_cooperative(unit, f"HTX {number}", sector=sector, ward_code=WARDS[place], ward_name=place)
        if people_count is not None and revenue is not None:
            answer(unit, this, made, {"members": people_count, "revenue": revenue * MILLION, "difficulty": "capital"})
    return this


def make_staff(database: Database, name: str, now: datetime = OPENED) -> None:
    with database.unit() as unit:
        person, _ = people.meet(unit, "terminal", name, now)
        members.make_staff(unit, person.id, "officer", now)
