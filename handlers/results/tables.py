"""The lines of the workbook's tables, as plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.results.aggregate import Counts, Figure, Group, QuestionResult, Results, share
from handlers.results.arithmetic import divide, percent
from handlers.results.changes import Change
from handlers.results.inputs import Comparison
from handlers.results.wording import unit_of
from handlers.survey.definition import Kind
from handlers.texts import results as texts
from knowledge.numbers.writing import Number

MILLION = 10**6

Cells = tuple[Number | str | None, ...]
"""In the order of `figure_header`."""

FIGURE_HEADER = (
    texts.ANSWERED,
    texts.WITHOUT,
    texts.TOTAL,
    texts.TOTAL_MILLIONS,
    texts.SHARE,
    texts.CHOSEN_SHARE,
    texts.MEAN,
    texts.MEAN_MILLIONS,
    texts.MEDIAN,
    texts.LOWER_QUARTILE,
    texts.UPPER_QUARTILE,
    texts.LOWEST,
    texts.HIGHEST,
    texts.DOUBTED,
    texts.CORRECTED,
)
ONLY_FOR_GROUPS = frozenset({4, 5})
"""Columns that say nothing of all together."""
CHANGE_COLUMNS = 4


def figure_header(results: Results) -> list[str]:
    """The titles of a figure's columns; those of a change stand only where there is an earlier round."""
    changes = [title for period in results.compared.values() for title in texts.change_columns(period)]
    return [*FIGURE_HEADER, *changes]


def percent_columns(results: Results) -> set[int]:
    """Which of them hold percentages."""
    first = len(FIGURE_HEADER) + CHANGE_COLUMNS - 1
    return {4, 5, *(first + CHANGE_COLUMNS * place for place in range(len(results.compared)))}


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


def figure_rows(results: Results) -> list[FigureRow]:
    """One line for each number question, of all together."""
    found = [result for result in results.overall.questions if result.question.number_kind]
    return [row for result in found for row in _rows(result, result, results)]


def choice_rows(group: Group) -> list[ChoiceRow]:
    """One line for each option of each choice."""
    return [
        ChoiceRow(result.question.label, option.label, option.count, percent(option.count, result.answered))
        for result in group.questions
        for option in result.options
    ]


def group_rows(results: Results, groups: Sequence[Group]) -> Iterator[GroupRow]:
    """For each indicator its line for every group, then the one for all together."""
    overall = results.overall
    for place, whole in enumerate(overall.questions):
        parts = [(group.name, group.counts, _rows(group.questions[place], whole, results), False) for group in groups]
        parts.append((texts.EVERYBODY, overall.counts, _rows(whole, whole, results), True))
        for index in range(len(parts[-1][2])):
            for name, counts, rows, is_total in parts:
                yield GroupRow(rows[index].label, rows[index].unit, rows[index].cells, name, counts, is_total)


def _rows(part: QuestionResult, whole: QuestionResult, results: Results) -> list[FigureRow]:
    question = part.question
    if question.number_kind:
        return [FigureRow(question.label, unit_of(question), _figure_cells(part, whole, results))]
    return [
        FigureRow(texts.option_row(question.label, option.label), texts.COOPERATIVES, _option_cells(part, whole, index))
        for index, option in enumerate(question.choices)
    ]


def _figure_cells(part: QuestionResult, whole: QuestionResult, results: Results) -> Cells:
    counted: Cells = (part.answered, part.no_data)
    if part.is_hidden:
        return (*counted, texts.HIDDEN)
    figure = part.figure
    if figure is None:
        return counted
    middle = _middle(figure, share(part, whole), is_money=part.question.kind is Kind.MONEY)
    changes = (cell for name in results.compared for cell in _change_cells(part, name, is_public=results.is_public))
    return (*counted, *middle, part.doubted or None, part.corrected or None, *changes)


def _middle(figure: Figure, part_of_all: Decimal | None, *, is_money: bool) -> Cells:
    return (
        figure.total,
        divide(figure.total, MILLION) if is_money and figure.total is not None else None,
        part_of_all,
        None,
        figure.mean,
        divide(figure.mean, MILLION) if is_money else None,
        figure.median,
        figure.lower_quartile,
        figure.upper_quartile,
        figure.lowest,
        figure.highest,
    )


def _change_cells(part: QuestionResult, name: Comparison, *, is_public: bool) -> Cells:
    """How many answered both, the figure before and now, and by how much it grew."""
    change: Change | None = part.changes.get(name)
    if change is None:
        return (None,) * CHANGE_COLUMNS
    sums: Cells = (None, None) if is_public else (change.before, change.now)
    return (change.count, *sums, change.rate)


def _option_cells(part: QuestionResult, whole: QuestionResult, index: int) -> Cells:
    if part.is_hidden:
        return (part.answered, part.no_data, texts.HIDDEN)
    count = part.options[index].count
    of_all = percent(count, whole.options[index].count) if whole.options else None
    return (part.answered, part.no_data, count, None, of_all, percent(count, part.answered))
