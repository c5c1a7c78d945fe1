"""The week's most asked questions, sent to the staff on Monday morning, once a week."""

from datetime import datetime, timedelta

from handlers import post
from handlers.desk.telling import open_list
from handlers.world import ZONE, World
from storage import notes
from storage.unit import Unit

NOTE = "weekly-questions"
HOUR = 8  # of Monday, in Vietnam


def tell_weekly(unit: Unit, world: World, now: datetime) -> None:
    """Send the list when a new week has begun. Running it again, or in two processes, sends nothing twice.

    A process that sleeps over Monday sends it later in the week; one that is new waits for its first Monday.
    """
    week = _week(now)
    if notes.read(unit, NOTE) == week:
        return
    unit.serialise(NOTE)
    last = notes.read(unit, NOTE)
    if last == week:
        return
    notes.write(unit, NOTE, week)
    message = open_list(unit, weekly=True)
    if last is not None and message is not None:
        post.tell_staff(unit, message, now, world.quiet, f"weekly:{week}")


def _week(now: datetime) -> str:
    """The week that began last Monday at HOUR: '2026-W48'."""
    year, week, _ = (now.astimezone(ZONE).replace(tzinfo=None) - timedelta(hours=HOUR)).isocalendar()
    return f"{year}-W{week:02d}"
