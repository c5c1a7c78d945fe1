"""A table with borders, written as the XML it becomes: an annex has thousands of cells, and built one by one through
python-docx they take longer than all other files of a round together."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HALF_POINTS = 22
TWIPS_IN_MILLIMETRE = 1440 / 25.4
ROWS_KEPT_TOGETHER = 12
"""A table with more rows may go over to the next page."""

_LOOK = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/><w:jc w:val="center"/>'
    '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
    ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
)


def build_grid(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Any:
    """The table's element; `widths` in millimetres. The first column is text, the last row is the total's.

    The header is repeated on every page, no row is cut in two, a short table stays on one page.
    """
    return parse_xml("".join(_write(header, rows, [round(width * TWIPS_IN_MILLIMETRE) for width in widths])))


def _write(header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    yield f"<w:tbl {nsdecls('w')}>{_LOOK}<w:tblGrid>"
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    yield _row(header, widths, "<w:cantSplit/><w:tblHeader/>", ["center"] * len(header), bold=True, keep=True)
    aligned = ["left", *["right"] * (len(header) - 1)]
    for place, row in enumerate(rows, 1):
        keep = place < len(rows) <= ROWS_KEPT_TOGETHER
        yield _row(row, widths, "<w:cantSplit/>", aligned, bold=place == len(rows), keep=keep)
    yield "</w:tbl>"


def _row(
    texts: Sequence[str], widths: Sequence[int], how: str, aligned: Sequence[str], *, bold: bool, keep: bool
) -> str:
    before = f'<w:p><w:pPr>{"<w:keepNext/>" if keep else ""}<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    style = f'<w:r><w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{HALF_POINTS}"/></w:rPr><w:t xml:space="preserve">'
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>{before}<w:jc w:val="{side}"/></w:pPr>'
        f"{style}{escape(printable(text))}</w:t></w:r></w:p></w:tc>"
        for text, width, side in zip(texts, widths, aligned, strict=True)
    )
    return f"<w:tr><w:trPr>{how}</w:trPr>{''.join(cells)}</w:tr>"


def printable(text: str) -> str:
    """Without what XML does not allow: control characters, halves of pairs."""
    if text.isprintable():
        return text
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char for char in clean if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))
