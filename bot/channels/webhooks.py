"""The door platforms knock at: POST /webhooks/<name>, the same for every platform that sends its events by itself.

    too large                          413   (bot.channels.web.limits, before anything is read into memory)
    no such name, or not started yet   404 / 503 with Retry-After
    not the platform                   401   compared in constant time, before the body is parsed
    no JSON object                     400, or what the platform needs to hear
    could not be stored                500   the platform sends it again
    stored, or known before            200

A request is answered as soon as its event is stored; what the event means is worked out afterwards (bot.runner).
Neither headers nor bodies are logged: they hold secrets and what people wrote.
"""

import hmac
import json
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

log = logging.getLogger(__name__)

PATH = "/webhooks/{name}"
RETRY_SECONDS = "5"


@dataclass(frozen=True, slots=True)
class Posted:
    """What came through the door. Header names are in lower case; `body` is what was signed, byte for byte."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Webhook:
    """How one platform's posts are taken.

    `is_genuine` says whether the platform sent it; it must compare by `same_secret`. `take` gets the JSON object and
    returns when everything in it is stored (what it holds of no known kind as Kind.IGNORED); what it raises makes the
    platform send it again. `malformed_status` answers a genuine body that is no JSON object, `probe_status` an empty
    body from anybody, where a platform tries the address that way.
    """

    name: str
    is_genuine: Callable[[Posted], bool]
    take: Callable[[dict[str, Any]], Awaitable[None]]
    malformed_status: int = 400
    probe_status: int | None = None


class Door:
    """The webhooks that are open, and how often each ended how (`counts`: (name, outcome) to number)."""

    def __init__(self) -> None:
        self._open: dict[str, Webhook] = {}
        self._expected: set[str] = set()
        self.pages: dict[str, Callable[[Request], Awaitable[Response]]] = {}  # GET paths that channels answer
        self.counts: Counter[tuple[str, str]] = Counter()

    def expect(self, name: str) -> None:
        """This webhook opens soon: who knocks meanwhile is asked to come back rather than told that nobody lives here.

        Platforms drop a webhook that says "not found" for long.
        """
        self._expected.add(name)

    def open(self, webhook: Webhook) -> None:
        """From now on posts to /webhooks/<name> go to this one."""
        self.expect(webhook.name)
        self._open[webhook.name] = webhook

    def shut(self, name: str) -> None:
        """Nothing is taken any more; whoever knocks is asked to come back."""
        self._open.pop(name, None)

    async def answer(self, request: Request) -> Response:
        """The answer to a POST."""
        name = request.path_params["name"]
        webhook = self._open.get(name)
        if webhook is None:
            return self._absent(name)
        try:
            posted = Posted(request.headers, await request.body())
        except ClientDisconnect:
            return Response(status_code=400)
        status, outcome = await _pass_through(webhook, posted)
        self._count(name, outcome, status)
        return Response(status_code=status)

    def _absent(self, name: str) -> Response:
        if name in self._expected:
            return Response(status_code=503, headers={"Retry-After": RETRY_SECONDS})
        return Response(status_code=404)

    def _count(self, name: str, outcome: str, status: int) -> None:
        self.counts[name, outcome] += 1
        seen = self.counts[name, outcome]
        level = logging.DEBUG if status == 200 else logging.WARNING
        if status == 200 or seen & (seen - 1) == 0:  # the 1st, 2nd, 4th, 8th …: a flood does not fill the disk
            log.log(level, "webhook %s: %s, answered %d (%d so far)", name, outcome, status, seen)


async def _pass_through(webhook: Webhook, posted: Posted) -> tuple[int, str]:
    """(HTTP status, what became of it)."""
    if not posted.body and webhook.probe_status is not None:
        return webhook.probe_status, "probe"
    if not _is_genuine(webhook, posted):
        return 401, "not genuine"
    content = _read(posted.body)
    if content is None:
        return webhook.malformed_status, "malformed"
    try:
        await webhook.take(content)
    except Exception:
        log.exception("webhook %s: an event could not be stored; the platform will send it again", webhook.name)
        return 500, "not stored"
    return 200, "stored"


def _is_genuine(webhook: Webhook, posted: Posted) -> bool:
    try:
        return webhook.is_genuine(posted)
    except Exception as error:  # a forger may send anything; what cannot even be checked is not genuine
        log.info("webhook %s: a post could not be checked (%s)", webhook.name, type(error).__name__)
        return False


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or brackets without end
        return None
    return content if isinstance(content, dict) else None


def derive_secret(token: str, platform: str) -> str:
    """What a platform shows with each delivery: the same in every process, and the token cannot be told from it."""
    return hmac.new(token.encode(), f"tro-ly-htx {platform} webhook".encode(), sha256).hexdigest()


def same_secret(given: str | None, expected: str) -> bool:
    """Whether a secret is the right one, in the same time wherever they differ; an empty one never is."""
    return bool(expected) and hmac.compare_digest((given or "").encode("utf-8", "replace"), expected.encode())
