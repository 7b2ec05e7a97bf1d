"""DNS, with its answers kept apart: an address, none, no such name, a broken server, silence."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import dns.asyncresolver
import dns.exception
import dns.resolver

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")
"""Addresses that hold an IPv4 address in their end: given up long ago."""
_OLD_TEST: Final = ipaddress.IPv6Network("3ffe::/16")
"""The test network of the first years, given back."""


@dataclass(frozen=True, slots=True)
class DnsAnswer:
    """``status``: present | none | nxdomain | servfail | timeout | unusable | unasked (no name server configured)."""

    status: str
    addresses: tuple[str, ...] = ()
    detail: str = ""


class Asker(Protocol):
    """The part of dnspython's resolver that is used; tests bring their own."""

    async def resolve(self, qname: str, rdtype: str, /, *, lifetime: float, search: bool) -> Iterable[Any]:
        """The records, or one of dnspython's exceptions."""


class _System:
    def __init__(self, inner: dns.asyncresolver.Resolver) -> None:
        self._inner = inner

    async def resolve(self, qname: str, rdtype: str, /, *, lifetime: float, search: bool) -> Iterable[Any]:
        return await self._inner.resolve(qname, rdtype, lifetime=lifetime, search=search)


def system_asker() -> Asker | None:
    """The resolver this machine is set up with, ``None`` without one. Sends nothing."""
    try:
        return _System(dns.asyncresolver.Resolver())
    except (dns.resolver.NoResolverConfiguration, OSError):
        return None


def asker_at(servers: Sequence[str], port: int = 53) -> Asker:
    """Name servers at given addresses, instead of those this machine is set up with. Sends nothing."""
    inner = dns.asyncresolver.Resolver(configure=False)
    inner.nameservers = list(servers)
    inner.port = port
    return _System(inner)


async def ask(asker: Asker | None, host: str, rdtype: str, timeout: float) -> DnsAnswer:  # noqa: ASYNC109  (dnspython's own bound)
    """Ask for the addresses of a host (A or AAAA); never raises for what DNS may do."""
    records = await _records(asker, host, rdtype, timeout)
    if isinstance(records, DnsAnswer):
        return records
    found = tuple(sorted(record.address for record in records))
    return of_addresses(found) if rdtype == "AAAA" else DnsAnswer("present" if found else "none", found)


async def ask_names(asker: Asker | None, zone: str, rdtype: str, timeout: float) -> DnsAnswer:  # noqa: ASYNC109  (likewise)
    """Ask for records that hold names (NS): ``addresses`` are then names. Those of another name, to which ``zone`` is only
    an alias, do not count.
    """
    records = await _records(asker, zone, rdtype, timeout)
    if isinstance(records, DnsAnswer):
        return records
    owner = str(getattr(records, "canonical_name", zone)).rstrip(".").lower()
    if owner != zone.rstrip(".").lower():
        return DnsAnswer("none", detail=f"{rdtype}: an alias of {owner}")
    found = tuple(sorted({str(record.target).rstrip(".").lower() for record in records}))
    return DnsAnswer("present" if found else "none", found)


async def _records(
    asker: Asker | None,
    host: str,
    rdtype: str,
    timeout: float,  # noqa: ASYNC109  (dnspython's own bound)
) -> Iterable[Any] | DnsAnswer:
    if asker is None:
        return DnsAnswer("unasked", detail="no name server configured")
    try:
        return await asker.resolve(host.rstrip(".") + ".", rdtype, lifetime=timeout, search=False)
    except dns.resolver.NXDOMAIN:
        return DnsAnswer("nxdomain", detail=f"{rdtype}: no such name")
    except dns.resolver.NoAnswer:
        return DnsAnswer("none", detail=f"{rdtype}: no record")
    except dns.exception.Timeout:
        return DnsAnswer("timeout", detail=f"{rdtype}: no answer in {timeout:g} s")
    except (dns.exception.DNSException, OSError) as error:
        return DnsAnswer("servfail", detail=f"{rdtype}: {str(error)[:150]}")


def of_addresses(addresses: tuple[str, ...], *, given: bool = False) -> DnsAnswer:
    """Judge a set of IPv6 addresses. ``given``: by the user, who may well mean loopback or a private network."""
    if not addresses:
        return DnsAnswer("none", detail="AAAA: no record")
    usable = tuple(one for one in addresses if given or usable_ipv6(one))
    if not usable:
        return DnsAnswer("unusable", addresses, "AAAA: not reachable from anywhere")
    return DnsAnswer("present", usable)


def usable_ipv6(text: str) -> bool:
    """Whether the public can reach such an address: not IPv4-mapped, link-local, unique-local, documentation…"""
    address = ipaddress.ip_address(text)
    if not isinstance(address, ipaddress.IPv6Address) or address in _NAT64:
        return False
    if address in _COMPATIBLE or address in _OLD_TEST:
        return False
    return address.is_global and address.ipv4_mapped is None and not address.is_multicast and address.sixtofour is None
