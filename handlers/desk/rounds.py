"""Rounds in the hands of staff: open, close, see who has not answered, get the results."""

from datetime import datetime, time, timedelta

from handlers.conversation import Replies, Turn, say
from handlers.desk import missing
from handlers.desk.choosing import choose_round, do_with_round, name_round
from handlers.desk.results import ask_for_results
from handlers.limits import tell_limits
from handlers.messages import Kind
from handlers.survey.board import Standing, read_board
from handlers.survey.catalogue import available
from handlers.survey.commands import looks_like_question
from handlers.survey.periods import PeriodKind, before, is_period, kind_of, period_of, say_period
from handlers.survey.rounds import close_round, open_round
from handlers.texts import rounds as texts
from handlers.texts.times import clock_time, day
from handlers.world import ZONE
from storage import broadcasts, cooperatives, surveys
from storage.surveys import Round

USUAL = "half_year"
"""The survey that is opened most."""
FLOW = "round-choose"
A_FEW_WORDS = 5
DAYS = (7, 14, 30)
CANCEL = ("round:cancel", texts.CANCEL)


def handle(turn: Turn) -> Replies | None:
    replies = _decide(turn)
    if replies is None:
        return _hint(turn)
    if any(choice.id == CANCEL[0] for message in replies for choice in message.choices):
        turn.talk.begin(FLOW)
    elif turn.talk.flow == FLOW:
        turn.talk.end()
    return replies


def _hint(turn: Turn) -> Replies | None:
    """Words that choose nothing are no question of law: the same choices once more."""
    if turn.talk.flow != FLOW or turn.incoming.kind is not Kind.TEXT or turn.text.startswith("/"):
        return None
    if looks_like_question(turn.text) or len(turn.text.split()) > A_FEW_WORDS:
        return None
    offered = [(choice_id, label) for choice_id, label in turn.talk.menu[: turn.talk.numbered]]
    if CANCEL[0] not in dict(offered):  # something else was asked and answered meanwhile
        turn.talk.end()
        return None
    return say(texts.CHOOSE_ABOVE, *offered)


def _decide(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("round")) is not None:
        return _pressed(turn, parts)
    command = COMMANDS.get(turn.text.lower()) if turn.incoming.kind is Kind.TEXT else None
    return None if command is None else command(turn)


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    match parts:
        case ["cancel"]:
            return say(texts.CANCELLED)
        case ["survey", survey] if survey in available(turn.unit):
            return _choose_period(turn, survey)
        case [_, survey, period, *rest] if not _is_known(turn, survey, period, *rest):
            return say(texts.ROUND_GONE)
        case ["period", survey, period]:
            offered = [(f"round:days:{survey}:{period}:{count}", texts.days(count)) for count in DAYS]
            return say(texts.CHOOSE_DAYS, *offered, CANCEL)
        case ["days", survey, period, count]:
            return _confirm_open(turn, survey, period, int(count))
        case ["open", survey, period, count]:
            return _open(turn, survey, period, int(count))
        case _:
            return do_with_round(turn, parts, FOR_ONE)


def _is_known(turn: Turn, survey: str, period: str, *days: str) -> bool:
    """Whether a button's words still mean something: a survey may be gone since it was shown."""
    definition = available(turn.unit).get(survey)
    known = definition is not None and is_period(period) and kind_of(period) in definition.periods
    return known and {*days} <= {str(count) for count in DAYS}


def _start_opening(turn: Turn) -> Replies:
    """The usual report's periods at once, the other surveys by their names."""
    surveys_ = available(turn.unit)
    usual = _periods(turn, surveys_[USUAL].periods[0])
    offered = [(f"round:period:{USUAL}:{period}", say_period(period)) for period in usual]
    others = [(f"round:survey:{key}", item.title) for key, item in surveys_.items() if key != USUAL]
    return say(texts.CHOOSE_SURVEY, *offered, *others, (f"round:survey:{USUAL}", texts.OTHER_PERIOD), CANCEL)


def _periods(turn: Turn, kind: PeriodKind) -> tuple[str, str]:
    this = period_of(kind, turn.today)
    return this, before(this)


def _choose_period(turn: Turn, survey: str) -> Replies:
    periods = [period for kind in available(turn.unit)[survey].periods for period in _periods(turn, kind)]
    offered = [(f"round:period:{survey}:{period}", say_period(period)) for period in periods]
    return say(texts.CHOOSE_PERIOD, *offered, CANCEL)


def closing_time(now: datetime, days: int) -> datetime:
    """The end of the Vietnamese day `days` from now."""
    last = now.astimezone(ZONE).date() + timedelta(days=days)
    return datetime.combine(last, time(23, 59), ZONE).astimezone(now.tzinfo)


def _confirm_open(turn: Turn, survey: str, period: str, days: int) -> Replies:
    ids = [item.id for item in cooperatives.directory(turn.unit)]
    closes = day(closing_time(turn.now, days))
    reachable = len(broadcasts.reachable_cooperatives(turn.unit, ids))
    question = texts.confirm_open(_title_of(turn, survey, period), say_period(period), closes, len(ids), reachable)
    invited = [contact.id for contact in broadcasts.contacts_for(turn.unit, ids)]
    told = [*tell_limits(turn.unit, turn.world.plans, invited, turn.now), question]
    return say("\n".join(told), (f"round:open:{survey}:{period}:{days}", texts.OPEN), CANCEL)


def _title_of(turn: Turn, survey: str, period: str) -> str:
    return available(turn.unit)[survey].for_period(period).title


def _open(turn: Turn, survey: str, period: str, days: int) -> Replies:
    title = _title_of(turn, survey, period)
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
    return choose_round(turn, "round", what, offered, nothing, FOR_ONE)


def _confirm_close(turn: Turn, this: Round) -> Replies:
    board = read_board(turn.unit, this)
    question = texts.confirm_close(*name_round(turn, this), board.count(Standing.DONE), len(board.lines))
    return say(question, (f"round:close:{this.id}", texts.CLOSE), CANCEL)


def _close(turn: Turn, this: Round) -> Replies:
    if not close_round(turn.unit, turn.world, this.id, turn.now):
        return say(texts.ROUND_GONE)
    return say(texts.closed_by_staff(*name_round(turn, this)))


COMMANDS = {
    "/modot": _start_opening,
    "/dongdot": _start_closing,
    "/chuatraloi": _start_missing,
    "/ketqua": _start_results,
}
FOR_ONE = {
    "ask-close": _confirm_close,
    "close": _close,
    "missing": missing.show,
    "by-sector": missing.by_sector,
    "by-place": missing.by_place,
    "calls": missing.calls,
    "results": ask_for_results,
}
