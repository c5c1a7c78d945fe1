"""A cooperative joins another one in the middle of a round, by staff in chat and by command."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from handlers.messages import Kind
from handlers.results.figures import read_round
from handlers.survey.state import Answer
from handlers.texts import mergers as texts
from handlers.texts import rounds as words
from handlers.texts import survey as survey_words
from scripts import rounds
from storage import cooperatives, members, mergers, surveys
from tests.stage import Stage

STAFF = "cán bộ"
MONTHLY = ("35", "đúng", "12")


@pytest.fixture
async def opened(stage: Stage) -> Stage:
    """A round in which Lan may answer for one cooperative and Minh for the other."""
    stage.staff()
    for number, (who, name) in enumerate((("lan", "HTX Rau Mường So"), ("minh", "HTX Chung Bản Bo"))):
        home = stage.cooperative(name, ward_name="Xã Mường So", ward_code=3, sector="agriculture", phone=f"091{number}")
        stage.manager(who, home)
    stage.invite(1)
    await stage.says(STAFF, "/modot")
    for label in ("Tin nhanh hằng tháng của hợp tác xã", "tháng 11 năm 2026", "7 ngày", words.OPEN):
        await stage.presses(STAFF, label)
    return stage


async def begin(stage: Stage, who: str) -> None:
    await stage.presses(who, words.START)
    await stage.presses(who, "Vẫn như trước")


async def send(stage: Stage, who: str, workers: str = "12") -> None:
    await begin(stage, who)
    for text in ("85 triệu", "đúng", workers):
        await stage.says(who, text)
    await stage.presses(who, survey_words.SKIP)
    await stage.presses(who, survey_words.SEND)


async def merge(stage: Stage, *labels: str) -> None:
    await stage.says(STAFF, "/gop rau mường so")
    await stage.says(STAFF, "chung bản bo")
    for label in (*labels, texts.MERGE):
        await stage.presses(STAFF, label)


def held(stage: Stage) -> dict[int, tuple[int, str, dict[str, object]]]:
    """Response -> whose it is, its status, its answers."""
    with stage.database.reading() as unit:
        return {
            item.id: (
                item.cooperative_id,
                item.status,
                {key: Answer.from_json(one).value for key, one in surveys.answers_of(unit, item.id).items()},
            )
            for item in surveys.responses_in(unit, 1)
        }


def counted(stage: Stage) -> dict[str, str]:
    """Who is asked in the round, by name, and what became of it."""
    with stage.database.reading() as unit:
        this = surveys.find_round(unit, 1)
        assert this is not None
        return {report.name: report.status for report in read_round(unit, this, stage.now).reports}


async def test_nothing_happens_before_the_last_press(opened: Stage) -> None:
    await begin(opened, "lan")
    before = held(opened)
    await opened.says(STAFF, "/gop rau mường so")
    await opened.says(STAFF, "rau mường so")
    assert opened.read(STAFF) == texts.SAME
    await opened.says(STAFF, "chung bản bo")
    assert "các câu chuyển sang HTX Chung Bản Bo" in opened.read(STAFF)
    await opened.presses(STAFF, texts.TURN_ROUND)
    assert opened.read(STAFF).startswith("HTX Chung Bản Bo nhập vào HTX Rau Mường So")
    await opened.says(STAFF, "làm đi")
    assert texts.CHOOSE_ABOVE in opened.read(STAFF)
    await opened.says(STAFF, "thôi")
    assert opened.read(STAFF) == texts.CANCELLED
    assert held(opened) == before
    with opened.database.reading() as unit:
        assert len(cooperatives.directory(unit)) == 2
        assert mergers.mergers_of(unit, 2) == []
        assert len(members.members_of(unit, 1)) == 1


async def test_answers_not_sent_go_on_as_the_others_and_that_is_said_before_anything_is_kept(opened: Stage) -> None:
    await begin(opened, "lan")
    await merge(opened)
    assert "tính cả phần của HTX Rau Mường So" in opened.read("minh")
    assert held(opened) == {1: (2, "open", {"state": "same"})}
    said = await opened.says("lan", "85 triệu")
    assert said[0].startswith("Tin nhanh hằng tháng của hợp tác xã này nay là của HTX Chung Bản Bo")
    assert "Câu 2/4" in said[1]
    assert held(opened)[1][2] == {"state": "same"}
    await opened.says("lan", "85 triệu")
    await opened.says("lan", "đúng")
    assert held(opened)[1][2] == {"state": "same", "revenue": 85_000_000}
    await opened.presses("minh", words.GO_ON)
    assert "Câu 3/4" in opened.read("minh")
    assert counted(opened) == {"HTX Chung Bản Bo": "partial"}


async def test_sent_report_stands_for_itself_and_the_other_one_reports_its_own(opened: Stage) -> None:
    await send(opened, "lan")
    await merge(opened)
    assert "bạn không tính phần của HTX Rau Mường So" in opened.read("minh")
    await send(opened, "minh", "7")
    assert [(one[0], one[1], one[2]["workers"]) for one in held(opened).values()] == [
        (1, "submitted", 12),
        (2, "submitted", 7),
    ]
    assert counted(opened) == {"HTX Rau Mường So": "submitted", "HTX Chung Bản Bo": "submitted"}
    await opened.presses("lan", words.CHANGE)
    assert "đã nhập vào HTX Chung Bản Bo" in opened.read("lan")


async def test_sent_report_goes_over_to_be_looked_at_and_keeps_its_code(opened: Stage) -> None:
    await send(opened, "lan")
    await merge(opened, texts.JOINT)
    assert held(opened)[1][:2] == (2, "open")
    assert counted(opened) == {"HTX Chung Bản Bo": "partial"}
    await opened.presses("minh", words.GO_ON)
    assert survey_words.SEND in opened.labels("minh")
    await opened.says("minh", "3")
    await opened.says("minh", "19")
    await opened.presses("minh", survey_words.SEND)
    assert "BC00001" in opened.read("minh")
    assert held(opened)[1][:2] == (2, "submitted")
    with opened.database.reading() as unit:
        changes = [(one.old["value"], one.new["value"]) for one in surveys.changes_of(unit, 1) if one.old]
        assert changes == [(12, 19)]


@pytest.mark.parametrize("sends", [False, True])
async def test_where_both_answered_one_is_kept_and_not_counted(opened: Stage, sends: bool) -> None:
    await (send if sends else begin)(opened, "lan")
    await begin(opened, "minh")
    await merge(opened, *([texts.JOINT] if sends else []))
    assert [one[:2] for one in held(opened).values()] == [(1, "merged"), (2, "open")]
    assert held(opened)[1][2]["state"] == "same"
    assert counted(opened) == {"HTX Chung Bản Bo": "partial"}
    await opened.says(STAFF, "/chuatraloi")
    assert "HTX Rau" not in opened.read(STAFF)


async def test_what_changed_since_it_was_shown_is_shown_again(opened: Stage) -> None:
    await opened.says(STAFF, "/gop rau mường so")
    await opened.says(STAFF, "chung bản bo")
    await begin(opened, "lan")
    await opened.presses(STAFF, texts.MERGE)
    assert texts.CHANGED_SHOWN in opened.read(STAFF)
    assert held(opened)[1][0] == 1
    await opened.presses(STAFF, texts.MERGE)
    assert held(opened)[1][0] == 2


async def test_response_only_opened_by_the_other_one_makes_room(opened: Stage) -> None:
    await begin(opened, "lan")
    await opened.presses("minh", words.START)
    await merge(opened)
    assert held(opened) == {1: (2, "open", {"state": "same"})}
    await opened.says("minh", "như trước")
    assert "Câu 2/4" in opened.read("minh")


async def test_response_only_opened_by_the_one_that_goes_counts_nowhere(opened: Stage) -> None:
    await opened.presses("lan", words.START)
    await merge(opened)
    assert held(opened) == {1: (1, "merged", {})}
    assert counted(opened) == {"HTX Chung Bản Bo": "none"}


async def test_invitation_that_waits_for_the_morning_is_taken_back(opened: Stage) -> None:
    opened.console.clock.advance(timedelta(hours=13))
    await opened.says(STAFF, "/modot")
    for label in ("Báo cáo quý của hợp tác xã", "quý 3 năm 2026", "7 ngày", words.OPEN):
        await opened.presses(STAFF, label)
    await merge(opened)
    said = [sent.outgoing.text for sent in await opened.waits(hours=12) if sent.to == "lan"]
    assert len(said) == 1
    assert said[0].startswith("HTX Rau Mường So đã nhập vào HTX Chung Bản Bo")


async def test_old_button_and_code_lead_to_the_one_it_joined(opened: Stage) -> None:
    await merge(opened)
    await opened.does("lan", Kind.CHOICE, choice="sv:open:1:1")
    assert "đã nhập vào HTX Chung Bản Bo" in opened.read("lan")
    with opened.database.reading() as unit:
        assert members.invite_of(unit, 1) is None
        assert members.invite_of(unit, 2) is not None


async def test_who_came_over_still_gets_a_copy_of_what_they_sent_and_nobody_else_does(opened: Stage) -> None:
    await send(opened, "lan")
    await merge(opened)
    await opened.says("lan", "/bansao")
    (file,) = opened.messages("lan")[-1].outgoing.attachments
    assert file.name == "bao-cao-thang-11-nam-2026-htx-rau-muong-so.docx"
    await opened.does("minh", Kind.CHOICE, choice="sv:copy:1")
    assert opened.read("minh") == words.NO_COPY


async def test_who_had_left_before_gets_no_copy(opened: Stage) -> None:
    await send(opened, "lan")
    with opened.database.unit() as unit:
        members.leave(unit, members.members_of(unit, 1)[0], 1, opened.now)
    opened.console.clock.advance(timedelta(minutes=1))
    await merge(opened)
    await opened.says("lan", "/bansao")
    assert opened.read("lan") == words.NO_COPY


async def test_wish_to_be_reminded_goes_over_and_an_old_button_leads_there(opened: Stage) -> None:
    await opened.presses("lan", words.LATER)
    await opened.says("lan", "19h")
    await merge(opened)
    sent = [one.outgoing.text for one in await opened.waits(hours=11) if one.to == "lan"]
    assert len(sent) == 1
    assert sent[0].startswith("Nhắc bạn: báo cáo tháng 11 năm 2026 của HTX Chung Bản Bo")
    await opened.does("lan", Kind.CHOICE, choice="sv:later:1:1")
    assert "đã nhập vào HTX Chung Bản Bo" in opened.read("lan")


async def test_only_staff_merge(opened: Stage) -> None:
    said = await opened.says("lan", "/gop rau")
    assert "nhập vào hợp tác xã nào" not in "".join(said)


async def test_name_that_fits_several_is_asked_and_may_be_pressed(opened: Stage) -> None:
    for name in ("HTX Chè Xuân", "HTX Chè Hạ"):
        opened.cooperative(name)
    await opened.says(STAFF, "/gop chè")
    await opened.presses(STAFF, "HTX Chè Xuân")
    await opened.says(STAFF, "htx ch")
    await opened.presses(STAFF, "HTX Chè Hạ")
    assert opened.read(STAFF).startswith("HTX Chè Xuân nhập vào HTX Chè Hạ")


async def test_trial_and_real_are_never_merged(opened: Stage) -> None:
    opened.cooperative("HTX Dùng Thử", is_trial=True)
    await opened.says(STAFF, "/gop dùng thử")
    await opened.says(STAFF, "chung bản bo")
    assert opened.read(STAFF) == texts.TRIAL


@pytest.fixture
def run(opened: Stage, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    return lambda *words_: rounds.main(["merge", *words_])


async def test_command_shows_first_and_merges_only_after_a_yes(
    run: Callable[..., int], opened: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    await send(opened, "lan")
    assert run("1", "2", "--joint") == 1
    assert "báo cáo chuyển sang HTX Chung Bản Bo" in capsys.readouterr().out
    assert held(opened)[1][:2] == (1, "submitted")
    assert run("1", "2", "--joint", "--yes") == 0
    assert held(opened)[1][:2] == (2, "open")
