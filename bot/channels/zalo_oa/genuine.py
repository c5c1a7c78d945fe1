"""Whether a delivery comes from the platform: its MAC over the body as it came. Pure.

mac = SHA-256 of app id + raw body + timestamp + the account's own secret key, as hexadecimal digits, in the header
X-ZEvent-Signature with or without "mac=" before it. The timestamp is that inside the body.
"""

import hmac
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.channels.webhooks import Posted

HEADER = "x-zevent-signature"
OLDEST = timedelta(days=2)
"""The platform tries again for an hour. What is older is somebody's copy; ids are known for longer (30 days)."""


def sign(app_id: str, body: bytes, timestamp: str, secret: str) -> str:
    """The hexadecimal MAC."""
    return sha256(app_id.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def is_genuine(posted: Posted, app_id: str, secret: str, now: datetime) -> bool:
    """Compared in constant time. Raises ValueError for what is no JSON; the door then turns it away."""
    content = json.loads(posted.body)
    timestamp = content.get("timestamp") if isinstance(content, dict) else None
    if not isinstance(timestamp, str | int):
        return False
    given = posted.headers.get(HEADER, "").strip().lower().removeprefix("mac=").encode("utf-8", "replace")
    expected = sign(app_id, posted.body, str(timestamp), secret).encode()
    return bool(secret) and hmac.compare_digest(given, expected) and _is_recent(str(timestamp), now)


def _is_recent(timestamp: str, now: datetime) -> bool:
    return datetime.fromtimestamp(int(timestamp) / 1000, UTC) > now - OLDEST
