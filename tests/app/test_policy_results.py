"""What the questions on support come to: what fits, what is missing, what is over, details, a person."""

import pytest

from handlers.messages import Kind
from handlers.texts import ask
from handlers.texts import policies as texts
from knowledge.answer import MAX_LENGTH
from tests.app.policy_questions import FIRST_LOAN, answer_until
from tests.stage import Stage


async def test_taps_lead_to_policies_with_their_basis(lan: Stage) -> None:
    await answer_until(lan, "")
    text = lan.read("lan")
    assert "Theo bạn khai: hợp tác xã; nông, lâm nghiệp, thủy sản; " in text
    assert "25 thành viên; vốn điều lệ 800 triệu đồng" in text
    assert f"1. {FIRST_LOAN} (điểm a khoản 1 Điều 20 Nghị định 45/2021)" in text
    assert "Điều 18 Luật Hợp tác xã 2023" in text
    assert lan.labels("lan")[0] == FIRST_LOAN


@pytest.mark.parametrize("choice", ["pol:show:a:0:khong-co", "pol:show:a:0:"])
async def test_policy_that_is_gone_is_said_so(lan: Stage, choice: str) -> None:
    await lan.does("lan", Kind.CHOICE, choice=choice)
    assert lan.read("lan") == texts.POLICY_GONE


async def test_details_open_even_from_yesterdays_list(lan: Stage) -> None:
    await lan.does("lan", Kind.CHOICE, choice="pol:show:z:999999999999999999999:vay-quy-htx")
    assert "ít nhất 20%" in lan.read("lan")
    assert lan.labels("lan") == [ask.ASK_PERSON, texts.START]


async def test_nearly_fitting_policies_say_what_is_missing(lan: Stage) -> None:
    await lan.says("lan", "/hotro")
    for words in ("htx", "nong nghiep", "khong", "hon 3 nam", "25", "khong ro", "thanh lap"):
        await lan.says("lan", words)
    await lan.presses("lan", "Gần đủ điều kiện…")
    text = lan.read("lan")
    assert "Còn thiếu: Ở địa bàn khó khăn hoặc đặc biệt khó khăn; Lập chưa quá 36 tháng." in text
    assert "(điểm b khoản 1 Điều 18 Luật Hợp tác xã 2023)" in text


async def test_not_knowing_is_said_as_something_to_find_out(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_PLACE)
    for _ in range(4):
        await lan.says("lan", "không rõ")
    await lan.presses("lan", texts.NEEDS["thanh_lap"])
    await lan.presses("lan", "Gần đủ điều kiện…")
    assert "Cần biết thêm: Ở địa bàn khó khăn" in lan.read("lan")
    assert "Còn thiếu" not in lan.read("lan")


async def test_nothing_known_at_all_still_gets_an_honest_answer(lan: Stage) -> None:
    await lan.says("lan", "/hotro")
    while not lan.read("lan").endswith(texts.ASK_NEED):
        await lan.presses("lan", texts.NOT_SURE)
    await lan.presses("lan", texts.ANY_NEED)
    assert "Theo bạn khai: chưa rõ gì." in lan.read("lan")
    assert texts.NOTHING_APPLIES in lan.read("lan")
    assert f"Cần biết thêm: {texts.MISSING_KIND}" in lan.read("lan")


async def test_nothing_for_this_case_sends_to_the_alliance(lan: Stage) -> None:
    await lan.says("lan", "/hotro")
    for words in ("quy tin dung", "khong", "5 nam", "300", "2 ty"):
        await lan.says("lan", words)
    await lan.presses("lan", texts.NEEDS["ha_tang"])
    assert lan.read("lan") == texts.NOTHING_AT_ALL
    assert texts.AGAIN in lan.labels("lan")


async def test_ended_programmes_are_shown_as_ended(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_NEED)
    await lan.presses("lan", texts.NEEDS["dao_tao"])
    await lan.presses("lan", "Đã hết…")
    assert "hết ngày 31/12/2025" in lan.read("lan")
    assert "Chưa tìm thấy văn bản thay thế" in lan.read("lan")
    await lan.presses("lan", "Đào tạo theo Chương trình 2021–2025 (Quyết định 1804)")
    assert "\nĐã hết." in lan.read("lan")


async def test_everything_is_grouped_by_need_first(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_NEED)
    await lan.presses("lan", texts.ANY_NEED)
    assert "Bạn chọn một nhóm để xem:" in lan.read("lan")
    await lan.says("lan", "1")
    assert f"1. {FIRST_LOAN}" in lan.read("lan")
    await lan.presses("lan", texts.BACK)
    assert lan.read("lan") == texts.ASK_NEED


async def test_every_message_fits_a_phone_page_after_page(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_NEED)
    await lan.presses("lan", texts.ANY_NEED)
    for section in ("Hợp với bạn (…", "Gần đủ điều kiện…", "Đã hết (…"):
        if not any(label.startswith(section[:-1]) for label in lan.labels("lan")):
            continue
        await lan.presses("lan", section)
        while any(label.startswith(texts.MORE) for label in lan.labels("lan")):
            await lan.presses("lan", lan.labels("lan")[next(i for i, x in enumerate(lan.labels("lan")) if "còn" in x)])
    assert max(len(sent.outgoing.text) for sent in lan.messages("lan")) <= MAX_LENGTH


async def test_details_lead_back_to_the_page_they_came_from(lan: Stage) -> None:
    await answer_until(lan, "")
    await lan.presses("lan", "Xem tiếp…")
    page = lan.read("lan")
    await lan.says("lan", "2")
    assert "Căn cứ: " in lan.read("lan")
    await lan.presses("lan", texts.TO_LIST)
    assert lan.read("lan") == page


async def test_person_is_asked_once_and_answers(lan: Stage) -> None:
    lan.staff()
    await answer_until(lan, "")
    await lan.presses("lan", FIRST_LOAN)
    await lan.presses("lan", ask.ASK_PERSON)
    await lan.presses("lan", ask.ASK_PERSON)
    told = [
        sent.outgoing.text for sent in lan.messages("cán bộ") if texts.question_about(FIRST_LOAN) in sent.outgoing.text
    ]
    assert len(told) == 1
    await lan.says("cán bộ", "/traloi 1 Mời chị qua văn phòng")
    assert "Mời chị qua văn phòng" in lan.read("lan")


async def test_general_criteria_are_one_tap_away(lan: Stage) -> None:
    await answer_until(lan, "")
    await lan.presses("lan", texts.CRITERIA)
    assert "khoản 1 Điều 18 Luật Hợp tác xã 2023" in lan.read("lan")


async def test_result_leaves_the_talk_free_for_questions(lan: Stage) -> None:
    await answer_until(lan, "")
    (answered,) = await lan.says("lan", "vốn điều lệ là gì?")
    assert "Luật Hợp tác xã 2023" in answered
    await lan.presses("lan", "Xem tiếp…")
    assert "đang xem 6–" in lan.read("lan")
