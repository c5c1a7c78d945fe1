"""Consent for the Zalo Official Account: gives the program its keys, the first time and whenever they were lost.

python -m scripts.zalo_oa                        the address where an administrator of the account consents
python -m scripts.zalo_oa "ADDRESS AFTERWARDS"   the address the browser was sent to; fetches the keys and stores them

PUBLIC_URL must be the callback address set in the app; its page need not exist, only its address is read.
"""

import argparse
import asyncio
import sys
from base64 import b64encode
from datetime import datetime
from functools import partial
from hashlib import sha256
from secrets import choice
from string import ascii_letters, digits
from urllib.parse import parse_qs, urlencode, urlsplit

from bot.channels.channel import SendError
from bot.channels.zalo_oa.api import KeysRefused, NewKeys, ZaloOaApi
from bot.channels.zalo_oa.keys import NAME
from bot.settings import Settings
from scripts.command import end_with, on_database
from storage import keys, notes
from storage.engine import Database

VERIFIER = "zalo-oa-verifier"
VERIFIER_LENGTH = 43


def ask(database: Database, settings: Settings) -> str:
    """The address to open, and what to do then. What proves that the answer is ours is kept until it comes."""
    verifier = "".join(choice(ascii_letters + digits) for _ in range(VERIFIER_LENGTH))
    with database.unit() as unit:
        notes.write(unit, VERIFIER, verifier)
    challenge = b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    query = urlencode(
        {
            "app_id": settings.zalo_oa_app_id,
            "redirect_uri": settings.web_url,
            "code_challenge": challenge,
            "state": "htx",
        }
    )
    address = f"{settings.zalo_oa_oauth_url.rstrip('/')}/v4/oa/permission?{query}"
    return (
        f"1. Open this as an administrator of the account, and consent:\n   {address}\n"
        "2. Copy the address the browser is sent to (it holds code=…) within ten minutes, and run:\n"
        '   python -m scripts.zalo_oa "THAT ADDRESS"'
    )


def redeem(database: Database, settings: Settings, address: str, now: datetime) -> str:
    """Fetch the keys for a consent and store them; what to print. Raises KeysRefused and SendError."""
    code = parse_qs(urlsplit(address).query).get("code", [address.strip()])[0]
    with database.reading() as unit:
        verifier = notes.read(unit, VERIFIER)
    if verifier is None:
        raise KeysRefused("run it without an address first")
    new = asyncio.run(_fetch(settings, code, verifier))
    with database.unit() as unit:
        keys.put(unit, NAME, new.access, new.refresh, now + new.lives, now)
    return "The keys are stored. A running program uses them from its next message on."


async def _fetch(settings: Settings, code: str, verifier: str) -> NewKeys:
    api = ZaloOaApi(
        settings.zalo_oa_app_id,
        settings.zalo_oa_app_secret.get_secret_value(),
        oauth_url=settings.zalo_oa_oauth_url,
    )
    try:
        return await api.redeem(code, verifier)
    finally:
        await api.close()


def run(address: str, database: Database, settings: Settings, now: datetime) -> int:
    if not settings.has_zalo_oa:
        print("Set ZALO_OA_APP_ID and the other ZALO_OA_… settings first (docs/zalo.md).", file=sys.stderr)
        return 2
    try:
        print(redeem(database, settings, address, now) if address else ask(database, settings))
    except KeysRefused as refusal:
        print(f"Zalo gives no keys for this ({refusal}). Run it again without an address.", file=sys.stderr)
        return 1
    except SendError as error:
        print(f"{error.reason}. Run it again without an address.", file=sys.stderr)
        return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.zalo_oa", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("address", nargs="?", default="")
    return on_database(partial(run, parser.parse_args(arguments).address))


if __name__ == "__main__":
    end_with(main)
