"""Tables that staff send in chat to be checked: for staff only, bounded, and nothing they send is met with silence."""

from collections.abc import Iterator

import pytest

from handlers.desk.tables import check
from handlers.messages import Attachment, Kind
from handlers.texts import checking as texts
from handlers.texts import general
from tests.samples import GRADES, MEMBERS, docx, locked_xlsx, pdf, png, sample, xlsx
from tests.stage import Stage


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    built = Stage(sqlite_url)
    built.staff("hoa")
    yield built
    built.close()


async def send(stage: Stage, who: str, file: Attachment) -> str:
    await stage.does(who, Kind.FILE, file=file)
    return stage.read(who)


async def test_only_staff_have_tables_checked(stage: Stage) -> None:
    assert await send(stage, "lan", sample("thanh-vien.xlsx")) == general.FILE
    assert "không khớp" not in "".join(await stage.says("lan", "/kiemtra"))


async def test_page_lets_staff_send_the_next_file_at_once(stage: Stage) -> None:
    await stage.says("hoa", "/kiemtra")
    assert stage.messages("hoa")[-1].outgoing.file_input
    await send(stage, "hoa", sample("thanh-vien.xlsx"))
    assert stage.messages("hoa")[-1].outgoing.file_input


async def test_what_staff_are_writing_still_waits_after_a_file(stage: Stage) -> None:
    await stage.says("hoa", "/thongbao")
    await send(stage, "hoa", sample("thanh-vien.xlsx"))
    await stage.says("hoa", "Họp 8 giờ thứ Hai tại Liên minh.")
    assert "Họp 8 giờ" not in stage.read("hoa") or stage.labels("hoa")
    assert "news" in (stage.button("hoa", stage.labels("hoa")[0]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", texts.EMPTY),
        (b" \n", texts.EMPTY),
        (pdf(), texts.NO_TABLE),
        (png(), texts.NO_TABLE),
        (docx(), texts.NO_TABLE),
        (b"MZ\x90\x00 program", texts.NO_TABLE),
        (b"abc\0def", texts.NO_TABLE),
        (locked_xlsx(), texts.LOCKED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, texts.OLD),
        (xlsx(MEMBERS)[:-200], texts.DAMAGED),
        (b"PK\x03\x04" + b"x" * 50, texts.DAMAGED),
        (xlsx([["chữ"], ["thôi"]]), texts.NO_FIGURES),
        ("xin chào anh chị".encode(), texts.NO_FIGURES),
        (b"Ten,So\n" + b"A,1\n" * 400_000, texts.TOO_LONG),
    ],
)
def test_what_is_no_table_is_told_kindly(content: bytes, said: str) -> None:
    assert check("bảng", content) == said


def test_workbook_that_unpacks_to_more_than_can_be_looked_at_is_not_opened() -> None:
    content = xlsx([["Tên", "Số"], *([f"HTX {number}", number] for number in range(25_000))])
    assert len(content) < 1_000_000
    assert check("lớn.xlsx", content) == texts.TOO_LONG


def test_damaged_inside_is_said_to_be_damaged() -> None:
    content = bytearray(xlsx(MEMBERS))
    for place in range(60, len(content) - 1200, 37):
        content[place] ^= 0xFF
    assert check("hỏng.xlsx", bytes(content)) == texts.DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    rows = [[f'"{cell}"' for cell in line.split(";")] for line in GRADES.splitlines()]
    content = "\n".join(separator.join(row) for row in rows).encode(encoding)
    assert "ô C3: ghi «36,2», đúng ra là 41,4%" in check("a.csv", content)


def test_only_so_many_findings_are_told_and_the_rest_is_counted() -> None:
    rows: list[list[object]] = [["Tên", "A", "Tỷ lệ (%)"]]
    rows += [[f"HTX {number}", number, f"{number / 10 if number < 31 else 90:.1f}".replace(".", ",")]
             for number in range(1, 55)]  # fmt: skip
    rows.append(["Tổng cộng", 1000, "100"])
    said = check("b.xlsx", xlsx(rows))
    assert said.count("\n•") == 20
    assert "chỗ nữa" in said


def test_shares_are_of_what_the_lines_make_where_the_total_is_wrong() -> None:
    said = check("c.xlsx", xlsx(MEMBERS))
    assert "ô C6: ghi «2.304», đúng ra là 2.461" in said
    assert "ô D4: ghi «37,9%», đúng ra là 27,9%" in said
