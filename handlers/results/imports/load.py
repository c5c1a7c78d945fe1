"""Writing a table of answers: a round of its own for an earlier period, or into the round that is there."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from handlers.results.imports.table import Filled
from handlers.survey.catalogue import available
from handlers.survey.definition import Definition
from handlers.survey.periods import last_day
from handlers.survey.rounds import definition_of
from handlers.survey.state import DONE, State
from handlers.world import ZONE
from storage import results as stored
from storage import surveys
from storage.surveys import Round
from storage.unit import Unit


def answered_before(unit: Unit, survey: str, period: str) -> set[int]:
    """Cooperatives that have a response in the round of a period: a table never changes what they said."""
    this = stored.round_for(unit, survey, period)
    return set() if this is None else {item.cooperative_id for item in surveys.responses_in(unit, this.id)}


def definition_for(unit: Unit, survey: str, period: str) -> Definition:
    """What a table for a period is read by: the version that the period's round has, else the survey's newest."""
    this = stored.round_for(unit, survey, period)
    return available(unit)[survey] if this is None else definition_of(unit, this)


def load_answers(unit: Unit, definition: Definition, period: str, filled: Sequence[Filled], now: datetime) -> int:
    """Write the answers of cooperatives that have none yet; how many. The unit makes it all or nothing.

    `definition` is `definition_for` the period.

    A round that is made for it is closed at once, as of the period's end: nobody is invited and nothing is forwarded.
    """
    before = answered_before(unit, definition.key, period)
    this = stored.round_for(unit, definition.key, period)
    made = this is None
    if this is None:
        this = _make_round(unit, definition, period, now)
    loaded = [_load(unit, this, definition, one, now) for one in filled if one.cooperative.id not in before]
    if made:
        surveys.close_round(unit, this.id, now)
    return len(loaded)


def _make_round(unit: Unit, definition: Definition, period: str, now: datetime) -> Round:
    version = surveys.publish(unit, definition.key, definition.version, definition.to_json(), now)
    ends = datetime.combine(last_day(period), time(23, 59), ZONE).astimezone(now.tzinfo)
    closes_at = min(ends, now)
    return surveys.open_round(unit, version, period, closes_at - timedelta(minutes=1), closes_at)[0]


def _load(unit: Unit, this: Round, definition: Definition, one: Filled, now: datetime) -> int:
    state = State(definition.key, definition.version, DONE, dict(one.answers), is_full=True, is_submitted=True)
    response = surveys.begin_response(unit, this, one.cooperative.id, state.to_json(), now)
    for key, answer in one.answers.items():
        surveys.record_answer(unit, response.id, key, answer.to_json(), answer.raw, None, now, "import")
    surveys.submit(unit, response.id, f"T{response.id:05}", now)
    return response.id
