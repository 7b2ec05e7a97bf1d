"""``--what-if``: which findings, once mended, change the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from govcheck.outcome import Outcome
from govcheck.records.result import RuleResult, Score, SiteResult
from govcheck.records.site import SiteRecord
from govcheck.score.mark import mark
from govcheck.score.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Remedy:
    """Findings that, mended together, change the verdict to ``verdict``, with the range that would then hold."""

    findings: tuple[str, ...]
    verdict: str
    low: float
    high: float


def mended(result: SiteResult, marks: frozenset[str]) -> SiteResult:
    """The result as it would be with these findings mended: a rule all of whose faults are mended passes."""
    gone = {one.fingerprint: one for one in result.findings if one.fingerprint in marks}
    faults = {one.fingerprint for one in result.findings if one.outcome is Outcome.FAIL}

    def without(one: RuleResult) -> RuleResult:
        removed = {gone[mark].subject for mark in one.findings if mark in gone}
        if not removed:
            return one
        left = tuple(mark for mark in one.findings if mark not in gone)
        counted = replace(
            one.counted, failed=max(one.counted.failed - len(removed), 0), passed=one.counted.passed + len(removed)
        )
        if one.outcome is not Outcome.FAIL or faults.intersection(left):
            return replace(one, findings=left, counted=counted)
        # Mending shows nothing that was unseen: what could not be told stays so.
        unseen = one.counted.error or (one.population is not None and not one.population.closed and one.sample is None)
        outcome = Outcome.ERROR if unseen else Outcome.MANUAL if one.counted.manual else Outcome.PASS
        return replace(one, findings=left, counted=counted, outcome=outcome, reason=None)

    kept = tuple(one for one in result.findings if one.fingerprint not in marks)
    return replace(result, results=tuple(without(one) for one in result.results), findings=kept)


def what_if(
    sheet: Sheet, result: SiteResult, record: SiteRecord, attested: Mapping[str, Outcome] | None = None
) -> tuple[Remedy, ...]:
    """The smallest ways found to a better verdict, fewest findings first; none when no mending changes it.

    Tried: what each proven veto rests on, all of them, then in order of cost the lines of arithmetic on top.
    """
    now = mark(sheet, result, record, attested)
    found: dict[frozenset[str], Remedy] = {}
    base: frozenset[str] = frozenset()
    for group in _steps(now, result):
        base |= group
        for attempt in (group, base):
            score = mark(sheet, mended(result, attempt), record, attested)
            if score.verdict != now.verdict and attempt:
                found.setdefault(attempt, Remedy(tuple(sorted(attempt)), score.verdict, score.low, score.high))
        if base in found:
            break
    return tuple(sorted(found.values(), key=lambda one: (len(one.findings), one.findings)))


def _steps(now: Score, result: SiteResult) -> list[frozenset[str]]:
    results = {one.rule: one for one in result.results}
    faults = {one.fingerprint for one in result.findings if one.outcome is Outcome.FAIL}
    steps = [
        frozenset(mark for rule in veto.rules if rule in results for mark in results[rule].findings if mark in faults)
        for veto in now.vetoes
        if veto.outcome is Outcome.FAIL
    ]
    costly = sorted((line for line in now.arithmetic if line.findings), key=lambda line: (line.points, line.indicator))
    return [step for step in [*steps, *(frozenset(line.findings) for line in costly)] if step]
