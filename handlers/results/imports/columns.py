"""Which column of a table answers which question, by its title in whatever words and order."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from handlers.directory.columns import plain_title
from handlers.directory.files import Cell
from handlers.survey.definition import Definition, Question

LIKE = 86
"""Of 100, for a title that is not one of a question's own names letter by letter."""


def titles_of(rows: Sequence[Sequence[Cell]], header_row: int) -> list[str]:
    """The titles of the line of titles; where a cell is empty, that of the line above."""
    width = max((len(row) for row in rows[: header_row + 1]), default=0)
    lines = [rows[header_row], rows[header_row - 1] if header_row else ()]
    return [
        next((cell for line in lines if column < len(line) and isinstance(cell := line[column], str)), "")
        for column in range(width)
    ]


def match_columns(titles: Sequence[str], definition: Definition, taken: set[int]) -> dict[int, Question]:
    """Column -> question; each at most once, the surest first. `taken` columns name the cooperative."""
    scores = [
        (-_likeness(title, question), column, question.key)
        for column, title in enumerate(titles)
        if title and column not in taken
        for question in definition.questions
    ]
    found: dict[int, Question] = {}
    used: set[str] = set()
    for score, column, key in sorted(scores):
        if -score >= LIKE and column not in found and key not in used:
            found[column] = definition.get(key)
            used.add(key)
    return found


def _likeness(title: str, question: Question) -> float:
    """101 for one of its names as it is; the label counts a little more than the other names."""
    plain = plain_title(title)
    names = [question.label, *question.names]
    return max(_closeness(plain, plain_title(name)) - place / 100 for place, name in enumerate(names))


def _closeness(title: str, name: str) -> float:
    if title == name:
        return 101
    if len(name) >= 8 and (title.startswith(name + " ") or title.endswith(" " + name)):
        return 90 + len(name) / 10
    return fuzz.ratio(title, name) - 1 if len(name) >= 5 else 0
