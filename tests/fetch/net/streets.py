"""The streets of the test net: addresses that look like the world's, each of which lies at some door on loopback.

Names are resolved by our own name server to public addresses, so that everything judges them as it would outside; only the
last step, opening the connection, is led to loopback. An address without a door cannot be reached, and is written down.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

from govcheck.fetch.dns import Asker, ask, asker_at

from .nameserver import NameServer, answering

Answer = tuple[int, dict[str, str], bytes]
Speak = Callable[[str, int], Answer | None]
"""From a path and the protocol's number (4, 6) to what the host answers; ``None``: nothing, for ever."""
Door = tuple[str, int] | OSError | Callable[[], "Door"]


def unreachable() -> OSError:
    """What a router on the way says."""
    return OSError(errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH))


@dataclass
class Streets:
    """``hosts``: who speaks under a name. ``doors``: where an address and port lie."""

    names: NameServer = field(default_factory=NameServer)
    hosts: dict[str, Speak] = field(default_factory=dict)
    doors: dict[tuple[str, int], Door] = field(default_factory=dict)
    served: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The real servers: plain4, plain6, tls4, tls6, wrong6, rude6, silent6, black6."""
    strays: list[tuple[str, int]] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)

    @property
    def asker(self) -> Asker:
        return asker_at(["127.0.0.1"], self.names.port)

    def reach(self, address: str, port: int) -> tuple[str, int]:
        """Where an address and port lie; a known address with no such door is closed."""
        self.dialled.append((address, port))
        door = self.doors.get((address, port))
        while callable(door):
            door = door()
        if isinstance(door, OSError):
            raise door
        if door is not None:
            return door
        if not any(known == address for known, _port in self.doors):
            self.strays.append((address, port))
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
        raise ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))

    async def lookup(self, host: str, seconds: float) -> list[str]:
        """As the system does: A and AAAA of our own name server, or the error of ``getaddrinfo``."""
        found: list[str] = []
        statuses = []
        for kind in ("A", "AAAA"):
            said = await ask(self.asker, host, kind, seconds)
            found += said.addresses
            statuses.append(said.status)
        if found:
            return found
        gone = all(status in ("nxdomain", "none") for status in statuses)
        raise socket.gaierror(socket.EAI_NONAME if gone else socket.EAI_AGAIN, "name resolution")

    def _handler(self, family: int) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                host = next(line[6:] for line in head if line.lower().startswith("host: ")).partition(":")[0]
                speak = self.hosts.get(host)
                answer = speak(head[0].split(" ")[1], family) if speak else (404, {}, b"no such host")
                if answer is None:
                    await asyncio.sleep(5)
                else:
                    writer.write(_written(*answer))
                    await writer.drain()
            writer.close()

        return serve


def _written(status: int, headers: dict[str, str], body: bytes) -> bytes:
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), "Connection": "close"} | headers
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode("latin-1") + body


async def _rude(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x15\x03\x01\x00\x02\x02\x28")  # a TLS alert: handshake failure
    writer.close()


async def _silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while await reader.read(1000):
            pass
    writer.close()


def _black(stack: AsyncExitStack) -> tuple[str, int]:
    """A port whose queue is full: the system lets further calls go unanswered."""
    full = stack.enter_context(socket.socket(socket.AF_INET6))
    full.bind(("::1", 0))
    full.listen(0)
    port = int(full.getsockname()[1])
    for _ in range(4):
        caller = stack.enter_context(socket.socket(socket.AF_INET6))
        caller.setblocking(False)
        caller.connect_ex(("::1", port))
    return "::1", port


@asynccontextmanager
async def opened(
    streets: Streets, good: ssl.SSLContext | None = None, wrong: ssl.SSLContext | None = None
) -> AsyncIterator[Streets]:
    """Start the name servers (a second one, at 127.0.0.2, is broken) and every server."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(answering(streets.names))
        await stack.enter_async_context(answering(NameServer(broken=True), "127.0.0.2", streets.names.port))

        async def start(name: str, handler: object, host: str, context: ssl.SSLContext | None = None) -> None:
            server = await asyncio.start_server(handler, host, 0, ssl=context)  # type: ignore[arg-type]
            stack.push_async_callback(server.wait_closed)
            stack.callback(server.close)
            streets.served[name] = (host, server.sockets[0].getsockname()[1])

        for family, host in ((4, "127.0.0.1"), (6, "::1")):
            await start(f"plain{family}", streets._handler(family), host)
            if good is not None:
                await start(f"tls{family}", streets._handler(family), host, good)
        if wrong is not None:
            await start("wrong6", streets._handler(6), "::1", wrong)
        await start("rude6", _rude, "::1")
        await start("silent6", _silent, "::1")
        streets.served["black6"] = _black(stack)
        yield streets
