"""A shared answer while it is written: what the talk keeps of it, and the entry it becomes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from knowledge.documents import Citation, parse_place
from knowledge.drafts import correct_entry, write_entry, write_rules
from knowledge.entries import Entry, Rule
from knowledge.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Writing:
    """`asked` is the question's number (None when an entry is corrected by itself), `is_sure` whether the staff member
    confirmed the places, `corrects` the key of the entry it takes the place of."""

    title: str
    text: str
    asked: int | None = None
    places: tuple[Citation, ...] = ()
    is_sure: bool = False
    review_on: date | None = None
    corrects: str | None = None

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Writing":
        places = tuple(parse_place(place, document) for document, place in stored["places"])
        review_on = date.fromisoformat(stored["review_on"]) if stored["review_on"] else None
        return cls(**{**stored, "places": places, "review_on": review_on})

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "text": self.text,
            "asked": self.asked,
            "places": [[c.document, c.place()] for c in self.places],
            "is_sure": self.is_sure,
            "review_on": self.review_on.isoformat() if self.review_on else None,
            "corrects": self.corrects,
        }

    @property
    def key(self) -> str:
        """The key of the entry it becomes: one per question."""
        return self.corrects or f"lien-minh-{self.asked}"


def write(writing: Writing, knowledge: KnowledgeBase, wordings: Iterable[str]) -> Entry:
    """The entry; `wordings` are the askers' own words. Its places must be given."""
    rules = write_rules(writing.text, writing.places, knowledge.registry)
    base = knowledge.entries.get(writing.corrects or "")
    if base is not None:
        return correct_entry(replace(base, question=writing.title), wordings, rules, writing.review_on)
    return write_entry(writing.key, writing.title, wordings, rules, writing.review_on)


def new_rules(entry: Entry, knowledge: KnowledgeBase) -> list[Rule]:
    """The rules that the entry served now under its key does not have."""
    base = knowledge.entries.get(entry.key)
    return [rule for rule in entry.rules if base is None or rule not in base.rules]


def review_day(choice: str, today: date) -> date | None:
    """The day chosen by button: '6' and '12' months from today, or the 'end' of the year; None for no such choice."""
    days = {"6": 182, "12": 365}
    if choice == "end":
        return date(today.year, 12, 31)
    return today + timedelta(days=days[choice]) if choice in days else None
