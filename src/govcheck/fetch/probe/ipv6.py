"""Facts about a site's hosts over IPv6: the AAAA record, whether a page opens, which ports answer.

Peers get this wrong: without an IPv6 route of one's own, every site looks unreachable. So: no route, no dial; a failed
dial is stated only when another host was reached over IPv6 from here, and when the same page opens over IPv4.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from govcheck.fetch.capabilities import ipv6_egress
from govcheck.fetch.failures import BarredError, UnresolvedError
from govcheck.fetch.means import Means
from govcheck.fetch.probe.connect import connect
from govcheck.fetch.probe.controls import Ipv6Controls
from govcheck.fetch.probe.names import UNKNOWN, aaaa_of, name_servers
from govcheck.fetch.resolve import place
from govcheck.fetch.transport import Gate, Transport
from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.records.capture import Capture
from govcheck.records.ipv6 import Ipv6Facts, PortDial
from govcheck.records.question import HostQuestion, Purpose, Question
from govcheck.records.wire import HostFacts, HostRole
from govcheck.urls import host_of, same_site, site_of

__all__ = ["Ipv6Controls", "ipv6_facts"]

_WEB: Final = (80, 443)
_NOWHERE: Final = frozenset({"none", "unusable"})
_OURS: Final = frozenset({Reason.REFUSED_US, Reason.CHALLENGE, Reason.ROBOTS, Reason.UNREADABLE, Reason.SERVFAIL})
"""Failures of a dial that say nothing of IPv6, whatever else answers."""

Keep = Callable[[Capture], None]
May = Callable[[str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class _Ask:
    """One host being asked about. ``here``: its addresses were given and lie on this machine, so that neither a route nor
    a control is needed.
    """

    question: HostQuestion
    means: Means
    site: str
    controls: Ipv6Controls
    here: bool
    may: May | None = None
    """Whether robots.txt lets an address be asked for; ``None``: the address was named by a person."""
    lost: list[str] = field(default_factory=list)
    """Hosts without an IPv6 address that the page leads to."""
    unclear: list[Reason] = field(default_factory=list)
    """Why it is not known whether a host that the page leads to has one."""

    @property
    def home(self) -> bool:
        return HostRole.HOME.value in self.question.roles


async def ipv6_facts(
    question: HostQuestion,
    probes: frozenset[str],
    means: Means,
    site: str,
    controls: Ipv6Controls,
    *,
    keep: Keep | None = None,
    may: May | None = None,
) -> HostFacts:
    """The facts of one host.

    Args:
        question: the host, and why it is asked about.
        probes: ``dns`` (AAAA), ``ipv6`` (the dial, which needs AAAA), ``ipv6-dials`` (all dials, also after one that
            succeeded), ``ipv6-ports``, ``ipv6-content`` (both pages are kept), ``nameservers``.
        means: what fetching is done with.
        site: the key of the site whose hosts are asked about.
        controls: shared by the sites of a run.
        keep: gets the home page as it came over IPv6 and over IPv4.
        may: whether robots.txt of a host that nobody named lets its page be asked for.
    """
    home, host = question.address, question.host
    answer, given = await aaaa_of(host, _port(home), means)
    facts = HostFacts(
        host=host,
        aaaa=None if answer.status == "unasked" else answer.status,
        addresses=answer.addresses,
        ipv6_why=UNKNOWN.get(answer.status),
        fetched_at=means.clock.now(),
        detail=answer.detail,
        roles=question.roles,
        address=home,
        ipv6=Ipv6Facts(),
    )
    here = given and all(place(address) == "loopback" for address in facts.addresses)
    ask = _Ask(question, means, site, controls, here, may)
    if "nameservers" in probes and ask.home:
        facts = await _name_servers(facts, means)
    if "ipv6" in probes and question.roles != (HostRole.RESOURCE.value,):
        facts = await _reach(facts, ask, probes, keep)
        if "ipv6-ports" in probes and ask.home and facts.aaaa == "present":
            facts = await _ports(facts, ask)
    return facts


async def _name_servers(facts: HostFacts, means: Means) -> HostFacts:
    zone, servers, why = await name_servers(facts.host, means)
    return _with(facts, zone=zone, nameservers=servers, nameservers_why=why)


def _with(facts: HostFacts, **given: object) -> HostFacts:
    return replace(facts, ipv6=replace(facts.ipv6 or Ipv6Facts(), **given))  # type: ignore[arg-type]  # named as its fields


async def _reach(facts: HostFacts, ask: _Ask, probes: frozenset[str], keep: Keep | None) -> HostFacts:
    """Whether the page opens over IPv6."""
    if facts.aaaa in _NOWHERE or facts.aaaa == "nxdomain":
        # Without a usable address nobody opens it over IPv6, whatever our own network is like.
        return replace(facts, ipv6_reachable=False)
    if facts.aaaa != "present":
        return facts
    if not ask.here and not ipv6_egress(ask.means.settings):
        return replace(facts, ipv6_why=Reason.NO_IPV6_EGRESS)
    if ask.may is not None and not await ask.may(facts.address):
        return replace(facts, ipv6_why=Reason.ROBOTS)
    await _also(facts.host, _port(facts.address), facts.addresses, ask.means)
    all_dials = "ipv6-dials" in probes and ask.home
    dialled: list[Capture] = []
    for number in range(max(1, ask.means.settings.ipv6_dials)):
        if number:
            await ask.means.clock.sleep(ask.means.settings.ipv6_dial_gap)
        dialled.append(await _dial(facts.address, ask, Purpose.IPV6))
        if _opens(dialled[-1], ask) and not all_dials:
            break
    opened = [capture for capture in dialled if _opens(capture, ask)]
    best = (opened or dialled)[-1]
    facts = _with(facts, status=best.status, dials=len(dialled), opened=len(opened))
    if best.status is not None and not ask.here:
        ask.controls.note(facts.address, ask.means, ask.site)
    if not opened:
        return await _shut(facts, best, ask)
    if "ipv6-content" in probes and ask.home and keep is not None:
        keep(best)
        beside = await _dial(facts.address, ask, Purpose.IPV4)
        keep(beside if _opens(beside, ask) else await _dial(facts.address, ask, Purpose.IPV4))
    return replace(facts, ipv6_reachable=True, ipv6_why=None, detail=f"http {best.status} from {best.remote}")


async def _shut(facts: HostFacts, last: Capture, ask: _Ask) -> HostFacts:
    """No dial brought a page: whose fault is it?"""
    detail = f"over IPv6: {last.detail or f'http {last.status}, {len(last.body)} bytes'}"
    if last.failure in _OURS:
        return replace(facts, ipv6_why=last.failure, detail=detail)
    if ask.unclear:
        return replace(facts, ipv6_why=ask.unclear[0], detail=detail)
    if ask.lost:
        words = f"over IPv6: leads to {ask.lost[0]}, which has no IPv6 address"
        return replace(facts, ipv6_reachable=False, detail=words)
    beside = await _dial(facts.address, ask, Purpose.IPV4)
    if not _opens(beside, ask) and not _no_address(beside):
        # It does not open over IPv4 either: the page is broken, or we cannot see it; that is not about IPv6.
        return replace(facts, ipv6_why=_why(beside), detail=f"{detail}; over IPv4: {beside.detail or beside.status}")
    if last.status is not None and last.failure in (None, Reason.GONE):
        return replace(facts, ipv6_reachable=False, detail=detail)
    why = await _no_control(facts, _port(facts.address), ask)
    if why is not None:
        return replace(facts, ipv6_why=why, detail=detail)
    return replace(facts, ipv6_reachable=False, detail=detail)


async def _no_control(facts: HostFacts, port: int, ask: _Ask, state: str = "") -> Reason | None:
    """Why silence may not be held against the host; ``None``: it may."""
    if ask.here:
        return None
    state = state or await connect(facts.host, port, ask.means, ask.site, 6)
    if state in ("no-way", "no-address"):
        return Reason.NO_IPV6_EGRESS
    reached = await ask.controls.reached(facts.address, ask.means, answers, ask.site)
    return None if reached else Reason.NO_IPV6_CONTROL


async def _ports(facts: HostFacts, ask: _Ask) -> HostFacts:
    """Which ports are open over IPv4 and not over IPv6."""
    dialled: list[PortDial] = []
    why: Reason | None = None
    away = not ask.here and not ipv6_egress(ask.means.settings)
    for port in _dialled_ports(facts, ask.means):
        before = await connect(facts.host, port, ask.means, ask.site, 4)
        if away:
            dialled.append(PortDial(port, before))
            why = Reason.NO_IPV6_EGRESS
            continue
        await _also(facts.host, port, facts.addresses, ask.means)
        after = await connect(facts.host, port, ask.means, ask.site, 6)
        if after != "open" and before == "open":
            await ask.means.clock.sleep(ask.means.settings.ipv6_dial_gap)
            after = await connect(facts.host, port, ask.means, ask.site, 6)
            if after != "open":
                why = why or await _no_control(facts, port, ask, after)
        dialled.append(PortDial(port, before, after))
    if why is None and {one.ipv4 for one in dialled} <= {"silent", "unreachable", "no-way"}:
        why = Reason.UNREACHED  # nothing over IPv4 answers us (a proxy between?): there is nothing to hold IPv6 beside
    return _with(facts, ports=tuple(dialled), ports_why=why)


def _dialled_ports(facts: HostFacts, means: Means) -> tuple[int, ...]:
    """The ports of the web; of a host whose addresses were given, only those that were given with them."""
    ports = dict.fromkeys((*_WEB, _port(facts.address)))
    given = {port for host, port in means.settings.resolve if host == facts.host}
    return tuple(port for port in ports if not given or port in given)


async def answers(address: str, means: Means) -> bool:
    """Whether an address gives any answer over IPv6: what makes it a control."""
    answer, _given = await aaaa_of(host_of(address), _port(address), means)
    if answer.status != "present":
        return False
    await _also(host_of(address), _port(address), answer.addresses, means)
    question = HostQuestion(host_of(address), address, ())
    capture = await _dial(address, _Ask(question, means, site_of(address), Ipv6Controls(), False), Purpose.IPV6)
    return capture.status is not None


def _opens(capture: Capture, ask: _Ask) -> bool:
    """A page came, or the host sends its visitors on to a place that is not asked here."""
    if capture.status is None or capture.failure is not None or ask.lost or ask.unclear:
        return False
    if 200 <= capture.status < 300:
        return bool(capture.body) or capture.truncated
    return 300 <= capture.status < 400


def _why(beside: Capture) -> Reason:
    failure = beside.failure
    return failure if failure is not None and OUTCOME_OF[failure] is Outcome.ERROR else Reason.NOT_FETCHED


def _no_address(capture: Capture) -> bool:
    """The host has no address of that family: there is nothing to hold beside it."""
    return capture.status is None and capture.detail.startswith("no IPv4 address")


async def _dial(address: str, ask: _Ask, purpose: Purpose) -> Capture:
    """Ask for the page over one protocol. Redirects are followed within the site."""
    family = 6 if purpose is Purpose.IPV6 else 4
    transport = Transport(ask.means, site=ask.site, family=family)
    try:
        return await transport.ask(Question(purpose, address), gate=_gate(ask, family))
    finally:
        await transport.aclose()


def _gate(ask: _Ask, family: int) -> Gate:
    async def gate(target: str) -> Reason | None:
        host = host_of(target)
        if family == 6:
            answer, _given = await aaaa_of(host, _port(target), ask.means)
            if answer.status in _NOWHERE:
                ask.lost.append(host)
                return Reason.NOT_FETCHED
            if answer.status in UNKNOWN:
                ask.unclear.append(UNKNOWN[answer.status])
                return Reason.NOT_FETCHED
            await _also(host, _port(target), answer.addresses, ask.means)
        return None if same_site(target, ask.question.address) else Reason.NOT_FETCHED

    return gate


async def _also(host: str, port: int, addresses: tuple[str, ...], means: Means) -> None:
    """The dial takes the very addresses that DNS gave, whatever the system's own lookup makes of them."""
    with suppress(UnresolvedError, BarredError):
        await means.resolver.addresses(host, port, "")
    means.resolver.also(host, port, addresses)


def _port(address: str) -> int:
    parts = urlsplit(address)
    return parts.port or (443 if parts.scheme == "https" else 80)
