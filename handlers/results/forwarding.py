"""Results on their way to the alliance: planned when a round closes, asked for in chat, or sent once more."""

from collections.abc import Iterable
from datetime import datetime

from handlers.results.sender import Sender
from handlers.world import World
from storage import calendars, forwards, surveys
from storage.surveys import Round
from storage.unit import Unit

RAW_ROLES = frozenset({"admin", "officer"})
"""Roles that may see what a single cooperative answered."""
RESULTS, TO_PASS_ON, PART = "results", "to_pass_on", "part"
"""What may be asked for: how a round stands with its workbook; the files that may be passed on; one sector or place."""


def plan_forwards(unit: Unit, round_id: int, targets: Iterable[str], now: datetime, revision: str = "1") -> int:
    """One delivery for each target that is on (`targets_of`); how many are new.

    Call it in the unit that closes the round: a round is never closed with its results on no list. Planning again
    changes nothing; another `revision` sends everything once more, under another idempotency key.
    """
    return sum(forwards.plan(unit, round_id, target, now, revision) for target in targets)


def plan_closed(unit: Unit, world: World, round_id: int, now: datetime) -> int:
    """Put a round that closes on its way to its targets; the number of deliveries."""
    this = surveys.find_round(unit, round_id)
    return 0 if this is None else plan_forwards(unit, round_id, targets_of(unit, world, this), now)


def targets_of(unit: Unit, world: World, this: Round) -> tuple[str, ...]:
    """Where the results of a round go: by the calendar that opened it, else by its survey."""
    calendar = None if this.calendar_id is None else calendars.find(unit, this.calendar_id)
    return world.targets_for(this.survey, calendar.frequency if calendar else "")


def plan_again(unit: Unit, world: World, this: Round, now: datetime) -> tuple[str, ...]:
    """Send a round once more to all its targets; their names."""
    targets = targets_of(unit, world, this)
    plan_forwards(unit, this.id, targets, now, forwards.next_revision(unit, this.id))
    return targets


def plan_for_asker(
    unit: Unit, round_id: int, contact_id: int, event: str, what: str, *, is_raw: bool, now: datetime, words: str = ""
) -> bool:
    """Have results made and put in a chat; False when it is planned for this event already. `words` name a part."""
    wish = {"contact": contact_id, "what": what, "raw": is_raw, "words": words}
    return forwards.plan(unit, round_id, forwards.ASKER, now, f"{contact_id}.{event}.{what}", wish)


def sender_of(world: World) -> Sender:
    """Who the Word report is from and for."""
    return Sender(world.alliance_name, world.province, world.report_recipients, world.report_signer)
