"""The one place where everything is wired together."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.channel import Channel, Fetches, SendError
from bot.channels.shares import shares_for
from bot.channels.webhooks import Door
from bot.clock import Clock, SystemClock
from bot.delivery import MOST, Delivery
from bot.forwarding import Forwarding, build_targets, target_names
from bot.jobs import Jobs
from bot.memory import give_back
from bot.runner import Runner
from bot.settings import Settings
from bot.ticker import Ticker
from bot.turn import Turns
from bot.zalo import zalo_channels, zalo_plans
from handlers.texts.general import MENU
from handlers.world import QuietHours, World
from knowledge.knowledge_base import KnowledgeBase
from storage.engine import Database

if TYPE_CHECKING:
    from bot.channels.web.serving import Serving

log = logging.getLogger(__name__)

TELEGRAM = "telegram"
LONGEST_GOODBYE = 15.0
"""Seconds that messages being sent are waited for when the program ends."""


class App:
    """The running product: channels in, turns, delivery out, and what falls due with time."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        world: World,
        clock: Clock,
        channels: dict[str, Channel],
        slow_channels: Mapping[str, Callable[[], Channel]] | None = None,
        webhook_server: "Serving | None" = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self._limits = {name: channel.capabilities.text_limit for name, channel in channels.items()}
        world = replace(world, text_limits=self._limits)
        self.world = world
        self.clock = clock
        self.channels = channels
        self._slow_channels = slow_channels or {}
        self.webhook_server = webhook_server  # only where there is no web chat whose server does it
        self._starting: asyncio.Task[None] | None = None
        self.delivery = Delivery(database, channels, clock, world.quiet)
        self.turns = Turns(database, world, clock)
        self.runner = Runner(database, self.turns, clock, settings.workers, self.delivery.wake_replies, self._fetch)
        self.jobs = Jobs(database, world, clock, self.delivery.wake)
        self.forwarding = Forwarding(database, world, clock, build_targets(settings, world), self.delivery.wake)
        self._ticker = Ticker()
        self._sending: list[asyncio.Task[None]] = []
        self._sweeping: asyncio.Task[None] | None = None

    @property
    def channel_names(self) -> tuple[str, ...]:
        """The channels that are turned on, whether they have started or not."""
        return (*self.channels, *(name for name in self._slow_channels if name not in self.channels))

    async def _fetch(self, channel: str, reference: str) -> bytes:
        """A file that somebody sent on a channel. Raises SendError."""
        found = self.channels.get(channel)
        if found is None:
            raise SendError(f"channel {channel} is not running", retry_after=2)
        if not isinstance(found, Fetches):
            raise SendError(f"channel {channel} cannot fetch files", permanent=True)
        return await found.fetch(reference)

    async def start(self) -> None:
        """Begin receiving and sending; what an earlier process left waiting goes on."""
        await asyncio.to_thread(self.turns.shelf.catch_up, self.database)
        await self.jobs.clean_names()
        self._sending = [asyncio.create_task(self.delivery.run(lane)) for lane in MOST]
        self._sweeping = asyncio.create_task(self.runner.run())
        self._ticker.every(5, self.delivery.release_expired)
        self._ticker.every(600, self.delivery.give_up_strays)
        self._ticker.every(30, self.jobs.run_surveys)
        self._ticker.every(15, self.forwarding.run_due)
        self._ticker.every(2, self.forwarding.run_asked)
        self._ticker.every(6 * 3600, self.jobs.purge)
        self._ticker.start()
        if self.webhook_server is not None:
            await self.webhook_server.start()
        for channel in self.channels.values():
            await channel.start(self.runner.receive)
        self._starting = asyncio.create_task(self._start_slow_channels())

    async def _start_slow_channels(self) -> None:
        """Channels whose libraries take seconds to import come after those that are ready at once."""
        for name, build in self._slow_channels.items():
            try:
                channel = await asyncio.to_thread(build)
                await channel.start(self.runner.receive)
            except Exception:  # the other channels go on
                log.exception("the channel %s could not be started", name)
            else:
                self.channels[name] = channel
                self._limits[name] = channel.capabilities.text_limit
                self.delivery.wake()

    async def stop(self) -> None:
        """Finish what is being sent, stop receiving, finish the turns that run; their words go out at the next start.

        Channels close their connections when they stop, so sending ends first.
        """
        self._ticker.stop()
        self.delivery.stop()
        if self._starting is not None:
            await _end([self._starting])
        if self._sending:
            await asyncio.wait(self._sending, timeout=LONGEST_GOODBYE)
        for channel in self.channels.values():
            await channel.stop()
        if self.webhook_server is not None:
            await self.webhook_server.stop()
        await _end([*self._sending, *([self._sweeping] if self._sweeping else [])])
        await self.runner.stop()
        self.database.close()


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def build_world(settings: Settings) -> World:
    """The facts handlers are given, from the settings."""
    return World(
        knowledge=KnowledgeBase.load(),
        alliance_name=settings.alliance_name,
        alliance_phone=settings.alliance_phone,
        province=settings.province,
        web_url=settings.web_url,
        telegram_name=settings.telegram_name,
        zalo_bot_name=settings.zalo_bot_name if settings.has_zalo_bot else "",
        zalo_oa_id=settings.zalo_oa_id if settings.has_zalo_oa else "",
        plans=zalo_plans(settings),
        leading_law=settings.leading_law,
        quiet=QuietHours(settings.quiet_from, settings.quiet_until),
        forward_targets=target_names(settings),
        forward_routes=settings.routes,
        report_recipients=settings.recipients,
        report_signer=settings.report_signer,
    )


def build_telegram(settings: Settings, database: Database, clock: Clock, door: Door) -> Channel:
    """The Telegram channel. Its libraries take a second to import, so only those who use it pay."""
    from bot.channels.telegram.channel import TelegramChannel

    pace = settings.telegram_bulk_per_second
    return TelegramChannel(
        settings.telegram_token.get_secret_value(),
        api_url=settings.telegram_api_url,
        proxy=settings.telegram_proxy,
        bulk_per_second=pace,
        commands=MENU,
        door=door if settings.telegram_webhook else None,
        public_url=settings.web_url,
        shares=shares_for(database, clock, TELEGRAM, pace),
    )


def build_app(settings: Settings, clock: Clock | None = None) -> App:
    """The product with the channels the settings turn on, on a migrated database. Nothing runs before `start`."""
    clock = clock or SystemClock()
    world = build_world(settings)
    give_back()
    database = Database(settings.database, connections=settings.workers + 8)
    channels: dict[str, Channel] = {}
    slow: dict[str, Callable[[], Channel]] = {}
    door = Door()
    if settings.telegram_token.get_secret_value():
        slow[TELEGRAM] = partial(build_telegram, settings, database, clock, door)
        if settings.telegram_webhook:
            door.expect(TELEGRAM)
    slow |= zalo_channels(settings, database, clock, door)
    server: Serving | None = None
    if settings.web_enabled:
        from bot.channels.web.channel import WebChannel

        channels["web"] = WebChannel(settings, database, world, clock, door)
    elif settings.has_webhooks:
        from bot.channels.web.serving import serve_webhooks

        server = serve_webhooks(door, settings.web_host, settings.web_port)
    return App(settings, database, world, clock, channels, slow, server)
