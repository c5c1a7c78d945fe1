"""A sheet of paper in the form of Vietnamese offices (Decree 30/2020, annex I): margins, type, header, signature."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from handlers.results.word.grid import build_grid, printable

FONT = "Times New Roman"
SIZE = 14
SMALL = 11
SAME_MOMENT = (2020, 1, 1, 0, 0, 0)
LINE = "─" * 12


class Paper:
    """One document. Lines go to the end of it."""

    def __init__(self, title: str) -> None:
        self.document: Any = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = ""
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(SIZE)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.1
        _set_page(self.document.sections[0])

    def line(
        self, text: str, *, bold: bool = False, italic: bool = False, centre: bool = False, indent: bool = True,
        size: int = SIZE, keep: bool = False,
    ) -> None:  # fmt: skip
        """A paragraph, justified, its first line moved in. `keep`: stays with the next one on a page."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER if centre else ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10) if indent and not centre else None
        paragraph.paragraph_format.keep_with_next = keep
        _write(paragraph, text, bold=bold, italic=italic, size=size)

    def heading(self, text: str, *, centre: bool = False) -> None:
        self.line(text, bold=True, centre=centre, keep=True)

    def columns(self, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], *, left_centred: bool) -> None:
        """Two blocks beside each other; each line is a text and its style: letters of b(old), i(talic), s(mall)."""
        table = self.document.add_table(rows=1, cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = (66, 99)
        _set_widths(table, widths)
        for cell, lines, width, centred in zip(
            table.rows[0].cells, (left, right), widths, (left_centred, True), strict=True
        ):
            cell.width = Mm(width)
            for place, (text, style) in enumerate(lines):
                paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                paragraph.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
                paragraph.paragraph_format.space_after = Pt(0)
                size = SMALL if "s" in style else 12
                _write(paragraph, text, bold="b" in style, italic="i" in style, size=size)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A table with borders; `widths` in millimetres. The first column is text, the last row is the total's."""
        grid = build_grid(header, rows, widths)
        self.document.element.body.insert_element_before(grid, "w:sectPr")
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def turn(self) -> None:
        """From here on pages lie on their side."""
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    def close(self) -> bytes:
        """The file: the same content gives the same bytes."""
        _number_pages(self.document.sections[0])
        drawn, same = BytesIO(), BytesIO()
        self.document.save(drawn)
        with ZipFile(drawn) as packed, ZipFile(same, "w", ZIP_DEFLATED) as again:
            for name in packed.namelist():
                again.writestr(ZipInfo(name, SAME_MOMENT), packed.read(name), ZIP_DEFLATED)
        return same.getvalue()


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True  # the first page has no number


def _write(paragraph: Any, text: str, *, bold: bool, italic: bool, size: int) -> None:
    run = paragraph.add_run(printable(text))
    run.bold, run.italic = bold, italic
    run.font.size = Pt(size)


def _set_widths(table: Any, widths: Sequence[int]) -> None:
    """Of the columns too: LibreOffice goes by them, Word by the cells."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _number_pages(section: Any) -> None:
    """The page's number in the middle of its head, from the second page on."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
