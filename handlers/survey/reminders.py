"""Reminding those who have not sent: at the round's own steps, and when somebody asked to be reminded."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers import post
from handlers.messages import Choice, Outgoing
from handlers.survey.calendars import opening_moment, reminder_days
from handlers.survey.course import place_in_part
from handlers.survey.definition import Definition
from handlers.survey.load import from_json
from handlers.survey.periods import say_period
from handlers.survey.rounds import people_of, quiet_of
from handlers.survey.state import State
from handlers.texts import rounds as texts
from handlers.texts.times import day
from handlers.world import ZONE, QuietHours, World
from storage import cooperatives, follow_ups, notes, surveys
from storage import members as membership
from storage.cooperatives import Cooperative
from storage.follow_ups import FollowUp
from storage.people import Contact
from storage.surveys import Response, Round
from storage.unit import Unit

USUAL_STEPS = (3, 7, -1)  # days after opening; below 0 before closing
TOO_LATE = timedelta(hours=24)  # a reminder missed for so long (the program was off) is left out
NEVER_QUIET = QuietHours(0, 0)


def remind(unit: Unit, world: World, this: Round, now: datetime) -> int:
    """Remind those who have not sent when a step of the round's reminders is due; the number of people reminded.

    Not in quiet hours: who sends during the night is not reminded in the morning.
    """
    if quiet_of(world, this).allow(now) > now:
        return 0
    reminded = 0
    for step, due_at in steps_of(this):
        note = f"reminded:{this.id}:{step}"
        if not due_at <= now < due_at + TOO_LATE or notes.read(unit, note) is not None:
            continue
        notes.write(unit, note, now.isoformat())
        reminded += _remind_everybody(unit, world, this, step, now)
    return reminded


def steps_of(this: Round) -> list[tuple[str, datetime]]:
    """(name, moment) of each reminder of a round, in order: in the morning, at most one a day."""
    steps = list(USUAL_STEPS) if this.reminders is None else this.reminders
    opens, closes = this.opens_at.astimezone(ZONE).date(), this.closes_at.astimezone(ZONE).date()
    days = reminder_days(steps, opens, closes)
    return [(on.isoformat(), opening_moment(on).astimezone(this.opens_at.tzinfo)) for on in days]


def _remind_everybody(unit: Unit, world: World, this: Round, step: str, now: datetime) -> int:
    waiting = cooperatives.find_all(unit, surveys.without_response(unit, this.id))
    said = {(item.cooperative_id, item.person_id): item for item in follow_ups.of_round(unit, this.id)}
    begun = {item.cooperative_id: item for item in surveys.responses_in(unit, this.id)}
    definitions = Definitions(unit, this)
    reminders = (
        (contact, definitions.remind(cooperative, begun.get(cooperative.id)), _key(this, step, cooperative, contact))
        for cooperative, contact in people_of(unit, waiting)
        if not _spared(said.get((cooperative.id, contact.person_id)))
    )
    return post.send_many(unit, reminders, now, quiet_of(world, this), purpose="reminder")


def _spared(said: FollowUp | None) -> bool:
    """Whoever named an hour is reminded then and not before; whoever said "not me" is not asked again."""
    return said is not None and said.state in ("snoozed", "declined")


def _key(this: Round, step: str, cooperative: Cooperative, contact: Contact) -> str:
    return f"reminder:{this.id}:{step}:{cooperative.id}:{contact.person_id}"


class Definitions:
    """The versions of a round's survey, each read once."""

    def __init__(self, unit: Unit, this: Round) -> None:
        self._unit, self._round = unit, this
        self._read: dict[int, Definition] = {}

    def of(self, response: Response) -> Definition:
        """The version a response was begun with."""
        number = response.survey_version_id
        if number not in self._read:
            stored = surveys.find_version(self._unit, number).definition
            self._read[number] = from_json(stored).for_period(self._round.period)
        return self._read[number]

    def stopped_at(self, response: Response) -> tuple[int, int, str] | None:
        """(number, of how many, label) of the question where it stopped; None past the last one."""
        definition, state = self.of(response), State.from_json(response.progress)
        question = definition.find(state.at)
        return None if question is None else (*place_in_part(definition, state, question), question.label)

    def remind(self, cooperative: Cooperative, response: Response | None) -> Outgoing:
        """The reminder for one cooperative."""
        this = self._round
        where = texts.NOT_BEGUN
        if response is not None:
            stopped = self.stopped_at(response)
            where = texts.stopped_at(*stopped) if stopped else texts.ONLY_SENDING_LEFT
        text = texts.reminder(say_period(this.period), cooperative.name, day(this.closes_at), where)
        place = f"{this.id}:{cooperative.id}"
        go = texts.GO_ON if response is not None else texts.START
        choices = (
            (f"sv:open:{place}", go),
            (f"sv:later:{place}", texts.LATER_AGAIN),
            (f"sv:notme:{place}", texts.NOT_ME),
        )
        return Outgoing(text, tuple(Choice(*choice) for choice in choices))


def run_snoozes(unit: Unit, now: datetime) -> int:
    """Remind those whose hour has come; the number. The hour was their own wish, so it may be a quiet one."""
    reminded = 0
    for item, this in _due(unit, now):
        if not follow_ups.mark_reminded(unit, item.id):
            continue
        contact = membership.reachable(unit, item.person_id)
        cooperative = cooperatives.find(unit, item.cooperative_id)
        response = surveys.find_response_of(unit, item.round_id, item.cooperative_id)
        if contact is None or cooperative is None or (response is not None and response.status != "open"):
            continue
        if cooperative.state == "dissolved":
            continue
        if item.cooperative_id not in membership.cooperatives_of(unit, item.person_id):
            continue
        message = Definitions(unit, this).remind(cooperative, response)
        stamp = int(item.due_at.timestamp()) if item.due_at else 0
        key = f"snooze:{item.round_id}:{item.cooperative_id}:{item.person_id}:{stamp}"
        reminded += post.send(unit, contact, message, now, NEVER_QUIET, purpose="reminder", key=key) is not None
    return reminded


def _due(unit: Unit, now: datetime) -> Iterator[tuple[FollowUp, Round]]:
    for item in follow_ups.due(unit, now):
        this = surveys.find_round(unit, item.round_id)
        if this is not None:
            yield item, this
