"""Choices on a channel without buttons: whatever shows them, the number or the words that are shown choose."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.channel import Capabilities
from bot.channels.numbered import write_message
from handlers import post
from handlers.messages import Choice, Outgoing
from handlers.texts import rounds
from storage import people
from tests.stage import Stage

WORDS_ONLY = Capabilities(buttons=False, text_limit=2000, files=False, edits=False)


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    built = Stage(sqlite_url)
    built.console.channel.capabilities = WORDS_ONLY  # type: ignore[misc]
    home = built.cooperative()
    built.manager("lan", home)
    built.staff("hoa")
    yield built
    built.close()


def shown(stage: Stage, who: str) -> str:
    return write_message(stage.messages(who)[-1].outgoing)


async def open_round(stage: Stage) -> None:
    await stage.says("hoa", "/modot")
    for label in ("6 tháng cuối năm 2026", "7 ngày", "Mở đợt"):
        await stage.presses("hoa", label)


async def announce(stage: Stage, who: str, *choices: tuple[str, str]) -> None:
    """Somebody is told something that was not asked for."""
    _, contact = stage.person(who)
    message = Outgoing("Mời họp", tuple(Choice(*choice) for choice in choices))
    with stage.database.unit() as unit:
        post.send(unit, contact, message, stage.now, stage.console.app.world.quiet, purpose="announcement")
    await stage.waits(minutes=1)


def talk(stage: Stage, who: str) -> dict[str, Any]:
    return stage.person(who)[1].talk


async def test_invitation_that_came_by_itself_is_begun_by_its_number(stage: Stage) -> None:
    await open_round(stage)
    assert f"1. {rounds.START}\n2. {rounds.LATER}" in shown(stage, "lan")
    await stage.says("lan", "1")
    assert "Câu 1/5" in stage.read("lan")


async def test_invitation_waits_for_its_number_while_other_things_are_said(stage: Stage) -> None:
    await open_round(stage)
    await stage.says("lan", "/dung")  # a reply without choices
    await stage.says("lan", "1")
    assert "Câu 1/5" in stage.read("lan")


async def test_choices_shown_in_a_reply_replace_the_invitation(stage: Stage) -> None:
    await open_round(stage)
    await stage.says("lan", "/xoa")
    await stage.says("lan", "2")  # keep, the second choice of the reply, and not "later"
    assert stage.read("lan") != rounds.LATER_NOTED
    assert talk(stage, "lan")["menu"] == []


async def test_later_invitation_replaces_the_numbers_of_a_reply(stage: Stage) -> None:
    await stage.says("lan", "/xoa")
    await announce(stage, "lan", ("sv:later", "Để sau"))
    await stage.says("lan", "1")
    assert stage.read("lan") == rounds.LATER_NOTED


async def test_choices_replaced_by_an_invitation_still_work_by_their_words(stage: Stage) -> None:
    await stage.says("lan", "/xoa")
    keep = stage.labels("lan")[1]
    await announce(stage, "lan", ("sv:later", "Để sau"))
    await stage.says("lan", keep)
    assert stage.read("lan") != rounds.LATER_NOTED
    assert stage.person("lan")[0].name == "lan"


async def test_number_typed_for_a_question_is_no_choice_of_what_came_meanwhile(stage: Stage) -> None:
    await open_round(stage)
    await stage.says("lan", "1")
    await stage.says("lan", "1")  # works: now the number of members is asked
    await announce(stage, "lan", ("sv:later", "Xem sau"))
    assert "Hoặc gõ «Xem sau»" in shown(stage, "lan")
    await stage.says("lan", "1")
    assert "Đã ghi: Thành viên: 1 người" in stage.read("lan")


async def test_words_of_what_came_meanwhile_choose_in_the_middle_of_a_question(stage: Stage) -> None:
    await open_round(stage)
    await stage.says("lan", "1")
    await stage.says("lan", "1")
    await announce(stage, "lan", ("sv:later", "Xem sau"))
    await stage.says("lan", "xem sau")
    assert stage.read("lan") == rounds.LATER_NOTED


async def test_only_one_message_of_an_answer_shows_numbers(stage: Stage) -> None:
    """A question of law in the middle of the survey: the answer's own choices and the survey's come together."""
    await open_round(stage)
    await stage.says("lan", "1")
    await stage.says("lan", "thành lập hợp tác xã cần mấy người?")
    with_choices = [sent.outgoing for sent in stage.messages("lan")[-3:] if sent.outgoing.choices]
    assert [message.free_input for message in with_choices] == [True, False]
    await stage.says("lan", "1")
    assert "Đã ghi: Tình hình: Đang hoạt động" in stage.read("lan")


async def test_no_number_is_shown_while_a_number_is_the_answer(stage: Stage) -> None:
    await open_round(stage)
    await stage.says("lan", "1")
    await stage.says("lan", "1")
    assert "1." not in shown(stage, "lan")
    assert "Hoặc gõ «Không có số liệu», «Quay lại», «Để sau»" in shown(stage, "lan")


async def test_what_comes_by_itself_does_not_count_as_a_word_of_the_person(stage: Stage) -> None:
    """The address used last is the one that is written to: being written to does not make it that."""
    before = stage.person("lan")[1]
    await announce(stage, "lan", ("sv:later", "Để sau"))
    with stage.database.unit() as unit:
        after = people.find_contact(unit, before.id)
    assert after is not None
    assert after.version == before.version + 1
    assert talk(stage, "lan")["standing"] is True


async def test_channel_with_buttons_keeps_no_menu_of_what_came_by_itself(stage: Stage) -> None:
    stage.console.channel.capabilities = Capabilities(buttons=True, text_limit=100, files=True, edits=True)  # type: ignore[misc]
    await announce(stage, "lan", ("sv:later", "Để sau"))
    assert talk(stage, "lan") == {}
