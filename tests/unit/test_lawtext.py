"""Official texts are split into articles, clauses and points; what cannot be split says where."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lawtext import Line, Paragraph, Piece, SplitError, gaps, paginate, split_law, write_paragraphs
from knowledge.lawtext_files import WrongFile, read_lines

LAW = """\
QUỐC HỘI
Luật số: 99/2099/QH99
LUẬT NUÔI ONG
Căn cứ Hiến pháp;
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định việc nuôi ong.
Điều 2. Giải thích từ ngữ
Trong Luật này:
1.Ong là con ong.
2. Tổ ong gồm:
a) Thùng;
b) Cầu ong;
c) Nắp;
d) Đế;
đ) Mái che;
e) Phần khác theo khoản 1 Điều này.
4. Mật là sản phẩm của ong.
12
Chương II. NUÔI ONG
Mục 1. THÙNG ONG
Điều 3. Thùng
1. Thùng có kích thước:
Loại | Dài | Rộng
Nhỏ | 40 | 30
2. Theo quy định tại
Điều 2 của Luật này.
Điều 3a. Nắp thùng
Nắp bằng gỗ.
Điều 5. Sửa đổi Luật Mật
1. Sửa đổi Điều 7 như sau:
“Điều 7. Mật giả
1. Cấm bán mật giả.
a) Kể cả cho.”
2. Bãi bỏ Điều 8.
Điều 6. Hiệu lực
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2099.
Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam thông qua ngày 01 tháng 6 năm 2098.
CHỦ TỊCH QUỐC HỘI
Nguyễn Văn Ong
PHỤ LỤC I
MẪU ĐƠN
Điều 1. Dòng này là mẫu
Phụ lục II
Bảng phí
"""


def lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.splitlines(), 1)]


def pieces(text: str = LAW, *, wrapped: bool = False) -> dict[str, Piece]:
    return {f"{p.kind} {p.number}": p for p in split_law(lines(text), wrapped=wrapped)}


def places(piece: Piece) -> list[tuple[str | None, str | None]]:
    return [(p.clause, p.point) for p in piece.body]


def test_articles_and_appendices_are_found_in_their_chapters() -> None:
    found = pieces()
    assert list(found) == [
        *(f"article {number}" for number in ("1", "2", "3", "3a", "5", "6")), "appendix I", "appendix II",
    ]  # fmt: skip
    assert found["article 1"].heading == "Phạm vi điều chỉnh"
    assert found["article 1"].chapter == "Chương I. NHỮNG QUY ĐỊNH CHUNG"
    assert (found["article 3"].chapter, found["article 3"].section) == ("Chương II. NUÔI ONG", "Mục 1. THÙNG ONG")


def test_clauses_and_points_are_told_apart_also_d_from_its_neighbour() -> None:
    assert places(pieces()["article 2"]) == [
        (None, None), ("1", None), ("2", None), *(("2", point) for point in "abcdđe"), ("4", None),
    ]  # fmt: skip


def test_page_numbers_are_left_out_and_tables_stay_in_their_clause() -> None:
    found = pieces()
    assert found["article 2"].body[-1].text == "Mật là sản phẩm của ong."
    assert found["article 3"].body[0].text == "Thùng có kích thước:\nLoại | Dài | Rộng\nNhỏ | 40 | 30"


def test_reference_at_the_beginning_of_a_line_is_no_article() -> None:
    assert pieces()["article 3"].body[1].text == "Theo quy định tại\nĐiều 2 của Luật này."


def test_quoted_amendment_is_not_split() -> None:
    amended = pieces()["article 5"]
    assert places(amended) == [("1", None), ("2", None)]
    assert "“Điều 7. Mật giả\n1. Cấm bán mật giả.\na) Kể cả cho.”" in amended.body[0].text


def test_signatures_are_left_out_and_appendices_kept_whole() -> None:
    found = pieces()
    assert found["article 6"].body == [
        Paragraph(None, None, "Luật này có hiệu lực từ ngày 01 tháng 01 năm 2099."),
    ]
    assert [p.text for p in found["appendix I"].body] == ["MẪU ĐƠN", "Điều 1. Dòng này là mẫu"]


def test_gaps_between_articles_are_named() -> None:
    assert gaps(list(pieces().values())) == [("3a", "5")]


def test_lines_broken_where_the_page_ends_are_put_together() -> None:
    text = "Điều 1. Phạm vi điều\nchỉnh của Luật\n1. Luật này quy định\nviệc nuôi ong theo\nĐiều 15\nLuật Mật.\n2. Hết."
    (only,) = split_law(lines(text), wrapped=True)
    assert only.heading == "Phạm vi điều chỉnh của Luật"
    assert [p.text for p in only.body] == ["Luật này quy định việc nuôi ong theo Điều 15 Luật Mật.", "Hết."]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "Điều 1."),
        ("Một bài báo\nvề ong", 2, "Điều 1."),
        ("Điều 1. A\nx\nĐiều 3. B\ny\nĐiều 2. C\nz", 5, "an article after Điều 3"),
        ("Điều 1. A\n“Điều 7. Mật\nkhông đóng\nĐiều 2. B\ny", 2, "the ” that ends this quotation"),
        ("Điều 1.\nĐiều 2. B\nx", 3, "the text of the article"),
    ],
)
def test_text_that_cannot_be_split_says_where_and_what_was_expected(text: str, line: int, expected: str) -> None:
    with pytest.raises(SplitError) as refused:
        split_law(lines(text))
    assert refused.value.line == line
    assert expected in refused.value.expected


def test_article_is_read_with_its_numbers() -> None:
    body = pieces()["article 2"].body
    assert list(write_paragraphs(body))[1:4] == ["1. Ong là con ong.", "2. Tổ ong gồm:", "a) Thùng;"]


@given(st.lists(st.text(min_size=1, max_size=400).filter(str.strip), max_size=12), st.integers(50, 300))
def test_pages_hold_every_word_and_none_is_too_long(paragraphs: list[str], size: int) -> None:
    pages = paginate(paragraphs, size)
    assert all(len(page) <= size for page in pages)
    assert "".join("".join(pages).split()) == "".join("".join(paragraphs).split())


@given(st.lists(st.sampled_from([*LAW.splitlines(), "“", "”", "Điều", "a)", "1."]), max_size=30), st.booleans())
def test_any_lines_are_split_or_refused(chosen: list[str], wrapped: bool) -> None:
    try:
        found = split_law(lines("\n".join(chosen)), wrapped=wrapped)
    except SplitError:
        return
    assert found


def made(folder: Path, kind: str) -> Path:
    """The invented law as a file of a kind."""
    path = folder / f"luat.{kind}"
    if kind == "docx":
        import docx

        document = docx.Document()
        for line in LAW.splitlines():
            if line.startswith("Loại"):
                table = document.add_table(rows=2, cols=3)
                for row, texts in zip(table.rows, (("Loại", "Dài", "Rộng"), ("Nhỏ", "40", "30")), strict=True):
                    for cell, text in zip(row.cells, texts, strict=True):
                        cell.text = text
            elif not line.startswith("Nhỏ"):
                document.add_paragraph(line)
        document.save(str(path))
    elif kind == "html":
        rows = (
            "<table><tr><td>Loại</td><td>Dài</td><td>Rộng</td></tr><tr><td>Nhỏ</td><td>40</td><td>30</td></tr></table>"
        )
        text = LAW.replace("Loại | Dài | Rộng\nNhỏ | 40 | 30", rows)
        body = "".join(line if line.startswith("<table>") else f"<p>{line}</p>\n" for line in text.splitlines())
        path.write_text(f"<html><head><style>p {{}}</style></head><body>{body}</body></html>", encoding="utf-8")
    else:
        path.write_text(LAW, encoding="utf-16" if kind == "txt" else "utf-8-sig")
    return path


@pytest.mark.parametrize("kind", ["docx", "html", "txt", "md"])
def test_same_text_in_any_file_splits_the_same(tmp_path: Path, kind: str) -> None:
    found, is_wrapped = read_lines(made(tmp_path, kind))
    assert split_law(found, wrapped=is_wrapped) == list(pieces().values())


def test_text_of_a_pdf_is_read_without_what_stands_on_every_page(tmp_path: Path) -> None:
    import matplotlib
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    path = tmp_path / "luat.pdf"
    texts = ("Điều 1. Ong\n1. Ong là con\nong.", "2. Hết mật.\nĐiều 2. Mật", "Mật là mật ong.")
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(path) as pdf:
        for text in texts:
            figure = Figure()
            figure.text(0.1, 0.9, "SỐ BÁO ONG 7")
            for at, line in enumerate(text.splitlines()):
                figure.text(0.1, 0.8 - at / 20, line)
            pdf.savefig(figure)
    found, is_wrapped = read_lines(path)
    first, second = split_law(found, wrapped=is_wrapped)
    assert [p.text for p in first.body] == ["Ong là con ong.", "Hết mật."]
    assert (second.heading, [p.text for p in second.body]) == ("Mật", ["Mật là mật ong."])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("luat.doc", b"x", "is not read"),
        ("luat.docx", b"not a zip", "cannot be read as docx"),
        ("luat.pdf", b"not a pdf", "cannot be read as pdf"),
        ("luat.txt", "luật".encode("cp1258", errors="replace") + b"\xff", "is not in UTF-8"),
        ("luat.txt", b"  \n ", "holds no text"),
    ],
)
def test_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WrongFile, match=reason):
        read_lines(tmp_path / name)


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="No such file"):
        read_lines(tmp_path / "khong-co.txt")
