"""Parts I to III of the report: counts, figures, managers, ranking, difficulties, proposals."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from handlers.results.aggregate import Figure, QuestionResult, Results, has_total, share
from handlers.results.arithmetic import divide, percent, round_half_up
from handlers.results.changes import Change
from handlers.results.word.listed import Directory
from handlers.results.word.paper import Paper
from handlers.results.word.proposals import Proposals
from handlers.results.word.training import PARTS, WHOLE, Share, Training
from handlers.results.wording import show_percent, unit_of
from handlers.survey.definition import Kind
from handlers.texts import report as texts
from handlers.texts.results import HIDDEN
from knowledge.numbers.writing import Number, group_digits

RANKINGS = ("ranking",)
DIFFICULTIES = ("difficulty", "difficulties")
MILLION = 10**6


def in_millions(value: Number) -> str:
    """63.090; one digit after the comma where a rest is left."""
    return group_digits(round_half_up(divide(value, MILLION), 1))


def show_value(result: QuestionResult, value: Number) -> str:
    """A figure in the report's unit: 63.090 triệu đồng, 213 người."""
    if result.question.kind is Kind.MONEY:
        return f"{in_millions(value)} {texts.MILLION}"
    return f"{group_digits(round_half_up(value, 1))} {unit_of(result.question)}".strip()


def write_counts(paper: Paper, directory: Directory, day: str) -> None:
    """I.1: how many there are, new, suspended, dissolved."""
    whole = directory.whole
    paper.heading(texts.COUNTS)
    paper.line(f"{texts.there_are(day, whole.count)} {texts.BY_SECTOR if directory.sectors else ''}".strip())
    for group in directory.sectors:
        if group.count:
            paper.line(texts.sector_count(group.name, group.count, show_percent(percent(group.count, whole.count))))
    paper.line(texts.movements(whole.new, whole.suspended, whole.dissolved))
    members = group_digits(whole.members) if whole.members else ""
    capital = in_millions(whole.capital) if whole.capital else ""
    if members or capital:
        paper.line(texts.listed_totals(members, capital))
    if directory.unions or directory.groups:
        paper.line(texts.others(directory.unions, directory.groups))


def write_figures(paper: Paper, results: Results) -> None:
    """I.2: each figure, its parts by sector, and how it changed."""
    paper.heading(texts.FIGURES)
    told = [result for result in results.overall.questions if _is_told(result)]
    if not told:
        paper.line(texts.NOT_ENOUGH)
    for result in told:
        assert result.figure is not None
        paper.line(_figure_line(result, result.figure) + ".")
        if parts := _parts(results, result):
            paper.line(texts.among(parts))
        for change in _change_lines(results, result):
            paper.line(change)


def _is_told(result: QuestionResult) -> bool:
    return result.figure is not None and result.question.key not in (WHOLE, *PARTS)


def _figure_line(result: QuestionResult, figure: Figure) -> str:
    label = result.question.label
    if figure.total is None:
        return texts.mean(label, show_value(result, figure.mean), result.answered)
    written = texts.total(label, show_value(result, figure.total), result.answered)
    return written + (texts.mean_also(show_value(result, figure.mean)) if result.question.kind is Kind.MONEY else "")


def _parts(results: Results, whole: QuestionResult) -> list[str]:
    parts = []
    for group in results.sectors:
        part = group.find(whole.question.key)
        if part.is_hidden:
            parts.append(texts.part_of(group.name, HIDDEN, ""))
        elif part.figure is not None and part.figure.total is not None:
            parts.append(
                texts.part_of(group.name, show_value(part, part.figure.total), show_percent(share(part, whole)))
            )
        elif part.figure is not None:
            parts.append(texts.part_of(group.name, show_value(part, part.figure.mean), ""))
    return parts if len(parts) > 1 else []


def _change_lines(results: Results, result: QuestionResult) -> Iterator[str]:
    for name, period in results.compared.items():
        change = result.changes.get(name)
        if change is not None and change.rate is not None:
            yield _change_line(period, change, change.rate)


def _change_line(period: str, change: Change, rate: Decimal) -> str:
    shown = round_half_up(abs(rate), 1)
    if not shown:
        return texts.unchanged(period, change.count)
    return texts.grew(period, f"{group_digits(shown)}%", change.count, fell=rate < 0)


def write_managers(paper: Paper, results: Results, training: Training) -> None:
    """I.3: how many managers, and how many of them learned what."""
    found = {result.question.key: result for result in results.overall.questions}
    whole = found.get(WHOLE)
    if whole is None or whole.figure is None or not whole.figure.total:
        return
    paper.heading(texts.MANAGERS)
    paper.line(texts.managers(group_digits(whole.figure.total), whole.answered))
    if training.trained is not None:
        paper.line(texts.trained(*_say_share(training.trained, whole.answered)))
    for key, part in training.parts.items():
        if part.count:
            paper.line(texts.by_training(found[key].question.label, *_say_share(part, whole.answered)))


def _say_share(part: Share, answered: int) -> tuple[str, str, int | None]:
    """How many, what share, and of how many cooperatives when not of all."""
    of_some = part.cooperatives if part.cooperatives != answered else None
    return group_digits(part.count), show_percent(part.rate), of_some


def write_ranking(paper: Paper, results: Results) -> None:
    """I.4, where the survey asks for it."""
    for result in results.overall.questions:
        if result.question.key in RANKINGS and result.answered and not result.is_hidden:
            paper.heading(texts.RANKING)
            for label, count in ranked(result):
                paper.line(texts.chosen(label, count, show_percent(percent(count, result.answered))))


def write_difficulties(paper: Paper, results: Results) -> None:
    """II: difficulties, the one named most first."""
    paper.heading(texts.PART_2)
    found = difficulties_of(results)
    if not found:
        paper.line(texts.NO_DIFFICULTY)
    for result in found:
        paper.line(texts.difficulties(result.answered))
        for label, count in sorted(ranked(result), key=lambda pair: -pair[1]):
            paper.line(texts.chosen(label, count, show_percent(percent(count, result.answered))))


def difficulties_of(results: Results) -> list[QuestionResult]:
    """The questions for difficulties that may be told."""
    return [
        result
        for result in results.overall.questions
        if result.question.key in DIFFICULTIES and result.answered and not result.is_hidden
    ]


def ranked(result: QuestionResult) -> list[tuple[str, int]]:
    """The options somebody chose, in the survey's order."""
    return [(option.label, option.count) for option in result.options if option.count]


def write_proposals(paper: Paper, proposals: Proposals) -> None:
    """III: proposals by group, and in their words."""
    paper.heading(texts.PART_3)
    if not proposals.count:
        paper.line(texts.NO_PROPOSAL)
        return
    paper.line(texts.proposals(proposals.count))
    for label, count in proposals.groups:
        paper.line(texts.proposal_group(label, count))
    if proposals.quoted:
        paper.line(texts.PROPOSALS_SAID)
        for quote in proposals.quoted:
            paper.line(f"+ {quote}")


def write_all(
    paper: Paper, results: Results, directory: Directory, training: Training, proposals: Proposals, day: str
) -> None:
    """The three parts."""
    paper.heading(texts.PART_1)
    write_counts(paper, directory, day)
    write_figures(paper, results)
    write_managers(paper, results, training)
    write_ranking(paper, results)
    write_difficulties(paper, results)
    write_proposals(paper, proposals)


def figure_tables(results: Results) -> Sequence[QuestionResult]:
    """The questions that get a table of their own in the annex, in the survey's order."""
    return [result for result in results.overall.questions if result.figure is not None and has_total(result.question)]
