"""The glossary: short explanations of words that laws, forms and staff use."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from knowledge.documents import Citation
from knowledge.outline import read_outline, read_sources
from knowledge.vietnamese import accents_agree, fold, words

NEAR = 84  # of 100: how like a term what was typed must be to be offered
MOST_OFFERED = 5

_BEFORE = [
    words(text)
    for text in (
        "cho tôi hỏi", "cho hỏi", "xin hỏi", "cho em hỏi", "thế nào là", "thế nào gọi là", "hiểu thế nào là",
        "giải thích từ", "giải thích giúp tôi", "giải thích", "định nghĩa", "khái niệm", "nghĩa của từ", "ý nghĩa của",
        "tra từ", "từ",
    )
]  # fmt: skip
_AFTER = [
    words(text)
    for text in (
        "có nghĩa là gì", "nghĩa là gì", "nghĩa là sao", "là cái gì", "là gì", "là sao", "là như thế nào",
        "là thế nào", "được hiểu là gì", "được hiểu thế nào", "viết tắt của từ gì", "viết tắt là gì", "vậy", "thế",
        "hả", "ạ", "nhỉ",
    )
]  # fmt: skip


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
        typed, [name for _, name in names], scorer=fuzz.WRatio, score_cutoff=NEAR, limit=2 * MOST_OFFERED
    )
    distinct = {names[at][0].key: names[at][0] for _, _, at in found if typed}
    return list(distinct.values())[:MOST_OFFERED]


def _asked_for(typed: list[str]) -> list[str]:
    """Without the words of the question around the term."""
    for asking in (*_BEFORE, *_BEFORE):
        if len(typed) > len(asking) and _same(typed[: len(asking)], asking):
            typed = typed[len(asking) :]
    for asking in (*reversed(_AFTER), *_AFTER):
        if len(typed) > len(asking) and _same(typed[-len(asking) :], asking):
            typed = typed[: -len(asking)]
    return typed


def _same(typed: list[str], stored: list[str]) -> bool:
    return len(typed) == len(stored) and all(accents_agree(a, b) for a, b in zip(typed, stored, strict=True))
