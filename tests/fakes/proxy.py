"""A proxy on 127.0.0.1 that speaks SOCKS5 (without a password) and HTTP, and counts who comes through."""

import asyncio
import re
from typing import Self


class FakeProxy:
    """Takes connections of either kind on one port; `passed` lists the kinds in order."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            first = await reader.readexactly(1)
            await (self._socks(reader, writer) if first == b"\x05" else self._http(first, reader, writer))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly((await reader.readexactly(1))[0])
        writer.write(b"\x05\x00")
        kind = (await reader.readexactly(4))[3]
        length = 4 if kind == 1 else (await reader.readexactly(1))[0]
        name = await reader.readexactly(length)
        host = ".".join(map(str, name)) if kind == 1 else name.decode()
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.passed.append("socks5")
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        await self._join(host, port, b"", reader, writer)

    async def _http(self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = first + await reader.readuntil(b"\r\n\r\n")
        self.passed.append("http")
        target = re.match(rb"(\w+) (?:http://)?([^/: ]+):(\d+)", head)
        assert target
        if target[1] == b"CONNECT":
            writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
            head = b""
        else:
            head = head.replace(b"http://" + target[2] + b":" + target[3], b"", 1)
        await self._join(target[2].decode(), int(target[3]), head, reader, writer)

    @staticmethod
    async def _join(
        host: str, port: int, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        far_reader, far_writer = await asyncio.open_connection(host, port)
        far_writer.write(head)
        try:
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            far_writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65536):
        writer.write(chunk)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
