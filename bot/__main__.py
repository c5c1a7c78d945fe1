"""`python -m bot`: migrate, start, say where to go, run until told to stop."""

import asyncio
import contextlib
import signal
import sys

from bot.app import App, build_app
from bot.channels.web.listening import PortTaken
from bot.database import open_database
from bot.logs import configure_logging
from bot.settings import Settings, WrongSetting, read_settings
from bot.trial import prepare_trial


async def serve(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM. Raises PortTaken when the web server cannot listen."""
    app = build_app(settings)
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers in the loop
            asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    try:
        await app.start()
        greet(app)
        await stopping.wait()
    finally:
        await app.stop()


def greet(app: App) -> None:
    print("Trợ lý HTX is running.", flush=True)
    if "web" in app.channels:
        print(f"  Web chat:  {app.settings.web_url}", flush=True)
    if "telegram" in app.channels:
        print(f"  Telegram:  https://t.me/{app.world.telegram_name}", flush=True)
    print("Press Ctrl+C to stop.", flush=True)


def main() -> int:
    try:
        settings = read_settings()
        if not settings.web_enabled and not settings.telegram_token.get_secret_value():
            raise WrongSetting("Setting WEB_ENABLED: is false and TELEGRAM_TOKEN is empty, so nobody could write.")
        configure_logging(settings.log_level, secrets=settings.secrets)
        database = open_database(settings)
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    print(prepare_trial(database, settings), end="")
    database.close()
    try:
        asyncio.run(serve(settings))
    except PortTaken as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # where the loop takes no signals
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
