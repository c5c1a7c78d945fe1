"""What results are made of: a round, its questions, and for each cooperative what it said. Plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handlers.survey.definition import Definition
from handlers.survey.state import Answer

Status = Literal["submitted", "partial", "none"]
"""Sent; begun with at least one answer, but not sent; nothing answered."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round. `read_at` is the moment the figures are of. `period` is its key, `period_name` what people read."""

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


@dataclass(frozen=True, slots=True)
class Report:
    """One cooperative that was asked. `answers` holds only those that count: no question that does not apply."""

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


@dataclass(frozen=True, slots=True)
class RoundData:
    """Everything that is known of a round."""

    facts: RoundFacts
    definition: Definition
    reports: tuple[Report, ...]
