"""Facts about a site's host: its AAAA record, and whether its home page opens over IPv6.

Peers get this wrong: without an IPv6 route of one's own, every site looks unreachable. So: no route, no dial; and a failed
dial is stated only when some other host was reached over IPv6 from here.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit

from govcheck.fetch.capabilities import ipv6_egress
from govcheck.fetch.dns import DnsAnswer, ask, of_addresses
from govcheck.fetch.means import Means
from govcheck.fetch.resolve import place
from govcheck.fetch.transport import Transport
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, HostFacts, Lead, Tier
from govcheck.urls import is_address, normalise, site_of

_UNKNOWN = {"servfail": Reason.SERVFAIL, "timeout": Reason.TIMEOUT, "unasked": Reason.NO_DNS}


class Ipv6Controls:
    """Whether any host of the public network was reached over IPv6 in this run; asked of the controls once."""

    def __init__(self) -> None:
        self._reached: bool | None = None
        self._lock = asyncio.Lock()

    def note(self) -> None:
        """A host was reached."""
        self._reached = True

    async def reached(self, means: Means) -> bool:
        """Whether one was; dials the settings' controls when nothing is known yet."""
        async with self._lock:
            if self._reached is None:
                self._reached = False
                for control in means.settings.ipv6_controls:
                    address = normalise(control if "://" in control else f"https://{control}/")
                    if address is None:
                        continue
                    capture = await _dial(address, means, site_of(address))
                    if capture.status is not None:
                        self._reached = True
                        break
            return self._reached


async def probe_hosts(
    home: str,
    probes: frozenset[str],
    means: Means,
    site: str,
    *,
    controls: Ipv6Controls | None = None,
) -> tuple[HostFacts, ...]:
    """The facts of the host the home page lies on. ``probes``: ``dns`` (AAAA), ``ipv6`` (the dial, which needs AAAA)."""
    parts = urlsplit(home)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    answer, given = await _aaaa(host, port, means)
    facts = HostFacts(
        host=host,
        aaaa=None if answer.status == "unasked" else answer.status,
        addresses=answer.addresses,
        ipv6_why=_UNKNOWN.get(answer.status),
        fetched_at=means.clock.now(),
        detail=answer.detail,
    )
    if "ipv6" in probes:
        facts = await _reach(facts, home, means, site, controls or Ipv6Controls(), given=given)
    return (facts,)


async def _aaaa(host: str, port: int, means: Means) -> tuple[DnsAnswer, bool]:
    host, port = means.resolver.target(host, port)
    overridden = means.resolver.overridden(host, port)
    if overridden is not None or is_address(host):
        known = overridden if overridden is not None else (host.strip("[]"),)
        given = tuple(one for one in known if ":" in one)
        if not given and not means.settings.resolve_is_dns:
            return DnsAnswer("unasked", detail="addresses were given, DNS was not asked"), True
        return of_addresses(given, given=True), True
    return await ask(means.resolver.asker, host, "AAAA", means.settings.dns_timeout), False


async def _reach(facts: HostFacts, home: str, means: Means, site: str, controls: Ipv6Controls, *, given: bool) -> HostFacts:
    if facts.aaaa in ("none", "nxdomain", "unusable"):
        # Without a usable address nobody opens it over IPv6, whatever our own network is like.
        return replace(facts, ipv6_reachable=False)
    if facts.aaaa != "present":
        return facts
    here = given and all(place(address) == "loopback" for address in facts.addresses)
    if not here and not ipv6_egress(means.settings):
        return replace(facts, ipv6_why=Reason.NO_IPV6_EGRESS)
    parts = urlsplit(home)
    # The dial takes the very addresses that DNS gave, whatever the system's own lookup makes of them.
    means.resolver.also(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80), facts.addresses)
    capture = await _dial(home, means, site)
    if not _opens(capture):
        capture = await _dial(home, means, site)
    if _opens(capture):
        if not here:
            controls.note()
        return replace(facts, ipv6_reachable=True, detail=f"http {capture.status} from {capture.remote}")
    detail = f"over IPv6: {capture.detail}"
    if capture.failure is Reason.UNREACHED:
        return replace(facts, ipv6_why=Reason.NO_IPV6_EGRESS, detail=detail)
    if not here and not await controls.reached(means):
        return replace(facts, ipv6_why=Reason.NO_IPV6_CONTROL, detail=detail)
    return replace(facts, ipv6_reachable=False, detail=detail)


def _opens(capture: Capture) -> bool:
    """The host answered over HTTP with something that is not its own breakdown."""
    return capture.status is not None and capture.status < 500 and capture.failure is not Reason.GONE


async def _dial(address: str, means: Means, site: str) -> Capture:
    transport = Transport(means, site=site, family=6)

    async def stay(_target: str) -> Reason:
        return Reason.NOT_FETCHED

    try:
        return await transport.get(Lead(Tier.HOME, address), gate=stay)
    finally:
        await transport.aclose()
