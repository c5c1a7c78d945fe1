"""The glossary: short explanations of words that laws, forms and staff use."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from knowledge.documents import Citation
from knowledge.outline import read_outline, read_sources
from knowledge.vietnamese import accents_agree, fold, words

NEAR = 75  # of 100: how like a term what was typed must be to be offered
MOST_OFFERED = 5


def _phrases(*texts: str) -> list[list[str]]:
    """Phrases as words, the longest first."""
    return sorted((words(text) for text in texts), key=len, reverse=True)


_BEFORE = _phrases(
    "cho tôi hỏi", "cho hỏi", "xin hỏi", "cho em hỏi", "thế nào là", "thế nào gọi là", "hiểu thế nào là",
    "giải thích từ", "giải thích giúp tôi", "giải thích", "định nghĩa", "khái niệm", "nghĩa của từ", "ý nghĩa của",
    "tra từ", "từ",
)  # fmt: skip
_AFTER = _phrases(
    "có nghĩa là gì", "nghĩa là gì", "nghĩa là sao", "là cái gì", "là gì", "là sao", "là như thế nào", "là thế nào",
    "được hiểu là gì", "được hiểu thế nào", "viết tắt của từ gì", "viết tắt là gì", "vậy", "thế", "hả", "ạ", "nhỉ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A word, other ways to write it, what it means in one to three sentences, and where the law says so."""

    name: str
    others: tuple[str, ...]
    meaning: str
    citations: tuple[Citation, ...]
    related: tuple[str, ...]
    where: str

    @property
    def key(self) -> str:
        """ASCII, for buttons."""
        return "-".join(fold(word) for word in words(self.name))


def read_terms(path: Path) -> list[Term]:
    """glossary.md: one '## term' each; ContentError names file and line of the first thing wrong."""
    return [
        Term(
            part.heading,
            part.listed("Còn gọi"),
            " ".join(line.text for line in part.without("Còn gọi", "Căn cứ", "Liên quan")),
            read_sources(found) if (found := part.find("Căn cứ")) else (),
            part.listed("Liên quan"),
            part.where,
        )
        for top in read_outline(path)
        for part in top.parts
    ]


def find_term(text: str, terms: Iterable[Term]) -> Term | None:
    """The term somebody asks for ("vốn điều lệ là gì", "ocop"); None unless the message is just that."""
    typed = _asked_for(words(text))
    if not typed:
        return None
    return next((term for term in terms if any(_same(typed, words(name)) for name in (term.name, *term.others))), None)


def near_terms(text: str, terms: Iterable[Term]) -> list[Term]:
    """Terms that are written nearly like what was typed, the nearest first."""
    typed = " ".join(fold(word) for word in _asked_for(words(text)))
    names = [(term, " ".join(fold(w) for w in words(name))) for term in terms for name in (term.name, *term.others)]
    found = process.extract(
        typed, [name for _, name in names], scorer=fuzz.ratio, score_cutoff=NEAR, limit=2 * MOST_OFFERED
    )
    distinct = {names[at][0].key: names[at][0] for _, _, at in found if typed}
    return list(distinct.values())[:MOST_OFFERED]


def _asked_for(typed: list[str]) -> list[str]:
    """Without the words of the question around the term."""
    while (before := _first(typed, _BEFORE, at_end=False)) or (after := _first(typed, _AFTER, at_end=True)):
        typed = typed[len(before) :] if before else typed[: -len(after)]
    return typed


def _first(typed: list[str], phrases: list[list[str]], *, at_end: bool) -> list[str]:
    """The longest phrase the words begin or end with and that leaves something; none: empty."""
    fitting = (phrase for phrase in phrases if len(phrase) < len(typed))
    return next(
        (one for one in fitting if _same(typed[-len(one) :] if at_end else typed[: len(one)], one)),
        [],
    )


def _same(typed: list[str], stored: list[str]) -> bool:
    return len(typed) == len(stored) and all(accents_agree(a, b) for a, b in zip(typed, stored, strict=True))
