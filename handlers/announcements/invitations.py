"""Who comes to what staff invite to. Places are given in the order of asking; who waits moves up when one gets free."""

from datetime import datetime, timedelta

from handlers import post
from handlers.messages import Choice, Outgoing
from handlers.texts import announce
from handlers.texts import invitations as texts
from handlers.texts.times import clock_time
from handlers.world import World
from storage import broadcasts, cooperatives, gatherings, members
from storage.gatherings import Gathering, Seat
from storage.unit import Unit

DAY = timedelta(days=1)


def free_places(unit: Unit, gathering: Gathering, cooperative_id: int) -> int | None:
    """How many a cooperative could have, its own places among them; None without a limit. Hold the lock."""
    if gathering.capacity is None:
        return None
    mine = gatherings.answer_of(unit, gathering.broadcast_id, cooperative_id)
    own = mine.people if mine is not None and mine.state == "coming" else 0
    return max(0, gathering.capacity - gatherings.taken(unit, gathering.broadcast_id) + own)


def ask(unit: Unit, gathering: Gathering, cooperative_id: int, person_id: int, people: int, now: datetime) -> str:
    """Ask for places: "coming" when there are enough and nobody waits before, "waiting" after the others, or "short"
    when there are some but too few: nothing is kept then. Call with the lock held.
    """
    free = free_places(unit, gathering, cooperative_id)
    before = gatherings.answer_of(unit, gathering.broadcast_id, cooperative_id)
    holds = before is not None and before.state == "coming"
    ahead = [one for one in gatherings.waiting(unit, gathering.broadcast_id) if one.cooperative_id != cooperative_id]
    if free is None or (people <= free and (holds or not ahead)):
        return _keep(unit, gathering, Seat(cooperative_id, person_id, "coming", people, _since(before, now)), now)
    if free and (holds or not ahead):
        return "short"
    return wait(unit, gathering, cooperative_id, person_id, people, now)


def wait(unit: Unit, gathering: Gathering, cooperative_id: int, person_id: int, people: int, now: datetime) -> str:
    """Join the waiting list, or stay in it where one is."""
    before = gatherings.answer_of(unit, gathering.broadcast_id, cooperative_id)
    since = before.asked_at if before is not None and before.state == "waiting" else now
    return _keep(unit, gathering, Seat(cooperative_id, person_id, "waiting", people, since), now)


def _since(before: Seat | None, now: datetime) -> datetime:
    return before.asked_at if before is not None and before.state == "coming" else now


def _keep(unit: Unit, gathering: Gathering, seat: Seat, now: datetime) -> str:
    gatherings.answer(unit, gathering.broadcast_id, seat, now)
    return seat.state


def decline(unit: Unit, gathering: Gathering, cooperative_id: int, person_id: int, now: datetime) -> bool:
    """Keep that a cooperative does not come; False when it had said so. Call with the lock held."""
    before = gatherings.answer_of(unit, gathering.broadcast_id, cooperative_id)
    _keep(unit, gathering, Seat(cooperative_id, person_id, "declined", 0, now), now)
    return before is None or before.state != "declined"


def move_up(unit: Unit, world: World, gathering: Gathering, now: datetime) -> None:
    """Give free places to who waits, the first first; who needs more than there is keeps the others waiting too."""
    for seat in gatherings.waiting(unit, gathering.broadcast_id):
        free = free_places(unit, gathering, seat.cooperative_id)
        if free is not None and seat.people > free:
            return
        moved = Seat(seat.cooperative_id, seat.person_id, "coming", seat.people, seat.asked_at)
        _keep(unit, gathering, moved, now)
        _tell_moved(unit, world, gathering, moved, now)


def _tell_moved(unit: Unit, world: World, gathering: Gathering, seat: Seat, now: datetime) -> None:
    contact = members.reachable(unit, seat.person_id)
    home = cooperatives.find(unit, seat.cooperative_id)
    if contact is None or home is None:
        return
    text = texts.moved_up(home.name, seat.people, clock_time(gathering.starts_at))
    message = Outgoing(text, (withdraw_choice(gathering.broadcast_id, seat.cooperative_id),))
    key = f"moved-up:{gathering.broadcast_id}:{seat.cooperative_id}:{int(now.timestamp())}"
    post.send(unit, contact, message, now, world.quiet, purpose="notice", key=key, bulk=False)


def withdraw_choice(broadcast_id: int, home: int) -> Choice:
    """Names the cooperative: a person may answer for several."""
    return Choice(f"tin:for:{broadcast_id}:{home}:out", texts.WITHDRAW)


def remind(unit: Unit, world: World, now: datetime) -> None:
    """Tell who comes a day before, once however often this runs."""
    for gathering in gatherings.starting_between(unit, now, now + DAY):
        broadcast = broadcasts.find(unit, gathering.broadcast_id)
        if broadcast is None or broadcast.state not in ("confirmed", "stopped") or broadcast.recalled_at is not None:
            continue
        title = announce.first_words(broadcast.text)
        for seat in gatherings.listed(unit, gathering.broadcast_id):
            contact = members.reachable(unit, seat.person_id) if seat.state == "coming" else None
            if contact is not None:
                starts = clock_time(gathering.starts_at)
                text = texts.reminder(title, starts, gathering.place, seat.people)
                message = Outgoing(text, (withdraw_choice(gathering.broadcast_id, seat.cooperative_id),))
                key = f"gathering:{gathering.broadcast_id}:{seat.cooperative_id}"
                post.send(unit, contact, message, now, world.quiet, purpose="reminder", key=key)
