"""Keeping each answer given: the question, the entry and its version, the score and the citations."""

from handlers.conversation import Turn
from knowledge.answer import Answer
from knowledge.documents import Citation, Registry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.versions import version_of
from storage import inbox


def keep_answer(turn: Turn, question: str, answer: Answer, confidence: float) -> int:
    """Keep what was answered to a question; its number."""
    knowledge = turn.world.knowledge
    return inbox.record_asked(
        turn.unit,
        turn.contact.id,
        question,
        "answer",
        answer.entry,
        confidence,
        turn.now,
        entry_version=current_version(knowledge, answer.entry),
        citations=[say_place(cited.citation, knowledge.registry) for cited in answer.citations],
    )


def current_version(knowledge: KnowledgeBase, key: str) -> str | None:
    """The version of an entry or an article as it is served now; None when there is none (any more)."""
    item = knowledge.entries.get(key) or knowledge.articles.get(key)
    return None if item is None else version_of(item)


def say_place(citation: Citation, registry: Registry) -> str:
    """A citation as people read it: 'khoản 2 Điều 9 Nghị định 92/2024/NĐ-CP'."""
    name = registry[citation.document].name if citation.document in registry else citation.document
    return f"{citation.place()} {name}"
