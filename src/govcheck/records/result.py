"""What judging one site came to: the part of a run that must be byte-identical when judged again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from govcheck.outcome import Confidence, Outcome, Reason, Severity

Words: TypeAlias = Mapping[str, str]
"""A text in both languages: ``{"zh": …, "en": …}``."""


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """A place on a page. ``value`` is as read (JSON scalar or list); ``how`` how it was read."""

    address: str
    final_address: str
    fetched_at: datetime
    status: int
    sha256: str
    css: str = ""
    xpath: str = ""
    excerpt: str = ""
    value: object = None
    how: str = ""
    kind: str = "page"
    personal: bool = False
    """The page holds unmasked numbers of persons: its stored body is to be handled with care."""


@dataclass(frozen=True, slots=True)
class WireEvidence:
    """A fact of the wire: DNS answer, dial, status."""

    host: str
    fact: str
    value: object
    fetched_at: datetime | None
    detail: str = ""
    kind: str = "wire"


@dataclass(frozen=True, slots=True)
class AbsenceEvidence:
    """Where something was looked for and not found, under which names, and what came nearest."""

    searched: tuple[str, ...]
    names: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    kind: str = "absence"


Evidence: TypeAlias = PageEvidence | WireEvidence | AbsenceEvidence


@dataclass(frozen=True, slots=True)
class Cite:
    """The clause a rule rests on. ``basis``: ``stated`` in the text, or our ``reading`` of it."""

    source: str
    clause: str
    obligations: tuple[str, ...]
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to rectify (``fail``) or to be looked at by a person (``manual``): one per library check, parameters and
    subject, listing every rule and clause that it breaks.

    ``rules`` are full ids (``pack/id``). ``hint`` is 提示: missing a window of our own reading, never in a score.
    """

    fingerprint: str
    check: str
    rules: tuple[str, ...]
    cites: tuple[Cite, ...]
    outcome: Outcome
    reason: Reason
    severity: Severity
    confidence: Confidence
    subject: str
    """Key of the subject: path or name."""
    name: str
    locator: str
    message: Words
    remedy: Words
    evidence: tuple[Evidence, ...]
    hint: bool = False
    comparison: bool = False
    """对照检查: a pack from elsewhere or out of its year; no verdict, never into the ledger."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Subjects by outcome."""

    passed: int = 0
    failed: int = 0
    manual: int = 0
    error: int = 0


@dataclass(frozen=True, slots=True)
class Sampled:
    """A statement over a sample: so many drawn of so many known (抽查 30/412)."""

    drawn: int
    of: int


@dataclass(frozen=True, slots=True)
class PopulationState:
    """Whether an absence could be stated, and how many members there were."""

    name: str
    closed: bool
    reasons: tuple[Reason, ...]
    size: int


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule came to on one site."""

    rule: str
    revision: int
    outcome: Outcome
    reason: Reason | None
    detail: Words
    """Says in words what a reader should know (why unseen, what to do)."""
    about: str
    severity: Severity
    duty: str
    status: str
    cites: tuple[Cite, ...]
    counted: Counted
    population: PopulationState | None
    sample: Sampled | None
    proof: tuple[Evidence, ...]
    """Up to three passes' evidence."""
    findings: tuple[str, ...]
    """Fingerprints of the findings it contributed to."""
    hint: bool = False
    comparison: bool = False
    check: str = ""


@dataclass(frozen=True, slots=True)
class ObligationState:
    """An obligation's outcome: the three-valued *and* of its ``shall`` rules."""

    id: str
    outcome: Outcome
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of arithmetic: points lost (negative) or gained, and why; ``unseen`` when the range widens by it."""

    indicator: str
    title: str
    points: float
    unseen: float
    why: Words
    findings: tuple[str, ...] = ()
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Veto:
    """One veto: ``outcome`` fail = proven, pass = ruled out, else not decided."""

    id: str
    title: str
    outcome: Outcome
    why: Words
    rules: tuple[str, ...] = ()
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A mark as a range (DESIGN §6); points are on the sheet's scale, rounded to two decimals."""

    sheet: str
    verdict: str
    """qualified | unqualified | undetermined | none (对照检查)"""
    vetoes: tuple[Veto, ...]
    low: float
    high: float
    unseen_points: float
    bonus: float
    arithmetic: tuple[Line, ...]
    marked: bool = True
    """False where points are not given (not a government portal): only the vetoes count."""


@dataclass(frozen=True, slots=True)
class PlanChapter:
    """Obligations of one chapter of a work plan, by state."""

    source: str
    chapter: str
    met: int
    not_met: int
    waiting: int
    not_applicable: int
    unseen: int


@dataclass(frozen=True, slots=True)
class SiteResult:
    """Judgement of one site."""

    site_id: str
    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    obligations: tuple[ObligationState, ...] = field(default=())
