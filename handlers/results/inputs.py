"""What results are made of: a round, its questions, and for each cooperative what it said. Plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from handlers.survey.definition import Definition
from handlers.survey.state import Answer, AnswerKind

Status = Literal["submitted", "partial", "none"]
"""Sent; begun with at least one answer, but not sent; nothing answered."""


@dataclass(frozen=True, slots=True)
class VersionUse:
    """A version of the survey in a round. `reports`: how many have answers in it; `asks`: the questions' keys."""

    version: int
    reports: int
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round. `read_at` is the moment the figures are of. `period` is its key, `period_name` what people read.

    `versions`: those of the survey that were answered, and the round's own, the newest first. `mixed`: lines for the
    notes on method where there are several.
    """

    id: int
    survey: str
    title: str
    period: str
    period_name: str
    version: int
    is_open: bool
    is_trial: bool
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    read_at: datetime
    alliance: str = ""
    mixed: tuple[str, ...] = ()
    versions: tuple[VersionUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One cooperative that was asked. `answers` holds only those that count: no question that does not apply.

    `corrected` are the questions whose answer was changed after it was first given. `members_listed` is what the
    directory says. `district` is the one before 01/07/2025, as the directory's own text names it.
    """

    cooperative_id: int
    name: str
    sector: str
    place_key: str
    place: str
    status: Status = "none"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    is_reachable: bool = True
    phone: str = ""
    code: str = ""
    submitted_at: datetime | None = None
    response_id: int | None = None
    district: str = ""
    members_listed: int | None = None
    corrected: frozenset[str] = frozenset()

    def counted(self, question: str) -> Answer | None:
        """The answer if it is a value that counts in figures: of a report that was sent."""
        answer = self.answers.get(question) if self.status == "submitted" else None
        return answer if answer is not None and answer.kind is AnswerKind.VALUE else None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was sent in an earlier round of the same survey: cooperative -> question -> answer."""

    period: str
    period_name: str
    answers: Mapping[int, Mapping[str, Answer]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A cooperative of the directory, also one that was dissolved. Capital in đồng."""

    id: int
    name: str
    kind: str
    sector: str
    place_key: str
    place: str
    state: str
    founded_on: date | None = None
    members: int | None = None
    charter_capital: int | None = None


Comparison = Literal["previous", "last_year"]
"""With the period before, or with the same period of the year before."""


@dataclass(frozen=True, slots=True)
class RoundData:
    """Everything that is known of a round."""

    facts: RoundFacts
    definition: Definition
    reports: tuple[Report, ...]
    earlier: Mapping[Comparison, Earlier] = field(default_factory=dict)
    directory: tuple[Listed, ...] = ()
