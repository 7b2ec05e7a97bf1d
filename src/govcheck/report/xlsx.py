"""The workbook 问题清单: 总表, the list itself, 提示, what could not be seen, and how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from govcheck import __version__
from govcheck.engine.explain import meaning, remedy
from govcheck.i18n import _
from govcheck.outcome import Outcome, Severity
from govcheck.report.build import standing
from govcheck.report.model import RunReport, SiteReport
from govcheck.report.paper_rows import COLUMNS, Value, clock, items, row
from govcheck.report.papers import findings_for_paper, hints_for_paper, left_out, standing_of, unreviewed_mark, waiting
from govcheck.report.sheet import Book, Field
from govcheck.report.site_page import name_of, verdict_words
from govcheck.report.words import KINDS, LEVELS, SEVERITIES, STANDINGS, aside, rate, said

_STATES: Final = ("met", "not_met", "waiting", "not_applicable", "unseen")


class XlsxReporter:
    """A workbook; without ``unreviewed`` only what a person confirmed goes in."""

    def __init__(self, *, unreviewed: bool = False) -> None:
        self.unreviewed = unreviewed

    def render_bytes(self, report: RunReport) -> bytes:
        """The workbook's bytes; equal reports give equal bytes.

        Raises:
            UsageError: there are more findings than a sheet holds.
        """
        run = report.run
        title = _("问题清单　运行 {id}").format(id=run.id)
        with Book(title, run.finished or run.started, mark=unreviewed_mark(self.unreviewed)) as book:
            note = _("运行 {id}　判定基准日 {as_of}").format(id=run.id, as_of=run.as_of.isoformat())
            whose = "" if self.unreviewed else _("判定和得分按全部机器结论计算，不论是否核对")
            book.sheet(_("总表"), _site_fields(), self._sites(report), note="　".join(filter(None, (note, whose))))
            listed = [row(item) for item in items(report, unreviewed=self.unreviewed)]
            book.sheet(
                _("问题清单"), _ledger_fields(), listed, note="　".join(filter(None, (note, self._left_out(report))))
            )
            hints = [row(item) for item in items(report, unreviewed=self.unreviewed, hints=True)]
            if hints:
                book.sheet(_("提示"), _ledger_fields(), hints, note=_("不计分、不计入问题数；时限是本工具的解读"))
            book.sheet(_("未能检查"), _unseen_fields(), _unseen(report), note=_("没有看到的不算网站的责任"))
            book.sheet(_("说明"), [Field(_("项目"), 24), Field(_("内容"), 100)], self._about(report))
        return book.data

    def _left_out(self, report: RunReport) -> str:
        rest = sum(left_out(site, self.unreviewed) for site in report.sites)
        return _("另有 {n} 条机器结论未经人工核对，未列入").format(n=rest) if rest else ""

    def _sites(self, report: RunReport) -> Iterator[list[Value]]:
        for number, site in enumerate(report.sites, 1):
            who, listed = site.site, findings_for_paper(site, self.unreviewed)
            counts = Counter(one.severity for one in listed)
            cover = site.coverage
            decided = cover.met + cover.not_met
            yield [
                number,
                name_of(who),
                who.site_code,
                who.url,
                _(LEVELS[who.level]) if who.level else "",
                _(KINDS[who.kind]) if who.kind else "",
                who.region,
                _(STANDINGS[standing(site)][1]),
                verdict_words(site.score),
                site.score.low if _marked(site) else "",
                site.score.high if _marked(site) else "",
                len(listed),
                *(counts[severity] for severity in Severity),
                len(hints_for_paper(site, self.unreviewed)),
                left_out(site, self.unreviewed),
                len(waiting(site)),
                sum(standing_of(site, one).silent for one in site.result.findings),
                cover.obligations,
                *(int(getattr(cover, name)) for name in _STATES),
                rate(cover.met, decided),
                rate(decided, cover.obligations),
                who.pages.fetched,
                who.pages.failed,
                who.pages.skipped,
            ]

    def _about(self, report: RunReport) -> Iterator[list[Value]]:
        run = report.run
        if self.unreviewed:
            yield [_("未经复核"), _("本清单由程序生成，尚未经人工核对，只供核对使用，不得作为通报、扣分的依据。")]
        else:
            yield [_("复核"), _("只列入经人工核对属实的问题；判定和得分仍按全部机器结论计算。")]
        yield [_("工具"), f"govcheck {__version__}"]
        yield [_("运行"), run.id]
        yield [_("开始"), clock(run.started)]
        yield [_("结束"), clock(run.finished)]
        yield [_("判定基准日"), run.as_of.isoformat()]
        yield [_("抽样种子"), run.seed]
        yield [_("检查依据"), run.authority or _("未写明，遵守 robots.txt")]
        for pack in run.packs:
            yield [_("规则包"), f"{pack.id} {pack.version}\nsha256 {pack.sha256}"]
        for table in run.tables:
            yield [_("所用表格"), f"{table.name}\nsha256 {table.sha256}"]
        absent = [name for name in sorted(run.capabilities) if not run.capabilities[name]]
        yield [_("本机不具备"), _("、").join(absent) or _("无")]
        yield [_("得分区间"), _("下限把没有看到的指标按全失计，上限按全得计；没有看全时不给单一分数。")]
        yield [_("核查率与落实率"), _("核查率＝已判定的要求÷全部要求；落实率＝已落实÷已判定。")]
        yield [_("指纹"), _("同一问题在各次检查中不变的编号，供台账、豁免和复查对应。")]


def _marked(site: SiteReport) -> bool:
    return site.score.marked and site.score.verdict != "none"


def _site_fields() -> list[Field]:
    return [
        Field(_("序号"), 6),
        Field(_("网站名称"), 24),
        Field(_("网站标识码"), 13),
        Field(_("网址"), 28),
        Field(_("层级"), 8),
        Field(_("类型"), 8),
        Field(_("行政区划"), 13),
        Field(_("判定"), 10),
        Field(_("判定说明"), 36),
        Field(_("得分下限"), 9),
        Field(_("得分上限"), 9),
        Field(_("问题数"), 8),
        *(Field(_(SEVERITIES[severity]), 7) for severity in Severity),
        Field(_("提示"), 7),
        Field(_("未复核未列入"), 10),
        Field(_("待人工核实"), 10),
        Field(_("核对为误报"), 10),
        Field(_("要求总数"), 9),
        Field(_("已落实"), 8),
        Field(_("未落实"), 8),
        Field(_("待人工"), 8),
        Field(_("不适用"), 8),
        Field(_("未见"), 8),
        Field(_("落实率"), 14),
        Field(_("核查率"), 14),
        Field(_("读到页数"), 9),
        Field(_("失败页数"), 9),
        Field(_("未取地址"), 9),
    ]


def _ledger_fields() -> list[Field]:
    return [Field(_(one.heading), one.width, tuple(map(_, one.choices))) for one in COLUMNS]


def _unseen_fields() -> list[Field]:
    return [
        Field(_("网站名称"), 24),
        Field(_("网址"), 28),
        Field(_("没有看到的原因"), 32),
        Field(_("地址数"), 9),
        Field(_("未能判定的规则数"), 12),
        Field(_("涉及的规则"), 60),
        Field(_("怎样补查"), 44),
    ]


def _unseen(report: RunReport) -> Iterator[list[Value]]:
    for site in report.sites:
        for one in site.unseen:
            rules = [
                f"{result.rule}{aside(said(result.detail))}"
                for result in site.result.results
                if result.outcome is Outcome.ERROR and result.reason is one.reason
            ]
            early = _("（因此提前停止）") if site.site.ended is one.reason else ""
            yield [
                name_of(site.site),
                site.site.url,
                said(meaning(one.reason)) + early,
                one.addresses,
                one.rules,
                "\n".join(rules),
                said(remedy(one.reason)),
            ]
