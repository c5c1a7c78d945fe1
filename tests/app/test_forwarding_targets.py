"""The folder, the staff's chats, and which targets are on."""

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from bot.forwarding import build_targets, drawing, target_names
from bot.forwarding.folder import FolderTarget
from bot.forwarding.staff import StaffTarget
from bot.settings import Settings, WrongSetting, read_settings
from handlers.results.forwarding import plan_again, plan_closed, targets_of
from storage import calendars, forwards, surveys
from storage.engine import Database
from storage.forwards import PAUSES
from tests.app.forwarding_office import FILES, JSON, RAW, SECRET, WORLD, XLSX, Office
from tests.app.results_rounds import CLOSED, fill, make_staff


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """What is tested here is the same on every database; `test_forwarding` runs on both."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes a second; most tests look at other things."""
    monkeypatch.setattr("bot.forwarding.staff.draw_picture", lambda data: None)


# Folder --------------------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def full_disk(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("at", ["pathlib.Path.open", "os.fsync", "os.replace"])
async def test_a_full_disk_leaves_no_half_file_and_is_tried_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / JSON).write_bytes(b"the last round")
    office = Office(database, FolderTarget(folder))
    with monkeypatch.context() as patched:
        patched.setattr(at, full_disk)
        await office.forwarding.run_due()
    assert contents(folder) == {JSON: b"the last round"}
    assert office.forwards[0].reason == "the folder cannot be written: No space left on device"
    await office.run_after(PAUSES[0])
    written = contents(folder)
    assert json.loads(written[JSON])["schema"] == "htx-results/1"
    assert load_workbook(io.BytesIO(written[XLSX])).sheetnames[0] == "Tổng hợp"


async def test_a_disk_that_fills_at_the_second_file_replaces_neither(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(database, FolderTarget(tmp_path / "out"))
    synced = []
    real = os.fsync

    def fill_up(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            full_disk()
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fill_up)
        await office.forwarding.run_due()
    assert contents(tmp_path / "out") == {}
    assert office.states == [("folder", "waiting", 1)]


async def test_a_draft_left_by_a_killed_process_is_written_over(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / f".{XLSX}.part").write_bytes(b"half of")
    office = Office(database, FolderTarget(folder))
    await office.forwarding.run_due()
    assert sorted(contents(folder)) == FILES


async def test_a_folder_that_cannot_be_made_is_said_so(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    office = Office(database, FolderTarget(tmp_path / "file" / "out"))
    await office.forwarding.run_due()
    assert office.states == [("folder", "waiting", 1)]
    assert (office.forwards[0].reason or "").startswith("the folder cannot be written")


async def test_the_raw_workbook_is_in_the_folder_only_where_the_settings_say_so(
    database: Database, tmp_path: Path
) -> None:
    office = Office(database, FolderTarget(tmp_path / "out", raw=True))
    await office.forwarding.run_due()
    written = contents(tmp_path / "out")
    assert sorted(written) == sorted([*FILES, RAW])
    assert "Trả lời" in load_workbook(io.BytesIO(written[RAW])).sheetnames
    assert "Trả lời" not in load_workbook(io.BytesIO(written[XLSX])).sheetnames


def test_a_file_system_that_is_full_leaves_no_half_file(tmp_path: Path) -> None:
    """The system itself refuses to write on, in a process of its own with a limit of 20,000 bytes a file."""
    code = (
        "import resource, signal, sys; from pathlib import Path; from bot.forwarding.folder import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "try: write_whole(Path(sys.argv[1]), {'a.csv': b'x', 'b.xlsx': b'y' * 50000})\n"
        "except OSError as error: sys.exit(error.errno)"
    )
    (tmp_path / "a.csv").write_bytes(b"the last round")
    ended = subprocess.run([sys.executable, "-B", "-c", code, str(tmp_path)])
    assert ended.returncode == errno.EFBIG
    assert contents(tmp_path) == {"a.csv": b"the last round"}


# Staff ---------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_picture")
async def test_everyone_on_the_staff_gets_it_once_however_often_it_is_tried(database: Database) -> None:
    office = Office(database, StaffTarget())
    make_staff(database, "boss")
    make_staff(database, "officer")
    await office.forwarding.run_due()
    # As if the process had died after putting the messages in the outbox and before saying so.
    forward = office.forwards[0]
    await StaffTarget().deliver(office.parcel(forward))
    assert sorted(address for address, _ in office.told()) == ["boss", "officer"]


@pytest.mark.usefixtures("no_picture")
async def test_it_waits_until_somebody_on_the_staff_can_be_reached(database: Database) -> None:
    office = Office(database, StaffTarget())
    await office.forwarding.run_due()
    assert office.forwards[0].reason == "nobody on the staff can be reached in chat yet"
    make_staff(database, "boss")
    await office.run_after(PAUSES[0])
    assert [address for address, _ in office.told()] == ["boss"]


async def test_without_a_picture_the_figures_go_all_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("handlers.results.chart.__file__", str(tmp_path / "missing.py"))
    office = Office(database, StaffTarget())
    make_staff(database, "boss")
    await office.forwarding.run_due()
    ((_, message),) = office.told()
    assert [item.name for item in message.attachments] == [RAW, "half_year-2026-H1.docx"]
    assert "the picture was not drawn" in caplog.text


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import time; time.sleep(60)", "TimeoutExpired"),
        ("print('no picture')", "what came is no picture"),
        ("raise SystemExit(3)", "the picture was not drawn"),
    ],
)
def test_a_drawing_that_fails_or_hangs_gives_no_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture, program: str, said: str
) -> None:
    (tmp_path / "chart.py").write_text(program, encoding="utf-8")
    monkeypatch.setattr("handlers.results.chart.__file__", str(tmp_path / "chart.py"))
    assert drawing.draw_picture({}, seconds=2) is None
    assert said in caplog.text


def test_the_serving_process_never_imports_the_drawing_library() -> None:
    code = "import sys, bot.forwarding; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# Settings ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def all_on(tmp_path: Path) -> Settings:
    mail = {"forward_email": "a@example.vn,b@example.vn", "smtp_host": "127.0.0.1", "smtp_from": "htx@example.vn"}
    post = {"forward_url": "https://example.vn/in", "forward_secret": SECRET}
    return read_settings(forward_folder=tmp_path, **post, **mail)


def test_targets_are_on_when_they_are_configured(all_on: Settings) -> None:
    names = ("folder", "post", "email:a@example.vn", "email:b@example.vn", "staff")
    assert target_names(all_on) == names
    assert tuple(build_targets(all_on, WORLD)) == ("asker", *names)
    nothing = read_settings(forward_to_staff=False)
    assert (target_names(nothing), tuple(build_targets(nothing, WORLD))) == ((), ("asker",))


def test_a_survey_goes_where_its_route_says_and_others_everywhere(all_on: Settings) -> None:
    world = replace(WORLD, forward_targets=target_names(all_on), forward_routes={"monthly": ("email", "staff")})
    assert world.targets_for("monthly") == ("email:a@example.vn", "email:b@example.vn", "staff")
    assert world.targets_for("half_year") == target_names(all_on)


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [("year", ("folder",)), ("half_year", ("staff",)), (None, ("staff",))],
)
def test_a_calendar_goes_where_its_own_route_says(
    database: Database, all_on: Settings, frequency: str | None, expected: tuple[str, ...]
) -> None:
    """Planned, asked for again and shown to staff alike; a round opened by hand goes where its survey goes."""
    routes = {"half_year": ("staff",), "half_year/year": ("folder",)}
    world = replace(WORLD, forward_targets=target_names(all_on), forward_routes=routes)
    with database.unit() as unit:
        this = fill(unit)
        if frequency is not None:
            item = calendars.add(unit, "half_year", frequency, date(2026, 7, 1), 14, [], 0, None, CLOSED)
            unit.run(text(f"UPDATE round SET calendar_id = {item.id}"))
        surveys.close_round(unit, this.id, CLOSED)
        assert plan_closed(unit, world, this.id, CLOSED) == len(expected)
        closed = surveys.find_round(unit, this.id)
        assert closed is not None
        assert targets_of(unit, world, closed) == expected
        assert plan_again(unit, world, closed, CLOSED) == expected
        assert {item.target for item in forwards.of_round(unit, this.id)} == set(expected)


def test_a_secret_that_is_none_stops_the_start_with_one_sentence() -> None:
    with pytest.raises(WrongSetting) as caught:
        read_settings(forward_url="https://example.vn/in", forward_secret="whsec_not base64")
    assert str(caught.value) == "Setting FORWARD_SECRET: must be base64 after whsec_."


@pytest.mark.parametrize("secret", ["whsec_YQ", "whsec_YWI=", "whsec_YWJj", SECRET])
def test_padding_of_the_secret_does_not_matter(secret: str) -> None:
    settings = read_settings(forward_url="https://example.vn/in", forward_secret=secret)
    assert "post" in build_targets(settings, WORLD)
