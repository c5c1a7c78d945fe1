"""What people type between answers: about the report itself, putting off, mistakes, figures that are none."""

import pytest

from handlers.survey.state import Answer
from handlers.texts import asides as texts
from handlers.texts import beside
from handlers.texts import rounds as round_words
from handlers.texts import survey as words
from storage import surveys
from tests.stage import Stage

STAFF = "cán bộ"


@pytest.fixture
async def at_members(stage: Stage) -> Stage:
    """Lan stands at the number of members."""
    stage.staff()
    stage.manager("lan", stage.cooperative("HTX Rau"))
    await stage.says(STAFF, "/modot")
    for label in ("6 tháng cuối năm 2026", "7 ngày", round_words.OPEN):
        await stage.presses(STAFF, label)
    await stage.says("lan", "/khaosat")
    await stage.says("lan", "hoạt động")
    return stage


def answers(stage: Stage) -> dict[str, object]:
    with stage.database.reading() as unit:
        return {key: Answer.from_json(value).value for key, value in surveys.answers_of(unit, 1).items()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bao gio thi phai nop", texts.deadline("27/11/2026")),
        ("hạn cuối là khi nào", texts.deadline("27/11/2026")),
        ("ai xem được số liệu này", texts.WHO_SEES),
        ("so lieu nay de lam gi", texts.WHAT_FOR),
        ("cam on", texts.WELCOME),
        ("khoảng dăm chục", words.VAGUE_NUMBER),
    ],
)
async def test_question_about_the_report_is_answered_and_the_survey_goes_on(
    at_members: Stage, text: str, said: str
) -> None:
    heard = await at_members.says("lan", text)
    assert said in "\n".join(heard)
    assert "Câu 2/5" in heard[-1]
    assert answers(at_members) == {"state": "active"}


async def test_question_of_law_with_like_words_is_no_question_about_the_report(at_members: Stage) -> None:
    heard = await at_members.says("lan", "luật hợp tác xã có hiệu lực khi nào?")
    assert "Luật" in heard[0]
    assert "Hạn cuối gửi" not in "".join(heard)


@pytest.mark.parametrize("text", ["de t hoi ke toan da", "để tôi xem lại sổ", "đợi em kiểm tra", "ko làm nữa"])
async def test_who_has_to_find_out_first_stops_there(at_members: Stage, text: str) -> None:
    heard = await at_members.says("lan", text)
    assert words.PAUSED in heard[-1]


@pytest.mark.parametrize("text", ["ghi nhầm rồi", "nham roi", "bấm nhầm"])
async def test_mistake_goes_back_to_the_question_before(at_members: Stage, text: str) -> None:
    heard = await at_members.says("lan", text)
    assert "Câu 1/5" in heard[-1]
    assert "Đang ghi: Đang hoạt động" in heard[-1]


async def test_mistake_at_a_read_back_drops_what_waits(at_members: Stage) -> None:
    await at_members.says("lan", "khoảng 35")
    heard = await at_members.says("lan", "ghi nhầm rồi")
    assert "Câu 2/5" in heard[-1]
    assert answers(at_members) == {"state": "active"}


async def test_on_the_card_a_mistake_asks_which_and_a_name_is_enough(at_members: Stage) -> None:
    for text in ("35", "12", "1,2 tỷ", "đúng", "1"):
        await at_members.says("lan", text)
    heard = await at_members.says("lan", "ghi nhầm rồi")
    assert words.WHICH_WRONG in heard[-1]
    heard = await at_members.says("lan", "sua doanh thu")
    assert "Câu 4/5" in heard[-1]
    await at_members.says("lan", "1ty5")
    await at_members.says("lan", "phải")
    assert answers(at_members)["revenue"] == 1_500_000_000


async def test_sent_report_is_changed_by_its_number_in_words(at_members: Stage) -> None:
    for text in ("35", "12", "1,2 tỷ", "đúng", "1", "gửi luôn"):
        await at_members.says("lan", text)
    heard = await at_members.says("lan", "sửa 2")
    assert "Câu 2/5" in heard[-1]
    await at_members.says("lan", "36")
    assert answers(at_members)["members"] == 36


async def test_change_of_an_earlier_answer_is_no_figure_for_the_one_asked(at_members: Stage) -> None:
    heard = await at_members.says("lan", "sửa câu 1")
    assert "Câu 1/5" in heard[-1]
    assert answers(at_members) == {"state": "active"}


async def test_who_writes_to_a_person_in_between_is_led_back_to_the_report(at_members: Stage) -> None:
    await at_members.says("lan", "cho gap can bo")
    await at_members.presses("lan", beside.WRITE_TO_PERSON)
    await at_members.says("lan", "35 người tính cả người đã xin ra phải không")
    assert "35 người tính cả" in at_members.read(STAFF)
    assert beside.GO_ON_REPORT in at_members.labels("lan")
    heard = await at_members.presses("lan", beside.GO_ON_REPORT)
    assert "Câu 2/5" in heard[-1]
    assert answers(at_members) == {"state": "active"}


async def test_answer_typed_after_a_pause_goes_on_with_the_report(at_members: Stage) -> None:
    assert words.PAUSED in "".join(await at_members.says("lan", "để sau"))
    heard = await at_members.says("lan", "à 35 người")
    assert heard[0] == round_words.GOES_ON
    assert "Câu 3/5" in heard[-1]
    assert answers(at_members) == {"state": "active", "members": 35}


@pytest.mark.parametrize("text", ["điều 35", "cần mấy người để lập hợp tác xã", "nghị định 113", "cảm ơn"])
async def test_other_words_after_a_pause_are_no_answer(at_members: Stage, text: str) -> None:
    await at_members.says("lan", "để sau")
    await at_members.says("lan", text)
    assert answers(at_members) == {"state": "active"}


async def test_dung_that_may_be_right_stops_nothing(at_members: Stage) -> None:
    heard = await at_members.says("lan", "dung")
    assert words.RIGHT_OR_STOP in heard[-1]
    assert words.PAUSED in "".join(await at_members.says("lan", "dừng"))


@pytest.mark.parametrize("text", ["nhieu lam", "hai tỷ"])
async def test_words_about_a_figure_are_no_question_of_law(at_members: Stage, text: str) -> None:
    assert "Luật" not in "".join(await at_members.says("lan", text))
