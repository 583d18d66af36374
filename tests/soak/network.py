"""The way from a counter to the server, as a door that can be slammed.

A small TCP relay, one for each counter. A cut ends all connections at once with a reset, as a
switch does that lost its power and came back; before that it may let nothing through for a while,
as a cable half pulled out. While the way is broken, nobody gets in.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine
from typing import Any

_BLOCK = 1 << 16
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: closing sends a reset."""


class Network:
    """All ways of an office, run by one thread."""

    def __init__(self, port: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network", daemon=True)
        self._thread.start()
        self._port = port

    def way(self, machine: str = "127.0.0.1") -> Way:
        """Open one more way to the server, which sees it come from the address of a machine."""
        made = Way(self, self._port, machine)
        self.run(made.start())
        return made

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something in the thread of the network, and wait for it."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something happen in the thread of the network."""
        asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """End all ways and the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


class Way:
    """One counter's way; its port stands in the counter's profile."""

    def __init__(self, network: Network, port: int, machine: str) -> None:
        self._network = network
        self._server_port = port
        self._machine = machine
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._is_broken = False
        self.port = 0

    async def start(self) -> None:
        """Listen on a port of this machine."""
        self._server = await asyncio.start_server(self._come, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Let nobody in any more and end what is open."""
        assert self._server is not None
        self._server.close()
        self._slam()

    def cut(self, seconds: float, stalled: float = 0.0) -> None:
        """Break the way for some seconds, after so many in which nothing gets through."""
        self._network.begin(self._cut(seconds, stalled))

    def close(self) -> None:
        """End the way."""
        self._network.run(self.stop())

    async def _cut(self, seconds: float, stalled: float) -> None:
        self._is_broken = True
        if stalled:
            self._flows.clear()
            await asyncio.sleep(stalled)
        self._slam()
        self._flows.set()
        await asyncio.sleep(seconds)
        self._is_broken = False

    def _slam(self) -> None:
        for end in list(self._ends):
            raw = end.get_extra_info("socket")
            if raw is not None:
                with contextlib.suppress(OSError):
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            end.transport.abort()

    async def _come(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_broken:
            writer.transport.abort()
            return
        try:
            far_reader, far = await asyncio.open_connection(
                "127.0.0.1", self._server_port, local_addr=(self._machine, 0)
            )
        except OSError:  # the server is being restarted
            writer.transport.abort()
            return
        self._ends |= {writer, far}
        try:
            await asyncio.gather(self._pass(reader, far), self._pass(far_reader, writer))
        finally:
            self._ends -= {writer, far}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while block := await reader.read(_BLOCK):
                await self._flows.wait()
                writer.write(block)
                await writer.drain()
        writer.transport.abort()
