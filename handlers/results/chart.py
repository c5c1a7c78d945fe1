"""Draws the picture for the chat. Run as a program of its own: `python chart.py` reads JSON, writes PNG.

Drawing takes 100 MB and a second to import, so the serving process never imports it: it runs this file for a moment
(bot.forwarding.drawing). That is why nothing of the product is imported here.

In: {"title": …, "subtitle": …, "panels": [{"title", "highest": number or null, "bars": [{"name", "value", "label"}]}]}
"""

import sys
from io import BytesIO
from json import load
from textwrap import shorten, wrap
from typing import Any

WIDTH, LOWEST_HEIGHT = 900, 1100  # pixels: a phone's screen, held upright
DOTS_PER_INCH = 100
HEAD, PANEL_HEAD, BAR = 230, 90, 92  # pixels of height
MOST_STRETCH = 1.4  # one sector alone does not get a bar as high as a hand
COLOURS = ("#1b6e53", "#b3541e")
INK, PALE = "#1d1d1f", "#e4e4e0"
TITLE_WIDTH, NAME_WIDTH = 38, 42  # characters on a line


def draw(data: dict[str, Any]) -> bytes:
    """A PNG, 900 pixels wide and at least 1100 high, growing with the number of bars."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    panels = [panel for panel in data["panels"] if panel["bars"]]
    needed = [PANEL_HEAD + BAR * len(panel["bars"]) for panel in panels]
    height = max(LOWEST_HEIGHT, HEAD + sum(needed))
    figure = Figure(figsize=(WIDTH / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH, facecolor="white")
    title = "\n".join(line for part in data["title"].splitlines() for line in wrap(part, TITLE_WIDTH))
    figure.text(0.05, 1 - 30 / height, title, fontsize=23, fontweight="bold", color=INK, va="top", parse_math=False)
    figure.text(0.05, 1 - (HEAD - 60) / height, data["subtitle"], fontsize=19, color=INK, parse_math=False)
    stretch = min(MOST_STRETCH, (height - HEAD) / max(1, sum(needed)))
    top = float(height - HEAD)
    for panel, size, colour in zip(panels, needed, COLOURS * len(panels), strict=False):
        bottom = top - size * stretch
        axes = figure.add_axes((0.05, bottom / height, 0.9, (size - PANEL_HEAD) * stretch / height))
        _draw_panel(axes, panel, colour)
        top = bottom
    picture = BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _draw_panel(axes: Any, panel: dict[str, Any], colour: str) -> None:
    """Bars from top to bottom, each under its name, its label at the right."""
    bars = panel["bars"]
    values = [bar["value"] for bar in bars]
    highest = panel["highest"] or max([*values, 0.0]) or 1.0
    lowest = min([*values, 0.0])
    axes.set_xlim(lowest, highest)
    axes.set_ylim(len(bars), 0)
    axes.axis("off")
    axes.set_title(panel["title"], fontsize=20, fontweight="bold", color=INK, loc="left", pad=16, parse_math=False)
    for row, bar in enumerate(bars):
        text = {"fontsize": 17, "color": INK, "va": "center", "parse_math": False}
        axes.barh(row + 0.68, highest - lowest, left=lowest, height=0.34, color=PALE)
        axes.barh(row + 0.68, bar["value"], height=0.34, color=colour)
        axes.text(lowest, row + 0.28, shorten(bar["name"], NAME_WIDTH, placeholder="…"), ha="left", **text)
        axes.text(highest, row + 0.28, bar["label"], ha="right", fontweight="bold", **text)


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(load(sys.stdin.buffer)))
