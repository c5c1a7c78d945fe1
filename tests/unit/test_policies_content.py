"""The shipped policies: enough of them, cited rightly, short enough for a phone, honest about what is over."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.policies import cards
from handlers.policies.course import needs_of
from handlers.policies.trigger import wants_support
from handlers.texts import policies as texts
from handlers.texts.sectors import SECTORS as SECTOR_WORDS
from knowledge.answer import MAX_LENGTH
from knowledge.documents import Registry, load_registry
from knowledge.entries import read_entries
from knowledge.knowledge_base import CONTENT
from knowledge.policies.checks import check_policies
from knowledge.policies.matching import Profile, match
from knowledge.policies.records import KINDS, NEEDS, PLACES, SECTORS, Policy, load_policies
from tests.unit.policies_material import PROFILES, TODAY

POLICIES = load_policies(CONTENT)
BY_KEY = {policy.key: policy for policy in POLICIES}
REGISTRY: Registry = load_registry(CONTENT)


def test_there_are_enough_of_each_kind() -> None:
    states = [policy.state for policy in POLICIES]
    assert states.count("in_force") >= 30
    assert states.count("ended") >= 10
    assert states.count("unverified") >= 5


def test_the_checker_finds_nothing() -> None:
    assert [str(finding) for finding in check_policies(CONTENT, REGISTRY, TODAY)] == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.key)
def test_details_fit_a_phone_and_say_everything(policy: Policy) -> None:
    text = cards.show_policy(policy, REGISTRY, TODAY)
    assert len(text) <= MAX_LENGTH
    assert all(part in text for part in (policy.name, *policy.what, *policy.where, policy.after, policy.unverified))
    assert all(citation.place() in text for citation in policy.basis)


@pytest.mark.parametrize("number", range(17, 30))
def test_every_article_of_the_law_on_support_is_cited(number: int) -> None:
    """Điều 17 and 19 give principles and sources of money, no policy."""
    cited = {(c.document, c.article) for policy in POLICIES for c in policy.basis}
    assert (("17/2023/QH15", str(number)) in cited) is (number not in (17, 19))


def test_every_policy_of_the_old_law_is_told_with_what_replaced_it() -> None:
    cited = {
        c.point for p in POLICIES for c in p.basis if (c.document, c.article, c.clause) == ("23/2012/QH13", "6", "1")
    }
    assert cited == {"a", "b", "c", "đ", "e"}  # d, funds: its decree is cited, it was repealed before the law
    assert all(policy.after for policy in POLICIES if policy.state == "ended")


@pytest.mark.parametrize(
    ("key", "clause"),
    [
        ("vay-quy-htx", "45/2021/NĐ-CP Điều 22"),
        ("thue-quy-chung-khong-chia", "17/2023/QH15 khoản 4 Điều 22"),
        ("bao-hiem-nong-nghiep", "17/2023/QH15 điểm a khoản 1 Điều 28"),
        ("ho-tro-chi-phi-kiem-toan", "17/2023/QH15 khoản 1 Điều 27"),
        ("to-hop-tac-mien-le-phi-chuyen-doi", "17/2023/QH15 khoản 3 Điều 109"),
        ("ct-1804-lao-dong-tre", "124/2021/TT-BTC Điều 10"),
        ("luat-2012-bao-lanh-lai-suat", "193/2013/NĐ-CP điểm b khoản 4 Điều 24"),
    ],
)
def test_well_known_policies_rest_on_their_rule(key: str, clause: str) -> None:
    assert clause in {f"{citation.document} {citation.place()}" for citation in BY_KEY[key].basis}


def test_ended_programme_says_that_no_successor_was_found() -> None:
    programme = BY_KEY["ct-1804-dao-tao"]
    text = cards.show_policy(programme, REGISTRY, TODAY)
    assert "Đã hết" in text
    assert "31/12/2025" in text
    assert "Chưa tìm thấy văn bản thay thế" in text
    assert texts.NO_PAPERS not in text


def test_unverified_amounts_are_never_shown_as_certain() -> None:
    loan = BY_KEY["vay-khong-the-chap-htx"]
    assert loan.state == "unverified"
    assert "Chưa kiểm chứng: " in cards.show_policy(loan, REGISTRY, TODAY)


def test_repealed_documents_are_named_as_such() -> None:
    assert "Nghị định 193/2013 (đã hết hiệu lực)" in cards.show_policy(BY_KEY["luat-2012-dao-tao"], REGISTRY, TODAY)


def test_words_and_data_speak_of_the_same_things() -> None:
    assert set(SECTORS) == set(SECTOR_WORDS)
    assert set(KINDS) == set(texts.KINDS)
    assert set(PLACES) == set(texts.PLACES)
    assert set().union(*(needs_of(button) for button in texts.NEEDS)) == set(NEEDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("button", texts.NEEDS)
def test_few_needs_stay_without_any_answer(kind: str, button: str) -> None:
    found = match(POLICIES, Profile(kind=kind, needs=needs_of(button)), TODAY)
    nothing = {("sang_lap", need) for need in texts.NEEDS} - {("sang_lap", n) for n in ("thue", "thanh_lap", "tu_van")}
    nothing |= {("quy", "ha_tang"), ("quy", "thi_truong")}
    nothing -= {("sang_lap", "dat_dai")}
    assert bool(found.applies or found.nearly) is ((kind, button) not in nothing)


def test_no_question_of_the_knowledge_base_is_taken_away() -> None:
    entries = [entry for file in (CONTENT / "answers").glob("*.md") for entry in read_entries(file)]
    asked = [wording for entry in entries for wording in (entry.question, *entry.wordings)]
    assert len(asked) > 1000
    assert [wording for wording in asked if wants_support(wording)] == []


@given(PROFILES, st.sampled_from([None, *texts.NEEDS]))
def test_every_page_fits_a_phone_and_no_policy_is_lost(profile: Profile, need: str | None) -> None:
    found = match(POLICIES, profile, TODAY)
    facts: dict[str, Any] = {"kind": "lien_hiep", "sector": "construction", "place": "kho_khan", "age": [1199, 1200]}
    head = cards.say_profile({**facts, "members": 999_999, "capital": 123_456_789_012_345}, need)
    for section, held in (("a", found.applies), ("n", found.nearly), ("e", found.ended)):
        pages = cards.list_pages(section, held, REGISTRY, cards.room_for_lines(head, texts.CRITERIA_LINE))
        assert [one.policy.key for page in pages for one, _ in page] == [one.policy.key for one in held]
        for number in range(len(pages)):
            text = cards.show_page(section, pages, number, len(held), head, texts.CRITERIA_LINE)
            assert len(text) <= MAX_LENGTH
            assert "\n1. " in text
