"""A question the assistant cannot answer reaches staff, and their answer reaches the person."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.channels.channel import SendError
from handlers.messages import Kind
from handlers.texts import ask as ask_texts
from handlers.texts import desk, general
from handlers.texts import questions as texts
from storage.tables.inbox import QuestionRow
from storage.tables.learning import StaffAnswerRow
from tests.stage import Stage

EVENING = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)  # 22:30 in Vietnam
QUESTION = "htx can bao nhieu thanh vien"
OTHER = "giải thể hợp tác xã thì làm thế nào"
STAFF = "cán bộ"


def questions(stage: Stage) -> int:
    with stage.database.reading() as unit:
        return unit.session.scalar(select(func.count()).select_from(QuestionRow)) or 0


def answers(stage: Stage) -> list[tuple[str, bool]]:
    """What staff answered, and whether it was sent."""
    with stage.database.reading() as unit:
        rows = unit.session.scalars(select(StaffAnswerRow).order_by(StaffAnswerRow.id))
        return [(row.text, row.sent_at is not None) for row in rows]


async def hand_over(stage: Stage, who: str = "an") -> None:
    await stage.says(who, QUESTION)
    await stage.presses(who, ask_texts.ASK_PERSON)


@pytest.mark.parametrize("said", ["toi khong hieu", "đồ ngu"])
async def test_who_is_not_content_can_ask_a_person_about_the_answer(stage: Stage, said: str) -> None:
    await stage.says("an", QUESTION)
    await stage.says("an", said)
    assert ask_texts.ASK_PERSON in stage.read("an")
    await stage.presses("an", ask_texts.ASK_PERSON)
    with stage.database.reading() as unit:
        kept = unit.session.scalars(select(QuestionRow.text)).all()
    assert len(kept) == 1
    assert kept[0].startswith(said)
    assert "Cần ít nhất bao nhiêu người" in kept[0]  # what it is about


async def test_question_reaches_staff_and_the_reply_the_asker(stage: Stage) -> None:
    stage.staff()
    await hand_over(stage)
    assert stage.read("an") == ask_texts.handed_over(1, 1, "0213 3876 543")
    assert stage.read(STAFF) == texts.staff_question(1, [QUESTION], 1)
    await stage.presses(STAFF, texts.STAFF_ANSWER)
    assert stage.read(STAFF) == texts.type_the_answer(1, [QUESTION], 1)
    assert await stage.says(STAFF, "Cần 05 người, anh nhé.") == [texts.answered(1, 1, None)]
    assert stage.read("an") == texts.answer_from_staff(
        QUESTION, "Cần 05 người, anh nhé.", "Liên minh HTX tỉnh Lai Châu"
    )


async def test_staff_may_answer_by_one_command(stage: Stage) -> None:
    stage.staff()
    await hand_over(stage)
    await stage.says(STAFF, "/traloi 1 Cần 05 người,\nanh nhé.")
    assert "Cần 05 người,\nanh nhé." in stage.read("an")


async def test_two_taps_hand_over_one_question(stage: Stage) -> None:
    stage.staff()
    await hand_over(stage)
    await stage.presses("an", ask_texts.ASK_PERSON)
    assert stage.read("an") == ask_texts.handed_over(1, 1, "0213 3876 543")
    assert questions(stage) == 1
    assert len(stage.messages(STAFF)) == 1


async def test_question_of_somebody_else_cannot_be_handed_over(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    await stage.does("binh", Kind.CHOICE, choice=stage.button("an", ask_texts.ASK_PERSON))
    assert stage.read("binh") == ask_texts.QUESTION_GONE
    assert questions(stage) == 0


async def test_without_staff_the_person_is_told_that_it_may_take_longer(stage: Stage) -> None:
    await hand_over(stage)
    assert stage.read("an") == ask_texts.handed_over(1, 0, "0213 3876 543")


async def test_answer_given_at_night_waits_for_the_morning(sqlite_url: str) -> None:
    stage = Stage(sqlite_url, EVENING)
    stage.staff()
    await hand_over(stage)
    assert stage.messages(STAFF) == []
    assert await stage.says(STAFF, "/traloi 1 Cần 05 người.") == [texts.answered(1, 1, "07:00 ngày 21/11")]
    before = len(stage.messages("an"))
    await stage.waits(hours=8)
    assert len(stage.messages("an")) == before
    await stage.waits(hours=1)
    assert "Cần 05 người." in stage.read("an")
    stage.close()


async def test_answer_still_comes_to_who_said_stop(sqlite_url: str) -> None:
    """Stopping is about what the bot starts itself; this was asked for."""
    stage = Stage(sqlite_url, EVENING)
    stage.staff()
    await hand_over(stage)
    await stage.says(STAFF, "/traloi 1 Cần 05 người.")
    await stage.says("an", "/dung")
    await stage.waits(hours=10)
    assert "Cần 05 người." in stage.read("an")
    stage.close()


async def test_second_answer_is_kept_and_says_who_was_quicker_and_when(stage: Stage) -> None:
    stage.staff()
    stage.staff("hoa")
    await hand_over(stage)
    await stage.presses("hoa", texts.STAFF_ANSWER)
    await stage.says(STAFF, "/traloi 1 Cần 05 người.")
    said = await stage.says("hoa", "Cần 07 người.")
    assert said == [texts.answered_before(1, STAFF, "09:00 ngày 20/11", "Cần 05 người.")]
    assert "05" in stage.read("an")
    assert answers(stage) == [("Cần 05 người.", True), ("Cần 07 người.", False)]
    assert await stage.presses("hoa", texts.SEND_TOO) == [texts.SENT_TOO]
    assert "07 người" in stage.read("an")
    assert await stage.presses("hoa", texts.SEND_TOO) == [texts.SENT_BEFORE]
    assert sum("07 người" in sent.outgoing.text for sent in stage.messages("an")) == 1


async def test_yesterdays_button_still_works(stage: Stage) -> None:
    stage.staff()
    await stage.says("an", QUESTION)
    await stage.waits(days=1)
    await stage.presses("an", ask_texts.ASK_PERSON)
    assert stage.read("an") == ask_texts.handed_over(1, 1, "0213 3876 543")


async def test_open_questions_are_listed(stage: Stage) -> None:
    stage.staff()
    assert await stage.says(STAFF, "/cauhoi") == [texts.NO_OPEN_QUESTIONS]
    await hand_over(stage)
    await stage.says("binh", OTHER)
    await stage.presses("binh", ask_texts.ASK_PERSON)
    assert await stage.says(STAFF, "/cauhoi") == [texts.open_list([(1, QUESTION, 1), (2, OTHER, 1)], 2)]
    assert stage.labels(STAFF) == [texts.answer_choice(1), texts.answer_choice(2)]


async def test_answering_can_be_given_up(stage: Stage) -> None:
    stage.staff()
    await hand_over(stage)
    await stage.presses(STAFF, texts.STAFF_ANSWER)
    await stage.presses(STAFF, texts.CANCEL)
    await stage.says(STAFF, "vốn điều lệ là gì")
    assert "trả lời câu hỏi của bạn" not in stage.read("an")


@pytest.mark.parametrize("number", ["7", "999999999999999999", "99999999999999999999999999"])
async def test_answer_to_a_number_that_does_not_exist(stage: Stage, number: str) -> None:
    stage.staff()
    (said,) = await stage.says(STAFF, f"/traloi {number} được")
    assert said != general.SOMETHING_BROKE


async def test_staff_commands_do_not_exist_for_others(stage: Stage) -> None:
    stage.staff()
    await hand_over(stage)
    await stage.does("binh", Kind.START)
    for command in (
        "/canbo",
        "/cauhoi",
        "/traloi 1 hì",
        "/thongbao",
        "/guitoi",
        "/modot",
        "/dongdot",
        "/ketqua",
        "/moi rau",
    ):
        said = "".join(await stage.says("binh", command))
        assert QUESTION not in said
        assert desk.WHAT not in said
    for choice in ("desk:answer:1", "news:send:1", "round:open:half_year:2026-H2:7", "round:close:1", "desk:invite:1"):
        await stage.does("binh", Kind.CHOICE, choice=choice)
        assert stage.read("binh") == general.OLD_BUTTON


async def test_forged_staff_choices_are_answered_kindly(stage: Stage) -> None:
    stage.staff()
    forged = (
        "desk:answer",
        "desk:answer:9999999999999999999",
        "desk:invite",
        "desk:",
        "news:send:",
        "news:send:99",
        "news:cancel:99",
        "news:x",
        "round:days:x:2026-H1:7",
        "round:open:half_year:2026-H9:7",
        "round:open:half_year:2026-H2:x",
        "round:days:half_year:2026-H2:7:7",
        "round:close:99999999999999999999",
    )
    for choice in forged:
        await stage.does(STAFF, Kind.CHOICE, choice=choice)
        await stage.waits(seconds=30)
        assert stage.read(STAFF) != general.SOMETHING_BROKE, choice
    assert len(stage.messages(STAFF)) == len(forged)


async def test_staff_hear_that_their_answer_did_not_arrive(stage: Stage) -> None:
    stage.staff()
    await hand_over(stage)
    real = stage.console.channel.send

    async def refuse(address: object, *args: object, **options: object) -> str:
        if getattr(address, "id", "") == "an":
            raise SendError("blocked by the person", stopped=True)
        return await real(address, *args, **options)  # type: ignore[arg-type]

    stage.console.channel.send = refuse  # type: ignore[method-assign, assignment]
    await stage.says(STAFF, "/traloi 1 Cần 05 người.")
    await stage.waits(seconds=timedelta(minutes=1).total_seconds())
    assert "không gửi được" in stage.read(STAFF)
