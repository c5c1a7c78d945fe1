"""What falls due with time: calendars, reminders, rounds to close, announcements, the week's questions."""

from datetime import datetime

from handlers.announcements import invitations
from handlers.announcements.sending import send_due
from handlers.learning.corrections import tell_corrected
from handlers.learning.weekly import tell_weekly
from handlers.survey.opening import open_due
from handlers.survey.reminders import remind, run_snoozes
from handlers.survey.rounds import close_round
from handlers.world import World
from storage import surveys
from storage.unit import Unit


def run_due(unit: Unit, world: World, now: datetime) -> None:
    """Do what is due now. Running it again, or in two processes, does nothing twice."""
    send_due(unit, world, now)
    invitations.remind(unit, world, now)
    for this in surveys.rounds(unit, "open"):
        if this.closes_at <= now:
            close_round(unit, world, this.id, now)
        else:
            remind(unit, world, this, now)
    open_due(unit, world, now)
    run_snoozes(unit, now)
    tell_weekly(unit, world, now)
    tell_corrected(unit, world, now)
