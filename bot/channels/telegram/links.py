"""Links that open a chat with the bot."""

import re

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def deep_link(username: str, payload: str = "") -> str:
    """The address that opens the bot and sends it "/start <payload>".

    `payload`: at most 64 characters of A-Z a-z 0-9 _ - (https://core.telegram.org/bots/features#deep-linking);
    anything else raises ValueError.
    """
    if not PAYLOAD.fullmatch(payload):
        raise ValueError(f"a deep link carries at most 64 of A-Z a-z 0-9 _ -, not {payload!r}")
    address = f"https://t.me/{username.removeprefix('@')}"
    return f"{address}?start={payload}" if payload else address
