"""Announcements from the command line: counted, kept, sent, refused in one sentence."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channels.zalo_oa.refusals import explain
from handlers.texts import announce as texts
from scripts import announce
from storage import broadcasts, copies, members, people
from tests.samples import pdf
from tests.stage import Stage


@pytest.fixture
def staffed(stage: Stage) -> Stage:
    rau = stage.cooperative("HTX Rau", sector="agriculture", ward_code=1, ward_name="Xã Mường So")
    stage.cooperative("HTX Vắng", sector="transport", ward_code=2, ward_name="Phường Tân Phong")
    stage.manager("lan", rau)
    return stage


def run(stage: Stage, *arguments: str) -> int:
    return announce.run(announce.parse([*arguments]), stage.database, stage.settings, stage.now)


@pytest.fixture
def text(tmp_path: Path) -> str:
    file = tmp_path / "tin.txt"
    file.write_text("Mời họp.", encoding="utf-8")
    return str(file)


async def test_without_send_a_draft_is_kept_and_told(
    staffed: Stage, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(staffed, "new", "--text", text, "--to", "nong nghiep muong so") == 0
    printed = capsys.readouterr().out
    assert "ngành Nông, lâm nghiệp, thủy sản, Xã Mường So" in printed
    assert "Reaches 1 people of 1 cooperatives" in printed
    await staffed.waits(minutes=1)
    assert staffed.messages("lan") == []
    staffed.staff()
    await staffed.says("cán bộ", "/thongbao")
    assert "Số 1: Mời họp." in staffed.labels("cán bộ")


def test_whom_it_does_not_reach_and_what_the_plan_leaves_is_said_before(
    staffed: Stage, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with staffed.database.unit() as unit:
        person, _ = people.meet(unit, "zalo_bot", "minh", staffed.now)
        people.record_consent(unit, person.id, "full", "test", staffed.now)
        members.join(unit, person.id, 1, staffed.now)
    zalo = staffed.settings.model_copy(update={"zalo_bot_token": SecretStr("1:abc"), "zalo_bot_per_month": 3000})
    announce.run(announce.parse(["new", "--text", text]), staffed.database, zalo, staffed.now)
    printed = capsys.readouterr().out
    assert "Not reached (nobody joined): HTX Vắng" in printed
    assert "3.000" in printed


async def test_one_of_the_staff_gets_it_first_to_try_it_out(
    staffed: Stage, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    staffed.staff("Hoa")
    assert run(staffed, "new", "--text", text, "--ask-read", "--test", "hoa") == 0
    assert "Kept as a draft" in capsys.readouterr().out
    await staffed.waits(minutes=1)
    assert staffed.read("Hoa") == "Mời họp."
    assert staffed.messages("lan") == []
    await staffed.presses("Hoa", "Đã đọc")
    assert staffed.read("Hoa") == texts.TEST_BUTTON
    assert run(staffed, "new", "--text", text, "--test", "nobody") == 1
    assert "Nobody of the staff is called nobody" in capsys.readouterr().err


async def test_report_names_whom_it_did_not_reach_and_why(
    staffed: Stage, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def refuse(*arguments: object, **options: object) -> str:
        raise explain(-248, "…")

    staffed.console.channel.send = refuse  # type: ignore[method-assign, assignment]
    run(staffed, "new", "--text", text, "--send")
    await staffed.waits(minutes=1)
    capsys.readouterr()
    run(staffed, "report", "1")
    assert "• lan, HTX Rau (không gửi được: Zalo cho là trái quy định)" in capsys.readouterr().out


async def test_send_reaches_people_with_the_file_once(staffed: Stage, text: str, tmp_path: Path) -> None:
    (tmp_path / "lịch.pdf").write_bytes(pdf())
    attach = str(tmp_path / "lịch.pdf")
    assert run(staffed, "new", "--text", text, "--attach", attach, "--topic", "training", "--ask-read", "--send") == 0
    await staffed.waits(minutes=1)
    (got,) = staffed.messages("lan")
    assert [file.name for file in got.outgoing.attachments] == ["lịch.pdf"]
    assert "/chude" in got.outgoing.text
    assert staffed.labels("lan") == ["Đã đọc"]


async def test_planned_one_can_be_stopped_before_its_time(
    staffed: Stage, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(staffed, "new", "--text", text, "--at", "22h") == 0
    assert "It will be sent at 07:00 ngày 21/11." in capsys.readouterr().out
    assert run(staffed, "stop", "1") == 0
    await staffed.waits(days=1)
    assert staffed.messages("lan") == []
    assert run(staffed, "stop", "1") == 1


def test_list_and_report_tell_the_state(staffed: Stage, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(staffed, "new", "--text", text, "--send")
    capsys.readouterr()
    run(staffed, "list")
    run(staffed, "report", "1")
    printed = capsys.readouterr().out
    assert "1     confirmed  Mời họp." in printed
    assert "đang chờ: 1" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "xa Lung"), "Tôi chưa hiểu"),
        (("--attach", "khong-co.pdf"), "khong-co.pdf cannot be read"),
        (("--at", "8h hôm qua"), "is not clear (past)"),
        (("--to", "van tai", "--send"), "Nobody would get it"),
    ],
)
def test_what_cannot_be_done_is_refused_and_leaves_nothing(
    arguments: tuple[str, ...], said: str, staffed: Stage, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(staffed, "new", "--text", text, *arguments) == 1
    assert said in capsys.readouterr().err
    with staffed.database.reading() as unit:
        assert broadcasts.unfinished(unit) == []
        assert copies.count(unit, 1) == {}


def test_empty_text_is_refused(staffed: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tin.txt").write_text("  \n", encoding="utf-8")
    assert run(staffed, "new", "--text", str(tmp_path / "tin.txt")) == 1
    assert "1 to 3000 characters" in capsys.readouterr().err
