"""Settings that look well and are not: tried out before anything starts, each wrong one said in one sentence."""

import os
import re
import tempfile
from pathlib import Path

from bot.settings import Settings, WrongSetting
from handlers.directory.gazetteer import load_provinces
from handlers.directory.places import find_province

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
PROXY = re.compile(r"(socks5|http)://([^\s/@]+@)?[^\s/@:]+:[0-9]{1,5}/?")


def check_settings(settings: Settings) -> None:
    """Raises WrongSetting for the first setting that cannot work; never with a secret in its words."""
    token = settings.telegram_token.get_secret_value()
    if token and not TOKEN.fullmatch(token):
        raise WrongSetting(
            "Setting TELEGRAM_TOKEN: is malformed; @BotFather gives one that looks like 123456789:AAF-abc…"
        )
    if settings.telegram_proxy and not PROXY.fullmatch(settings.telegram_proxy):
        raise WrongSetting("Setting TELEGRAM_PROXY: must look like socks5://127.0.0.1:1080 or http://127.0.0.1:3128.")
    if settings.province and find_province(load_provinces(), settings.province) is None:
        raise WrongSetting(f"Setting PROVINCE: there is no province {settings.province!r}.")
    if settings.forward_folder is not None:
        _try_folder(settings.forward_folder)


def _try_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".try-", dir=folder)
        os.close(handle)
        os.unlink(name)
    except OSError as error:
        raise WrongSetting(f"Setting FORWARD_FOLDER: {folder} cannot be written ({error.strerror}).") from None
