"""Trial mode: thirty invented cooperatives, a finished round and an open one, to see everything at work."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from handlers.directory.names import fold_name, kind_of
from handlers.survey.course import applicable, figures
from handlers.survey.definition import Definition, Kind
from handlers.survey.load import load_shipped
from handlers.survey.periods import before, half_year_of
from handlers.survey.state import DONE, Answer, AnswerKind, State
from handlers.texts.directory import STAFF
from handlers.world import ZONE
from storage import cooperatives, members, surveys, trial
from storage.cooperatives import CooperativeFacts
from storage.unit import Unit

INVENTED = Path(__file__).parent / "trial_cooperatives.csv"
SURVEY = "half_year"
PROVINCE = 12  # Lai Châu: its wards are real, the cooperatives are not
USES = 1000  # a code of the trial is for whoever wants to try
OPEN_FOR = timedelta(days=14)
MILLION = 1_000_000
NO_DATA = "?"
HECTARE = 10_000
FARMING = "agriculture"


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented cooperative: its facts, how far it answered (full | pulse | begun | none), and what, by question."""

    facts: CooperativeFacts
    answered: str
    answers: dict[str, Answer]


def is_trial(unit: Unit) -> bool:
    """Whether the database is in trial mode now."""
    return trial.is_running(unit)


def trial_codes(unit: Unit) -> list[tuple[str, str]]:
    """(name, code) for trying out: the staff's first, then each cooperative's. Empty when not in trial mode."""
    if not trial.is_running(unit):
        return []
    staff, invented = trial.codes(unit)
    return [(STAFF, staff), *invented]


def make_trial(unit: Unit, now: datetime) -> None:
    """Put the invented cooperatives, their codes and two rounds into an untouched database."""
    invented = read_invented()
    ids = [cooperatives.add(unit, one.facts, now) for one in invented]
    for cooperative_id in ids:
        members.invite(unit, "cooperative", now, uses=USES, cooperative_id=cooperative_id)
    trial.begin(unit, members.invite(unit, "staff", now, uses=USES, role="admin"))
    definition = load_shipped()[SURVEY]
    version = surveys.publish(unit, SURVEY, definition.version, definition.to_json(), now)
    period = half_year_of(now.astimezone(ZONE).date())
    closed_at = _closing(period, now)
    past, _ = surveys.open_round(unit, version, before(period), closed_at - OPEN_FOR, closed_at, is_trial=True)
    for number, (one, cooperative_id) in enumerate(zip(invented, ids, strict=True)):
        _answer(unit, past, definition, one, cooperative_id, number)
    surveys.close_round(unit, past.id, closed_at)
    surveys.open_round(unit, version, period, now, now + OPEN_FOR, is_trial=True)


def _closing(period: str, now: datetime) -> datetime:
    """When the round about the half-year before `period` was closed: two weeks into the half-year, or yesterday."""
    begins = date(int(period[:4]), 1 if period.endswith("1") else 7, 1)
    usual = datetime.combine(begins + OPEN_FOR, time(17), ZONE)
    return min(usual.astimezone(now.tzinfo), now - timedelta(days=1))


def _answer(
    unit: Unit, this: surveys.Round, definition: Definition, one: Invented, cooperative_id: int, number: int
) -> None:
    """One cooperative's response in the finished round, each at its own hour."""
    if one.answered == "none":
        return
    at = this.opens_at + timedelta(hours=3 + 9 * number)
    state = state_of(definition, one)
    response = surveys.begin_response(unit, this, cooperative_id, state.to_json(), at)
    for key, answer in figures(definition, state).items():
        surveys.record_answer(unit, response.id, key, answer.to_json(), answer.raw, None, at)
    if state.is_submitted:
        surveys.submit(unit, response.id, f"THU{number + 1:03}", at)


def state_of(definition: Definition, one: Invented) -> State:
    """Where the engine would stand after these answers."""
    state = State(definition.key, definition.version, DONE, dict(one.answers), is_full=one.answered == "full")
    if one.answered == "begun":
        left = [question.key for question in applicable(definition, state) if question.key not in one.answers]
        return State(definition.key, definition.version, left[0], dict(one.answers))
    return State(definition.key, definition.version, DONE, dict(one.answers), is_full=state.is_full, is_submitted=True)


# The invented ones ---------------------------------------------------------------------------------------------------


def read_invented() -> list[Invented]:
    """The thirty, from the data file. Money there is in millions of đồng, land in hectares, "?" is: not known."""
    definition = load_shipped()[SURVEY]
    with INVENTED.open(encoding="utf-8", newline="") as file:
        return [_invented(row, definition) for row in csv.DictReader(file)]


def _invented(row: dict[str, str], definition: Definition) -> Invented:
    facts = CooperativeFacts(
        name=row["name"],
        folded_name=fold_name(row["name"]),
        kind=kind_of(row["name"]),
        sector=row["sector"],
        province_code=PROVINCE,
        ward_code=int(row["ward_code"]),
        ward_name=row["ward"],
        founded_on=date.fromisoformat(row["founded"]),
        members=int(row["members"]),
        charter_capital=int(row["capital"]) * MILLION,
        is_trial=True,
    )
    return Invented(facts, row["answered"], dict(_answers(row, definition)))


def _answers(row: dict[str, str], definition: Definition) -> Iterator[tuple[str, Answer]]:
    given = _given(row) if row["answered"] != "none" else {}
    for question in definition.questions:
        text = given.get(question.key, "")
        if text:
            yield question.key, _to_answer(question.kind, text)
        elif not question.required and row["answered"] == "full":
            yield question.key, Answer(AnswerKind.SKIPPED)


def _given(row: dict[str, str]) -> dict[str, str]:
    """Question -> what the file says, also where it follows from other columns."""
    given: dict[str, Any] = {
        key: row[key] for key in ("state", "workers", "revenue", "difficulty", "surplus", "budget")
    }
    given |= {"average_income": row["income"], "ocop": row["ocop"], "proposal": row["proposal"], "land": row["land"]}
    given["members"] = row["members"]
    if row["answered"] == "full":
        trained = {name: int(row[name]) for name in ("degree", "vocational", "untrained")}
        given |= {f"managers_{name}": str(count) for name, count in trained.items()}
        given |= {"managers": str(sum(trained.values())), "charter_capital": row["capital"]}
        given |= {"linked": "yes" if row["contracts"] != "0" else "no", "farming": "yes" if row["land"] else "no"}
        given["ranking"] = "weak" if row["surplus"].startswith("-") else "good" if row["ocop"] != "0" else "fair"
        given["contracts"] = row["contracts"] if row["contracts"] != "0" else ""
    return given


def _to_answer(kind: Kind, text: str) -> Answer:
    if text == NO_DATA:
        return Answer(AnswerKind.NO_DATA, raw="không có số liệu")
    if kind is Kind.MONEY:
        return Answer(AnswerKind.VALUE, int(Decimal(text) * MILLION), f"{text} triệu".replace(".", ","))
    if kind is Kind.COUNT:
        return Answer(AnswerKind.VALUE, int(text), text)
    if kind is Kind.AREA:
        area = (Decimal(text) * HECTARE).normalize()
        return Answer(AnswerKind.VALUE, format(area, "f"), f"{text} ha".replace(".", ","))
    return Answer(AnswerKind.VALUE, text, text)
