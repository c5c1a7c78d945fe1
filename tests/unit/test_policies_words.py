"""Typed answers of the talk on policies, and which messages begin it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.policies.course import STEPS
from handlers.policies.own import known_facts
from handlers.policies.trigger import wants_support
from handlers.policies.words import LONGEST_CHOICE, describe, months_between, read_typed
from handlers.texts import policies as texts
from storage.cooperatives import Cooperative
from tests.unit.policies_material import TODAY


@pytest.mark.parametrize(
    "text",
    [
        "chính sách nào cho tôi",
        "Chính sách hỗ trợ nào cho HTX của tôi?",
        "được hỗ trợ gì",
        "được hỗ trợ gì không",
        "ho tro gi cho htx toi",
        "htx tôi được hỗ trợ gì",
        "tôi có được hỗ trợ những gì không ạ",
        "chinh sach nao cho toi",
        "co chinh sach gi cho ben minh khong",
        "HTX chỗ tôi được hưởng chính sách gì",
        "xem chính sách hợp với tôi",
    ],
)
def test_asking_for_oneself_begins_the_talk(text: str) -> None:
    assert wants_support(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hợp tác xã được Nhà nước hỗ trợ những gì?",
        "htx được hưởng những chính sách nào",
        "mới lập htx được hỗ trợ gì",
        "đi hội chợ được hỗ trợ gì",
        "chính sách đất đai cho hợp tác xã",
        "tôi được hỗ trợ bao nhiêu tiền khi đi học",
        "hỗ trợ",
        "chính sách",
        "tôi được gì",
        "",
        "được hỗ trợ gì " * 20,
    ],
)
def test_questions_of_law_stay_with_the_knowledge_base(text: str) -> None:
    assert not wants_support(text)


@pytest.mark.parametrize(
    ("step", "text", "value"),
    [
        ("kind", "htx", "htx"),
        ("kind", "hop tac xa nong nghiep", "htx"),
        ("kind", "Tổ hợp tác", "to_hop_tac"),
        ("kind", "liên hiệp htx", "lien_hiep"),
        ("kind", "QTDND", "quy"),
        ("kind", "bên tôi đang định lập htx", "sang_lap"),
        ("sector", "trồng rau", "agriculture"),
        ("sector", "nuoi ca long", "agriculture"),
        ("sector", "xe khách", "transport"),
        ("sector", "may mặc", "industry"),
        ("place", "có", "kho_khan"),
        ("place", "xã đặc biệt khó khăn", "kho_khan"),
        ("place", "không", "any"),
        ("place", "khong phai vung kho khan", "any"),
        ("place", "không rõ", None),
        ("age", "14 tháng", [14, 14]),
        ("age", "hai năm", [24, 35]),
        ("age", "nam nam", [60, 71]),
        ("age", "2 năm rưỡi", [30, 30]),
        ("age", "hơn 3 năm", [37, None]),
        ("age", "chưa đến 1 năm", [0, 11]),
        ("age", "mới lập", [0, 11]),
        ("age", "nửa năm", [6, 6]),
        ("age", "20/5/2023", [42, 42]),
        ("age", "21/5/2023", [41, 41]),
        ("age", "5/2023", [41, 42]),
        ("age", "lập năm 2025", [10, 22]),
        ("age", "2026", [0, 10]),
        ("age", "không nhớ", None),
        ("members", "25", 25),
        ("members", "khoảng 30 người", 30),
        ("members", "hai mươi lăm", 25),
        ("capital", "800 triệu", 800_000_000),
        ("capital", "1,2 tỷ", 1_200_000_000),
        ("capital", "2 ty 3", 2_300_000_000),
        ("need", "vay vốn", "von"),
        ("need", "mua máy móc", "ha_tang"),
        ("need", "tìm đầu ra", "thi_truong"),
        ("need", "thue dat", "dat_dai"),
    ],
)
def test_typed_answer_is_read(step: str, text: str, value: Any) -> None:
    read = read_typed(step, text, TODAY)
    assert read.value == value
    assert not read.problem


@pytest.mark.parametrize(
    ("step", "text", "problem", "is_about_step"),
    [
        ("kind", "abc", texts.UNREAD_CHOICE, False),
        ("kind", "htx cần bao nhiêu thành viên", texts.UNREAD_CHOICE, False),
        ("members", "htx 6 người lập được không", texts.UNREAD_NUMBER, False),
        ("members", "nhiều lắm", texts.UNREAD_NUMBER, False),
        ("members", "0", texts.MEMBERS_LIMITS, True),
        ("members", "2 triệu người", texts.MEMBERS_LIMITS, True),
        ("members", "-5", texts.UNREAD_NUMBER, True),
        ("capital", "9" * 15 + " nghìn", texts.CAPITAL_LIMITS, True),
        ("age", "lâu rồi", texts.UNREAD_AGE, False),
        ("age", "25", texts.UNREAD_AGE, True),
        ("age", "9999 năm", texts.UNREAD_AGE, True),
        ("age", "1/2030", texts.FUTURE_AGE, True),
        ("age", "31/2/2023", texts.UNREAD_AGE, True),
        ("sector", "👍 xyz", texts.UNREAD_CHOICE, False),
        ("need", "x" * (LONGEST_CHOICE + 1), texts.UNREAD_CHOICE, False),
    ],
)
def test_what_cannot_be_read_says_what_to_do(step: str, text: str, problem: str, is_about_step: bool) -> None:
    read = read_typed(step, text, TODAY)
    assert (read.value, read.problem, read.is_about_step) == (None, problem, is_about_step)


def test_amount_without_unit_is_asked_back() -> None:
    read = read_typed("capital", "800", TODAY)
    assert 800_000_000 in [value for value, _ in read.several]
    assert len(read.several) >= 2


@given(st.sampled_from(STEPS), st.text(max_size=80))
def test_any_text_is_read_without_failing(step: str, text: str) -> None:
    read = read_typed(step, text, TODAY)
    if step == "age" and read.value is not None:
        low, high = read.value
        assert 0 <= low <= (high if high is not None else low)
    assert not (read.value is not None and read.problem)


@pytest.mark.parametrize(
    ("start", "months"),
    [(date(2026, 11, 20), 0), (date(2026, 10, 21), 0), (date(2026, 10, 20), 1), (date(2023, 11, 20), 36)],
)
def test_months_are_whole(start: date, months: int) -> None:
    assert months_between(start, TODAY) == months


def test_directory_gives_what_it_knows_and_no_defaults() -> None:
    known = Cooperative(
        name="HTX A", folded_name="a", kind="union", sector="trade", members=4, charter_capital=0, founded_on=TODAY
    )
    assert known_facts(known, TODAY) == {
        "kind": "lien_hiep",
        "sector": "trade",
        "age": [0, 0],
        "members": 4,
        "capital": 0,
    }
    blank = Cooperative(name="HTX B", folded_name="b", sector="other", members=0, founded_on=date(2027, 1, 1))
    assert known_facts(blank, TODAY) == {"kind": "htx"}


def test_facts_are_told_in_plain_words() -> None:
    facts = {"kind": "htx", "sector": None, "age": [12, 36], "members": 1250, "capital": 123_456_789}
    assert describe(facts) == [
        "hợp tác xã",
        "lập từ 1 đến 3 năm",
        "1.250 thành viên",
        "vốn điều lệ 123.456.789 đồng",
    ]
    assert describe({"age": [24, 35]}) == ["lập được 2 năm"]
    assert describe({"age": [71, 83]}) == ["lập được 5–6 năm"]
    assert describe({"age": [26, 26]}) == ["lập được 26 tháng"]
    assert describe({"age": [49, None]}) == ["lập từ 49 tháng trở lên"]
