"""Invitations on paper: one card a cooperative with its code and a QR picture, and the same as a table."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import segno

from handlers.texts import directory as texts

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make Excel run a cell as a formula (OWASP, CSV injection)."""

PAGE = """\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 12mm; }}
body {{ font-family: "Segoe UI", "Noto Sans", Arial, sans-serif; font-size: 12pt; margin: 0; }}
article {{ border: 1px dashed #888; padding: 8mm; margin: 0 0 8mm; break-inside: avoid; display: grid;
  grid-template-columns: 1fr 44mm; column-gap: 8mm; }}
h2 {{ margin: 0; font-size: 15pt; }}
p {{ margin: 1mm 0; }}
ol {{ margin: 3mm 0 1mm; padding-left: 6mm; }}
.code {{ font: bold 30pt/1.2 "Consolas", "Courier New", monospace; letter-spacing: .15em; }}
.link {{ font-size: 10pt; overflow-wrap: anywhere; }}
svg {{ width: 44mm; height: 44mm; }}
</style>
</head>
<body>
{cards}
</body>
</html>
"""
CARD = """\
<article>
<div>
<h2>{name}</h2>
<p>{place}</p>
<p>{label}</p>
<p class="code">{code}</p>
<ol>
{steps}
</ol>
<p>{keep} {help}</p>
</div>
<div>
{picture}
<p class="link">{scan}<br>{link}</p>
</div>
</article>"""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What one card says. `link` opens the web chat with the code filled in."""

    name: str
    place: str
    phone: str
    code: str
    link: str


def draw_page(invitations: Sequence[Invitation], uses: int, help_line: str) -> str:
    """A page of cards to print on A4 and cut. `uses`: how many people a code lets in."""
    cards = "\n".join(_card(one, uses, help_line) for one in invitations)
    return PAGE.format(title=escape(texts.CARDS_TITLE), cards=cards)


def _card(one: Invitation, uses: int, help_line: str) -> str:
    steps = "\n".join(f"<li>{escape(step.format(uses=uses))}</li>" for step in texts.CARD_STEPS)
    return CARD.format(
        name=escape(one.name),
        place=escape(one.place),
        label=escape(texts.CARD_CODE),
        code=escape(one.code),
        steps=steps,
        keep=escape(texts.CARD_KEEP),
        help=escape(help_line),
        picture=segno.make(one.link, error="m").svg_inline(scale=4, border=4),
        scan=escape(texts.CARD_SCAN),
        link=escape(one.link),
    )


def write_table(invitations: Sequence[Invitation]) -> bytes:
    """The same as csv for Excel: UTF-8 with its mark; no cell is run as a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(texts.CSV_COLUMNS)
    for one in invitations:
        writer.writerow([harmless(cell) for cell in (one.name, one.place, one.phone, one.code, one.link)])
    return file.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that Excel shows and does not run."""
    return f"'{cell}" if cell.startswith(RISKY) else cell
