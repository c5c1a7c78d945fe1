"""Calendars in the hands of staff: /lich shows the next rounds; a new one is set up by taps or in one line."""

import re
from datetime import date, timedelta
from typing import Any

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.survey import calendars as plans
from handlers.survey.calendars import ONCE, Planned
from handlers.survey.catalogue import available
from handlers.survey.commands import flat, looks_like_question
from handlers.survey.dates import read_day
from handlers.survey.definition import Definition
from handlers.survey.periods import PeriodKind, say_period
from handlers.texts import calendars as texts
from handlers.texts.times import day, weekday
from knowledge.numbers.tokens import fold
from storage import calendars
from storage.calendars import Calendar

COMMAND = "/lich"
FLOW = "round-calendar"
USUAL = "half_year"
DAYS = (3, 5, 7, 10, 14, 30)
STEPS = {"usual": [3, 7, -1], "often": [2, 4, 6, -1], "last": [-1], "none": []}
CANCEL = Choice("round:cal-cancel", texts.CANCEL)
ONE_LINE = re.compile(
    r"(?P<about>kho khan )?(?P<frequency>tuan|thang|quy|6 thang|nam|mot lan) (?P<day>[\d/.\-]+) "
    r"(?P<days>\d{1,3})(?: ngay)?(?: nhac (?P<steps>-?\d{1,3}(?:\s*,\s*-?\d{1,3})*))?"
)
WORDS = {"tuan": "week", "thang": "month", "quy": "quarter", "6 thang": "half_year", "nam": "year", "mot lan": ONCE}
DIFFICULTIES = "difficulties"


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("round")) is not None and parts[0].startswith("cal-"):
        return _pressed(turn, parts[0].removeprefix("cal-"), parts[1:])
    if turn.incoming.kind is not Kind.TEXT:
        return None
    command, _, rest = turn.text.partition(" ")
    if command.lower() == COMMAND:
        return _one_line(turn, rest) if rest.strip() else _list(turn)
    if turn.talk.flow != FLOW or turn.text.startswith("/") or looks_like_question(turn.text):
        return None
    return _typed(turn)


# What stands ---------------------------------------------------------------------------------------------------------


def _list(turn: Turn) -> Replies:
    definitions = available(turn.unit)
    new = Choice("round:cal-new", texts.NEW)
    shown = [
        _shown(turn, item, definitions[item.survey])
        for item in calendars.standing(turn.unit)
        if item.survey in definitions
    ]
    if not shown:
        return [Outgoing(f"{texts.NO_CALENDAR}\n{texts.HOW}", (new,))]
    return [*shown[:-1], Outgoing(shown[-1].text, (*shown[-1].choices, new))]


def _shown(turn: Turn, item: Calendar, definition: Definition) -> Outgoing:
    lines = _rounds(plans.coming(item, definition.periods[0], turn.today))
    text = texts.summary(definition.title, item.frequency, item.days_open, item.state, lines)
    switch = ("pause", texts.PAUSE) if item.state == "active" else ("resume", texts.RESUME)
    choices = tuple(Choice(f"round:cal-{what}:{item.id}", label) for what, label in (switch, ("end", texts.END)))
    return Outgoing(text, choices)


def _rounds(planned: list[Planned]) -> list[str]:
    if not planned:
        return [texts.NO_MORE]
    written = [
        texts.planned(say_period(one.period), day(one.opens), day(one.closes), [day(at)[:5] for at in one.reminds])
        for one in planned
    ]
    return [texts.NEXT_ROUNDS, *written]


def _switch(turn: Turn, what: str, number: int | None) -> Replies:
    item = None if number is None else calendars.find(turn.unit, number)
    states = {"pause": ("active", "paused"), "resume": ("paused", "active")}
    old, new = states.get(what, (item.state if item else "", "ended"))
    if item is None or item.state == "ended" or not calendars.set_state(turn.unit, item.id, old, new):
        return say(texts.GONE)
    title = available(turn.unit)[item.survey].title
    if what == "pause":
        return say(texts.paused(title))
    if what == "end":
        return say(texts.ended(title))
    calendars.leave_out(turn.unit, item.id, turn.today - timedelta(days=1))
    return say(texts.resumed(title))


# A new one, by taps --------------------------------------------------------------------------------------------------


def _pressed(turn: Turn, what: str, rest: list[str]) -> Replies:
    argument = rest[0] if rest else ""
    if what == "cancel":
        turn.talk.end()
        return say(texts.CANCELLED)
    if what in ("pause", "resume", "end"):
        return _switch(turn, what, read_number(argument))
    if what == "new":
        turn.talk.begin(FLOW)
        return _ask(turn)
    if turn.talk.flow != FLOW or what not in FIELDS:
        return say(texts.GONE)
    return _take(turn, what, argument)


def _take(turn: Turn, field: str, value: str) -> Replies:
    """One more thing is known of the new calendar; ask for the next."""
    if field == "save":
        return _save(turn, turn.talk.data)
    turn.talk.data[field] = value
    return _ask(turn)


FIELDS = ("survey", "frequency", "day", "period", "days", "reminders", "quiet", "save")


def _ask(turn: Turn, before: str = "") -> Replies:
    """The next question about the new calendar; the choices already made are kept in the talk."""
    data = turn.talk.data
    field = next(one for one in FIELDS if one not in data)
    text, offered = _QUESTIONS[field](turn, data)
    choices = tuple(Choice(f"round:cal-{field}:{value}", label) for value, label in offered)
    return [Outgoing(f"{before}\n{text}".strip(), (*choices, CANCEL), free_input=field == "day")]


def _typed(turn: Turn) -> Replies:
    """A typed day, or words that mean nothing here: the question is asked again."""
    data = turn.talk.data
    if flat(turn.text) == "thoi":
        return _pressed(turn, "cancel", [])
    if "frequency" in data and "day" not in data:
        typed = read_day(turn.text)
        if typed is None or date.fromisoformat(typed) < turn.today:
            return _ask(turn, texts.DAY_UNREAD if typed is None else texts.DAY_PAST)
        return _take(turn, "day", typed)
    return _ask(turn, texts.CHOOSE_ABOVE)


Offer = tuple[str, list[tuple[str, str]]]


def _ask_survey(turn: Turn, data: dict[str, Any]) -> Offer:
    return texts.CHOOSE_SURVEY, [(key, item.title) for key, item in available(turn.unit).items()]


def _ask_frequency(turn: Turn, data: dict[str, Any]) -> Offer:
    kinds = available(turn.unit)[data["survey"]].periods
    return texts.CHOOSE_FREQUENCY, [(one, texts.FREQUENCIES[one]) for one in (*map(str, kinds), ONCE)]


def _ask_day(turn: Turn, data: dict[str, Any]) -> Offer:
    return texts.CHOOSE_DAY, [(one.isoformat(), weekday(one)) for one in first_days(data["frequency"], turn.today)]


def first_days(frequency: str, today: date) -> list[date]:
    """Days that are often chosen: coming weekdays for a weekly one, else round days of this month and the next."""
    if frequency == PeriodKind.WEEK:
        return [today + timedelta(days=ahead) for ahead in range(1, 8) if (today + timedelta(days=ahead)).weekday() < 5]
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = following - timedelta(days=1)
    days = [today, *(month.replace(day=number) for month in (today, following) for number in (1, 5, 15, 20, 25)), last]
    return sorted({one for one in days if one >= today})[:8]


def _ask_period(turn: Turn, data: dict[str, Any]) -> Offer:
    usual = available(turn.unit)[data["survey"]].periods[0]
    opens = date.fromisoformat(data["day"])
    periods = [(str(asks), plans.period_for(data["frequency"], usual, opens, asks)) for asks in (0, -1)]
    return texts.CHOOSE_PERIOD, [(asks, say_period(period)) for asks, period in periods]


def _ask_days(turn: Turn, data: dict[str, Any]) -> Offer:
    return texts.CHOOSE_DAYS, [(str(count), texts.days(count)) for count in DAYS]


def _ask_reminders(turn: Turn, data: dict[str, Any]) -> Offer:
    return texts.CHOOSE_REMINDERS, list(texts.REMINDERS.items())


def _ask_quiet(turn: Turn, data: dict[str, Any]) -> Offer:
    return texts.CHOOSE_QUIET, list(texts.QUIET.items())


def _ask_save(turn: Turn, data: dict[str, Any]) -> Offer:
    return texts.confirm(_describe(turn, _draft(data))), [("yes", texts.SAVE)]


_QUESTIONS = {
    "survey": _ask_survey,
    "frequency": _ask_frequency,
    "day": _ask_day,
    "period": _ask_period,
    "days": _ask_days,
    "reminders": _ask_reminders,
    "quiet": _ask_quiet,
    "save": _ask_save,
}


def _draft(data: dict[str, Any]) -> Calendar:
    quiet = None if data["quiet"] == "usual" else [int(hour) for hour in data["quiet"].split("-")]
    return Calendar(
        id=0,
        survey=data["survey"],
        frequency=data["frequency"],
        first_day=date.fromisoformat(data["day"]),
        days_open=int(data["days"]),
        reminders=STEPS.get(data["reminders"]) or data.get("steps", []),
        asks=int(data["period"]),
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
        state="active",
        settled_through=None,
    )


def _describe(turn: Turn, item: Calendar) -> str:
    definition = available(turn.unit)[item.survey]
    lines = _rounds(plans.coming(item, definition.periods[0], turn.today))
    return texts.summary(definition.title, item.frequency, item.days_open, item.state, lines)


def _save(turn: Turn, data: dict[str, Any]) -> Replies:
    if any(one not in data for one in FIELDS[:-1]):
        return say(texts.GONE)
    item = _draft(data)
    turn.talk.end()
    if any((one.survey, one.frequency) == (item.survey, item.frequency) for one in calendars.standing(turn.unit)):
        return say(texts.CLASH)
    quiet = None if item.quiet_from is None or item.quiet_until is None else (item.quiet_from, item.quiet_until)
    saved = calendars.add(
        turn.unit,
        item.survey,
        item.frequency,
        item.first_day,
        item.days_open,
        item.reminders,
        item.asks,
        turn.person.id,
        turn.now,
        quiet,
    )
    return say(texts.saved(_describe(turn, saved)))


# A new one, in one line ----------------------------------------------------------------------------------------------


def _meant(turn: Turn, frequency: str, *, is_difficulties: bool) -> Definition | None:
    """The survey that is usually asked so often."""
    definitions = available(turn.unit)
    if is_difficulties:
        asked = definitions.get(DIFFICULTIES)
        return asked if asked and frequency in (ONCE, *asked.periods) else None
    if frequency == ONCE:
        return definitions.get(USUAL)
    fitting = [item for item in definitions.values() if frequency in item.periods]
    return min(fitting, key=lambda item: item.periods.index(PeriodKind(frequency)), default=None)


def _one_line(turn: Turn, line: str) -> Replies:
    """ "thang 25/12/2026 5 ngay nhac 2,-1": shown as it would run, saved by one tap."""
    found = ONE_LINE.fullmatch(" ".join(fold(line).split()))
    frequency = WORDS[found["frequency"]] if found else ""
    typed = read_day(found["day"]) if found else None
    definition = _meant(turn, frequency, is_difficulties=bool(found and found["about"]))
    if found is None or definition is None:
        return say(texts.HOW)
    if typed is None or date.fromisoformat(typed) < turn.today:
        return say(texts.DAY_UNREAD if typed is None else texts.DAY_PAST)
    if not 1 <= int(found["days"]) <= 90:
        return say(texts.HOW)
    turn.talk.begin(FLOW, survey=definition.key, frequency=frequency, day=typed)
    steps = [int(step) for step in (found["steps"] or "3,7,-1").split(",")]
    turn.talk.data |= {"period": "0", "days": found["days"], "reminders": "own", "steps": steps, "quiet": "usual"}
    return _ask(turn)
