"""Questions on the laws and the decrees and circulars on registration, in the ways people ask, and what is answered."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import short_number
from knowledge.knowledge_base import KnowledgeBase
from knowledge.replies import Reply

FILE = Path(__file__).parent / "data" / "own_questions_law.tsv"
DAY = date(2026, 11, 1)


def cited(reply: Reply) -> set[str]:
    """The articles under a reply or under the first of its choices ('17/2023#57')."""
    citations = reply.citations or (reply.choices[0].citations if reply.choices else ())
    return {f"{short_number(c.citation.document)}#{c.citation.article}" for c in citations}


@pytest.fixture(scope="module")
def asked() -> list[tuple[set[str], Reply]]:
    base = KnowledgeBase.load()
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [(set(right.split(";")), base.ask(question, DAY)) for _, right, question in rows]


def test_a_right_article_comes_first_for_most_questions_on_the_laws(asked: list[tuple[set[str], Reply]]) -> None:
    missed = [reply.question for right, reply in asked if not cited(reply) & right]
    assert len(missed) <= 0.08 * len(asked), missed


def test_hardly_any_question_on_the_laws_is_answered_from_a_wrong_article(asked: list[tuple[set[str], Reply]]) -> None:
    wrong = [reply.question for right, reply in asked if reply.answers and not cited(reply) & right]
    assert len(wrong) <= 0.05 * len(asked), wrong
