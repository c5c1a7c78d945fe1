"""From what each cooperative said to the figures of a round: overall and by sector, place, district and size.

Figures are made of sent responses only; those begun and not sent are counted, and their answers are left out of every
figure. "No data" is counted apart and is never a 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from handlers.results.arithmetic import add_up, divide, percent, quarter
from handlers.results.changes import WHOLE, Changes, find_changes
from handlers.results.grouping import BREAKDOWNS, Found, members_of, split
from handlers.results.inputs import Comparison, Listed, Report, RoundData, RoundFacts
from handlers.survey.definition import Kind, Question
from handlers.survey.state import Answer, AnswerKind
from knowledge.numbers.writing import Number
from knowledge.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cooperatives were asked, sent, began without sending, did nothing; of those that have not sent, how
    many have nobody the assistant can write to.

    `members_asked` and `members_sent`: how many members those asked and those that sent have together;
    `members_unknown`: of how many cooperatives asked that is not known.
    """

    asked: int
    submitted: int
    partial: int
    silent: int
    unreachable: int
    members_asked: int = 0
    members_sent: int = 0
    members_unknown: int = 0

    @property
    def missing(self) -> int:
        """Those that have not sent."""
        return self.asked - self.submitted

    @property
    def rate(self) -> Decimal | None:
        """Percentage of those asked that sent."""
        return percent(self.submitted, self.asked)

    @property
    def coverage(self) -> Decimal | None:
        """Percentage of the members whose cooperative sent."""
        return percent(self.members_sent, self.members_asked)


@dataclass(frozen=True, slots=True)
class Figure:
    """What at least one cooperative's figures come to, in the question's base unit (đồng, m², kg, %).

    int for counts and money, Decimal for the rest; mean and quartiles always Decimal. `total` is None where a sum
    says nothing (averages, rates); the last five are None where they were taken out because they would tell about
    single cooperatives (`outside`).
    """

    total: Number | None
    mean: Decimal
    lower_quartile: Decimal | None
    median: Decimal | None
    upper_quartile: Decimal | None
    lowest: Number | None
    highest: Number | None


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
    not apply, or the response was sent before that part. `figure` is None unless a number was given. `doubted`: how
    many of the answers were asked about and confirmed; `corrected`: how many were changed after they were first given.
    `ids` are the cooperatives with a value. `is_hidden`: its figures were taken out, see `outside`.
    """

    question: Question
    answered: int
    no_data: int
    skipped: int
    not_asked: int
    figure: Figure | None = None
    options: tuple[OptionCount, ...] = ()
    doubted: int = 0
    corrected: int = 0
    changes: Changes = field(default_factory=dict)
    ids: frozenset[int] = frozenset()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A sector, a place …, or everybody, with one result for each question in the survey's order."""

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
    """The figures of a round, and what they are made of.

    Sectors stand in the catalogue's order, sizes from small to large, places and districts by name. `compared` names
    the earlier periods that figures are compared with. `is_public`: small groups are hidden, and the reports are gone.
    """

    facts: RoundFacts
    overall: Group
    sectors: tuple[Group, ...]
    places: tuple[Group, ...]
    reports: tuple[Report, ...]
    districts: tuple[Group, ...] = ()
    sizes: tuple[Group, ...] = ()
    compared: Mapping[Comparison, str] = field(default_factory=dict)
    directory: tuple[Listed, ...] = ()
    is_public: bool = False

    @property
    def breakdowns(self) -> dict[str, tuple[Group, ...]]:
        """The groups by `grouping.BREAKDOWNS`."""
        return dict(zip(BREAKDOWNS, (self.sectors, self.places, self.districts, self.sizes), strict=True))


def aggregate(data: RoundData) -> Results:
    """The figures of a round. The order in which cooperatives are given does not matter."""
    reports = tuple(sorted(data.reports, key=lambda report: (fold(report.name).lower(), report.cooperative_id)))
    groups = {name: tuple(_group(found, data) for found in split(name, reports, data.facts)) for name in BREAKDOWNS}
    return Results(
        facts=data.facts,
        overall=_group(("all", "", list(reports)), data),
        sectors=groups["sector"],
        places=groups["place"],
        districts=groups["district"],
        sizes=groups["size"],
        reports=reports,
        compared={name: past.period_name for name, past in data.earlier.items()},
        directory=data.directory,
    )


def share(part: QuestionResult, whole: QuestionResult) -> Decimal | None:
    """What percentage of the whole's sum a group's is; None where there is no sum."""
    if part.figure is None or whole.figure is None or part.figure.total is None or whole.figure.total is None:
        return None
    return percent(part.figure.total, whole.figure.total)


def _group(found: Found, data: RoundData) -> Group:
    key, name, reports = found
    sent = [report for report in reports if report.status == "submitted"]
    results = (_question_result(question, sent, data) for question in data.definition.questions)
    return Group(key, name, count(reports), tuple(results))


def count(reports: Iterable[Report]) -> Counts:
    """How many sent, began and did nothing."""
    found = list(reports)
    states = Counter(report.status for report in found)
    unreachable = sum(not report.is_reachable and report.status != "submitted" for report in found)
    asked, unknown = members_of(found)
    sent, _ = members_of(report for report in found if report.status == "submitted")
    states_of = (states["submitted"], states["partial"], states["none"])
    return Counts(len(found), *states_of, unreachable, members_asked=asked, members_sent=sent, members_unknown=unknown)


def _question_result(question: Question, sent: Sequence[Report], data: RoundData) -> QuestionResult:
    """One question over the reports sent."""
    key = question.key
    kinds = Counter(report.answers[key].kind for report in sent if key in report.answers)
    given = [(report, answer) for report in sent if (answer := report.counted(key)) is not None]
    answers = [answer for _, answer in given]
    is_number = question.number_kind is not None
    return QuestionResult(
        question=question,
        answered=len(given),
        no_data=kinds[AnswerKind.NO_DATA],
        skipped=kinds[AnswerKind.SKIPPED],
        not_asked=len(sent) - kinds.total(),
        figure=_figure(question, answers) if is_number else None,
        options=_options(question, answers),
        doubted=sum(answer.was_doubted for answer in answers),
        corrected=sum(key in report.corrected for report, _ in given),
        changes=find_changes(question, sent, data.earlier, adds_up=has_total(question)) if is_number else {},
        ids=frozenset(report.cooperative_id for report, _ in given),
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
