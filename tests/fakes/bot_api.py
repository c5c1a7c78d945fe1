"""A Bot API server of our own, over real HTTP on 127.0.0.1, for tests and benchmarks.

In a test:

    async with FakeBotApi() as fake:
        fake.say(7, "/start")
        ...
        assert fake.sent(7)[-1].text == "…"

In its own process, so that the bot can be killed beside it (prints "ready http://127.0.0.1:PORT"):

    python -m tests.fakes.bot_api --port 0 --record sent.jsonl --bulk-fault 429:50 --bulk-fault swallow:90

There, people act through POST /control/<method> with the arguments as a JSON object, e.g. /control/say with
{"user_id": 7, "text": "/start"}; GET /control/sent?user_id=7 lists what was sent.
"""

import argparse
import asyncio
import json
from pathlib import Path
from typing import Any, NoReturn, Self

from aiohttp import web

from tests.fakes.bot_api_methods import Call, Methods, hang
from tests.fakes.bot_api_records import Fault, Recorder, Refusal, Sent, SentFile

TOKEN = "100200300:AAFakeTokenForTestsOnly_0123456789abc"
CONTROLS = ("say", "send_sticker", "send_voice", "press", "edit", "block", "unblock", "forget", "fail_next")


class FakeBotApi(Methods):
    """One bot's server. People's actions come from `People`, methods from `Methods`."""

    def __init__(self, token: str = TOKEN, record: Path | None = None) -> None:
        super().__init__(Recorder(record))
        self.token = token
        self.port = 0
        self.latency = 0.0  # seconds before every answer
        self.calls: list[str] = []  # method names in the order of arrival
        self.faults: list[Fault] = []
        self._site: web.TCPSite | None = None
        self._runner: web.AppRunner | None = None
        self._hanging: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, port: int = 0) -> Self:
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_post("/control/{verb}", self._control)
        app.router.add_get("/control/sent", self._control_sent)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        self.port = port
        await self.reachable()
        return self

    async def stop(self) -> None:
        for task in self._hanging:
            task.cancel()
        await self.deliverer.stop()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def unreachable(self) -> None:
        """Connections are refused, and open ones are cut, until `reachable`."""
        assert self._runner
        assert self._runner.server
        if self._site:
            await self._site.stop()
            self._site = None
        for connection in list(self._runner.server.connections):
            connection.force_close()
            if connection.transport:
                connection.transport.abort()

    async def reachable(self) -> None:
        assert self._runner
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    def sent(self, user_id: int | None = None) -> list[Sent]:
        """What arrived at a person, or at all, oldest first."""
        return [sent for sent in self.recorder.sent if user_id is None or sent.chat_id == user_id]

    def fail_next(self, method: str, status: int = 429, **options: Any) -> Fault:
        """The next call(s) are refused. Options: retry_after, description, user_id, after, every, times."""
        if status == 429:
            options.setdefault("retry_after", 1)
        return self._add(Fault(method, status, **options))

    def reset_next(self, method: str, **options: Any) -> Fault:
        """The next call's connection is cut before anything is kept."""
        return self._add(Fault(method, reset=True, **options))

    def swallow_next(self, method: str, **options: Any) -> Fault:
        """The next call is carried out and never answered."""
        return self._add(Fault(method, recorded=True, **options))

    def _add(self, fault: Fault) -> Fault:
        self.faults.append(fault)
        return fault

    async def until(self, condition: Any, seconds: float = 10.0) -> None:
        """Wait until condition() holds; TimeoutError if it never does."""
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _refuse(Refusal(401, "Unauthorized"))
        call = await read_call(request)
        self.calls.append(call.method)
        if self.latency:
            await asyncio.sleep(self.latency)
        strikes = [fault for fault in self.faults if fault.strikes(call.method, call.user_id)]
        try:
            if strikes:
                await self._strike(strikes[0], call, request)
            return web.json_response({"ok": True, "result": await self.answer(call)})
        except Refusal as refusal:
            return _refuse(refusal)

    async def _strike(self, fault: Fault, call: Call, request: web.Request) -> NoReturn:
        if fault.status:
            raise fault.refusal()
        if fault.recorded:
            await self.answer(call)
        if fault.reset:
            assert request.transport
            request.transport.abort()
        task = asyncio.ensure_future(hang())
        self._hanging.add(task)
        await asyncio.wait([task])
        raise Refusal(504, "Gateway Timeout")  # whoever waited so long has been told, and nothing is kept once more

    async def _download(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["path"])
        if request.match_info["token"] != self.token or content is None:
            return _refuse(Refusal(404, "Not Found"))
        return web.Response(body=content)

    async def _control(self, request: web.Request) -> web.StreamResponse:
        verb = request.match_info["verb"]
        if verb not in CONTROLS:
            raise web.HTTPNotFound
        result = getattr(self, verb)(**await request.json())
        return web.json_response(result if isinstance(result, (int, str)) else None)

    async def _control_sent(self, request: web.Request) -> web.StreamResponse:
        user_id = request.query.get("user_id")
        lines = [json.loads(sent.as_json()) for sent in self.sent(int(user_id) if user_id else None)]
        return web.json_response(lines)


async def read_call(request: web.Request) -> Call:
    """A call from a query, a JSON, a form or a multipart body: the platform takes all of them."""
    params: dict[str, Any] = dict(request.query)
    files: list[SentFile] = []
    if request.content_type == "application/json":
        params |= await request.json()
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                content = value.file.read()
                value.file.close()
                files.append(SentFile(name, value.filename, value.content_type, content))
            else:
                params[name] = value
    agent = request.headers.get("User-Agent", "")
    via = next((library for library in ("aiogram", "python-telegram-bot") if library in agent), "other")
    return Call(request.match_info["method"], params, files, via)


def _refuse(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.body(), status=refusal.status)


def read_fault(words: str) -> Fault:
    """A fault of sendMessage from "KIND:EVERY", e.g. "429:50".

    KIND is a status, "reset" (cut before it is kept), "cut" (kept, then cut) or "swallow" (kept, never answered).
    """
    kind, _, every = words.partition(":")
    if kind in ("reset", "cut", "swallow"):
        return Fault("sendMessage", reset=kind != "swallow", recorded=kind != "reset", every=int(every))
    return Fault("sendMessage", int(kind), retry_after=1 if kind == "429" else None, every=int(every))


async def serve(arguments: argparse.Namespace) -> None:
    fake = FakeBotApi(arguments.token, arguments.record)
    fake.faults, fake.latency = arguments.bulk_fault, arguments.latency / 1000
    await fake.start(arguments.port)
    print(f"ready {fake.url}", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="A Bot API server for tests, on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--record", type=Path, help="JSON-lines file each sent message is appended to")
    parser.add_argument("--bulk-fault", type=read_fault, action="append", default=[], metavar="KIND:EVERY")
    parser.add_argument("--latency", type=float, default=0, help="milliseconds before every answer")
    try:
        asyncio.run(serve(parser.parse_args()))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
