"""How the difference of two runs reads: on a console, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from govcheck.i18n import N_, _
from govcheck.outcome import Outcome
from govcheck.records.standing import Standing
from govcheck.report.diff import Change, Changed, Why
from govcheck.report.encode import JSON, finding_json
from govcheck.report.findings import line_of
from govcheck.report.model import RunReport, SiteReport
from govcheck.report.page import Page
from govcheck.report.site_page import name_of
from govcheck.report.words import SEVERITIES, aside

CHANGES: Final = {
    Change.NEW: N_("新发现"),
    Change.FIXED: N_("已整改"),
    Change.NOT_SEEN: N_("未再看到，不能断言已整改"),
    Change.PERSISTING: N_("仍存在"),
}
WHY: Final = {
    Why.SITE: N_("新的一次没有检查该站"),
    Why.UNREACHED: N_("新的一次没有取得该站页面"),
    Why.RULE: N_("新的一次没有用这条规则"),
    Why.UNDECIDED: N_("新的一次未能判定"),
    Why.SAMPLE: N_("新的一次只抽查了一部分"),
    Why.OPEN: N_("新的一次没有看全"),
    Why.OTHERWISE: N_("同一对象仍有别的结论"),
}
_SHOWN: Final = 30
_UNTOUCHED: Final = Standing()


def diff_text(old: RunReport, new: RunReport, changes: Sequence[Changed], *, width: int = 100) -> str:
    """The difference for people: what is new first, then what is fixed, not seen, and how much persists."""
    page = Page(width, colour=False)
    head = _("{old}（基准日 {old_day}）与 {new}（基准日 {new_day}）相比")
    days = {"old_day": old.run.as_of.isoformat(), "new_day": new.run.as_of.isoformat()}
    page.line(head.format(old=old.run.id, new=new.run.id, **days))
    if {one.id: one.sha256 for one in old.run.packs} != {one.id: one.sha256 for one in new.run.packs}:
        page.line(_("两次所用规则包不同，差别可能来自规则"))
    sites = {one.site.id: one for one in (*old.sites, *new.sites)}
    for change in CHANGES:
        listed = [one for one in changes if one.change is change]
        asked = sum(one.finding.outcome is Outcome.MANUAL for one in listed)
        more = _("，其中待人工 {n} 条").format(n=asked) if asked else ""
        page.title(_("{what}（{n} 条{more}）").format(what=_(CHANGES[change]), n=len(listed), more=more))
        for one in listed[:_SHOWN]:
            _line(page, one, sites)
        if len(listed) > _SHOWN:
            page.line(_("其余 {n} 条见 JSON").format(n=len(listed) - _SHOWN), indent=2, style="dim")
    return page.text()


def _line(page: Page, one: Changed, sites: Mapping[str, SiteReport]) -> None:
    site, finding = sites[one.site_id], one.finding
    grade = _("待人工") if finding.outcome is Outcome.MANUAL else _(SEVERITIES[finding.severity])
    why = aside(_(WHY[one.why])) if one.why is not None else ""
    standing = site.standing.get(finding.fingerprint, _UNTOUCHED)
    page.line(f"{name_of(site.site)} {line_of(finding, standing)}{why}", indent=2, lead=grade)
    page.line(finding.fingerprint, indent=4, style="dim")


def diff_json(old: RunReport, new: RunReport, changes: Sequence[Changed]) -> JSON:
    """The difference as plain JSON values."""
    counts = Counter(one.change for one in changes)
    sites = {one.site.id: one for one in (*old.sites, *new.sites)}
    return {
        "old": old.run.id,
        "new": new.run.id,
        "counts": {change.value: counts[change] for change in Change},
        "changes": [
            {
                "site": one.site_id,
                "change": one.change.value,
                "why": one.why.value if one.why is not None else None,
                "finding": finding_json(one.finding, sites[one.site_id].standing.get(one.finding.fingerprint, _UNTOUCHED)),
            }
            for one in changes
        ],
    }
