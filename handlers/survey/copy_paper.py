"""How a cooperative's own copy looks on paper: one serif face, black, tables as wide as the page."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

FACE = "Times New Roman"
MARGIN = 2.0  # cm
SHADE = "E8EEE9"
SIZE, SMALL = 13, 11  # points


def dress(document: "Document") -> None:
    """Page, face and headings. Word's own headings are blue and in another face."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    for name, size in (("Normal", SIZE), ("Heading 1", 15), ("Heading 2", SIZE)):
        style = document.styles[name]
        style.font.name, style.font.size = FACE, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Heading 1"].paragraph_format.space_before = Pt(0)


def add_table(
    document: "Document", columns: Mapping[str, float], rows: list[tuple[str, ...]], *, small: bool = False
) -> None:
    """A table with a shaded head that is repeated on every page; `columns`: title -> width in cm."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for place, (title, width) in enumerate(columns.items()):
        table.columns[place].width = Cm(width)
        _fill(table.rows[0].cells[place], title, width, small=small)
        table.rows[0].cells[place].paragraphs[0].runs[0].bold = True
        _shade(table.rows[0].cells[place])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(added.cells, row, columns.values(), strict=True):
            _fill(cell, _printable(text), width, small=small)


def _fill(cell: "_Cell", text: str, width: float, *, small: bool) -> None:
    from docx.shared import Cm, Pt

    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(text).font.size = Pt(SMALL if small else SIZE)


def _shade(cell: "_Cell") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _printable(text: str) -> str:
    """XML takes no control characters, and people paste them."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t")
