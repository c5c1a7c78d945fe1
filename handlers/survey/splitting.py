"""One cooperative becomes two, also in the middle of a round: planned and shown first, then done.

The cooperative's row goes on as the one part, with what it answered in closed rounds. The other part is a row of its
own: a new one, or one that the alliance's list brought already. What is being answered goes on with the part that staff
name; the other part begins its own response when somebody opens it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers import post
from handlers.directory.names import fold_name, kind_of
from handlers.messages import Choice, Outgoing
from handlers.survey.periods import say_period
from handlers.survey.reminders import steps_of
from handlers.survey.rounds import definition_of
from handlers.texts import rounds as words
from handlers.texts import splits as texts
from handlers.world import QuietHours
from storage import cooperatives, invites, members, outbox, people, splitting, surveys
from storage.cooperatives import Cooperative, CooperativeFacts
from storage.splitting import Division
from storage.surveys import Round
from storage.unit import Unit

LONGEST_NAME = 120


class NoSplit(Exception):
    """It cannot be divided so; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who reports for the cooperative; `name` as staff read it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of a cooperative. Nothing is done yet.

    `part` is None while the other part is not in the directory. `rounds` are the open ones with answers in progress.
    `may_move`: whether these answers may go to the other part.
    """

    old: Cooperative
    name: str
    part: Cooperative | None
    people: tuple[Person, ...]
    going: frozenset[int]
    codes: tuple[str, ...]
    codes_going: frozenset[str]
    rounds: tuple[int, ...]
    titles: tuple[str, ...]
    may_move: bool
    moves_answers: bool = False

    @property
    def staying(self) -> list[str]:
        return [one.name for one in self.people if one.id not in self.going]

    @property
    def leaving(self) -> list[str]:
        return [one.name for one in self.people if one.id in self.going]


def plan_split(
    unit: Unit,
    old: Cooperative,
    name: str,
    now: datetime,
    *,
    going: Iterable[int] = (),
    codes: Iterable[str] = (),
    moves_answers: bool = False,
) -> Plan:
    """What dividing would come to. Raises NoSplit. People and codes that are not the cooperative's are left out."""
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME or not any(char.isalpha() for char in name):
        raise NoSplit(texts.NOT_A_NAME)
    if old.state == "dissolved" or fold_name(name) == fold_name(old.name):
        raise NoSplit(texts.SAME_NAME)
    part = _listed(unit, old, name)
    rounds = splitting.in_progress(unit, old.id)
    may_move = part is None or not set(rounds) & set(splitting.in_progress(unit, part.id))
    known, mine = people_of(unit, old.id), invites.all_usable(unit, old.id, now)
    return Plan(
        old=old,
        name=part.name if part else name,
        part=part,
        people=known,
        going=frozenset(going) & {one.id for one in known},
        codes=tuple(mine),
        codes_going=frozenset(codes) & frozenset(mine),
        rounds=tuple(rounds),
        titles=tuple(_titles(unit, rounds)),
        may_move=may_move and bool(rounds),
        moves_answers=moves_answers and may_move,
    )


def _listed(unit: Unit, old: Cooperative, name: str) -> Cooperative | None:
    """The one of that name in the same place or without one: the list may have brought the new part already."""
    same = [
        item
        for item in cooperatives.directory(unit)
        if fold_name(item.name) == fold_name(name)
        and item.id != old.id
        and item.is_trial == old.is_trial
        and item.ward_code in (old.ward_code, None)
    ]
    return same[0] if len(same) == 1 else None


def people_of(unit: Unit, cooperative_id: int) -> tuple[Person, ...]:
    """Who reports for a cooperative; whoever has no name is numbered."""
    found = [people.find_person(unit, one) for one in members.members_of(unit, cooperative_id)]
    return tuple(
        Person(one.id, one.name or texts.somebody(number)) for number, one in enumerate(found, 1) if one is not None
    )


def _titles(unit: Unit, rounds: Sequence[int]) -> list[str]:
    found = [this for one in rounds if (this := surveys.find_round(unit, one))]
    return [name_round(unit, this) for this in found]


def name_round(unit: Unit, this: Round) -> str:
    """A round as people read it: "Báo cáo quý của hợp tác xã, quý 3 năm 2026"."""
    return f"{definition_of(unit, this).title}, {say_period(this.period)}"


def say_plan(plan: Plan) -> str:
    """The card staff agree to."""
    begun = [texts.in_progress(plan.titles)] if plan.titles else []
    anew = [texts.BEGINS_ANEW] if plan.titles else []
    text = texts.card(
        plan.old.name,
        plan.staying,
        len(plan.codes) - len(plan.codes_going),
        [texts.STAYS_BEFORE, *(anew if plan.moves_answers else begun)],
        plan.name,
        plan.leaving,
        len(plan.codes_going),
        begun if plan.moves_answers else anew,
        is_new=plan.part is None,
    )
    return f"{text}\n{texts.ITS_OWN_ANSWERS}" if plan.rounds and not plan.may_move else text


def carry_out(unit: Unit, quiet: QuietHours, plan: Plan, by: int | None, now: datetime) -> int:
    """Divide, and tell the people of both parts; how many are told. `by`: who of the staff, None by command."""
    part = plan.part.id if plan.part else cooperatives.add(unit, _facts(plan), now)
    going = sorted(plan.going)
    wanted = Division(plan.old.id, part, going, sorted(plan.codes_going), plan.moves_answers)
    number = splitting.split(unit, wanted, by, now)
    _take_back_invitations(unit, plan, now)
    told = 0
    for person in plan.people:
        contact = members.reachable(unit, person.id)
        if contact is not None:
            message = _news(unit, plan, part, goes=person.id in plan.going)
            key = f"split:{number}:{person.id}"
            told += post.send(unit, contact, message, now, quiet, purpose="notice", key=key) is not None
    return told


def _facts(plan: Plan) -> CooperativeFacts:
    """What the new part has in common with the old one; its own figures and numbers are not known yet."""
    old = plan.old
    return CooperativeFacts(
        name=plan.name,
        folded_name=fold_name(plan.name),
        kind=kind_of(plan.name),
        sector=old.sector,
        province_code=old.province_code,
        ward_code=old.ward_code,
        ward_name=old.ward_name,
        old_place=old.old_place,
        is_trial=old.is_trial,
    )


def _take_back_invitations(unit: Unit, plan: Plan, now: datetime) -> None:
    """Who goes is not invited for the old one any more, where the invitation still waits for the morning."""
    keys = []
    for this in surveys.rounds(unit, "open"):
        names = [f"prompt:{this.id}", *(f"reminder:{this.id}:{step}" for step, _ in steps_of(this))]
        keys += [f"{name}:{plan.old.id}:{person}" for name in names for person in plan.going]
    outbox.cancel_keys(unit, keys, "the cooperative was split", now)


def _news(unit: Unit, plan: Plan, part: int, *, goes: bool) -> Outgoing:
    say = texts.moved if goes else texts.stayed
    text = say(plan.old.name, plan.name, begun=bool(plan.rounds), with_part=plan.moves_answers)
    open_rounds = [this for this in surveys.rounds(unit, "open") if not this.is_trial or plan.old.is_trial]
    if len(open_rounds) != 1:
        return Outgoing(text)
    has_answers = bool(plan.rounds) and goes == plan.moves_answers
    go = words.GO_ON if has_answers else words.START
    return Outgoing(text, (Choice(f"sv:open:{open_rounds[0].id}:{part if goes else plan.old.id}", go),))


def moved_to(unit: Unit, person_id: int, home: int) -> Cooperative | None:
    """Where somebody reports who once reported for `home`, when the two came apart; None when they did not."""
    joined = members.cooperatives_of(unit, person_id)
    sides = {one for item in splitting.splits_of(unit, home) for one in (item.cooperative_id, item.part_id)}
    own = next((one for one in joined if one in sides - {home}), None)
    return None if own is None else cooperatives.find(unit, own)


def turn_over(plan: Plan, person: int) -> Plan:
    """The same with one person on the other side."""
    return replace(plan, going=plan.going ^ ({person} & {one.id for one in plan.people}))
