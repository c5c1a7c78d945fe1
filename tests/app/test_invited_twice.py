"""Somebody of two cooperatives that were both invited answers for the one they mean."""

import pytest

from handlers.messages import Kind
from handlers.texts import announce as announce_texts
from handlers.texts import invitations as texts
from storage import broadcasts, gatherings
from tests.stage import Stage

RAU, CHE = "HTX Rau", "HTX Chè"


@pytest.fixture
async def invited(stage: Stage) -> tuple[Stage, dict[str, int]]:
    stage.staff("hoa")
    homes = {name: stage.cooperative(name, sector="agriculture") for name in (RAU, CHE)}
    stage.manager("lan", *homes.values())
    said = ["/thongbao", "Mời tập huấn.", announce_texts.EVERYBODY, "Sửa, thêm…", "Hỏi ai tham gia", "8h sáng 25/11"]
    for words in [*said, "Hội trường", "5", "Đến hết ngày hôm trước", announce_texts.SEND]:
        await stage.says("hoa", words)
    assert texts.COMING in stage.labels("lan")
    return stage, homes


def answers(stage: Stage) -> dict[str, tuple[str, int]]:
    with stage.database.reading() as unit:
        (number,) = [one.id for one in broadcasts.latest(unit)]
        return {one.cooperative: (one.state, one.people) for one in gatherings.listed(unit, number)}


async def test_the_bot_asks_which_and_takes_both_answers(invited: tuple[Stage, dict[str, int]]) -> None:
    stage, _ = invited
    assert await stage.presses("lan", texts.COMING) == [texts.WHICH_HOME]
    assert sorted(stage.labels("lan")) == sorted([RAU, CHE])
    assert await stage.presses("lan", CHE) == [texts.how_many(CHE)]
    await stage.presses("lan", "2 người")
    assert answers(stage) == {CHE: ("coming", 2)}
    await stage.says("lan", "tham gia")  # typed, as where there are no buttons
    await stage.says("lan", RAU)
    await stage.says("lan", "3")
    assert answers(stage) == {CHE: ("coming", 2), RAU: ("coming", 3)}


async def test_withdrawing_concerns_the_one_that_the_button_is_about(invited: tuple[Stage, dict[str, int]]) -> None:
    stage, _ = invited
    for home in (RAU, CHE):
        await stage.presses("lan", texts.COMING)
        await stage.presses("lan", home)
        await stage.presses("lan", "1 người")
    assert await stage.presses("lan", texts.WITHDRAW) == [texts.WITHDRAWN]
    assert answers(stage) == {CHE: ("declined", 0), RAU: ("coming", 1)}
    assert await stage.says("lan", texts.WITHDRAW) == [texts.WITHDRAWN]  # only one is left that it can mean
    assert answers(stage)[RAU] == ("declined", 0)


async def test_button_for_a_cooperative_of_somebody_else_asks_again(invited: tuple[Stage, dict[str, int]]) -> None:
    stage, homes = invited
    with stage.database.reading() as unit:
        (number,) = [one.id for one in broadcasts.latest(unit)]
    await stage.does("lan", Kind.CHOICE, choice=f"tin:for:{number}:{max(homes.values()) + 7}:yes:2")
    assert stage.read("lan") == texts.WHICH_HOME
    assert answers(stage) == {}
