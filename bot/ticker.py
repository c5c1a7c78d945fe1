"""APScheduler as a plain in-memory ticker. It owns no due date: those are rows, so a tick may come twice or never."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from handlers.world import ZONE

Job = Callable[[], Awaitable[object]]


class Ticker:
    """Calls jobs at intervals, one run of each at a time, missed runs folded into one."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=ZONE, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def every(self, seconds: float, job: Job) -> None:
        """Call `job` every so many seconds."""
        self._scheduler.add_job(job, IntervalTrigger(seconds=seconds, timezone=ZONE))

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
