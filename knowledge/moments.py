"""What people say of when: "19h", "mai", "sáng thứ hai", "20/12 8h", "2 tiếng nữa", also without accents.

Pure. This module says what a text names and what it leaves open; whoever asked decides whether to fill in what is
open (`fill_in`: a reminder, said back to the person) or to ask (`refuse_doubt`: what goes to many people).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from knowledge.days import MANY, NUMBER, counted, take_days, without
from knowledge.vietnamese import fold, nfc

FARTHEST = timedelta(days=366)
LONGEST = 60  # characters of a text that names a moment and nothing else
NIGHT_UNTIL = 7  # hours 1 to 6 without a word for the part of the day may be in the afternoon
MORNING = time(8)
MOST_OFFERED = 4

_PARTS = {"sang": MORNING, "trua": time(12), "chieu": time(15), "toi": time(19), "dem": time(20)}
_UNITS = MANY | {"tu": 4, "lam": 5}
# Words whose accents say which of several words they are without them.
_WRITTEN = {
    "tối": "buoitoi", "tôi": "minh", "mốt": "ngay kia", "một": "1", "bảy": "7", "sáu": "6", "này": "nay",
}  # fmt: skip
_TEEN = re.compile(rf"\b(?:(hai) )?muoi(?: ({'|'.join(_UNITS)}|[1-9]))?(?= gio\b)")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESSED = re.compile(
    r"^(?:thoi |vay |ok |uh |u |da )*(?:nhac|hen|bao|goi)(?: lai)?(?: (?:minh|em|anh|chi|toi(?! nay\b)))?(?: lai)?\b"
)
_NOW = re.compile(r"(?:gui )?(?:ngay|luon|bay gio|gui ngay|ngay bay gio|bay gio luon|ngay lap tuc)")
_SOON = re.compile(rf"\b{NUMBER} (phut|gio|tieng)( ruoi)?(?: dong ho)? (?:nua|sau)\b|\bsau {NUMBER} (phut|gio|tieng)\b")
_HALF_HOUR = re.compile(r"\bnua (?:tieng|gio)(?: nua)?\b")
_SHORTLY = re.compile(r"\b(?:mot )?(?:lat|ti|chut|it phut)(?: nua)?\b")
_CLOCK = re.compile(
    rf"\b(?:(\d{{1,2}}) ?(?:gio\b|h|g(?![a-z])|:)|({'|'.join(MANY)}) gio\b(?! (?:lam|hanh|hop|an|nghi|tan)\b))"
    r" ?(?:(kem )?(\d{1,2})(?!\d| ?(?:[/-] ?\d|thang|tuan|(?:ngay|hom|bua) (?:nua|sau)))|(ruoi))?"
    r"(?: ?(?:phut|p)\b)?(?![\w/])"
)
_PART = re.compile(r"\b(?:rang |som |dau |cuoi )?(?:buoi )?(sang|trua|chieu|buoitoi|toi|dem)\b")
_FILLERS = (
    "vao luc khoang tam de lam tiep nhe nha a ah di thi hay roi cho giup voi dum ngay hom buoi lai xem toi som sang "
    "minh em anh chi nhac hen gio h thoi cung duoc sau bua nua do"
)
_LEFT = re.compile(rf"\b(?:{'|'.join(_FILLERS.split())})\b|[^\w]|_")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of when, in the zone of the present it was read at.

    `exact`: the moment itself ("2 tiếng nữa"). Else `days` it may be, the likeliest first, `hours` it may be, the
    likeliest last (3h: 03:00 and 15:00), and `part` of the day (sang | trua | chieu | toi | dem); each empty where
    nothing is said of it. `is_rough`: it names a stretch of time, of which the others are a guess or nothing.
    `is_wrong`: an hour or a day that does not exist. `disagree`: it names days that differ. `rest`: words not read.
    """

    exact: datetime | None = None
    days: tuple[date, ...] = ()
    hours: tuple[time, ...] = ()
    part: str = ""
    is_now: bool = False
    is_rough: bool = False
    is_wrong: bool = False
    disagree: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why there is no one moment. `offered`: moments it may be, to choose from.

    `kind`: unknown (it names none) | wrong (no such hour or day) | rough | now | past | either | far | no_clock.
    """

    kind: str
    offered: tuple[datetime, ...] = ()


def read(text: str, now: datetime) -> Said:
    """What a text says of when, seen from `now` in the person's own zone."""
    said = _plain(text)
    if _NOW.fullmatch(said):
        return Said(exact=now, is_now=True)
    said = _ADDRESSED.sub(" ", said, count=1)
    for pattern, is_rough in ((_HALF_HOUR, False), (_SOON, False), (_SHORTLY, True)):
        if (match := pattern.search(said)) is not None:
            return Said(exact=now + _ahead(match), is_rough=is_rough, rest=without(said, match))
    return _read_day_and_hour(said, now)


def _plain(text: str) -> str:
    """Folded words with single spaces; what accents alone tell apart is told apart."""
    written = _WORD.sub(lambda word: _WRITTEN.get(word[0], word[0]), nfc(text.lower()))
    said = " ".join(re.sub(r"[^\w/:.\-]+|_|\.(?!\d)|(?<!\d)\.", " ", fold(written)).split())
    return _TEEN.sub(_teen, said)


def _teen(match: re.Match[str]) -> str:
    """Hours in two words: "mười một giờ", "hai mươi giờ"."""
    tens, unit = 20 if match[1] else 10, match[2] or "0"
    return str(tens + (int(unit) if unit.isdecimal() else _UNITS[unit]))


def _ahead(match: re.Match[str]) -> timedelta:
    if match.re is _SOON:
        number, unit = counted(match[1] or match[4]), match[2] or match[5]
        half = timedelta(minutes=30 if match[3] else 0)
        return half + (timedelta(minutes=number) if unit == "phut" else timedelta(hours=number))
    return timedelta(minutes=30) if match.re is _HALF_HOUR else timedelta(hours=1)


def _read_day_and_hour(said: str, now: datetime) -> Said:
    clock = _CLOCK.search(said)
    days, rest = take_days(said if clock is None else without(said, clock), now.date())
    found = _PART.search(rest)
    part = "" if found is None else found[1].removeprefix("buoi")
    hours = () if clock is None else _hours(clock, part)
    return Said(
        days=days.days,
        hours=hours,
        part=part,
        is_rough=days.is_rough,
        is_wrong=days.is_wrong or (clock is not None and not hours),
        disagree=days.disagree,
        rest=rest if found is None else without(rest, found),
    )


def _hours(clock: re.Match[str], part: str) -> tuple[time, ...]:
    """The times of day a clock time may be; none when there is no such hour."""
    hour, minute = int(clock[1]) if clock[1] else MANY[clock[2]], 30 if clock[5] else int(clock[4] or 0)
    if hour > 23 or minute > 59:
        return ()
    times = [time(one, minute) for one in _hours_of_day(hour, part)]
    return tuple(_earlier(one) for one in times) if clock[3] else tuple(times)


def _earlier(to: time) -> time:
    """ "8h kém 15" is 7:45."""
    minutes = (to.hour * 60 - to.minute) % (24 * 60)
    return time(minutes // 60, minutes % 60)


def _hours_of_day(hour: int, part: str) -> tuple[int, ...]:
    if hour == 12:
        return (0,) if part in ("sang", "toi", "dem") else (12,)
    if hour == 0 or hour > 12 or part == "sang" or (part == "dem" and hour < 6) or (part == "trua" and hour > 8):
        return (hour,)
    if part:
        return (hour + 12,)
    return (hour, hour + 12) if hour < NIGHT_UNTIL else (hour,)


def refuse_doubt(text: str, now: datetime) -> datetime | Doubt:
    """The one moment a text surely means, in `now`'s zone; else what is doubtful. Words that say nothing of when are
    let pass."""
    said = read(text, now)
    if said.is_now:
        return now
    if said.is_wrong or said.is_rough:
        return Doubt("wrong" if said.is_wrong else "rough")
    if said.exact is not None:
        return said.exact if said.exact - now <= FARTHEST else Doubt("far")
    if not said.hours:
        return _no_clock(said, now) if said.days or said.part else Doubt("unknown")
    return _decide(_moments(said.days or (now.date(),), said.hours, now), now)


def _no_clock(said: Said, now: datetime) -> Doubt:
    return Doubt("past" if said.days and max(said.days) < now.date() else "no_clock")


def fill_in(text: str, now: datetime) -> datetime | Doubt:
    """The moment a whole text names, later than `now`, in `now`'s zone. What is open is filled in with what people
    mean (a morning is eight o'clock, 3h is in the afternoon): say it back to the person."""
    said = read(text, now)
    if len(text) > LONGEST or any(char.isalnum() for char in _LEFT.sub(" ", said.rest)):
        return Doubt("unknown")  # words are left that say something else
    if said.is_wrong or said.is_now:
        return Doubt("wrong" if said.is_wrong else "now")
    if said.exact is not None:
        return _to_minute(said.exact) if said.exact - now <= FARTHEST else Doubt("far")
    if not said.days and not said.hours and not said.part:
        return Doubt("rough" if said.is_rough else "unknown")
    hour = said.hours[-1] if said.hours else _PARTS[said.part or "sang"]
    if said.is_rough and not said.days:
        return Doubt("rough")
    moments = _moments(said.days or (now.date(),), (hour,), now)
    if said.disagree or not said.days:
        return _decide(moments, now) if said.days else _today_or_tomorrow(moments[0], now)
    if said.days == (now.date(),) and moments[0] <= now and not said.hours and not said.part:
        return Doubt("no_clock")  # "hôm nay": what is left of it
    return _decide(next(((one,) for one in moments if one > now), moments[:1]), now)


def _moments(days: tuple[date, ...], hours: tuple[time, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(datetime.combine(day, hour, now.tzinfo) for day in days for hour in hours)


def _today_or_tomorrow(moment: datetime, now: datetime) -> datetime:
    return moment if moment > now else moment + timedelta(days=1)


def _decide(moments: tuple[datetime, ...], now: datetime) -> datetime | Doubt:
    future = sorted(moment for moment in moments if moment > now)
    if not future:
        return Doubt("past", tuple(moment + timedelta(days=1) for moment in moments if moment.date() == now.date()))
    if future[-1] - now > FARTHEST:
        return Doubt("far")
    return future[0] if len(future) == 1 else Doubt("either", tuple(future[:MOST_OFFERED]))


def _to_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1 if moment.second or moment.microsecond else 0)
