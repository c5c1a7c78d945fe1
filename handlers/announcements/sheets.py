"""Lists that staff take along, as workbooks. Text that a spreadsheet would run as a formula is made harmless."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.results.book import Book
from handlers.texts import announce_reports, invitations
from handlers.texts.segments import CHANNEL_NAMES
from handlers.texts.times import clock_time
from storage.copies import Copy
from storage.gatherings import Listed


def recipients(copies: Iterable[Copy], now: datetime) -> bytes:
    rows = [
        (
            copy.person or "",
            copy.cooperative or "",
            CHANNEL_NAMES.get(copy.channel, copy.channel),
            announce_reports.STATES[copy.state],
            announce_reports.reason(copy.reason) if copy.state in ("failed", "uncertain") else "",
        )
        for copy in copies
    ]
    return _book(announce_reports.SHEET_NAME, announce_reports.HEADER, (28, 40, 14, 30, 36), rows, now)


def answers(listed: Iterable[Listed], now: datetime) -> bytes:
    rows = [
        (
            one.cooperative,
            one.place,
            invitations.STATES[one.state],
            one.people if one.state != "declined" else 0,
            one.person,
            one.phone,
            clock_time(one.asked_at),
        )
        for one in listed
    ]
    return _book(invitations.SHEET_NAME, invitations.HEADER, (40, 28, 16, 10, 28, 16, 20), rows, now)


def _book(
    name: str, header: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str | int]], now: datetime
) -> bytes:
    book = Book()
    book.workbook.set_properties({"title": name, "created": now.replace(tzinfo=None)})
    sheet = book.sheet(name, widths)
    sheet.header(0, header)
    for number, row in enumerate(rows, start=1):
        sheet.wrapped(number, row)
    sheet.freeze(1, 0)
    return book.close()
