"""A resolved rule: everything written in a pack, a library check and overrides, joined; what engine and plan work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from govcheck.outcome import Severity
from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check
from govcheck.records.result import Cite, Words
from govcheck.records.site import Kind, Level


@dataclass(frozen=True, slots=True)
class Applies:
    """Whom a rule binds. Empty means no limit, but for ``kinds``: the loader fills in portal where none is written (a
    rule without ``kind`` binds portals and township sites). ``services``: only sites with public services.
    """

    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    regions: tuple[str, ...] = ()
    """Division-code prefixes."""
    services: bool | None = None
    printed_reviewers: bool | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """From when until when a pack or rule binds, both days included; ``None`` = open. ``judged_until``: the last as-of at
    which it is still judged (a yearly plan: 31 March of the next year); later it is 对照检查.
    """

    since: date | None = None
    until: date | None = None
    judged_until: date | None = None


@dataclass(frozen=True, slots=True)
class Require:
    """The quantifier. ``mode``: every | any | share_min | misses_max | count_min; ``limit`` is the share (0–1) or the
    count; ``short``: what fewer than ``count_min`` means, fail or manual.
    """

    mode: str = "every"
    limit: float = 0.0
    short: str = "fail"

    @property
    def seeks(self) -> bool:
        """Whether it asks for some that pass, so that those who do not pass say nothing."""
        return self.mode in ("any", "count_min")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, resolved."""

    id: str
    """Full id: ``pack/slug``."""
    revision: int
    was: tuple[str, ...]
    title: Words
    cites: tuple[Cite, ...]
    status: str
    """stable | draft"""
    duty: str
    """shall | should | may"""
    severity: Severity
    about: str
    """template | content | wire | duty"""
    applies: Applies
    in_force: InForce
    check_name: str
    """The library check's name, or the rule's own full id when it writes its check out: part of the fingerprint."""
    params: Mapping[str, object]
    """Resolved parameter values (text form for periods)."""
    meaning: Mapping[str, object]
    """The parameters that change what is judged (names, kinds), not how strictly: part of the fingerprint."""
    subjects: Subjects
    check: Check
    require: Require
    message: Words
    remedy: Words
    doc: Words = field(default_factory=dict)
    window_reading: bool = False
    """A window (period) of this rule is our own reading: its miss is 提示, ``should``, low (DESIGN §4)."""
    enabled: bool = True
    file: str = ""
    line: int = 0
    comparison: bool = False
    """Run as 对照检查: from a pack of another region or out of its year."""
