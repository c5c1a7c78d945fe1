"""From what each cooperative said to the figures of a round: overall, by sector and by place.

Figures are made of sent responses only; those begun and not sent are counted, and their answers are left out of every
figure. "No data" is counted apart and is never a 0.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.results.arithmetic import add_up, divide, percent, quarter
from handlers.results.inputs import Report, RoundData, RoundFacts
from handlers.survey.definition import Kind, Question
from handlers.survey.state import Answer, AnswerKind
from handlers.texts.results import UNKNOWN_PLACE
from handlers.texts.sectors import SECTORS
from knowledge.numbers.writing import Number
from knowledge.vietnamese import fold

WHOLE = frozenset({Kind.COUNT, Kind.MONEY})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cooperatives were asked, sent, began without sending, did nothing; of those that have not sent, how
    many have nobody the assistant can write to."""

    asked: int
    submitted: int
    partial: int
    silent: int
    unreachable: int

    @property
    def missing(self) -> int:
        """Those that have not sent."""
        return self.asked - self.submitted

    @property
    def rate(self) -> Decimal | None:
        """Percentage of those asked that sent."""
        return percent(self.submitted, self.asked)


@dataclass(frozen=True, slots=True)
class Figure:
    """What at least one cooperative's figures come to, in the question's base unit (đồng, m², kg, %).

    int for counts and money, Decimal for the rest; mean and quartiles always Decimal. `total` is None where a sum
    says nothing (averages, rates).
    """

    total: Number | None
    mean: Decimal
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal
    lowest: Number
    highest: Number


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many chose an option."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question in one group. The four numbers together are the responses sent.

    `answered`: with a value; `no_data`: said that the figure is not known; `skipped`: passed over; `not_asked`: did
    not apply, or the response was sent before that part. `figure` is None unless a number was given.
    """

    question: Question
    answered: int
    no_data: int
    skipped: int
    not_asked: int
    figure: Figure | None = None
    options: tuple[OptionCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A sector, a place, or everybody, with one result for each question in the survey's order."""

    key: str
    name: str
    counts: Counts
    questions: tuple[QuestionResult, ...]

    def find(self, question: str) -> QuestionResult:
        """The result of a question; KeyError when the survey has none with this key."""
        for result in self.questions:
            if result.question.key == question:
                return result
        raise KeyError(question)


@dataclass(frozen=True, slots=True)
class Results:
    """The figures of a round, and what they are made of. Sectors in the catalogue's order, places by name."""

    facts: RoundFacts
    overall: Group
    sectors: tuple[Group, ...]
    places: tuple[Group, ...]
    reports: tuple[Report, ...]


def aggregate(data: RoundData) -> Results:
    """The figures of a round. The order in which cooperatives are given does not matter."""
    questions = data.definition.questions
    reports = tuple(sorted(data.reports, key=lambda report: (fold(report.name).lower(), report.cooperative_id)))
    return Results(
        facts=data.facts,
        overall=_group("all", "", questions, reports),
        sectors=_by_sector(questions, reports),
        places=_by_place(questions, reports),
        reports=reports,
    )


def share(part: QuestionResult, whole: QuestionResult) -> Decimal | None:
    """What percentage of the whole's sum a group's is; None where there is no sum."""
    if part.figure is None or whole.figure is None or part.figure.total is None or whole.figure.total is None:
        return None
    return percent(part.figure.total, whole.figure.total)


def _by_sector(questions: Sequence[Question], reports: Sequence[Report]) -> tuple[Group, ...]:
    order = {key: place for place, key in enumerate(SECTORS)}
    keys = sorted({report.sector for report in reports}, key=lambda key: (order.get(key, len(order)), key))
    return tuple(
        _group(key, SECTORS.get(key, key), questions, [report for report in reports if report.sector == key])
        for key in keys
    )


def _by_place(questions: Sequence[Question], reports: Sequence[Report]) -> tuple[Group, ...]:
    places: dict[str, list[Report]] = {}
    for report in reports:
        places.setdefault(report.place_key, []).append(report)
    groups = [
        _group(key, min(report.place for report in found) or UNKNOWN_PLACE, questions, found)
        for key, found in places.items()
    ]
    return tuple(sorted(groups, key=lambda group: (fold(group.name).lower(), group.key)))


def _group(key: str, name: str, questions: Sequence[Question], reports: Sequence[Report]) -> Group:
    sent = [report for report in reports if report.status == "submitted"]
    results = (_question_result(question, _answers(question, sent), len(sent)) for question in questions)
    return Group(key, name, count(reports), tuple(results))


def count(reports: Iterable[Report]) -> Counts:
    """How many sent, began and did nothing."""
    found = list(reports)
    states = Counter(report.status for report in found)
    unreachable = sum(not report.is_reachable and report.status != "submitted" for report in found)
    return Counts(len(found), states["submitted"], states["partial"], states["none"], unreachable)


def _answers(question: Question, reports: Iterable[Report]) -> list[Answer]:
    return [report.answers[question.key] for report in reports if question.key in report.answers]


def _question_result(question: Question, answers: Sequence[Answer], sent: int) -> QuestionResult:
    kinds = Counter(answer.kind for answer in answers)
    given = [answer for answer in answers if answer.kind is AnswerKind.VALUE]
    return QuestionResult(
        question=question,
        answered=len(given),
        no_data=kinds[AnswerKind.NO_DATA],
        skipped=kinds[AnswerKind.SKIPPED],
        not_asked=sent - len(answers),
        figure=_figure(question, given) if question.number_kind else None,
        options=_options(question, given),
    )


def _figure(question: Question, answers: Sequence[Answer]) -> Figure | None:
    numbers = (answer.number for answer in answers)
    values: list[Number] = sorted(
        int(number) if question.kind in WHOLE else number for number in numbers if number is not None
    )
    if not values:
        return None
    total = add_up(values)
    return Figure(
        total=total if has_total(question) else None,
        mean=divide(total, len(values)),
        lower_quartile=quarter(values, 1),
        median=quarter(values, 2),
        upper_quartile=quarter(values, 3),
        lowest=values[0],
        highest=values[-1],
    )


def has_total(question: Question) -> bool:
    """Whether the figures of several cooperatives may be added up."""
    return question.adds_up and question.kind is not Kind.PERCENT


def _options(question: Question, answers: Sequence[Answer]) -> tuple[OptionCount, ...]:
    chosen = Counter(key for answer in answers for key in _keys(answer))
    return tuple(OptionCount(option.key, option.label, chosen[option.key]) for option in question.choices)


def _keys(answer: Answer) -> tuple[str, ...]:
    return answer.value if isinstance(answer.value, tuple) else (str(answer.value),)
