"""What falls due with time and concerns surveys: reminders, and rounds whose time is up."""

from datetime import datetime

from handlers.survey.rounds import close_round, remind
from handlers.world import World
from storage import surveys
from storage.unit import Unit


def run_due(unit: Unit, world: World, now: datetime) -> None:
    """Do what is due now. Running it again, or in two processes, does nothing twice."""
    for this in surveys.rounds(unit, "open"):
        if this.closes_at <= now:
            close_round(unit, world, this.id, now)
        else:
            remind(unit, world, this, now)
