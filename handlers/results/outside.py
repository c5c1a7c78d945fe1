"""Results as they may leave the alliance's desk: no figure of fewer than three cooperatives, none that gives one away.

What is left out, besides the groups that `hiding` names for each question: lowest and highest (one cooperative's own
figures), quartiles of fewer than five, the members of a group, and the sums behind a change (beside the sum of all they
would give away who answered once). The reports, with names and answers, are gone. How many answered stays: it says
nothing of figures.
"""

from collections.abc import Callable
from dataclasses import replace

from handlers.results.aggregate import Counts, Figure, Group, QuestionResult, Results
from handlers.results.hiding import LEAST, find_hidden

LEAST_FOR_QUARTILES = 5

Cell = tuple[str, str]
"""Breakdown and key of a group."""
Groups = dict[Cell, Group]
OVERALL: Cell = ("all", "all")


def hide_small(results: Results) -> Results:
    """The same results without what would tell about one or two cooperatives. Doing it twice changes nothing."""
    if results.is_public:
        return results
    groups: Groups = {OVERALL: results.overall}
    groups |= {(name, group.key): group for name, found in results.breakdowns.items() for group in found}
    safe = _hide(groups)
    kept = {name: tuple(safe[name, group.key] for group in found) for name, found in results.breakdowns.items()}
    return replace(
        results,
        overall=safe[OVERALL],
        sectors=kept["sector"],
        places=kept["place"],
        districts=kept["district"],
        sizes=kept["size"],
        reports=(),
        is_public=True,
    )


def _hide(groups: Groups) -> Groups:
    """Question by question: who answered differs, and so does what must be hidden."""
    known: dict[frozenset[int], frozenset[Cell]] = {}
    questions: dict[Cell, list[QuestionResult]] = {cell: [] for cell in groups}
    for place in range(len(groups[OVERALL].questions)):
        column = {cell: group.questions[place] for cell, group in groups.items()}
        for cell, result in _hide_question(column, known).items():
            questions[cell].append(result)
    return {
        cell: replace(group, counts=_counts(cell, group.counts), questions=tuple(questions[cell]))
        for cell, group in groups.items()
    }


def _counts(cell: Cell, counts: Counts) -> Counts:
    """Members are partly known by answers: of a group they would tell what is hidden."""
    if cell == OVERALL and counts.submitted >= LEAST:
        return counts
    return replace(counts, members_asked=0, members_sent=0, members_unknown=counts.asked)


def _hide_question(
    column: dict[Cell, QuestionResult], known: dict[frozenset[int], frozenset[Cell]]
) -> dict[Cell, QuestionResult]:
    hidden = _find(column, lambda result: result.ids, known)
    changed = {cell: result for cell, result in column.items() if result.changes}
    safe = {cell: _blank(result) if cell in hidden else _trim(result) for cell, result in column.items()}
    for name in {name for result in changed.values() for name in result.changes}:
        of_change = {cell: result for cell, result in column.items() if name in result.changes}
        hidden_too = _find(of_change, lambda result, name=name: result.changes[name].ids, known)  # type: ignore[misc]
        for cell in of_change:
            if cell in hidden_too and cell not in hidden:
                kept = {other: change for other, change in safe[cell].changes.items() if other != name}
                safe[cell] = replace(safe[cell], changes=kept)
    return safe


def _find(
    column: dict[Cell, QuestionResult],
    ids_of: Callable[[QuestionResult], frozenset[int]],
    known: dict[frozenset[int], frozenset[Cell]],
) -> frozenset[Cell]:
    """What to hide; the same cooperatives give the same, so it is worked out once for them."""
    if OVERALL not in column:
        return frozenset(column)
    everybody = ids_of(column[OVERALL])
    if everybody not in known:
        known[everybody] = find_hidden({cell: ids_of(result) for cell, result in column.items()})
    return known[everybody]


def _blank(result: QuestionResult) -> QuestionResult:
    """Without anything but how many answered."""
    return replace(result, figure=None, options=(), doubted=0, corrected=0, changes={}, ids=frozenset(), is_hidden=True)


def _trim(result: QuestionResult) -> QuestionResult:
    figure = None if result.figure is None else _trim_figure(result.figure, result.answered)
    changes = {name: replace(change, ids=frozenset()) for name, change in result.changes.items()}
    return replace(result, figure=figure, changes=changes, ids=frozenset())


def _trim_figure(figure: Figure, answered: int) -> Figure:
    if answered >= LEAST_FOR_QUARTILES:
        return replace(figure, lowest=None, highest=None)
    return replace(figure, lowest=None, highest=None, lower_quartile=None, median=None, upper_quartile=None)
