"""Several answers in one message: "thành viên 120, doanh thu 3,5 tỷ, lãi 200tr"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from handlers.survey.answers import read_answer
from handlers.survey.commands import flat
from handlers.survey.definition import Question
from handlers.survey.state import Proposal

LONGEST = 1000
_flat_name = lru_cache(maxsize=512)(flat)
_BREAKS = re.compile(r"[;\n]|,(?=\s)|,(?=\D)|\.\s+(?=\D)|\s+và\s+|\s+va\s+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Answers found in a message and the pieces of it that name a question but are not sure."""

    proposals: tuple[Proposal, ...]
    unread: tuple[str, ...]


def read_several(questions: list[Question], current: str, text: str) -> Pieces | None:
    """The answers a message gives to named questions; None unless it names one besides the current question."""
    if len(text) > LONGEST:
        return None
    pieces = [(piece, _named(questions, piece)) for piece in _split(questions, text)]
    named = [(piece, question) for piece, question in pieces if question is not None]
    if not named or all(question.key == current for _, question in named) or len(named) < len(pieces):
        return None
    proposals: dict[str, Proposal] = {}
    unread: list[str] = []
    for piece, question in named:
        read = read_answer(question, _without_name(question, piece))
        if len(read.answers) == 1:
            proposals[question.key] = Proposal(question.key, read.answers[0])
        else:
            unread.append(piece.strip())
    return Pieces(tuple(proposals.values()), tuple(unread)) if proposals else None


def _split(questions: list[Question], text: str) -> list[str]:
    rough = [piece for piece in _BREAKS.split(text) if piece.strip()]
    return [part for piece in rough for part in _split_at_names(questions, piece)]


def _split_at_names(questions: list[Question], piece: str) -> list[str]:
    """ "thành viên 120 doanh thu 3 tỷ" breaks before each name that follows a number."""
    words = piece.split()
    cuts = [0]
    for index in range(1, len(words)):
        so_far = " ".join(words[cuts[-1] : index])
        starts_name = _starts_name(questions, " ".join(words[index:]))
        if starts_name and _starts_name(questions, so_far) and any(c.isdecimal() for c in so_far):
            cuts.append(index)
    return [" ".join(words[start:end]) for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True)]


def _starts_name(questions: list[Question], text: str) -> bool:
    said = f"{flat(text)} "
    return any(said.startswith(f"{_flat_name(name)} ") for question in questions for name in question.names)


def _named(questions: list[Question], piece: str) -> Question | None:
    """The question with the longest name in the piece."""
    said = f" {flat(piece)} "
    found = [
        (len(_flat_name(name)), question)
        for question in questions
        if question.number_kind
        for name in question.names
        if f" {_flat_name(name)} " in said
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _without_name(question: Question, piece: str) -> str:
    """The piece without the question's longest name in it, so that no word of the name is read as a number."""
    for name in sorted(question.names, key=len, reverse=True):
        words, parts = _flat_name(name).split(), piece.split()
        for start in range(len(parts) - len(words) + 1):
            if [flat(part) for part in parts[start : start + len(words)]] == words:
                return " ".join(parts[:start] + parts[start + len(words) :])
    return piece
