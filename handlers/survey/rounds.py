"""Rounds: opening one and inviting its cooperatives, closing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers import post
from handlers.messages import Choice, Outgoing
from handlers.results.forwarding import plan_closed
from handlers.survey import standing
from handlers.survey.calendars import Planned, closing_moment
from handlers.survey.catalogue import available, publish
from handlers.survey.definition import Definition
from handlers.survey.load import from_json
from handlers.survey.periods import say_period
from handlers.texts import rounds as texts
from handlers.texts.times import day
from handlers.world import QuietHours, World
from storage import cooperatives, outbox, surveys
from storage.calendars import Calendar
from storage.cooperatives import Cooperative
from storage.people import Contact
from storage.reach import Reporter, reporters
from storage.surveys import Round
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Opened:
    """A round, whether it is new, and how many people are invited."""

    round: Round
    is_new: bool
    prompted: int


def definition_of(unit: Unit, this: Round) -> Definition:
    """The version of the survey that new responses of a round begin with."""
    return from_json(surveys.find_version(unit, this.survey_version_id).definition).for_period(this.period)


def quiet_of(world: World, this: Round) -> QuietHours:
    """The round's own quiet hours, or everybody's."""
    if this.quiet_from is None or this.quiet_until is None:
        return world.quiet
    return QuietHours(this.quiet_from, this.quiet_until)


def open_round(
    unit: Unit,
    world: World,
    survey: str,
    period: str,
    closes_at: datetime,
    now: datetime,
    calendar: Calendar | None = None,
) -> Opened:
    """Open a round of a survey and invite everybody who can be reached. Opening it twice changes nothing."""
    definition = available(unit)[survey]
    version = publish(unit, definition, now)
    options: dict[str, Any] = {
        "calendar_id": calendar.id if calendar else None,
        "reminders": calendar.reminders if calendar else None,
        "quiet_from": calendar.quiet_from if calendar else None,
        "quiet_until": calendar.quiet_until if calendar else None,
    }
    this, is_new = surveys.open_round(unit, version, period, now, closes_at, **options)
    prompted = _prompt_everybody(unit, world, this, definition.for_period(period), now) if is_new else 0
    return Opened(this, is_new, prompted)


def open_planned(unit: Unit, world: World, calendar: Calendar, planned: Planned, now: datetime) -> Opened:
    """Open the round a calendar has planned."""
    closes_at = closing_moment(planned.closes).astimezone(now.tzinfo)
    return open_round(unit, world, calendar.survey, planned.period, closes_at, now, calendar)


def _prompt_everybody(unit: Unit, world: World, this: Round, definition: Definition, now: datetime) -> int:
    prompts = (
        (contact, prompt_for(this, definition, cooperative), f"prompt:{this.id}:{cooperative.id}:{contact.person_id}")
        for cooperative, contact in people_of(unit, cooperatives.directory(unit))
    )
    return post.send_many(unit, prompts, now, quiet_of(world, this), purpose="prompt")


def prompt_for(this: Round, definition: Definition, cooperative: Cooperative) -> Outgoing:
    """The invitation to answer for a cooperative."""
    minutes = minutes_for(definition)
    text = texts.prompt(definition.title, say_period(this.period), cooperative.name, day(this.closes_at), minutes)
    return Outgoing(text, _choices(this, cooperative.id, texts.START, texts.LATER))


def _choices(this: Round, cooperative_id: int, go: str, later: str) -> tuple[Choice, Choice]:
    where = f"{this.id}:{cooperative_id}"
    return Choice(f"sv:open:{where}", go), Choice(f"sv:later:{where}", later)


def minutes_for(definition: Definition) -> tuple[int, bool]:
    """About how long the first part takes, and whether there are more parts."""
    first = [question for question in definition.questions if question.part == definition.parts[0].key]
    return max(1, round(len(first) * 0.4)), len(definition.parts) > 1


def people_of(unit: Unit, listed: list[Cooperative]) -> Iterator[tuple[Cooperative, Contact]]:
    """Each cooperative with each of its people who can be written to."""
    known: dict[int, list[Reporter]] = {}
    for reporter in reporters(unit):
        known.setdefault(reporter.cooperative_id, []).append(reporter)
    for cooperative in listed:
        for reporter in known.get(cooperative.id, ()):
            if reporter.contact is not None:
                yield cooperative, reporter.contact


def close_round(unit: Unit, world: World, round_id: int, now: datetime) -> bool:
    """Close a round and put its results on the way; False when it was closed before."""
    if not surveys.close_round(unit, round_id, now):
        return False
    for invitation in ("prompt", "reminder", "snooze"):  # nobody is invited to a round that is closed
        outbox.cancel_keyed(unit, f"{invitation}:{round_id}:", "the round was closed", now)
    plan_closed(unit, world, round_id, now)
    standing.tell_everybody(unit, world, round_id, now)
    return True
