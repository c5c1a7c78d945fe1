"""Trial mode at the start of the program: made on a new database, shown again on each start until it is ended."""

from datetime import datetime

from bot.clock import SystemClock
from bot.settings import Settings
from handlers.trial import is_trial, make_trial, trial_codes
from storage.engine import Database
from storage.trial import is_untouched

INTRODUCTION = """\
TRIAL MODE: 30 invented cooperatives, one finished survey round and one that is open now.
Open the web chat and type one of these codes to try it as that person:
"""
ENDING = """\
End the trial, keeping everything that is real:  python -m scripts.trial --remove
"""


def prepare_trial(database: Database, settings: Settings, now: datetime | None = None) -> str:
    """What to print of trial mode at the start; "" when not in it. Made on an untouched one with the web chat alone."""
    with database.reading() as unit:
        wanted = is_untouched(unit) and not settings.has_messengers
        running = is_trial(unit)
    if wanted:
        with database.unit() as unit:
            unit.serialise("trial")
            if is_untouched(unit):  # another process may have been quicker
                make_trial(unit, now or SystemClock().now())
    elif not running:
        return ""
    with database.reading() as unit:
        return INTRODUCTION + _table(trial_codes(unit)) + ENDING


def _table(codes: list[tuple[str, str]]) -> str:
    return "".join(f"  {code}  {name}\n" for name, code in codes)
