"""A small server that misbehaves on purpose, on a real socket of loopback."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Handler = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Request:
    target: str
    headers: dict[str, str]
    count: int
    """How often this target was asked for, this time included."""


@dataclass
class Site:
    """Pages by target; what is not there is 404. ``log`` holds every request in order."""

    pages: dict[str, bytes | Handler] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    fallback: Handler | None = None
    port: int = 0
    busy: int = 0
    busiest: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def asked(self) -> list[str]:
        return [request.target for request in self.log]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                target = head[0].split(" ")[1]
                self.counts[target] += 1
                headers = {key.lower(): value for key, value in (line.split(": ", 1) for line in head[1:] if ": " in line)}
                request = Request(target, headers, self.counts[target])
                self.log.append(request)
                page = self.pages.get(target, self.fallback or status(404, b"<h1>404</h1>"))
                await (html(page) if isinstance(page, bytes) else page)(request, writer)
                await writer.drain()
        finally:
            self.busy -= 1
            with suppress(ConnectionError, RuntimeError):
                writer.close()
                await writer.wait_closed()


@asynccontextmanager
async def serving(site: Site, host: str = "127.0.0.1", **named: object) -> AsyncIterator[Site]:
    server = await asyncio.start_server(site.serve, host, 0, **named)  # type: ignore[arg-type]
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        await server.wait_closed()


def raw(*pieces: bytes, pause: float = 0.0) -> Handler:
    async def handle(_request: Request, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            if pause:
                await asyncio.sleep(pause)

    return handle


def answer(code: int, body: bytes, *headers: str, length: int | None = None) -> bytes:
    lines = [
        f"HTTP/1.1 {code} Whatever",
        *headers,
        f"Content-Length: {len(body) if length is None else length}",
        "Connection: close",
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def status(code: int, body: bytes = b"", *headers: str) -> Handler:
    return raw(answer(code, body, "Content-Type: text/html; charset=utf-8", *headers))


def html(body: bytes) -> Handler:
    return status(200, body)


def redirect(where: str, *headers: str) -> Handler:
    return raw(answer(302, b"", f"Location: {where}", *headers))


def compressed(body: bytes, cut: int | None = None) -> Handler:
    return raw(answer(200, gzip.compress(body)[:cut], "Content-Type: text/html", "Content-Encoding: gzip"))


async def reset(_request: Request, writer: asyncio.StreamWriter) -> None:
    import socket
    import struct

    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def stall(_request: Request, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        await asyncio.sleep(3)


async def endless(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    with suppress(ConnectionError):
        while not writer.is_closing():
            writer.write(b"<p>again</p>" * 1000)
            await writer.drain()


async def drip(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
    with suppress(ConnectionError):
        for _ in range(100):
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.05)


def first_then(first: Handler, then: Handler, times: int = 1) -> Handler:
    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        await (first if request.count <= times else then)(request, writer)

    return handle


def page(*links: str, words: str = "本县政务公开工作进展情况") -> bytes:
    listed = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    return f"<!DOCTYPE html><html><body><h1>{words}</h1><ul>{listed}</ul></body></html>".encode()
