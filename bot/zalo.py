"""Both Zalo channels from the settings. Each starts in the background: Zalo out of reach keeps nobody else waiting."""

from collections.abc import Callable
from functools import partial

from bot.channels.attached import Share, share_nothing
from bot.channels.channel import Channel
from bot.channels.filelinks import PATH, FileLinks
from bot.channels.webhooks import Door
from bot.channels.zalo_oa.windows import FREE, TAKEN
from bot.clock import Clock
from bot.settings import Settings
from handlers.world import Plan
from storage.engine import Database


def zalo_channels(settings: Settings, database: Database, clock: Clock, door: Door) -> dict[str, Callable[[], Channel]]:
    """What builds the channels that are on; their doors are announced, and the links to files opened."""
    share = _share(settings, database, clock, door)
    found: dict[str, Callable[[], Channel]] = {}
    if settings.has_zalo_bot:
        found["zalo_bot"] = partial(_build_zalo_bot, settings, door, share)
        if settings.zalo_bot_webhook:
            door.expect("zalo_bot")
    if settings.has_zalo_oa:
        found["zalo_oa"] = partial(_build_zalo_oa, settings, database, clock, door, share)
        door.expect("zalo_oa")
    return found


def zalo_plans(settings: Settings) -> tuple[Plan, ...]:
    """What the plans let through, for staff who are about to send."""
    plans: list[Plan] = []
    if settings.has_zalo_bot:
        plans.append(Plan("zalo_bot", settings.zalo_bot_per_month, settings.zalo_bot_people))
    if settings.has_zalo_oa:
        plans.append(Plan("zalo_oa", settings.zalo_oa_per_month, open_for=TAKEN if settings.zalo_oa_paid else FREE))
    return tuple(plans)


def _share(settings: Settings, database: Database, clock: Clock, door: Door) -> Share:
    served = settings.web_enabled or settings.has_webhooks
    if not settings.public_url or not served or not (settings.has_zalo_bot or settings.has_zalo_oa):
        return share_nothing
    made = FileLinks(database, clock, settings.public_url)
    door.pages[PATH] = made.answer
    return made.share


def _build_zalo_bot(settings: Settings, door: Door, share: Share) -> Channel:
    from bot.channels.zalo_bot.channel import ZaloBotChannel

    return ZaloBotChannel(
        settings.zalo_bot_token.get_secret_value(),
        api_url=settings.zalo_bot_api_url,
        secret=settings.zalo_bot_secret.get_secret_value(),
        door=door if settings.zalo_bot_webhook else None,
        public_url=settings.web_url,
        share=share,
    )


def _build_zalo_oa(settings: Settings, database: Database, clock: Clock, door: Door, share: Share) -> Channel:
    from bot.channels.zalo_oa.channel import ZaloOaChannel

    return ZaloOaChannel(
        database,
        clock,
        door,
        oa_id=settings.zalo_oa_id,
        app_id=settings.zalo_oa_app_id,
        app_secret=settings.zalo_oa_app_secret.get_secret_value(),
        webhook_secret=settings.zalo_oa_webhook_secret.get_secret_value(),
        refresh=settings.zalo_oa_refresh_token.get_secret_value(),
        api_url=settings.zalo_oa_api_url,
        oauth_url=settings.zalo_oa_oauth_url,
        paid=settings.zalo_oa_paid,
        per_second=settings.zalo_oa_per_second,
        share=share,
    )
