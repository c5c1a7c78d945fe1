"""What the events of both Zalo platforms have in common. Pure: the clock comes in as `now`."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from handlers.cleaning import clean
from handlers.messages import Address, Incoming, IncomingFile, Kind

LONGEST_TEXT = 20_000  # characters; ten times what the platforms let people type
LONGEST_ADDRESS = 2000
PICTURE = ("anh", "image/jpeg")  # what it really is shows when it is opened (handlers.announcements.attaching)


def read_text(words: object) -> str:
    """What a person wrote, without what cannot be seen; "" for what is no text."""
    return clean(words)[:LONGEST_TEXT] if isinstance(words, str) else ""


def read_time(milliseconds: object, now: datetime) -> datetime:
    """A moment given in milliseconds since 1970, as a number or as digits; `now` for what is none."""
    try:
        return datetime.fromtimestamp(int(str(milliseconds)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return now


def read_file(address: object, name: object = "", media_type: str = "", size: object = 0) -> IncomingFile | None:
    """A file that lies at an address; None where there is none. What is said of it is not to be trusted."""
    if not isinstance(address, str) or not 0 < len(address) <= LONGEST_ADDRESS:
        return None
    digits = str(size)
    length = int(digits) if digits.isdecimal() and len(digits) < 16 else 0
    return IncomingFile(clean(name)[:300] if isinstance(name, str) else "", media_type, length, address)


def ignored(channel: str, content: dict[str, Any], name: str, now: datetime) -> Incoming:
    """An event that nobody waits for: its kind is kept, what it says is not."""
    code = sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return Incoming(Address(channel, ""), f"ignored:{code}", Kind.IGNORED, now, text=clean(name))
