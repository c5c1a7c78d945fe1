"""`python -m scripts.rounds`: the board, the call list, calendars, versions and merging from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handlers.survey.load import DEFINITIONS
from scripts import rounds
from storage import cooperatives, surveys
from tests.stage import Stage

Run = Callable[..., int]


@pytest.fixture
async def run(stage: Stage, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    stage.staff()
    stage.cooperative("HTX Rau", phone="0912345678")
    stage.cooperative("HTX Chè")
    await stage.says("cán bộ", "/modot")
    for label in ("6 tháng cuối năm 2026", "7 ngày", "Mở đợt"):
        await stage.presses("cán bộ", label)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return lambda *words: rounds.main(list(words))


def test_board_says_where_each_cooperative_stands(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("board") == 0
    said = capsys.readouterr().out
    assert "no_address: 2" in said
    assert "HTX Rau" in said
    assert run("board", "--round", "9") == rounds.refuse("")


def test_call_list_is_written_whole_or_not_at_all(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("calls", "--out", str(tmp_path / "goi.xlsx")) == 0
    sheet = load_workbook(tmp_path / "goi.xlsx").active
    assert sheet is not None
    assert [sheet.cell(row, 2).value for row in (2, 3)] == [None, "0912345678"]
    assert run("calls", "--out", str(tmp_path / "goi.xlsx" / "goi.xlsx")) == 2
    assert sorted(path.name for path in tmp_path.glob("*goi*")) == ["goi.xlsx"]


def test_calendar_is_added_paused_resumed_and_ended(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add-calendar", "monthly", "month", "2099-01-31", "5", "--remind=2,-1", "--quiet", "20-7") == 0
    assert "2099-02-28" in capsys.readouterr().out
    assert run("add-calendar", "monthly", "month", "2099-01-31", "5") == 2
    assert run("add-calendar", "monthly", "year", "2099-01-31", "5") == 2
    assert run("add-calendar", "monthly", "week", "2001-01-31", "5") == 2
    assert [run(what, "1") for what in ("pause", "pause", "resume", "end", "end")] == [0, 2, 0, 0, 2]


def test_new_version_says_who_is_in_the_middle_first(
    run: Run, stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "half_year.toml"
    text = (DEFINITIONS / "half_year.toml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    assert run("publish", str(file), "--yes") == 2
    file.write_text(text.replace("version = 2", "version = 99", 1), encoding="utf-8")
    assert run("publish", str(file), "--yes") == 0
    assert "0 cooperatives are in the middle" in capsys.readouterr().out
    with stage.database.reading() as unit:
        this = surveys.rounds(unit, "open")[0]
        assert surveys.find_version(unit, this.survey_version_id).version == 99
    file.write_text("key = 1", encoding="utf-8")
    assert run("publish", str(file)) == 2


def test_merging_twice_or_into_itself_is_refused(run: Run, stage: Stage) -> None:
    assert run("merge", "1", "1", "--yes") == 2
    assert run("merge", "1", "2", "--yes") == 0
    assert run("merge", "1", "2", "--yes") == 2
    with stage.database.reading() as unit:
        gone = cooperatives.find(unit, 1)
        assert gone is not None
        assert (gone.state, gone.merged_into) == ("dissolved", 2)
