"""Handshakes by hand: a ClientHello for an old or foreign protocol, and what the server's first flight says.

Nothing of OpenSSL is used, whose newer versions refuse to offer what is asked about here: TLS 1.0 and 1.1 (RFC 2246, 4346)
and TLCP (GB/T 38636-2020). Up to TLS 1.2 the server's first flight is in the clear, its certificates included.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TLS10: Final = 0x0301
TLS11: Final = 0x0302
TLS12: Final = 0x0303
TLCP: Final = 0x0101
NAMES: Final = {0x0300: "SSL 3.0", TLS10: "TLS 1.0", TLS11: "TLS 1.1", TLS12: "TLS 1.2", TLCP: "TLCP"}

_SUITES: Final = (
    0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0x009E, 0x009F, 0xC023, 0xC027, 0xC024, 0xC028,
    0xC009, 0xC013, 0xC00A, 0xC014, 0x0033, 0x0039, 0x0067, 0x006B, 0x009C, 0x009D, 0x003C, 0x003D,
    0x002F, 0x0035, 0x0032, 0x0038, 0x0041, 0x0084, 0xC008, 0xC012, 0x0016, 0x0013, 0x000A, 0xC007, 0xC011, 0x0005, 0x0004,
)  # fmt: skip
"""What servers of the last twenty years offer, strong ones first; nothing anonymous, nothing for export."""
_TLCP_SUITES: Final = (0xE053, 0xE013, 0xE051, 0xE011, 0xE059, 0xE019)
_GROUPS: Final = (0x001D, 0x0017, 0x0018, 0x0019)
_SIGNATURES: Final = (0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201, 0x0202)
_RENEGOTIATION: Final = 0x00FF
_HANDSHAKE: Final = 22
_ALERT: Final = 21
_SERVER_HELLO: Final = 2
_CERTIFICATE: Final = 11
_DONE: Final = 14
MAX_FLIGHT: Final = 96_000


def client_hello(version: int, host: str) -> bytes:
    """A ClientHello record that offers ``version`` at most; ``host`` is named (SNI) unless it is an IP address."""
    tlcp = version == TLCP
    suites = _TLCP_SUITES if tlcp else (*_SUITES, _RENEGOTIATION)
    body = struct.pack("!H", version) + secrets.token_bytes(32) + b"\x00" + _words(suites) + b"\x01\x00"
    extensions = b"" if tlcp else _extensions(version, host)
    if extensions:
        body += struct.pack("!H", len(extensions)) + extensions
    message = b"\x01" + struct.pack("!I", len(body))[1:] + body
    # The record's own version stays low, as old servers want it (RFC 5246, appendix E.1).
    return struct.pack("!BHH", _HANDSHAKE, version if tlcp else TLS10, len(message)) + message


def _extensions(version: int, host: str) -> bytes:
    found = b""
    name = host.encode("ascii", "ignore")
    if name and not name.replace(b".", b"").isdigit() and b":" not in name:
        entry = b"\x00" + struct.pack("!H", len(name)) + name
        found += _extension(0, struct.pack("!H", len(entry)) + entry)
    found += _extension(10, _words(_GROUPS)) + _extension(11, b"\x01\x00")
    return found + _extension(13, _words(_SIGNATURES)) if version >= TLS12 else found


def _extension(kind: int, data: bytes) -> bytes:
    return struct.pack("!HH", kind, len(data)) + data


def _words(values: Sequence[int]) -> bytes:
    packed = b"".join(struct.pack("!H", value) for value in values)
    return struct.pack("!H", len(packed)) + packed


@dataclass(frozen=True, slots=True)
class Flight:
    """What a server said first. ``kind``: ``hello`` (with ``version``), ``alert`` (with its number), ``other`` (no TLS),
    ``nothing`` (not enough to tell).
    """

    kind: str
    version: int = 0
    alert: int = 0
    certificates: tuple[bytes, ...] = ()
    """The chain as sent, the server's own first."""
    done: bool = False
    """The flight came to its end: the server is ready to go on with that protocol."""


_NOTHING: Final = Flight("nothing")


def read_flight(data: bytes) -> Flight:
    """What the bytes so far say. Never raises."""
    if not data:
        return _NOTHING
    if data[0] not in (_HANDSHAKE, _ALERT) or (len(data) > 2 and data[1] not in (1, 3)):
        return Flight("other")
    messages, alert = _records(data)
    version, done = 0, False
    chain: tuple[bytes, ...] = ()
    for kind, body in _messages(messages):
        if kind == _SERVER_HELLO and len(body) >= 2:
            version = int.from_bytes(body[:2], "big")
        elif kind == _CERTIFICATE:
            chain = _chain(body)
        elif kind == _DONE:
            done = True
    if version:
        return Flight("hello", version, alert, chain, done)
    return Flight("alert", alert=alert) if alert else _NOTHING


def _records(data: bytes) -> tuple[bytes, int]:
    """The handshake bytes of all whole records, and the description of the first alert (plus one for 0)."""
    found, at = b"", 0
    while at + 5 <= len(data):
        kind, length = data[at], int.from_bytes(data[at + 3 : at + 5], "big")
        body = data[at + 5 : at + 5 + length]
        if kind == _ALERT and len(body) >= 2:
            return found, body[1] or 256
        if kind != _HANDSHAKE:
            break
        found += body
        at += 5 + length
    return found, 0


def _messages(data: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(data):
        length = int.from_bytes(data[at + 1 : at + 4], "big")
        body = data[at + 4 : at + 4 + length]
        if len(body) < length:
            break
        found.append((data[at], body))
        at += 4 + length
    return found


def _chain(body: bytes) -> tuple[bytes, ...]:
    found: list[bytes] = []
    at = 3
    while at + 3 <= len(body):
        length = int.from_bytes(body[at : at + 3], "big")
        one = body[at + 3 : at + 3 + length]
        if len(one) < length or not one:
            break
        found.append(one)
        at += 3 + length
    return tuple(found)
