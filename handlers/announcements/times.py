"""When, as people type it: "8h sáng mai", "14h30 25/11", "7 giờ thứ hai", "3h chiều". Pure.

Rounds no doubt away: a time that may be in the night or the afternoon is asked about, one that is past is told.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlers.world import ZONE
from knowledge.vietnamese import fold, nfc

CLOCK = re.compile(r"\b(?:luc )?(\d{1,2})\s*(?:h|g|gio|:)\s*(\d{1,2}(?!\s*[/-]\s*\d)|ruoi)?(?:\s*(?:phut|p))?(?![\w/])")
DAY = re.compile(r"\b(?:ngay )?(\d{1,2})\s*[/-]\s*(\d{1,2})(?:\s*[/-]\s*(\d{4}))?\b|\bngay (\d{1,2}) thang (\d{1,2})\b")
PARTS = {"rang sang": 0, "sang": 0, "trua": 12, "chieu": 12, "toi": 12, "dem": 12}
PART = re.compile(r"\b(rang sang|sang|trua|chieu|toi|dem)\b")
DAYS = {"hom nay": 0, "bay gio": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2, "mot": 2, "hom qua": -1, "hom kia": -2}
NEAR_DAY = re.compile(r"\b(hom nay|ngay mai|mai|ngay kia|hom qua|hom kia)\b")
WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}
WEEKDAY = re.compile(r"\b(?:thu|t)\s*(hai|ba|tu|nam|sau|bay|[2-7])\b|\b(chu nhat|cn)\b")
NEXT_WEEK = re.compile(r"\btuan (sau|toi)\b")
NOW = re.compile(r"(?:gui )?(?:ngay|luon|bay gio|gui ngay|ngay bay gio|ngay lap tuc)")
FURTHEST = timedelta(days=366)
NIGHT_UNTIL = 7  # hours 1 to 6 without a word for the part of the day may be in the afternoon


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why there is no one time. `kind`: unknown | past | either | far | no_clock; `offered`: times (UTC) to choose."""

    kind: str
    offered: tuple[datetime, ...] = ()


def read_moment(text: str, now: datetime) -> datetime | Doubt:
    """The moment (UTC) a text means, seen from `now`; or what is doubtful about it."""
    said = " ".join(fold(nfc(text)).split()).strip(" .!")
    if NOW.fullmatch(said):
        return now
    clock = CLOCK.search(said)
    today = now.astimezone(ZONE).date()
    rest = said if clock is None else said[: clock.start()] + " | " + said[clock.end() :]
    day = _read_day(rest, today)
    if isinstance(day, Doubt):
        return day
    if clock is None:
        return Doubt("no_clock" if day is not None else "unknown")
    return _put_together(clock, rest, day, now)


def _put_together(clock: re.Match[str], rest: str, day: date | None, now: datetime) -> datetime | Doubt:
    hour, minute = int(clock[1]), 30 if clock[2] == "ruoi" else int(clock[2] or 0)
    if hour > 23 or minute > 59:
        return Doubt("unknown")
    part = PART.search(rest)
    hours = _hours(hour, part[1] if part else "")
    today = now.astimezone(ZONE).date()
    moments = tuple(_moment(day or today, one, minute) for one in hours)
    future = tuple(moment for moment in moments if moment > now)
    if not future:
        again = () if day is not None and day != today else (moments[0] + timedelta(days=1),)
        return Doubt("past", again)
    if any(moment - now > FURTHEST for moment in future):
        return Doubt("far")
    return future[0] if len(future) == 1 else Doubt("either", future)


def _hours(hour: int, part: str) -> tuple[int, ...]:
    if part in ("sang", "rang sang") or hour > 12 or hour == 0:
        return (hour % 12 if part and hour == 12 else hour,)
    if part == "dem" and hour < 6:
        return (hour,)
    if part:
        return (hour if hour == 12 or (part == "trua" and hour in (10, 11)) else hour + PARTS[part],)
    return (hour, hour + 12) if hour < NIGHT_UNTIL else (hour,)


def _read_day(rest: str, today: date) -> date | Doubt | None:
    if found := DAY.search(rest):
        return _calendar_day(found, today)
    if near := NEAR_DAY.search(rest):
        return today + timedelta(days=DAYS[near[1]])
    if weekday := WEEKDAY.search(rest):
        wanted = 6 if weekday[2] else WEEKDAYS[weekday[1]]
        if NEXT_WEEK.search(rest):
            return today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted)
        return today + timedelta(days=(wanted - today.weekday()) % 7)
    return None


def _calendar_day(found: re.Match[str], today: date) -> date | Doubt:
    number, month = int(found[1] or found[4]), int(found[2] or found[5])
    year = int(found[3]) if found[3] else today.year
    try:
        day = date(year, month, number)
        if not found[3] and day < today - timedelta(days=180):  # said in December of a day in January
            day = date(year + 1, month, number)
    except ValueError:
        return Doubt("unknown")
    return day


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)
