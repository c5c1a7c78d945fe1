"""Who a browser is: a secret in a cookie, and the address made from it."""

import secrets
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "htx"
YEAR = 365 * 24 * 3600
TOKEN_BYTES = 32


def address_of(request: Request) -> str | None:
    """The address of the browser that asks, None when it has no session. The secret itself is never stored."""
    token = request.cookies.get(COOKIE, "")
    return _address(token) if len(token) >= TOKEN_BYTES else None


def begin_session(response: Response, *, secure: bool) -> str:
    """Give a browser its secret; its address."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    response.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="lax", secure=secure, path="/")
    return _address(token)


def _address(token: str) -> str:
    return sha256(token.encode()).hexdigest()[:32]
