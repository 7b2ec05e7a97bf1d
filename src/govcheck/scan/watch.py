"""Watching sites: each asked once for its home page (国办秘函〔2019〕19号, 站点无法访问)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from govcheck.dates.clock import SHANGHAI
from govcheck.fetch.clock import Clock
from govcheck.fetch.crawl import entry_address
from govcheck.fetch.dns import system_asker
from govcheck.fetch.means import Means
from govcheck.fetch.permission import Permission
from govcheck.fetch.politeness import Politeness
from govcheck.fetch.settings import FetchSettings
from govcheck.fetch.transport import Transport
from govcheck.i18n import _
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Lead, Tier
from govcheck.records.site import Site
from govcheck.records.watch import Opened, Probe
from govcheck.urls import host_of, is_address, same_host, site_of

BOUND: Final = 15.0
"""Seconds from which a site that has not opened counts as not open."""
_AT_ONCE: Final = 8
_THEIRS: Final = frozenset({Reason.GONE, Reason.TIMEOUT, Reason.RESET})
"""Failures that are the site's; others may be this machine's own (no route, no name server) or a refusal of us alone."""


class _Patient(Clock):
    """A clock that knows how long a task was made to wait its turn: that is no slowness of the site."""

    _waited: ContextVar[list[float]] = ContextVar("waited")

    def begin(self) -> list[float]:
        """Count the waiting of this task from now on."""
        waited: list[float] = []
        self._waited.set(waited)
        return waited

    async def sleep(self, seconds: float) -> None:
        """Wait, and note it."""
        started = self.monotonic()
        await super().sleep(seconds)
        self._waited.get([]).append(self.monotonic() - started)


@dataclass(frozen=True, slots=True)
class Round:
    """One round over all sites. ``own``: every one of several failed at once, which is taken for our own outage."""

    probes: dict[str, Probe]
    own: bool = False
    detail: str = ""


def watch_settings(settings: FetchSettings) -> FetchSettings:
    """The settings with the bounds of a probe; a certificate is judged elsewhere, here it is about opening at all."""
    return replace(
        settings,
        connect_timeout=BOUND,
        read_timeout=BOUND,
        request_seconds=BOUND,
        retries=0,
        host_concurrency=_AT_ONCE,
        insecure=True,
    )


async def probe_all(sites: Sequence[Site], settings: FetchSettings, *, vantage: str) -> Round:
    """Ask every site once for its home page, never anything beyond its own host.

    Raises:
        InputError: a site's address cannot be fetched.
    """
    settings = watch_settings(settings)
    if not settings.resolve and not settings.proxies and system_asker() is None and any(_is_named(one) for one in sites):
        blind = _("本机没有配置域名服务器")
        return Round({one.id: _unclear(blind, vantage) for one in sites}, own=True, detail=blind)
    clock = _Patient()
    means = Means.of(settings, clock, Politeness(settings, clock))
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(site: Site) -> Probe:
        async with gate:
            return await _probe(site, means, clock, vantage)

    found = dict(zip((site.id for site in sites), await asyncio.gather(*(one(site) for site in sites)), strict=True))
    return _weighed(found)


def _weighed(found: dict[str, Probe]) -> Round:
    """What the round as a whole says of each failure in it."""
    reached = {name for name, probe in found.items() if probe.opened is Opened.YES or probe.status is not None}
    if len(found) > 1 and not reached:
        why = _("所有网站同时打不开，视为本机网络故障，不计")
        spared = {
            name: replace(probe, opened=Opened.UNCLEAR, detail=_("；").join((why, probe.detail)))
            for name, probe in found.items()
        }
        return Round(spared, own=True, detail=why)
    return Round({name: replace(probe, alone=not (reached - {name})) for name, probe in found.items()})


async def _probe(site: Site, means: Means, clock: _Patient, vantage: str) -> Probe:
    address = entry_address(site.url, means.settings)
    key = site_of(address)
    transport = Transport(means, site=key)
    try:
        port = _port(address)
        await means.resolver.permit(host_of(address), port, key)
        if not await Permission(address, means, transport).given(address, is_entry=True):
            return _unclear(_("robots.txt 不允许"), vantage, Reason.ROBOTS)

        async def gate(target: str) -> Reason | None:
            return None if same_host(target, address) else Reason.NOT_FETCHED

        at, waited, started = datetime.now(SHANGHAI), clock.begin(), clock.monotonic()
        capture = await transport.get(Lead(Tier.HOME, address), gate=gate)
        seconds = max(0.0, clock.monotonic() - started - sum(waited))
    finally:
        await transport.aclose()
    return _read(capture, at, seconds, vantage)


def _read(capture: Capture, at: datetime, seconds: float, vantage: str) -> Probe:
    """What an answer says. A site that answers with its own error did not open; one that refuses us, or asks for a
    browser, may be open to everyone else.
    """
    failure = capture.failure
    if failure is None:
        gone = capture.status is None or capture.status >= 400
        opened = Opened.NO if gone or seconds >= BOUND else Opened.YES
    elif failure in _THEIRS:
        opened = Opened.NO
    else:
        opened = Opened.UNCLEAR
    return Probe(
        at=at.replace(microsecond=0),
        opened=opened,
        seconds=round(seconds, 3),
        status=capture.status,
        failure=failure.value if failure is not None else "",
        detail=capture.detail[:200],
        vantage=vantage,
    )


def _unclear(detail: str, vantage: str, failure: Reason = Reason.NO_DNS) -> Probe:
    at = datetime.now(SHANGHAI).replace(microsecond=0)
    return Probe(at, Opened.UNCLEAR, failure=failure.value, detail=detail, vantage=vantage)


def _is_named(site: Site) -> bool:
    return not is_address(host_of(site.url))


def _port(address: str) -> int:
    scheme, _colon, rest = address.partition("://")
    _host, _colon, port = rest.partition("/")[0].rpartition(":")
    return int(port) if port.isdigit() else 443 if scheme == "https" else 80
