"""Who a browser is: a secret in a cookie, and the address made from it."""

import re
import secrets
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "htx"
YEAR = 365 * 24 * 3600
TOKEN_BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # what 32 bytes look like


def address_of(request: Request) -> str | None:
    """The address of the browser that asks, None when it has no session. The secret itself is never stored."""
    token = _token_of(request)
    return None if token is None else address_for(token)


def address_for(token: str) -> str:
    """What stands for a browser's secret everywhere else."""
    return sha256(token.encode()).hexdigest()[:32]


def keep_session(request: Request, response: Response, *, secure: bool) -> None:
    """Give a browser a secret, or its own one for another year: who comes back once a year stays the same person."""
    token = _token_of(request) or secrets.token_urlsafe(TOKEN_BYTES)
    response.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="lax", secure=secure, path="/")


def _token_of(request: Request) -> str | None:
    token = request.cookies.get(COOKIE, "")
    return token if TOKEN.fullmatch(token) else None
