"""What another state of packs does to a stored run: the findings that appear, vanish or weigh otherwise, site by site."""

from __future__ import annotations

from dataclasses import dataclass

from govcheck.records.result import Finding
from govcheck.report.model import RunReport, SiteReport, SiteSummary


@dataclass(frozen=True, slots=True)
class SiteEffect:
    """What changes for a site. ``altered``: the same fingerprint with another severity, outcome or standing. ``outcomes``:
    of the rules that both states judge by, those that came to something else: (rule, old outcome, new outcome).
    """

    site: SiteSummary
    appear: tuple[Finding, ...]
    vanish: tuple[Finding, ...]
    altered: tuple[tuple[Finding, Finding], ...]
    outcomes: tuple[tuple[str, str, str], ...]


def effects(old: RunReport, new: RunReport) -> tuple[SiteEffect, ...]:
    """The effect on each site of the run, the same evidence judged twice."""
    before = {one.site.id: one for one in old.sites}
    return tuple(_of_site(before[one.site.id], one) for one in new.sites if one.site.id in before)


def _of_site(old: SiteReport, new: SiteReport) -> SiteEffect:
    was = {one.fingerprint: one for one in old.result.findings}
    now = {one.fingerprint: one for one in new.result.findings}
    both = [(was[mark], finding) for mark, finding in now.items() if mark in was]
    came = {one.rule: one.outcome.value for one in old.result.results}
    outcomes = [(one.rule, came.get(one.rule, one.outcome.value), one.outcome.value) for one in new.result.results]
    return SiteEffect(
        new.site,
        tuple(finding for mark, finding in now.items() if mark not in was),
        tuple(finding for mark, finding in was.items() if mark not in now),
        tuple(pair for pair in both if _weighs(pair[0]) != _weighs(pair[1])),
        tuple(one for one in outcomes if one[1] != one[2]),
    )


def _weighs(one: Finding) -> tuple[object, ...]:
    return one.outcome, one.severity, one.hint, one.comparison
