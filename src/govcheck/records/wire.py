"""Facts about one host from name servers, dials and handshakes. ``None`` is: not asked, or could not be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from govcheck.outcome import Reason
from govcheck.records.ipv6 import Ipv6Facts
from govcheck.records.transport import TransportFacts


class HostRole(StrEnum):
    """Why a host is asked about. A host may have several."""

    HOME = "home"
    """The home page lies on it."""
    TWIN = "twin"
    """The same name with or without ``www.``."""
    RESOURCE = "resource"
    """The home page loads style sheets, scripts or pictures from it."""
    INNER = "inner"
    """Second- and third-level internal links lead to it."""
    SUBORDINATE = "subordinate"
    """Another system under the same registrable domain, linked from the site."""
    ALIAS = "alias"
    """The site list names it as a further name of the site."""


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What is known of one host. ``roles`` holds values of :class:`HostRole`."""

    host: str
    aaaa: str | None = None
    """present | none | nxdomain | servfail | timeout | unusable"""
    addresses: tuple[str, ...] = ()
    ipv6_reachable: bool | None = None
    ipv6_why: Reason | None = None
    fetched_at: datetime | None = None
    detail: str = ""
    roles: tuple[str, ...] = ()
    address: str = ""
    """The address dialled: the home page, or the root of the host."""
    ipv6: Ipv6Facts | None = None
    transport: TransportFacts | None = None
