"""How a question's figures changed since an earlier round, over the cooperatives that answered in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.results.arithmetic import add_up, divide, percent
from handlers.results.inputs import Comparison, Earlier, Report
from handlers.survey.definition import Kind, Question
from handlers.survey.state import Answer, AnswerKind
from knowledge.numbers.writing import Number

WHOLE = frozenset({Kind.COUNT, Kind.MONEY})


@dataclass(frozen=True, slots=True)
class Change:
    """Of `count` cooperatives the figure before and now: their sum, or their mean where a sum says nothing.

    `ids` are these cooperatives. What has no such figure on either side counts on neither.
    """

    count: int
    before: Number
    now: Number
    ids: frozenset[int]

    @property
    def difference(self) -> Number:
        return self.now - self.before

    @property
    def rate(self) -> Decimal | None:
        """By what percentage it grew (negative: fell); None from nothing or from a loss, where that says nothing."""
        return percent(self.difference, self.before) if self.before > 0 else None


Changes = Mapping[Comparison, Change]


def find_changes(
    question: Question, reports: Sequence[Report], earlier: Mapping[Comparison, Earlier], *, adds_up: bool
) -> dict[Comparison, Change]:
    """For each earlier round in which some of these cooperatives gave a figure too, what became of it."""
    found: dict[Comparison, Change] = {}
    for name, past in earlier.items():
        pairs = [pair for report in reports if (pair := _pair(question, report, past)) is not None]
        if pairs:
            before, now = add_up([pair[1] for pair in pairs]), add_up([pair[2] for pair in pairs])
            if not adds_up:
                before, now = divide(before, len(pairs)), divide(now, len(pairs))
            found[name] = Change(len(pairs), before, now, frozenset(pair[0] for pair in pairs))
    return found


def _pair(question: Question, report: Report, past: Earlier) -> tuple[int, Number, Number] | None:
    before = figure_of(question, past.answers.get(report.cooperative_id, {}).get(question.key))
    now = figure_of(question, report.counted(question.key))
    return None if before is None or now is None else (report.cooperative_id, before, now)


def figure_of(question: Question, answer: Answer | None) -> Number | None:
    """The figure of an answer in the question's base unit; None when there is none."""
    if answer is None or answer.kind is not AnswerKind.VALUE or answer.number is None:
        return None
    return int(answer.number) if question.kind in WHOLE else answer.number
