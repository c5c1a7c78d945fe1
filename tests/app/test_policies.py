"""The questions on support: by taps or typed, with bad input, restarts and old buttons on the way."""

from datetime import date
from typing import Any

import pytest

from handlers.messages import Kind
from handlers.texts import general
from handlers.texts import members as member_texts
from handlers.texts import policies as texts
from tests.app.policy_questions import FARMING, FIRST_LOAN, QUESTIONS, answer_until
from tests.stage import Stage

HOME: dict[str, Any] = {
    "sector": "agriculture",
    "founded_on": date(2025, 3, 1),
    "members": 25,
    "charter_capital": 800_000_000,
}


async def test_typed_without_accents_comes_to_the_same(lan: Stage) -> None:
    await answer_until(lan, "")
    tapped = lan.read("lan")
    for words in ("chinh sach nao cho toi", "htx", "nong nghiep", "dia ban kho khan", "tu 1 den 3 nam", "25 nguoi"):
        await lan.says("lan", words)
    for words in ("800 trieu", "von"):
        await lan.says("lan", words)
    assert lan.read("lan") == tapped


async def test_own_cooperative_is_offered_with_what_is_known_and_said(stage: Stage) -> None:
    stage.manager("lan", stage.cooperative(**HOME))
    await stage.says("lan", "được hỗ trợ gì")
    said = "hợp tác xã; nông, lâm nghiệp, thủy sản; lập được 20 tháng; 25 thành viên; vốn điều lệ 800 triệu đồng"
    assert f"Theo danh sách của Liên minh: {said}." in stage.read("lan")
    await stage.presses("lan", texts.USE_OWN)
    assert said in stage.read("lan")
    assert stage.read("lan").endswith(texts.ASK_PLACE)
    await stage.presses("lan", texts.PLACES["kho_khan"])
    assert stage.read("lan").endswith(texts.ASK_NEED)
    await stage.presses("lan", texts.NEEDS["von"])
    assert FIRST_LOAN in stage.read("lan")


@pytest.mark.parametrize(("typed", "asked"), [("đúng rồi", texts.ASK_PLACE), ("khong", texts.ASK_KIND)])
async def test_own_cooperative_may_be_confirmed_or_refused_in_words(stage: Stage, typed: str, asked: str) -> None:
    stage.manager("lan", stage.cooperative(**HOME))
    await stage.says("lan", "/hotro")
    await stage.says("lan", typed)
    assert stage.read("lan").endswith(asked)


async def test_who_has_two_cooperatives_chooses(stage: Stage) -> None:
    stage.manager("lan", stage.cooperative("HTX A", **HOME), stage.cooperative("HTX B", sector="trade"))
    await stage.says("lan", "/hotro")
    assert stage.labels("lan")[:3] == ["HTX A", "HTX B", texts.OTHER_ONE]
    await stage.says("lan", "abc")
    assert stage.labels("lan")[:3] == ["HTX A", "HTX B", texts.OTHER_ONE]
    await stage.presses("lan", "HTX B")
    await stage.presses("lan", texts.NOT_SURE)
    assert stage.read("lan").endswith(texts.ASK_AGE)  # the directory knows no founding date of this one


async def test_cooperative_of_somebody_else_cannot_be_taken(stage: Stage) -> None:
    other = stage.cooperative("HTX Bí Mật", **HOME)
    stage.manager("lan", stage.cooperative("HTX A"))
    await stage.says("lan", "/hotro")
    await stage.does("lan", Kind.CHOICE, choice=f"pol:a:own:{other}")
    assert "Bí Mật" not in stage.read("lan")
    assert texts.OTHER_ONE in stage.labels("lan")


@pytest.mark.parametrize("question", QUESTIONS)
async def test_restart_in_the_middle_loses_nothing(lan: Stage, question: str) -> None:
    await answer_until(lan, "")
    whole = lan.read("lan")
    await answer_until(lan, question)
    lan.restart()
    await lan.says("lan", texts.BACK if question != texts.ASK_KIND else "ờ")
    for asked, answer in zip(
        QUESTIONS,
        (texts.KINDS["htx"], FARMING, "có", texts.AGES["12-36"], "25", "800 triệu", texts.NEEDS["von"]),
        strict=True,
    ):
        if lan.read("lan").endswith(asked):
            lan.restart()
            await lan.says("lan", answer)
    assert lan.read("lan") == whole


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("typed", ["xyz", "-5", "???? !", "a" * 900, "👍"])
async def test_bad_input_at_any_question_is_kind_and_keeps_the_place(lan: Stage, question: str, typed: str) -> None:
    await answer_until(lan, question)
    await lan.says("lan", typed)
    assert general.SOMETHING_BROKE not in [sent.outgoing.text for sent in lan.messages("lan")]
    await lan.says("lan", "không rõ")
    following = [*QUESTIONS, ""][QUESTIONS.index(question) + 1]
    assert lan.read("lan").endswith(following)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_sticker_and_voice_do_not_disturb(lan: Stage, question: str) -> None:
    await answer_until(lan, question)
    for kind in (Kind.STICKER, Kind.VOICE):
        await lan.does("lan", kind)
    await lan.says("lan", "xyz")
    assert lan.read("lan").endswith(question)


@pytest.mark.parametrize(
    "choice", ["pol:a:kind:king", "pol:a:members:-1", "pol:a:need:x:y", "pol:a:own:99", "pol:", "pol:a"]
)
async def test_forged_buttons_change_nothing(lan: Stage, choice: str) -> None:
    await answer_until(lan, texts.ASK_SECTOR)
    await lan.does("lan", Kind.CHOICE, choice=choice)
    assert lan.read("lan").endswith(texts.ASK_SECTOR)


@pytest.mark.parametrize("choice", ["pol:a:kind:htx", "pol:back:kind", "pol:list:a:0", "pol:stop", "pol:"])
async def test_button_of_a_talk_long_past_offers_to_begin(lan: Stage, choice: str) -> None:
    await lan.does("lan", Kind.CHOICE, choice=choice)
    assert lan.read("lan") == texts.GONE
    await lan.presses("lan", texts.START)
    assert lan.read("lan").endswith(texts.ASK_KIND)


async def test_two_taps_on_one_button_count_once(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_SECTOR)
    await lan.presses("lan", FARMING)
    await lan.presses("lan", FARMING)
    assert lan.read("lan") == texts.ASK_PLACE
    await lan.does("lan", Kind.CHOICE, choice="pol:back:place")
    await lan.does("lan", Kind.CHOICE, choice="pol:back:place")
    assert lan.read("lan").endswith(texts.ASK_SECTOR)


async def test_earlier_button_changes_that_answer_and_goes_on(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_AGE)
    await lan.presses("lan", texts.KINDS["to_hop_tac"])
    assert lan.read("lan") == f"{texts.CHANGED_SEE}\n\n{texts.ASK_AGE}"
    await lan.says("lan", "2 năm")
    await lan.says("lan", "7")
    assert lan.read("lan").endswith(texts.ASK_NEED)  # a group has no charter capital to ask for
    await lan.presses("lan", texts.NEEDS["thanh_lap"])
    assert "tổ hợp tác; " in lan.read("lan")
    assert "Miễn phí, lệ phí khi tổ hợp tác lên hợp tác xã" in lan.read("lan")


async def test_edited_number_changes_the_answer(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_MEMBERS)
    await lan.says("lan", "25")
    sent = str(lan.console.events)
    await lan.does("lan", Kind.EDIT, refers_to=sent, text="35")
    assert lan.read("lan").endswith(texts.ASK_CAPITAL)
    await lan.says("lan", "không biết")
    await lan.presses("lan", texts.NEEDS["von"])
    assert "35 thành viên" in lan.read("lan")


async def test_back_goes_one_question_back_and_stops_at_the_first(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_PLACE)
    await lan.says("lan", "quay lai")
    assert lan.read("lan") == texts.ASK_SECTOR
    await lan.presses("lan", texts.BACK)
    assert lan.read("lan") == texts.ASK_KIND
    await lan.says("lan", "quay lại")
    assert lan.read("lan") == f"{texts.FIRST_QUESTION}\n\n{texts.ASK_KIND}"


@pytest.mark.parametrize("how", ["dừng", "để sau", texts.STOP])
async def test_stop_ends_the_questions(lan: Stage, how: str) -> None:
    await answer_until(lan, texts.ASK_PLACE)
    assert await lan.says("lan", how) == [texts.STOPPED]
    assert lan.person("lan")[1].talk["flow"] is None


async def test_amount_without_unit_is_asked_back(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_CAPITAL)
    await lan.says("lan", "800")
    assert lan.read("lan") == texts.WHICH_NUMBER
    await lan.presses("lan", next(label for label in lan.labels("lan") if label.startswith("800 triệu")))
    assert "vốn điều lệ 800 triệu đồng" in lan.read("lan")
    assert lan.read("lan").endswith(texts.ASK_NEED)


async def test_amount_that_looks_like_a_code_is_an_amount(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_CAPITAL)
    await lan.says("lan", "235tr5")
    assert lan.read("lan") != member_texts.CODE_UNKNOWN
    assert lan.read("lan").endswith(texts.ASK_NEED)


async def test_question_of_law_is_answered_and_the_questions_go_on(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_MEMBERS)
    answered, again = await lan.says("lan", "vốn điều lệ là gì?")
    assert "Luật Hợp tác xã 2023" in answered
    assert again == f"{texts.GO_ON}\n\n{texts.ASK_MEMBERS}"
    await lan.says("lan", "25")
    assert lan.read("lan").endswith(texts.ASK_CAPITAL)


async def test_stranger_is_greeted_first(stage: Stage) -> None:
    greeting, question = await stage.says("an", "ho tro gi cho htx toi")
    assert general.DATA_NOTICE in greeting
    assert question.endswith(texts.ASK_KIND)


async def test_founders_are_asked_less_and_find_help(lan: Stage) -> None:
    await lan.says("lan", "/chinhsach")
    for words in ("chưa lập", "trồng rau", "không"):
        await lan.says("lan", words)
    assert lan.read("lan").endswith(texts.ASK_MEMBERS_PLANNED)
    await lan.says("lan", "7")
    await lan.presses("lan", texts.NEEDS["thanh_lap"])
    assert "Thông tin, tư vấn pháp lý và tiếp cận vốn" in lan.read("lan")


async def test_commands_work_in_the_middle_and_the_place_is_kept(lan: Stage) -> None:
    await answer_until(lan, texts.ASK_PLACE)
    await lan.says("lan", "/trogiup")
    assert "/hotro" in lan.read("lan")
    await lan.says("lan", "có")
    assert lan.read("lan") == texts.ASK_AGE
