"""One cooperative's answering as it is stored: read it, step it, keep what changed."""

from dataclasses import dataclass, replace
from typing import Any

from handlers.conversation import ChangedMeanwhile, Turn
from handlers.survey import engine
from handlers.survey.catalogue import with_names
from handlers.survey.course import figures
from handlers.survey.definition import Definition, Kind
from handlers.survey.events import Context, Effects, Event, Figures
from handlers.survey.load import from_json
from handlers.survey.periods import say_period
from handlers.survey.state import Answer, State
from storage import cooperatives, splitting, surveys
from storage.cooperatives import Cooperative
from storage.surveys import Response, Round
from storage.unit import Unit


@dataclass(slots=True)
class Sheet:
    """Everything about a cooperative's response in a round."""

    round: Round
    cooperative: Cooperative
    definition: Definition
    response: Response
    state: State
    context: Context
    source: str = "chat"  # of the answers given from now on: chat | phone

    @property
    def title(self) -> str:
        return self.definition.title

    @property
    def period(self) -> str:
        """The period as people read it."""
        return say_period(self.round.period)


def open_sheet(turn: Turn, this: Round, cooperative: Cooperative) -> Sheet:
    """The cooperative's response in a round, begun now when nobody did; one begun keeps the version it began with."""
    fresh = engine.begin(_definition(turn.unit, this, this.survey_version_id)).to_json()
    response = surveys.begin_response(turn.unit, this, cooperative.id, fresh, turn.now)
    return read_sheet(turn.unit, this, cooperative, response)


def find_sheet(unit: Unit, response_id: int) -> Sheet | None:
    """A response that was begun; None when there is none of that number."""
    response = surveys.find_response(unit, response_id)
    if response is None:
        return None
    this = surveys.find_round(unit, response.round_id)
    cooperative = cooperatives.find(unit, response.cooperative_id)
    assert this is not None
    assert cooperative is not None
    return read_sheet(unit, this, cooperative, response)


def _definition(unit: Unit, this: Round, version_id: int) -> Definition:
    return with_names(from_json(surveys.find_version(unit, version_id).definition)).for_period(this.period)


def read_sheet(unit: Unit, this: Round, cooperative: Cooperative, response: Response) -> Sheet:
    """A response with everything around it."""
    definition = _definition(unit, this, response.survey_version_id)
    context = _context(unit, this, cooperative, definition)
    if any(question.kind is Kind.PLACE for question in definition.questions):
        context = replace(context, places=tuple(cooperatives.ward_names(unit)))
    return Sheet(this, cooperative, definition, response, State.from_json(response.progress), context)


def _context(unit: Unit, this: Round, cooperative: Cooperative, definition: Definition) -> Context:
    """What the cooperative said before; nothing from before it was divided or another joined: it is another since."""
    before = surveys.previous_round(unit, this.id)
    if before is None:
        return Context(period=say_period(this.period))
    reshaped = splitting.last_reshaped(unit, cooperative.id)
    renamed = {old: question.key for question in definition.questions for old in question.was}
    previous: dict[str, Answer] = {}
    figures: dict[str, Figures] = {}
    for period, key, value in surveys.history(unit, this, cooperative.id, reshaped):
        answer, key = Answer.from_json(value), renamed.get(key, key)
        if period == before.period:
            previous[key] = answer
        question = definition.find(key)
        if question is not None and question.number_kind and answer.number is not None:
            figures[key] = (*figures.get(key, ()), (say_period(period), answer.number))
    return Context(previous, say_period(this.period), say_period(before.period), history=figures)


def take_step(turn: Turn, sheet: Sheet, event: Event) -> Effects:
    """Move on by an event and store what changed. Raises ChangedMeanwhile when somebody else moved first."""
    sheet.state, effects = engine.step(sheet.definition, sheet.state, event, sheet.context)
    if not surveys.save_progress(turn.unit, sheet.response, sheet.state.to_json(), turn.now):
        raise ChangedMeanwhile
    _keep_answers(turn, sheet)
    return effects


def _keep_answers(turn: Turn, sheet: Sheet) -> None:
    """Bring the stored answers in line with those that count; each difference is one change on record.

    Going by the whole state rather than by single effects also takes out answers that a skip rule now leaves out,
    and brings them back when it no longer does.
    """
    counting = figures(sheet.definition, sheet.state)
    standing: dict[str, Any] = surveys.answers_of(turn.unit, sheet.response.id)
    for key, answer in counting.items():
        stored = standing.pop(key, None)
        if stored != answer.to_json():
            surveys.record_answer(
                turn.unit,
                sheet.response.id,
                key,
                answer.to_json(),
                answer.raw,
                turn.person.id,
                turn.now,
                sheet.source,
            )
    for key in standing:
        surveys.remove_answer(turn.unit, sheet.response.id, key, turn.person.id, turn.now, sheet.source)
