"""The calculators in chat: the general meeting and the size class."""

import pytest

from handlers.messages import Kind
from handlers.texts import calculators as texts
from handlers.texts import general
from storage import people
from tests.app.pages import check_page
from tests.stage import Stage


@pytest.fixture
async def an(stage: Stage) -> Stage:
    await stage.does("an", Kind.START)
    await stage.presses("an", general.ASK_ONLY)
    return stage


async def meeting(stage: Stage, law: str = texts.LAW_NOW, form: str = texts.FULL) -> None:
    await stage.says("an", "/tinhhop")
    await stage.presses("an", law)
    await stage.presses("an", form)


async def test_full_meeting_under_the_law_of_today(an: Stage) -> None:
    await meeting(an)
    await an.says("an", "30")
    assert "cần ít nhất 15 trên 30" in an.read("an")
    assert "cần ít nhất 10 trên 30" in an.read("an")
    assert "khoản 7 Điều 59 Luật Hợp tác xã 2023" in an.read("an")
    await an.says("an", "30")
    assert "cần ít nhất 20 trên 30 phiếu (65%)" in an.read("an")
    assert "cần ít nhất 16 trên 30 phiếu" in an.read("an")
    check_page(an, "an")


async def test_old_law_is_marked_as_ended(an: Stage) -> None:
    await meeting(an, texts.LAW_BEFORE)
    note, answer = await an.says("an", "ba mươi thành viên")
    assert note == texts.OLD_LAW_NOTE
    assert "cần ít nhất 23 trên 30 người dự (75%)" in answer
    await an.says("an", "20")
    assert "chưa đủ cho lần 1 (cần 23), đủ cho lần 2" in an.read("an")
    assert "cần ít nhất 15 trên 20 phiếu (75%)" in an.read("an")


async def test_delegates_have_the_votes_of_those_behind_them(an: Stage) -> None:
    await meeting(an, form=texts.DELEGATES)
    await an.says("an", "120")
    assert "cần ít nhất 36 đại biểu" in an.read("an")
    await an.says("an", "30")
    assert "Ít quá" in an.read("an")
    await an.says("an", "36")
    assert "cần ít nhất 18 trên 36" in an.read("an")
    await an.says("an", "20")
    await an.says("an", "10")
    assert "không thể ít hơn 20" in an.read("an")
    await an.says("an", "121")
    assert "nhiều hơn số thành viên (120)" in an.read("an")
    await an.says("an", "90")
    assert "cần ít nhất 59 trên 90 phiếu" in an.read("an")


async def test_delegates_of_the_old_law_have_one_vote_each(an: Stage) -> None:
    await meeting(an, texts.LAW_BEFORE, texts.DELEGATES)
    await an.says("an", "200")
    await an.says("an", "60")
    await an.says("an", "60")
    assert "cần ít nhất 45 trên 60 phiếu (75%)" in an.read("an")


async def test_few_members_cannot_send_delegates(an: Stage) -> None:
    await meeting(an, form=texts.DELEGATES)
    notice, answer = await an.says("an", "40")
    assert notice == texts.full_instead(40, 50)
    assert "cần ít nhất 20 trên 40" in answer


async def test_fifty_members_have_no_least_number_of_delegates(an: Stage) -> None:
    await meeting(an, form=texts.DELEGATES)
    await an.says("an", "50")
    assert texts.NO_LEAST in an.read("an")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("0", texts.AT_LEAST_ONE),
        ("-5", texts.NEGATIVE),
        ("2,5", texts.NOT_WHOLE),
        ("9999999", texts.TOO_LARGE),
        ("hihi", texts.NO_NUMBER),
    ],
)
async def test_bad_figures_get_a_kind_hint_and_the_question_again(an: Stage, typed: str, hint: str) -> None:
    await meeting(an)
    await an.says("an", typed)
    assert hint in an.read("an")
    assert texts.HOW_MANY_MEMBERS in an.read("an")
    await an.says("an", "30")
    assert "cần ít nhất 15 trên 30" in an.read("an")


async def test_more_people_than_were_called_are_refused(an: Stage) -> None:
    await meeting(an)
    await an.says("an", "30")
    await an.says("an", "31")
    assert "nhiều hơn số người được mời (30)" in an.read("an")


async def test_typed_words_where_a_button_is_expected(an: Stage) -> None:
    await an.says("an", "/tinhhop")
    await an.says("an", "hihi")
    assert texts.NEEDS_CHOICE in an.read("an")
    await an.says("an", "2023")
    await an.says("an", "hop toan the thanh vien")
    assert an.read("an") == texts.HOW_MANY_MEMBERS


async def test_question_in_the_middle_is_answered_and_the_calculator_goes_on(an: Stage) -> None:
    await meeting(an)
    await an.says("an", "hợp tác xã cần ít nhất bao nhiêu thành viên")
    assert an.read("an").startswith(texts.GO_ON)
    await an.says("an", "30")
    assert "cần ít nhất 15 trên 30" in an.read("an")


async def test_after_the_result_other_words_are_a_question_again(an: Stage) -> None:
    await meeting(an)
    await an.says("an", "30")
    await an.says("an", "30")
    await an.says("an", "hợp tác xã cần ít nhất bao nhiêu thành viên")
    assert texts.GO_ON not in an.read("an")
    assert an.person("an")[1].talk["flow"] is None


async def test_restart_in_the_middle_loses_nothing(an: Stage) -> None:
    await meeting(an)
    await an.says("an", "30")
    an.restart()
    await an.says("an", "14")
    assert "chưa đủ cho lần 1 (cần 15), đủ cho lần 2" in an.read("an")


async def test_other_number_of_people_may_be_tried(an: Stage) -> None:
    await meeting(an)
    await an.says("an", "30")
    await an.says("an", "30")
    await an.presses("an", texts.OTHER_COUNT)
    await an.says("an", "9")
    assert "lần 3 thì họp được" in an.read("an")


@pytest.mark.parametrize(
    "choice",
    ["calc:", "calc:meeting", "calc:meeting:law:1999", "calc:meeting:form:full", "calc:meeting:value:5",
     "calc:meeting:present:", "calc:size:value:x", "calc:size:unknown:", "calc:size:sector:agriculture", "calc:x:y:z"],
)  # fmt: skip
async def test_old_and_forged_buttons_are_answered_kindly(an: Stage, choice: str) -> None:
    await an.does("an", Kind.CHOICE, choice=choice)
    assert an.read("an") == texts.OLD


async def test_button_of_an_earlier_question_does_no_harm(an: Stage) -> None:
    await meeting(an)
    await an.does("an", Kind.CHOICE, choice="calc:meeting:present:")
    assert an.read("an") == texts.OLD
    await an.says("an", "30")
    assert "cần ít nhất 15 trên 30" in an.read("an")


async def test_stop_ends_it(an: Stage) -> None:
    await meeting(an)
    await an.says("an", "dung")
    assert an.read("an") == texts.STOPPED
    assert an.person("an")[1].talk["flow"] is None


# The size class


async def size(stage: Stage, sector: str, *figures: str) -> str:
    await stage.says("an", "/quymo")
    await stage.presses("an", sector)
    for figure in figures:
        await stage.says("an", figure)
    return stage.read("an")


async def test_small_agriculture_is_micro_at_once(an: Stage) -> None:
    said = await size(an, texts.SECTORS["agriculture"], "30")
    assert "quy mô siêu nhỏ." in said
    assert texts.MICRO_MEANS in said
    assert texts.UNVERIFIED in said


async def test_revenue_alone_may_be_enough(an: Stage) -> None:
    assert "quy mô lớn." in await size(an, texts.SECTORS["agriculture"], "350", "60 tỷ")


async def test_capital_is_asked_where_revenue_does_not_decide(an: Stage) -> None:
    assert await size(an, texts.SECTORS["agriculture"], "220", "3 ty") == texts.HOW_MUCH_CAPITAL
    await an.says("an", "6 tỷ")
    assert "quy mô vừa." in an.read("an")


async def test_unknown_figures_give_what_is_possible(an: Stage) -> None:
    await size(an, texts.SECTORS["agriculture"], "220")
    await an.presses("an", texts.UNKNOWN)
    await an.presses("an", texts.UNKNOWN)
    assert "siêu nhỏ, nhỏ, vừa" in an.read("an")
    assert "doanh thu năm và tổng nguồn vốn" in an.read("an")


async def test_unclear_amount_is_asked(an: Stage) -> None:
    assert await size(an, texts.SECTORS["agriculture"], "220", "12") == texts.WHICH
    await an.presses("an", "12 tỷ đồng (12.000.000.000 đồng)")
    assert "quy mô vừa." in an.read("an")


async def test_sector_may_be_typed(an: Stage) -> None:
    await an.says("an", "/quymo")
    await an.says("an", "trong lua")
    assert an.read("an") == texts.HOW_MANY_MEMBERS


async def test_unknown_thresholds_are_said_to_be_unknown(an: Stage) -> None:
    said = await size(an, texts.SECTORS["other"])
    assert texts.NO_THRESHOLDS in said
    assert an.person("an")[1].talk["flow"] is None
    said = await size(an, texts.SECTORS["industry"], "20")
    assert texts.PARTLY_KNOWN in said
    assert "siêu nhỏ, nhỏ, vừa" in said


async def test_survey_that_was_begun_is_kept_and_said_so(an: Stage) -> None:
    _, contact = an.person("an")
    talk = {**contact.talk, "flow": "survey", "data": {"response": 1, "at": "x"}}
    with an.database.unit() as unit:
        people.save_talk(unit, contact, talk, an.now)
    notice, _ = await an.says("an", "/quymo")
    assert notice == texts.SURVEY_KEPT


async def test_choices_are_understood_in_words_and_left_by_a_word(stage: Stage) -> None:
    await stage.says("an", "/tinhhop")
    assert texts.WHICH_FORM in "".join(await stage.says("an", "luat moi"))
    assert texts.HOW_MANY_MEMBERS in "".join(await stage.says("an", "toan the"))
    assert "trên 53 người dự" in "".join(await stage.says("an", "53 nguoi"))
    await stage.says("an", "/tinhhop")
    assert await stage.says("an", "thoi") == [texts.STOPPED]


async def test_size_says_what_it_was_worked_out_from(stage: Stage) -> None:
    await stage.says("an", "/quymo")
    await stage.says("an", "trong rau")
    assert "Với ngành nông, lâm, ngư nghiệp, muối; 10 thành viên:" in "".join(await stage.says("an", "muoi may nguoi"))


async def test_a_sentence_about_something_else_ends_the_calculator(stage: Stage) -> None:
    await stage.says("an", "/tinhhop")
    (answer,) = await stage.says("an", "muon ra khoi hop tac xa thi co duoc tra lai von gop khong")
    assert "Luật Hợp tác xã 2023" in answer
    assert texts.WHICH_LAW not in answer


async def test_who_asks_for_a_person_gets_one_in_the_middle_of_a_calculator(stage: Stage) -> None:
    await stage.says("an", "/tinhhop")
    assert "chuyển ngay cho cán bộ" in "".join(await stage.says("an", "cho gap can bo"))
    assert "câu hỏi số 1" in "".join(await stage.says("an", "toi muon vay 500 trieu, goi lai cho toi 0912345678"))
