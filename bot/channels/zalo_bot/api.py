"""The Zalo Bot platform's HTTP interface. The token stands in every address, so no address is ever logged or raised."""

from typing import Any

import httpx

from bot.channels.network import explain_failure, read_answer
from bot.channels.zalo_bot.refusals import PLATFORM, explain

API_URL = "https://bot-api.zaloplatforms.com"
ANSWER_SECONDS = 20.0
CONNECT_SECONDS = 10.0


class Refusal(Exception):
    """The platform said no: `code` is its error_code, or the HTTP status where it gave none."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description


class ZaloBotApi:
    """One bot. Opens no connection before the first call."""

    def __init__(self, token: str, api_url: str = API_URL, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._client = httpx.AsyncClient(
            base_url=f"{api_url.rstrip('/')}/bot{token}/",
            timeout=httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS),
        )
        self._answer_seconds = answer_seconds

    async def close(self) -> None:
        await self._client.aclose()

    async def call(self, method: str, params: dict[str, Any], *, hold_seconds: float = 0) -> Any:
        """The result of a method; `hold_seconds` is how long the platform may keep the answer back.

        Raises Refusal, and SendError when there was no answer.
        """
        timeout = httpx.Timeout(self._answer_seconds + hold_seconds, connect=CONNECT_SECONDS)
        try:
            response = await self._client.post(method, json=params, timeout=timeout)
        except httpx.HTTPError as error:
            failure = explain_failure(PLATFORM, error)
        else:
            return _read_result(response)
        raise failure  # out here, so that the library's exception with the token in it is not chained to it

    async def send(self, method: str, params: dict[str, Any]) -> str:
        """Send something; the message's id. Raises SendError only."""
        try:
            result = await self.call(method, params)
        except Refusal as refusal:
            failure = explain(refusal.code, refusal.description)
        else:
            return str(result.get("message_id", "")) if isinstance(result, dict) else ""
        raise failure


def _read_result(response: httpx.Response) -> Any:
    content = read_answer(PLATFORM, response)
    if content.get("ok") is True:
        return content.get("result")
    code = content.get("error_code")
    raise Refusal(code if isinstance(code, int) else response.status_code, str(content.get("description", "")))
