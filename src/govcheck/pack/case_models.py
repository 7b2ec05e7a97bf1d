"""The case files as people write them: ``x.test.yaml`` beside ``x.yaml``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from govcheck.outcome import Confidence, Outcome, Reason
from govcheck.pack.kinds.base import Extract, Strict
from govcheck.pack.schema_models import Slug, Text
from govcheck.records.site import Kind, Level


class ExtractFile(Extract):
    """The values that an extract of the rule reads from a member's page."""

    value: Any


class MemberFile(Strict):
    """One subject; ``name`` is its key when not said, ``url`` is made from the key."""

    key: Text
    name: str | None = None
    url: str | None = None
    fields: dict[str, Any] = Field(default_factory=dict)
    extracts: tuple[ExtractFile, ...] = ()


class PopulationFile(Strict):
    """Closed unless ``open`` gives reasons; ``known`` counts the members known to exist, seen or not."""

    members: tuple[MemberFile, ...] = ()
    open: tuple[Reason, ...] = ()
    known: int | None = Field(default=None, ge=0)
    searched: tuple[str, ...] = ()


class InferredFile(Strict):
    """What the pages told of the site, where ``site`` leaves it open."""

    value: Text
    confidence: Confidence = Confidence.HIGH


class SiteFile(Strict):
    """The site of a case; a county portal when nothing is said. ``null``: the list does not state it."""

    level: Level | None = Level.COUNTY
    kind: Kind | None = Kind.PORTAL
    region: str = ""
    services: bool | Literal["yes", "no"] | None = None
    printed_reviewers: bool | Literal["yes", "no"] = False
    url: str = "http://www.example.gov.cn/"
    name: str = "示例县人民政府"
    site_code: str = ""


class ExpectFile(Strict):
    """What the rule must come to. ``subjects`` and ``locators``: those of its findings, in any order, when written."""

    outcome: Outcome
    reason: Reason | None = None
    subjects: tuple[str, ...] | None = None
    locators: tuple[str, ...] | None = None


class CaseFile(Strict):
    """One case, with its frozen clock ``as_of`` (``fetched_at`` is the same moment, when not said)."""

    rule: Slug | None = None
    name: Text
    as_of: Text
    fetched_at: Text | None = None
    site: SiteFile = SiteFile()
    inferred: dict[Literal["level", "kind", "region", "services"], InferredFile] = Field(default_factory=dict)
    capabilities: dict[str, bool] = Field(default_factory=dict)
    saved_copy: bool = False
    params: dict[str, Any] = Field(default_factory=dict)
    populations: dict[str, PopulationFile]
    expect: ExpectFile


class CasesFile(Strict):
    """Cases of the rules of a pack, or of one library check (then with ``params`` for each case)."""

    format: Literal[1] | None = None
    pack: Slug | None = None
    check: Slug | None = None
    cases: tuple[CaseFile, ...]
