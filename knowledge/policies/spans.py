"""A whole number that is known within limits: an age in months, a number of members, an amount of đồng."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`, both included; `high` None has no end. Nothing known of a number is `Span()`."""

    low: int = 0
    high: int | None = None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no number lies between {self.low} and {self.high}")

    @classmethod
    def exactly(cls, number: int) -> "Span":
        return cls(number, number)

    @property
    def is_open(self) -> bool:
        """Whether nothing is known, or nothing is required."""
        return self.low == 0 and self.high is None

    def within(self, limits: "Span") -> bool:
        """Whether every number of this span lies in `limits`."""
        ends_inside = limits.high is None or (self.high is not None and self.high <= limits.high)
        return limits.low <= self.low and ends_inside

    def meets(self, other: "Span") -> bool:
        """Whether some number lies in both."""
        starts_before_end = other.high is None or self.low <= other.high
        return starts_before_end and (self.high is None or other.low <= self.high)


ANYTHING = Span()
"""Nothing known, or nothing required."""


def judge(fact: Span, limits: Span) -> Verdict:
    """Whether a fact keeps to limits: yes and no only when every number it may be gives the same answer."""
    if fact.within(limits):
        return "yes"
    return "unknown" if fact.meets(limits) else "no"
