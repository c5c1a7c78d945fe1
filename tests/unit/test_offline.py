"""The guard that keeps tests on this computer is itself tested: it must refuse, and refuse only what is outside."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

import pytest

from tests.offline import ReachedOutside

OUTSIDE = "192.0.2.1"  # reserved for documentation: nobody has it


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection((OUTSIDE, 80), timeout=1),
        lambda: socket.socket().connect_ex((OUTSIDE, 80)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", (OUTSIDE, 53)),
        lambda: socket.getaddrinfo("elsewhere.example", 443),
        lambda: socket.gethostbyname("elsewhere.example"),
        lambda: asyncio.run(asyncio.open_connection("elsewhere.example", 443)),
        lambda: asyncio.run(asyncio.open_connection(OUTSIDE, 443)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_reaching_outside_is_refused(reach: Callable[[], object], outside_attempts: list[str]) -> None:
    with pytest.raises(ReachedOutside):
        reach()
    assert len(outside_attempts) == 1
    outside_attempts.clear()


def test_a_swallowed_refusal_is_remembered(outside_attempts: list[str]) -> None:
    with contextlib.suppress(Exception):
        socket.getaddrinfo("elsewhere.example", 443)
    assert outside_attempts == ["socket.getaddrinfo elsewhere.example"]
    outside_attempts.clear()


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_this_computer_can_be_reached(name: str) -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(name, server.sockets[0].getsockname()[1])
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()
