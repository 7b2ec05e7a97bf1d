"""Dials of a TLS port: one handshake as a browser makes it, and the hellos by hand that tell the rest."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

import httpcore

from govcheck.fetch.dial import Backend, tls_context, unverified
from govcheck.fetch.failures import Failure, causes, translate
from govcheck.fetch.means import Means
from govcheck.fetch.probe.certificate import Distrust
from govcheck.fetch.probe.hello import MAX_FLIGHT, Flight, client_hello, read_flight
from govcheck.urls import site_of


@dataclass(frozen=True, slots=True)
class Shaken:
    """What came of a handshake: the certificate (DER) and protocol, or why there was none.

    ``distrust``: why OpenSSL would not have it; then the certificate was taken in a second handshake that looks away.
    """

    leaf: bytes = b""
    version: str = ""
    distrust: Distrust | None = None
    failure: Failure | None = None
    refused: bool = False
    """The port is closed."""
    connected: bool = False
    """Somebody answered there."""


@dataclass(frozen=True, slots=True)
class Said:
    """A server's first flight, and whether it cut the line or kept silent after it."""

    flight: Flight
    cut: bool = False
    silent: bool = False
    failure: Failure | None = None
    """It could not be dialled."""


class Dialler:
    """Dials one TLS port of one host, in turn with everything else that is asked of it."""

    def __init__(self, means: Means, host: str, port: int, site: str) -> None:
        self._means, self._host, self._port, self._site = means, host, port, site
        self._backend = Backend(means.resolver, site, None)

    async def shake(self) -> Shaken:
        """A handshake that verifies, whatever the settings let pass; a second one where the certificate does not hold."""
        context = tls_context(replace(self._means.settings, insecure=False))
        context.hostname_checks_common_name = False
        first = await self._shake(context)
        if first.distrust is None:
            return first
        return replace(await self._shake(unverified()), distrust=first.distrust)

    async def _shake(self, context: ssl.SSLContext) -> Shaken:
        settings = self._means.settings
        stream: httpcore.AsyncNetworkStream | None = None
        try:
            async with self._turn(), asyncio.timeout(settings.request_seconds):
                stream = await self._backend.connect_tcp(self._host, self._port, settings.connect_timeout)
                safe = await stream.start_tls(context, self._host, settings.read_timeout)
                try:
                    inner = safe.get_extra_info("ssl_object")
                    return Shaken(inner.getpeercert(binary_form=True) or b"", inner.version() or "", connected=True)
                finally:
                    await safe.aclose()
        except Exception as error:
            chain = causes(error)
            bad = next((one for one in chain if isinstance(one, ssl.SSLCertVerificationError)), None)
            if bad is not None:
                return Shaken(distrust=Distrust(bad.verify_code, bad.verify_message), connected=True)
            failure = translate(error)
            if failure is None:
                raise
            refused = stream is None and any(isinstance(one, ConnectionRefusedError) for one in chain)
            return Shaken(failure=failure, refused=refused, connected=stream is not None)

    async def say(self, version: int) -> Said:
        """A ClientHello by hand, and what is answered within the time for reading."""
        settings = self._means.settings
        stream: httpcore.AsyncNetworkStream | None = None
        data = b""
        try:
            async with self._turn(), asyncio.timeout(settings.request_seconds):
                stream = await self._backend.connect_tcp(self._host, self._port, settings.connect_timeout)
                await stream.write(client_hello(version, self._host), settings.read_timeout)
                while len(data) < MAX_FLIGHT:
                    flight = read_flight(data)
                    if flight.done or flight.kind in ("alert", "other"):
                        return Said(flight)
                    piece = await stream.read(16_384, settings.read_timeout)
                    if not piece:
                        return Said(flight, cut=True)
                    data += piece
                return Said(read_flight(data))
        except Exception as error:
            failure = translate(error)
            if failure is None:
                raise
            if stream is None:
                return Said(Flight("nothing"), failure=failure)
            silent = isinstance(error, (TimeoutError, httpcore.TimeoutException))
            return Said(read_flight(data), cut=not silent, silent=silent)
        finally:
            if stream is not None:
                await stream.aclose()

    def _turn(self) -> AbstractAsyncContextManager[None]:
        """The host's turn; each dial is one more thing asked of it."""
        return self._means.politeness.turn(site_of(f"https://{self._host}:{self._port}/"), "")
