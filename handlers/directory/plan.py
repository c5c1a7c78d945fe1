"""What loading a list would do: which rows are new, which change what, and which a person must decide."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.directory.findings import Finding, Level
from handlers.directory.names import near_name, same_name
from handlers.directory.rows import Entry
from knowledge.vietnamese import fold
from storage.cooperatives import Cooperative, CooperativeFacts


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the person said of earlier questions, by row: the same as a cooperative of this id, or a new one."""

    same: Mapping[int, int] = field(default_factory=dict)
    new: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One cooperative that the list says something else of: field -> (old, new)."""

    row: int
    cooperative: Cooperative
    values: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that would be written, and what would not and why."""

    new: tuple[Entry, ...]
    changed: tuple[Change, ...]
    unchanged: int
    findings: tuple[Finding, ...]
    missing: tuple[Cooperative, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.changed


def make_plan(entries: Sequence[Entry], known: Sequence[Cooperative], decisions: Decisions | None = None) -> Plan:
    """Compare a list with the directory (without the invented cooperatives of trial mode)."""
    planner = _Planner(list(known), decisions or Decisions())
    for entry in entries:
        planner.take(entry)
    missing = tuple(item for item in known if item.id not in planner.seen and item.state != "dissolved")
    return Plan(tuple(planner.new), tuple(planner.changed), planner.unchanged, tuple(planner.findings), missing)


def match_entries(
    entries: Sequence[Entry], known: Sequence[Cooperative], decisions: Decisions | None = None
) -> tuple[dict[int, Cooperative], tuple[Finding, ...]]:
    """Row -> the cooperative of the directory it means, by the rules of loading a list, and what a person must look at.
    Rows that mean none of them are in neither."""
    planner = _Planner(list(known), decisions or Decisions())
    for entry in entries:
        planner.take(entry)
    by_id = {item.id: item for item in known}
    return {row: by_id[found] for found, row in planner.seen.items()}, tuple(planner.findings)


def facts_of(entry: Entry) -> CooperativeFacts:
    """A new cooperative's facts."""
    return CooperativeFacts(**{"sector": entry.likely_sector, **entry.values})


class _Planner:
    """Takes rows in their order; each cooperative can be meant by one row only."""

    def __init__(self, known: list[Cooperative], decisions: Decisions) -> None:
        self.known = known
        self.decisions = decisions
        self.by_number = {item.register_number: item for item in known if item.register_number}
        self.seen: dict[int, int] = {}  # cooperative's id -> row
        self.new: list[Entry] = []
        self.changed: list[Change] = []
        self.unchanged = 0
        self.findings: list[Finding] = []

    def take(self, entry: Entry) -> None:
        found = self._decided(entry) or self._match(entry) or self._match_in_list(entry)
        if isinstance(found, Finding):
            self.findings.append(found)
        elif found is None:
            self.new.append(entry)
        elif found.id in self.seen:
            self.findings.append(_refuse(entry, f"is the same cooperative as row {self.seen[found.id]}"))
        else:
            self.seen[found.id] = entry.row
            self._compare(entry, found)

    def _compare(self, entry: Entry, found: Cooperative) -> None:
        values = {
            name: (getattr(found, name), value)
            for name, value in entry.values.items()
            if getattr(found, name) != value and name != "folded_name"
        }
        if found.merged_into is not None and "state" in values:
            del values["state"]
            self.findings.append(_stays_merged(entry, found.merged_into))
        taken = self.by_number.get(values.get("register_number", (None, None))[1])
        if taken is not None and taken.id != found.id:
            self.findings.append(_ask(entry, f"its register number is that of {_describe(taken)}"))
        elif values:
            self.changed.append(Change(entry.row, found, values))
        else:
            self.unchanged += 1

    def _decided(self, entry: Entry) -> Cooperative | Finding | None:
        wanted = self.decisions.same.get(entry.row)
        if wanted is None:
            return None
        found = next((item for item in self.known if item.id == wanted), None)
        return found or _refuse(entry, f"there is no cooperative number {wanted}")

    def _match(self, entry: Entry) -> Cooperative | Finding | None:
        """The cooperative a row means; a finding when a person must say."""
        number = entry.values.get("register_number")
        if number in self.by_number:
            return self.by_number[number]
        if entry.row in self.decisions.new:
            return None
        named = [item for item in self.known if same_name(item.name, entry.name)]
        here = [item for item in named if _same_place(item, entry.values) is True]
        if len(here) == 1 and not (number and here[0].register_number):
            return here[0]
        if here:
            other = "has another register number" if len(here) == 1 else "fits several"
            return _ask(entry, f"{_describe(here[0])} has this name in this place; it {other}")
        if doubtful := [item for item in named if _same_place(item, entry.values) is None]:
            return _ask(entry, f"{_describe(doubtful[0])} has this name; whether in this place is not known")
        near = [item for item in self.known if _near(item, entry)]
        return _ask(entry, f"{_describe(near[0])} has nearly this name in this place") if near else None

    def _match_in_list(self, entry: Entry) -> Finding | None:
        """A row further up that says the same, or nearly."""
        for earlier in self.new:
            numbers = earlier.values.get("register_number"), entry.values.get("register_number")
            if None not in numbers and numbers[0] == numbers[1]:
                return _refuse(entry, f"has the register number of row {earlier.row}")
            place = _same_place(earlier.values, entry.values)
            if entry.row in self.decisions.new or place is False:
                continue
            if same_name(earlier.name, entry.name):
                if place and None in numbers:
                    return _refuse(entry, f"is the same cooperative as row {earlier.row}")
                return _ask_in_list(entry, f"row {earlier.row} has this name too")
            if place and near_name(earlier.name, entry.name):
                return _ask_in_list(entry, f"row {earlier.row} has nearly this name in this place ({earlier.name})")
        return None


def _near(item: Cooperative, entry: Entry) -> bool:
    numbers = item.register_number, entry.values.get("register_number")
    if None not in numbers:
        return False  # two numbers that differ are two cooperatives
    return _same_place(item, entry.values) is True and near_name(item.name, entry.name)


def _same_place(one: Cooperative | Mapping[str, Any], other: Mapping[str, Any]) -> bool | None:
    """Whether two are in one ward; None when that is not known of one of them."""
    ward, text = (
        (one.ward_code, one.old_place) if isinstance(one, Cooperative) else (one.get("ward_code"), one.get("old_place"))
    )
    if ward is not None and other.get("ward_code") is not None:
        return bool(ward == other["ward_code"])
    if fold(text or "") == fold(other.get("old_place") or ""):
        return True
    return None


def _describe(item: Cooperative) -> str:
    number = f", {item.register_number}" if item.register_number else ""
    return f"cooperative {item.id} ({item.name}, {item.place or 'place not known'}{number})"


def _stays_merged(entry: Entry, into: int) -> Finding:
    """An older list does not undo what was done on purpose, and told to everybody."""
    reason = f"became part of cooperative {into}, so its state stays as it is"
    return Finding(Level.CHECK, entry.row, "state", entry.name, reason, "delete the row")


def _refuse(entry: Entry, reason: str) -> Finding:
    return Finding(Level.REFUSED, entry.row, "name", entry.name, reason, "delete one of them")


def _ask(entry: Entry, reason: str) -> Finding:
    remedy = f"if it is that one, load with --same {entry.row}=ID; if it is another, with --new {entry.row}"
    return Finding(Level.QUESTION, entry.row, "name", entry.name, reason, remedy)


def _ask_in_list(entry: Entry, reason: str) -> Finding:
    remedy = f"if it is the same, delete one of them; if it is another, load with --new {entry.row}"
    return Finding(Level.QUESTION, entry.row, "name", entry.name, reason, remedy)
