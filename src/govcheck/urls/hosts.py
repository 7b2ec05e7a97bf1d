"""Which hosts make one site.

Two questions that must not be mixed up: *the same site's host* (``www.`` and bare twins: what a crawl stays on) and *the
same owner's domain* (the registrable domain: ``edu.x.gov.cn`` and ``www.x.gov.cn`` both belong to ``x.gov.cn``, yet the
first may well be another unit's site).
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


def host_of(address: str) -> str:
    """The host of an address in lower case, without brackets or port; empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_address(host: str) -> bool:
    """Whether the host is an IP address and not a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The domain someone registered (``x.gov.cn`` of ``www.x.gov.cn``); the host itself for IP addresses, single names,
    reserved names (``.invalid``, ``.localhost``, ``.test``) and public suffixes.
    """
    if is_address(host) or "." not in host or host.rpartition(".")[2] in ("invalid", "localhost", "test"):
        return _bare(host)
    return _suffixes().privatesuffix(host) or host


def same_site(a: str, b: str) -> bool:
    """Whether two addresses lie under one registrable domain. IP addresses and single names: same host and port."""
    host_a, host_b = host_of(a), host_of(b)
    if not host_a or not host_b:
        return False
    if _by_port(host_a) or _by_port(host_b):
        return host_a == host_b and _port(a) == _port(b)
    return registrable(host_a) == registrable(host_b)


def same_host(a: str, b: str) -> bool:
    """Whether two addresses lie on one host, ``www.`` twins, schemes and (for names) ports disregarded."""
    host_a, host_b = host_of(a), host_of(b)
    if not host_a or not host_b or _bare(host_a) != _bare(host_b):
        return False
    return not _by_port(host_a) or _port(a) == _port(b)


def site_of(address: str) -> str:
    """A key equal for exactly those addresses that :func:`same_host` takes for one host."""
    host = host_of(address)
    return f"{host}:{_port(address)}" if _by_port(host) else _bare(host)


def _bare(host: str) -> str:
    return host[4:] if host.startswith("www.") and host.count(".") > 1 else host


def _by_port(host: str) -> bool:
    """On an IP address or a single name, each port may be a site of its own (staging machines)."""
    return is_address(host) or "." not in host


def _port(address: str) -> int:
    parts = urlsplit(address)
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return -1
