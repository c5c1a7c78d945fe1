"""Reads survey definitions from TOML files and stored JSON, and says exactly what is wrong with one."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from handlers.survey.definition import (
    NUMBER_KINDS,
    Definition,
    Kind,
    Option,
    Part,
    Question,
    SkipRule,
    SumRule,
)
from handlers.survey.periods import PeriodKind

DEFINITIONS = Path(__file__).parent / "definitions"
MOST_CHOICES = 10
_QUESTION_KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")
_OPTION_KEY = re.compile(r"[a-z][a-z0-9_]{0,15}")
_YES_NO = (Option("yes", "Có"), Option("no", "Không"))
_TOP_KEYS = {"key", "title", "version", "periods", "titles", "parts", "questions"}
_NUMBER_ONLY = {"minimum", "maximum", "warn_below", "warn_above", "swing", "not_more_than", "sums_to"}
_STRINGS = ("key", "part", "kind", "prompt", "label", "help", "unit", "below_zero")
_FLAGS = ("required", "allow_none", "repeat", "adds_up", "compare")
_KNOWN = {*_STRINGS, *_FLAGS, *_NUMBER_ONLY, "choices", "names", "skip_when", "was"}


class WrongDefinition(Exception):
    """A definition cannot be used; the text names the file, the question and what is wrong."""


def load_definition(path: Path) -> Definition:
    """The definition in a TOML file. Raises WrongDefinition."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongDefinition(f"{path.name}: cannot be read: {error}") from None
    return from_json(data, source=path.name)


def load_shipped() -> dict[str, Definition]:
    """The definitions that come with the program, by key. Raises WrongDefinition."""
    return dict(_shipped())


@cache
def _shipped() -> dict[str, Definition]:
    loaded = [load_definition(path) for path in sorted(DEFINITIONS.glob("*.toml"))]
    return {definition.key: definition for definition in loaded}


def from_json(data: Mapping[str, Any], source: str = "stored definition") -> Definition:
    """A definition from plain data in the shape of a definition file. Raises WrongDefinition."""
    where = _Where(source)
    where.check(set(data) <= _TOP_KEYS, f"unknown entry {sorted(set(data) - _TOP_KEYS)}")
    where.check(isinstance(data.get("version"), int) and data["version"] > 0, "version must be a whole number from 1")
    for name in ("key", "title"):
        where.check(_is_text(data.get(name)), f"{name} is missing")
    where.check(_QUESTION_KEY.fullmatch(data["key"]) is not None, "key must be short lower-case ASCII")
    parts = tuple(_part(where, part) for part in where.list_of(data, "parts"))
    questions = tuple(_question(source, number, entry) for number, entry in enumerate(data.get("questions", []), 1))
    periods = _periods(where, data)
    titles = _titles(where, data)
    definition = Definition(data["key"], data["title"], data["version"], parts, questions, periods, titles)
    _check_whole(where, definition)
    return definition


class _Where:
    """The place in a definition that is being read."""

    def __init__(self, source: str, question: str = "") -> None:
        self._place = f"{source}: question {question}" if question else source

    def check(self, holds: bool, problem: str) -> None:
        if not holds:
            raise WrongDefinition(f"{self._place}: {problem}")

    def list_of(self, data: Mapping[str, Any], name: str) -> list[Any]:
        value = data.get(name, [])
        self.check(isinstance(value, list), f"{name} must be a list")
        return list(value)

    def decimal(self, data: Mapping[str, Any], name: str) -> Decimal | None:
        if name not in data:
            return None
        try:
            value = Decimal(str(data[name]))
        except InvalidOperation:
            value = Decimal("NaN")
        self.check(value.is_finite() and not isinstance(data[name], bool), f"{name} must be a number: {data[name]!r}")
        return value


def _periods(where: _Where, data: Mapping[str, Any]) -> tuple[PeriodKind, ...]:
    known = [str(kind) for kind in PeriodKind]
    names = where.list_of(data, "periods") or [str(PeriodKind.HALF_YEAR)]
    where.check(all(name in known for name in names), f"periods must be of {', '.join(known)}: {names!r}")
    return tuple(PeriodKind(name) for name in names)


def _titles(where: _Where, data: Mapping[str, Any]) -> tuple[tuple[PeriodKind, str], ...]:
    titles = data.get("titles", {})
    known = [str(kind) for kind in PeriodKind]
    well_formed = isinstance(titles, dict) and all(key in known and _is_text(words) for key, words in titles.items())
    where.check(well_formed, f"titles has kinds of period with their titles: {titles!r}")
    return tuple((PeriodKind(key), words) for key, words in titles.items())


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _part(where: _Where, data: Any) -> Part:
    where.check(isinstance(data, dict) and set(data) == {"key", "title"}, f"a part has a key and a title: {data!r}")
    where.check(_is_text(data["key"]) and _is_text(data["title"]), f"a part has a key and a title: {data!r}")
    return Part(data["key"], data["title"])


def _question(source: str, number: int, data: Any) -> Question:
    named = isinstance(data, dict) and _is_text(data.get("key"))
    where = _Where(source, data["key"] if named else f"no. {number}")
    where.check(named, "key is missing")
    where.check(_QUESTION_KEY.fullmatch(data["key"]) is not None, "key must be at most 24 of a-z, 0-9 and _")
    where.check(set(data) <= _KNOWN, f"unknown entry {sorted(set(data) - _KNOWN)}")
    for name in _STRINGS:
        where.check(isinstance(data.get(name, ""), str), f"{name} must be text")
    for name in _FLAGS:
        where.check(isinstance(data.get(name, True), bool), f"{name} must be true or false")
    for name in ("prompt", "label"):
        where.check(_is_text(data.get(name)), f"{name} is missing")
    kind = _kind(where, data)
    plain = {name: data[name] for name in (*_STRINGS, *_FLAGS) if name in data}
    return Question(**(plain | _rules(where, data, kind) | {"kind": kind, "part": data.get("part", "")}))


def _kind(where: _Where, data: Mapping[str, Any]) -> Kind:
    kinds = [str(kind) for kind in Kind]
    name = data.get("kind")
    where.check(name in kinds, f"kind must be one of {', '.join(kinds)}: {name!r}")
    kind = Kind(str(name))
    misplaced = set(data) & (_NUMBER_ONLY if kind is not Kind.TEXT else _NUMBER_ONLY - {"maximum"})
    where.check(kind in NUMBER_KINDS or not misplaced - {"swing"}, f"{sorted(misplaced)} is for numbers only")
    return kind


def _rules(where: _Where, data: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    limits = {name: where.decimal(data, name) for name in ("minimum", "maximum", "warn_below", "warn_above")}
    low, high = limits["minimum"], limits["maximum"]
    where.check(low is None or high is None or low <= high, f"minimum {low} is above maximum {high}")
    swing = where.decimal(data, "swing")
    where.check(swing is None or swing == 0 or swing > 1, "swing must be 0 or above 1")
    names = where.list_of(data, "names")
    where.check(all(_is_text(name) for name in names), "names must be words")
    was = where.list_of(data, "was")
    where.check(all(_QUESTION_KEY.fullmatch(str(key)) for key in was), "was must be keys of earlier versions")
    return limits | {
        "swing": Decimal(5) if swing is None else swing,
        "names": tuple(names),
        "was": tuple(was),
        "choices": _choices(where, data, kind),
        "skip_when": _skip_rules(where, data),
        "not_more_than": data.get("not_more_than"),
        "sums_to": _sum_rule(where, data.get("sums_to")),
    }


def _choices(where: _Where, data: Mapping[str, Any], kind: Kind) -> tuple[Option, ...]:
    entries = where.list_of(data, "choices")
    if kind is Kind.YES_NO:
        return _YES_NO
    if kind not in (Kind.ONE, Kind.SEVERAL):
        where.check(not entries, f"choices are not for kind {kind}")
        return ()
    where.check(2 <= len(entries) <= MOST_CHOICES, f"needs 2 to {MOST_CHOICES} choices")
    for entry in entries:
        well_formed = isinstance(entry, dict) and set(entry) - {"names"} == {"key", "label"}
        where.check(well_formed and _is_text(entry["label"]), f"a choice has a key and a label: {entry!r}")
        names = where.list_of(entry, "names")
        where.check(all(_is_text(name) for name in names), f"a choice's names must be words: {names!r}")
        where.check(_OPTION_KEY.fullmatch(str(entry["key"])) is not None, f"choice key is not plain: {entry['key']!r}")
    options = tuple(Option(entry["key"], entry["label"], tuple(entry.get("names", []))) for entry in entries)
    where.check(len({option.key for option in options}) == len(options), "two choices have the same key")
    return options


def _skip_rules(where: _Where, data: Mapping[str, Any]) -> tuple[SkipRule, ...]:
    value = data.get("skip_when", [])
    rules = [value] if isinstance(value, dict) else where.list_of(data, "skip_when")
    for rule in rules:
        well_formed = isinstance(rule, dict) and set(rule) == {"question", "is"} and isinstance(rule["is"], list)
        where.check(well_formed, f"skip_when has a question and a list 'is': {rule!r}")
    return tuple(SkipRule(rule["question"], tuple(str(answer) for answer in rule["is"])) for rule in rules)


def _sum_rule(where: _Where, rule: Any) -> SumRule | None:
    if rule is None:
        return None
    well_formed = isinstance(rule, dict) and set(rule) == {"total", "with"} and isinstance(rule["with"], list)
    where.check(well_formed, f"sums_to has a total and a list 'with': {rule!r}")
    return SumRule(rule["total"], tuple(rule["with"]))


def _check_whole(where: _Where, definition: Definition) -> None:
    parts = [part.key for part in definition.parts]
    where.check(bool(parts) and len(set(parts)) == len(parts), "needs parts with different keys")
    keys = [question.key for question in definition.questions]
    where.check(bool(keys), "has no questions")
    where.check(len(set(keys)) == len(keys), f"two questions have the same key: {_first_repeated(keys)}")
    formerly = [*keys, *(key for question in definition.questions for key in question.was)]
    where.check(len(set(formerly)) == len(formerly), f"'was' names a key that stands: {_first_repeated(formerly)}")
    order = [parts.index(question.part) if question.part in parts else -1 for question in definition.questions]
    for question, place in zip(definition.questions, order, strict=True):
        where.check(place >= 0, f"question {question.key}: there is no part {question.part!r}")
    where.check(order == sorted(order), "questions must stand in the order of their parts")
    where.check(set(order) == set(range(len(parts))), "a part has no questions")
    for index, question in enumerate(definition.questions):
        _check_references(where, question, keys[:index])


def _first_repeated(keys: list[str]) -> str:
    return next((key for index, key in enumerate(keys) if key in keys[:index]), "")


def _check_references(where: _Where, question: Question, earlier: list[str]) -> None:
    named = [rule.question for rule in question.skip_when]
    named += [question.not_more_than] if question.not_more_than else []
    named += [question.sums_to.total, *question.sums_to.others] if question.sums_to else []
    for key in named:
        where.check(key in earlier, f"question {question.key}: {key!r} is not an earlier question")
