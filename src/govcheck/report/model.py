"""A run as it is reported: the room where judgement, mark and the facts of the run stand side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from govcheck.outcome import Reason, Severity
from govcheck.records.result import PlanChapter, Score, SiteResult
from govcheck.records.site import Inference, Kind, Level, PageCount
from govcheck.records.standing import Standing

Option: TypeAlias = str | int | float | bool | tuple[str, ...] | None
"""An option of a run as it is printed."""


@dataclass(frozen=True, slots=True)
class PackUsed:
    """A rule pack that was in play, by the hash of its bytes."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TableUsed:
    """A supplied table or other file that bore on judgement."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SourceUsed:
    """A document that rules of the run cite, by the ``key`` in their cites. ``number`` is its 发文字号, empty for none."""

    key: str
    title: str
    number: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class RunMeta:
    """The run itself: what names a clock or a run id stands here and nowhere else (DESIGN §2).

    ``started`` and ``finished`` are aware; ``None`` when the run did not end. ``capabilities``: what the machine could see
    with. ``authority``: the stated basis for not heeding robots.txt, empty when none was stated; printed in every report.
    """

    id: str
    started: datetime | None
    finished: datetime | None
    as_of: date
    seed: str
    packs: tuple[PackUsed, ...] = ()
    tables: tuple[TableUsed, ...] = ()
    capabilities: Mapping[str, bool] = field(default_factory=dict)
    authority: str = ""
    options: Mapping[str, Option] = field(default_factory=dict)
    sources: tuple[SourceUsed, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """Who a site is and how much of it was seen. ``None``: neither stated nor inferred. Stated wins over inferred."""

    id: str
    name: str
    url: str
    level: Level | None
    kind: Kind | None
    region: str
    inferred: Mapping[str, Inference]
    reached: bool
    pages: PageCount
    saved_copy: bool = False
    ended: Reason | None = None
    site_code: str = ""
    """网站标识码, as the site list states it; empty when it does not."""
    organiser: str = ""
    """主办单位, likewise."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Obligations by state; ``obligations`` is their sum."""

    obligations: int
    met: int
    not_met: int
    waiting: int
    not_applicable: int
    unseen: int


@dataclass(frozen=True, slots=True)
class Unseen:
    """What was not seen for one reason: so many addresses, and so many rules left undecided by it."""

    reason: Reason
    addresses: int
    rules: int


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site of a run."""

    site: SiteSummary
    score: Score
    coverage: Coverage
    chapters: tuple[PlanChapter, ...]
    result: SiteResult
    unseen: tuple[Unseen, ...] = ()
    standing: Mapping[str, Standing] = field(default_factory=dict)
    """By fingerprint, where a baseline, a waiver or a review says something of a finding."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The batch in numbers: ``sites`` = qualified + unqualified + undetermined + unseen + comparison.

    ``unseen``: sites of which nothing was read and nothing decided. ``comparison``: sites with no verdict because only
    对照检查 was run. ``findings``: proven ones (``fail``) by severity, without 提示, 对照检查, waived and 误报.
    """

    sites: int
    reached: int
    qualified: int
    unqualified: int
    undetermined: int
    unseen: int
    comparison: int
    findings: Mapping[Severity, int]


@dataclass(frozen=True, slots=True)
class RunReport:
    """All that a reporter is given; sites are in the order of the site list."""

    run: RunMeta
    sites: tuple[SiteReport, ...]
    summary: Summary
