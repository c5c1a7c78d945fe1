"""Questions on the laws and the decrees and circulars on registration, in the ways people ask, and what is answered."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import short_number
from knowledge.knowledge_base import SAID_FLATLY_FROM, KnowledgeBase
from knowledge.replies import Reply
from knowledge.trust import stated

DATA = Path(__file__).parent / "data"
DAY = date(2026, 11, 1)


def cited(reply: Reply) -> set[str]:
    """The articles under a reply or under the first of its choices ('17/2023#57')."""
    citations = reply.citations or (reply.choices[0].citations if reply.choices else ())
    return {f"{short_number(c.citation.document)}#{c.citation.article}" for c in citations}


def shown(reply: Reply) -> list[set[str]]:
    """The articles under the answer and under each choice."""
    parts = [reply.citations, *(choice.citations for choice in reply.choices)]
    return [{f"{short_number(c.citation.document)}#{c.citation.article}" for c in part} for part in parts]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


def ask_all(base: KnowledgeBase, name: str) -> list[tuple[set[str], Reply]]:
    rows = [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
    return [(set(right.split(";")), base.ask(question, DAY)) for _, right, question in rows if right]


@pytest.fixture(scope="module")
def asked(base: KnowledgeBase) -> list[tuple[set[str], Reply]]:
    return ask_all(base, "own_questions_law.tsv")


def test_a_right_article_comes_first_for_most_questions_on_the_laws(asked: list[tuple[set[str], Reply]]) -> None:
    missed = [reply.question for right, reply in asked if not cited(reply) & right]
    assert len(missed) <= 0.08 * len(asked), missed


def test_hardly_any_question_on_the_laws_is_answered_from_a_wrong_article(asked: list[tuple[set[str], Reply]]) -> None:
    wrong = [reply.question for right, reply in asked if reply.answers and not cited(reply) & right]
    assert len(wrong) <= 0.05 * len(asked), wrong


def test_a_right_article_comes_first_for_most_new_questions(base: KnowledgeBase) -> None:
    asked = ask_all(base, "own_questions_fresh.tsv")
    missed = [reply.question for right, reply in asked if not (reply.answers and cited(reply) & right)]
    assert len(missed) <= 0.16 * len(asked), missed


def test_new_questions_are_seldom_answered_flatly_from_a_wrong_article(base: KnowledgeBase) -> None:
    """No entry is ever written for these questions: they say how new ones fare."""
    asked = ask_all(base, "own_questions_fresh.tsv")
    flat = [(right, reply) for right, reply in asked if reply.answers and reply.confidence >= SAID_FLATLY_FROM]
    wrong = [reply.question for right, reply in flat if not cited(reply) & right]
    assert len(flat) >= 0.6 * len(asked)
    assert len(wrong) <= 0.08 * len(asked), wrong
    offered = [reply for right, reply in asked if any(right & places for places in shown(reply))]
    assert len(offered) >= 0.92 * len(asked)


def test_new_questions_on_the_laws_find_a_right_article_and_are_hardly_ever_answered_flatly_from_a_wrong_one(
    base: KnowledgeBase,
) -> None:
    """Nobody writes an entry or a wording for these either."""
    asked = ask_all(base, "own_questions_law_fresh.tsv")
    flat = [(right, reply) for right, reply in asked if reply.answers and reply.confidence >= SAID_FLATLY_FROM]
    assert len(flat) >= 0.3 * len(asked)
    wrong = [reply.question for right, reply in flat if not cited(reply) & right]
    assert len(wrong) <= 0.03 * len(asked), wrong
    assert sum(bool(cited(reply) & right) for right, reply in asked) >= 0.78 * len(asked)


def test_what_is_stated_is_more_cautious_than_what_was_fitted_and_keeps_its_order() -> None:
    assert [stated(likely) for likely in (0.0, 1.0)] == [0.0, 1.0]
    steps = [stated(tenth / 10) for tenth in range(11)]
    assert steps == sorted(steps)
    assert all(said < tenth / 10 for tenth, said in enumerate(steps[1:-1], 1))
