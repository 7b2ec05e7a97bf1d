"""The site that is judged: what is known of it before a page is read, and what a run saw of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from govcheck.outcome import Confidence, Reason
from govcheck.records.population import Population
from govcheck.records.watch import Watched


class Level(StrEnum):
    """Of which level of government a site is."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class Kind(StrEnum):
    """What sort of body a site belongs to: a government's portal, one of its departments, a special site."""

    PORTAL = "portal"
    DEPARTMENT = "department"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True)
class Site:
    """One row of a site list. Empty text means: not stated. ``region`` is a division code (6 to 12 digits, text)."""

    id: str
    name: str
    url: str
    level: Level | None = None
    kind: Kind | None = None
    region: str = ""
    site_code: str = ""
    organiser: str = ""
    supervisor: str = ""
    services: bool | None = None
    status: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Unknown columns of the list, kept as they are."""
    printed_reviewers: bool = False
    """The office says that reviewers' names must be printed (clauses on three reviews then count)."""
    watched: Watched | None = None
    """What a week of ``govcheck watch`` says of it; ``None``: no watch was handed to the run."""


@dataclass(frozen=True, slots=True)
class Inference:
    """A level, kind or region that the list did not state, read from the pages."""

    value: str
    confidence: Confidence
    why: str


@dataclass(frozen=True, slots=True)
class PageCount:
    """Pages fetched, failed (asked for, not had) and skipped (known, not asked for)."""

    fetched: int
    failed: int
    skipped: int


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """All that judging one site may look at."""

    site: Site
    populations: Mapping[str, Population]
    inferred: Mapping[str, Inference]
    """By ``level``, ``kind``, ``region``, ``services``: only what the list left open."""
    reached: bool
    saved_copy: bool
    first_fetch: datetime | None
    last_fetch: datetime | None
    pages: PageCount
    unseen: Mapping[Reason, int] = field(default_factory=dict)
    """How many addresses were not seen, by reason."""
    ended: Reason | None = None
