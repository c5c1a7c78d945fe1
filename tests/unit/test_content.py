"""The shipped content passes its checker and is found by its own words."""

import pytest

from knowledge.knowledge_base import CONTENT, KnowledgeBase
from scripts.check_knowledge import check_folder, check_wordings
from tests.unit.content import TODAY


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


def test_the_shipped_content_has_no_error() -> None:
    errors = [str(f) for f in check_folder(CONTENT, TODAY, with_search=False) if f.level == "error"]
    assert errors == []


def test_nearly_every_wording_finds_its_own_entry(base: KnowledgeBase) -> None:
    asked = sum(1 + len(entry.wordings) for entry in base.entries.values())
    lost = [str(f) for f in check_wordings(base, TODAY)]
    assert len(lost) <= 0.03 * asked, lost[:20]


def test_every_answer_is_shown_without_placeholders(base: KnowledgeBase) -> None:
    for key in (*base.entries, *base.articles):
        answer = base.render(key, TODAY)
        assert answer is not None
        assert "None" not in answer.text
        assert not answer.text.startswith("\n")
