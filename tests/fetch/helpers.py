"""What the tests of fetching share: quick settings, a clock that does not wait, a simple discover."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from govcheck.fetch.clock import Clock
from govcheck.fetch.means import Means
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.fetch.transport import Transport
from govcheck.records.capture import Capture, Lead, Tier
from govcheck.urls import normalise, site_of

QUICK = FetchSettings(
    rate=0,
    address_rate=0,
    connect_timeout=0.5,
    read_timeout=0.4,
    request_seconds=1.0,
    retries=0,
    second_try_wait=60,
    max_body=200_000,
    dns_timeout=0.5,
)


class FakeClock(Clock):
    """Sleeping takes no time and is written down."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 6, 1, tzinfo=UTC) + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds


def quick(**given: Any) -> FetchSettings:
    return replace(QUICK, **given)


async def fetch(url: str, settings: FetchSettings = QUICK, resolver: Resolver | None = None, **named: Any) -> Capture:
    means = Means.of(settings, FakeClock(), resolver=resolver)
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    await means.resolver.permit(parts.hostname or "", parts.port or 80, site_of(url))
    transport = Transport(means, site=site_of(url))
    try:
        return await transport.get(Lead(Tier.HOME, url), **named)
    finally:
        await transport.aclose()


def links(capture: Capture) -> list[Lead]:
    """Links by their first letter: n(avigation) l(ist) p(agination) a(rticle), everything else OTHER."""
    tiers = {"n": Tier.NAVIGATION, "l": Tier.LIST, "p": Tier.PAGINATION, "a": Tier.ARTICLE, "d": Tier.DISCLOSURE}
    found = []
    for href in re.findall(r'href="([^"]+)"', capture.body.decode("utf-8", "replace")):
        address = normalise(href, capture.final_address)
        if address is not None:
            name = href.rsplit("/", 1)[-1]
            tier = tiers.get(name[:1], Tier.OTHER)
            stratum = capture.final_address if tier in (Tier.ARTICLE, Tier.PAGINATION) else ""
            found.append(Lead(tier, address, stratum))
    return found
