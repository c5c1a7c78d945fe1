"""What a list would change, in words for the command line."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from handlers.directory.columns import LABELS
from handlers.directory.findings import Finding, Level
from handlers.directory.gazetteer import Gazetteer
from handlers.directory.plan import Change, Plan
from handlers.directory.rows import Entry, Reading
from knowledge.numbers.writing import group_digits

NEW_SHOWN = 10
NOT_LOADED = (Level.REFUSED, Level.QUESTION)
FIELDS = {**LABELS, "old_place": "place as the list has it", "ward_code": "ward (code)", "ward_name": "ward",
          "province_code": "province (code)", "kind": "kind"}  # fmt: skip
_CODES = ("ward_code", "province_code")
_UNITS = {"charter_capital": " đồng"}


def describe(reading: Reading, plan: Plan, gazetteer: Gazetteer) -> str:
    """The whole preview."""
    return "\n".join([*_columns(reading), "", *_numbers(reading, plan, gazetteer), *_new(plan), *_changes(plan),
                      *_findings([*reading.findings, *plan.findings])])  # fmt: skip


def _columns(reading: Reading) -> Iterator[str]:
    header = reading.header
    sheet = f" of sheet {reading.sheet!r}" if reading.sheet else ""
    yield f"Titles were found in row {header.row + 1}{sheet}:"
    for name, title in sorted(header.titles.items(), key=lambda pair: header.columns[pair[0]]):
        yield f"  {title!r:40} is read as {LABELS[name]}"
    if header.unused:
        yield f"  not read: {', '.join(header.unused)}"


def _numbers(reading: Reading, plan: Plan, gazetteer: Gazetteer) -> Iterator[str]:
    findings = [*reading.findings, *plan.findings]
    held = sum(finding.level in NOT_LOADED for finding in findings)
    yield f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.unchanged} unchanged, {held} not loaded"
    if reading.headings:
        yield f"{reading.headings} rows are headings; the rows below them are read as belonging there"
    if reading.only_years:
        yield f"{reading.only_years} founding dates give only the year and are kept as 1 January"
    if plan.missing:
        yield f"{len(plan.missing)} cooperatives of the directory are not in this list; they stay as they are"
    if not gazetteer.knows_old:
        yield "Units before 01/07/2025 are not known to this Python; with Python 3.12 or newer they are."


def _new(plan: Plan) -> Iterator[str]:
    if plan.new:
        yield "\nNew:"
        for entry in plan.new[:NEW_SHOWN]:
            yield f"  row {entry.row}: {_entry(entry)}"
        if len(plan.new) > NEW_SHOWN:
            yield f"  … and {len(plan.new) - NEW_SHOWN} more"


def _entry(entry: Entry) -> str:
    left = ("name", "folded_name", "kind", *_CODES)
    facts = [f"{FIELDS[name]} {write(name, value)}" for name, value in entry.values.items() if name not in left]
    return "; ".join([entry.name, *facts])


def _changes(plan: Plan) -> Iterator[str]:
    if plan.changed:
        yield "\nChanged:"
        for change in plan.changed:
            yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    yield f"  row {change.row}: {change.cooperative.name} (number {change.cooperative.id})"
    for name, (old, new) in change.values.items():
        if name not in _CODES:
            yield f"    {FIELDS[name]}: {write(name, old)} -> {write(name, new)}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    not_loaded = {finding.row for finding in findings if finding.level in NOT_LOADED}
    for level in Level:
        held = [one for one in findings if one.level is level and (level in NOT_LOADED or one.row not in not_loaded)]
        if held:
            yield f"\n{level.capitalize()} ({len(held)}):"
            yield from (_finding(finding) for finding in sorted(held, key=lambda finding: finding.row))


def _finding(finding: Finding) -> str:
    remedy = f" -> {finding.remedy}" if finding.remedy else ""
    return f"  row {finding.row}, {finding.column}: {finding.found!r} {finding.reason}{remedy}"


def write(name: str, value: Any) -> str:
    """A fact as a person reads it."""
    if value is None:
        return "(nothing)"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and name in ("members", "charter_capital"):
        return group_digits(value) + _UNITS.get(name, "")
    return str(value)
