"""The size classes a cooperative can have by what is known (113/2024/NĐ-CP Điều 5; figures from summaries of it).

A class needs so many official members and, besides, a yearly revenue or a total of capital. Revenue is not asked here;
charter capital is part of the total, so that it proves a class but never rules one out.
"""

from knowledge.policies.records import SIZES
from knowledge.policies.spans import Span

_BILLION = 10**9
_STEPS = {
    "agriculture": (("nho", 50, _BILLION), ("vua", 200, 5 * _BILLION), ("lon", 300, 10 * _BILLION)),
    "industry": (("lon", 100, 20 * _BILLION),),
    "construction": (("lon", 100, 20 * _BILLION),),
}
"""Sector -> (class, official members from, total capital from in đồng), smallest first; only what is known."""


def possible_sizes(sector: str | None, members: Span, capital: Span) -> frozenset[str]:
    """The classes that are not ruled out: all four when nothing is known."""
    steps = _STEPS.get(sector or "", ())
    allowed = set(SIZES)
    for name, least_members, least_capital in steps:
        if members.high is not None and members.high < least_members:
            allowed -= {name}  # too few members for this class, whatever the figures
        elif members.low >= least_members and capital.low >= least_capital:
            allowed -= set(SIZES[: SIZES.index(name)])  # it is in this class at least
    return frozenset(allowed)
