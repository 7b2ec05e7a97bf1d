"""What is known of one host over IPv6, as fields of its member; and the share of inner links that are supported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.populate.kin import Kin
from govcheck.page.populate.survey import Survey, why_failed
from govcheck.page.same_content import same_content
from govcheck.records.capture import Capture
from govcheck.records.ipv6 import Ipv6Facts
from govcheck.records.population import Field, Reading, Unknown
from govcheck.records.question import Purpose
from govcheck.records.wire import HostFacts, HostRole

_DECIDED: Final = frozenset({"present", "none", "nxdomain", "unusable"})
_NOWHERE: Final = frozenset({"none", "nxdomain", "unusable"})
_INNER: Final = ("ipv6_inner_count", "ipv6_inner_low", "ipv6_inner_high", "ipv6_inner_share")
_DIALLED: Final = (
    "aaaa",
    "ipv6_reachable",
    "ipv6_status",
    "ipv6_success",
    "ipv6_ports_missing",
    "ipv6_same_content",
    *_INNER,
)


def ipv6_fields(seen: Survey, facts: HostFacts, known: Kin) -> dict[str, Field]:
    """The fields of a host that was asked about."""
    more = facts.ipv6 or Ipv6Facts()
    unknown = Unknown(facts.ipv6_why or Reason.NOT_FETCHED, facts.detail)
    if HostRole.HOME.value in facts.roles:
        unknown = Unknown(unread(seen, facts) or unknown.reason, facts.detail)
        if facts.aaaa == "nxdomain":
            # There is no such host: that is another matter than a host without IPv6.
            names = {"nameservers": _names(more), "nameservers_ipv6": _names_ipv6(more)}
            return dict.fromkeys(_DIALLED, unknown) | names
    fields: dict[str, Field] = {
        "aaaa": _aaaa(facts),
        "ipv6_reachable": _reachable(facts, unknown),
        "ipv6_status": Reading(more.status, "dial") if more.status is not None else _undialled(facts, unknown),
        "ipv6_success": Reading(round(more.opened / more.dials, 3), "dial") if more.dials else _undialled(facts, unknown),
        "ipv6_ports_missing": _ports(facts, more, unknown),
        "ipv6_same_content": _same(seen, facts, more, unknown),
        "nameservers": _names(more),
        "nameservers_ipv6": _names_ipv6(more),
    }
    return fields | _inner(seen, facts, known)


def unread(seen: Survey, facts: HostFacts | None) -> Reason | None:
    """Why the home page was not read, ``None`` when it was: then nothing is known of what it loads and links."""
    if seen.home is not None:
        return None
    why = seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED
    # A home page that only IPv6 leads to was not reached for want of a way there; and our own question to the name server
    # tells silence from breakdown, which the system's lookup does not.
    vague = why in (Reason.UNREACHED, Reason.SERVFAIL)
    return facts.ipv6_why if facts is not None and facts.ipv6_why is not None and vague else why


def _told(facts: HostFacts, name: str) -> tuple[str, str]:
    """How a fact was read: here, or by another vantage (which, when, by which file)."""
    for one in reversed((facts.ipv6 or Ipv6Facts()).vantages):
        if name in one.filled:
            return "vantage", f"{one.name} {one.at.isoformat(timespec='minutes')} sha256:{one.sha256}"
    return "", ""


def _read(facts: HostFacts, name: str, value: str | bool | tuple[int, ...], how: str) -> Reading:
    told, excerpt = _told(facts, name)
    return Reading(value, told or how, excerpt=excerpt or facts.detail[:200])


def _aaaa(facts: HostFacts) -> Field:
    if facts.aaaa in _DECIDED:
        return _read(facts, "aaaa", str(facts.aaaa), "dns")
    return Unknown(facts.ipv6_why or Reason.NO_DNS, facts.detail)


def _reachable(facts: HostFacts, unknown: Unknown) -> Field:
    if facts.ipv6_reachable is not None:
        return _read(facts, "ipv6_reachable", facts.ipv6_reachable, "dial")
    if facts.aaaa in _NOWHERE:
        # Without an address there is nothing to dial: that is the site's own state, not a gap in our sight.
        return Reading(False, "dns")
    return unknown


def _undialled(facts: HostFacts, unknown: Unknown) -> Field:
    return Reading(None, "dns") if facts.aaaa in _NOWHERE else unknown


def _ports(facts: HostFacts, more: Ipv6Facts, unknown: Unknown) -> Field:
    if facts.aaaa in _NOWHERE:
        return Reading(None, "dns")
    if more.ports is None:
        return unknown
    if more.ports_why is not None:
        return Unknown(more.ports_why, facts.detail)
    return _read(facts, "ports", tuple(one.port for one in more.ports if one.ipv4 == "open" and one.ipv6 != "open"), "dial")


def _same(seen: Survey, facts: HostFacts, more: Ipv6Facts, unknown: Unknown) -> Field:
    if facts.aaaa in _NOWHERE:
        return Reading(None, "dns")
    if more.same_content:
        return _verdict(facts, more.same_content, "")
    six, four = _copy(seen, Purpose.IPV6, facts), _copy(seen, Purpose.IPV4, facts)
    if six is None or four is None:
        return unknown
    found = same_content(four, six)
    if found is None:
        return Unknown(why_failed(four) or why_failed(six) or Reason.UNREADABLE, four.detail or six.detail)
    words = f"{found.common:.2f}: {found.titles[0][:60]} | {found.titles[1][:60]}"
    return _verdict(facts, found.verdict, words)


def _verdict(facts: HostFacts, verdict: str, words: str) -> Reading:
    told, excerpt = _told(facts, "same_content")
    confidence = Confidence.LOW if verdict == "unsure" else Confidence.MEDIUM
    return Reading(verdict == "same", told or "compared", confidence, excerpt or words)


def _copy(seen: Survey, purpose: Purpose, facts: HostFacts) -> Capture | None:
    return next((one for one in seen.asides(purpose) if one.address == facts.address), None)


def _names(more: Ipv6Facts) -> Field:
    if more.nameservers is None:
        return Unknown(more.nameservers_why or Reason.NOT_FETCHED, more.zone)
    return Reading(tuple(one.name for one in more.nameservers), "dns", excerpt=f"NS {more.zone}")


def _names_ipv6(more: Ipv6Facts) -> Field:
    """One name server that can be reached over IPv6 is enough to be found by it."""
    if more.nameservers is None:
        return Unknown(more.nameservers_why or Reason.NOT_FETCHED, more.zone)
    shown = "；".join(f"{one.name} {one.aaaa}" for one in more.nameservers)[:200]
    if any(one.aaaa == "present" for one in more.nameservers):
        return Reading(True, "dns", excerpt=shown)
    doubt = next((one for one in more.nameservers if one.aaaa not in _DECIDED), None)
    if doubt is not None:
        return Unknown(Reason.TIMEOUT if doubt.aaaa == "timeout" else Reason.SERVFAIL, shown)
    return Reading(False, "dns", excerpt=shown)


def _inner(seen: Survey, facts: HostFacts, known: Kin) -> dict[str, Field]:
    """The share of second- and third-level links that are supported, between the least and the most it can be: a host that
    was not seen may be either. Links to names that do not exist are broken, which is another matter.
    """
    if HostRole.HOME.value not in facts.roles:
        return dict.fromkeys(_INNER, Reading(None))
    why = unread(seen, facts)
    if why is not None:
        return dict.fromkeys(_INNER, Unknown(why, "the home page was not read"))
    by_host: Mapping[str, HostFacts] = {one.host: one for one in seen.crawl.hosts}
    yes = no = 0
    doubts: list[Unknown] = []
    for host, count in known.inner:
        one = by_host.get(host)
        state = _supported(one)
        if one is not None and one.aaaa == "nxdomain":
            continue
        yes += count if state is True else 0
        no += count if state is False else 0
        if isinstance(state, Unknown):
            doubts += [state] * count
    total = yes + no + len(doubts)
    if not total:
        nothing: dict[str, Field] = dict.fromkeys(_INNER, Reading(None, "link"))
        return nothing | {"ipv6_inner_count": Reading(0, "link")}
    words = f"{yes}/{total}" + (f"（另有 {len(doubts)} 条未查明）" if doubts else "")
    return {
        "ipv6_inner_count": Reading(total, "link"),
        "ipv6_inner_low": Reading(yes / total, "link", excerpt=words),
        "ipv6_inner_high": Reading((total - no) / total, "link", excerpt=words),
        "ipv6_inner_share": doubts[0] if doubts else Reading(yes / total, "link", excerpt=words),
    }


def _supported(facts: HostFacts | None) -> bool | Unknown:
    if facts is None:
        return Unknown(Reason.BUDGET, "host not asked about")
    if facts.aaaa in _NOWHERE:
        return False
    if facts.ipv6_reachable is None:
        return Unknown(facts.ipv6_why or Reason.NOT_FETCHED, f"{facts.host}: {facts.detail}")
    return facts.ipv6_reachable
