"""What failing connections mean, for channels that speak HTTP themselves; and resting when a platform asks for it."""

import time
from typing import Any

import httpx

from bot.channels.channel import SendError

UNREACHABLE_PAUSE = 10.0  # seconds, when no connection could be made
SERVER_PAUSE = 5.0  # seconds, when the platform says that it failed itself
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def explain_failure(platform: str, error: httpx.HTTPError) -> SendError:
    """No connection: surely not sent. Anything later: it may have arrived."""
    if isinstance(error, NOT_SENT):
        return SendError(f"{platform} cannot be reached", retry_after=UNREACHABLE_PAUSE)
    return SendError(f"{platform} gave no answer after the message was sent", uncertain=True)


def read_answer(platform: str, response: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer. Raises SendError when there is none: uncertain, whatever the status says."""
    try:
        content = response.json()
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise SendError(f"{platform} answered what nobody can read (status {response.status_code})", uncertain=True)
    return content


class Rest:
    """A pause that a platform asks for: until it is over nothing is sent, so that it does not grow longer."""

    def __init__(self) -> None:
        self._until = 0.0

    def take(self, seconds: float) -> None:
        self._until = max(self._until, time.monotonic() + seconds)

    def require_over(self, platform: str) -> None:
        """Raises SendError while the pause lasts."""
        left = self._until - time.monotonic()
        if left > 0:
            raise SendError(f"{platform} asks for a pause", retry_after=left)
