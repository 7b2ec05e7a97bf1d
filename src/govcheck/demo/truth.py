"""The truth of the bundled region, written by a hand that had not seen the rules, and how a scan compares with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from govcheck.demo.server import REGION
from govcheck.outcome import Outcome
from govcheck.records.result import Finding, PageEvidence

NOTHING: Final = "none"
"""In ``accept``: that nothing is reported is right too."""
SAME_CHECK: Final = {"annual-report-prompt": "annual-report", "zoom-allowed": "mobile-viewport"}
"""The truth has one word for a report that is missing and one that is late, and for a page that does not suit a phone."""
SAME_LOCATOR: Final = {"interprets": "interpretation-to-document", "document": "document-to-interpretation"}
"""The directions of a missing link, as the rule and as the truth names them."""
_ADDRESS: Final = re.compile(r"https?://[^\s\uff1a]+")
_ACCUSES: Final = (Outcome.FAIL.value,)


@dataclass(frozen=True, slots=True)
class Planted:
    """A planted fault: which check must report it, where, and which outcomes are right."""

    id: str
    site: str
    check: str
    subject: str
    locator: str
    right: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be said or left unsaid of a site, since the demo's servers are what they are (no TLS, no name servers)."""

    sites: tuple[str, ...]
    checks: tuple[str, ...]
    why: str

    def covers(self, site: str, finding: Finding) -> bool:
        """Whether the finding is one of those."""
        return site in self.sites and finding.check.rsplit("/", 1)[-1] in self.checks


@dataclass(frozen=True, slots=True)
class Comparison:
    """A scan against the truth. ``unplanned`` are statements that something is wrong where nothing was planted."""

    found: tuple[Planted, ...] = ()
    missed: tuple[Planted, ...] = ()
    silent: tuple[Planted, ...] = ()
    """Not reported, which the truth allows (not drawn into a sample, say)."""
    unplanned: tuple[tuple[str, Finding], ...] = ()
    asked: int = 0
    """Things put before a person (``manual``) beyond the planted ones: questions, not accusations."""
    sites: tuple[str, ...] = field(default=())


def load_truth() -> tuple[Planted, ...]:
    """All planted faults of the region, in the order of the truth file."""
    data = yaml.safe_load((REGION / "truth.yaml").read_text("utf-8"))
    return tuple(_planted(site, row) for site, part in data["sites"].items() for row in part["planted"])


def load_allowed() -> tuple[Allowed, ...]:
    """What is neither planted nor wrong to say."""
    data = yaml.safe_load((REGION / "truth.yaml").read_text("utf-8"))
    return tuple(
        Allowed(tuple(row.get("sites", data["sites"])), tuple(row["checks"]), str(row["why"]))
        for row in data.get("allowed", ())
    )


def _planted(site: str, row: Mapping[str, Any]) -> Planted:
    right = tuple(str(word) for word in row.get("accept", ()))
    return Planted(
        id=str(row["id"]),
        site=site,
        check=str(row["check"]),
        subject=str(row["subject"]),
        locator=str(row.get("locator", "")),
        right=tuple(dict.fromkeys((str(row["outcome"]), *right))),
        why=str(row["why"]),
    )


def _place(subject: str) -> str:
    """A path in one form: ``/a/index.html`` and ``/a/`` are the same place."""
    return subject.removesuffix("index.html") or "/"


def _matches(planted: Planted, finding: Finding) -> bool:
    check = finding.check.rsplit("/", 1)[-1]
    if SAME_CHECK.get(check, check) != planted.check or finding.outcome.value not in planted.right:
        return False
    locator = SAME_LOCATOR.get(finding.locator, finding.locator)
    shown = (locator, finding.name, finding.subject)
    if planted.locator and not any(planted.locator in text for text in shown):
        return False
    if finding.subject == "site" and planted.subject in (planted.site, "/"):
        return True
    return planted.subject == planted.site or _place(planted.subject) in _places(finding)


def _places(finding: Finding) -> set[str]:
    """Where a finding points: its subject, the pages of its evidence (a link lacks between two pages), and the addresses
    in its name and words (a link and the page that holds it, the directories of a host).
    """
    shown = (urlsplit(piece.address).path for piece in finding.evidence if isinstance(piece, PageEvidence))
    named = (urlsplit(address).path for address in _ADDRESS.findall(f"{finding.name} {finding.message.get('zh', '')}"))
    return {_place(path) for path in (finding.subject, *shown, *named)}


def compare(
    truth: Iterable[Planted], findings: Mapping[str, Iterable[Finding]], allowed: Iterable[Allowed] = ()
) -> Comparison:
    """Hold the findings (by site id) of a scan against the truth."""
    excused = tuple(allowed)
    left = {site: list(listed) for site, listed in findings.items()}
    found: list[Planted] = []
    missed: list[Planted] = []
    silent: list[Planted] = []
    for planted in truth:
        hits = [finding for finding in findings.get(planted.site, ()) if _matches(planted, finding)]
        if hits:  # one finding may tell of several planted things (links hidden in one box)
            found.append(planted)
            left[planted.site] = [finding for finding in left[planted.site] if finding not in hits]
        else:
            (silent if {NOTHING, Outcome.PASS.value} & set(planted.right) else missed).append(planted)
    rest = [
        (site, finding)
        for site, listed in left.items()
        for finding in listed
        if not any(one.covers(site, finding) for one in excused)
    ]
    return Comparison(
        found=tuple(found),
        missed=tuple(missed),
        silent=tuple(silent),
        unplanned=tuple((site, finding) for site, finding in rest if finding.outcome.value in _ACCUSES),
        asked=sum(1 for _, finding in rest if finding.outcome is Outcome.MANUAL),
        sites=tuple(findings),
    )
