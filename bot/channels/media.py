"""Pictures and files that lie at an address which a platform's event names: fetched when a handler wants them.

The address comes with an event that the platform signed, but nothing in it is trusted: it must be https on a host of
the open network (or the platform's own, as the settings name it), leads nowhere else, and is read no further than
LARGEST_FILE.
"""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import httpx

from bot.channels.channel import SendError
from bot.channels.network import SERVER_PAUSE, UNREACHABLE_PAUSE
from handlers.messages import LARGEST_FILE

ANSWER_SECONDS = 20.0
TOO_LARGE = "the file is too large"


class Media:
    """Fetches for one platform, whose interface is at `api_url`. Opens no connection before the first call."""

    def __init__(self, platform: str, api_url: str, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._platform = platform
        own = urlsplit(api_url)
        self._own = (own.scheme, own.netloc)
        self._answer_seconds = answer_seconds
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Safe to call twice."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def fetch(self, address: str) -> bytes:
        """The content. Raises SendError only: permanent when it is gone, too large or may not be fetched."""
        if not self._may_fetch(address):
            raise SendError("the file is at an address that nobody should open", permanent=True)
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=self._answer_seconds)
        try:
            async with self._client.stream("GET", address) as response:
                return await self._read(response)
        except (httpx.HTTPError, httpx.InvalidURL):
            failure = SendError(f"{self._platform} does not hand out the file just now", retry_after=UNREACHABLE_PAUSE)
        raise failure  # out here, so that the address, which opens the file to anybody, is not chained to it

    def _may_fetch(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
            return (parts.scheme, parts.netloc) == self._own or (parts.scheme == "https" and _is_open(parts))
        except ValueError:
            return False

    async def _read(self, response: httpx.Response) -> bytes:
        if response.status_code >= 500 or response.status_code == 429:
            raise SendError(f"{self._platform} failed (status {response.status_code})", retry_after=SERVER_PAUSE)
        if response.status_code != 200:
            raise SendError(f"the file is not there (status {response.status_code})", permanent=True)
        content = bytearray()
        async for part in response.aiter_bytes():
            content += part
            if len(content) > LARGEST_FILE:
                raise SendError(TOO_LARGE, permanent=True)
        return bytes(content)


def _is_open(parts: SplitResult) -> bool:
    """Whether the host is a name of the open network: no number, no name of this house, no port, no password."""
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return "." in host.strip(".") and parts.netloc == host
    return False
