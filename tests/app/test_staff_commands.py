"""The staff's small commands, run as they are run on the command line, on a file of their own."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.settings import read_settings
from bot.trial import prepare_trial
from handlers.directory.cards import Invitation, draw_page, harmless, write_table
from scripts import import_cooperatives, invites, staff
from scripts import trial as trial_command
from storage import cooperatives, members, people
from storage.cooperatives import CooperativeFacts
from storage.engine import Database

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
Said = pytest.CaptureFixture[str]


@pytest.fixture
def database(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PROVINCE", "Lai Châu")
    opened = Database(sqlite_url)
    yield opened
    opened.close()


def code_in(text: str) -> str:
    found: list[str] = re.findall(r"\b[A-Z0-9]{6}\b", text)
    return next(word for word in found if members.looks_like_code(word))


# Staff


def test_staff_code_lets_one_person_in_for_seven_days(database: Database, capsys: Said) -> None:
    assert staff.main(["add", "--role", "admin"]) == 0
    said = capsys.readouterr().out
    code = code_in(said)
    assert f"http://127.0.0.1:8080/?ma={code}" in said
    assert "t.me" not in said
    with database.reading() as unit:
        found = members.find_invite(unit, code)
    assert found is not None
    assert (found.purpose, found.role, found.uses_left) == ("staff", "admin", 1)
    assert found.expires_at is not None
    assert 6 <= (found.expires_at - datetime.now(UTC)).days <= 7


def test_staff_code_has_a_telegram_link_when_the_bot_is_known(
    database: Database, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_NAME", "tro_ly_htx_bot")
    staff.main(["add"])
    said = capsys.readouterr().out
    assert f"https://t.me/tro_ly_htx_bot?start={code_in(said)}" in said
    assert "(officer)" in said


@pytest.mark.parametrize("arguments", [["add", "--days", "0"], ["add", "--role", "boss"], ["remove", "x"], []])
def test_wrong_staff_command_is_refused(arguments: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        staff.main(arguments)
    assert ended.value.code == 2


def test_staff_are_listed_and_removed(database: Database, capsys: Said) -> None:
    assert staff.main(["list"]) == 0
    assert "Nobody yet" in capsys.readouterr().out
    with database.unit() as unit:
        person, _ = people.meet(unit, "telegram", "7", NOW)
        people.set_name(unit, person.id, "Chị Hoa")
        members.make_staff(unit, person.id, "officer", NOW)
    staff.main(["list"])
    said = capsys.readouterr().out
    assert re.search(rf"^{person.id} +officer +20/11/2026 +telegram +Chị Hoa$", said, re.MULTILINE)
    assert staff.main(["remove", str(person.id)]) == 0
    assert staff.main(["remove", str(person.id)]) == 1
    with database.reading() as unit:
        assert members.staff_role(unit, person.id) is None


@pytest.mark.parametrize(
    ("main", "arguments"),
    [(staff.main, ["list"]), (invites.main, []), (trial_command.main, []), (import_cooperatives.main, ["x.csv"])],
)
def test_wrong_setting_is_told_in_one_sentence(
    main: Callable[[list[str]], int], arguments: list[str], database: Database, capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("WEB_PORT", "many")
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("Setting WEB_PORT")


# Invitations


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


@pytest.fixture
def two(database: Database) -> list[int]:
    with database.unit() as unit:
        return [
            cooperatives.add(
                unit, CooperativeFacts("HTX <Chè> & Mây", "che", ward_name="Xã Bản Bo", phone="0912345678"), NOW
            ),
            cooperatives.add(unit, CooperativeFacts("=HTX(1)", "b"), NOW),
        ]


def test_invitations_are_a_page_and_a_table(database: Database, two: list[int], tmp_path: Path, capsys: Said) -> None:
    assert invites.main(["--out", str(tmp_path / "out")]) == 0
    assert "2 invitations" in capsys.readouterr().out
    page = (tmp_path / "out" / "giay-moi.html").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO((tmp_path / "out" / "giay-moi.csv").read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["'=HTX(1)", "HTX <Chè> & Mây"]
    assert rows[2][1:3] == ["Xã Bản Bo", "0912345678"]
    tags = Tags(page).tags
    assert (tags.count("article"), tags.count("svg")) == (2, 2)
    assert "HTX &lt;Chè&gt; &amp; Mây" in page
    for row in rows[1:]:
        assert row[4] == f"http://127.0.0.1:8080/?ma={row[3]}"
        assert f'<p class="code">{row[3]}</p>' in page


def test_codes_are_made_once_and_let_three_people_in(database: Database, two: list[int]) -> None:
    settings = read_settings()
    first = invites.collect(database, settings, None, NOW)
    assert [one.code for one in invites.collect(database, settings, None, NOW)] == [one.code for one in first]
    with database.unit() as unit:
        found = members.find_invite(unit, first[0].code)
        assert found is not None
        assert found.uses_left == 3
        for _ in range(3):
            members.use_invite(unit, first[0].code, NOW)
    again = invites.collect(database, settings, None, NOW)
    assert again[0].code != first[0].code
    assert again[1].code == first[1].code


def test_one_cooperative_alone_can_be_invited(database: Database, two: list[int], capsys: Said) -> None:
    assert invites.main(["--cooperative", str(two[0])]) == 0
    assert "1 invitations" in capsys.readouterr().out
    assert invites.main(["--cooperative", "999"]) == 1
    assert "import_cooperatives" in capsys.readouterr().err


def test_folder_that_cannot_be_written_is_told(
    database: Database, two: list[int], tmp_path: Path, capsys: Said
) -> None:
    (tmp_path / "file").write_text("x")
    assert invites.main(["--out", str(tmp_path / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_as_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    table = write_table([Invitation(f"{start}A", "", "", "ABC234", "http://x")]).decode("utf-8-sig")
    assert all(
        not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in csv.reader(io.StringIO(table)) for cell in row
    )


def test_page_tells_how_many_and_whom_to_ask() -> None:
    page = draw_page([Invitation("HTX A", "", "", "ABC234", "http://x/?ma=ABC234")], 3, "Cần giúp, gọi <A>")
    assert "cho 3 người" in page
    assert "gọi &lt;A&gt;" in page


# Trial


def test_trial_is_ended_by_one_command(database: Database, capsys: Said) -> None:
    prepare_trial(database, read_settings(), NOW)
    trial_command.main([])
    assert "is in trial mode" in capsys.readouterr().out
    assert trial_command.main(["--remove", "--yes"]) == 0
    assert "Removed: 30 cooperatives, 2 rounds, 26 responses" in capsys.readouterr().out
    assert trial_command.main(["--remove", "--yes"]) == 0
    assert "not in trial mode" in capsys.readouterr().out


def test_trial_is_not_ended_without_a_yes(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    prepare_trial(database, read_settings(), NOW)
    monkeypatch.setattr("builtins.input", lambda _: "maybe")
    assert trial_command.main(["--remove"]) == 1
    with database.reading() as unit:
        assert cooperatives.count(unit) == 30


# Import

LIST = "STT;Tên HTX;Địa chỉ;SĐT;Số thành viên;Ngành nghề\n1;HTX Chè Tuyết;Xã Bản Bo;0912 345 678;35;Trồng chè\n"


@pytest.fixture
def csv_list(tmp_path: Path) -> Path:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8-sig")
    return file


def test_list_is_shown_first_and_written_after_yes(
    database: Database, csv_list: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    answers = iter(["no", "YES"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert import_cooperatives.main([str(csv_list)]) == 1
    said = capsys.readouterr().out
    assert "'Tên HTX'" in said
    assert "1 new, 0 changed, 0 unchanged, 0 not loaded" in said
    assert "Nothing was written" in said
    with database.reading() as unit:
        assert cooperatives.count(unit) == 0
    assert import_cooperatives.main([str(csv_list)]) == 0
    with database.reading() as unit:
        [found] = cooperatives.everything(unit)
    assert (found.name, found.ward_name, found.province_code) == ("HTX Chè Tuyết", "Xã Bản Bo", 12)
    assert (found.phone, found.members, found.sector) == ("0912345678", 35, "agriculture")
    assert found.is_trial is False


def test_second_run_shows_what_changed_field_by_field(database: Database, csv_list: Path, capsys: Said) -> None:
    import_cooperatives.main([str(csv_list), "--yes"])
    csv_list.write_text(LIST.replace(";35;", ";40;"), encoding="utf-8")
    capsys.readouterr()
    assert import_cooperatives.main([str(csv_list), "--yes"]) == 0
    assert "members: 35 -> 40" in capsys.readouterr().out
    assert import_cooperatives.main([str(csv_list), "--yes"]) == 0
    said = capsys.readouterr().out
    assert "0 new, 0 changed, 1 unchanged" in said
    assert "nothing to write" in said


def test_workbook_is_read_with_its_doubts_listed(database: Database, tmp_path: Path, capsys: Said) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["DANH SÁCH HTX"], ["Tên HTX", "Điện thoại", "Xã"], ["HTX A", 912345678, "Bản Bo"], [None, "12", "x"]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    assert import_cooperatives.main([str(tmp_path / "list.xlsx"), "--yes"]) == 0
    said = capsys.readouterr().out
    assert "phone 0912345678" in said
    book.close()


def test_question_is_answered_on_the_command_line(database: Database, csv_list: Path, capsys: Said) -> None:
    import_cooperatives.main([str(csv_list), "--yes"])
    csv_list.write_text(LIST.replace("Tuyết;", "Tuyếtt;"), encoding="utf-8")
    capsys.readouterr()
    assert import_cooperatives.main([str(csv_list), "--yes"]) == 0
    assert "is it the same cooperative? (1)" in capsys.readouterr().out
    assert import_cooperatives.main([str(csv_list), "--yes", "--same", "2=1"]) == 0
    with database.reading() as unit:
        assert [one.name for one in cooperatives.everything(unit)] == ["HTX Chè Tuyếtt"]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), ("", "empty"), ("a;b\n1;2\n", "No row of titles")]
)
def test_file_that_is_no_list_is_told(
    database: Database, tmp_path: Path, content: str | None, said: str, capsys: Said
) -> None:
    file = tmp_path / "list.csv"
    if content is not None:
        file.write_text(content)
    assert import_cooperatives.main([str(file)]) == 2
    assert said in capsys.readouterr().err


def test_unknown_province_in_the_settings_is_told(
    database: Database, csv_list: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setenv("PROVINCE", "Xứ Lạ")
    assert import_cooperatives.main([str(csv_list)]) == 2
    assert "PROVINCE" in capsys.readouterr().err


def test_directory_changed_after_the_preview_is_not_written_over(
    database: Database, csv_list: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def confirm(_: str) -> str:
        with database.unit() as unit:
            cooperatives.add(unit, CooperativeFacts("HTX Chè Tuyết", "che tuyet", old_place="Xã Bản Bo"), NOW)
        return "yes"

    monkeypatch.setattr("builtins.input", confirm)
    assert import_cooperatives.main([str(csv_list)]) == 1
    assert "changed meanwhile" in capsys.readouterr().err
    with database.reading() as unit:
        assert cooperatives.count(unit) == 1
