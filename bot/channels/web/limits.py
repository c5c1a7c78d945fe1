"""What every request and answer is held to: a bounded body, and headers that keep the page to itself."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 128 * 1024
READ_TO_THE_END = 4 * 1024 * 1024
"""A browser hears the refusal of a body up to this size; of a larger one it only sees the connection close."""
BOUNDED_THEMSELVES = ("/files",)
"""Addresses that read their body piece by piece and stop where it is too large."""
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class BodyLimit:
    """Refuses request bodies over LARGEST_BODY with 413, whether or not they say their length."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD") or scope["path"] in BOUNDED_THEMSELVES:
            await self._app(scope, receive, send)
            return
        body = await _read(Headers(scope=scope), receive)
        if body is None:
            refusal = JSONResponse({"error": "too large"}, 413, headers={"Connection": "close"})
            await refusal(scope, receive, send)
        else:
            await self._app(scope, _again(body, receive), send)


async def _read(headers: Headers, receive: Receive) -> bytes | None:
    """The whole body; None when it is too large. The application sees only bodies that were read to the end."""
    length = headers.get("content-length", "")
    declared = int(length) if length.isdecimal() else 0
    body = b""
    size = 0
    more = declared <= READ_TO_THE_END
    while more and size <= READ_TO_THE_END:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        body = body + part if size <= LARGEST_BODY else b""
        more = message.get("more_body", False)
    return body if max(size, declared) <= LARGEST_BODY else None


def _again(body: bytes, receive: Receive) -> Receive:
    """`receive` as if the body had not been read yet."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


class AddHeaders:
    """Puts HEADERS on every answer that does not say otherwise itself, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
