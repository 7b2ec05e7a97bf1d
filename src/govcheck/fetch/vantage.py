"""Looking at hosts for evidence: every fact of the wire about IPv6, from wherever this machine stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from govcheck import __version__
from govcheck.fetch.capabilities import ipv6_egress
from govcheck.fetch.clock import Clock
from govcheck.fetch.means import Means
from govcheck.fetch.probe.controls import Ipv6Controls, control_addresses
from govcheck.fetch.probe.ipv6 import answers, ipv6_facts
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.records.capture import Capture
from govcheck.records.evidence import WireEvidence
from govcheck.records.question import HostQuestion, Purpose
from govcheck.records.wire import HostRole
from govcheck.urls import host_of, site_of

PROBES: Final = frozenset({"dns", "ipv6", "ipv6-dials", "ipv6-ports", "ipv6-content", "nameservers"})
Compare = Callable[[Capture, Capture], str]
"""Of the page over IPv4 and over IPv6: same | differs | unsure, or empty."""


@dataclass(slots=True)
class _Pages:
    four: Capture | None = None
    six: Capture | None = None

    def keep(self, capture: Capture) -> None:
        if capture.purpose == Purpose.IPV6:
            self.six = capture
        else:
            self.four = capture


async def look_from_here(
    addresses: Sequence[str],
    settings: FetchSettings,
    vantage: str,
    compare: Compare,
    *,
    clock: Clock | None = None,
    resolver: Resolver | None = None,
    told: Callable[[str], None] = lambda _host: None,
) -> WireEvidence:
    """Probe the hosts of these addresses (normalised), one after another; they serve each other as controls."""
    means = Means.of(settings, clock, None, resolver)
    controls = Ipv6Controls(addresses)
    found = []
    for address in addresses:
        site, pages = site_of(address), _Pages()
        told(host_of(address))
        question = HostQuestion(host_of(address), address, (HostRole.HOME.value,))
        facts = await ipv6_facts(question, PROBES, means, site, controls, keep=pages.keep)
        if facts.ipv6 is not None and pages.four is not None and pages.six is not None:
            same = compare(pages.four, pages.six)
            facts = replace(facts, ipv6=replace(facts.ipv6, same_content=same))
        found.append(replace(facts, roles=()))
    egress = ipv6_egress(settings)
    reached = [text for text in settings.ipv6_controls if egress and await _answers(text, means)]
    return WireEvidence(
        vantage=vantage,
        made_at=means.clock.now().replace(microsecond=0),
        hosts=tuple(found),
        egress=egress,
        controls=tuple(reached),
        tool=f"govcheck {__version__}",
    )


async def _answers(control: str, means: Means) -> bool:
    for address in control_addresses(control):
        if await answers(address, means):
            return True
    return False
