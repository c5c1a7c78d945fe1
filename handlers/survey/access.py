"""Who may answer for which cooperative, and what is said to whoever may not, or not any more."""

from handlers.conversation import Replies, Turn, say
from handlers.survey.periods import say_period
from handlers.survey.sheet import Sheet
from handlers.survey.splitting import moved_to
from handlers.texts import rounds as texts
from handlers.texts import splits
from handlers.texts.times import day
from storage import cooperatives, members
from storage.cooperatives import Cooperative
from storage.surveys import Round


def refuse(turn: Turn, sheet: Sheet | None) -> Replies | None:
    """Why this person may not go on with this response now; None when they may."""
    if sheet is None:
        return say(texts.NO_ROUND)
    if (gone := say_gone(turn, sheet.round, sheet.cooperative)) is not None:
        return gone
    if not may_answer(turn, sheet.cooperative.id):
        return say_elsewhere(turn, sheet.round, sheet.cooperative)
    return None if sheet.round.state == "open" else say_closed(turn, sheet.round)


def may_answer(turn: Turn, cooperative_id: int) -> bool:
    """People of the cooperative, and staff who were told its figures by phone."""
    return cooperative_id in members.cooperatives_of(turn.unit, turn.person.id) or is_by_phone(turn, cooperative_id)


def is_by_phone(turn: Turn, cooperative_id: int) -> bool:
    chosen = turn.talk.data.get("by_phone") == cooperative_id
    return chosen and members.staff_role(turn.unit, turn.person.id) is not None


def say_gone(turn: Turn, this: Round, home: Cooperative) -> Replies | None:
    """What became of a cooperative that was merged or dissolved in the middle of a round."""
    into = cooperatives.find(turn.unit, home.merged_into) if home.merged_into else None
    if into is not None:
        return say(texts.merged(home.name, into.name), (f"sv:open:{this.id}:{into.id}", texts.START))
    return say(texts.dissolved(home.name)) if home.state == "dissolved" else None


def say_elsewhere(turn: Turn, this: Round, home: Cooperative) -> Replies:
    """What is said to who does not report for a cooperative: after a split, where they report now."""
    own = moved_to(turn.unit, turn.person.id, home.id)
    if own is None:
        return say(texts.NOT_YOURS)
    return say(splits.not_here(home.name, own.name), (f"sv:open:{this.id}:{own.id}", texts.START))


def say_closed(turn: Turn, this: Round) -> Replies:
    when = day(min(this.closed_at or this.closes_at, this.closes_at))
    return say(texts.closed(say_period(this.period), when, turn.world.alliance_phone))
