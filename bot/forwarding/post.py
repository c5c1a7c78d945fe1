"""Sends the JSON report by HTTP POST, signed per Standard Webhooks."""

import asyncio
from datetime import datetime

import httpx
from standardwebhooks.webhooks import Webhook

from bot.clock import Clock, SystemClock
from bot.forwarding.parcel import NotDelivered, Parcel
from handlers.results.report_json import write_report

SECONDS = 30.0
"""For one try as a whole; a receiver that answers drop by drop gets no more."""


class PostTarget:
    """An address that takes reports. 2xx means taken; anything else, and silence, is tried again.

    The signature is of `webhook-id`, `webhook-timestamp` and the body. The id is also the `Idempotency-Key` and stays
    the same on every try. `secret` is base64 after whsec_, as the settings make sure.
    """

    name = "post"

    def __init__(self, url: str, secret: str, clock: Clock | None = None, seconds: float = SECONDS) -> None:
        self._signer = Webhook(secret)
        self._url = url
        self._clock = clock or SystemClock()  # the receiver compares with the real time
        self._seconds = seconds

    async def deliver(self, parcel: Parcel) -> str:
        body = await asyncio.to_thread(write_report, parcel.public)
        headers = self._headers(parcel.key, body.decode("utf-8"), self._clock.now())
        try:
            async with asyncio.timeout(self._seconds):
                status = await self._send(body, headers)
        except TimeoutError:
            raise NotDelivered(f"no answer within {self._seconds:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # The message of an error may hold the address, and an address may hold a password.
            raise NotDelivered(f"{type(error).__name__} while sending") from None
        if not 200 <= status < 300:
            raise NotDelivered(f"the receiver answered HTTP {status}")
        return f"HTTP {status}"

    def _headers(self, key: str, body: str, now: datetime) -> dict[str, str]:
        return {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "tro-ly-htx",
            "idempotency-key": key,
            "webhook-id": key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(key, now, body),
        }

    async def _send(self, body: bytes, headers: dict[str, str]) -> int:
        """The status of the answer. Its body is not read: nothing in it is needed, and it may have no end."""
        async with (
            httpx.AsyncClient(timeout=self._seconds, follow_redirects=False) as client,
            client.stream("POST", self._url, content=body, headers=headers) as response,
        ):
            return response.status_code
