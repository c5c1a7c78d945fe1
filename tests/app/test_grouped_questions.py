"""Several people ask the same in other words: staff see one question, answer once, and everybody hears it once."""

from datetime import UTC, datetime

import pytest

from handlers.messages import Kind
from handlers.texts import ask as ask_texts
from handlers.texts import feedback, general, privacy
from handlers.texts import questions as texts
from tests.stage import Stage

WAYS = {
    "an": "Bao giờ Liên minh mở lớp dạy lái máy cày?",
    "binh": "khi nao mo lop day lai may cay vay",
    "chi": "liên minh ơi lớp dạy lái máy cày bao giờ mở ạ",
}
STAFF = "hoa"


@pytest.fixture
async def asked(stage: Stage) -> Stage:
    stage.staff(STAFF)
    for who, words in WAYS.items():
        await stage.says(who, words)
    return stage


def answers_heard(stage: Stage, who: str, words: str) -> int:
    return sum(words in sent.outgoing.text for sent in stage.messages(who))


async def test_staff_see_one_question_with_its_askers_counted(asked: Stage) -> None:
    assert await asked.says(STAFF, "/cauhoi") == [texts.open_list([(1, WAYS["an"], 3)], 1)]
    await asked.presses(STAFF, texts.answer_choice(1))
    assert asked.read(STAFF) == texts.type_the_answer(1, list(WAYS.values()), 3)


async def test_everybody_who_asked_gets_the_answer_once_in_their_own_words(asked: Stage) -> None:
    assert await asked.says(STAFF, "/traloi 1 Tháng 12 mở lớp.") == [texts.answered(1, 3, None)]
    for who, words in WAYS.items():
        expected = texts.answer_from_staff(words, "Tháng 12 mở lớp.", "Liên minh HTX tỉnh Lai Châu")
        assert asked.read(who) == expected
        assert answers_heard(asked, who, "Tháng 12") == 1
    await asked.waits(days=1)
    assert all(answers_heard(asked, who, "Tháng 12") == 1 for who in WAYS)


async def test_answer_may_be_given_by_replying_to_the_message(asked: Stage) -> None:
    await asked.presses("an", ask_texts.ASK_PERSON)
    shown = asked.messages(STAFF)[-1]
    await asked.does(STAFF, Kind.TEXT, text="Tháng 12 mở lớp.", reply_to=shown.id)
    assert answers_heard(asked, "chi", "Tháng 12") == 1


async def test_reply_to_a_list_of_several_asks_which_and_loses_nothing(asked: Stage) -> None:
    await asked.says("dung", "phòng họp tầng hai còn trống hôm nào")
    await asked.says(STAFF, "/cauhoi")
    listed = asked.messages(STAFF)[-1]
    await asked.does(STAFF, Kind.TEXT, text="Tháng 12 mở lớp.", reply_to=listed.id)
    assert asked.read(STAFF) == texts.WHICH_QUESTION
    await asked.presses(STAFF, texts.answer_choice(1))
    assert answers_heard(asked, "an", "Tháng 12") == 1
    assert answers_heard(asked, "dung", "Tháng 12") == 0


async def test_second_press_of_another_asker_tells_staff_nothing_new(asked: Stage) -> None:
    for who in ("an", "binh"):
        await asked.presses(who, ask_texts.ASK_PERSON)
        assert asked.read(who) == ask_texts.handed_over(1, 1, "0213 3876 543")
    assert answers_heard(asked, STAFF, "cần người trả lời") == 1


async def test_pressing_after_the_answer_says_it_again(asked: Stage) -> None:
    await asked.says(STAFF, "/traloi 1 Tháng 12 mở lớp.")
    await asked.presses("an", ask_texts.ASK_PERSON)
    assert answers_heard(asked, "an", "Tháng 12") == 2


async def test_erased_asker_hears_nothing_and_leaves_no_words(asked: Stage) -> None:
    await asked.says("an", "/xoa")
    await asked.presses("an", privacy.ERASE)
    await asked.says(STAFF, "/cauhoi")
    assert WAYS["an"] not in asked.read(STAFF)
    await asked.says(STAFF, "/traloi 1 Tháng 12 mở lớp.")
    assert answers_heard(asked, "an", "Tháng 12") == 0
    assert answers_heard(asked, "binh", "Tháng 12") == 1


async def test_who_stopped_hears_only_what_they_pressed_for(asked: Stage) -> None:
    await asked.presses("an", ask_texts.ASK_PERSON)
    for who in ("an", "binh"):
        await asked.says(who, "/dung")
    await asked.says(STAFF, "/traloi 1 Tháng 12 mở lớp.")
    assert [answers_heard(asked, who, "Tháng 12") for who in WAYS] == [1, 0, 1]


async def test_withdrawn_question_is_said_to_the_staff_who_answers_it(stage: Stage) -> None:
    stage.staff(STAFF)
    await stage.says("an", WAYS["an"])
    await stage.presses("an", ask_texts.ASK_PERSON)
    assert await stage.presses("an", ask_texts.WITHDRAW) == [ask_texts.WITHDRAWN]
    assert await stage.says(STAFF, "/cauhoi") == [texts.NO_OPEN_QUESTIONS]
    assert await stage.presses(STAFF, texts.STAFF_ANSWER) != [general.OLD_BUTTON]
    assert await stage.says(STAFF, "Tháng 12 mở lớp.") == [texts.withdrawn(1)]
    assert answers_heard(stage, "an", "Tháng 12") == 0
    assert await stage.presses("an", ask_texts.WITHDRAW) == [ask_texts.NOTHING_TO_WITHDRAW]


async def test_what_cannot_be_sent_as_an_answer_is_said_and_the_question_waits_on(asked: Stage) -> None:
    await asked.says(STAFF, "/cauhoi")
    await asked.presses(STAFF, texts.answer_choice(1))
    for kind in (Kind.STICKER, Kind.VOICE, Kind.PHOTO):
        await asked.does(STAFF, kind)
        assert asked.read(STAFF) == texts.NEEDS_WORDS
    assert await asked.says(STAFF, "   ") == [texts.EMPTY_ANSWER]
    assert await asked.says(STAFF, "…") == [texts.EMPTY_ANSWER]
    assert await asked.says(STAFF, "a" * 10_000) == [texts.too_long(1, 10_000)]
    assert await asked.says(STAFF, "Tháng 12 mở lớp.") == [texts.answered(1, 3, None)]


async def test_question_of_another_meaning_is_split_off(asked: Stage) -> None:
    await asked.says(STAFF, "/cauhoi")
    await asked.presses(STAFF, texts.answer_choice(1))
    await asked.presses(STAFF, texts.SPLIT)
    await asked.presses(STAFF, WAYS["chi"])
    assert asked.read(STAFF) == texts.split(2)
    await asked.says(STAFF, "/traloi 1 Tháng 12 mở lớp.")
    assert [answers_heard(asked, who, "Tháng 12") for who in WAYS] == [1, 1, 0]


async def test_question_that_needs_no_answer_leaves_the_list(asked: Stage) -> None:
    await asked.says(STAFF, "/cauhoi")
    await asked.presses(STAFF, texts.answer_choice(1))
    assert await asked.presses(STAFF, texts.DROP) == [texts.DROPPED]
    assert await asked.says(STAFF, "/cauhoi") == [texts.NO_OPEN_QUESTIONS]
    assert await asked.says(STAFF, "/traloi 1 Tháng 12 mở lớp.") == [texts.closed(1)]


async def test_thumbs_down_puts_the_question_on_the_list(stage: Stage) -> None:
    stage.staff(STAFF)
    await stage.says("an", "htx can bao nhieu thanh vien")
    await stage.presses("an", ask_texts.NOT_USEFUL)
    assert await stage.says(STAFF, "/cauhoi") == [texts.open_list([(1, "htx can bao nhieu thanh vien", 1)], 1)]


async def test_staff_who_answer_read_what_was_wrong_with_the_answer(stage: Stage) -> None:
    stage.staff(STAFF)
    await stage.says("an", "htx can bao nhieu thanh vien")
    await stage.presses("an", ask_texts.NOT_USEFUL)
    await stage.presses("an", feedback.REASONS["old"])
    await stage.says(STAFF, "/cauhoi")
    await stage.presses(STAFF, texts.answer_choice(1))
    assert texts.complaint("old", None) in stage.read(STAFF)


@pytest.mark.parametrize(
    "choice",
    ["desk:to:1", "desk:apart:9", "desk:split:x", "desk:split:99999999999999999999", "desk:too:7", "desk:drop:x"],
)
async def test_forged_presses_are_answered_kindly(asked: Stage, choice: str) -> None:
    await asked.does(STAFF, Kind.CHOICE, choice=choice)
    assert asked.read(STAFF) == texts.GONE


async def test_list_comes_once_on_monday_morning(sqlite_url: str) -> None:
    sunday = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # Monday 06:30 in Vietnam
    stage = Stage(sqlite_url, sunday)
    stage.staff(STAFF)
    for who, words in WAYS.items():
        await stage.says(who, words)
    await stage.waits(hours=1)
    assert stage.messages(STAFF) == []
    await stage.waits(hours=1)
    assert stage.read(STAFF) == texts.weekly([(1, WAYS["an"], 3)], 1)
    stage.restart()
    await stage.waits(days=6)
    assert len(stage.messages(STAFF)) == 1
    await stage.waits(days=1)
    assert len(stage.messages(STAFF)) == 2
    stage.close()
