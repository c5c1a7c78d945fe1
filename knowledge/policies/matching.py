"""Which policies a cooperative may use, and why: pure, and explained fact by fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.policies.records import Policy
from knowledge.policies.sizes import possible_sizes
from knowledge.policies.spans import ANYTHING, Span, Verdict, judge

MOST_MISSING = 2
"""A policy that asks for more than this many things the cooperative has not is not nearly within reach."""
_FIXED = ("kind", "sector")
"""What a cooperative is; a policy for others is not nearly its own."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a cooperative; None, or the open span, where it is not.

    `kind`, `sector`: keys of records.KINDS and SECTORS. `place`: any (no difficult area) or kho_khan. `age` in months,
    `capital` (charter) in đồng. `needs` says what is looked for; empty: anything.
    """

    kind: str | None = None
    sector: str | None = None
    place: str | None = None
    age: Span = ANYTHING
    members: Span = ANYTHING
    capital: Span = ANYTHING
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Check:
    """One fact held against one policy. `text`: the condition in the policy's words, empty for kind and sector."""

    test: str
    verdict: Verdict
    text: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A policy with everything that was checked."""

    policy: Policy
    checks: tuple[Check, ...]

    @property
    def missing(self) -> tuple[Check, ...]:
        """What the cooperative does not meet."""
        return tuple(check for check in self.checks if check.verdict == "no")

    @property
    def unknown(self) -> tuple[Check, ...]:
        """What must be known before anybody can say."""
        return tuple(check for check in self.checks if check.verdict == "unknown")

    @property
    def is_for_others(self) -> bool:
        return any(check.test in _FIXED for check in self.missing)


@dataclass(frozen=True, slots=True)
class Matches:
    """Policies that apply; those that nearly do, fewest obstacles first; and those that would but are over."""

    applies: tuple[Match, ...]
    nearly: tuple[Match, ...]
    ended: tuple[Match, ...]


def match(policies: Iterable[Policy], profile: Profile, on: date) -> Matches:
    """Sort the policies for what is needed by what is known on day `on`. Knowing more never loses one that applies."""
    wanted = [p for p in policies if p.valid_from <= on and (not profile.needs or profile.needs & {*p.needs})]
    found = [one for p in wanted if not (one := Match(p, tuple(check(p, profile)))).is_for_others]
    running = [one for one in found if not one.policy.has_ended(on)]
    applies = [one for one in running if not one.missing and not one.unknown]
    nearly = [one for one in running if one not in applies and len(one.missing) <= MOST_MISSING]
    ended = [one for one in found if one.policy.has_ended(on)]
    return Matches(
        tuple(sorted(applies, key=lambda one: _rank(one.policy, profile))),
        tuple(sorted(nearly, key=lambda one: (len(one.missing), len(one.unknown)))),
        tuple(sorted(ended, key=lambda one: one.policy.valid_to or on, reverse=True)),
    )


def _rank(policy: Policy, profile: Profile) -> tuple[bool, bool]:
    """What is certain first, and of that what is meant for the need above all."""
    return policy.state == "unverified", bool(profile.needs) and policy.needs[0] not in profile.needs


def check(policy: Policy, profile: Profile) -> Iterator[Check]:
    """Every limit of a policy held against what is known. Conditions only a person can judge are not among them."""
    yield Check("kind", _among(profile.kind, policy.kinds))
    if policy.sectors:
        yield Check("sector", _among(profile.sector, policy.sectors))
    if policy.place != "any":
        yield Check("place", _among(profile.place, frozenset({policy.place})), policy.condition("place"))
    facts = (
        ("age", profile.age, policy.age),
        ("members", profile.members, policy.members),
        ("capital", profile.capital, policy.capital),
    )
    for test, fact, limits in facts:
        if not limits.is_open:
            yield Check(test, judge(fact, limits), policy.condition(test))
    if policy.sizes:
        possible = possible_sizes(profile.sector, profile.members, profile.capital)
        yield Check("size", _all_among(possible, policy.sizes), policy.condition("size"))


def _among(fact: str | None, allowed: frozenset[str]) -> Verdict:
    if fact is None:
        return "unknown"
    return "yes" if fact in allowed else "no"


def _all_among(possible: frozenset[str], allowed: frozenset[str]) -> Verdict:
    if possible <= allowed:
        return "yes"
    return "unknown" if possible & allowed else "no"
