"""What does not fit in a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is sum | percent | unit. `written` stands in the cell at `address`, `expected` should; `why` says how it
    was found, in words for staff."""

    kind: str
    sheet: str
    address: str
    written: str
    expected: str
    why: str
