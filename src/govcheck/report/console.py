"""The report for people: who was looked at and how, an overview of a batch, then each site; never a wall of text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from govcheck import __version__
from govcheck.i18n import _
from govcheck.outcome import Severity
from govcheck.report.build import counted, standing
from govcheck.report.findings import TOP, decided_words
from govcheck.report.model import RunMeta, RunReport, SiteReport, Summary
from govcheck.report.page import Page
from govcheck.report.safe import plain
from govcheck.report.site_page import name_of, write_site
from govcheck.report.words import KINDS, LEVELS, SEVERITIES, STANDINGS, span

_IN_FULL: Final = 8
"""With more sites only the overview is shown: the rest is in JSON and in the run folder."""
_TOP_OF_SEVERAL: Final = 3
_LISTED: Final = 50
_NAME: Final = 24
_ORDER: Final = {name: place for place, name in enumerate(("unqualified", "undetermined", "unseen", "qualified"))}


class ConsoleReporter:
    """Text for a terminal or a file, in the language in force."""

    def __init__(self, *, width: int = 100, colour: bool = False, brief: bool = False) -> None:
        self.width = width
        self.colour = colour
        self.brief = brief
        """Of the arithmetic of a single site, only what moved the mark."""

    def render(self, report: RunReport) -> str:
        """The report."""
        page = Page(self.width, colour=self.colour)
        _run(page, report.run)
        if len(report.sites) != 1:
            _overview(page, report)
        if len(report.sites) <= _IN_FULL:
            for site in report.sites:
                if len(report.sites) == 1:
                    write_site(page, site, TOP, full=not self.brief)
                else:
                    write_site(page, site, _TOP_OF_SEVERAL, full=False)
        else:
            _most_common(page, report.sites)
            page.title(_("各站详情见 JSON 或运行目录"))
        return page.text()

    def overview(self, report: RunReport) -> str:
        """The run and a line for each site, without their findings."""
        page = Page(self.width, colour=self.colour)
        _run(page, report.run)
        _overview(page, report)
        return page.text()


def _run(page: Page, run: RunMeta) -> None:
    page.line(
        _("govcheck {version}，运行 {id}，判定基准日 {as_of}，抽样种子 {seed}").format(
            version=__version__, id=run.id, as_of=run.as_of.isoformat(), seed=run.seed
        )
    )
    if run.packs:
        page.line(_("规则包：{packs}").format(packs=_("、").join(f"{one.id} {one.version}" for one in run.packs)), hang=2)
    if run.authority:
        page.line(_("检查依据：{authority}（据此未受 robots.txt 限制）").format(authority=run.authority), hang=2)
    absent = [name for name in sorted(run.capabilities) if not run.capabilities[name]]
    if absent:
        page.line(_("本机不具备：{names}").format(names=_("、").join(absent)), hang=2)


def _overview(page: Page, report: RunReport) -> None:
    summary = report.summary
    page.title(_("总体（{n} 个站点）").format(n=summary.sites))
    page.line(_sums(summary), indent=2, hang=2)
    counts = [f"{_(SEVERITIES[one])} {summary.findings.get(one, 0)}" for one in Severity]
    page.line(_("需整改：{counts}").format(counts=_("，").join(counts)), indent=2, hang=2)
    if decided := decided_words(report.sites):
        page.line(decided, indent=2, hang=2)
    if not report.sites:
        return
    ordered = sorted(report.sites, key=lambda one: (_ORDER.get(standing(one), len(_ORDER)), one.score.low))
    headings = [_("站点"), _("层级"), _("类型"), _("判定"), _("得分区间"), _("需整改"), _("页数")]
    page.table(headings, [_row(site) for site in ordered[:_LISTED]], right=4)
    if len(ordered) > _LISTED:
        page.line(_("其余 {n} 个站点见 JSON").format(n=len(ordered) - _LISTED), indent=2, style="dim")


def _sums(summary: Summary) -> str:
    parts = [
        (_("合格"), summary.qualified),
        (_("不合格"), summary.unqualified),
        (_("未定"), summary.undetermined),
        (_("未能访问"), summary.unseen),
        (_("仅对照检查"), summary.comparison),
    ]
    return _("，").join(f"{word} {count}" for word, count in parts if count or word != _("仅对照检查"))


def _row(site: SiteReport) -> list[str]:
    who, score = site.site, site.score
    sign, word, _style = STANDINGS[standing(site)]
    return [
        plain(name_of(who), _NAME),
        _(LEVELS[who.level]) if who.level else "–",
        _(KINDS[who.kind]) if who.kind else "–",
        f"{sign} {_(word)}",
        span(score.low, score.high) if score.verdict != "none" and score.marked else "–",
        str(len(counted(site))),
        str(who.pages.fetched),
    ]


def _most_common(page: Page, sites: Sequence[SiteReport]) -> None:
    """In how many sites each rule was broken: where a region should begin."""
    broken: defaultdict[str, set[str]] = defaultdict(set)
    findings: Counter[str] = Counter()
    for site in sites:
        for finding in counted(site):
            for rule in finding.rules:
                broken[rule].add(site.site.id)
                findings[rule] += 1
    if not broken:
        return
    page.title(_("各站共有的（未通过站点最多的规则）"))
    order = sorted(broken, key=lambda rule: (-len(broken[rule]), rule))[:TOP]
    rows = [[rule, str(len(broken[rule])), str(findings[rule])] for rule in order]
    page.table([_("规则"), _("站点"), _("条数")], rows, right=1)
