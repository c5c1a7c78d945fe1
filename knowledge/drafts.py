"""Making an entry of a staff member's answer: rules from the text and its citations, wordings without personal data."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.documents import Citation, Registry
from knowledge.entries import Entry, Rule
from knowledge.vietnamese import fold, nfc, words

TOPIC, TOPIC_TITLE = "lien-minh", "Liên minh trả lời"
ALSO = "Có quy định liên quan."
"""What stands under a document that is named beside the one the answer is about."""
MOST_WORDINGS = 12
LONGEST_WORDING = 200

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_CAPITAL = "".join(
    c for c in map(chr, range(ord("A"), ord("ỹ"))) if c.isupper() and unicodedata.name(c).startswith("LATIN")
)
_NAME = rf"(?:[{_CAPITAL}]\w*\s?){{1,5}}"
_PERSONAL = (
    re.compile(r"\S+@\S+\.\S+"),
    re.compile(r"https?://\S+|www\.\S+"),
    re.compile(r"(?:\+?\d[\s.\-]?){8,}\d?"),
    re.compile(
        r"(?:(?:\b(?:tôi|em|cháu|mình|anh|chị)\s+)?\btên(?:\s+(?:tôi|em|là))*"
        rf"|\b(?:tôi|em|cháu|mình|anh|chị)\s+là)\s+{_NAME}"
    ),
    re.compile(rf"\b(?:ông|bà|anh|chị|cô|chú|bác)\s+{_NAME}"),
)


def scrub(text: str) -> str:
    """A question without telephone numbers, addresses on the network, account numbers and names that introduce."""
    for pattern in _PERSONAL:
        text = pattern.sub(" ", nfc(text))
    return re.sub(r"\s+", " ", text).strip(" ,.;:-")


def choose_wordings(question: str, asked: Iterable[str]) -> tuple[str, ...]:
    """The ways people asked, each once, without what is personal, too long, or the question itself."""
    chosen = {_key(question): ""}
    for text in (scrub(text) for text in asked):
        if len(words(text)) >= 2 and len(text) <= LONGEST_WORDING:
            chosen.setdefault(_key(text), text)
    return tuple(text for text in chosen.values() if text)[:MOST_WORDINGS]


def _key(text: str) -> str:
    """Texts with the same words and accents are one; without accents is another way to ask."""
    return " ".join(words(text))


def split_answer(text: str) -> tuple[str, tuple[str, ...]]:
    """The short answer (the first sentence) and the lines after it."""
    first, *rest = [part.strip() for part in _SENTENCE_END.split(text.strip(), maxsplit=1)]
    lines = [line.strip() for line in rest[0].splitlines()] if rest else []
    return first, tuple(line for line in lines if line)


def write_rules(text: str, citations: Sequence[Citation], registry: Registry) -> tuple[Rule, ...]:
    """One rule per document; the answer stands under the law, or under the document named first.

    That is the order in which answers are shown, so that the answer is what a person reads first.
    """
    documents = list(dict.fromkeys(c.document for c in citations))
    lead = next((number for number in documents if registry[number].kind == "luat"), documents[0])
    short, details = split_answer(text)
    rules = [Rule(lead, tuple(c for c in citations if c.document == lead), short, details)]
    rules += [Rule(n, tuple(c for c in citations if c.document == n), ALSO) for n in documents if n != lead]
    return tuple(rules)


def write_entry(
    key: str, question: str, asked: Iterable[str], rules: tuple[Rule, ...], review_on: date | None
) -> Entry:
    """A new entry; `asked` are the askers' own words."""
    wordings = choose_wordings(question, asked)
    return Entry(key, TOPIC, TOPIC_TITLE, question, wordings, (), (), review_on, rules, f"{TOPIC}.md")


def correct_entry(entry: Entry, asked: Iterable[str], rules: tuple[Rule, ...], review_on: date | None) -> Entry:
    """The entry with these rules in place of those of the same documents, and more ways to ask for it."""
    new = {rule.document: rule for rule in rules}
    kept = [new.pop(rule.document, rule) for rule in entry.rules]
    more = [w for w in choose_wordings(entry.question, asked) if fold(w) not in map(fold, entry.wordings)]
    return replace(entry, wordings=(*entry.wordings, *more), rules=(*kept, *new.values()), review_on=review_on)
