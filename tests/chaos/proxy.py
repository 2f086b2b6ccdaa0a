"""A network that does as it is told, between the workers and a server."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, Literal
from urllib.parse import urlsplit

Mode = Literal["pass", "slow", "stall", "cut", "busy"]
"""`slow` waits half a second before each portion, `stall` holds everything back, `cut` ends every connection as soon
as something is said on it, `busy` answers 429 in
Elasticsearch's place."""

_BUSY: Final = (
    b"HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nX-Elastic-Product: Elasticsearch\r\n"
    b"connection: close\r\ncontent-length: 2\r\n\r\n{}"
)


class Proxy:
    """Listens on a free port of the loopback address in a thread of its own, from `opened` on."""

    def __init__(self, host: str, port: int) -> None:
        self.target = host, port
        self.mode: Mode = "pass"
        self.port = 0

    async def serve(self, ready: Callable[[], object], ended: Callable[[], Awaitable[object]]) -> None:
        """Until `ended`."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready()
        async with server:
            await ended()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, to_there = await asyncio.open_connection(*self.target)
        except OSError:
            writer.close()
            return
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._asks(reader, to_there, writer), self._passes(there, writer))
        for each in (writer, to_there):
            each.close()

    async def _asks(
        self, reader: asyncio.StreamReader, to_there: asyncio.StreamWriter, back: asyncio.StreamWriter
    ) -> None:
        while data := await reader.read(65_536):
            if self.mode == "busy":
                back.write(_BUSY)
                await back.drain()
            if self.mode in ("busy", "cut"):
                raise ConnectionResetError
            await self._waits()
            to_there.write(data)
            await to_there.drain()
        raise ConnectionResetError

    async def _passes(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await there.read(65_536):
            await self._waits()
            writer.write(data)
            await writer.drain()
        raise ConnectionResetError

    async def _waits(self) -> None:
        if self.mode == "slow":
            await asyncio.sleep(0.5)
        while self.mode == "stall":
            await asyncio.sleep(0.1)


@contextmanager
def opened(address: str) -> Iterator[Proxy]:
    """A proxy before a URL's server."""
    server = urlsplit(address)
    proxy, ready, loop = (
        Proxy(server.hostname or "", server.port or 0),
        threading.Event(),
        asyncio.new_event_loop(),
    )
    end = asyncio.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(proxy.serve(ready.set, end.wait))
        loop.close()

    thread = threading.Thread(target=run, name="proxy")
    thread.start()
    ready.wait(10)
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join(10)
