"""An answer of no use: asked why, kept with the version of the entry; and staff see why an answer was given."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.messages import Kind
from handlers.texts import ask as ask_texts
from handlers.texts import feedback as texts
from handlers.texts import general
from knowledge.versions import version_of
from storage import inbox
from storage.inbox import Asked
from tests.stage import Stage, knowledge

QUESTION = "htx can bao nhieu thanh vien"


def asked(stage: Stage, who: str = "an") -> list[Asked]:
    with stage.database.reading() as unit:
        return inbox.questions_by(unit, [stage.person(who)[1].id])


async def test_answer_is_kept_with_the_version_of_its_entry_and_its_citations(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    (kept,) = asked(stage)
    assert kept.entry is not None
    assert kept.entry_version == version_of(knowledge().entries[kept.entry])
    assert kept.citations
    assert all("Điều" in place for place in kept.citations)


@pytest.mark.parametrize("reason", list(texts.REASONS))
async def test_reason_is_asked_by_buttons_and_kept(stage: Stage, reason: str) -> None:
    await stage.says("an", QUESTION)
    assert await stage.presses("an", ask_texts.NOT_USEFUL) == [texts.WHAT_WAS_WRONG]
    assert await stage.presses("an", texts.REASONS[reason]) == [texts.NOTED[reason]]
    (kept,) = asked(stage)
    assert (kept.useful, kept.reason, kept.reason_text) == (False, reason, None)


async def test_reason_may_be_written(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    await stage.presses("an", ask_texts.NOT_USEFUL)
    assert await stage.presses("an", texts.IN_WORDS) == [texts.TYPE_THE_REASON]
    assert await stage.says("an", "luật mới là 5 người chứ") == [texts.WORDS_NOTED]
    (kept,) = asked(stage)
    assert kept.reason_text == "luật mới là 5 người chứ"
    await stage.says("an", QUESTION)
    assert len(asked(stage)) == 2  # what is typed next is a question again


async def test_writing_a_reason_may_be_given_up(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    await stage.presses("an", ask_texts.NOT_USEFUL)
    await stage.presses("an", texts.IN_WORDS)
    assert await stage.presses("an", texts.NOTHING) == [texts.NOTHING_MORE]
    await stage.says("an", QUESTION)
    assert [item.reason_text for item in asked(stage)] == [None, None]


async def test_nobody_judges_for_somebody_else(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    (kept,) = asked(stage)
    for choice in (f"fb:wrong:{kept.id}", f"fb:words:{kept.id}", "fb:wrong:x", "fb:", "fb:wrong:99999999999999999999"):
        await stage.does("binh", Kind.CHOICE, choice=choice)
        assert stage.read("binh") == ask_texts.QUESTION_GONE
    assert asked(stage)[0].useful is None


async def test_person_sees_what_is_kept_of_the_answers(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    await stage.presses("an", ask_texts.NOT_USEFUL)
    await stage.presses("an", texts.REASONS["old"])
    await stage.says("an", "/dulieu")
    (file,) = stage.messages("an")[-1].outgoing.attachments
    (told,) = json.loads(file.content)["cau_tra_loi"]
    assert (told["cau_hoi"], told["huu_ich"], told["ly_do"]) == (QUESTION, False, "old")
    assert told["ban"] == asked(stage)[0].entry_version


async def test_answers_are_kept_a_year_and_no_longer(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    stage.console.clock.advance(timedelta(days=364))
    await stage.console.app.jobs.purge()
    assert asked(stage)
    stage.console.clock.advance(timedelta(days=2))
    await stage.console.app.jobs.purge()
    assert asked(stage) == []


async def test_staff_see_why_by_number(stage: Stage) -> None:
    stage.staff()
    await stage.says("an", QUESTION)
    (kept,) = asked(stage)
    for words in (f"/visao {kept.id}", f"Vì sao bot trả lời vậy, câu {kept.id}?", f"vi sao bot tra loi vay {kept.id}"):
        (said,) = await stage.says("cán bộ", words)
        assert QUESTION in said
        assert str(kept.entry_version) in said
        assert str(kept.citations and kept.citations[0]) in said


async def test_staff_see_why_by_replying_to_the_answer(stage: Stage) -> None:
    stage.staff()
    await stage.says("cán bộ", QUESTION)
    answer = stage.messages("cán bộ")[-1]
    await stage.does("cán bộ", Kind.TEXT, text="vì sao bot trả lời vậy", reply_to=answer.id)
    assert f"Câu trả lời số {asked(stage, 'cán bộ')[0].id}" in stage.read("cán bộ")


async def test_staff_choose_among_their_own_latest_answers(stage: Stage) -> None:
    stage.staff()
    assert await stage.says("cán bộ", "/visao") == [texts.WHY_HOW]
    await stage.says("cán bộ", QUESTION)
    assert await stage.says("cán bộ", "vì sao máy trả lời vậy") == [texts.WHY_WHICH]
    await stage.presses("cán bộ", stage.labels("cán bộ")[0])
    assert QUESTION in stage.read("cán bộ")


@pytest.mark.parametrize("number", ["7", "999999999999999999", "99999999999999999999999"])
async def test_unknown_answer_is_said_kindly(stage: Stage, number: str) -> None:
    stage.staff()
    (said,) = await stage.says("cán bộ", f"/visao {number}")
    assert said.startswith("Tôi không giữ câu trả lời số")


async def test_others_do_not_see_why(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    (kept,) = asked(stage)
    said = "".join(await stage.says("binh", f"/visao {kept.id}"))
    assert QUESTION not in said
    await stage.does("binh", Kind.CHOICE, choice=f"desk:why:{kept.id}")
    assert stage.read("binh") == general.OLD_BUTTON


async def test_command_tells_why_as_json(
    stage: Stage, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from scripts import why
    from scripts.command import on_database

    await stage.says("an", QUESTION)
    (kept,) = asked(stage)
    monkeypatch.chdir(tmp_path)
    for number, code in ((kept.id, 0), (kept.id + 1, 1)):
        assert on_database(lambda *rest, n=number: why.run(n, *rest), sqlite_url) == code
    told = json.loads(capsys.readouterr().out)
    expected = (QUESTION, kept.entry, kept.entry_version, True)
    assert (told["question"], told["entry"], told["version"], told["is_current"]) == expected
    assert told["citations"] == list(kept.citations or ())


async def test_who_asks_about_support_in_vain_is_led_to_the_policies(stage: Stage) -> None:
    await stage.says("an", "xin tien mua dan piano")
    assert stage.labels("an") == [ask_texts.FIND_SUPPORT, ask_texts.ASK_PERSON]
    assert "chính sách hỗ trợ" in "".join(await stage.presses("an", ask_texts.FIND_SUPPORT))
