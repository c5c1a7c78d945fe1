"""Opening the rounds whose day has come on a calendar."""

from datetime import datetime

from handlers.survey import calendars as plans
from handlers.survey.catalogue import available
from handlers.survey.rounds import open_planned
from handlers.world import World
from storage import calendars
from storage.unit import Unit


def open_due(unit: Unit, world: World, now: datetime) -> int:
    """Open what is due on active calendars; how many rounds are new. Two processes open one."""
    standing = [item for item in calendars.standing(unit) if item.state == "active"]
    definitions = available(unit) if standing else {}
    opened = 0
    for calendar in standing:
        definition = definitions.get(calendar.survey)
        planned = plans.due(calendar, definition.periods[0], now) if definition else None
        if planned is not None and calendars.settle(unit, calendar.id, planned.opens):
            opened += open_planned(unit, world, calendar, planned, now).is_new
    return opened
