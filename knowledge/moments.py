"""Moments as people say them: "19h", "mai", "sáng thứ hai", "tuần sau", "2 tiếng nữa", also without accents.

Pure: the present comes in, in the person's own time; what comes out is later than it. What is not said is filled in
with the hour people mean (a morning is eight o'clock), so the moment must be said back to the person.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from unicodedata import normalize

from knowledge.numbers.tokens import fold

LONGEST = 60  # characters; longer texts are no moment
FARTHEST = timedelta(days=366)
MORNING, NOON, AFTERNOON, EVENING = time(8), time(12), time(15), time(19)

_PARTS = {"sang": MORNING, "trua": NOON, "chieu": AFTERNOON, "toi": EVENING, "dem": time(20)}
_COUNTED = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(day + 2): day for day in range(6)}
_NUMBER = rf"(\d{{1,3}}|{'|'.join(_COUNTED)})"

_ADDRESSED = re.compile(
    r"^(?:thoi |vay |ok |uh |u |da )*(?:nhac|hen|bao|goi)(?: lai)?"
    r"(?: (?:minh|em|anh|chi|toi(?! nay\b)))?(?: lai)?\b"
)
_IN_CLOCK = re.compile(
    rf"(?<!thu )(?<!ngay )(?<!mung )(?<!mong )\b{_NUMBER} (phut|gio|tieng|ngay|tuan|thang)(?: dong ho)? (?:nua|sau)\b"
)
_AFTER = re.compile(rf"\bsau {_NUMBER} (phut|gio|tieng|ngay|tuan|thang)\b")
_HALF_HOUR = re.compile(r"\bnua (?:tieng|gio)(?: nua)?\b")
_SHORTLY = re.compile(r"\b(?:lat|ti|chut|it phut)(?: nua)?\b")
_CLOCK = re.compile(rf"\b(?:(\d{{1,2}}) ?(?:gio\b|h|g\b|:)|({'|'.join(_COUNTED)}) gio\b) ?(?:(\d{{2}})\b|(ruoi))?")
_DATE = re.compile(
    r"\b(?:ngay |mung )?(\d{1,2}) ?(?:/|-|thang) ?(\d{1,2})(?: ?(?:/|-|nam) ?(\d{4}))?\b(?! ?(?:h|gio|:))"
)
_DAY_OF_MONTH = re.compile(r"\b(?:ngay|mung|mong) (\d{1,2})\b(?! ?(?:nua|/|-|thang(?! (?:sau|toi)\b)))")
_WEEKDAY = re.compile(r"\b(?:thu |t)(hai|ba|tu|nam|sau|bay|[2-7])\b")
_SUNDAY = re.compile(r"\b(?:chu nhat|cn)\b")
_NEXT_WEEK = re.compile(r"\btuan (?:sau|toi|ke)\b")
_NEXT_MONTH = re.compile(r"\bthang (?:sau|toi)\b")
_WEEKEND = re.compile(r"\bcuoi tuan\b")
_AFTER_TOMORROW = re.compile(r"\bngay (?:kia|mot)\b|\bmot\b(?! (?:ngay|gio|tieng|phut|tuan))|^kia\b|\bhom kia\b")
_TOMORROW = re.compile(r"\b(?:ngay )?mai\b|\bhom sau\b")
_TODAY = re.compile(r"\b(?:hom nay|bua nay|sang nay|trua nay|chieu nay|toi nay|dem nay|nay)\b")
_PART = re.compile(r"\b(sang|trua|chieu|toi|dem)\b")
_FILLERS = (
    "vao luc khoang tam de lam tiep nhe nha a ah di thi hay roi cho giup voi dum ngay hom nay buoi dau lai xem toi "
    "minh em anh chi nhac hen gio h thoi cung duoc sau bua"
)
_LEFT = re.compile(rf"\b(?:{'|'.join(_FILLERS.split())})\b|[^\w]|_")


def read_moment(text: str, now: datetime) -> datetime | None:
    """The moment a whole text names, later than `now` and within a year, in `now`'s zone; None when it names none."""
    if len(text) > LONGEST:
        return None
    said = _plain(text)
    said = _ADDRESSED.sub(" ", said, count=1)
    if "tối" in normalize("NFC", text.lower()) and "toi" not in said:
        said += " toi"  # "nhắc tối mai" is in the evening, "nhac toi mai" is "remind me"
    found, rest = _read(said, now)
    if found is None or any(char.isalnum() for char in _LEFT.sub(" ", rest)):
        return None  # words are left that say something else
    return found if now < found <= now + FARTHEST else None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w/:\-]+|_", " ", fold(text)).split())


def _read(said: str, now: datetime) -> tuple[datetime | None, str]:
    for pattern, reach in _SPANS:
        if (match := pattern.search(said)) is not None:
            return reach(match, now), _without(said, match)
    return _read_day_and_hour(said, now)


def _without(said: str, match: re.Match[str]) -> str:
    return said[: match.start()] + " " + said[match.end() :]


def _in_span(match: re.Match[str], now: datetime) -> datetime:
    number = _counted(match[1])
    spans = {"phut": timedelta(minutes=1), "gio": timedelta(hours=1), "tieng": timedelta(hours=1)}
    if match[2] in spans:
        return _to_minute(now + number * spans[match[2]])
    days = {"ngay": 1, "tuan": 7, "thang": 30}[match[2]]
    return _at(now.date() + timedelta(days=number * days), MORNING, now)


def _counted(word: str) -> int:
    return int(word) if word.isdecimal() else _COUNTED[word]


def _to_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1 if moment.second or moment.microsecond else 0)


_SPANS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], datetime]], ...] = (
    (_HALF_HOUR, lambda match, now: _to_minute(now + timedelta(minutes=30))),
    (_IN_CLOCK, _in_span),
    (_AFTER, _in_span),
    (_SHORTLY, lambda match, now: _to_minute(now + timedelta(hours=1))),
)


def _read_day_and_hour(said: str, now: datetime) -> tuple[datetime | None, str]:
    day, rest = _take_day(said, now.date())
    hour, rest = _take_hour(rest)
    part = _PART.search(rest) if hour is None or hour.hour <= 12 else None
    if part is not None:
        rest = _without(rest, part)
    clock = _clock(hour, part[1] if part else None)
    if day is None and clock is None:
        return None, rest
    if day is not None:
        return _at(day, clock or MORNING, now), rest
    assert clock is not None
    today = _at(now.date(), clock, now)
    return today if today > now else _at(now.date() + timedelta(days=1), clock, now), rest


def _clock(hour: time | None, part: str | None) -> time | None:
    """The hour of the day: "7h tối" is 19:00, "3h" is the afternoon: nobody wants to be woken at three."""
    if hour is None:
        return _PARTS[part] if part else None
    later = (
        part in ("chieu", "toi", "dem") or (part is None and 1 <= hour.hour <= 6) or (part == "trua" and hour.hour < 4)
    )
    return time(hour.hour + 12, hour.minute) if later and hour.hour < 12 else hour


def _take_hour(said: str) -> tuple[time | None, str]:
    match = _CLOCK.search(said)
    hour = _counted(match[1] or match[2]) if match else 24
    if match is None or hour > 23 or int(match[3] or 0) > 59:
        return None, said
    minute = 30 if match[4] else int(match[3] or 0)
    return time(hour, minute), _without(said, match)


def _take_day(said: str, today: date) -> tuple[date | None, str]:
    for pattern, find in _DAYS:
        match = pattern.search(said)
        if match is None:
            continue
        day = find(match, today, said)
        rest = _without(said, match)
        if pattern in (_WEEKDAY, _SUNDAY):
            rest = _NEXT_WEEK.sub(" ", rest)
        if pattern is _DAY_OF_MONTH:
            rest = _NEXT_MONTH.sub(" ", rest)
        if pattern is _TODAY and (part := _PART.search(match[0])) is not None:
            rest = f"{rest} {part[0]}"
        return day, rest
    return None, said


def _on_date(match: re.Match[str], today: date, said: str) -> date | None:
    """A day without its year is the next one of that name."""
    years = [int(match[3])] if match[3] else [today.year, today.year + 1]
    days = [day for year in years if (day := _date(year, int(match[2]), int(match[1]))) is not None]
    return next((day for day in days if day >= today), None)


def _on_day_of_month(match: re.Match[str], today: date, said: str) -> date | None:
    first = today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    wanted = int(match[1])
    if _NEXT_MONTH.search(said):
        return _date(following.year, following.month, wanted)
    days = [_date(month.year, month.month, wanted) for month in (first, following)]
    return next((day for day in days if day is not None and day >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on_weekday(match: re.Match[str], today: date, said: str) -> date:
    return _weekday(_WEEKDAYS[match[1]], today, said)


def _weekday(wanted: int, today: date, said: str) -> date:
    """The next day of that name; with "tuần sau" the one of the coming week."""
    if _NEXT_WEEK.search(said):
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _next_month(match: re.Match[str], today: date, said: str) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, str], date | None]], ...] = (
    (_DATE, _on_date),
    (_DAY_OF_MONTH, _on_day_of_month),
    (_WEEKDAY, _on_weekday),
    (_SUNDAY, lambda match, today, said: _weekday(6, today, said)),
    (_WEEKEND, lambda match, today, said: _weekday(5, today, said)),
    (_NEXT_WEEK, lambda match, today, said: _weekday(0, today, said)),
    (_NEXT_MONTH, _next_month),
    (_AFTER_TOMORROW, lambda match, today, said: today + timedelta(days=2)),
    (_TOMORROW, lambda match, today, said: today + timedelta(days=1)),
    (_TODAY, lambda match, today, said: today),
)


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)
