"""A small name server of our own on loopback (UDP and TCP): says what its zones say, or misbehaves as they tell it to."""

from __future__ import annotations

import asyncio
import struct
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@dataclass(frozen=True)
class Said:
    """The answer for one record type. ``first``: the answer to the first question, instead."""

    records: tuple[str, ...] = ()
    rcode: str = "NOERROR"
    silent: bool = False
    slow: float = 0.0
    truncated: bool = False
    """Over UDP only a mark that it is longer; over TCP the whole."""
    first: Said | None = None


NXDOMAIN = Said(rcode="NXDOMAIN")
SERVFAIL = Said(rcode="SERVFAIL")
REFUSED = Said(rcode="REFUSED")
SILENT = Said(silent=True)
NONE = Said()


@dataclass
class NameServer:
    """``zones``: by name and record type. A name it has not does not exist; of a name it has, other types are empty."""

    zones: dict[str, dict[str, Said]] = field(default_factory=dict)
    broken: bool = False
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    port: int = 0

    def answer(self, wire: bytes, *, udp: bool) -> tuple[bytes | None, float]:
        """The answer and how long it takes; ``None``: silence."""
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name, kind = question.name.to_text().rstrip(".").lower(), dns.rdatatype.to_text(question.rdtype)
        count = self.asked[name, kind]
        self.asked[name, kind] += 1
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        said = self._said(name, kind)
        if said.first is not None and count == 0:
            said = said.first
        if said.silent:
            return None, 0.0
        if said.truncated and udp:
            reply.flags |= dns.flags.TC
            return reply.to_wire(), said.slow
        reply.set_rcode(dns.rcode.from_text(said.rcode))
        alias = self.zones.get(name, {}).get("CNAME")
        owner = name
        if alias is not None and not self.broken:
            owner = alias.records[0]
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{owner}."))
        if said.records:
            texts = [f"{one}." if kind == "NS" else one for one in said.records]
            reply.answer.append(dns.rrset.from_text(f"{owner}.", 60, "IN", kind, *texts))
        return reply.to_wire(), said.slow

    def _said(self, name: str, kind: str) -> Said:
        if self.broken:
            return SERVFAIL
        zone = self.zones.get(name)
        if zone is None:
            return NXDOMAIN
        if "CNAME" in zone:
            return self._said(zone["CNAME"].records[0], kind)
        return zone.get(kind, NONE)


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, server: NameServer) -> None:
        self.server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        reply, slow = self.server.answer(data, udp=True)
        if reply is not None:
            asyncio.get_running_loop().call_later(slow, self._send, reply, address)

    def _send(self, reply: bytes, address: tuple[str, int]) -> None:
        if not self.transport.is_closing():
            self.transport.sendto(reply, address)


@asynccontextmanager
async def answering(server: NameServer, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[NameServer]:
    """Have it answer on UDP and TCP, at one port."""

    async def tcp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            (length,) = struct.unpack("!H", await reader.readexactly(2))
            reply, slow = server.answer(await reader.readexactly(length), udp=False)
            await asyncio.sleep(slow)
            if reply is not None:
                writer.write(struct.pack("!H", len(reply)) + reply)
                await writer.drain()
        writer.close()

    loop = asyncio.get_running_loop()
    stream = await asyncio.start_server(tcp, host, port)
    server.port = stream.sockets[0].getsockname()[1]
    transport, _protocol = await loop.create_datagram_endpoint(lambda: _Udp(server), local_addr=(host, server.port))
    try:
        yield server
    finally:
        transport.close()
        stream.close()
        await stream.wait_closed()
