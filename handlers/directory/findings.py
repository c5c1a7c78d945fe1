"""What the reader of a list has to tell the person who loads it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What became of the row."""

    REFUSED = "not loaded"
    QUESTION = "not loaded: is it the same cooperative?"
    LEFT_OUT = "loaded without this field"
    CHECK = "loaded: please check"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a cell gives no value, and what to do about it. In English, for the command line."""

    reason: str
    remedy: str = "correct the cell and load the list again"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `row` counts as the spreadsheet does, from 1; `found` is what stands in the cell."""

    level: Level
    row: int
    column: str
    found: str
    reason: str
    remedy: str = ""


def left_out(row: int, column: str, found: str, doubt: Doubt) -> Finding:
    """The finding of a cell that could not be used."""
    return Finding(Level.LEFT_OUT, row, column, found, doubt.reason, doubt.remedy)
