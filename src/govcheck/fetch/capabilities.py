"""What this machine can see with, told without sending a packet."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Final

from govcheck.fetch.dns import system_asker
from govcheck.fetch.settings import FetchSettings

_ROUTES: Final = Path("/proc/net/ipv6_route")
_ADDRESSES: Final = Path("/proc/net/if_inet6")
_UP: Final = 0x0001
_REJECT: Final = 0x0200
_PUBLIC: Final = ipaddress.IPv6Network("2000::/3")


def capabilities(settings: FetchSettings) -> dict[str, bool]:
    """``dns``, ``ipv6-egress``, ``browser`` (pages are read without running their scripts)."""
    return {"dns": system_asker() is not None, "ipv6-egress": ipv6_egress(settings), "browser": False}


def ipv6_egress(settings: FetchSettings) -> bool:
    """Whether packets to the public IPv6 network would leave this machine with an address that answers can reach."""
    if settings.ipv6_egress is not None:
        return settings.ipv6_egress
    try:
        return has_egress(_ROUTES.read_text("ascii"), _ADDRESSES.read_text("ascii"))
    except OSError:
        return False  # no such table here: declare the capability to have it used


def has_egress(routes: str, addresses: str) -> bool:
    """The same, of the text of Linux's ``/proc/net/ipv6_route`` and ``/proc/net/if_inet6``.

    A route out with nothing but unique-local addresses (containers have that) is not egress: answers never come back,
    and a site would be blamed for it.
    """
    devices = {device for device, address in _own(addresses) if address in _PUBLIC}
    return any(_leads_out(line.split(), devices) for line in routes.splitlines())


def _own(text: str) -> list[tuple[str, ipaddress.IPv6Address]]:
    rows = [line.split() for line in text.splitlines()]
    return [(row[5], ipaddress.IPv6Address(int(row[0], 16))) for row in rows if len(row) >= 6]


def _leads_out(row: list[str], devices: set[str]) -> bool:
    if len(row) < 10:
        return False
    target = ipaddress.IPv6Network((int(row[0], 16), int(row[1], 16)), strict=False)
    flags = int(row[8], 16)
    return row[9] in devices and target.supernet_of(_PUBLIC) and bool(flags & _UP) and not flags & _REJECT
