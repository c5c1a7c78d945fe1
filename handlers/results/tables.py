"""The lines of the workbook's tables, as plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.results.aggregate import Counts, Group, QuestionResult, share
from handlers.results.arithmetic import divide, percent
from handlers.results.wording import unit_of
from handlers.survey.definition import Kind
from handlers.texts import results as texts
from knowledge.numbers.writing import Number

MILLION = 10**6

Cells = tuple[Number | None, ...]
"""In the order of `workbook.FIGURE_HEADER`."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number question, or one option of a choice, in a group."""

    label: str
    unit: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class GroupRow(FigureRow):
    group: str
    counts: Counts
    is_total: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    label: str
    option: str
    count: int
    percentage: Decimal | None


def figure_rows(group: Group) -> list[FigureRow]:
    """One line for each number question."""
    return [row for result in group.questions if result.question.number_kind for row in _rows(result, result)]


def choice_rows(group: Group) -> list[ChoiceRow]:
    """One line for each option of each choice."""
    return [
        ChoiceRow(result.question.label, option.label, option.count, percent(option.count, result.answered))
        for result in group.questions
        for option in result.options
    ]


def group_rows(overall: Group, groups: Sequence[Group]) -> Iterator[GroupRow]:
    """For each indicator its line for every group, then the one for all together."""
    for place, whole in enumerate(overall.questions):
        parts = [(group.name, group.counts, _rows(group.questions[place], whole), False) for group in groups]
        parts.append((texts.EVERYBODY, overall.counts, _rows(whole, whole), True))
        for index in range(len(parts[-1][2])):
            for name, counts, rows, is_total in parts:
                yield GroupRow(rows[index].label, rows[index].unit, rows[index].cells, name, counts, is_total)


def _rows(part: QuestionResult, whole: QuestionResult) -> list[FigureRow]:
    question = part.question
    if question.number_kind:
        return [FigureRow(question.label, unit_of(question), _figure_cells(part, whole))]
    return [
        FigureRow(texts.option_row(question.label, option.label), texts.COOPERATIVES, _option_cells(part, whole, index))
        for index, option in enumerate(part.options)
    ]


def _figure_cells(part: QuestionResult, whole: QuestionResult) -> Cells:
    figure = part.figure
    counted: Cells = (part.answered, part.no_data)
    if figure is None:
        return counted + (None,) * 11
    is_money = part.question.kind is Kind.MONEY
    return (
        *counted,
        figure.total,
        divide(figure.total, MILLION) if is_money and figure.total is not None else None,
        share(part, whole),
        None,
        figure.mean,
        divide(figure.mean, MILLION) if is_money else None,
        figure.median,
        figure.lower_quartile,
        figure.upper_quartile,
        figure.lowest,
        figure.highest,
    )


def _option_cells(part: QuestionResult, whole: QuestionResult, index: int) -> Cells:
    count = part.options[index].count
    of_all = percent(count, whole.options[index].count)
    return (part.answered, part.no_data, count, None, of_all, percent(count, part.answered), *(None,) * 7)
