"""Which findings make a pipeline red, and why the others do not."""

from __future__ import annotations

from govcheck.i18n import _
from govcheck.outcome import Outcome
from govcheck.records.result import Finding
from govcheck.records.standing import State
from govcheck.report.model import SiteReport
from govcheck.report.paper_words import standing_lines
from govcheck.report.papers import standing_of


def counts(site: SiteReport, finding: Finding) -> bool:
    """Whether it is proven and nothing covers it: no 提示, no 对照检查, not in the baseline, not waived, not called 误报.

    A waiver that ran out covers nothing, nor does a baseline then. The same as :func:`govcheck.report.build.fresh`.
    """
    proven = finding.outcome is Outcome.FAIL and not finding.hint and not finding.comparison
    return proven and standing_of(site, finding).fresh


def why_not(site: SiteReport, finding: Finding) -> str:
    """Why it does not count, in words; empty where it does, or waits for a person."""
    standing = standing_of(site, finding)
    if finding.comparison:
        return _("对照检查，不作判定")
    if finding.hint:
        return _("提示：期限为本工具的解读，不作判定")
    if standing.fresh:
        return ""
    known = [_("已在基线中")] if standing.state is State.KNOWN else []
    return _("；").join([*standing_lines(standing), *known])
