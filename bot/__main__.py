"""`python -m bot`: migrate, start, say where to go, run until told to stop."""

# ruff: noqa: E402
import gc

gc.disable()  # what a start makes is there to stay: looking for garbage in it took a tenth of the time

import asyncio
import contextlib
import signal
import sys

from bot.app import App, build_app
from bot.channels.web.listening import PortTaken
from bot.checks import check_settings
from bot.database import open_database
from bot.logs import configure_logging
from bot.settings import Settings, WrongSetting, read_settings
from bot.trial import prepare_trial


async def serve(settings: Settings, introduction: str = "") -> None:
    """Run until SIGINT or SIGTERM; `introduction` is printed once it runs. Raises PortTaken when it cannot listen."""
    app = build_app(settings)
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in the loop
            asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    try:
        await app.start()
        gc.freeze()
        gc.enable()
        print(introduction, end="")
        greet(app)
        await stopping.wait()
    finally:
        await app.stop()


def greet(app: App) -> None:
    print("Trợ lý HTX is running.", flush=True)
    if "web" in app.channel_names:
        print(f"  Web chat:  {app.settings.web_url}", flush=True)
    if "telegram" in app.channel_names:
        name = app.world.telegram_name
        print(f"  Telegram:  {f'https://t.me/{name}' if name else 'on'}", flush=True)
    if "zalo_bot" in app.channel_names:
        print(f"  Zalo Bot:  {app.settings.zalo_bot_name or 'on'}", flush=True)
    if "zalo_oa" in app.channel_names:
        print(f"  Zalo OA:   https://zalo.me/{app.settings.zalo_oa_id}", flush=True)
    print("Press Ctrl+C to stop.", flush=True)


def main() -> int:
    try:
        settings = read_settings()
        if not settings.web_enabled and not settings.has_messengers:
            raise WrongSetting(
                "Setting WEB_ENABLED: is false and TELEGRAM_TOKEN is empty, as are Zalo's, so nobody could write."
            )
        check_settings(settings)
        configure_logging(settings.log_level, secrets=settings.secrets)
        database = open_database(settings)
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    trial = prepare_trial(database, settings)
    database.close()
    try:
        asyncio.run(serve(settings, trial))
    except PortTaken as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # where the loop takes no signals
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
