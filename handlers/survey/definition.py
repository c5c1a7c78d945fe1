"""What a survey is: parts, questions and their rules, as frozen data that goes to JSON and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from handlers.survey.periods import PeriodKind, is_period, kind_of
from knowledge.numbers.writing import NumberKind

OTHER = "other"
"""Key of the choice that asks for a few words."""


class Kind(StrEnum):
    """What a question takes."""

    YES_NO = "yes_no"
    ONE = "one_choice"
    SEVERAL = "several"
    COUNT = "count"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    AREA = "area"
    WEIGHT = "weight"
    DATE = "date"
    MONTH = "month"
    TEXT = "short_text"
    PLACE = "place"
    PHONE = "phone"
    PHOTO = "photo"


NUMBER_KINDS: Mapping[Kind, NumberKind] = {
    Kind.COUNT: "count",
    Kind.DECIMAL: "decimal",
    Kind.MONEY: "money",
    Kind.PERCENT: "percent",
    Kind.AREA: "area",
    Kind.WEIGHT: "weight",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `names` are other words people say for it; what is read by them is confirmed first."""

    key: str
    label: str
    names: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As in a definition file; without names where there are none."""
        names = {"names": list(self.names)} if self.names else {}
        return {"key": self.key, "label": self.label, **names}


@dataclass(frozen=True, slots=True)
class SkipRule:
    """The question is left out when another one's answer is one of these, written as `Answer.plain` writes it."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SumRule:
    """This answer and those of the other questions together should make the total; said softly when they do not."""

    total: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a survey; the first part can be sent alone."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `minimum` and `maximum` refuse; `warn_below`, `warn_above`, `swing` (factor against the previous period, 0: off),
    `not_more_than` (another question's key) and `sums_to` only ask once. For text `maximum` is its length.
    `below_zero` is the word for a negative figure ("lỗ"). `names` are the words a person may name it by when giving
    several answers at once. `adds_up` False: the sum of the figures of several cooperatives says nothing (an average,
    a rate), so results give no sum. `compare`: after closing, each cooperative is told where its figure stands among
    its peers, for whom more is better or worse alike. `was`: the keys it had in earlier versions.
    """

    key: str
    part: str
    kind: Kind
    prompt: str
    label: str
    help: str = ""
    unit: str = ""
    below_zero: str = ""
    required: bool = True
    allow_none: bool = True
    repeat: bool = True
    adds_up: bool = True
    compare: bool = False
    choices: tuple[Option, ...] = ()
    names: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    skip_when: tuple[SkipRule, ...] = ()
    swing: Decimal = Decimal(5)
    warn_below: Decimal | None = None
    warn_above: Decimal | None = None
    not_more_than: str | None = None
    sums_to: SumRule | None = None

    @property
    def number_kind(self) -> NumberKind | None:
        """The kind of number it takes, if it takes one."""
        return NUMBER_KINDS.get(self.kind)

    def label_of(self, key: str) -> str:
        """What a person reads for a choice; the key itself when there is no such choice."""
        return next((option.label for option in self.choices if option.key == key), key)


@dataclass(frozen=True, slots=True)
class Definition:
    """A survey in one version. Questions stand in the order of their parts.

    `periods`: the kinds of period it may be asked for, the usual one first; `titles`: other titles for some of them.
    """

    key: str
    title: str
    version: int
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    periods: tuple[PeriodKind, ...] = (PeriodKind.HALF_YEAR,)
    titles: tuple[tuple[PeriodKind, str], ...] = ()

    def for_period(self, period: str) -> "Definition":
        """The same with the title it has when asked for such a period."""
        title = dict(self.titles).get(kind_of(period)) if is_period(period) else None
        return replace(self, title=title) if title else self

    def find(self, key: str) -> Question | None:
        """The question with this key."""
        return next((question for question in self.questions if question.key == key), None)

    def get(self, key: str) -> Question:
        """The question with this key; KeyError when there is none."""
        question = self.find(key)
        if question is None:
            raise KeyError(f"survey {self.key} version {self.version} has no question {key!r}")
        return question

    def part_of(self, question: Question) -> Part:
        """The part a question is in."""
        return next(part for part in self.parts if part.key == question.part)

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape of a definition file; `load.from_json` reads it back."""
        return {
            "key": self.key,
            "title": self.title,
            "version": self.version,
            "periods": [str(period) for period in self.periods],
            "titles": {str(period): title for period, title in self.titles},
            "parts": [{"key": part.key, "title": part.title} for part in self.parts],
            "questions": [_question_to_json(question) for question in self.questions],
        }


def _question_to_json(question: Question) -> dict[str, Any]:
    data: dict[str, Any] = {
        name: getattr(question, name)
        for name in (
            "key",
            "part",
            "prompt",
            "label",
            "help",
            "unit",
            "below_zero",
            "required",
            "allow_none",
            "repeat",
            "adds_up",
            "compare",
        )
    }
    data |= {"kind": str(question.kind), "swing": str(question.swing), "names": list(question.names)}
    data |= {"was": list(question.was)} if question.was else {}
    data["choices"] = [option.to_json() for option in question.choices]
    data["skip_when"] = [{"question": rule.question, "is": list(rule.answers)} for rule in question.skip_when]
    for name in ("minimum", "maximum", "warn_below", "warn_above"):
        if (limit := getattr(question, name)) is not None:
            data[name] = str(limit)
    if question.not_more_than:
        data["not_more_than"] = question.not_more_than
    if question.sums_to:
        data["sums_to"] = {"total": question.sums_to.total, "with": list(question.sums_to.others)}
    return data
