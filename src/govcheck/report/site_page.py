"""One site on a console: verdict, rules, findings, arithmetic, coverage, what was not seen, what waits for a person."""

from __future__ import annotations

from collections import Counter
from typing import Final, TypeAlias

from govcheck.engine.explain import meaning, remedy
from govcheck.i18n import N_, _
from govcheck.outcome import Outcome
from govcheck.records.result import PlanChapter, RuleResult, Score, Veto
from govcheck.report.build import standing
from govcheck.report.findings import TOP, write_findings, write_manual
from govcheck.report.model import Coverage, SiteReport, SiteSummary
from govcheck.report.page import Page
from govcheck.report.words import KINDS, LEVELS, OUTCOMES, STANDINGS, aside, number, pair, rate, said, span, titled
from govcheck.urls import host_of

Table: TypeAlias = tuple[list[str], list[list[str]]]
"""Headings and rows."""

_VETO: Final = {
    Outcome.FAIL: ("×", N_("成立")),
    Outcome.PASS: ("√", N_("已排除")),
    Outcome.NOT_APPLICABLE: ("–", N_("不适用")),
}
_TOTAL: Final = "total"
"""The line in which the score layer sums up itself."""
_ORDER: Final = (Outcome.FAIL, Outcome.PASS, Outcome.MANUAL, Outcome.ERROR, Outcome.NOT_APPLICABLE)


def name_of(site: SiteSummary) -> str:
    """What to call a site: its name, else its host, else its id."""
    return site.name or host_of(site.url) or site.id


def write_site(page: Page, site: SiteReport, top: int = TOP, *, full: bool = True) -> None:
    """Everything a reader of the console needs of one site; not ``full``: of the arithmetic, only what moved the mark."""
    _header(page, site)
    _rules(page, site.result.results)
    write_findings(page, site, top)
    if full:
        _arithmetic(page, site.score)
    else:
        _short_arithmetic(page, site.score)
    _coverage(page, site.coverage, site.chapters)
    _unseen(page, site)
    write_manual(page, site, top)


def _header(page: Page, site: SiteReport) -> None:
    who = site.site
    page.title(name_of(who))
    level = _(LEVELS[who.level]) if who.level else _("层级不明")
    kind = _(KINDS[who.kind]) if who.kind else _("类型不明")
    guess = _("（推断）")
    facts = [
        level + (guess if "level" in who.inferred else ""),
        kind + (guess if "kind" in who.inferred else ""),
        who.region + (guess if "region" in who.inferred else ""),
    ]
    page.line(" · ".join(filter(None, [*facts, who.url])), indent=2, hang=2)
    sign, word, style = STANDINGS[standing(site)]
    why = verdict_words(site.score)
    page.line(pair(_(word), why) if why else _(word), indent=2, lead=sign, style=style)
    counts = who.pages
    read = _("读到 {fetched} 页，失败 {failed} 页，未取 {skipped} 个地址").format(
        fetched=counts.fetched, failed=counts.failed, skipped=counts.skipped
    )
    early = _("；提前停止：{why}").format(why=said(meaning(who.ended))) if who.ended else ""
    page.line((_("保存的副本，") if who.saved_copy else "") + read + early, indent=2, hang=2)


def verdict_words(score: Score) -> str:
    """Why the verdict is what it is: vetoes found or not, how many were decided, and the range of the mark."""
    if score.verdict == "none":
        return ""
    parts = []
    if score.vetoes:
        due = [veto for veto in score.vetoes if veto.outcome is not Outcome.NOT_APPLICABLE]
        checked = sum(veto.outcome.decided for veto in due)
        proven = [titled(veto) for veto in score.vetoes if veto.outcome is Outcome.FAIL]
        found = _("否决项成立：{names}").format(names=_("、").join(proven)) if proven else _("未发现否决项")
        parts.append(found + _("（{of}项已核{checked}项）").format(of=len(due), checked=checked))
    if score.marked:
        parts.append(_("得分区间 {span}").format(span=span(score.low, score.high)))
    return _("，").join(parts)


def rules_table(results: tuple[RuleResult, ...]) -> Table:
    """How the rules of each pack came out: headings and rows; no rows for no rules."""
    groups: dict[str, Counter[Outcome]] = {}
    for result in results:
        label = result.rule.partition("/")[0]
        label += _("（对照检查）") if result.comparison else ""
        label += _("（草案，不计分）") if result.status == "draft" else ""
        groups.setdefault(label, Counter())[result.outcome] += 1
    rows = [[label, *(str(groups[label][outcome]) for outcome in _ORDER)] for label in sorted(groups)]
    if len(groups) > 1:
        total = sum(groups.values(), Counter[Outcome]())
        rows.append([_("合计"), *(str(total[outcome]) for outcome in _ORDER)])
    return [_("规则包"), *(_(OUTCOMES[outcome]) for outcome in _ORDER)], rows


def _rules(page: Page, results: tuple[RuleResult, ...]) -> None:
    headings, rows = rules_table(results)
    if rows:
        page.title(_("规则（{n} 条）").format(n=len(results)))
        page.table(headings, rows, right=1)


def veto_words(veto: Veto) -> tuple[str, str]:
    """Where a veto stands: its sign and its word."""
    sign, state = _VETO.get(veto.outcome, ("△", N_("未定")))
    return sign, _(state)


def _arithmetic(page: Page, score: Score) -> None:
    if score.verdict == "none" or not (score.arithmetic or score.vetoes):
        return
    page.title(_("得分算式（{sheet}）").format(sheet=score.sheet))
    for veto in score.vetoes:
        sign, state = veto_words(veto)
        page.line(pair(titled(veto), state + aside(said(veto.why))), indent=2, lead=sign)
    rows = [
        [
            titled(line),
            said(line.why),
            f"{'+' if line.points > 0 else ''}{number(line.points)}",
            _unseen_points(line.unseen),
        ]
        for line in score.arithmetic
        if line.points or line.unseen
    ]
    if rows:
        page.table([_("指标"), _("原因"), _("得失"), _("未见")], rows, right=2)
    for line in score.arithmetic:
        if not (line.points or line.unseen):  # sums and remarks
            page.line(pair(titled(line), said(line.why)), indent=2, hang=2)
    if score.marked and not any(line.indicator == _TOTAL for line in score.arithmetic):
        end = _("得分区间 {span}，其中未见 {unseen} 分").format(
            span=span(score.low, score.high), unseen=number(score.unseen_points)
        )
        page.line(end + (_("，含加分 {bonus}").format(bonus=number(score.bonus)) if score.bonus else ""), indent=2)


def _short_arithmetic(page: Page, score: Score) -> None:
    """The lines that took or gave points, and the sum."""
    lines = [line for line in score.arithmetic if line.points or line.indicator == _TOTAL]
    if score.verdict == "none" or not lines:
        return
    page.title(_("得分算式（{sheet}）").format(sheet=score.sheet))
    for line in lines:
        points = aside(f"{'+' if line.points > 0 else ''}{number(line.points)}") if line.points else ""
        page.line(pair(titled(line) + points, said(line.why)), indent=2, hang=2)


def _unseen_points(points: float) -> str:
    return number(points) if points else ""


def coverage_table(total: Coverage, chapters: tuple[PlanChapter, ...]) -> Table:
    """Obligations by state, for each chapter and in all: headings and rows; no rows where no obligation is known."""
    rows = [[one.source, _chapter(one.chapter), *_states(one)] for one in chapters]
    if total.obligations:
        rows.append([_("合计"), "", *_states(total)])
    headings = [_("文件"), _("章节"), _("落实"), _("未落实"), _("待人工"), _("不适用"), _("未见"), _("落实率"), _("核查率")]
    return headings, rows


def _coverage(page: Page, total: Coverage, chapters: tuple[PlanChapter, ...]) -> None:
    headings, rows = coverage_table(total, chapters)
    if rows:
        page.title(_("要求的落实（落实率＝落实÷已核，核查率＝已核÷应核）"))
        page.table(headings, rows, right=2)


def _chapter(title: str) -> str:
    """A chapter's title; the score layer writes ``*`` for a document in all."""
    return _("全文") if title == "*" else title or _("其他")


def _states(one: Coverage | PlanChapter) -> list[str]:
    decided = one.met + one.not_met
    # What does not apply cannot be checked: it is shown, and in neither rate.
    every = decided + one.waiting + one.unseen
    counts = (one.met, one.not_met, one.waiting, one.not_applicable, one.unseen)
    return [*map(str, counts), rate(one.met, decided), rate(decided, every)]


def _unseen(page: Page, site: SiteReport) -> None:
    if not site.unseen:
        return
    page.title(_("没有看到的，及办法（不计入网站责任）"))
    for one in site.unseen:
        counts = []
        if one.addresses:
            counts.append(_("{n} 个地址").format(n=one.addresses))
        if one.rules:
            counts.append(_("{n} 条规则未定").format(n=one.rules))
        text = said(meaning(one.reason))
        page.line(pair(text, _("，").join(counts)) if counts else text, indent=2, lead="○")
        if said(remedy(one.reason)):
            page.line(_("办法：{remedy}").format(remedy=said(remedy(one.reason))), indent=4, hang=2)
