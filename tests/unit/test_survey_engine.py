"""Answering a survey: each behaviour once, the state through JSON at every step."""

import pytest

from handlers.survey import events
from handlers.survey.course import figures
from handlers.survey.engine import ask_again, begin, step
from handlers.survey.events import Ask, Back, Context, Finished, NotUnderstood, Pressed, Recorded, Resumed, Submitted
from handlers.survey.state import DONE, OFFER, REVIEW, AnswerKind, State
from tests.unit.survey_talk import HALF_YEAR, Talk, figure

PREVIOUS = Context(
    {"members": figure(35), "revenue": figure(1_200_000_000), "state": figure("active")},
    "6 tháng cuối năm 2026",
    "kỳ trước",
)


def kinds(talk: Talk) -> list[type]:
    return [type(effect) for effect in talk.effects]


def test_first_question_comes_with_progress_and_choices() -> None:
    talk = Talk()
    assert talk.ask.text.startswith("Câu 1/5")
    assert [button.id for button in talk.ask.choices][:3] == ["v.active", "v.suspended", "v.dissolving"]
    assert not talk.ask.free_input


def test_period_is_named_in_the_prompt() -> None:
    talk = Talk(PREVIOUS).press("Đang hoạt động").type("35", "12")
    assert "6 tháng cuối năm 2026" in talk.ask.text


def test_sure_count_is_recorded_without_another_tap() -> None:
    talk = Talk().press("Đang hoạt động").type("ba mươi lăm")
    assert talk.value("members") == 35
    assert talk.state.at == "workers"
    assert talk.ask.text.startswith("Đã ghi: Thành viên: 35 người.")


def test_money_is_read_back_in_digits_and_words_before_it_is_recorded() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "1,2 tỷ")
    assert "1.200.000.000 đồng" in talk.ask.text
    assert "một tỷ hai trăm triệu đồng" in talk.ask.text
    assert "revenue" not in talk.stored
    assert talk.press("Đúng").value("revenue") == 1_200_000_000


def test_saying_no_to_a_read_back_asks_again() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "1,2 tỷ", "không")
    assert talk.state.at == "revenue"
    assert talk.state.pending is None
    assert "revenue" not in talk.stored


@pytest.mark.parametrize("word", ["đúng", "dung", "ok", "ừ", "Đúng rồi", "phải"])
def test_typed_yes_confirms(word: str) -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "1,2 tỷ", word)
    assert talk.value("revenue") == 1_200_000_000


def test_new_figure_instead_of_yes_replaces_the_read_back() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "1,2 tỷ", "1,3 tỷ").press("Đúng")
    assert talk.value("revenue") == 1_300_000_000


def test_button_of_an_earlier_read_back_does_not_confirm_a_later_one() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "1,2 tỷ")
    old = next(button.id for button in talk.ask.choices if button.label == "Đúng")
    talk.type("1,3 tỷ").send(Pressed("revenue", old))
    assert "revenue" not in talk.stored
    assert "1,3 tỷ" in talk.ask.text


def test_rough_count_is_read_back() -> None:
    talk = Talk().press("Đang hoạt động").type("hơn 20")
    assert "members" not in talk.stored
    assert talk.press("Đúng").value("members") == 20


def test_bare_money_asks_which_unit() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "300")
    assert [button.label for button in talk.ask.choices][:2] == ["300 đồng", "300.000 đồng"]
    assert talk.press("300 triệu").value("revenue") == 300_000_000


@pytest.mark.parametrize("reply", ["triệu", "300 triệu", "3"])
def test_reading_can_be_chosen_by_typing(reply: str) -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "300", reply)
    assert talk.value("revenue") == 300_000_000


def test_sao_names_its_region() -> None:
    talk = Talk().to_question("land").type("3 sào")
    assert talk.press("Trung Bộ").value("land") == "1500"


def test_out_of_range_says_the_limit_and_keeps_the_question() -> None:
    talk = Talk().press("Đang hoạt động").type("200000")
    assert "100.000 người" in talk.said
    assert talk.state.at == "members"
    talk.type("1,5")
    assert talk.state.at == "members"
    assert "không có phần lẻ" in talk.said


def test_loss_is_refused_where_it_cannot_be_and_taken_where_it_can() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "lỗ 200 triệu")
    assert "revenue" not in talk.stored
    assert talk.state.pending is None
    loss = Talk().to_question("surplus").type("lỗ 200 triệu")
    assert "lỗ 200 triệu đồng" in loss.ask.text
    loss.press("Đúng")
    assert loss.value("surplus") == -200_000_000


def test_unknown_is_no_data_and_none_is_zero() -> None:
    talk = Talk().press("Đang hoạt động").type("không biết", "không có")
    assert talk.stored["members"].kind is AnswerKind.NO_DATA
    assert talk.value("workers") == 0


def test_no_data_is_refused_where_it_is_not_allowed() -> None:
    talk = Talk().type("không biết")
    assert talk.state.at == "state"
    assert "state" not in talk.stored


def test_same_as_before_is_one_tap() -> None:
    talk = Talk(PREVIOUS).press("Đang hoạt động", "Như kỳ trước (35)")
    assert talk.value("members") == 35
    talk.type("12").press("Như kỳ trước (1,2 tỷ đồng)")
    assert talk.value("revenue") == 1_200_000_000


def test_same_as_before_can_be_typed() -> None:
    assert Talk(PREVIOUS).press("Đang hoạt động").type("như kỳ trước").value("members") == 35


@pytest.mark.parametrize(("text", "value"), [("12 tỷ", 12_000_000_000), ("120 triệu", 120_000_000)])
def test_slip_of_a_zero_gets_one_question_and_is_accepted(text: str, value: int) -> None:
    talk = Talk(PREVIOUS).press("Đang hoạt động").type("35", "12", text)
    assert "kỳ trước" in talk.ask.text
    assert "10" in talk.ask.text
    talk.press("Đúng")
    assert talk.value("revenue") == value
    assert talk.stored["revenue"].was_doubted


def test_reason_for_a_swing_is_kept() -> None:
    talk = Talk(PREVIOUS).press("Đang hoạt động").type("35", "12", "12 tỷ", "mới mở thêm xưởng")
    assert talk.stored["revenue"].note == "mới mở thêm xưởng"


def test_small_change_is_not_doubted() -> None:
    talk = Talk(PREVIOUS).press("Đang hoạt động").type("40")
    assert talk.value("members") == 40


def test_parts_that_do_not_add_up_are_told_softly() -> None:
    talk = Talk().to_question("managers_degree").type("2", "1", "1")
    assert "4 người" in talk.ask.text
    assert talk.press("Đúng").value("managers_untrained") == 1


def test_other_choice_asks_for_words() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "0").press("Khó khăn khác")
    assert "difficulty" not in talk.stored
    talk.type("đường vào xóm hỏng")
    assert (talk.value("difficulty"), talk.stored["difficulty"].note) == ("other", "đường vào xóm hỏng")


def test_choice_can_be_typed_by_number_or_word() -> None:
    assert Talk().type("2").value("state") == "suspended"
    assert Talk().type("tam ngung").value("state") == "suspended"
    assert Talk().type("giải thể").value("state") == "dissolving"


def test_legal_question_is_handed_over_and_the_question_comes_again() -> None:
    talk = Talk().press("Đang hoạt động").type("hợp tác xã cần mấy thành viên?")
    before = talk.state
    assert kinds(talk) == [NotUnderstood, Ask]
    assert talk.state == before
    assert ask_again(HALF_YEAR, talk.state, talk.context).question == "members"


def test_legal_question_with_a_figure_changes_no_answer() -> None:
    talk = Talk().press("Đang hoạt động").type("vốn điều lệ 2 tỷ có được không?")
    assert set(talk.stored) == {"state"}


def test_question_for_an_answer_is_asked_about() -> None:
    talk = Talk().to_question("proposal").type("có được vay vốn không?")
    assert "proposal" not in talk.stored
    assert talk.press("Ghi làm câu trả lời").value("proposal") == "có được vay vốn không?"


def test_optional_question_is_passed_over_and_a_required_one_is_not() -> None:
    assert Talk().to_question("proposal").type("bỏ qua").stored["proposal"].kind is AnswerKind.SKIPPED
    talk = Talk().press("Đang hoạt động").type("bỏ qua")
    assert talk.state.at == "members"
    assert "không có số liệu" in talk.said


def test_back_then_keep_restores_the_place() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12")
    before = talk.state
    talk.type("quay lại", "lùi")
    assert talk.state.at == "members"
    assert "Đang ghi: 35 người" in talk.ask.text
    assert talk.press("Giữ nguyên").state == before


def test_back_at_the_first_question_stays() -> None:
    talk = Talk().send(Back())
    assert talk.state.at == "state"
    assert "đầu tiên" in talk.said


def test_stopped_survey_goes_on_at_the_same_question() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "để sau")
    assert talk.state.is_paused
    assert events.Paused() in talk.effects
    talk.send(Resumed())
    assert not talk.state.is_paused
    assert talk.ask.question == "workers"


def test_pulse_can_be_sent_alone() -> None:
    talk = Talk().through_pulse()
    assert talk.state.at == OFFER
    talk.press("Gửi luôn")
    assert talk.effects == (Finished(is_complete=False),)
    assert talk.state.is_submitted


def test_full_part_can_follow_a_sent_pulse() -> None:
    talk = Talk().through_pulse().press("Gửi luôn").send(Resumed()).press("đầy đủ")
    assert talk.state.at == "charter_capital"
    assert len(talk.stored) == 5


def test_whole_survey_is_reviewed_and_sent() -> None:
    talk = Talk().to_question("proposal").press("Bỏ qua")
    assert talk.state.at == REVIEW
    assert "2. Thành viên: 35 người" in talk.ask.text
    talk.press("Gửi báo cáo")
    assert talk.effects == (Finished(is_complete=True),)


def test_answer_is_changed_from_the_review() -> None:
    talk = Talk().to_question("proposal").press("Bỏ qua").type("sửa 2", "40")
    assert talk.value("members") == 40
    assert talk.state.at == REVIEW
    assert "35 người → 40 người" in talk.ask.text
    assert talk.press("Sửa câu 2").state.at == "members"


def test_named_figure_changes_an_answer_from_the_review() -> None:
    talk = Talk().to_question("proposal").press("Bỏ qua").type("thành viên 40").press("Đúng")
    assert talk.value("members") == 40


def test_sending_too_early_says_what_is_left() -> None:
    talk = Talk().press("Đang hoạt động").send(Submitted())
    assert "Còn 4 câu" in talk.said
    assert not talk.state.is_submitted


def test_edited_message_changes_the_answer_and_keeps_the_place() -> None:
    talk = Talk().press("Đang hoạt động").type("35", "12", "1,2 tỷ")
    waiting = talk.state.pending
    talk.change("members", "36")
    assert talk.value("members") == 36
    assert (talk.state.at, talk.state.pending) == ("revenue", waiting)


def test_edited_money_is_read_back_and_the_place_returns() -> None:
    talk = Talk().through_pulse().change("revenue", "3 tỷ").press("Đúng")
    assert talk.value("revenue") == 3_000_000_000
    assert talk.state.at == OFFER


def test_unreadable_edit_changes_nothing() -> None:
    talk = Talk().press("Đang hoạt động").type("35").change("members", "xin chào")
    assert talk.value("members") == 35
    assert "35 người" in talk.said
    talk.change("members", "999999999")
    assert talk.value("members") == 35


def test_edit_after_sending_is_recorded() -> None:
    talk = Talk().through_pulse().press("Gửi luôn").change("members", "36")
    assert talk.value("members") == 36
    assert talk.state.at == DONE
    assert talk.state.is_submitted


def test_second_tap_changes_nothing() -> None:
    talk = Talk().press("Đang hoạt động")
    before = talk.state
    talk.send(Pressed("state", "v.active"))
    assert talk.state == before
    assert "đã ghi" in talk.said
    talk.type("35", "12", "1,2 tỷ")
    yes = next(button.id for button in talk.ask.choices if button.label == "Đúng")
    talk.send(Pressed("revenue", yes)).send(Pressed("revenue", yes))
    assert not any(isinstance(effect, Recorded) for effect in talk.effects)


def test_old_button_with_another_value_is_a_change_and_said_so() -> None:
    talk = Talk().press("Đang hoạt động").type("35").send(Pressed("state", "v.suspended"))
    assert talk.value("state") == "suspended"
    assert "Đang hoạt động → Đang tạm ngừng" in talk.said
    assert talk.state.at == "workers"


def test_old_no_data_button_does_not_wipe_a_figure() -> None:
    talk = Talk().press("Đang hoạt động").type("35").send(Pressed("members", "none"))
    assert talk.value("members") == 35


@pytest.mark.parametrize(
    "choice", ["", "x", "v.nothing", "r9", "r", "ok", "ok.0", "fix.nothing", "short", "on.x", "keep"]
)
def test_unknown_button_is_answered_kindly(choice: str) -> None:
    talk = Talk().press("Đang hoạt động").send(Pressed("members", choice))
    assert set(talk.stored) == {"state"}
    assert talk.ask.question == "members"


def test_skipped_question_keeps_its_answer_until_it_counts_again() -> None:
    talk = Talk().to_question("contracts").type("3")
    assert "contracts" in figures(HALF_YEAR, talk.state)
    talk.change("linked", "không")
    assert "contracts" not in figures(HALF_YEAR, talk.state)
    talk.change("linked", "có")
    assert figures(HALF_YEAR, talk.state)["contracts"].value == 3


def test_question_follows_the_answer_it_depends_on() -> None:
    talk = Talk().to_question("linked").press("Không")
    assert talk.state.at == "ocop"


@pytest.mark.parametrize("text", ["", "   ", "👍👍", "x" * 10_000, "1" * 10_000, "\x00", "😀 " * 3000, "²", "١٢³"])
def test_any_text_keeps_the_question(text: str) -> None:
    talk = Talk().press("Đang hoạt động").type(text)
    assert talk.ask.question == "members"
    assert set(talk.stored) == {"state"}


def test_state_of_another_version_is_refused() -> None:
    state = State("half_year", 99, "state")
    with pytest.raises(ValueError, match="half_year 99"):
        step(HALF_YEAR, state, Resumed(), Context())
    assert begin(HALF_YEAR).version == HALF_YEAR.version
