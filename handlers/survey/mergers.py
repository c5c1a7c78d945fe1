"""One cooperative becomes part of another, also in the middle of a round: planned and shown first, then done.

Answers not sent yet go over where the other one has none, else they are kept and not counted. A report that was sent
stands for itself in its round, or, where staff want one report for both, goes over to be looked at again.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from handlers import post
from handlers.messages import Choice, Outgoing
from handlers.survey.course import go_on
from handlers.survey.reminders import Definitions, steps_of
from handlers.survey.splitting import Person, name_round, people_of
from handlers.survey.state import State
from handlers.texts import mergers as texts
from handlers.texts import rounds as words
from handlers.world import QuietHours
from storage import invites, members, mergers, outbox, splitting, surveys
from storage.cooperatives import Cooperative
from storage.mergers import Fate, Merger
from storage.surveys import Response, Round
from storage.unit import Unit


class NoMerger(Exception):
    """It cannot be merged so; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An open round that one of the two has opened. `of_gone`, `of_into`: sent | begun | empty (opened only) | None."""

    round_id: int
    title: str
    of_gone: str | None
    of_into: str | None

    @property
    def has_own(self) -> bool:
        """Whether the one that others join has answers."""
        return self.of_into in ("sent", "begun")

    @property
    def is_told(self) -> bool:
        return self.has_own or self.of_gone in ("sent", "begun")

    def fate(self, *, joint: bool) -> Fate | None:
        """What becomes of what the one that goes has there; None where it has nothing."""
        if self.of_gone in (None, "empty"):
            return "aside" if self.of_gone else None
        if self.of_gone == "sent" and not joint:
            return "apart"
        return "aside" if self.has_own else "moved"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would become of the two. Nothing is done yet.

    `joint`: in open rounds there is one report for both, also where the one that goes has sent its own.
    """

    gone: Cooperative
    into: Cooperative
    people: tuple[Person, ...]
    staying: tuple[Person, ...]
    codes: int
    begun: tuple[Begun, ...]
    joint: bool

    @property
    def may_choose(self) -> bool:
        """Only a report that was sent can stand for itself."""
        return any(one.of_gone == "sent" for one in self.begun)


def hold(unit: Unit) -> None:
    """Nobody else merges until this unit ends: two of the staff may not merge two cooperatives into each other."""
    unit.serialise("cooperatives")


def plan_merger(unit: Unit, gone: Cooperative, into: Cooperative, now: datetime, *, joint: bool = False) -> Plan:
    """What merging would come to. Raises NoMerger."""
    if gone.id == into.id:
        raise NoMerger(texts.SAME)
    if "dissolved" in (gone.state, into.state):
        raise NoMerger(texts.DISSOLVED)
    if gone.is_trial != into.is_trial:
        raise NoMerger(texts.TRIAL)
    there = people_of(unit, into.id)
    here = {one.id for one in there}
    return Plan(
        gone=gone,
        into=into,
        people=tuple(one for one in people_of(unit, gone.id) if one.id not in here),
        staying=there,
        codes=len(invites.all_usable(unit, gone.id, now)),
        begun=tuple(_begun(unit, gone, into)),
        joint=joint,
    )


def _begun(unit: Unit, gone: Cooperative, into: Cooperative) -> list[Begun]:
    ids = sorted({*splitting.in_progress(unit, gone.id), *splitting.in_progress(unit, into.id)})
    found = [this for one in ids if (this := surveys.find_round(unit, one))]
    return [
        Begun(this.id, name_round(unit, this), _stands(unit, this, gone), _stands(unit, this, into)) for this in found
    ]


def _stands(unit: Unit, this: Round, home: Cooperative) -> str | None:
    response = surveys.find_response_of(unit, this.id, home.id)
    if response is None or response.status not in ("open", "submitted"):
        return None
    if response.status == "submitted":
        return "sent"
    return "begun" if surveys.changes_of(unit, response.id) else "empty"


def say_plan(plan: Plan) -> str:
    """The card staff agree to."""
    lines = [
        texts.of_round(
            one.title, plan.gone.name, plan.into.name, one.of_gone, one.fate(joint=plan.joint), has_own=one.has_own
        )
        for one in plan.begun
        if one.is_told
    ]
    return texts.card(plan.gone.name, plan.into.name, [one.name for one in plan.people], plan.codes, lines)


def carry_out(unit: Unit, quiet: QuietHours, plan: Plan, by: int | None, now: datetime) -> int:
    """Merge, and tell the people of both; how many are told. `by`: who of the staff, None by command."""
    fates = {one.round_id: fate for one in plan.begun if (fate := one.fate(joint=plan.joint))}
    reopened = {
        one.round_id: _reopened(unit, one.round_id, plan.gone).to_json()
        for one in plan.begun
        if one.of_gone == "sent" and fates[one.round_id] == "moved"
    }
    _take_back_invitations(unit, plan, now)
    number = mergers.merge(unit, Merger(plan.gone.id, plan.into.id, fates, reopened), by, now)
    told = 0
    for person, goes in (*((one, True) for one in plan.people), *((one, False) for one in plan.staying)):
        contact = members.reachable(unit, person.id)
        if contact is not None:
            key = f"merger:{number}:{person.id}"
            message = _news(unit, plan, goes=goes)
            told += post.send(unit, contact, message, now, quiet, purpose="notice", key=key) is not None
    return told


def _reopened(unit: Unit, round_id: int, gone: Cooperative) -> State:
    """A sent report as it stands before it is sent: whoever goes on with it looks at every answer first."""
    this, response = surveys.find_round(unit, round_id), surveys.find_response_of(unit, round_id, gone.id)
    assert this is not None
    assert response is not None
    return _before_sending(unit, this, response)


def _before_sending(unit: Unit, this: Round, response: Response) -> State:
    state = replace(State.from_json(response.progress), is_submitted=False)
    return go_on(Definitions(unit, this).of(response), state)


def _take_back_invitations(unit: Unit, plan: Plan, now: datetime) -> None:
    """What still waits to be sent for the one that goes: its people are told of the other one instead."""
    keys = []
    for this in surveys.rounds(unit, "open"):
        names = [f"prompt:{this.id}", *(f"reminder:{this.id}:{step}" for step, _ in steps_of(this))]
        people = members.members_of(unit, plan.gone.id)
        keys += [f"{name}:{plan.gone.id}:{person}" for name in names for person in people]
    outbox.cancel_keys(unit, keys, "the cooperative was merged", now)


def _news(unit: Unit, plan: Plan, *, goes: bool) -> Outgoing:
    lines = [
        texts.tell_round(one.title, plan.gone.name, one.fate(joint=plan.joint), kept=one.of_gone != "empty")
        for one in plan.begun
        if one.is_told
    ]
    text = texts.tell(plan.gone.name, plan.into.name, lines, goes=goes)
    open_rounds = [this for this in surveys.rounds(unit, "open") if not this.is_trial or plan.into.is_trial]
    if len(open_rounds) != 1:
        return Outgoing(text)
    response = surveys.find_response_of(unit, open_rounds[0].id, plan.into.id)
    go = words.START if response is None else words.CHANGE if response.status == "submitted" else words.GO_ON
    return Outgoing(text, (Choice(f"sv:open:{open_rounds[0].id}:{plan.into.id}", go),))
