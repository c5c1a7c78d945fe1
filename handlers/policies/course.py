"""The course of the questions: which is next, what an answer changes, what is known so far. Pure; JSON in and out."""

from dataclasses import dataclass, replace
from typing import Any

from knowledge.policies.matching import Profile
from knowledge.policies.spans import Span

STEPS = ("own", "kind", "sector", "place", "age", "members", "capital", "need")
RESULT = "result"
_NOT_ASKED = {
    "quy": ("sector",),
    "to_hop_tac": ("capital",),
    "sang_lap": ("age", "capital"),
}
"""Kind -> what is not asked: a credit fund has its sector, a group no charter capital, a plan no age."""
_NEEDS = {
    "cong_nghe": frozenset({"cong_nghe", "chuyen_doi_so"}),
    "thi_truong": frozenset({"thi_truong", "lien_ket"}),
    "tu_van": frozenset({"tu_van", "kiem_toan"}),
}
"""Buttons that stand for more than one need."""


@dataclass(frozen=True, slots=True)
class State:
    """Answers so far, in their order. `offers_own`: the person has cooperatives, so the first question is which.

    An answer is the key that was chosen; [low, high] for an age in months; a number of members or of đồng; the facts
    taken from the directory for `own`, by step. None: the person does not know (for `own`: none of theirs).
    """

    answers: tuple[tuple[str, Any], ...] = ()
    offers_own: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"answers": [list(pair) for pair in self.answers], "offers_own": self.offers_own}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "State":
        return cls(tuple((step, value) for step, value in stored["answers"]), stored["offers_own"])

    @property
    def facts(self) -> dict[str, Any]:
        """What is known by step; what the person says stands above what the directory says."""
        said = dict(self.answers)
        return {**(said.get("own") or {}), **{step: value for step, value in said.items() if step != "own"}}

    @property
    def at(self) -> str:
        """The step that is to be asked now; RESULT when all is answered."""
        said, facts = dict(self.answers), self.facts
        left = [step for step in STEPS if step not in said and step not in facts and self.asks(step)]
        return left[0] if left else RESULT

    def asks(self, step: str) -> bool:
        """Whether a question makes sense for this kind of organisation."""
        if step == "own":
            return self.offers_own
        return step not in _NOT_ASKED.get(self.facts.get("kind") or "", ())

    def has(self, step: str) -> bool:
        return any(said == step for said, _ in self.answers)


def take(state: State, step: str, value: Any) -> State:
    """The state after an answer; an earlier answer of the same step is replaced where it stands."""
    if not state.has(step):
        return replace(state, answers=(*state.answers, (step, value)))
    changed = tuple((said, value if said == step else old) for said, old in state.answers)
    return replace(state, answers=changed)


def go_back(state: State) -> State | None:
    """The state before the last answer; None when there is none."""
    return replace(state, answers=state.answers[:-1]) if state.answers else None


def profile_of(state: State) -> Profile:
    """What the answers say, for matching."""
    facts = {step: value for step, value in state.facts.items() if state.asks(step)}
    kind = facts.get("kind")
    need = facts.get("need")
    return Profile(
        kind=kind,
        sector="credit" if kind == "quy" else facts.get("sector"),
        place=facts.get("place"),
        age=Span(0, 0) if kind == "sang_lap" else Span(*(facts.get("age") or ())),
        members=_exactly(facts.get("members")),
        capital=_exactly(facts.get("capital")),
        needs=frozenset() if need is None else needs_of(need),
    )


def needs_of(button: str) -> frozenset[str]:
    """The needs a button stands for."""
    return _NEEDS.get(button, frozenset({button}))


def _exactly(number: int | None) -> Span:
    return Span() if number is None else Span.exactly(number)
