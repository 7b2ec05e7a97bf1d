"""What name servers say of a host: its AAAA record, and who answers for its domain."""

from __future__ import annotations

from typing import Final

from govcheck.fetch.dns import DnsAnswer, ask, ask_names, of_addresses
from govcheck.fetch.means import Means
from govcheck.outcome import Reason
from govcheck.records.ipv6 import NameServer
from govcheck.urls import is_address, registrable

UNKNOWN: Final = {"servfail": Reason.SERVFAIL, "timeout": Reason.TIMEOUT, "unasked": Reason.NO_DNS}
"""Answers that say nothing of the host, and why."""
_MOST: Final = 8
"""Name servers looked at: a domain has two to six."""


async def aaaa_of(host: str, port: int, means: Means) -> tuple[DnsAnswer, bool]:
    """The AAAA answer, and whether its addresses were given by hand instead of by DNS.

    A name that has an A record exists, also where its server says otherwise when asked for AAAA (old load balancers).
    """
    host, port = means.resolver.target(host, port)
    overridden = means.resolver.overridden(host, port)
    if overridden is not None or is_address(host):
        known = overridden if overridden is not None else (host.strip("[]"),)
        given = tuple(one for one in known if ":" in one)
        if not given and not means.settings.resolve_is_dns:
            return DnsAnswer("unasked", detail="addresses were given, DNS was not asked"), True
        return of_addresses(given, given=True), True
    answer = await _asked(host, "AAAA", means)
    if answer.status == "nxdomain":
        beside = await _asked(host, "A", means)
        if beside.status == "present":
            return DnsAnswer("none", detail="AAAA: no such name, though it has an A record"), False
        if beside.status in UNKNOWN:
            return beside, False
    return answer, False


async def name_servers(host: str, means: Means) -> tuple[str, tuple[NameServer, ...] | None, Reason | None]:
    """The zone a host lies in, its name servers with their AAAA answers, or why they are not known.

    Asked from the host upwards to its registrable domain, since departments may have zones of their own.
    """
    if is_address(host) or _by_hand(host, means):
        return "", None, Reason.NO_DNS
    zone, last = host, registrable(host)
    while True:
        answer = await _asked(zone, "NS", means)
        if answer.status == "present":
            servers = [await _server(name, means) for name in answer.addresses[:_MOST]]
            return zone, tuple(servers), None
        if answer.status in UNKNOWN:
            return zone, None, UNKNOWN[answer.status]
        if zone == last or "." not in zone:
            return zone, None, Reason.UNREADABLE
        zone = zone.partition(".")[2]


async def _server(name: str, means: Means) -> NameServer:
    answer = await _asked(name, "AAAA", means)
    return NameServer(name, answer.status, answer.addresses)


async def _asked(name: str, rdtype: str, means: Means) -> DnsAnswer:
    """The answer; a server that breaks down is asked once more, for it may have been another one behind it."""
    if means.settings.resolve_is_dns:
        return DnsAnswer("nxdomain", detail=f"{rdtype}: not among the addresses given")
    put = ask_names if rdtype == "NS" else ask
    answer = await put(means.resolver.asker, name, rdtype, means.settings.dns_timeout)
    if answer.status in ("servfail", "timeout"):
        await means.clock.sleep(means.settings.dns_again)
        answer = await put(means.resolver.asker, name, rdtype, means.settings.dns_timeout)
    return answer


def _by_hand(host: str, means: Means) -> bool:
    """Whether the host's addresses were given: then nothing of it is asked of the world's name servers."""
    return means.settings.resolve_is_dns or any(name == host.lower() for name, _port in means.settings.resolve)
