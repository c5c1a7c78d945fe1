"""Rounds: opening one, prompting and reminding its cooperatives, closing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import post
from handlers.messages import Choice, Outgoing
from handlers.results.forwarding import plan_closed
from handlers.survey.definition import Definition
from handlers.survey.load import from_json, load_shipped
from handlers.survey.periods import say_period
from handlers.survey.state import State
from handlers.texts import rounds as texts
from handlers.texts.times import day
from handlers.world import World
from storage import broadcasts, cooperatives, members, notes, outbox, surveys
from storage.cooperatives import Cooperative
from storage.people import Contact
from storage.surveys import Round
from storage.unit import Unit

REMINDERS = {"3d": timedelta(days=3), "7d": timedelta(days=7)}  # after opening
LAST_CALL = timedelta(days=1)  # before closing
TOO_LATE = timedelta(hours=24)  # a reminder missed for so long (the program was off) is left out


@dataclass(frozen=True, slots=True)
class Opened:
    """A round, whether it is new, and how many people are invited."""

    round: Round
    is_new: bool
    prompted: int


def definition_of(unit: Unit, this: Round) -> Definition:
    """The version of the survey that a round was opened with."""
    return from_json(surveys.find_version(unit, this.survey_version_id).definition)


def open_round(unit: Unit, world: World, survey: str, period: str, closes_at: datetime, now: datetime) -> Opened:
    """Open a round of a shipped survey and invite everybody who can be reached. Opening it twice changes nothing."""
    definition = load_shipped()[survey]
    version = surveys.publish(unit, survey, definition.version, definition.to_json(), now)
    this, is_new = surveys.open_round(unit, version, period, now, closes_at)
    return Opened(this, is_new, _prompt_everybody(unit, world, this, definition, now) if is_new else 0)


def _prompt_everybody(unit: Unit, world: World, this: Round, definition: Definition, now: datetime) -> int:
    prompted = 0
    for cooperative, contact in people_of(unit, [item.id for item in cooperatives.directory(unit)]):
        prompt = prompt_for(this, definition, cooperative)
        key = f"prompt:{this.id}:{cooperative.id}:{contact.person_id}"
        sent = post.send(unit, contact, prompt, now, world.quiet, purpose="prompt", key=key)
        prompted += sent is not None
    return prompted


def prompt_for(this: Round, definition: Definition, cooperative: Cooperative) -> Outgoing:
    """The invitation to answer for a cooperative."""
    text = texts.prompt(definition.title, say_period(this.period), cooperative.name, day(this.closes_at))
    start = Choice(f"sv:open:{this.id}:{cooperative.id}", texts.START)
    return Outgoing(text, (start, Choice("sv:later", texts.LATER)))


def people_of(unit: Unit, ids: list[int]) -> Iterator[tuple[Cooperative, Contact]]:
    """Each cooperative with each of its people who can be written to."""
    contacts = {contact.person_id: contact for contact in broadcasts.contacts_for(unit, ids)}
    for cooperative in cooperatives.find_all(unit, ids):
        for person_id in members.members_of(unit, cooperative.id):
            if person_id in contacts:
                yield cooperative, contacts[person_id]


def close_round(unit: Unit, world: World, round_id: int, now: datetime) -> bool:
    """Close a round and put its results on the way; False when it was closed before."""
    if not surveys.close_round(unit, round_id, now):
        return False
    for invitation in ("prompt", "reminder"):  # nobody is invited to a round that is closed
        outbox.cancel_keyed(unit, f"{invitation}:{round_id}:", "the round was closed", now)
    plan_closed(unit, world, round_id, now)
    return True


def remind(unit: Unit, world: World, this: Round, now: datetime) -> int:
    """Remind those who have not sent when a step of the round's reminders is due; the number of people reminded.

    Not in quiet hours: who sends during the night is not reminded in the morning.
    """
    if world.quiet.allow(now) > now:
        return 0
    reminded = 0
    for step, due_at in _steps(this):
        note = f"reminded:{this.id}:{step}"
        if not due_at <= now < due_at + TOO_LATE or notes.read(unit, note) is not None:
            continue
        notes.write(unit, note, now.isoformat())
        reminded += _remind_everybody(unit, world, this, step, now)
    return reminded


def _steps(this: Round) -> list[tuple[str, datetime]]:
    steps = [(name, this.opens_at + pause) for name, pause in REMINDERS.items()]
    last = this.closes_at - LAST_CALL
    return [(name, at) for name, at in steps if at < last] + [("last", last)]


def _remind_everybody(unit: Unit, world: World, this: Round, step: str, now: datetime) -> int:
    definition = definition_of(unit, this)
    reminded = 0
    for cooperative, contact in people_of(unit, surveys.without_response(unit, this.id)):
        message = _reminder_for(unit, this, definition, cooperative)
        key = f"reminder:{this.id}:{step}:{cooperative.id}:{contact.person_id}"
        sent = post.send(unit, contact, message, now, world.quiet, purpose="reminder", key=key)
        reminded += sent is not None
    return reminded


def _reminder_for(unit: Unit, this: Round, definition: Definition, cooperative: Cooperative) -> Outgoing:
    response = surveys.find_response_of(unit, this.id, cooperative.id)
    stopped_at = None
    if response is not None:
        question = definition.find(State.from_json(response.progress).at)
        stopped_at = question.label if question else None
    text = texts.reminder(say_period(this.period), cooperative.name, day(this.closes_at), stopped_at)
    label = texts.GO_ON if response is not None else texts.START
    return Outgoing(text, (Choice(f"sv:open:{this.id}:{cooperative.id}", label), Choice("sv:later", texts.LATER)))
