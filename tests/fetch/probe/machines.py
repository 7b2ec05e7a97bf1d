"""Servers of one site on loopback, plain and TLS, as the rows of the truth table describe them; certificates made here."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
import struct
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

DAY = dt.timedelta(days=1)
PEM = serialization.Encoding.PEM

Issued = tuple[x509.Certificate, rsa.RSAPrivateKey]


@cache
def _key(number: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def issue(
    names: list[str],
    *,
    ends: dt.timedelta = 200 * DAY,
    starts: dt.timedelta = -100 * DAY,
    by: Issued | None = None,
    ca: bool = False,
    common: str = "",
    key: int = 0,
) -> Issued:
    """A certificate for ``names``, signed by ``by`` or by itself. Times count from now."""
    own = _key(key)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common or (names[0] if names else "nobody"))])
    issuer, signer = (by[0].subject, by[1]) if by else (subject, own)
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + starts)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if names:
        san = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        builder = builder.add_extension(san, critical=False)
    return builder.sign(signer, hashes.SHA256()), own


def pem(*issued: Issued) -> bytes:
    return b"".join(one[0].public_bytes(PEM) for one in issued)


def context(folder: Path, leaf: Issued, *others: Issued, low: int = 0, high: int = 0) -> ssl.SSLContext:
    """A server's context that sends ``leaf`` and ``others``; protocols from ``low`` to ``high``, old ones at their risk."""
    file = folder / f"{id(leaf[0])}.pem"
    secret = leaf[1].private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(pem(leaf, *others) + secret)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if low:
            made.set_ciphers("ALL:@SECLEVEL=0")
            made.minimum_version = ssl.TLSVersion(low)
        if high:
            made.maximum_version = ssl.TLSVersion(high)
    return made


@dataclass
class Answer:
    """What is said to a request."""

    status: int = 200
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)
    kind: str = "text/html; charset=utf-8"
    length: int | None = None


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]

Pages = Callable[[str, str], Answer]
"""From method and target to the answer."""


def http(pages: Pages, log: list[tuple[str, str]] | None = None) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, target, _version = head.split("\r\n", 1)[0].split(" ")
            if log is not None:
                log.append((method, target))
            said = pages(method, target)
            length = len(said.body) if said.length is None else said.length
            lines = [f"HTTP/1.1 {said.status} X", f"Content-Length: {length}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in said.headers]
            if said.kind:
                lines.append(f"Content-Type: {said.kind}")
            body = b"" if method == "HEAD" else said.body
            writer.write("\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body)
            await writer.drain()
        await hang_up(writer)

    return serve


async def hang_up(writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, RuntimeError, TimeoutError, ssl.SSLError):
        writer.close()
        await asyncio.wait_for(writer.wait_closed(), 1)


def says(data: bytes, *, listen: bool = True) -> Callable[..., object]:
    """Answers whatever comes with the same bytes and closes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, TimeoutError):
            if listen:
                await asyncio.wait_for(reader.read(4096), 1)
            if data:
                writer.write(data)
                await writer.drain()
        await hang_up(writer)

    return serve


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        await reader.read(4096)
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        await reader.read(4096)
        await reader.read(4096)
    await hang_up(writer)


@asynccontextmanager
async def listening(serve: Serve, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server on a free port of loopback."""
    busy: set[asyncio.Task[None]] = set()

    async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()

    def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(attend(reader, writer))
        busy.add(task)
        task.add_done_callback(busy.discard)

    server = await asyncio.start_server(take, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(busy):
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
        await server.wait_closed()
