"""A cooperative is divided in the middle of a round, by staff in chat and by command."""

from collections.abc import Callable

import pytest

from handlers.messages import Kind
from handlers.survey.state import Answer
from handlers.texts import rounds as words
from handlers.texts import splits as texts
from scripts import rounds
from storage import cooperatives, members, splitting, surveys
from tests.stage import Stage

STAFF = "cán bộ"


@pytest.fixture
async def opened(stage: Stage) -> Stage:
    """A round in which Lan answered two questions for a cooperative that Minh reports for too."""
    stage.staff()
    home = stage.cooperative("HTX Rau", ward_name="Xã Mường So", ward_code=3, sector="agriculture")
    stage.manager("lan", home)
    stage.manager("minh", home)
    stage.invite(home)
    await stage.says(STAFF, "/modot")
    for label in ("6 tháng cuối năm 2026", "7 ngày", words.OPEN):
        await stage.presses(STAFF, label)
    await stage.presses("lan", words.START)
    await stage.presses("lan", "Đang hoạt động")
    await stage.says("lan", "35")
    return stage


def answers(stage: Stage) -> dict[int, dict[str, object]]:
    """Cooperative -> its answers."""
    with stage.database.reading() as unit:
        return {
            item.cooperative_id: {
                key: Answer.from_json(value).value for key, value in surveys.answers_of(unit, item.id).items()
            }
            for item in surveys.responses_in(unit, 1)
        }


async def divide(stage: Stage, *labels: str) -> None:
    await stage.says(STAFF, "/tach rau")
    await stage.says(STAFF, "HTX Chè Bản Bo")
    for label in (*labels, texts.SPLIT):
        await stage.presses(STAFF, label)


async def test_nothing_happens_before_staff_agree(opened: Stage) -> None:
    await opened.says(STAFF, "/tach rau")
    await opened.says(STAFF, "HTX Rau")
    assert opened.read(STAFF) == texts.SAME_NAME
    await opened.says(STAFF, "HTX Chè Bản Bo")
    await opened.presses(STAFF, texts.to_part("minh"))
    assert "HTX Chè Bản Bo (mới): 1 người: minh" in opened.read(STAFF)
    await opened.says(STAFF, "lam di")
    assert texts.CHOOSE_ABOVE in opened.read(STAFF)
    await opened.says(STAFF, "thôi")
    assert opened.read(STAFF) == texts.CANCELLED
    with opened.database.reading() as unit:
        assert cooperatives.count(unit) == 1
        assert len(members.members_of(unit, 1)) == 2


async def test_answers_stay_and_who_goes_begins_anew_for_the_part(opened: Stage) -> None:
    await divide(opened, texts.to_part("minh"))
    assert "Từ giờ bạn gửi số liệu cho HTX Chè Bản Bo" in opened.read("minh")
    assert "sửa lại giúp" in opened.read("lan")
    await opened.presses("minh", words.START)
    await opened.presses("minh", "Đang hoạt động")
    await opened.says("minh", "12")
    await opened.says("lan", "20")  # the question she had before her
    assert answers(opened)[1] | {"members": 35} == answers(opened)[1]
    assert len(answers(opened)[1]) == 3
    assert answers(opened)[2] == {"state": "active", "members": 12}


async def test_answers_go_and_who_stays_is_led_to_a_response_of_their_own(opened: Stage) -> None:
    await divide(opened, texts.to_part("minh"), texts.ANSWERS_TO_PART)
    assert answers(opened) == {2: {"state": "active", "members": 35}}
    await opened.says("lan", "20")
    assert opened.read("lan") == texts.not_here("HTX Chè Bản Bo", "HTX Rau")
    await opened.presses("lan", words.START)
    await opened.presses("lan", "Đang hoạt động")
    await opened.presses("minh", words.GO_ON)
    await opened.says("minh", "8")
    found = answers(opened)
    assert found[1] == {"state": "active"}
    assert len(found[2]) == 3


async def test_old_button_of_who_went_leads_to_the_part(opened: Stage) -> None:
    await opened.presses("minh", words.LATER)
    await divide(opened, texts.to_part("minh"))
    await opened.does("minh", Kind.CHOICE, choice="sv:open:1:1")
    assert opened.read("minh") == texts.not_here("HTX Rau", "HTX Chè Bản Bo")


async def test_both_stand_on_the_board_and_the_split_on_record(opened: Stage) -> None:
    await divide(opened, texts.to_part("minh"), texts.CODES_TO_PART)
    await opened.says(STAFF, "/chuatraloi")
    assert "HTX Chè Bản Bo (chưa mở)" in opened.read(STAFF)
    assert "HTX Rau (dừng ở câu 3/" in opened.read(STAFF)
    with opened.database.reading() as unit:
        (record,) = splitting.splits_of(unit, 1)
        assert (record.part_id, record.people, record.codes, record.answers_with) == (2, 1, 1, 1)
        assert record.person_id is not None
        part = cooperatives.find(unit, 2)
        assert part is not None
        assert (part.ward_code, part.sector, part.members) == (3, "agriculture", None)


async def test_part_that_the_list_brought_already_is_not_made_twice(opened: Stage) -> None:
    opened.cooperative("HTX Chè Bản Bo", ward_code=3)
    await divide(opened, texts.to_part("minh"))
    with opened.database.reading() as unit:
        assert cooperatives.count(unit) == 2
        assert len(members.members_of(unit, 2)) == 1


async def test_only_staff_divide(opened: Stage) -> None:
    said = await opened.says("lan", "/tach rau")
    assert "Phần tách ra" not in "".join(said)


@pytest.fixture
def run(opened: Stage, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    return lambda *words_: rounds.main(["split", *words_])


async def test_command_shows_first_and_divides_only_after_a_yes(
    run: Callable[..., int], opened: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened.database.reading() as unit:
        minh = str(members.members_of(unit, 1)[1])
    assert run("1", "HTX Chè", "--people", minh) == 1
    assert "HTX Chè (mới): 1 người: minh" in capsys.readouterr().out
    assert list(answers(opened)) == [1]
    assert run("1", "HTX Chè", "--people", minh, "--answers-go", "--yes") == 0
    assert list(answers(opened)) == [2]


@pytest.mark.parametrize("words_", [("9", "HTX Chè"), ("1", "HTX Rau"), ("1", "7"), ("1", "HTX Chè", "--people", "99")])
async def test_command_refuses_what_cannot_be_divided_so(run: Callable[..., int], words_: tuple[str, ...]) -> None:
    assert run(*words_, "--yes") == 2
