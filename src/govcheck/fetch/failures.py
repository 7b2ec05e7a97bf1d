"""The border: what other libraries raise becomes a reason, and whose fault it is (DESIGN §5)."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx

from govcheck.outcome import Reason

REFUSED_STATUS: Final = frozenset({401, 403, 407, 412, 429, 451, 521})
"""The server answers us, but not with its page: nothing may be said of the site."""
GONE_STATUS: Final = frozenset({404, 410})

# OpenSSL's verify codes for what is wrong with the certificate itself. Others (no local issuer, a root sent along that we
# do not know, not yet valid) may be our own trust store or clock.
_CERTIFICATE_FAULTS: Final = {10: "expired", 18: "self-signed", 23: "revoked", 62: "other host"}
_NO_WAY: Final = frozenset(
    {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EACCES, errno.EPERM, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
)
_CLOSED: Final = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED})


class UnresolvedError(Exception):
    """A name without an address. ``reason`` is GONE when the name does not exist, else what kept us from knowing."""

    def __init__(self, reason: Reason, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(detail)


class BarredError(Exception):
    """An address that we do not dial: private or loopback, where the target itself is not."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why no page arrived. ``Reason.GONE``: the site's own doing, once a second try has confirmed it."""

    reason: Reason
    detail: str


def translate(error: BaseException, *, proxied: bool = False) -> Failure | None:
    """The failure an exception stands for; ``None`` for one that is not of the network."""
    found = _named(error)
    if found is not None and proxied and found.reason is Reason.GONE:
        return Failure(Reason.UNREACHED, f"through a proxy: {found.detail}")
    return found


def _named(error: BaseException) -> Failure | None:
    if isinstance(error, (UnresolvedError, BarredError)):
        return _of_cause(error)
    for cause in causes(error):
        found = _of_cause(cause)
        if found is not None:
            return found
    if isinstance(error, (httpcore.ProxyError, httpx.ProxyError)):
        return Failure(Reason.UNREACHED, f"proxy: {error}")
    if isinstance(error, (httpcore.TimeoutException, httpx.TimeoutException, TimeoutError)):
        return Failure(Reason.TIMEOUT, type(error).__name__)
    if isinstance(error, (httpcore.RemoteProtocolError, httpx.RemoteProtocolError)):
        early = "disconnected" in str(error) or "peer closed" in str(error)
        return Failure(Reason.RESET if early else Reason.UNREADABLE, str(error)[:200])
    if isinstance(error, (httpcore.NetworkError, httpx.NetworkError, OSError, asyncio.IncompleteReadError)):
        return Failure(Reason.RESET, str(error)[:200] or type(error).__name__)
    if isinstance(error, (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError, httpx.HTTPError, httpx.InvalidURL)):
        return Failure(Reason.UNREADABLE, str(error)[:200])
    return None


def causes(error: BaseException) -> list[BaseException]:
    """The error and what it came from, the deepest first (also inside groups, as happy-eyeballs dials raise them)."""
    found: list[BaseException] = []
    waiting: list[BaseException] = [error]
    while waiting and len(found) < 50:
        one = waiting.pop()
        if any(one is each for each in found):
            continue
        found.append(one)
        # httpcore's pool raises "from None", so what an error came from is often left in its context alone.
        waiting.extend(each for each in (one.__cause__, one.__context__) if each is not None)
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
    return found[::-1]


def _of_cause(error: BaseException) -> Failure | None:
    if isinstance(error, UnresolvedError):
        return Failure(error.reason, error.detail)
    if isinstance(error, BarredError):
        return Failure(Reason.UNREACHED, str(error))
    if isinstance(error, ssl.SSLCertVerificationError):
        fault = _CERTIFICATE_FAULTS.get(error.verify_code)
        if fault is not None:
            return Failure(Reason.GONE, f"certificate: {fault}: {error.verify_message}")
        return Failure(Reason.UNREACHED, f"certificate cannot be verified here: {error.verify_message}")
    if isinstance(error, (ssl.SSLZeroReturnError, ssl.SSLEOFError)):
        return Failure(Reason.RESET, "tls: connection closed")
    if isinstance(error, ssl.SSLError):
        return Failure(Reason.UNREACHED, f"tls: {error.reason or error}")
    if isinstance(error, socket.gaierror):
        return Failure(Reason.SERVFAIL, f"dns: {error.strerror}")
    if isinstance(error, ConnectionRefusedError):
        return Failure(Reason.GONE, "connection refused")
    if isinstance(error, OSError) and error.errno == errno.ETIMEDOUT:
        return Failure(Reason.TIMEOUT, "connection timed out")
    if isinstance(error, OSError) and error.errno in _NO_WAY:
        return Failure(Reason.UNREACHED, f"no way there from here: {error.strerror}")
    if isinstance(error, OSError) and error.errno in _CLOSED:
        return Failure(Reason.RESET, "connection reset")
    return None


def of_status(status: int, *, proxied: bool = False) -> Failure | None:
    """What a status by itself says; 404 and 410 are facts, not failures."""
    if status in REFUSED_STATUS:
        return Failure(Reason.REFUSED_US, f"http {status}")
    if status >= 500:
        if proxied and status in (502, 503, 504):
            return Failure(Reason.UNREACHED, f"through a proxy: http {status}")
        return Failure(Reason.GONE, f"http {status}")
    return None
