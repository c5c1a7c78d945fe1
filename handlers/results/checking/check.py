"""All checks of a file."""

from handlers.results.checking.cells import read_tables
from handlers.results.checking.findings import Finding
from handlers.results.checking.shares import check_shares
from handlers.results.checking.sums import check_sums
from handlers.results.checking.units import check_units


def check_file(content: bytes) -> list[Finding]:
    """What does not fit in the tables of an xlsx file, sheet by sheet. Raises Unreadable."""
    return [
        finding
        for table in read_tables(content)
        for check in (check_sums, check_shares, check_units)
        for finding in check(table)
    ]
