"""Reads a round from storage into what results are made of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from handlers.directory.addresses import read_address
from handlers.results.inputs import Comparison, Earlier, Listed, Report, RoundData, RoundFacts, Status
from handlers.results.mixing import Mixed, describe, mix, uses
from handlers.survey.definition import Definition
from handlers.survey.load import from_json
from handlers.survey.periods import is_period, say_period, year_before
from handlers.survey.state import Answer
from storage import broadcasts, cooperatives, splitting, surveys
from storage import results as stored
from storage.cooperatives import Cooperative
from storage.mergers import SET_ASIDE
from storage.surveys import Response, Round
from storage.unit import Unit


def read_round(unit: Unit, this: Round, now: datetime, alliance: str = "") -> RoundData:
    """What is known of a round now, open or closed."""
    standing = [one for one in surveys.responses_in(unit, this.id) if one.status != SET_ASIDE]
    responses = {response.cooperative_id: response for response in standing}
    asked = _asked(unit, this, {one.cooperative_id for one in standing if one.status == "submitted"})
    mixed = _mix(unit, this, (responses[one.id] for one in asked if one.id in responses))
    answers = _answers(unit, this.id)
    reachable = broadcasts.reachable_cooperatives(unit, [item.id for item in asked])
    corrected: dict[int, set[str]] = {}
    for response_id, question in stored.corrected_in(unit, this.id):
        corrected.setdefault(response_id, set()).add(question)
    reports = []
    for item in asked:
        response = responses.get(item.id)
        given = mixed.counting(response.survey_version_id, answers.get(response.id, {})) if response else {}
        changed = mixed.names(response.survey_version_id, corrected.get(response.id, ())) if response else frozenset()
        reports.append(_report(item, response, given, item.id in reachable, changed))
    answered = (responses[one.cooperative_id].survey_version_id for one in reports if one.answers)
    used = uses(mixed, Counter(answered), this.survey_version_id)
    notes = describe(mixed, used, this.survey_version_id)
    facts = replace(_facts(this, mixed.definition, now, alliance), mixed=notes, versions=used)
    earlier = _earlier(unit, this, mixed.definition)
    return RoundData(facts, mixed.definition, tuple(reports), earlier, _directory(unit, this))


def read_sent(unit: Unit, this: Round) -> tuple[Definition, dict[int, dict[str, Answer]]]:
    """What was sent in a round, by cooperative and question, each report by the rules of its own version; and the
    questions of all versions."""
    sent = [one for one in surveys.responses_in(unit, this.id) if one.status == "submitted"]
    mixed, answers = _mix(unit, this, sent), _answers(unit, this.id)
    counting = ((one, mixed.counting(one.survey_version_id, answers.get(one.id, {}))) for one in sent)
    return mixed.definition, {one.cooperative_id: given for one, given in counting}


def _mix(unit: Unit, this: Round, responses: Iterable[Response]) -> Mixed:
    """The round's version with every older one that somebody answers."""
    newest = _definition(unit, this, this.survey_version_id)
    ids = sorted({one.survey_version_id for one in responses} - {this.survey_version_id})
    older = {one: _definition(unit, this, one) for one in ids}
    latest_first = sorted(older.items(), key=lambda item: -item[1].version)
    return mix(newest, dict(latest_first), this.survey_version_id)


def _definition(unit: Unit, this: Round, version_id: int) -> Definition:
    return from_json(surveys.find_version(unit, version_id).definition).for_period(this.period)


def _earlier(unit: Unit, this: Round, definition: Definition) -> dict[Comparison, Earlier]:
    """The rounds to compare with; of a yearly survey the period before is the year before, and stands once."""
    found: dict[Comparison, Earlier] = {}
    before = surveys.previous_round(unit, this.id)
    last_year = stored.round_for(unit, this.survey, year_before(this.period)) if is_period(this.period) else None
    if before is not None and before.is_trial == this.is_trial:
        found["previous"] = _read_earlier(unit, before, definition)
    if last_year is not None and last_year.is_trial == this.is_trial and (before is None or last_year.id != before.id):
        found["last_year"] = _read_earlier(unit, last_year, definition)
    return found


def _read_earlier(unit: Unit, past: Round, definition: Definition) -> Earlier:
    """Its figures, of the questions that the survey asks today and the cooperatives that are still the same."""
    answers: dict[int, dict[str, Answer]] = {}
    renamed = {old: question.key for question in definition.questions for old in question.was}
    reshaped = splitting.reshaped_since(unit, past.closed_at or past.closes_at)
    for cooperative_id, row in stored.sent_answers(unit, past.id):
        question = definition.find(renamed.get(row.question, row.question))
        if question is not None and question.number_kind and cooperative_id not in reshaped:
            answers.setdefault(cooperative_id, {})[question.key] = Answer.from_json(row.value)
    return Earlier(past.period, _period_name(past.period), answers)


def _directory(unit: Unit, this: Round) -> tuple[Listed, ...]:
    """The whole directory, for the figures that need nobody's answer."""
    return tuple(
        Listed(
            id=item.id,
            name=item.name,
            kind=item.kind,
            sector=item.sector,
            place_key=_place_key(item),
            place=item.place,
            state=item.state,
            founded_on=item.founded_on,
            members=item.members,
            charter_capital=item.charter_capital,
        )
        for item in cooperatives.everything(unit)
        if item.is_trial == this.is_trial
    )


def _answers(unit: Unit, round_id: int) -> dict[int, dict[str, Answer]]:
    """Response id -> question -> standing answer."""
    found: dict[int, dict[str, Answer]] = {}
    for row in surveys.answers_in(unit, round_id):
        found.setdefault(row.response_id, {})[row.question] = Answer.from_json(row.value)
    return found


def _asked(unit: Unit, this: Round, sent: set[int]) -> list[Cooperative]:
    """The cooperatives of a round: those in the directory while it was open, and every one that sent its report.

    A cooperative that was added after closing was never asked, one that sent and was dissolved since counts.
    A trial round is of the invented cooperatives only, whenever they were made.
    """
    listed = cooperatives.directory(unit)
    if this.is_trial:
        listed = [item for item in listed if item.is_trial]
    elif this.closed_at is not None:
        in_time = cooperatives.listed_by(unit, this.closed_at)
        listed = [item for item in listed if item.id in in_time]
    gone = sent - {item.id for item in listed}
    return [*listed, *cooperatives.find_all(unit, sorted(gone))]


def _place_key(item: Cooperative) -> str:
    return f"ward:{item.ward_code}" if item.ward_code is not None else f"text:{item.place}"


@lru_cache(maxsize=65536)
def find_district(old_place: str) -> str:
    """The district or town before 01/07/2025 that the directory's text names with its word for it; else empty."""
    return read_address({"address": old_place}).district


def _report(
    item: Cooperative,
    response: Response | None,
    answers: dict[str, Answer],
    is_reachable: bool,
    corrected: frozenset[str],
) -> Report:
    return Report(
        cooperative_id=item.id,
        name=item.name,
        sector=item.sector,
        place_key=_place_key(item),
        place=item.place,
        status=_status(response, answers),
        answers=answers,
        is_reachable=is_reachable,
        phone=item.phone or "",
        code=(response.code or "") if response else "",
        submitted_at=response.submitted_at if response else None,
        response_id=response.id if response else None,
        district=find_district(item.old_place or ""),
        members_listed=item.members,
        corrected=corrected,
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
