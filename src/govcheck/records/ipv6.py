"""What dials over IPv6, beside dials over IPv4, came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govcheck.outcome import Reason


@dataclass(frozen=True, slots=True)
class PortDial:
    """One port over both protocols: open | refused | silent | unreachable (said on the way) | no-way (our own network) |
    no-address; empty: not dialled.
    """

    port: int
    ipv4: str = ""
    ipv6: str = ""


@dataclass(frozen=True, slots=True)
class NameServer:
    """A name server of the domain. ``aaaa``: as of a host."""

    name: str
    aaaa: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vantage:
    """Where, when and in which file (by its sha256) facts were found that this run could not see; ``filled`` names them."""

    name: str
    at: datetime
    sha256: str
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ipv6Facts:
    """Facts of one host beyond its AAAA record and whether its home page opens."""

    status: int | None = None
    """The last HTTP status over IPv6."""
    dials: int = 0
    opened: int = 0
    """How many of the dials brought a page."""
    ports: tuple[PortDial, ...] | None = None
    ports_why: Reason | None = None
    """Why it cannot be said which ports do not answer over IPv6."""
    zone: str = ""
    """The name whose name servers were asked for: the host's own zone, found by walking up."""
    nameservers: tuple[NameServer, ...] | None = None
    nameservers_why: Reason | None = None
    same_content: str = ""
    """Beside the page over IPv4, as another vantage saw both: same | differs | unsure; empty: not compared there."""
    vantages: tuple[Vantage, ...] = ()
