"""A run as papers (HTML, Markdown) lay it out: heading, overview, sites, and the method by which all of it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from govcheck import __version__
from govcheck.i18n import _
from govcheck.outcome import Severity
from govcheck.report.json_report import WHOLE_SITES, run_json
from govcheck.report.model import RunMeta, RunReport
from govcheck.report.paper_view import Fact, SiteView, site_view
from govcheck.report.paper_words import CAPABILITIES, document, moment_words
from govcheck.report.papers import findings_for_paper, unreviewed_mark
from govcheck.report.words import SEVERITIES, aside

_ORDER: Final = ("unqualified", "undetermined", "unseen", "qualified", "comparison")


@dataclass(frozen=True, slots=True)
class PaperView:
    """The whole paper. ``mark``: 未经复核 or nothing. ``whole``: whether the sites are told in full, or only listed."""

    title: str
    mark: str
    basis: str
    sums: tuple[Fact, ...]
    severities: tuple[tuple[str, str, int], ...]
    """Word for styles, word for people, findings on this paper."""
    sites: tuple[SiteView, ...]
    whole: bool
    run: tuple[Fact, ...]
    packs: tuple[tuple[str, str, str], ...]
    documents: tuple[str, ...]


def paper_view(report: RunReport, unreviewed: bool) -> PaperView:
    """The paper of a run; ``unreviewed``: with the findings that no person looked at yet."""
    sources = {one.key: one for one in report.run.sources}
    sites = [site_view(site, sources, unreviewed) for site in report.sites]
    summary = report.summary
    sums = [
        (_("站点"), summary.sites),
        (_("合格"), summary.qualified),
        (_("不合格"), summary.unqualified),
        (_("未定"), summary.undetermined),
        (_("未能访问"), summary.unseen),
        (_("仅对照检查"), summary.comparison),
    ]
    listed = [one.severity for site in report.sites for one in findings_for_paper(site, unreviewed)]
    cited = {cite.source for site in report.sites for one in site.result.results for cite in one.cites}
    return PaperView(
        title=_("网站检查报告：{name}").format(name=sites[0].name) if len(sites) == 1 else _("网站检查报告"),
        mark=unreviewed_mark(unreviewed),
        basis=_basis(unreviewed),
        sums=tuple(Fact(word, str(count)) for word, count in sums if count or word != _("仅对照检查")),
        severities=tuple((one.value, _(SEVERITIES[one]), listed.count(one)) for one in Severity),
        sites=tuple(sorted(sites, key=lambda one: _ORDER.index(one.stand))),
        whole=len(sites) <= WHOLE_SITES,
        run=tuple(_run(report.run)),
        packs=tuple((one.id, one.version, one.sha256) for one in report.run.packs),
        documents=tuple(f"{key} {document(key, sources)}".strip() for key in sorted(cited) if key in sources),
    )


def _basis(unreviewed: bool) -> str:
    if unreviewed:
        return _("本报告的问题由程序检出，尚未经人工核对，不得作为通报、考核的依据。")
    return _("本报告只列经人工核对属实的问题。")


def _run(run: RunMeta) -> list[Fact]:
    """Everything that bears on the result; options as the JSON report prints them, secrets masked."""
    printed = run_json(run)
    facts = [
        Fact(_("程序"), f"govcheck {__version__}"),
        Fact(_("运行"), run.id),
        Fact(_("开始"), moment_words(run.started)),
        Fact(_("结束"), moment_words(run.finished)),
        Fact(_("时区"), "Asia/Shanghai (UTC+08:00)"),
        Fact(_("判定基准日"), run.as_of.isoformat()),
        Fact(_("抽样种子"), run.seed),
        Fact(
            _("检查依据"),
            run.authority + aside(_("据此未受 robots.txt 限制")) if run.authority else _("未写明，遵守 robots.txt"),
        ),
    ]
    for name in sorted(run.capabilities):
        word = _(CAPABILITIES[name]) if name in CAPABILITIES else name
        facts.append(Fact(_("本机能力"), f"{word} " + (_("具备") if run.capabilities[name] else _("不具备"))))
    facts += [Fact(_("所用表"), f"{one.name} {one.sha256}", code=True) for one in run.tables]
    facts += [Fact(_("选项"), f"{name} = {_option(value)}", code=True) for name, value in printed["options"].items()]
    return facts


def _option(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
