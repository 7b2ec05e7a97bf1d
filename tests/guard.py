"""The suite reaches loopback and nothing else: every way out of a Python process is closed here.

An attempt raises and is written down, so that code which swallows the error still fails its test.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

attempts: list[str] = []
_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost", "")


class OutsideLoopbackError(RuntimeError):
    """Something in the suite tried to leave this machine."""


def _loopback(host: Any) -> bool:
    if host is None:
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if text.lower() in _NAMES:
        return True
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or address.is_unspecified


def _refuse(how: str, where: object) -> None:
    attempts.append(f"{how} {where!r}")
    raise OutsideLoopbackError(attempts[-1])


def _check(how: str, sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple) and not _loopback(address[0]):
        _refuse(how, address)


def install() -> None:
    """Close the ways out, once per process."""
    if getattr(socket, "_govcheck_guard", False):
        return
    socket._govcheck_guard = True  # type: ignore[attr-defined]
    inner = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto", "sendmsg")}

    def connect(self: socket.socket, address: Any) -> Any:
        _check("connect", self, address)
        return inner["connect"](self, address)

    def connect_ex(self: socket.socket, address: Any) -> Any:
        _check("connect_ex", self, address)
        return inner["connect_ex"](self, address)

    def sendto(self: socket.socket, data: Any, *rest: Any) -> Any:
        _check("sendto", self, rest[-1])
        return inner["sendto"](self, data, *rest)

    def sendmsg(self: socket.socket, *rest: Any) -> Any:
        if len(rest) > 3 and rest[3] is not None:
            _check("sendmsg", self, rest[3])
        return inner["sendmsg"](self, *rest)

    for method in (connect, connect_ex, sendto, sendmsg):
        setattr(socket.socket, method.__name__, method)
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(socket, name, _resolver(name, getattr(socket, name)))


def _resolver(name: str, inner: Any) -> Any:
    def resolve(host: Any, *rest: Any, **named: Any) -> Any:
        if not _loopback(host):
            _refuse(name, host)
        return inner(host, *rest, **named)

    return resolve
