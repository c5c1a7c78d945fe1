"""A table of last year's answers: all of it or nothing, each doubtful cell named, and the next round knows it."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from handlers.directory.gazetteer import Gazetteer
from handlers.directory.names import fold_name
from handlers.directory.plan import Decisions
from handlers.results.aggregate import aggregate
from handlers.results.figures import read_round
from handlers.survey.catalogue import publish
from handlers.survey.load import load_shipped
from scripts.import_answers import DONE, REFUSED, main, run
from storage import cooperatives, forwards, surveys
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.surveys import Round
from tests.stage import Stage

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NOWHERE = Gazetteer({}, ())
MILLION = 10**6
TABLE = [
    ["Số liệu năm ngoái"],
    ["TT", "Doanh thu (triệu đồng)", "Tên HTX", "Địa chỉ", "so thanh vien", "Khó khăn lớn nhất", "Ghi chú"],
    [1, "1.250,5", "HTX Chè Bản Bo", "Xã Bản Bo", 35, "Thiếu vốn, khó vay", "tốt"],
    [2, 800, "htx rau muong so", "Xã Mường So", "41", None, None],
]


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    with opened.unit() as unit:
        for name, place in (("HTX Chè Bản Bo", "Xã Bản Bo"), ("HTX Rau Mường So", "Xã Mường So")):
            facts = CooperativeFacts(name=name, folded_name=fold_name(name), old_place=place)
            cooperatives.add(unit, facts, datetime(2024, 1, 1, tzinfo=UTC))
    yield opened
    opened.close()


def xlsx(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def load(database: Database, rows: list[list[Any]], period: str = "2025-H2", *, yes: bool = True, **more: Any) -> int:
    given = (xlsx(rows), "half_year", period, NOWHERE, "", NOW)
    return run(database, *given, agree=lambda: yes, **more)


def rounds(database: Database) -> list[Round]:
    with database.reading() as unit:
        return surveys.rounds(unit)


def answers(database: Database) -> list[dict[str, Any]]:
    with database.reading() as unit:
        found = [one for this in surveys.rounds(unit) for one in surveys.responses_in(unit, this.id)]
        return [{key: value["value"] for key, value in surveys.answers_of(unit, one.id).items()} for one in found]


def test_columns_in_any_order_and_spelling_become_answers(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(database, TABLE) == DONE
    assert answers(database) == [
        {"members": 35, "revenue": 1_250_500_000, "difficulty": "capital"},
        {"members": 41, "revenue": 800 * MILLION},
    ]
    said = capsys.readouterr().out
    assert "'so thanh vien'" in said
    assert "not read: TT, Ghi chú" in said or "not read: Ghi chú" in said


def test_every_answer_says_that_it_came_from_a_table(database: Database) -> None:
    load(database, TABLE)
    with database.reading() as unit:
        found = [change for one in (1, 2) for change in surveys.changes_of(unit, one)]
        assert {change.source for change in found} == {"import"}
        assert {answer.source for answer in surveys.answers_in(unit, 1)} == {"import"}


async def test_a_table_for_an_open_round_is_read_by_its_version_and_can_be_corrected(stage: Stage) -> None:
    """The round goes by a version published since, in which a question has another key."""
    stage.manager("lan", stage.cooperative("HTX Chè Bản Bo", old_place="Xã Bản Bo"))
    shipped = load_shipped()["half_year"]
    kept = [replace(one, skip_when=(), not_more_than=None, sums_to=None) for one in shipped.questions]
    kept[1] = replace(kept[1], key="people", was=("members",))
    newer = replace(shipped, version=shipped.version + 1, questions=tuple(kept))
    with stage.database.unit() as unit:
        published = publish(unit, newer, stage.now)
        surveys.open_round(unit, published, "2026-H2", stage.now, stage.now + timedelta(days=7))
    assert load(stage.database, TABLE[:3], "2026-H2") == DONE
    assert answers(stage.database) == [{"people": 35, "revenue": 1_250_500_000, "difficulty": "capital"}]
    await stage.says("lan", "/khaosat")
    assert "Thành viên: 35 người" in stage.read("lan")
    await stage.says("lan", "2")
    await stage.says("lan", "36")
    await stage.says("lan", "/bansao")
    document = Document(io.BytesIO(stage.messages("lan")[-1].outgoing.attachments[0].content))
    who = [row.cells[1].text for row in document.tables[-1].rows[1:]]
    assert who == ["Liên minh nạp từ bảng"] * 3 + ["lan"]
    assert answers(stage.database)[0]["people"] == 36
    with stage.database.reading() as unit:
        assert [one.source for one in surveys.changes_of(unit, 1)][-1] == "chat"


def test_the_round_is_closed_as_of_its_period_and_goes_nowhere(database: Database) -> None:
    load(database, TABLE)
    (this,) = rounds(database)
    assert (this.state, this.period, this.closes_at.date().isoformat()) == ("closed", "2025-H2", "2025-12-31")
    with database.reading() as unit:
        assert forwards.of_round(unit, this.id) == []


def test_the_next_round_compares_with_it(database: Database) -> None:
    load(database, TABLE)
    with database.unit() as unit:
        version = surveys.find_version(unit, surveys.rounds(unit)[0].survey_version_id)
        this, _ = surveys.open_round(unit, version, "2026-H1", NOW, NOW)
        assert surveys.previous_round(unit, this.id) == surveys.rounds(unit, "closed")[0]
        assert "previous" in aggregate(read_round(unit, this, NOW)).compared


@pytest.mark.parametrize(
    ("cell", "column", "reason"),
    [
        ("khoảng 40", 4, "is not exact"),
        ("nhiều lắm", 4, "is no plain number"),
        ("40-50", 4, "is no plain number"),
        (999999, 4, "is outside of what the question allows"),
        ("buồn", 5, "is none of the question's answers"),
    ],
)
def test_a_cell_that_is_not_understood_is_named_and_nothing_is_loaded(
    database: Database, capsys: pytest.CaptureFixture[str], cell: Any, column: int, reason: str
) -> None:
    rows = [list(row) for row in TABLE]
    rows[3][column] = cell
    assert load(database, rows) == REFUSED
    said = capsys.readouterr().out
    assert reason in said
    assert "row 4" in said
    assert rounds(database) == []
    assert load(database, rows, leave_out=True) == DONE
    assert len(answers(database)) == 2


def test_money_without_a_unit_is_not_guessed(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [list(row) for row in TABLE]
    rows[1][1] = "Doanh thu"
    assert load(database, rows) == REFUSED
    assert capsys.readouterr().out.count("has no unit") == 2


def test_a_cooperative_that_is_not_in_the_directory_is_said_so(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(database, [*TABLE, [3, 5, "HTX Không Ai Biết", "Xã Xa", 7, None, None]]) == REFUSED
    assert "is not in the directory" in capsys.readouterr().out


def test_no_is_no(database: Database) -> None:
    assert load(database, TABLE, yes=False) == REFUSED
    assert rounds(database) == []


def test_loading_again_changes_nothing_that_was_answered(database: Database) -> None:
    load(database, TABLE)
    before = answers(database)
    rows = [list(row) for row in TABLE]
    rows[2][4] = 99
    assert load(database, rows) == DONE
    assert answers(database) == before


def test_an_error_in_the_middle_leaves_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    real = surveys.submit

    def fail_at_second(unit: Any, response_id: int, *rest: Any) -> None:
        done.append(response_id)
        if len(done) == 2:
            raise OSError("No space left on device")
        real(unit, response_id, *rest)

    monkeypatch.setattr(surveys, "submit", fail_at_second)
    with pytest.raises(OSError, match="No space left"):
        load(database, TABLE)
    assert (rounds(database), answers(database)) == ([], [])


def test_a_wrong_period_or_file_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["none.xlsx", "--definition", "half_year", "--period", "hè"]) == 2
    assert "not a period" in capsys.readouterr().err
    assert main(["none.xlsx", "--definition", "half_year", "--period", "2025-H2"]) == 2
    assert "none.xlsx cannot be read" in capsys.readouterr().err


UNIT_TABLE: list[list[Any]] = [
    ["Số liệu năm ngoái"],
    ["TT", "Doanh thu", "Tên HTX", "Địa chỉ", "Diện tích sản xuất", "So thanh vien"],
    [1, "1.250,5", "HTX Chè Bản Bo", "Xã Bản Bo", "2,5", 35],
    [2, 800, "HTX Rau Mường So", "Xã Mường So", 12, 41],
]
READ = [
    {"members": 35, "revenue": 1_250_500_000, "land": "25000"},
    {"members": 41, "revenue": 800 * MILLION, "land": "120000"},
]


@pytest.mark.parametrize(
    "line",
    [
        ["Đơn vị tính: triệu đồng; ha; người"],
        ["", "", "", "", "", "(ĐVT: triệu đồng, ha)"],
        ["ĐVT: Triệu đồng và ha"],
    ],
)
def test_the_line_above_the_table_says_the_units(database: Database, line: list[str]) -> None:
    assert load(database, [UNIT_TABLE[0], line, *UNIT_TABLE[1:]]) == DONE
    assert answers(database) == READ


def test_a_line_under_the_titles_says_each_columns_unit(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    units = ["", "triệu đồng", "Đơn vị tính", "", "ha", "người"]
    assert load(database, [*UNIT_TABLE[:2], units, *UNIT_TABLE[2:]]) == DONE
    assert answers(database) == READ
    said = capsys.readouterr().out
    assert re.search(r"'Doanh thu' +answers '.*' in triệu$", said, re.MULTILINE)
    assert re.search(r"'Diện tích sản xuất' +answers '.*' in ha$", said, re.MULTILINE)


@pytest.mark.parametrize("line", ["Đơn vị tính: triệu đồng, nghìn đồng; ha", "Đơn vị tính: tùy cột; ha"])
def test_a_line_that_names_no_single_unit_is_not_guessed_from(
    database: Database, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert load(database, [[line], *UNIT_TABLE[1:]]) == REFUSED
    assert capsys.readouterr().out.count("has no unit") == 2
    assert rounds(database) == []


def test_a_units_line_does_not_move_the_rows_that_are_named(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [*UNIT_TABLE[:2], ["", "nghìn đồng", "Đơn vị tính", "", "m2", "người"], *UNIT_TABLE[2:]]
    rows[4] = [2, "nhiều", "HTX Rau Mường So", "Xã Mường So", 12, 41]
    assert load(database, rows) == REFUSED
    said = capsys.readouterr().out
    assert "row 5, Doanh thu: 'nhiều' is no plain number" in said
    assert load(database, rows, leave_out=True) == DONE
    assert answers(database)[0] == {"members": 35, "revenue": 1_250_500, "land": "2.5"}


def test_a_doubtful_row_is_settled_by_same_or_new(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [*TABLE, [3, 500, "HTX Rau Mừơng Soo", "Xã Mường So", 20, None, None]]
    del rows[3]
    assert load(database, rows) == REFUSED
    said = capsys.readouterr().out
    assert "nearly this name" in said
    assert "--same 4=ID" in said
    assert load(database, rows, decisions=Decisions(new={4})) == REFUSED
    assert "is not in the directory" in capsys.readouterr().out
    assert load(database, rows, decisions=Decisions(same={4: 2})) == DONE
    assert answers(database)[1] == {"members": 20, "revenue": 500 * MILLION}
