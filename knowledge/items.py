"""What the index finds: entries and article summaries, with their text by field."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.documents import LAW_2012, LAW_2023
from knowledge.entries import Article, Entry

ASKING_FIELDS = {"question": 3.0, "wordings": 1.6, "keywords": 2.5, "topic": 0.8}
"""Fields that hold how a thing is asked for, and what each counts."""
SAYING_FIELDS = {"short": 1.0, "details": 0.7, "question": 0.5}
"""Fields that hold what is said about it, and what each counts."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry or an article's summary. `places` are the documents and articles it cites ('…', '…#83')."""

    key: str
    question: str
    is_article: bool
    fields: dict[str, tuple[str, ...]]
    places: frozenset[str]

    @property
    def phrases(self) -> tuple[str, ...]:
        """The ways to ask for it, its question first."""
        return (*self.fields["question"], *self.fields["wordings"])


def entry_item(entry: Entry) -> Item:
    """An entry with everything that may lead to it."""
    fields = {
        "question": (entry.question,),
        "wordings": entry.wordings,
        "keywords": entry.keywords,
        "topic": (entry.topic_title,),
        "short": tuple(rule.short for rule in entry.rules),
        "details": tuple(line for rule in entry.rules for line in rule.details),
    }
    places = {c.document for c in entry.citations} | {f"{c.document}#{c.article}" for c in entry.citations}
    return Item(entry.key, entry.question, False, fields, frozenset(places))


def article_items(articles: Iterable[Article]) -> list[Item]:
    """Articles' summaries. Headings say little by themselves ("Nguồn vốn của quỹ"), so each article of a document other
    than a law of cooperatives also carries what its first article says the document is about."""
    rows = list(articles)
    about = {a.document: " ".join((a.heading, *a.lines)) for a in rows if a.number == "1"}
    return [_article_item(a, "" if a.document in (LAW_2012, LAW_2023) else about.get(a.document, "")) for a in rows]


def _article_item(article: Article, about: str) -> Item:
    """One summary; its heading stands for the question."""
    fields: dict[str, tuple[str, ...]] = {
        "question": (article.heading or article.lines[0],),
        "wordings": (),
        "topic": (about,) if about else (),
        "short": article.lines,
        "details": (article.change,) if article.change else (),
    }
    return Item(article.key, article.heading, True, fields, frozenset({article.document, article.key}))
