"""Several answers in one message: the card that is agreed to, what it leaves open, what it says is unlike before."""

import pytest

from handlers.survey.events import Context
from tests.unit.survey_talk import Talk, figure


def test_several_answers_in_one_message_show_a_card() -> None:
    talk = Talk().press("Đang hoạt động").type("thành viên 120, doanh thu 3,5 tỷ, lãi 200tr")
    assert set(talk.stored) == {"state"}
    for line in ("Thành viên: 120 người", "3,5 tỷ đồng", "200 triệu đồng"):
        assert line in talk.ask.text
    talk.press("Đúng")
    assert [talk.value(key) for key in ("members", "revenue", "surplus")] == [120, 3_500_000_000, 200_000_000]
    assert talk.state.at == "workers"


@pytest.mark.parametrize(
    "text", ["thanh vien 120 doanh thu 3,5 ty", "120 thành viên; doanh thu: 3,5 tỷ", "thành viên 120\ndoanh thu 3 tỷ 5"]
)
def test_card_reads_other_spellings(text: str) -> None:
    talk = Talk().press("Đang hoạt động").type(text).press("Đúng")
    assert (talk.value("members"), talk.value("revenue")) == (120, 3_500_000_000)


def test_card_tells_what_it_could_not_read() -> None:
    talk = Talk().press("Đang hoạt động").type("thành viên 120, lãi 200")
    assert "Chưa rõ: lãi 200" in talk.ask.text


KNOWN = Context({"members": figure(12), "revenue": figure(3_000_000_000)})


def test_card_shows_what_is_unlike_before_and_marks_only_that() -> None:
    talk = Talk(KNOWN).press("Đang hoạt động").type("thành viên 120, doanh thu 3,5 tỷ")
    assert "gấp 10 lần" in talk.ask.text
    assert talk.ask.text.count("Số này") == 1
    talk.press("Đúng")
    answers = talk.state.answers
    assert (answers["members"].was_doubted, answers["revenue"].was_doubted) == (True, False)


def test_reason_typed_under_a_card_is_kept_with_what_was_doubted() -> None:
    talk = Talk(KNOWN).press("Đang hoạt động").type("thành viên 120, doanh thu 3,5 tỷ", "đúng, mới gộp 3 xã")
    answers = talk.state.answers
    assert (talk.value("members"), answers["members"].note) == (120, "mới gộp 3 xã")
    assert (talk.value("revenue"), answers["revenue"].note) == (3_500_000_000, "")


def test_answers_of_a_card_are_doubted_beside_each_other() -> None:
    talk = Talk().press("Đang hoạt động").type("cán bộ 3, đại học 5")
    assert set(talk.stored) == {"state"}
    assert "lớn hơn số ở câu" in talk.ask.text


def test_rejected_card_records_nothing() -> None:
    talk = Talk().press("Đang hoạt động").type("thành viên 120, doanh thu 3,5 tỷ").press("Nhập lại")
    assert set(talk.stored) == {"state"}
    assert talk.state.at == "members"
