"""The annex: every table behind the report's sentences, its sums checked."""

from collections.abc import Sequence

from handlers.results.aggregate import Group, QuestionResult, Results, share
from handlers.results.arithmetic import percent, round_half_up
from handlers.results.word.listed import Directory, ListedGroup
from handlers.results.word.paper import Paper
from handlers.results.word.parts import difficulties_of, figure_tables, in_millions, ranked
from handlers.results.wording import unit_of
from handlers.survey.definition import Kind
from handlers.texts import report as texts
from handlers.texts.results import HIDDEN
from knowledge.numbers.writing import Number, group_digits

NAME_WIDTH = 62
FIRST_FIGURES = 4  # tables before those of the figures


def write_annex(paper: Paper, results: Results, directory: Directory) -> None:
    """All tables on pages that lie on their side."""
    paper.turn()
    paper.heading(texts.ANNEX, centre=True)
    paper.line(texts.ANNEX_SUBJECT, italic=True, centre=True)
    for line in (texts.HIDDEN_NOTE, *results.facts.mixed):
        paper.line(line.replace("• ", "- "), italic=True, indent=False, size=12)
    _write_directory(paper, texts.TABLE_1, texts.SECTOR, directory.sectors, directory.whole)
    _write_directory(paper, texts.TABLE_2, texts.PLACE, directory.places, directory.whole)
    _write_response(paper, results)
    number = FIRST_FIGURES
    for result in figure_tables(results):
        _write_figure(paper, number, results, result)
        number += 1
    for result in difficulties_of(results):
        _write_choice(paper, number, result)
        number += 1


def _percent(part: Number, whole: Number) -> str:
    value = percent(part, whole)
    return "" if value is None else group_digits(round_half_up(value, 1))


def _write_directory(paper: Paper, title: str, first: str, groups: Sequence[ListedGroup], whole: ListedGroup) -> None:
    check_sum(title, [group.count for group in groups], whole.count)
    rows = [_directory_row(group.name, group, whole) for group in groups]
    paper.line(title, bold=True, indent=False, keep=True, size=13)
    widths = [NAME_WIDTH, 20, 24, 28, 26, 26, 28, 36]
    paper.table([first, *texts.DIRECTORY_HEADER], [*rows, _directory_row(texts.TOTAL, whole, whole)], widths)


def _directory_row(name: str, group: ListedGroup, whole: ListedGroup) -> list[str]:
    counts = [group.new, group.suspended, group.dissolved]
    members = "" if not whole.members else HIDDEN if group.members is None else group_digits(group.members)
    capital = "" if not whole.capital else HIDDEN if group.capital is None else in_millions(group.capital)
    share_of_all = _percent(group.count, whole.count)
    return [name, str(group.count), share_of_all, *(str(count) for count in counts), members, capital]


def _write_response(paper: Paper, results: Results) -> None:
    groups = [*results.sectors, results.overall]
    for what in ("asked", "submitted"):
        counts = [int(getattr(group.counts, what)) for group in groups]
        check_sum(texts.TABLE_3, counts[:-1], counts[-1])
    paper.line(texts.TABLE_3, bold=True, indent=False, keep=True, size=13)
    rows = [
        [group.name or texts.TOTAL, str(group.counts.asked), str(group.counts.submitted),
         _percent(group.counts.submitted, group.counts.asked)]
        for group in groups
    ]  # fmt: skip
    paper.table([texts.SECTOR, *texts.RESPONSE_HEADER], rows, [90, 40, 40, 40])


def _write_figure(paper: Paper, number: int, results: Results, whole: QuestionResult) -> None:
    unit = texts.MILLION if whole.question.kind is Kind.MONEY else unit_of(whole.question)
    title = f"Bảng {number}. {whole.question.label}{f' ({unit})' if unit else ''} theo lĩnh vực"
    parts = [(group, group.find(whole.question.key)) for group in results.sectors]
    if not any(part.is_hidden for _, part in parts):
        check_sum(title, [part.figure.total or 0 for _, part in parts if part.figure], _total(whole))
    rows = [_figure_row(group, part, whole) for group, part in parts]
    paper.line(title, bold=True, indent=False, keep=True, size=13)
    last = _figure_row(results.overall, whole, whole)
    paper.table([texts.SECTOR, *texts.FIGURE_HEADER], [*rows, last], [80, 30, 38, 28, 38, 36])


def _total(result: QuestionResult) -> Number:
    return 0 if result.figure is None or result.figure.total is None else result.figure.total


def _figure_row(group: Group, part: QuestionResult, whole: QuestionResult) -> list[str]:
    name = group.name or texts.TOTAL
    if part.is_hidden:
        return [name, str(part.answered), HIDDEN, HIDDEN, HIDDEN, HIDDEN]
    figure = part.figure
    if figure is None or figure.total is None:
        return [name, str(part.answered), "", "", "", ""]
    share_of_all = share(part, whole)
    shown = "" if share_of_all is None else group_digits(round_half_up(share_of_all, 1))
    median = "" if figure.median is None else _show(part, figure.median)
    return [name, str(part.answered), _show(part, figure.total), shown, _show(part, figure.mean), median]


def _show(result: QuestionResult, value: Number) -> str:
    if result.question.kind is Kind.MONEY:
        return in_millions(value)
    return group_digits(round_half_up(value, 1))


def _write_choice(paper: Paper, number: int, result: QuestionResult) -> None:
    rows = [
        [label, str(count), _percent(count, result.answered)]
        for label, count in sorted(ranked(result), key=lambda pair: -pair[1])
    ]
    paper.line(f"Bảng {number}. {result.question.label}", bold=True, indent=False, keep=True, size=13)
    last = [texts.TOTAL, str(result.answered), "" if result.question.kind is Kind.SEVERAL else "100"]
    paper.table([texts.DIFFICULTY, texts.CHOSEN, texts.OF_ANSWERS], [*rows, last], [120, 45, 55])


def check_sum(title: str, parts: Sequence[Number], whole: Number) -> None:
    """A report with a sum that does not hold is not written. Raises ValueError."""
    if sum(parts) != whole:
        raise ValueError(f"{title}: the parts make {sum(parts)}, the whole is {whole}")
