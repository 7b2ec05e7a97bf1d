"""Facts of hosts as another vantage saw them: the file that ``govcheck probe`` writes, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from govcheck.records.wire import HostFacts


@dataclass(frozen=True, slots=True)
class WireEvidence:
    """What was seen, when (aware), from where, and with which controls answering over IPv6. ``sha256``: of the file."""

    vantage: str
    made_at: datetime
    hosts: tuple[HostFacts, ...]
    egress: bool
    """Whether the vantage had a route to the IPv6 network."""
    controls: tuple[str, ...] = ()
    tool: str = ""
    sha256: str = ""
