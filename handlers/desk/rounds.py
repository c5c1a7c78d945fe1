"""Rounds in the hands of staff: open, close, see who has not answered, get the results."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.results import ask_for_results
from handlers.messages import Kind
from handlers.survey.load import load_shipped
from handlers.survey.periods import before, half_year_of, is_period, say_period
from handlers.survey.rounds import close_round, definition_of, open_round
from handlers.texts import rounds as texts
from handlers.texts.times import clock_time, day
from handlers.world import ZONE
from storage import broadcasts, cooperatives, surveys
from storage.surveys import Round

DAYS = (7, 14, 30)
LISTED = 60  # cooperatives in one message
CANCEL = ("round:cancel", texts.CANCEL)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("round")) is not None:
        return _pressed(turn, parts)
    command = COMMANDS.get(turn.text.lower()) if turn.incoming.kind is Kind.TEXT else None
    return None if command is None else command(turn)


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    match parts:
        case ["cancel"]:
            return say(texts.CANCELLED)
        case ["survey", survey] if survey in load_shipped():
            return _choose_period(turn, survey)
        case [_, survey, period, *rest] if not _is_known(survey, period, *rest):
            return say(texts.ROUND_GONE)
        case ["period", survey, period]:
            offered = [(f"round:days:{survey}:{period}:{count}", texts.days(count)) for count in DAYS]
            return say(texts.CHOOSE_DAYS, *offered, CANCEL)
        case ["days", survey, period, count]:
            return _confirm_open(turn, survey, period, int(count))
        case ["open", survey, period, count]:
            return _open(turn, survey, period, int(count))
        case [what, round_id] if what in FOR_ONE and (number := read_number(round_id)) is not None:
            this = surveys.find_round(turn.unit, number)
            return say(texts.ROUND_GONE) if this is None else FOR_ONE[what](turn, this)
        case _:
            return say(texts.ROUND_GONE)


def _is_known(survey: str, period: str, *days: str) -> bool:
    """Whether a button's words still mean something: a survey may be gone since it was shown."""
    return survey in load_shipped() and is_period(period) and {*days} <= {str(count) for count in DAYS}


def _start_opening(turn: Turn) -> Replies:
    shipped = load_shipped()
    if len(shipped) == 1:
        return _choose_period(turn, next(iter(shipped)))
    offered = [(f"round:survey:{key}", item.title) for key, item in shipped.items()]
    return say(texts.CHOOSE_SURVEY, *offered, CANCEL)


def _choose_period(turn: Turn, survey: str) -> Replies:
    this = half_year_of(turn.today)
    offered = [(f"round:period:{survey}:{period}", say_period(period)) for period in (this, before(this))]
    return say(texts.CHOOSE_PERIOD, *offered, CANCEL)


def closing_time(now: datetime, days: int) -> datetime:
    """The end of the Vietnamese day `days` from now."""
    last = now.astimezone(ZONE).date() + timedelta(days=days)
    return datetime.combine(last, time(23, 59), ZONE).astimezone(now.tzinfo)


def _confirm_open(turn: Turn, survey: str, period: str, days: int) -> Replies:
    ids = [item.id for item in cooperatives.directory(turn.unit)]
    closes = day(closing_time(turn.now, days))
    reachable = len(broadcasts.reachable_cooperatives(turn.unit, ids))
    question = texts.confirm_open(load_shipped()[survey].title, say_period(period), closes, len(ids), reachable)
    return say(question, (f"round:open:{survey}:{period}:{days}", texts.OPEN), CANCEL)


def _open(turn: Turn, survey: str, period: str, days: int) -> Replies:
    title = load_shipped()[survey].title
    opened = open_round(turn.unit, turn.world, survey, period, closing_time(turn.now, days), turn.now)
    if not opened.is_new:
        return say(texts.already_open(title, say_period(period)))
    due_at = turn.world.quiet.allow(turn.now)
    later = clock_time(due_at) if due_at > turn.now else None
    return say(texts.opened(title, say_period(period), opened.prompted, later))


def _start_closing(turn: Turn) -> Replies:
    return _choose_round(turn, "ask-close", surveys.rounds(turn.unit, "open"), texts.NO_OPEN_ROUND)


def _start_missing(turn: Turn) -> Replies:
    return _choose_round(turn, "missing", surveys.rounds(turn.unit, "open"), texts.NO_OPEN_ROUND)


def _start_results(turn: Turn) -> Replies:
    return _choose_round(turn, "results", surveys.rounds(turn.unit)[:6], texts.NO_ROUND_YET)


def _choose_round(turn: Turn, what: str, offered: list[Round], nothing: str) -> Replies:
    if not offered:
        return say(nothing)
    if len(offered) == 1:
        return FOR_ONE[what](turn, offered[0])
    choices = [(f"round:{what}:{this.id}", f"{_title(turn, this)}, {say_period(this.period)}") for this in offered]
    return say(texts.CHOOSE_ROUND, *choices, CANCEL)


def _title(turn: Turn, this: Round) -> str:
    return definition_of(turn.unit, this).title


def _confirm_close(turn: Turn, this: Round) -> Replies:
    asked = len(cooperatives.directory(turn.unit))
    sent = surveys.count_sent(turn.unit, this.id)
    question = texts.confirm_close(_title(turn, this), say_period(this.period), sent, asked)
    return say(question, (f"round:close:{this.id}", texts.CLOSE), CANCEL)


def _close(turn: Turn, this: Round) -> Replies:
    if not close_round(turn.unit, turn.world, this.id, turn.now):
        return say(texts.ROUND_GONE)
    return say(texts.closed_by_staff(_title(turn, this), say_period(this.period)))


def _missing(turn: Turn, this: Round) -> Replies:
    missing = cooperatives.find_all(turn.unit, surveys.without_response(turn.unit, this.id))
    if not missing:
        return say(texts.EVERYBODY_ANSWERED)
    begun = {item.cooperative_id for item in surveys.responses_in(turn.unit, this.id)}
    reachable = broadcasts.reachable_cooperatives(turn.unit, [item.id for item in missing])
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for item in missing[:LISTED]:
        status = "open" if item.id in begun else "none" if item.id in reachable else "unreachable"
        groups[item.place or "—"].append(texts.missing_line(item.name, status))
    sent = surveys.count_sent(turn.unit, this.id)
    more = max(0, len(missing) - LISTED)
    listed = sorted(groups.items())
    return say(texts.missing(_title(turn, this), say_period(this.period), sent, sent + len(missing), listed, more))


COMMANDS = {
    "/modot": _start_opening,
    "/dongdot": _start_closing,
    "/chuatraloi": _start_missing,
    "/ketqua": _start_results,
}
FOR_ONE = {"ask-close": _confirm_close, "close": _close, "missing": _missing, "results": ask_for_results}
