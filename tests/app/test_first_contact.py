"""First contact, asking without registering, and what a person agrees to."""

import pytest

from handlers.messages import Kind
from handlers.texts import ask, general
from storage import inbox, people
from tests.stage import Stage

QUESTION = "htx can bao nhieu thanh vien"


def consents(stage: Stage, who: str) -> list[tuple[str, str]]:
    person, _ = stage.person(who)
    with stage.database.reading() as unit:
        return [(choice, version) for choice, version, _ in people.consents_of(unit, person.id)]


async def test_newcomer_reads_who_this_is_and_chooses(stage: Stage) -> None:
    await stage.does("an", Kind.START)
    text = stage.read("an")
    assert "máy trả lời tự động" in text
    assert "không thay cơ quan nhà nước" in text
    assert general.DATA_NOTICE in text
    assert stage.labels("an") == [general.AGREE, general.ASK_ONLY]


async def test_question_is_answered_without_registering(stage: Stage) -> None:
    greeting, *answer = await stage.says("an", QUESTION)
    assert general.DATA_NOTICE in greeting
    assert "Luật Hợp tác xã 2023" in "".join(answer)
    assert consents(stage, "an") == []


async def test_how_many_it_takes_leads_with_the_law_in_force_and_turns_round_when_asked(stage: Stage) -> None:
    _, now = await stage.says("an", "thành lập hợp tác xã cần mấy người?")
    assert "05 thành viên chính thức" in now.splitlines()[0]
    assert now.index("Luật Hợp tác xã 2023") < now.index("Luật Hợp tác xã 2012")
    (then,) = await stage.says("an", "theo luật 2012 thành lập hợp tác xã cần mấy người?")
    assert "07" in then.splitlines()[0]
    assert then.index("Luật Hợp tác xã 2012") < then.index("Luật Hợp tác xã 2023")


async def test_newcomer_is_greeted_once(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    assert general.DATA_NOTICE not in "".join(await stage.says("an", "vốn điều lệ là gì"))


@pytest.mark.parametrize(("label", "choice"), [(general.AGREE, "full"), (general.ASK_ONLY, "ask_only")])
async def test_choice_is_recorded_with_the_version_of_the_text(stage: Stage, label: str, choice: str) -> None:
    await stage.does("an", Kind.START)
    await stage.presses("an", label)
    await stage.presses("an", label)
    assert consents(stage, "an") == [(choice, general.CONSENT_VERSION)]


async def test_choice_may_be_typed(stage: Stage) -> None:
    await stage.does("an", Kind.START)
    await stage.says("an", "dong y")
    assert consents(stage, "an") == [("full", general.CONSENT_VERSION)]


async def test_who_only_asks_keeps_no_name(stage: Stage) -> None:
    await stage.does("an", Kind.START)
    await stage.presses("an", general.AGREE)
    person, _ = stage.person("an")
    with stage.database.unit() as unit:
        people.set_name(unit, person.id, "Lan")
    await stage.presses("an", general.ASK_ONLY)
    assert stage.read("an") == general.ASK_ONLY_THANKS
    assert stage.person("an")[0].name is None


async def test_old_ask_only_button_does_not_throw_a_manager_out(stage: Stage) -> None:
    await stage.does("an", Kind.START)
    stage.manager("an", stage.cooperative())
    await stage.presses("an", general.ASK_ONLY)
    assert stage.read("an") == general.AGREED_BEFORE
    assert stage.person("an")[0].name == "an"


async def test_forged_choice_is_answered_kindly(stage: Stage) -> None:
    for choice in ("consent:", "consent:all", "x", "ask:y:99999999999999999999999", "ask:", "join:", "sv:1:a:b", "sv:"):
        await stage.does("an", Kind.CHOICE, choice=choice)
        assert stage.messages("an")[-1].outgoing.text != general.SOMETHING_BROKE
    assert len(stage.messages("an")) == 8


async def test_typed_number_means_the_choices_shown_last(stage: Stage) -> None:
    """The greeting's choices and the answer's are both on the screen, each numbered from 1."""
    await stage.says("an", QUESTION)
    await stage.says("an", "1")
    assert consents(stage, "an") == []
    assert stage.read("an") != general.CONSENT_THANKS


async def test_accents_tell_words_apart(stage: Stage) -> None:
    stage.staff()
    await stage.says("an", QUESTION)
    await stage.says("an", "hữu ich")  # half typed: neither with nor without accents
    assert stage.read("an") != ask.THANKS_USEFUL
    await stage.says("an", QUESTION)
    await stage.says("an", "huu ich")
    assert stage.read("an") == ask.THANKS_USEFUL


async def test_question_and_what_became_of_it_are_kept(stage: Stage) -> None:
    await stage.says("an", QUESTION)
    await stage.presses("an", ask.USEFUL)
    _, contact = stage.person("an")
    with stage.database.reading() as unit:
        (asked,) = inbox.questions_by(unit, [contact.id])
    assert (asked.text, asked.outcome) == (QUESTION, "answer")


async def test_button_of_a_conversation_long_past_is_answered_kindly(stage: Stage) -> None:
    await stage.does("an", Kind.CHOICE, choice="game:1")
    assert stage.read("an") == general.OLD_BUTTON


@pytest.mark.parametrize("word", ["/trogiup", "/help", "/MENU"])
async def test_help_says_what_can_be_done(stage: Stage, word: str) -> None:
    await stage.says("an", word)
    assert "/khaosat" in stage.read("an")
    assert "0213 3876 543" in stage.read("an")


async def test_typed_start_is_a_start_with_its_code(stage: Stage) -> None:
    (greeting,) = await stage.says("an", " /START ")
    assert general.DATA_NOTICE in greeting
    code = stage.invite(stage.cooperative("HTX Chè Tam Đường"))
    assert general.NEEDS_CONSENT in "".join(await stage.says("an", f"/start {code.lower()}"))
    assert "HTX Chè Tam Đường" in "".join(await stage.presses("an", general.AGREE))


async def test_help_offers_its_main_matters_and_staff_theirs(stage: Stage) -> None:
    await stage.says("an", "/trogiup")
    assert stage.labels("an") == [*(label for _, label in general.MATTERS), general.MORE]
    assert "/rutdongy" in "".join(await stage.presses("an", general.MORE))
    assert stage.labels("an") == [*(label for _, label in general.MORE_MATTERS), "Nhắn cán bộ Liên minh"]
    assert "luật nào" in "".join(await stage.presses("an", "Tính số người họp"))
    assert "hỗ trợ" in "".join(await stage.presses("an", general.MATTERS[1][1]))
    stage.staff("hoa")
    await stage.says("hoa", "/trogiup")
    assert "/thongbao" in "".join(await stage.presses("hoa", general.STAFF_MATTERS[1]))
