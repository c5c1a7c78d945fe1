"""What a channel's plan lets through, and what of it is left: told to staff before they send to many."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts import limits as texts
from handlers.texts.segments import CHANNEL_NAMES
from handlers.world import ZONE, Plan
from storage import limits, windows
from storage.unit import Unit


def tell_limits(unit: Unit, plans: Sequence[Plan], contact_ids: Sequence[int], now: datetime) -> list[str]:
    """Sentences for staff about what sending one message to each of these contacts meets; none where nothing does."""
    counts = limits.channels_of(unit, contact_ids)
    told: list[str] = []
    for plan in plans:
        if plan.channel in counts:
            name = CHANNEL_NAMES.get(plan.channel, plan.channel)
            told += _tell_month(unit, plan, name, counts[plan.channel], now)
            told += _tell_people(unit, plan, name)
            told += _tell_silent(unit, plan, name, contact_ids, now)
    return told


def _tell_month(unit: Unit, plan: Plan, name: str, wanted: int, now: datetime) -> list[str]:
    if not plan.per_month:
        return []
    month = now.astimezone(ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    left = max(0, plan.per_month - limits.count_sent(unit, plan.channel, month))
    return [texts.month(name, plan.per_month, left, wanted)]


def _tell_people(unit: Unit, plan: Plan, name: str) -> list[str]:
    if not plan.people:
        return []
    count = limits.count_people(unit, plan.channel)
    return [texts.people(name, plan.people, count)] if count > plan.people else []


def _tell_silent(unit: Unit, plan: Plan, name: str, contact_ids: Sequence[int], now: datetime) -> list[str]:
    if plan.open_for is None:
        return []
    silent = windows.count_silent(unit, plan.channel, contact_ids, now - plan.open_for)
    return [texts.silent(name, silent)] if silent else []
