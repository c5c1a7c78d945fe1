"""The Official Account's HTTP interface, and the one that renews its keys. No key is ever logged or raised."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx

from bot.channels.channel import SendError
from bot.channels.network import SERVER_PAUSE, explain_failure, read_answer
from bot.channels.zalo_oa.refusals import PLATFORM, explain

API_URL = "https://openapi.zalo.me"
OAUTH_URL = "https://oauth.zaloapp.com"
ANSWER_SECONDS = 20.0
CONNECT_SECONDS = 10.0
SHORTEST_LIFE = timedelta(minutes=1)
USUAL_LIFE = timedelta(hours=25)


class KeysRefused(Exception):
    """The platform gives no keys for what it was shown; the text is its own short reason."""


@dataclass(frozen=True, slots=True)
class NewKeys:
    access: str
    refresh: str
    lives: timedelta


class ZaloOaApi:
    """One app's access to one Official Account. Opens no connection before the first call."""

    def __init__(
        self,
        app_id: str,
        app_secret: str,
        *,
        api_url: str = API_URL,
        oauth_url: str = OAUTH_URL,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._app_id = app_id
        self._app_secret = app_secret
        self._send_url = f"{api_url.rstrip('/')}/v3.0/oa/message/cs"
        self._keys_url = f"{oauth_url.rstrip('/')}/v4/oa/access_token"
        self._client = httpx.AsyncClient(timeout=httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS))

    async def close(self) -> None:
        await self._client.aclose()

    async def send(self, access: str, user_id: str, message: dict[str, Any]) -> str:
        """Send one consultation message; its id. Raises SendError only."""
        body = {"recipient": {"user_id": user_id}, "message": message}
        try:
            response = await self._client.post(self._send_url, json=body, headers={"access_token": access})
        except httpx.HTTPError as error:
            failure = explain_failure(PLATFORM, error)
        else:
            return _read_sent(response)
        raise failure

    async def renew(self, refresh: str) -> NewKeys:
        """New keys for a refresh key, which is used up by this."""
        return await self._fetch_keys({"refresh_token": refresh, "grant_type": "refresh_token"})

    async def redeem(self, code: str, verifier: str) -> NewKeys:
        """The first keys, for the code that a consent gave (ten minutes, once)."""
        return await self._fetch_keys({"code": code, "code_verifier": verifier, "grant_type": "authorization_code"})

    async def _fetch_keys(self, form: dict[str, str]) -> NewKeys:
        """Raises KeysRefused; SendError where nobody knows whether the platform gave keys, or surely did not."""
        data = {**form, "app_id": self._app_id}
        try:
            response = await self._client.post(self._keys_url, data=data, headers={"secret_key": self._app_secret})
        except httpx.HTTPError as error:
            failure = explain_failure(PLATFORM, error)
        else:
            return _read_keys(response)
        raise failure


def _read_sent(response: httpx.Response) -> str:
    content = read_answer(PLATFORM, response)
    code = content.get("error")
    if code == 0:
        data = content.get("data")
        return str(data.get("message_id", "")) if isinstance(data, dict) else ""
    if isinstance(code, int):
        raise explain(code, str(content.get("message", "")))
    if response.status_code >= 500:
        raise SendError(f"Zalo OA failed (status {response.status_code})", retry_after=SERVER_PAUSE)
    raise SendError(f"Zalo OA answered without a result (status {response.status_code})", uncertain=True)


def _read_keys(response: httpx.Response) -> NewKeys:
    content = read_answer(PLATFORM, response)
    access, refresh = content.get("access_token"), content.get("refresh_token")
    if isinstance(access, str) and isinstance(refresh, str) and access and refresh:
        return NewKeys(access, refresh, _read_life(content.get("expires_in")))
    if response.status_code >= 500 or response.status_code == 429:
        raise SendError(f"Zalo OA failed (status {response.status_code})", retry_after=SERVER_PAUSE)
    reason = content.get("error_name") or content.get("error") or response.status_code
    raise KeysRefused(str(reason)[:80])


def _read_life(seconds: object) -> timedelta:
    """The platform writes seconds as a string."""
    try:
        return max(SHORTEST_LIFE, timedelta(seconds=int(str(seconds))))
    except (ValueError, OverflowError):
        return USUAL_LIFE
