"""Takes forwarded results over real HTTP on 127.0.0.1, and checks their signature as the convention says.

    async with FakeReceiver(SECRET) as receiver:
        receiver.plan("500", "hang")        # what the next requests meet; after that everything is taken
        ...
        assert receiver.taken[0].report["schema"] == "htx-results/1"

Plans: "500" (any status), "redirect", "hang" (never answers), "drop" (takes it, then cuts the connection before an
answer), "refuse" (cuts the connection and takes nothing), "flood" (200 with a body that does not end),
"twice" (200, and right after it another answer that nobody asked for).
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web
from standardwebhooks.webhooks import Webhook, WebhookVerificationError


@dataclass(frozen=True, slots=True)
class Taken:
    """One request whose signature was right."""

    key: str
    headers: dict[str, str]
    body: bytes
    report: dict[str, Any]


class FakeReceiver:
    """`taken`: what was taken, doubles too; `seen` counts all requests; `reports` holds each key's report once."""

    def __init__(self, secret: str) -> None:
        self.taken: list[Taken] = []
        self.refused: list[str] = []
        self.seen = 0
        self.port = 0
        self._verifier = Webhook(secret)
        self._plans: list[str] = []
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/results?token=do-not-log-this"

    @property
    def reports(self) -> dict[str, dict[str, Any]]:
        """As a receiver keeps them that knows what an idempotency key is for."""
        return {one.key: one.report for one in self.taken}

    def plan(self, *plans: str) -> None:
        self._plans += plans

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=20 * 2**20)
        app.router.add_post("/results", self._take)
        app.router.add_route("*", "/elsewhere", self._elsewhere)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner
        self._closing.set()
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        self.seen += 1
        body = await request.read()
        plan = self._plans.pop(0) if self._plans else "200"
        if plan == "refuse":
            return self._cut(request)
        try:
            report = self._verifier.verify(body, dict(request.headers))
        except WebhookVerificationError as error:
            self.refused.append(str(error))
            return web.Response(status=401)
        assert report == json.loads(body)
        if plan == "hang":
            await self._closing.wait()
        if plan in ("200", "drop", "flood", "twice"):
            headers = {name.lower(): value for name, value in request.headers.items()}
            self.taken.append(Taken(headers["webhook-id"], headers, body, report))
        return await self._answer(request, plan)

    async def _answer(self, request: web.Request, plan: str) -> web.StreamResponse:
        if plan == "drop":
            return self._cut(request)
        if plan == "redirect":
            return web.Response(status=307, headers={"Location": "/elsewhere"})
        if plan == "flood":
            return await self._flood(request)
        if plan == "twice":
            return await self._answer_twice(request)
        return web.Response(status=int(plan) if plan.isdecimal() else 200)

    async def _answer_twice(self, request: web.Request) -> web.StreamResponse:
        response = web.Response()
        await response.prepare(request)
        await response.write_eof()
        assert request.transport
        request.transport.write(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")
        return response

    async def _flood(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while not self._closing.is_set():
            await response.write(b"x" * 65536)
        return response

    def _cut(self, request: web.Request) -> web.Response:
        assert request.transport
        request.transport.abort()
        return web.Response()

    async def _elsewhere(self, request: web.Request) -> web.Response:
        raise AssertionError("a redirect was followed")
