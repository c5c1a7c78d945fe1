"""What both fakes of Zalo share: a server on 127.0.0.1, faults to come, and deliveries to a webhook."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from aiohttp import web

Answer = dict[str, Any]


@dataclass
class Fault:
    """What happens instead of the next answers to a path that ends so.

    `answer` is given instead; without one there is none: `carried_out` first does what was asked, `reset` cuts it off.
    """

    path: str
    answer: Answer | None = None
    status: int = 200
    carried_out: bool = False
    reset: bool = False
    after: int = 0
    times: int = 1
    seen: int = 0

    def strikes(self, path: str) -> bool:
        """Whether this call fails; counts the call."""
        if not path.endswith(self.path):
            return False
        self.seen += 1
        return self.after < self.seen <= self.after + self.times


@dataclass
class Delivery:
    """One try to deliver an event: the status that was answered, 0 for none."""

    body: bytes
    status: int


@dataclass
class Deliverer:
    """Posts events to `url` until they are accepted, one at a time, with growing pauses."""

    make_headers: Callable[[bytes], dict[str, str]]
    url: str = ""
    tries: list[Delivery] = field(default_factory=list)
    most_tries: int = 8
    answer_seconds: float = 2.0

    async def deliver(self, body: bytes, headers: dict[str, str] | None = None) -> int:
        """The last status answered; the platform gives up after `most_tries`."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.answer_seconds)) as session:
            pause = 0.02
            for number in range(self.most_tries):
                status = await self._try(session, body, headers or self.make_headers(body), number)
                if status == 200:
                    return status
                await asyncio.sleep(pause)
                pause = min(0.5, pause * 2)
        return status

    async def _try(self, session: aiohttp.ClientSession, body: bytes, headers: dict[str, str], number: int) -> int:
        try:
            extra = {"num_retry": str(number)} if number else {}
            agent = {"User-Agent": "Java/17.0.2", "Content-Type": "application/json"}
            async with session.post(self.url, data=body, headers=agent | headers | extra) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        self.tries.append(Delivery(body, status))
        return status


class FakeServer:
    """A server whose `handle` answers every request."""

    def __init__(self) -> None:
        self.port = 0
        self.calls: list[str] = []  # paths in the order of arrival, without any token
        self.faults: list[Fault] = []
        self.latency = 0.0
        self.files: dict[str, bytes] = {}  # what people sent, by its place; see `host`
        self._runner: web.AppRunner | None = None
        self._hanging: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int = 0) -> Self:
        app = web.Application(client_max_size=8 * 2**20)
        app.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        for task in self._hanging:
            task.cancel()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def until(self, condition: Callable[[], Any], seconds: float = 10.0) -> None:
        """Wait until condition() holds; TimeoutError if it never does."""
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    def fail(self, path: str, **options: Any) -> Fault:
        """The next call to a path that ends so goes wrong; see `Fault`."""
        self.faults.append(Fault(path, **options))
        return self.faults[-1]

    def host(self, content: bytes) -> str:
        """The address at which a file of somebody lies, for whoever has it."""
        place = f"/media/{len(self.files) + 1}"
        self.files[place] = content
        return self.url + place

    async def answer(self, path: str, request: web.Request) -> tuple[int, Answer]:
        """(HTTP status, JSON) of a request."""
        raise NotImplementedError

    def plain_path(self, path: str) -> str:
        """The path without secrets, as `calls` and `faults` know it."""
        return path

    async def _take(self, request: web.Request) -> web.StreamResponse:
        path = self.plain_path(request.path)
        self.calls.append(path)
        if self.latency:
            await asyncio.sleep(self.latency)
        strikes = [fault for fault in self.faults if fault.strikes(path)]
        if not strikes and request.path in self.files:
            return web.Response(body=self.files[request.path])
        if not strikes:
            status, content = await self.answer(request.path, request)
            return web.json_response(content, status=status)
        return await self._strike(strikes[0], request)

    async def _strike(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault.answer is not None:
            return web.json_response(fault.answer, status=fault.status)
        if fault.carried_out:
            await self.answer(request.path, request)
        if fault.reset and request.transport:
            request.transport.abort()
        elif fault.status != 200:
            return web.Response(status=fault.status, text="<html>Bad Gateway</html>")
        task = asyncio.ensure_future(asyncio.sleep(3600))
        self._hanging.add(task)
        await asyncio.wait([task])
        raise web.HTTPServiceUnavailable
