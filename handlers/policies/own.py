"""What the alliance's directory says of the person's own cooperative, so that it need not be asked."""

from datetime import date
from typing import Any

from handlers.conversation import Turn
from handlers.policies.words import describe, months_between
from handlers.texts import policies as texts
from storage import cooperatives, members
from storage.cooperatives import Cooperative

_KINDS = {"cooperative": "htx", "union": "lien_hiep", "group": "to_hop_tac", "credit_fund": "quy"}


def own_cooperatives(turn: Turn) -> list[Cooperative]:
    """The cooperatives the person reports for."""
    return cooperatives.find_all(turn.unit, members.cooperatives_of(turn.unit, turn.person.id))


def known_facts(cooperative: Cooperative, today: date) -> dict[str, Any]:
    """The directory's facts by step; what it does not know, or only by default, is left out."""
    facts: dict[str, Any] = {}
    if cooperative.kind in _KINDS:
        facts["kind"] = _KINDS[cooperative.kind]
    if cooperative.sector != "other":
        facts["sector"] = cooperative.sector
    if cooperative.founded_on is not None and cooperative.founded_on <= today:
        months = months_between(cooperative.founded_on, today)
        facts["age"] = [months, months]
    if cooperative.members:
        facts["members"] = cooperative.members
    if cooperative.charter_capital is not None:
        facts["capital"] = cooperative.charter_capital
    return facts


def confirm(cooperative: Cooperative, today: date) -> str:
    """The question whether this is the cooperative, with what is known of it."""
    known = describe(known_facts(cooperative, today))
    return texts.confirm_own(cooperative.name, "; ".join(known)) if known else texts.own_has_little(cooperative.name)
