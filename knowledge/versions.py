"""Versions of entries: a short hash of what an entry says, and entries as JSON.

The hash covers what a person reads (question and rules), not the wordings that lead there: more ways to ask do not make
an answer another one.
"""

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from knowledge.documents import Citation
from knowledge.entries import Article, Entry, Rule

_DAYS = ("review_on", "corrected_on")
LENGTH = 10
"""Characters of a version: enough to tell the few versions of one entry apart."""


def version_of(item: Entry | Article) -> str:
    """The version of an entry or of an article's summary: LENGTH hexadecimal digits, the same for the same words."""
    said = _entry_words(item) if isinstance(item, Entry) else _article_words(item)
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:LENGTH]


def _entry_words(entry: Entry) -> list[Any]:
    rules = [
        [rule.document, [c.place() for c in rule.citations], rule.short, rule.details, rule.absent, rule.unverified]
        for rule in entry.rules
    ]
    return [entry.question, *rules]


def _article_words(article: Article) -> list[Any]:
    return [article.key, article.heading, article.lines, [c.place() for c in article.counterparts], article.change]


def pack_entry(entry: Entry) -> dict[str, Any]:
    """An entry as JSON, whole."""
    packed = asdict(entry)
    days = {name: day.isoformat() if (day := packed[name]) else None for name in _DAYS}
    return packed | days


def unpack_entry(packed: dict[str, Any]) -> Entry:
    """The entry that was packed."""
    days = {name: date.fromisoformat(day) if (day := packed.get(name)) else None for name in _DAYS}
    fields = {name: tuple(packed[name]) for name in ("wordings", "keywords", "related")}
    return Entry(
        **{
            **packed,
            **fields,
            **days,
            "rules": tuple(_unpack_rule(rule) for rule in packed["rules"]),
        }
    )


def _unpack_rule(packed: dict[str, Any]) -> Rule:
    citations = tuple(Citation(**citation) for citation in packed["citations"])
    return Rule(**{**packed, "citations": citations, "details": tuple(packed["details"])})
