"""Why an answer was given: the question, the entry and its version, the score and the citations of that time."""

from dataclasses import dataclass
from datetime import datetime

from handlers.learning.kept import current_version
from knowledge.knowledge_base import KnowledgeBase
from storage import inbox
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Why:
    """A past answer. `is_current` says that the entry still reads as it did; `title` is its question today, if any."""

    number: int
    asked_at: datetime
    question: str
    outcome: str
    entry: str | None
    title: str | None
    version: str | None
    is_current: bool
    confidence: float
    citations: tuple[str, ...]
    useful: bool | None
    reason: str | None
    reason_text: str | None


def find_why(unit: Unit, knowledge: KnowledgeBase, number: int) -> Why | None:
    """What is known of an answer by its number; None when it is not kept (any more)."""
    asked = inbox.find_asked(unit, number)
    if asked is None:
        return None
    current = current_version(knowledge, asked.entry) if asked.entry else None
    return Why(
        asked.id,
        asked.asked_at,
        asked.text,
        asked.outcome,
        asked.entry,
        _title(knowledge, asked.entry),
        asked.entry_version,
        current is not None and current == asked.entry_version,
        asked.confidence,
        tuple(asked.citations or ()),
        asked.useful,
        asked.reason,
        asked.reason_text,
    )


def _title(knowledge: KnowledgeBase, key: str | None) -> str | None:
    if key in knowledge.entries:
        return knowledge.entries[key].question
    if key in knowledge.articles:
        article = knowledge.articles[key]
        return f"Điều {article.number} {knowledge.registry[article.document].name}"
    return None
