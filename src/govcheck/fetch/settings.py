"""How the network is used: one frozen value with named defaults."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final
from urllib.request import getproxies

from govcheck import __version__
from govcheck.i18n import _
from govcheck.records.evidence import WireEvidence

_SECRET: Final = ("headers", "basic_auth", "proxies")


@dataclass(frozen=True, slots=True, repr=False)
class FetchSettings:
    """Everything a person may set about fetching. Times are seconds, sizes bytes, rates requests a second."""

    # politeness
    rate: float = 2.0
    """Requests a second to one host."""
    address_rate: float = 4.0
    """Requests a second to one IP address, which may serve many hosts of a region."""
    host_concurrency: int = 1
    retry_after_max: float = 120.0
    """The longest ``Retry-After`` that is waited for; beyond it the address counts as refused."""
    breaker_blocks: int = 6
    """Consecutive blocks (403, 412, 429, 521, challenge) after which the site is left alone."""
    breaker_failures: int = 12
    """Consecutive timeouts, resets and 5xx after which the site is left alone."""
    # time and size
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    """Silence on an open connection."""
    request_seconds: float = 60.0
    """One address in all, redirects included: bounds slow drips."""
    retries: int = 1
    """Immediate second attempts after a reset, a timeout, or a short ``Retry-After``."""
    second_try_wait: float = 60.0
    """Between the last failure and the second try at the end of the run, which alone makes a failure the site's."""
    second_tries: int = 100
    """How many failed addresses are tried again; the rest stay unconfirmed (``Reason.BUDGET``)."""
    second_try_seconds: float = 900.0
    """All second tries of a site together, the wait not counted."""
    max_redirects: int = 10
    max_body: int = 10_000_000
    max_ratio: float = 200.0
    """Decoded to encoded size above which a body over 1 MB is a decompression bomb."""
    max_bytes: int = 400_000_000
    """Bodies of one site in all."""
    max_pages: int = 500
    max_seconds: float = 3600.0
    # what is asked for
    pagination_per_list: int = 20
    pagination_budget: int = 150
    article_budget: int = 200
    """Articles drawn in all; a third of ``max_pages`` at most is kept free for them while lists are fetched."""
    article_per_stratum: int = 12
    calendar_members: int = 36
    """Addresses that differ only in a date, after which the rest are taken for a calendar."""
    seed: str = ""
    aliases: tuple[str, ...] = ()
    """Further hosts of the site."""
    whole_domain: bool = False
    """Also fetch from other hosts under the site's registrable domain (which may be other units' sites)."""
    # what is asked beside the crawl
    attachments_budget: int = 40
    """Attachments of one site whose text is read."""
    attachment_bytes: int = 5_000_000
    """The largest attachment that is read."""
    # the link stage
    links: bool = True
    """Ask for what the pages link, once the sites are done."""
    links_budget: int = 400
    """Links asked for of one site; those of its home page all, even beyond."""
    own_links_budget: int = 100
    """Of these, links to the site's own addresses that the crawl did not ask for."""
    link_hosts_at_once: int = 16
    """Hosts asked side by side; each by one task, one address at a time."""
    links_seconds: float = 3600.0
    """The link stage of a run in all."""
    # who asks
    user_agent: str = ""
    """Empty: ``govcheck/<version> (+contact)``."""
    contact: str = ""
    authority: str | None = None
    """The authority under which robots.txt is overridden, printed in every report; ``None``: robots.txt binds."""
    headers: tuple[tuple[str, str], ...] = ()
    basic_auth: tuple[str, str] | None = None
    # where it goes
    as_host: str = ""
    """The name under which the entry's machine is addressed (``Host``, SNI, addresses of the pages)."""
    resolve: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    """``(host, port)`` to IP addresses, instead of DNS."""
    resolve_is_dns: bool = False
    """``resolve`` is all that DNS would say: a host without an IPv6 address there has no AAAA record."""
    ports: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """``(host, port)`` to the port really dialled: a server on another port of the given address."""
    proxies: Mapping[str, str] = field(default_factory=dict)
    """Scheme (or ``no``) to proxy address, as the environment gives it: see :meth:`from_environment`."""
    insecure: bool = False
    intrusive: bool = False
    """Also ask (by HEAD) for a short list of files that should not be public: ``.git``, backups, ``phpinfo``."""
    ipv6_egress: bool | None = None
    """Declared instead of tested."""
    ipv6_controls: tuple[str, ...] = ()
    """Hosts or addresses known to answer over IPv6: without one reached, no failure over IPv6 is stated."""
    ipv6_control_seconds: float = 300.0
    """How long after a control answered a failure over IPv6 may be stated."""
    ipv6_cluster: int = 2
    """So many hosts that fail over IPv6 with no success between: the controls are asked again."""
    ipv6_dials: int = 3
    """Dials over IPv6 before it is said that a page does not open."""
    ipv6_dial_gap: float = 2.0
    """Seconds between them."""
    ipv6_hosts: int = 40
    """Hosts of a site asked about beside its own: those its pages load from and link to."""
    ipv6_evidence: tuple[WireEvidence, ...] = ()
    """What was seen from other vantages: fills what this run could not see."""
    dns_timeout: float = 5.0
    dns_again: float = 1.0
    """Seconds before a name server that broke down or was silent is asked once more."""

    @classmethod
    def from_environment(cls, **given: object) -> FetchSettings:
        """Settings with the proxies of the environment; ``given`` as for the class."""
        found = {name: value for name, value in getproxies().items() if name in ("http", "https", "all", "no")}
        return replace(cls(proxies=found), **given)  # type: ignore[arg-type]  # checked by the class itself at run time

    @property
    def agent(self) -> str:
        """The ``User-Agent`` sent: honest, with a way to reach whoever runs this."""
        if self.user_agent:
            return self.user_agent
        return f"govcheck/{__version__}" + (f" (+{self.contact})" if self.contact else "")

    def __repr__(self) -> str:
        shown = []
        for item in fields(self):
            value = getattr(self, item.name)
            if value != _default(item.name):
                shown.append(f"{item.name}={_masked(item.name, value)}")
        return f"FetchSettings({', '.join(shown)})"


def _default(name: str) -> object:
    return getattr(_DEFAULTS, name)


def _masked(name: str, value: object) -> str:
    if name not in _SECRET or not value:
        return repr(value)
    if name == "headers" and isinstance(value, tuple):
        return repr(tuple((key, "***") for key, _value in value))
    return "***"


_DEFAULTS: Final = FetchSettings()


def resolve_option(text: str) -> tuple[tuple[str, int], tuple[str, ...], int | None]:
    """Read ``host:port:address[,address…]`` as curl writes it; a further port to dial may follow an address:
    ``host:80:127.0.0.1:8080``, ``host:80:[::1]:8080``.

    Returns:
        The host and port meant, the addresses, and the port to dial where it is another one.

    Raises:
        ValueError: not of that form.
    """
    host, _colon, rest = text.partition(":")
    port, _colon, given = rest.partition(":")
    pieces = [_dialled(one.strip()) for one in given.split(",") if one.strip()]
    ports = {dialled for _address, dialled in pieces if dialled is not None}
    if not host or not port.isdigit() or not pieces or len(ports) > 1:
        raise ValueError(_("不是 HOST:PORT:ADDRESS：{text}").format(text=text))
    return (host.lower().rstrip("."), int(port)), tuple(address for address, _port in pieces), next(iter(ports), None)


def _dialled(text: str) -> tuple[str, int | None]:
    """An address, in brackets or not, and the port behind it if any."""
    bare, colon, port = text.rpartition(":")
    dialled = int(port) if colon and port.isdigit() and (bare.endswith("]") or bare.count(":") == 0) else None
    address = (text if dialled is None else bare).strip("[]")
    try:
        return str(ipaddress.ip_address(address)), dialled
    except ValueError as error:
        raise ValueError(_("不是 IP 地址：{text}").format(text=address)) from error
