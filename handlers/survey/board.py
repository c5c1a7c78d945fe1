"""The board of the missing: where each cooperative of a round stands, and who only a phone call will reach."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.survey.reminders import Definitions
from handlers.survey.rounds import definition_of
from handlers.texts.sectors import SECTORS
from storage import cooperatives, follow_ups, surveys
from storage.cooperatives import Cooperative
from storage.follow_ups import FollowUp
from storage.reach import Reporter, reporters
from storage.surveys import Response, Round
from storage.unit import Unit


class Standing(StrEnum):
    """Where a cooperative stands in a round. The first four are not reached: only a phone call helps."""

    NO_ADDRESS = "no_address"  # nobody ever joined
    BLOCKED = "blocked"  # everybody who joined blocked us
    STOPPED = "stopped"  # everybody said: no more reminders
    NOT_ME = "not_me"  # everybody who is left said that it is not their task
    NOT_OPENED = "not_opened"
    STUCK = "stuck"
    SNOOZED = "snoozed"
    DONE = "done"


NOT_REACHED = (Standing.NO_ADDRESS, Standing.BLOCKED, Standing.STOPPED, Standing.NOT_ME)


@dataclass(frozen=True, slots=True)
class Line:
    """One cooperative. `question`: (number, of how many, label) where it is stuck; `until`: the reminder it wants."""

    cooperative: Cooperative
    standing: Standing
    question: tuple[int, int, str] | None = None
    until: datetime | None = None
    people: tuple[str, ...] = ()

    @property
    def needs_call(self) -> bool:
        return self.standing in NOT_REACHED


@dataclass(frozen=True, slots=True)
class Board:
    """A round's cooperatives by name."""

    round: Round
    title: str
    lines: tuple[Line, ...]

    def count(self, standing: Standing) -> int:
        return sum(line.standing is standing for line in self.lines)

    def by_place(self) -> list[tuple[str, Counter[Standing]]]:
        return _grouped((line.cooperative.place or "—", line) for line in self.lines)

    def by_sector(self) -> list[tuple[str, Counter[Standing]]]:
        return _grouped((SECTORS.get(line.cooperative.sector, "—"), line) for line in self.lines)


def _grouped(named: Iterable[tuple[str, Line]]) -> list[tuple[str, Counter[Standing]]]:
    groups: dict[str, Counter[Standing]] = {}
    for name, line in named:
        groups.setdefault(name, Counter())[line.standing] += 1
    return sorted(groups.items())


def read_board(unit: Unit, this: Round) -> Board:
    """The board of a round as it stands now."""
    begun = {item.cooperative_id: item for item in surveys.responses_in(unit, this.id)}
    known: dict[int, list[Reporter]] = {}
    for reporter in reporters(unit):
        known.setdefault(reporter.cooperative_id, []).append(reporter)
    said = {(item.cooperative_id, item.person_id): item for item in follow_ups.of_round(unit, this.id)}
    definitions = Definitions(unit, this)
    lines = tuple(
        _line(item, known.get(item.id, []), begun.get(item.id), said, definitions) for item in asked(unit, this, begun)
    )
    return Board(this, definition_of(unit, this).title, lines)


def asked(unit: Unit, this: Round, begun: dict[int, Response]) -> list[Cooperative]:
    """Those in the directory, and those that were dissolved after they had answered."""
    listed = [item for item in cooperatives.directory(unit) if item.is_trial or not this.is_trial]
    ids = {item.id for item in listed}
    gone = [one for one, response in begun.items() if response.status == "submitted" and one not in ids]
    return [*listed, *cooperatives.find_all(unit, gone)]


def _line(
    item: Cooperative,
    people: list[Reporter],
    response: Response | None,
    said: dict[tuple[int, int], FollowUp],
    definitions: Definitions,
) -> Line:
    names = tuple(person.name for person in people if person.name)
    if response is not None and response.status == "submitted":
        return Line(item, Standing.DONE, people=names)
    stuck = definitions.stopped_at(response) if response is not None else None
    heard = [said[key] for person in people if (key := (item.id, person.person_id)) in said]
    snoozes = [one.due_at for one in heard if one.state == "snoozed" and one.due_at]
    if snoozes:
        return Line(item, Standing.SNOOZED, stuck, min(snoozes), names)
    declined = {one.person_id for one in heard if one.state == "declined"}
    reached = [one for one in people if one.contact is not None and one.person_id not in declined]
    if not reached:
        return Line(item, _why_not_reached(people, declined), stuck, people=names)
    return Line(item, Standing.NOT_OPENED if response is None else Standing.STUCK, stuck, people=names)


def _why_not_reached(people: list[Reporter], declined: set[int]) -> Standing:
    if any(person.person_id in declined for person in people):
        return Standing.NOT_ME
    states = {person.state for person in people}
    return next((one for one in (Standing.STOPPED, Standing.BLOCKED) if str(one) in states), Standing.NO_ADDRESS)
