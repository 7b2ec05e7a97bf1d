"""How connections are opened: to the resolver's addresses, with TLS that says what is wrong."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterable
from typing import Any, Final

import certifi
import httpcore
import httpx

from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings

_LEGACY_CONNECT: Final = 0x4
"""OP_LEGACY_SERVER_CONNECT: old servers that browsers still open."""


def tls_context(settings: FetchSettings) -> ssl.SSLContext:
    """Verification as a browser's, with the CA file of the environment when it names one."""
    if settings.insecure:
        context = unverified()
    elif os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR"):
        context = ssl.create_default_context()
    else:
        context = ssl.create_default_context(cafile=certifi.where())
    context.options |= _LEGACY_CONNECT
    context.set_alpn_protocols(["http/1.1"])
    return context


def unverified() -> ssl.SSLContext:
    """Takes any certificate: what is wrong with it is told elsewhere."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.options |= _LEGACY_CONNECT
    return context


class Backend(httpcore.AsyncNetworkBackend):
    """Dials what the resolver says; the name stays in ``Host`` and SNI, which are made from the address asked for."""

    def __init__(self, resolver: Resolver, site: str, family: int | None) -> None:
        self._resolver, self._site, self._family = resolver, site, family
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  (signature of the base class)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the resolver's addresses that answers."""
        addresses = await self._resolver.addresses(host, port, self._site, self._family)
        dialled = self._resolver.port(host, port)
        error: Exception | None = None
        for address in addresses:
            try:
                where, at = self._resolver.reach(address, dialled)
                return await self._inner.connect_tcp(where, at, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as failed:
                error = error or failed
        assert error is not None
        raise error

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._inner.sleep(seconds)


class Wire(httpx.AsyncBaseTransport):
    """httpx's transport over httpcore's pool, with our own way to dial. A host with given addresses is never proxied."""

    def __init__(self, settings: FetchSettings, resolver: Resolver, site: str, *, family: int | None = None) -> None:
        context = tls_context(settings)
        self._resolver = resolver
        self._direct = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=20,
            keepalive_expiry=15,
            network_backend=Backend(resolver, site, family),
        )
        self._proxies = {} if family else _proxies(settings, context)
        self._no = tuple(part.strip().lstrip("*.") for part in settings.proxies.get("no", "").split(",") if part.strip())

    def proxied(self, scheme: str, host: str, port: int) -> bool:
        """Whether the request goes through a proxy."""
        return self._pool(scheme, host, port) is not self._direct

    def _pool(self, scheme: str, host: str, port: int) -> httpcore.AsyncConnectionPool:
        pool = self._proxies.get(scheme) or self._proxies.get("all")
        given = self._resolver.overridden(*self._resolver.target(host, port)) is not None
        exempt = "" in self._no or any(host == name or host.endswith("." + name) for name in self._no if name)
        return pool if pool is not None and not given and not exempt else self._direct

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; httpcore's exceptions go through and are translated in ``failures``."""
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        pool = self._pool(request.url.scheme, request.url.host, port)
        assert isinstance(request.stream, httpx.AsyncByteStream)
        answer = await pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        stream = _Stream(answer)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in (self._direct, *self._proxies.values()):
            await pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> Any:
        async for piece in self._answer.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()


def _proxies(settings: FetchSettings, context: ssl.SSLContext) -> dict[str, httpcore.AsyncConnectionPool]:
    found: dict[str, httpcore.AsyncConnectionPool] = {}
    for scheme, address in settings.proxies.items():
        if scheme == "no" or not address:
            continue
        proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
        if proxy.url.scheme not in ("http", "https"):
            continue
        found[scheme] = httpcore.AsyncHTTPProxy(
            proxy_url=httpcore.URL(str(proxy.url)),
            proxy_auth=proxy.raw_auth,
            ssl_context=context,
            max_connections=20,
        )
    return found
