"""Bounds on what a request may carry."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 128 * 1024


class TooLarge(Exception):
    """The body went past the limit while it was read."""


class BodyLimit:
    """Refuses request bodies over LARGEST_BODY with 413, whether or not they say their length."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        read = 0

        async def receive_within() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST_BODY:
                raise TooLarge
            return message

        try:
            await self._app(scope, receive_within, send)
        except TooLarge:
            await JSONResponse({"error": "too large"}, 413)(scope, receive, send)
