"""Managers by training. A share is taken over the cooperatives that gave both the part and the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.results.arithmetic import percent
from handlers.results.hiding import LEAST
from handlers.results.inputs import Report

WHOLE = "managers"
PARTS = ("managers_degree", "managers_vocational", "managers_untrained")
TRAINED = ("managers_degree", "managers_vocational")


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `base` managers, of `cooperatives` that say how many of theirs are."""

    count: int
    base: int
    cooperatives: int

    @property
    def rate(self) -> Decimal | None:
        return percent(self.count, self.base)


@dataclass(frozen=True, slots=True)
class Training:
    """Each is None where fewer than three cooperatives tell."""

    trained: Share | None
    parts: dict[str, Share]


def read_training(reports: Sequence[Report]) -> Training:
    """From the reports that were sent. Who has no manager at all is not asked for the parts."""
    parts = {key: share for key in PARTS if (share := _share(reports, (key,))) is not None}
    return Training(_share(reports, TRAINED), parts)


def _share(reports: Sequence[Report], keys: tuple[str, ...]) -> Share | None:
    found = [
        (sum(int(number) for number in numbers if number is not None), int(whole))
        for report in reports
        if (whole := _number(report, WHOLE)) is not None
        and None not in (numbers := [_number(report, key) for key in keys])
    ]
    if len(found) < LEAST:
        return None
    return Share(sum(part for part, _ in found), sum(whole for _, whole in found), len(found))


def _number(report: Report, question: str) -> Decimal | None:
    answer = report.counted(question)
    return None if answer is None else answer.number
