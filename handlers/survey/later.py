"""When somebody cannot answer now: remind me then, it is not me, somebody else does it."""

from datetime import datetime, timedelta

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Outgoing
from handlers.survey.access import say_gone
from handlers.survey.commands import Command, flat, looks_like_question, read_command, says_no
from handlers.survey.periods import say_period
from handlers.survey.rounds import definition_of
from handlers.texts import rounds as texts
from handlers.texts.times import WEEKDAYS, day, full_time
from knowledge.moments import Doubt, fill_in
from storage import cooperatives, follow_ups, invites, members, surveys
from storage.cooperatives import Cooperative
from storage.surveys import Round

FLOW = "survey-later"
LAST_OFFER = 18  # hour from which "tonight at 19:00" is too near to be offered
_NO_REMINDER = frozenset({"khong can", "khoi", "thoi khoi", "khoi can", "khong can nhac", "ko can", "khoi nhac"})
AS_OFTEN = 1  # messages without a moment are answered by asking again
_BEGINS = ("nhac", "hen")


def handle(turn: Turn, what: str, round_id: str, cooperative_id: str, more: str = "") -> Replies:
    """A pressed button: later | at | never | notme | gone | hand."""
    where = read_number(round_id), read_number(cooperative_id)
    found = _find(turn, *where)
    if found is None:
        return _say_why(turn, *where)
    this, home = found
    match what:
        case "later":
            return ask(turn, this, home)
        case "at" if (minutes := read_number(more)) is not None and minutes < 10**8:
            return set_for(turn, this, home, datetime.fromtimestamp(minutes * 60, turn.now.tzinfo))
        case "never":
            turn.talk.flow = None
            return say(texts.LATER_NOTED)
        case "notme":
            return _not_me(turn, this, home)
        case "hand":
            return hand_over(turn, this, home)
        case "gone":
            return _leave(turn, this, home, more)
        case _:
            return say(texts.NO_ROUND)


def _find(turn: Turn, round_id: int | None, cooperative_id: int | None) -> tuple[Round, Cooperative] | None:
    if round_id is None or cooperative_id not in members.cooperatives_of(turn.unit, turn.person.id):
        return None
    this, home = surveys.find_round(turn.unit, round_id), cooperatives.find(turn.unit, cooperative_id)
    if this is None or home is None or this.state != "open" or home.state == "dissolved":
        return None
    return this, home


def _say_why(turn: Turn, round_id: int | None, cooperative_id: int | None) -> Replies:
    """There is nothing to be reminded of: the round is over, or the cooperative is not there any more."""
    this = None if round_id is None else surveys.find_round(turn.unit, round_id)
    home = None if cooperative_id is None else cooperatives.find(turn.unit, cooperative_id)
    gone = None if this is None or home is None or this.state != "open" else say_gone(turn, this, home)
    return gone or say(texts.NO_ROUND)


def ask(
    turn: Turn, this: Round, home: Cooperative, before: str = texts.LATER_WHEN, may_be: tuple[datetime, ...] = ()
) -> Replies:
    """Ask when to remind; what is typed next is read as that. `may_be`: what was typed may mean these moments."""
    turn.talk.flow = FLOW
    turn.talk.data |= {
        "round": this.id,
        "cooperative": home.id,
        "is_set": False,
    }  # what was typed before can still be edited
    return [Outgoing(before, tuple(_offers(turn, this, home, may_be)), free_input=True)]


def _offers(turn: Turn, this: Round, home: Cooperative, may_be: tuple[datetime, ...]) -> list[Choice]:
    local = turn.local_now
    where = f"{this.id}:{home.id}"
    tomorrow = local.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=1)
    tonight = tomorrow - timedelta(hours=13)
    monday = tomorrow + timedelta(days=(-tomorrow.weekday()) % 7)
    moments = [(texts.tonight("19h"), tonight)] if local.hour < LAST_OFFER else []
    moments.append((f"Sáng mai 8h ({WEEKDAYS[tomorrow.weekday()]})", tomorrow))
    moments += [(f"{WEEKDAYS[0]} {day(monday)[:5]}, 8h", monday)] if monday != tomorrow else []
    if may_be:
        moments = [(full_time(moment), moment) for moment in may_be]
    offers = [
        Choice(f"sv:at:{where}:{int(moment.timestamp()) // 60}", label)
        for label, moment in moments
        if moment < this.closes_at
    ]
    others = ((f"sv:hand:{where}", texts.ASK_COLLEAGUE), (f"sv:never:{where}", texts.NO_REMINDER))
    return [*offers, *(Choice(*one) for one in others)]


def typed(turn: Turn) -> Replies | None:
    """What was typed after being asked when; None for what is something else: a command or a question."""
    if turn.text.startswith("/") or looks_like_question(turn.text):
        return None
    where = turn.talk.data["round"], turn.talk.data["cooperative"]
    found = _find(turn, *where)
    if found is None:
        turn.talk.end()
        return _say_why(turn, *where)
    if not names_moment(turn):
        if says_no(turn.text) or flat(turn.text) in _NO_REMINDER or read_command(turn.text) is Command.PAUSE:
            turn.talk.flow = None
            return say(texts.LATER_NOTED)
        if turn.talk.data.get("is_set") or turn.talk.data.get("unread") == AS_OFTEN:
            turn.talk.flow = None  # an hour was agreed on, or none will be: this is about something else
            return None
        turn.talk.data["unread"] = turn.talk.data.get("unread", 0) + 1
    return ask_or_set(turn, *found)


def moment_in(turn: Turn) -> datetime | Doubt:
    """The moment the typed text names, or why it names none."""
    return fill_in(turn.text, turn.local_now)


def names_moment(turn: Turn) -> bool:
    """Whether the typed text speaks of a moment, also of one that is past or not clear."""
    moment = moment_in(turn)
    return not isinstance(moment, Doubt) or moment.kind != "unknown"


def ask_or_set(turn: Turn, this: Round, home: Cooperative, unread: str = texts.LATER_UNREAD) -> Replies:
    """Keep the moment the typed text names; say what is wrong with it where it cannot be, `unread` where it is none."""
    moment = moment_in(turn)
    if not isinstance(moment, Doubt):
        return set_for(turn, this, home, moment)
    return ask(turn, this, home, unread if moment.kind == "unknown" else texts.later_doubt(moment.kind), moment.offered)


def wants_reminder(text: str) -> bool:
    """Whether a text asks to be reminded: "nhắc tôi 19h", "hẹn thứ hai"."""
    return flat(text).split(" ")[0] in _BEGINS and len(text) <= 60 and not looks_like_question(text)


def set_for(turn: Turn, this: Round, home: Cooperative, moment: datetime) -> Replies:
    """Keep the wish and say it back with its date."""
    if moment >= this.closes_at:
        return ask(turn, this, home, texts.later_than_closing(full_time(moment), day(this.closes_at)))
    if moment <= turn.now:
        return ask(turn, this, home)
    turn.talk.data |= {"round": this.id, "cooperative": home.id, "is_set": True}
    turn.talk.flow = FLOW  # another hour typed right after changes it
    follow_ups.note(
        turn.unit, this.id, home.id, turn.person.id, "snoozed", moment.astimezone(turn.now.tzinfo), turn.now
    )
    return say(texts.will_remind(full_time(moment), home.name))


def _not_me(turn: Turn, this: Round, home: Cooperative) -> Replies:
    follow_ups.note(turn.unit, this.id, home.id, turn.person.id, "declined", None, turn.now)
    where = f"{this.id}:{home.id}"
    return say(
        texts.not_me_noted(home.name), (f"sv:hand:{where}", texts.ASK_COLLEAGUE), (f"sv:gone:{where}", texts.NOT_HERE)
    )


def _leave(turn: Turn, this: Round, home: Cooperative, sure: str) -> Replies:
    where = f"{this.id}:{home.id}"
    if sure == "no":
        return say(texts.STAYED)
    if sure != "yes":
        choices = ((f"sv:gone:{where}:yes", texts.LEAVE), (f"sv:gone:{where}:no", texts.STAY))
        return say(texts.confirm_leaving(home.name), *choices)
    members.leave(turn.unit, turn.person.id, home.id, turn.now)
    turn.talk.end()
    if not members.members_of(turn.unit, home.id):
        turn.tell_staff(Outgoing(texts.nobody_left(home.name)), f"nobody:{this.id}:{home.id}")
    return say(texts.left(home.name))


def hand_over(turn: Turn, this: Round, home: Cooperative) -> Replies:
    """A message to pass on: whoever opens its link, or types its code, goes on with the same response."""
    turn.talk.flow = None
    code = invites.usable_codes(turn.unit, [home.id], turn.now).get(home.id)
    if code is None:
        code = members.invite(
            turn.unit, "cooperative", turn.now, uses=1, cooperative_id=home.id, expires_at=this.closes_at
        )
    link, telegram = turn.world.join_link(code), turn.world.telegram_link(code)
    title = definition_of(turn.unit, this).title
    text = texts.handed_over(title, say_period(this.period), home.name, code, link, telegram)
    return [Outgoing(texts.FORWARD_THIS), Outgoing(text)]
