"""What the wire gave: bytes and facts, never meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from govcheck.outcome import Reason
from govcheck.records.wire import HostFacts


class Tier(IntEnum):
    """In which order the frontier asks; what the rules need first comes first."""

    HOME = 0
    NAVIGATION = 1
    DISCLOSURE = 2
    LIST = 3
    PAGINATION = 4
    ARTICLE = 5
    OTHER = 6


@dataclass(frozen=True, slots=True, order=True)
class Lead:
    """An address worth fetching, and why: the frontier orders leads by tier, then by ``draw``, then by address."""

    tier: Tier
    address: str
    stratum: str = ""
    """For articles: the address of the list that names it; the sample is drawn per stratum."""
    label: str = ""
    """The words of the link."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One address asked for, and what came of it.

    ``status`` is ``None`` when no HTTP answer arrived; ``failure`` then says why, by an error reason or, for what is the
    site's own fault (DESIGN §5), ``Reason.GONE``. A challenge page keeps its status and has ``failure=Reason.CHALLENGE``.
    ``fetched_at`` is aware. ``body`` is after content decoding, cut at the size cap (``truncated``).
    """

    address: str
    final_address: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    tier: Tier = Tier.OTHER
    stratum: str = ""
    via: str = ""
    """The page that named it, empty for the entry."""
    redirects: tuple[str, ...] = ()
    failure: Reason | None = None
    detail: str = ""
    truncated: bool = False
    tries: int = 1
    remote: str = ""
    """The address of the machine that answered."""
    purpose: str = ""
    """Empty: a page of the crawl. Else what it was asked for (:class:`govcheck.records.question.Purpose`)."""
    method: str = "GET"
    label: str = ""
    """What the question was about, in the words of who asked it (a title searched for)."""

    def header(self, name: str) -> str:
        """The first header of that name, empty when there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def ok(self) -> bool:
        """Whether a body was read that may be taken for content."""
        return self.failure is None and self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True, order=True)
class Skip:
    """An address known but not asked for, and why (budget, robots, trap)."""

    address: str
    reason: Reason
    tier: Tier = Tier.OTHER
    stratum: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Crawl:
    """All that was brought from one site: the archive of a site holds exactly this."""

    entry: str
    captures: tuple[Capture, ...]
    skipped: tuple[Skip, ...] = ()
    hosts: tuple[HostFacts, ...] = ()
    saved_copy: bool = False
    ended: Reason | None = None
    """Why the crawl stopped before its frontier was empty: budget, challenge, refused-us (circuit breaker)…"""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Addresses that were named but not asked for, because a capture answers them (http and www twins, targets of
    redirects, spellings of saved files): to the ``address`` of that capture."""
    robots: tuple[Capture, ...] = ()
    """The answers to robots.txt, asked for the crawl's own sake: evidence, never pages."""
    asides: tuple[Capture, ...] = ()
    """What was asked beside the crawl, each with its ``purpose``: evidence, never pages."""

    @property
    def reached(self) -> bool:
        """Whether anything of the site was read."""
        return any(capture.ok for capture in self.captures)


Answers = Mapping[str, Capture]
"""What the link stage brought, by the address asked for: one stage for all sites of a run."""

Discover = Callable[[Capture], Sequence[Lead]]
"""What the page layer makes of a capture for the frontier: the addresses it names, with their tiers."""

Sink = Callable[[Capture], None]
"""Takes each capture as it is finished, so that nothing fetched is lost when a run is stopped."""


def by_address(captures: Iterable[Capture]) -> dict[str, Capture]:
    """The captures by the address asked for and, where free, by their final address."""
    found: dict[str, Capture] = {}
    for capture in captures:
        found.setdefault(capture.address, capture)
    for capture in list(found.values()):
        if capture.ok:
            found.setdefault(capture.final_address, capture)
    return found
