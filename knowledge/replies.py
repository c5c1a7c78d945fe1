"""What the knowledge base gives back: frozen, plain, without anything of a channel or a database."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.answer import Answer, Cited
from knowledge.kinds import Kind

Outcome = Literal["answer", "choices", "handoff"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An offered question ('Ý bạn là…?'). `entry` is the key of an entry or an article ('17/2023/QH15#83')."""

    entry: str
    question: str
    citations: tuple[Cited, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Context:
    """What the talk leans on: the key of the entry (or article) answered last."""

    last_entry: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question.

    `answers` has one item per question found in the message (outcome 'answer'). `choices`, up to three, are what to
    offer instead, or beside an answer that is not sure. `text` is what a person would read: the answers joined, or
    the short reply of a kind other than 'law', or the sentence before the choices. `confidence` is 0..1: how likely
    the answer is right, cautiously (see `trust.stated`). `as_of` is the day whose rules lead, `named` the document the
    person named. `explanation` is filled when asked for: lines for a developer. `elsewhere` says whom to ask when a
    message is not ours to answer.
    """

    question: str
    kind: Kind
    outcome: Outcome
    text: str
    confidence: float
    as_of: date
    named: str | None = None
    answers: tuple[Answer, ...] = ()
    choices: tuple[Choice, ...] = ()
    explanation: tuple[str, ...] = ()
    elsewhere: str = ""

    @property
    def entry(self) -> str | None:
        """Key of the first answer, for links, feedback and follow-ups."""
        return self.answers[0].entry if self.answers else None

    @property
    def citations(self) -> tuple[Cited, ...]:
        """Citations of every answer, in order, each once."""
        return tuple(dict.fromkeys(c for answer in self.answers for c in answer.citations))
