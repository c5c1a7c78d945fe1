"""Answering a survey in chat: interrupted by life, by questions, by a colleague and by a restart; nothing is lost."""

from typing import Any

import pytest

from handlers.messages import Address, Incoming, Kind
from handlers.survey.state import Answer
from handlers.texts import privacy
from handlers.texts import rounds as texts
from handlers.texts import survey as words
from storage import surveys
from tests.stage import Stage

STAFF = "cán bộ"
WORKERS = "Có bao nhiêu người làm việc thường xuyên"
MEMBERS = "Hợp tác xã có bao nhiêu thành viên?"
REVENUE = "bán hàng và làm dịch vụ thu được bao nhiêu tiền"
QUESTION = "htx can bao nhieu thanh vien?"


@pytest.fixture
async def opened(stage: Stage) -> Stage:
    """A round that is open, with two people of one cooperative."""
    stage.staff()
    home = stage.cooperative("HTX Rau")
    stage.manager("lan", home)
    stage.manager("minh", home)
    await open_round(stage)
    return stage


async def open_round(stage: Stage, period: str = "6 tháng cuối năm 2026") -> None:
    await stage.says(STAFF, "/modot")
    for label in (period, "7 ngày", texts.OPEN):
        await stage.presses(STAFF, label)


async def begin(stage: Stage, who: str = "lan") -> None:
    await stage.presses(who, texts.START)
    await stage.presses(who, "Đang hoạt động")


async def finish(stage: Stage, who: str = "lan") -> None:
    await begin(stage, who)
    await stage.says(who, "35")
    await stage.says(who, "12")
    await stage.says(who, "1,2 tỷ")
    await stage.presses(who, words.YES)
    await stage.presses(who, "Khó bán hàng, giá thấp")
    await stage.presses(who, words.SEND_SHORT)


def figures(stage: Stage) -> dict[str, Any]:
    with stage.database.reading() as unit:
        (response,) = surveys.responses_in(unit, surveys.rounds(unit)[0].id)
        return {key: Answer.from_json(value).value for key, value in surveys.answers_of(unit, response.id).items()}


def status(stage: Stage) -> list[str]:
    with stage.database.reading() as unit:
        return [item.status for item in surveys.responses_in(unit, surveys.rounds(unit)[0].id)]


async def test_short_part_from_the_invitation_to_the_receipt(opened: Stage) -> None:
    await finish(opened)
    receipt = opened.read("lan")
    assert "Mã biên nhận: BC00001" in receipt
    assert "• Thành viên: 35 người" in receipt
    assert "• Doanh thu: 1,2 tỷ đồng" in receipt
    assert figures(opened) == {
        "state": "active", "members": 35, "workers": 12, "revenue": 1_200_000_000, "difficulty": "market",
    }  # fmt: skip
    assert status(opened) == ["submitted"]


async def test_command_begins_as_the_button_does(opened: Stage) -> None:
    await opened.says("lan", "/khaosat")
    assert "Câu 1/5" in opened.read("lan")


async def test_invitation_is_answered_in_words(opened: Stage) -> None:
    await opened.says("lan", "de mai")
    assert "Tôi nhắc bạn lúc 08:00 thứ Bảy, 21/11/2026" in opened.read("lan")
    await opened.says("lan", "bat dau")
    assert "Câu 1/5" in opened.read("lan")


async def test_survey_stops_at_tired_words_and_goes_on_in_words(opened: Stage) -> None:
    await begin(opened)
    await opened.says("lan", "35")
    await opened.says("lan", "thoi")
    assert "Câu" not in opened.read("lan")
    await opened.says("lan", "lam tiep")
    assert WORKERS in opened.read("lan")


async def test_agreeing_to_nothing_is_no_question_of_law(opened: Stage) -> None:
    await begin(opened)
    said = await opened.says("lan", "vang")
    assert "Luật" not in "".join(said)
    assert MEMBERS in said[-1]


async def test_choice_may_be_typed_by_number_or_by_word(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    await opened.says("lan", "1")
    assert MEMBERS in opened.read("lan")
    await opened.says("lan", "quay lại")
    await opened.says("lan", "dang tam ngung")
    assert figures(opened)["state"] == "suspended"


async def test_back_shows_what_stands_and_takes_the_new_figure(opened: Stage) -> None:
    await begin(opened)
    await opened.says("lan", "35")
    await opened.presses("lan", words.BACK)
    assert "Đang ghi: 35 người" in opened.read("lan")
    await opened.says("lan", "36")
    assert figures(opened)["members"] == 36
    assert WORKERS in opened.read("lan")


async def test_paused_survey_goes_on_the_next_day_at_the_same_question(opened: Stage) -> None:
    await begin(opened)
    await opened.says("lan", "35")
    await opened.presses("lan", words.PAUSE)
    await opened.waits(days=1)
    await opened.says("lan", QUESTION)
    await opened.says("lan", "/khaosat")
    assert WORKERS in opened.read("lan")
    await opened.says("lan", "12")
    assert figures(opened) == {"state": "active", "members": 35, "workers": 12}


async def test_restart_of_the_process_goes_on_at_the_same_question(opened: Stage) -> None:
    await begin(opened)
    await opened.says("lan", "35")
    opened.restart()
    await opened.says("lan", "12")
    assert REVENUE in opened.read("lan")
    await opened.says("lan", "1,2 tỷ")
    opened.restart()
    await opened.presses("lan", words.YES)
    assert figures(opened)["revenue"] == 1_200_000_000


async def test_question_of_law_is_answered_and_the_survey_goes_on(opened: Stage) -> None:
    await begin(opened)
    *answer, said, again = await opened.says("lan", QUESTION)
    assert "Luật Hợp tác xã" in "".join(answer)
    assert said == texts.INTERRUPTED
    assert MEMBERS in again
    await opened.says("lan", "35")
    assert figures(opened)["members"] == 35


@pytest.mark.parametrize("typed", ["htx co phai dong thue khong", "von dieu le co duoc rut khong"])
async def test_question_of_law_without_accents_or_mark_is_one(opened: Stage, typed: str) -> None:
    await opened.presses("lan", "Bắt đầu")
    await opened.presses("lan", "Đang hoạt động")
    told = await opened.says("lan", typed)
    assert "Luật" in "".join(told) or "Nghị định" in "".join(told) or "Ý bạn" in told[0]
    assert told[-1].startswith("Câu 2/5")


async def test_buttons_of_the_answer_in_between_do_not_end_the_survey(opened: Stage) -> None:
    await begin(opened)
    await opened.says("lan", QUESTION)
    await opened.presses("lan", "👍 Hữu ích")
    await opened.presses("lan", "Hỏi cán bộ Liên minh")
    await opened.says("lan", "35")
    assert figures(opened)["members"] == 35


async def test_stopping_word_is_not_taken_for_yes(opened: Stage) -> None:
    """ "dừng" and the button "Đúng" are the same letters without accents."""
    await begin(opened)
    await opened.says("lan", "35")
    await opened.says("lan", "12")
    await opened.says("lan", "1,2 tỷ")
    assert await opened.says("lan", "dừng") == [words.PAUSED]
    assert "revenue" not in figures(opened)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("không biết", None), ("-5", words.NEGATIVE), ("9999999", "100.000"), ("3,5", words.NOT_WHOLE), ("abc", None)],
)
async def test_answers_that_do_not_fit_are_asked_again(opened: Stage, typed: str, said: str | None) -> None:
    await begin(opened)
    replies = "\n".join(await opened.says("lan", typed))
    assert "members" not in figures(opened) or typed == "không biết"
    assert said is None or said in replies
    await opened.says("lan", "/khaosat")
    await opened.does("lan", Kind.CHOICE, choice=opened.button("lan", words.BACK))
    assert len(opened.read("lan")) > 0


async def test_two_phones_of_one_cooperative_answer_one_report(opened: Stage) -> None:
    await begin(opened, "lan")
    await opened.presses("minh", texts.START)
    assert MEMBERS in opened.read("minh")
    await opened.says("minh", "35")
    *_, notice, again = await opened.says("lan", "36")
    assert "người khác của hợp tác xã đã trả lời câu «Thành viên»: 35 người" in notice
    assert "«36»" in notice
    assert WORKERS in again
    assert figures(opened) == {"state": "active", "members": 35}
    await opened.says("lan", "12")
    assert figures(opened)["workers"] == 12


async def test_two_taps_on_one_button_are_one_answer(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    choice = opened.button("lan", "Đang hoạt động")
    for _ in range(2):
        await opened.does("lan", Kind.CHOICE, choice=choice)
    assert figures(opened) == {"state": "active"}
    assert opened.read("lan") == words.noted_already("Tình hình", "Đang hoạt động")


async def test_yesterdays_button_changes_its_own_question(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    old = opened.button("lan", "Đang tạm ngừng")
    await opened.presses("lan", "Đang hoạt động")
    await opened.waits(days=1)
    await opened.does("lan", Kind.CHOICE, choice=old)
    assert "Đã sửa Tình hình: Đang hoạt động → Đang tạm ngừng" in opened.read("lan")
    assert MEMBERS in opened.read("lan")


async def test_edited_message_changes_the_answer_it_gave(opened: Stage) -> None:
    await begin(opened)
    typed = str(opened.console.events + 1)
    await opened.says("lan", "35")
    await opened.says("lan", "12")
    await opened.does("lan", Kind.EDIT, text="53", refers_to=typed)
    assert figures(opened)["members"] == 53
    assert "Đã sửa Thành viên: 35 người → 53 người" in opened.read("lan")
    assert REVENUE in opened.read("lan")


async def test_edited_message_changes_its_answer_also_after_a_pause_and_after_the_receipt(opened: Stage) -> None:
    await begin(opened)
    typed = str(opened.console.events + 1)
    await opened.says("lan", "35")
    await opened.presses("lan", words.PAUSE)
    await opened.does("lan", Kind.EDIT, text="36", refers_to=typed)
    assert figures(opened)["members"] == 36
    await opened.says("lan", "12")
    await opened.says("lan", "1,2 tỷ")
    await opened.presses("lan", words.YES)
    await opened.presses("lan", "Khó bán hàng, giá thấp")
    await opened.presses("lan", words.SEND_SHORT)
    await opened.does("lan", Kind.EDIT, text="37", refers_to=typed)
    assert figures(opened)["members"] == 37
    assert status(opened) == ["submitted"]


async def test_edit_of_an_unknown_message_is_no_answer_to_the_question_at_hand(opened: Stage) -> None:
    await begin(opened)
    await opened.does("lan", Kind.EDIT, text="53", refers_to="long ago")
    assert "members" not in figures(opened)
    assert words.CHANGE_UNREAD in opened.read("lan")


async def test_sent_report_can_be_changed_until_the_round_closes(opened: Stage) -> None:
    await finish(opened)
    await opened.presses("lan", texts.CHANGE)
    await opened.says("lan", "sửa 2")
    await opened.says("lan", "40")
    assert figures(opened)["members"] == 40
    assert status(opened) == ["submitted"]


async def test_after_closing_answers_are_refused_kindly_and_questions_answered(opened: Stage) -> None:
    await begin(opened)
    await opened.waits(days=8)
    (said,) = await opened.says("lan", "35")
    assert "đã khóa sổ ngày 27/11/2026" in said
    assert "0213 3876 543" in said
    assert "members" not in figures(opened)
    assert status(opened) == ["partial"]
    assert "Luật Hợp tác xã" in "".join(await opened.says("lan", QUESTION))
    (said,) = await opened.presses("lan", texts.START)
    assert "đã khóa sổ" in said


async def test_old_button_of_a_closed_round_does_not_end_the_survey_at_hand(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    old = opened.button("lan", "Đang hoạt động")
    await opened.waits(days=8)
    await open_round(opened, "6 tháng đầu năm 2026")
    await begin(opened)
    await opened.does("lan", Kind.CHOICE, choice=old)
    assert "đã khóa sổ" in opened.read("lan")
    await opened.says("lan", "35")
    assert WORKERS in opened.read("lan")


async def test_who_withdraws_in_the_middle_is_not_asked_on(opened: Stage) -> None:
    await begin(opened)
    button = opened.button("lan", words.BACK)
    assert await opened.says("lan", "/rutdongy") == [privacy.WITHDRAWN]
    await opened.does("lan", Kind.CHOICE, choice=button)
    assert opened.read("lan") == texts.NOT_YOURS
    assert "Luật Hợp tác xã" in "".join(await opened.says("lan", QUESTION))


async def test_stranger_with_a_copied_button_reports_for_nobody(opened: Stage) -> None:
    await begin(opened)
    for choice in (
        opened.button("lan", texts.START),
        opened.button("lan", words.BACK),
        "sv:open:1:99",
        "sv:99:members:back",
    ):
        await opened.does("kẻ lạ", Kind.CHOICE, choice=choice)
        assert opened.read("kẻ lạ") in (texts.NOT_YOURS, texts.NO_ROUND)


@pytest.mark.parametrize(
    "choice", ["sv:", "sv:x", "sv:open:9999999999999999999:1", "sv:9999999999999999999:a:b", "sv:1:x:y:z"]
)
async def test_forged_buttons_are_answered_kindly(opened: Stage, choice: str) -> None:
    await opened.does("lan", Kind.CHOICE, choice=choice)
    assert opened.read("lan") == texts.NO_ROUND


async def test_without_a_cooperative_or_a_round_the_way_is_shown(stage: Stage) -> None:
    assert await stage.says("an", "/khaosat") == [texts.NOT_A_MEMBER]
    stage.manager("lan", stage.cooperative())
    assert await stage.says("lan", "/khaosat") == [texts.NO_ROUND]


async def test_person_of_two_cooperatives_chooses_which(opened: Stage) -> None:
    opened.manager("lan", opened.cooperative("HTX Chè"))
    assert await opened.says("lan", "/khaosat") == [texts.WHICH_COOPERATIVE]
    assert opened.labels("lan") == ["HTX Chè", "HTX Rau"]
    await opened.presses("lan", "HTX Chè")
    assert "HTX Chè" in opened.messages("lan")[-2].outgoing.text


async def test_two_messages_at_once_keep_their_order(opened: Stage) -> None:
    await begin(opened)
    for number, text in enumerate(("35", "12")):
        opened.console.app.turns.receive(
            Incoming(Address("terminal", "lan"), f"once-{number}", Kind.TEXT, opened.now, text=text)
        )
    await opened.waits(minutes=1)
    assert figures(opened) == {"state": "active", "members": 35, "workers": 12}
