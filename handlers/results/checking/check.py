"""All checks of a file."""

from collections.abc import Iterable

from handlers.results.checking.cells import Table, read_tables
from handlers.results.checking.findings import Finding
from handlers.results.checking.shares import check_shares
from handlers.results.checking.sums import check_sums
from handlers.results.checking.units import check_units


def check_file(content: bytes) -> list[Finding]:
    """What does not fit in the tables of an xlsx or csv file, sheet by sheet. Raises Unreadable."""
    return check_tables(read_tables(content))


def check_tables(tables: Iterable[Table]) -> list[Finding]:
    """What does not fit in tables, each finding once."""
    return [
        finding for table in tables for check in (check_sums, check_shares, check_units) for finding in check(table)
    ]
