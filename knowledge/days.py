"""Days as people name them, in folded words: "mai", "thu hai tuan sau", "20/12", "ngay 5 thang sau". Pure.

A text may name a day twice ("thứ hai 23/11"): where both agree that is the day, where they do not, both are given.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

LONG_PAST = timedelta(days=180)
"""A date without its year that is longer past than this is next year's: said in December of a day in January."""
MANY = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
NUMBER = rf"(\d{{1,3}}|{'|'.join(MANY)})"
SATURDAY, SUNDAY = 5, 6

_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(day + 2): day for day in range(6)}
_THIS = r"(?: (?:tuan )?nay)?\b"
_NEXT_WEEK = re.compile(r"\b(?:sang )?tuan (?:sau nua|sau|toi|ke)\b|\bsang tuan\b")
_THIS_WEEK = re.compile(r"\btuan nay\b")
_NEXT_MONTH = re.compile(r"\b(?:sang )?thang (?:sau|toi|ke)\b|\bsang thang\b")
_DATE = re.compile(
    r"\b(?:ngay |mung |mong )?(\d{1,2}) ?(?:/|-|thang|\.(?=\d{1,2}\.\d{4})) ?(\d{1,2})"
    r"(?: ?(?:/|-|nam|\.) ?(\d{4}|\d{2}(?!\d)))?\b(?! ?(?:h\b|g\b|gio|:))"
)
_DAY_OF_MONTH = re.compile(r"\b(?:ngay|mung|mong) (\d{1,2})\b(?! ?(?:nua|/|-))(?: thang nay\b)?")
_WEEKDAY = re.compile(rf"\b(?:thu ?|t)(hai|ba|tu|nam|sau|bay|[2-7])\b{_THIS}")
_SUNDAY = re.compile(rf"\b(?:chu nhat|cn){_THIS}")
_WEEKEND = re.compile(rf"\bcuoi (?:tuan{_THIS}|\|\|)")
_WEEK_BEGINS = re.compile(r"\bdau (?:tuan\b|\|\|)")
_IN_DAYS = re.compile(
    rf"(?<!thu )(?<!ngay )(?<!mung )(?<!mong )\b{NUMBER} (ngay|hom|bua|tuan|thang) (?:nua|sau|toi)\b"
    rf"|\bsau {NUMBER} (ngay|hom|bua|tuan|thang)\b"
)
_NEAR = (
    (re.compile(r"\bngay (?:kia|mot)\b|\bmot\b(?! (?:ngay|gio|tieng|phut|tuan|thang|chut|lat))"), 2),
    (re.compile(r"\b(?:ngay |hom )?mai\b|\bhom sau\b"), 1),
    (re.compile(r"\bhom (?:qua|truoc)\b"), -1),
    (re.compile(r"\bhom kia\b"), -2),
    (re.compile(r"\b(?:hom nay|bua nay|nay)\b"), 0),
)
_UNCLEAR = re.compile(
    "|".join(
        (
            r"\b(?:dau|giua|cuoi|het) (?:(?:thang|nam|quy|mua|vu|gio|buoi)\b|\|)",
            r"\b(?:giua|tuan|thang) (?:tuan|nay|truoc)\b",
            r"\b(?:(?:sau|truoc|ra|gan|qua) )?tet\b",
            r"\bsau gio (?:lam|hanh chinh|hop|an|nghi|tan)\b",
            r"\b(?:hom|luc|khi|bua|ngay) (?:nao|khac)\b",
            r"\b(?:vai|may) (?:ngay|hom|bua|tuan|thang|tieng|gio|phut)\b",
            r"\b(?:ngay )?ram\b|\bam lich\b",  # the moon's calendar is not reckoned here
            r"\bsang nam\b|\bnam sau\b",
        )
    )
)


@dataclass(frozen=True, slots=True)
class Days:
    """What a text says of the day: `days` it may mean, the likeliest first, none when it names none.

    `is_rough`: it names a stretch of days, of which `days` are the first or none ("tuần sau", "sau tết").
    `is_wrong`: a day that no calendar has. `disagree`: it names different days.
    """

    days: tuple[date, ...] = ()
    is_rough: bool = False
    is_wrong: bool = False
    disagree: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What else is said of the week and the month; `weeks` and `months` from this one."""

    today: date
    weeks: int | None
    months: int


@dataclass(frozen=True, slots=True)
class _Named:
    """The days one of a text's names may mean. `of_any_week`: beside a date it only says the day of the week."""

    days: tuple[date, ...]
    of_any_week: bool = False

    def fits(self, day: date) -> bool:
        return day in self.days or (self.of_any_week and any(day.weekday() == one.weekday() for one in self.days))


def take_days(said: str, today: date) -> tuple[Days, str]:
    """The day a folded text names and the text without it."""
    said, spans = _take_spans(said, today)
    around, rest = _take_around(said, today)
    found = [_Named(days) for days in spans]
    for pattern, find in _KINDS:
        if (match := pattern.search(rest)) is not None:
            found.append(_Named(find(match, around), pattern in _OF_ANY_WEEK and around.weeks is None))
            rest = without(rest, match)
    unclear = _UNCLEAR.search(rest)
    if unclear is not None:
        return Days(is_rough=True), without(rest, unclear)
    if not found:
        return _roughly(around, today), rest
    return _agreed(found), rest


def without(said: str, match: re.Match[str]) -> str:
    """A text with a mark where something was taken out, so that what stood on both sides does not become one."""
    return f"{said[: match.start()]} | {said[match.end() :]}"


def _take_spans(said: str, today: date) -> tuple[str, list[tuple[date, ...]]]:
    """ "3 ngày nữa", "sau 2 tuần"."""
    match = _IN_DAYS.search(said)
    if match is None:
        return said, []
    number, unit = counted(match[1] or match[3]), match[2] or match[4]
    if unit == "thang":
        day = _in_months(today, number)
    else:
        day = today + timedelta(days=number * (7 if unit == "tuan" else 1))
    return without(said, match), [(day,)]


def counted(word: str) -> int:
    """A number in digits or in a word of MANY."""
    return int(word) if word.isdecimal() else MANY[word]


def _in_months(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=today.day - 1), following - timedelta(days=1))


def _take_around(said: str, today: date) -> tuple[_Around, str]:
    week, month = _NEXT_WEEK.search(said), _NEXT_MONTH.search(said)
    weeks = 0 if _THIS_WEEK.search(said) else None
    if week is not None:
        weeks = 2 if week[0].endswith("nua") else 1
    for match, mark in ((month, " | "), (week, " || ")):
        said = said if match is None else said.replace(match[0], mark, 1)
    return _Around(today, weeks, 0 if month is None else 1), " ".join(said.split())


def _roughly(around: _Around, today: date) -> Days:
    """A week or a month alone: its first day."""
    if around.weeks:
        return Days(_weekday(0, around), is_rough=True)
    if around.months:
        return Days((_in_months(today.replace(day=1), 1),), is_rough=True)
    return Days()


def _agreed(found: list[_Named]) -> Days:
    if any(not named.days for named in found):
        return Days(is_wrong=True)
    common = tuple(day for day in found[0].days if all(named.fits(day) for named in found))
    return Days(common) if common else Days(tuple(dict.fromkeys(named.days[0] for named in found)), disagree=True)


def _on_date(match: re.Match[str], around: _Around) -> tuple[date, ...]:
    number, month = int(match[1]), int(match[2])
    if match[3]:
        return _date(int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3]), month, number)
    days = [day for year in (0, 1) for day in _date(around.today.year + year, month, number)]
    return tuple(day for day in days if day >= around.today - LONG_PAST)[:1]


def _on_day_of_month(match: re.Match[str], around: _Around) -> tuple[date, ...]:
    """The next day of that number, or the one of the month that is named."""
    first = around.today.replace(day=1)
    firsts = [_in_months(first, around.months)] if around.months or "thang" in match[0] else []
    days = [day for it in firsts or (first, _in_months(first, 1)) for day in _date(it.year, it.month, int(match[1]))]
    return tuple(day for day in days if firsts or day >= around.today)[:1]


def _date(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _on_weekday(match: re.Match[str], around: _Around) -> tuple[date, ...]:
    return _weekday(_WEEKDAYS[match[1]], around, "nay" in match[0])


def _weekday(wanted: int, around: _Around, this: bool = False) -> tuple[date, ...]:
    """The next day of that name, or that of the week that is named. On that day itself it may be meant, or the next."""
    ahead = (wanted - around.today.weekday()) % 7
    if around.weeks is not None:
        monday = around.today - timedelta(days=around.today.weekday())
        return (monday + timedelta(days=7 * around.weeks + wanted),)
    if ahead:
        return (around.today + timedelta(days=ahead),)
    return (around.today,) if this else (around.today + timedelta(days=7), around.today)


def _at_weekend(match: re.Match[str], around: _Around) -> tuple[date, ...]:
    if around.today.weekday() == SUNDAY and around.weeks is None:
        return (around.today, around.today + timedelta(days=SATURDAY + 1))
    if around.today.weekday() == SATURDAY and around.weeks is None:
        return (around.today, around.today + timedelta(days=1))
    return (*_weekday(SATURDAY, around), *_weekday(SUNDAY, around))


def _ahead(days: int, match: re.Match[str], around: _Around) -> tuple[date, ...]:
    return (around.today + timedelta(days=days),)


_KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Around], tuple[date, ...]]], ...] = (
    (_DATE, _on_date),
    (_DAY_OF_MONTH, _on_day_of_month),
    (_WEEKDAY, _on_weekday),
    (_SUNDAY, lambda match, around: _weekday(SUNDAY, around, "nay" in match[0])),
    (_WEEKEND, _at_weekend),
    (_WEEK_BEGINS, lambda match, around: _weekday(0, around)),
    *((pattern, partial(_ahead, ahead)) for pattern, ahead in _NEAR),
)
_OF_ANY_WEEK = (_WEEKDAY, _SUNDAY, _WEEKEND)
