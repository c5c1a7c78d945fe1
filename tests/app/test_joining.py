"""Codes: who they let in, and what is said when they do not."""

from datetime import timedelta

import pytest

from handlers.messages import Kind
from handlers.texts import general
from handlers.texts import members as texts
from storage import members
from tests.stage import Stage


def joined(stage: Stage, who: str) -> list[int]:
    person, _ = stage.person(who)
    with stage.database.reading() as unit:
        return members.cooperatives_of(unit, person.id)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.START])
async def test_newcomer_agrees_first_then_joins_and_gives_a_name(stage: Stage, kind: Kind) -> None:
    home = stage.cooperative(ward_name="Xã Mường So")
    code = stage.invite(home)
    await stage.does("lan", kind, text=code)
    assert general.NEEDS_CONSENT in stage.read("lan")
    assert joined(stage, "lan") == []
    await stage.presses("lan", general.AGREE)
    assert stage.read("lan") == texts.confirm_join("HTX Rau sạch Mường So", "Xã Mường So")
    await stage.presses("lan", texts.JOIN)
    assert joined(stage, "lan") == [home]
    assert stage.read("lan") == texts.ASK_NAME
    said = await stage.says("lan", "Lò Thị Lan")
    assert said == [texts.nice_to_meet("Lò Thị Lan"), texts.NOTHING_TO_ANSWER]
    assert stage.person("lan")[0].name == "Lò Thị Lan"


async def test_newcomer_with_a_code_is_greeted_once(stage: Stage) -> None:
    await stage.says("lan", stage.invite(stage.cooperative()))
    assert general.DATA_NOTICE in stage.read("lan")
    assert general.DATA_NOTICE not in "".join(await stage.says("lan", "htx la gi"))


async def test_code_is_remembered_while_something_else_is_asked(stage: Stage) -> None:
    home = stage.cooperative()
    await stage.says("lan", stage.invite(home))
    await stage.says("lan", "htx can bao nhieu thanh vien")
    await stage.presses("lan", general.AGREE)
    await stage.presses("lan", texts.JOIN)
    assert joined(stage, "lan") == [home]


async def test_who_only_asks_is_asked_again_before_joining(stage: Stage) -> None:
    home = stage.cooperative()
    await stage.does("lan", Kind.START)
    await stage.presses("lan", general.ASK_ONLY)
    await stage.says("lan", stage.invite(home))
    assert stage.read("lan").startswith(general.DATA_NOTICE)
    await stage.presses("lan", general.AGREE)
    await stage.presses("lan", texts.JOIN)
    assert joined(stage, "lan") == [home]


async def test_code_typed_with_spaces_and_small_letters_is_read(stage: Stage) -> None:
    code = stage.invite(stage.cooperative())
    stage.manager("lan")
    await stage.says("lan", f" {code[:3].lower()} {code[3:].lower()} ")
    assert stage.labels("lan") == [texts.JOIN, texts.NOT_MINE]


async def test_wrong_code_says_what_to_do(stage: Stage) -> None:
    assert await stage.says("lan", "ABC234") == [texts.CODE_UNKNOWN]


async def test_used_up_code_says_what_to_do(stage: Stage) -> None:
    code = stage.invite(stage.cooperative(), uses=1)
    for who in ("lan", "minh"):
        stage.manager(who)
        await stage.says(who, code)
    await stage.presses("lan", texts.JOIN)
    assert await stage.presses("minh", texts.JOIN) == [texts.CODE_USED_UP]
    assert joined(stage, "minh") == []


async def test_expired_code_says_what_to_do(stage: Stage) -> None:
    code = stage.invite(stage.cooperative(), expires_at=stage.now + timedelta(hours=1))
    stage.manager("lan")
    await stage.says("lan", code)
    await stage.waits(hours=2)
    assert await stage.presses("lan", texts.JOIN) == [texts.CODE_EXPIRED]


async def test_two_taps_join_once_and_use_the_code_once(stage: Stage) -> None:
    home = stage.cooperative()
    code = stage.invite(home, uses=2)
    stage.manager("lan")
    await stage.says("lan", code)
    await stage.presses("lan", texts.JOIN)
    assert await stage.presses("lan", texts.JOIN) == [texts.already_joined("HTX Rau sạch Mường So")]
    with stage.database.reading() as unit:
        left = members.find_invite(unit, code)
    assert left is not None
    assert left.uses_left == 1


async def test_who_says_no_joins_nothing(stage: Stage) -> None:
    stage.manager("lan")
    await stage.says("lan", stage.invite(stage.cooperative()))
    assert await stage.presses("lan", texts.NOT_MINE) == [texts.NOT_JOINED]
    assert joined(stage, "lan") == []


async def test_name_may_be_left_out_or_is_asked_again_when_too_long(stage: Stage) -> None:
    await stage.does("lan", Kind.START)
    await stage.presses("lan", general.AGREE)
    await stage.says("lan", stage.invite(stage.cooperative()))
    await stage.presses("lan", texts.JOIN)
    assert await stage.says("lan", "Lan " * 20) == [texts.NAME_TOO_LONG]
    assert (await stage.presses("lan", texts.SKIP))[0] == texts.NO_NAME
    assert stage.person("lan")[0].name is None


async def test_person_may_report_for_two_cooperatives(stage: Stage) -> None:
    first, second = stage.cooperative("HTX A"), stage.cooperative("HTX B")
    stage.manager("lan", first)
    await stage.says("lan", stage.invite(second))
    await stage.presses("lan", texts.JOIN)
    assert joined(stage, "lan") == [first, second]


async def test_staff_code_lets_in_to_the_alliance(stage: Stage) -> None:
    with stage.database.unit() as unit:
        code = members.invite(unit, "staff", stage.now, uses=1, role="officer")
    await stage.says("hoa", code)
    await stage.presses("hoa", general.AGREE)
    assert texts.staff_welcome("officer") in [sent.outgoing.text for sent in stage.messages("hoa")]
    assert stage.read("hoa") == texts.ASK_NAME
    stage.manager("minh")
    assert await stage.says("minh", code) == [texts.CODE_USED_UP]


async def test_code_inside_a_sentence_is_found(stage: Stage) -> None:
    code = stage.invite(stage.cooperative())
    await stage.says("lan", f"ma cua toi la {code.lower()}")
    assert general.NEEDS_CONSENT in stage.read("lan")


async def test_yes_and_no_in_words_answer_what_joining_asks(stage: Stage) -> None:
    home = stage.cooperative()
    code = stage.invite(home)
    await stage.says("lan", code)
    await stage.says("lan", "có")
    await stage.says("lan", "khong")
    assert stage.read("lan") == texts.NOT_JOINED
    await stage.says("lan", code)
    await stage.says("lan", "vang")
    assert joined(stage, "lan") == [home]


@pytest.mark.parametrize("typed", ["abc123", "O2XY9Z"])
async def test_code_with_a_sign_that_no_code_has_is_told_so(stage: Stage, typed: str) -> None:
    await stage.says("lan", typed)
    assert stage.read("lan") == texts.CODE_MISREAD


@pytest.mark.parametrize("typed", ["dieu23", "500000", "cam on"])
async def test_other_short_words_are_no_misread_code(stage: Stage, typed: str) -> None:
    await stage.says("lan", typed)
    assert stage.read("lan") != texts.CODE_MISREAD


async def test_refusing_a_name_is_not_a_name_and_a_question_is_none_either(stage: Stage) -> None:
    await stage.says("lan", stage.invite(stage.cooperative()))
    await stage.presses("lan", general.AGREE)
    await stage.presses("lan", texts.JOIN)
    await stage.says("lan", "htx cần bao nhiêu thành viên?")
    assert not stage.read("lan").startswith("Chào")
    await stage.says("lan", "bo qua")
    assert stage.person("lan")[0].name is None
