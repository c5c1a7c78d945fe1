"""What people who got an announcement do with it: say they read it, answer an invitation, leave a topic."""

from handlers.announcements.audience import resolve
from handlers.announcements.invitations import ask, decline, free_places, move_up, wait, withdraw_choice
from handlers.conversation import Replies, Turn, read_number, say
from handlers.labels import is_label
from handlers.messages import Kind, Outgoing
from handlers.texts import announce
from handlers.texts import invitations as texts
from handlers.texts.times import clock_time
from storage import broadcasts, cooperatives, copies, gatherings, members, segments
from storage.broadcasts import Broadcast
from storage.gatherings import Gathering

FLOW = "invited"
COUNTS = (1, 2, 3)
LABELS = (
    ("yes", texts.COMING, "invitation"),
    ("no", texts.NOT_COMING, "invitation"),
    ("out", texts.WITHDRAW, "invitation"),
    ("read", announce.READ, "notice"),
)
"""What people may type of the buttons under an announcement, and which announcement is meant: the last of its kind."""


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("tin")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT or turn.text.startswith("/"):
        return None
    if turn.talk.flow == FLOW and (answered := _typed(turn)) is not None:
        return answered
    return _typed_label(turn)


def _typed_label(turn: Turn) -> Replies | None:
    """The words of a button that stood under an earlier message: where there are no buttons people type them later."""
    for what, label, kind in LABELS:
        if is_label(turn.text, label):
            latest = copies.latest_of(turn.unit, turn.person.id, kind)
            return None if latest is None else _pressed(turn, [what, str(latest)])
    return None


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    number = read_number(parts[1]) if len(parts) > 1 else None
    found = None if number is None else broadcasts.find(turn.unit, number)
    if found is None or found.state not in ("confirmed", "stopped") or parts[-1] == "test":
        return say(announce.TEST_BUTTON if parts[-1] == "test" else texts.GONE)
    if parts[0] == "read":
        return _read(turn, found)
    gathering = gatherings.find(turn.unit, found.id)
    if gathering is None or found.recalled_at is not None:
        return say(texts.GONE)
    return _invited(turn, found, gathering, parts)


def _read(turn: Turn, found: Broadcast) -> Replies:
    if not copies.copy_of(turn.unit, found.id, turn.person.id):
        return say(texts.READ_OLD)
    new = copies.note(turn.unit, found.id, turn.person.id, turn.now, read=True)
    return say(texts.READ_THANKS if new else texts.READ_BEFORE)


def _invited(turn: Turn, found: Broadcast, gathering: Gathering, parts: list[str]) -> Replies:
    named, parts = _read_home(parts)
    homes = _homes(turn, found, parts[0])
    if not homes:
        return say(texts.NOT_INVITED)
    if turn.now > gathering.closes_at and parts[0] != "out":
        return say(texts.CLOSED)
    home = homes[0] if len(homes) == 1 else named
    if home not in homes:
        return _ask_home(turn, homes, parts)
    return _answer(turn, found, gathering, home, parts)


def _answer(turn: Turn, found: Broadcast, gathering: Gathering, home: int, parts: list[str]) -> Replies:
    copies.note(turn.unit, found.id, turn.person.id, turn.now, read=True)
    gatherings.lock(turn.unit, found.id)
    people = read_number(parts[2]) if len(parts) > 2 else None
    match parts[0]:
        case "yes" if people is not None:
            return _come(turn, gathering, home, people)
        case "yes":
            return _ask_number(turn, gathering, home)
        case "wait" if people is not None and 0 < people <= texts.MOST:
            wait(turn.unit, gathering, home, turn.person.id, people, turn.now)
            return _queued(turn, gathering, home, people)
        case "no" | "out":
            return _decline(turn, gathering, home, parts[0])
        case _:
            return say(texts.GONE)


def _read_home(parts: list[str]) -> tuple[int | None, list[str]]:
    """(the cooperative a button names, the button without it): for:5:home:yes:3 is yes:5:3 for that home."""
    if parts[0] != "for" or len(parts) < 4:
        return None, parts
    return read_number(parts[2]), [parts[3], parts[1], *parts[4:]]


def _homes(turn: Turn, found: Broadcast, what: str) -> list[int]:
    """The cooperatives a person may answer for: those of theirs that were invited or answered; none for who was not.

    To withdraw, only those that come or would.
    """
    mine = members.cooperatives_of(turn.unit, turn.person.id)
    if not mine or not copies.copy_of(turn.unit, found.id, turn.person.id):
        return []
    if len(mine) == 1:
        return mine
    tree = {"all": [resolve(turn.unit, found.segment), {"ids": mine}]}
    chosen = {one.cooperative_id for one in segments.choose(turn.unit, tree)}
    answers = {one: gatherings.answer_of(turn.unit, found.id, one) for one in mine}
    homes = [one for one in mine if one in chosen or answers[one] is not None] or mine[:1]
    if what == "out":
        return [one for one in homes if (seat := answers[one]) is not None and seat.state != "declined"] or homes[:1]
    return homes


def _ask_home(turn: Turn, homes: list[int], parts: list[str]) -> Replies:
    """Somebody of two cooperatives that were both invited: nobody guesses which of them is meant."""
    what, number, *rest = parts
    offered = [(":".join(["tin", "for", number, str(home), what, *rest]), _name(turn, home)) for home in homes]
    return say(texts.WHICH_HOME, *offered)


def _name(turn: Turn, home: int) -> str:
    found = cooperatives.find(turn.unit, home)
    return "" if found is None else found.name


def _ask_number(turn: Turn, gathering: Gathering, home: int) -> Replies:
    turn.talk.begin(FLOW, broadcast=gathering.broadcast_id, home=home)
    before = gatherings.answer_of(turn.unit, gathering.broadcast_id, home)
    if before is not None and before.state != "declined":
        text = texts.already(_name(turn, home), before.state, before.people)
        return [Outgoing(text, (withdraw_choice(gathering.broadcast_id, home),), free_input=True)]
    offered = [(f"tin:for:{gathering.broadcast_id}:{home}:yes:{count}", f"{count} người") for count in COUNTS]
    return say(texts.how_many(_name(turn, home)), *offered, free_input=True)


def _typed(turn: Turn) -> Replies | None:
    """A number of people; anything else is for somebody else, and the question is over."""
    digits = turn.text.lower().removesuffix("người").removesuffix("nguoi").strip()
    data = turn.talk.data
    gathering = gatherings.find(turn.unit, data["broadcast"])
    if not digits.isascii() or not digits.isdecimal() or gathering is None:
        turn.talk.end()
        return None
    if turn.now > gathering.closes_at:
        turn.talk.end()
        return say(texts.CLOSED)
    gatherings.lock(turn.unit, gathering.broadcast_id)
    return _come(turn, gathering, data["home"], int(digits[:9]))


def _come(turn: Turn, gathering: Gathering, home: int, people: int) -> Replies:
    if not 1 <= people <= texts.MOST:
        turn.talk.begin(FLOW, broadcast=gathering.broadcast_id, home=home)
        return say(texts.BAD_NUMBER, free_input=True)
    turn.talk.end()
    became = ask(turn.unit, gathering, home, turn.person.id, people, turn.now)
    if became == "short":
        return _offer_fewer(turn, gathering, home, people)
    move_up(turn.unit, turn.world, gathering, turn.now)  # who takes fewer than before leaves places
    if became == "waiting":
        return _queued(turn, gathering, home, people)
    text = texts.placed(_name(turn, home), people, clock_time(gathering.starts_at))
    return [Outgoing(text, (withdraw_choice(gathering.broadcast_id, home),))]


def _offer_fewer(turn: Turn, gathering: Gathering, home: int, people: int) -> Replies:
    free = free_places(turn.unit, gathering, home) or 0
    prefix = f"tin:for:{gathering.broadcast_id}:{home}:{{}}:{{}}"
    fewer = (prefix.format("yes", free), texts.fewer(free))
    return say(texts.not_enough(free, people), fewer, (prefix.format("wait", people), texts.QUEUE))


def _queued(turn: Turn, gathering: Gathering, home: int, people: int) -> Replies:
    turn.talk.end()
    order = [one.cooperative_id for one in gatherings.waiting(turn.unit, gathering.broadcast_id)]
    text = texts.queued(_name(turn, home), people, order.index(home) if home in order else 0)
    return [Outgoing(text, (withdraw_choice(gathering.broadcast_id, home),))]


def _decline(turn: Turn, gathering: Gathering, home: int, how: str) -> Replies:
    turn.talk.end()
    new = decline(turn.unit, gathering, home, turn.person.id, turn.now)
    move_up(turn.unit, turn.world, gathering, turn.now)
    if how == "out":
        return say(texts.WITHDRAWN)
    return say(texts.DECLINED if new else texts.STILL_DECLINED)
