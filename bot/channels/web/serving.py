"""A web server inside this process: it listens, serves one application, and leaves signals to the program."""

import asyncio
import contextlib
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.channels.web.listening import BACKLOG, listen
from bot.channels.web.server import build_site
from bot.channels.webhooks import Door


class _Server(uvicorn.Server):
    """A server that leaves SIGINT and SIGTERM to the program it is a part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Serving:
    """Serves `app` on host:port from `start` to `stop`. `port` is where it listens, also when 0 was asked for."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self.port = port
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen. Raises PortTaken when somebody else does."""
        listening = listen(self._host, self.port)
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=65,  # on a weak network a new connection is what costs
            timeout_graceful_shutdown=3,
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        while not self._server.started:  # uvicorn has no event to wait on
            done, _ = await asyncio.wait({self._task}, timeout=0.01)
            if done:
                raise RuntimeError("the web server ended while it started") from self._task.exception()

    async def stop(self) -> None:
        """Finish what is being answered. Safe to call twice."""
        if self._server is None or self._task is None:
            return
        self._server.should_exit = True
        self._server = None
        await asyncio.gather(self._task, return_exceptions=True)


def serve_webhooks(door: Door, host: str, port: int) -> Serving:
    """The server of an installation without the web chat: webhooks and /health, nothing else."""
    return Serving(build_site(None, door), host, port)
