"""The knowledge base as the handlers see it: ask a question, open an entry or an article."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.answer import Answer, Cited, Lead, order_rules, render, render_article, resolve_date
from knowledge.documents import Citation, ContentError, Registry, load_registry
from knowledge.entries import Article, Entry, read_articles, read_entries
from knowledge.index import Index
from knowledge.items import Item, article_items, entry_item
from knowledge.kinds import Kind
from knowledge.questions import Outlook, understand
from knowledge.reading import Reader
from knowledge.replies import Choice, Context, Outcome, Reply
from knowledge.search import Candidate
from knowledge.spelling import Speller
from knowledge.trust import stated
from knowledge.vietnamese import fold, words
from knowledge.wordlists import WordLists, load_words

CONTENT = Path(__file__).parent / "content"
SURE = 0.88
"""An answer stated with this confidence stands alone; below it other questions are offered beside it."""
SAID_FLATLY_FROM = 0.5
"""An answer stated with less confidence begins by saying that it may not be what was meant."""
_MOST_CHOICES = 3
_POLITE: tuple[Kind, ...] = ("greeting", "thanks", "about", "later", "stop", "help")
_MOST_RENDERED = 4000
"""Answers that are kept as they were last written out; few days and laws are asked about."""
_LOOKED_AT = 8
"""Among so many candidates are the choices; what comes after is seldom meant."""


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Nearly everything that building makes stays: looking for garbage among it only costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class KnowledgeBase:
    """Everything the assistant knows, in memory and immutable; safe to share between conversations."""

    def __init__(
        self, registry: Registry, entries: Iterable[Entry], articles: Iterable[Article], lists: WordLists | None = None
    ) -> None:
        self.registry = registry
        self.entries = {e.key: e for e in entries}
        self.articles = {a.key: a for a in articles}
        self._keys = {self.token(key): key for key in (*self.entries, *self.articles)}
        items = [entry_item(e) for e in self.entries.values()] + article_items(self.articles.values())
        self.lists = lists or WordLists()
        self.reader = Reader(self.lists, Speller([*_accented(items), *(list(p) for p in self.lists.phrases)]))
        self.index = Index(items, self.reader)
        self._citing = _citing(self.entries.values())
        self._rendered: dict[tuple[str, date, date | None, str | None, Lead], Answer | None] = {}

    @classmethod
    def load(cls, path: Path | None = None) -> "KnowledgeBase":
        """Read a content folder (the shipped one by default); ContentError names file, line and remedy."""
        folder = path or CONTENT
        with _no_collecting():
            registry = load_registry(folder)
            entries = [e for file in sorted((folder / "answers").glob("*.md")) for e in read_entries(file)]
            articles = [a for file in sorted((folder / "articles").glob("*.md")) for a in read_articles(file)]
            return cls(registry, entries, articles, load_words(folder / "words"))

    def with_entries(self, entries: Iterable[Entry]) -> "KnowledgeBase":
        """Another knowledge base that also holds these entries, in place of those of the same keys; built anew."""
        merged = self.entries | {entry.key: entry for entry in entries}
        with _no_collecting():
            return KnowledgeBase(self.registry, merged.values(), self.articles.values(), self.lists)

    def ask(
        self, question: str, on: date, context: Context | None = None, lead: Lead = "auto", explain: bool = False
    ) -> Reply:
        """Answer, offer choices, or hand off, on day `on`. Any text is accepted, also an empty or a very long one."""
        outlook = understand(question, on, self, context, explain)
        if outlook.kind != "law":
            return self._short_reply(question, outlook, on, context.last_entry if context else None)
        asked = outlook.asked
        day = resolve_date(self.registry, on, asked.as_of, asked.named, lead)
        keys = [c.item.key for c in outlook.answers]
        answers = [a for key in keys if (a := self.render(key, on, asked.as_of, asked.named, lead)) is not None]
        confidence = round(stated(outlook.confidence), 3)  # as it is told, so that nobody reads 0.5 under a guess
        if confidence < SAID_FLATLY_FROM:
            answers = [self._as_guess(answer) for answer in answers]
        choices = self._choices(outlook, on)
        outcome: Outcome = "answer" if answers else "choices" if choices else "handoff"
        return Reply(
            question,
            "law",
            outcome,
            self._text(answers, outcome, outlook.translated),
            confidence,
            day,
            asked.named,
            tuple(answers),
            choices,
            outlook.explanation,
            outlook.elsewhere if outcome == "handoff" else "",
        )

    def token(self, key: str) -> str:
        """A short ASCII name of an entry or article for buttons: at most 48 characters, the same for the same key."""
        return fold(key).lower()

    def key_of(self, token: str) -> str | None:
        """The key of an entry or article from its token; None when there is none (any more)."""
        return self._keys.get(token)

    def entry(self, key: str) -> Entry | None:
        """The entry of that key, or None."""
        return self.entries.get(key)

    def article(self, document: str, number: str) -> Article | None:
        """The summary of an article ('23/2012/QH13' or '23/2012', '23'), or None."""
        found = self.registry.find(document)
        return self.articles.get(f"{found.number}#{number.lower()}") if found else None

    def citing(self, document: str, article: str) -> tuple[Entry, ...]:
        """The entries that cite an article, those whose leading rule cites it first."""
        return tuple(self.entries[key] for key in self._citing.get((document, article), ()))

    def related(self, key: str) -> tuple[Choice, ...]:
        """Questions to offer after an answer, without citations: those it names, then neighbours of its topic."""
        entry = self.entries.get(key)
        if entry is None:
            article = self.articles.get(key)
            near = self.citing(article.document, article.number) if article else ()
        else:
            named = [self.entries[k] for k in entry.related if k in self.entries]
            topic = [e for e in self.entries.values() if e.topic == entry.topic and e.key != key and e not in named]
            near = (*named, *topic)
        return tuple(Choice(e.key, e.question, (), 1.0) for e in near[:_MOST_CHOICES])

    def render(
        self, key: str, on: date, as_of: date | None = None, named: str | None = None, lead: Lead = "auto"
    ) -> Answer | None:
        """The answer of an entry or an article ('17/2023/QH15#83') by key; None when there is none."""
        asked = (key, on, as_of, named, lead)
        if asked not in self._rendered:
            if len(self._rendered) >= _MOST_RENDERED:
                self._rendered.clear()
            self._rendered[asked] = self._render(*asked)
        return self._rendered[asked]

    def _render(self, key: str, on: date, as_of: date | None, named: str | None, lead: Lead) -> Answer | None:
        if (entry := self.entries.get(key)) is not None:
            return render(entry, self.registry, on, as_of, named, lead)
        article = self.articles.get(key)
        return render_article(article, self.registry, on) if article else None

    def _as_guess(self, answer: Answer) -> Answer:
        """An answer that says of itself that something else may have been meant."""
        said = self.lists.replies.get("guess", "").format(question=answer.question)
        return replace(answer, text=f"{said}\n\n{answer.text}".strip())

    def _short_reply(self, question: str, outlook: Outlook, on: date, last: str | None) -> Reply:
        """The reply of a message that is no question on the law; polite ones need no person."""
        kind = outlook.kind
        outcome: Outcome = "answer" if kind in _POLITE else "handoff"
        text = self.lists.replies.get(kind, "")
        if kind == "unclear" and (said := self._in_one_sentence(last, on)):
            text = f"{self.lists.replies.get('simpler', '')}\n{said}\n\n{text}".strip()
        text = f"{text}\n{outlook.elsewhere}".strip()
        return Reply(question, kind, outcome, text, 0.0, on, elsewhere=outlook.elsewhere)

    def _in_one_sentence(self, key: str | None, on: date) -> str:
        """The question answered last and the short answer that holds on day `on`, for who did not understand it."""
        if key in self.entries:
            entry = self.entries[key]
            rule = order_rules(entry.rules, self.registry, on)[0]
            return f"{entry.question}\n{rule.short}"
        return f"{self.articles[key].heading}\n{self.articles[key].lines[0]}" if key in self.articles else ""

    def _text(self, answers: list[Answer], outcome: Outcome, translated: bool) -> str:
        """The answers as one text; English questions are told in English that the answer is in Vietnamese."""
        if not answers:
            text = self.lists.replies.get(outcome, "")
        elif len(answers) == 1:
            text = answers[0].text
        else:
            text = "\n\n".join(f"{number}. {a.question}\n{a.text}" for number, a in enumerate(answers, 1))
        return f"{self.lists.replies.get('english', '')}\n\n{text}".strip() if translated else text

    def _choices(self, outlook: Outlook, on: date) -> tuple[Choice, ...]:
        """Up to three other questions; each cites an article that none before it cites, as far as there are such."""
        if outlook.answers and stated(outlook.confidence) >= SURE:
            return ()
        shown = {c.item.key for c in outlook.answers}
        rest = _distinct([c for c in outlook.offered if c.item.key not in shown])
        chosen = _diverse(rest, [c.item.places for c in outlook.answers])
        return tuple(self._choice(c.item.key, c.confidence, on) for c in chosen)

    def _choice(self, key: str, confidence: float, on: date) -> Choice:
        entry = self.entries.get(key)
        if entry is not None:
            question, citations = entry.question, entry.citations
        else:
            article = self.articles[key]
            name = self.registry[article.document].name
            question = f"Điều {article.number} {name}: {article.heading}"
            citations = (Citation(article.document, article.number),)
        cited = tuple(Cited(c, self.registry[c.document].in_force(on)) for c in citations)
        return Choice(key, question, cited, round(confidence, 3))


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    """Without those that would read the same on a button."""
    return list({c.item.question: c for c in reversed(candidates)}.values())[::-1]


def _diverse(candidates: list[Candidate], taken: Sequence[frozenset[str]]) -> list[Candidate]:
    """The best few, those first that cite an article not yet cited."""
    seen = {place for places in taken for place in places}
    fresh: list[Candidate] = []
    others: list[Candidate] = []
    for candidate in candidates[:_LOOKED_AT]:
        articles = {place for place in candidate.item.places if "#" in place}
        (others if articles <= seen else fresh).append(candidate)
        seen |= articles
    return sorted((fresh + others)[:_MOST_CHOICES], key=lambda c: -c.confidence)


def _accented(items: Iterable[Item]) -> list[list[str]]:
    """The texts to learn spelling from: those that are written with accents."""
    texts = [words(text) for item in items for texts in item.fields.values() for text in texts]
    return [text for text in texts if any(not word.isascii() for word in text)]


def _citing(entries: Iterable[Entry]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    ranked = [(rank, e.key, c) for e in entries for rank, c in enumerate(e.citations)]
    for _, key, c in sorted(ranked, key=lambda row: row[0]):
        keys = found.setdefault((c.document, c.article), [])
        if key not in keys:
            keys.append(key)
    return found


__all__ = ["Choice", "ContentError", "Context", "KnowledgeBase", "Reply"]
