"""Where an answering stands: frozen data that goes to JSON and back at every step."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from json import dumps
from typing import Any, Self

OFFER = "@offer"  # the first part is answered: send it, or go on
REVIEW = "@review"
DONE = "@done"
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


class AnswerKind(StrEnum):
    """A value, the statement that the figure is not known, or an optional question passed over."""

    VALUE = "value"
    NO_DATA = "no_data"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    `value`: int for counts and money (đồng), a decimal written out for percent, decimal, area (m²), weight (kg); the
    choice's key or a tuple of keys; "2026-06-30", "2026-06"; the text. None unless the kind is VALUE.
    `raw` is what was typed or pressed. `note` holds the words for "other", or the reason for a doubted figure.
    `was_doubted`: it was asked about and confirmed.
    """

    kind: AnswerKind
    value: int | str | tuple[str, ...] | None = None
    raw: str = ""
    note: str = ""
    was_doubted: bool = False

    @property
    def plain(self) -> str:
        """The answer as skip rules name it: a figure's digits, a choice's key, "no_data" or "skipped"."""
        if self.kind is not AnswerKind.VALUE:
            return str(self.kind)
        return ",".join(self.value) if isinstance(self.value, tuple) else str(self.value)

    @property
    def number(self) -> Decimal | None:
        """The figure of an answer to a number question; None without one. Says nothing about other questions."""
        if isinstance(self.value, int):
            return Decimal(self.value)
        is_figure = isinstance(self.value, str) and _FIGURE.fullmatch(self.value) is not None
        return Decimal(str(self.value)) if is_figure else None

    def says_same(self, other: "Answer") -> bool:
        """Whether both give the same figure, whatever was typed."""
        return (self.kind, self.value, self.note) == (other.kind, other.value, other.note)

    def to_json(self) -> dict[str, Any]:
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        data: dict[str, Any] = {"kind": str(self.kind), "value": value, "raw": self.raw}
        if self.note:
            data["note"] = self.note
        if self.was_doubted:
            data["was_doubted"] = True
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        value = tuple(data["value"]) if isinstance(data["value"], list) else data["value"]
        doubted = bool(data.get("was_doubted", False))
        return cls(AnswerKind(data["kind"]), value, data.get("raw", ""), data.get("note", ""), doubted)


class PendingKind(StrEnum):
    """What is waited for before anything is recorded."""

    READINGS = "readings"  # which of several readings
    CONFIRM = "confirm"  # is it so
    DOUBT = "doubt"  # is it so, though it is unlike before; a reason may be given
    CARD = "card"  # several answers from one message
    OTHER = "other"  # the words for "other"
    SELECT = "select"  # several choices being ticked
    QUESTION = "question"  # a text answer that looks like a question


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that is not yet confirmed; `label` and `words` tell it from other readings of the same text."""

    question: str
    answer: Answer
    label: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """Unconfirmed answers. `unread` holds pieces of a message that were not understood, to be told."""

    kind: PendingKind
    proposals: tuple[Proposal, ...]
    unread: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """Short name of just this read-back, carried by its buttons so that an older one's never confirm it."""
        return f"{zlib.crc32(dumps(self.to_json()).encode()):08x}"

    def to_json(self) -> dict[str, Any]:
        proposals = [
            {"question": item.question, "answer": item.answer.to_json(), "label": item.label, "words": item.words}
            for item in self.proposals
        ]
        return {"kind": str(self.kind), "proposals": proposals, "unread": list(self.unread)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        proposals = [
            Proposal(item["question"], Answer.from_json(item["answer"]), item["label"], item["words"])
            for item in data["proposals"]
        ]
        return cls(PendingKind(data["kind"]), tuple(proposals), tuple(data["unread"]))


@dataclass(frozen=True, slots=True)
class State:
    """One cooperative's answering of one survey version.

    `at` is a question's key, OFFER, REVIEW or DONE. `is_full`: the parts after the first are being answered too.
    Answers of questions that a skip rule now leaves out are kept and come back when the rule no longer holds.
    """

    survey: str
    version: int
    at: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    pending: Pending | None = None
    is_full: bool = False
    is_paused: bool = False
    is_submitted: bool = False

    def with_answer(self, key: str, answer: Answer) -> "State":
        """The same with one more or another answer."""
        return replace(self, answers={**self.answers, key: answer})

    def to_json(self) -> dict[str, Any]:
        return {
            "survey": self.survey,
            "version": self.version,
            "at": self.at,
            "answers": {key: answer.to_json() for key, answer in self.answers.items()},
            "pending": self.pending.to_json() if self.pending else None,
            "is_full": self.is_full,
            "is_paused": self.is_paused,
            "is_submitted": self.is_submitted,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            survey=data["survey"],
            version=data["version"],
            at=data["at"],
            answers={key: Answer.from_json(answer) for key, answer in data["answers"].items()},
            pending=Pending.from_json(data["pending"]) if data["pending"] else None,
            is_full=data["is_full"],
            is_paused=data["is_paused"],
            is_submitted=data["is_submitted"],
        )
