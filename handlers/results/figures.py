"""Reads a round from storage into what results are made of."""

from collections.abc import Mapping
from datetime import datetime

from handlers.results.inputs import Report, RoundData, RoundFacts, Status
from handlers.survey.course import figures
from handlers.survey.definition import Definition
from handlers.survey.load import from_json
from handlers.survey.periods import say_period
from handlers.survey.state import DONE, Answer, State
from storage import broadcasts, cooperatives, surveys
from storage.cooperatives import Cooperative
from storage.surveys import Response, Round
from storage.unit import Unit


def read_round(unit: Unit, this: Round, now: datetime, alliance: str = "") -> RoundData:
    """What is known of a round now, open or closed."""
    definition = from_json(surveys.find_version(unit, this.survey_version_id).definition)
    responses = {response.cooperative_id: response for response in surveys.responses_in(unit, this.id)}
    answers = _answers(unit, this.id)
    asked = _asked(unit, this, set(responses))
    reachable = broadcasts.reachable_cooperatives(unit, [item.id for item in asked])
    reports = []
    for item in asked:
        response = responses.get(item.id)
        given = _counting(definition, answers.get(response.id, {})) if response else {}
        reports.append(_report(item, response, given, item.id in reachable))
    return RoundData(_facts(this, definition, now, alliance), definition, tuple(reports))


def _answers(unit: Unit, round_id: int) -> dict[int, dict[str, Answer]]:
    """Response id -> question -> standing answer."""
    found: dict[int, dict[str, Answer]] = {}
    for row in surveys.answers_in(unit, round_id):
        found.setdefault(row.response_id, {})[row.question] = Answer.from_json(row.value)
    return found


def _counting(definition: Definition, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers to questions that apply: one that a skip rule leaves out now may still be stored."""
    return figures(definition, State(definition.key, definition.version, DONE, answers))


def _asked(unit: Unit, this: Round, answering: set[int]) -> list[Cooperative]:
    """The cooperatives of a round: those in the directory while it was open, and every one that answered.

    A cooperative that was added after closing was never asked, one that answered and was dissolved since counts.
    A trial round is of the invented cooperatives only, whenever they were made.
    """
    listed = cooperatives.directory(unit)
    if this.is_trial:
        listed = [item for item in listed if item.is_trial]
    elif this.closed_at is not None:
        in_time = cooperatives.listed_by(unit, this.closed_at)
        listed = [item for item in listed if item.id in in_time]
    gone = answering - {item.id for item in listed}
    return [*listed, *cooperatives.find_all(unit, sorted(gone))]


def _report(item: Cooperative, response: Response | None, answers: dict[str, Answer], is_reachable: bool) -> Report:
    return Report(
        cooperative_id=item.id,
        name=item.name,
        sector=item.sector,
        place_key=f"ward:{item.ward_code}" if item.ward_code is not None else f"text:{item.place}",
        place=item.place,
        status=_status(response, answers),
        answers=answers,
        is_reachable=is_reachable,
        phone=item.phone or "",
        code=(response.code or "") if response else "",
        submitted_at=response.submitted_at if response else None,
    )


def _status(response: Response | None, answers: Mapping[str, Answer]) -> Status:
    if response is not None and response.status == "submitted":
        return "submitted"
    return "partial" if answers else "none"


def _facts(this: Round, definition: Definition, now: datetime, alliance: str) -> RoundFacts:
    return RoundFacts(
        id=this.id,
        survey=this.survey,
        title=definition.title,
        period=this.period,
        period_name=_period_name(this.period),
        version=definition.version,
        is_open=this.state == "open",
        is_trial=this.is_trial,
        opens_at=this.opens_at,
        closes_at=this.closes_at,
        closed_at=this.closed_at,
        read_at=now,
        alliance=alliance,
    )


def _period_name(period: str) -> str:
    try:
        return say_period(period)
    except ValueError:  # a kind of period without words of its own is shown as it is written
        return period
