"""What goes into papers that leave the office: only what a person confirmed, or everything under 未经复核.

A waiver never takes a finding out of a paper (it overlays, DESIGN §4); only a review in force that calls it 误报 does.
"""

from __future__ import annotations

from govcheck.i18n import _
from govcheck.outcome import Outcome
from govcheck.records.result import Finding
from govcheck.records.standing import Standing
from govcheck.report.model import SiteReport


def findings_for_paper(site: SiteReport, unreviewed: bool) -> list[Finding]:
    """What is to be rectified, gravest first: no 提示, no 对照检查, nothing silent.

    Without ``unreviewed`` only what a person confirmed (属实); a ``manual`` finding goes in once it is confirmed, since the
    person then decided what the tool could not.
    """
    return [one for one in _listed(site, unreviewed) if not one.hint]


def hints_for_paper(site: SiteReport, unreviewed: bool) -> list[Finding]:
    """提示: windows of our own reading that were missed; never counted among the findings."""
    return [one for one in _listed(site, unreviewed) if one.hint]


def waiting(site: SiteReport) -> list[Finding]:
    """What a person has yet to look at: ``manual`` findings neither confirmed nor called 误报, no 对照检查."""
    return [
        one
        for one in site.result.findings
        if one.outcome is Outcome.MANUAL and not one.comparison and not _decided(standing_of(site, one))
    ]


def left_out(site: SiteReport, unreviewed: bool) -> int:
    """How many proven findings a paper does not hold because no person confirmed them; 误报 are not counted."""
    if unreviewed:
        return 0
    return sum(
        one.outcome is Outcome.FAIL and not one.comparison and not _decided(standing_of(site, one))
        for one in site.result.findings
    )


def standing_of(site: SiteReport, finding: Finding) -> Standing:
    """How a finding stands; ``Standing()`` where nothing is said of it."""
    return site.standing.get(finding.fingerprint, Standing())


def unreviewed_mark(unreviewed: bool) -> str:
    """未经复核, to be printed on every page; empty for a reviewed paper."""
    return _("未经复核") if unreviewed else ""


def _listed(site: SiteReport, unreviewed: bool) -> list[Finding]:
    listed = [
        one
        for one in site.result.findings
        if not one.comparison and _goes_in(one, standing_of(site, one), unreviewed=unreviewed)
    ]
    return sorted(listed, key=lambda one: (-one.severity.rank, one.check, one.subject, one.locator))


def _goes_in(finding: Finding, standing: Standing, *, unreviewed: bool) -> bool:
    if standing.silent:
        return False
    return standing.confirmed or (unreviewed and finding.outcome is Outcome.FAIL)


def _decided(standing: Standing) -> bool:
    return standing.confirmed or standing.silent
