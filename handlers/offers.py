"""Buttons that open something the knowledge base holds, and how long their labels may be."""

from handlers.messages import Choice
from handlers.texts.beside import WRITE_TO_PERSON
from knowledge.documents import LAW_2012, LAW_2023, Registry
from knowledge.entries import Article
from knowledge.knowledge_base import KnowledgeBase

LABEL_LENGTH = 80  # characters on a button
TO_PERSON = Choice("person:write", WRITE_TO_PERSON)
"""The next message goes to the alliance's staff (handlers.person)."""
PREVIOUS, NEXT = "Điều trước", "Điều sau"
_SHORT_NAMES = {LAW_2012: "Luật 2012", LAW_2023: "Luật 2023"}
_MOST_COUNTERPARTS = 3


def cut(text: str, length: int = LABEL_LENGTH) -> str:
    """A text that fits a button: cut after a word, with an ellipsis."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def entry_choice(knowledge: KnowledgeBase, key: str, label: str) -> Choice:
    """A button that opens an entry or an article."""
    return Choice(f"ask:e:{knowledge.token(key)}", cut(label))


def entry_choices(knowledge: KnowledgeBase, keys: tuple[str, ...]) -> list[Choice]:
    """Buttons with the questions of entries; those that are gone are left out."""
    return [entry_choice(knowledge, key, knowledge.entries[key].question) for key in keys if key in knowledge.entries]


def article_choices(knowledge: KnowledgeBase, key: str) -> list[Choice]:
    """From an article to its counterparts in the other law and to its neighbours; nothing for an entry."""
    article = knowledge.articles.get(key)
    if article is None:
        return []
    others = [
        (f"{c.document}#{c.article}", f"{short_name(c.document, knowledge.registry)}: Điều {c.article}")
        for c in article.counterparts
    ]
    previous, following = neighbours(knowledge, article)
    steps = [*others[:_MOST_COUNTERPARTS], (previous, PREVIOUS), (following, NEXT)]
    return [entry_choice(knowledge, other, label) for other, label in steps if other in knowledge.articles]


def neighbours(knowledge: KnowledgeBase, article: Article) -> tuple[str, str]:
    """Keys of the articles before and after it in its document, "" at either end."""
    numbers = knowledge.registry.articles(article.document)
    at = numbers.index(article.number) if article.number in numbers else None
    if at is None:
        return "", ""
    before = f"{article.document}#{numbers[at - 1]}" if at else ""
    after = f"{article.document}#{numbers[at + 1]}" if at + 1 < len(numbers) else ""
    return before, after


def short_name(document: str, registry: Registry) -> str:
    """How a document is called on a button: "Luật 2012", "Nghị định 92/2024"."""
    return _SHORT_NAMES.get(document) or registry[document].name
