"""A site as papers (HTML, Markdown) lay it out: words in the language in force, nothing left to decide but the drawing.

Nothing here is escaped: each paper makes the text of others dead in its own way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.engine.explain import meaning, remedy
from govcheck.i18n import _
from govcheck.outcome import Outcome
from govcheck.records.result import AbsenceEvidence, Evidence, Finding, PageEvidence, RuleResult, Score, WireEvidence
from govcheck.report.build import standing
from govcheck.report.findings import value_words
from govcheck.report.model import SiteReport, SourceUsed
from govcheck.report.paper_words import clauses, link_of, moment_words, standing_lines
from govcheck.report.papers import findings_for_paper, hints_for_paper, left_out, standing_of, waiting
from govcheck.report.site_page import Table, coverage_table, name_of, rules_table, verdict_words, veto_words
from govcheck.report.words import KINDS, LEVELS, OUTCOMES, SEVERITIES, SIGNS, STANDINGS, number, reading, said, span, titled

_PROOFS: Final = 10
_PLACES: Final = 12

Sources = Mapping[str, SourceUsed]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands there. ``link``: where ``text`` may lead, empty for nowhere. ``code``: hashes, selectors.
    ``quoted``: as it stands on the site.
    """

    label: str
    text: str
    link: str = ""
    code: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A finding. ``place``: where it is to be seen. ``proofs``: each piece of evidence as its facts; ``more``: how many
    pieces are not shown.
    """

    id: str
    sign: str
    word: str
    severity: str
    message: str
    place: Fact | None
    facts: tuple[Fact, ...]
    proofs: tuple[tuple[Fact, ...], ...]
    more: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the arithmetic, or a sum of it where ``points`` and ``unseen`` are empty."""

    title: str
    why: str
    points: str
    unseen: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """One site. ``stand``: word of its standing for styles; ``vetoes``: sign, state, title and why of each."""

    id: str
    name: str
    url: Fact
    facts: tuple[str, ...]
    stand: str
    sign: str
    verdict: str
    why: str
    range: str
    sheet: str
    pages: str
    vetoes: tuple[tuple[str, str, str, str], ...]
    rows: tuple[Row, ...]
    rules: Table
    coverage: Table
    findings: tuple[Item, ...]
    hints: tuple[Item, ...]
    manual: tuple[Item, ...]
    notes: tuple[str, ...]
    unseen: tuple[tuple[str, str, str, str], ...]
    undecided: tuple[tuple[str, str, str], ...]


def site_view(site: SiteReport, sources: Sources, unreviewed: bool) -> SiteView:
    """One site; ``unreviewed``: with the findings, and what waits for a person, that nobody looked at yet."""
    who, score = site.site, site.score
    stand = standing(site)
    sign, word, _style = STANDINGS[stand]
    guess = _("（推断）")
    level = _(LEVELS[who.level]) if who.level else _("层级不明")
    kind = _(KINDS[who.kind]) if who.kind else _("类型不明")
    region = _("行政区划 {codes}").format(codes=who.region) if who.region else ""
    named = (("level", level), ("kind", kind), ("region", region))
    return SiteView(
        id=who.id,
        name=name_of(who),
        url=address_fact("", who.url),
        facts=tuple(text + (guess if name in who.inferred else "") for name, text in named if text),
        stand=stand,
        sign=sign,
        verdict=_(word),
        why=verdict_words(score),
        range=span(score.low, score.high) if score.verdict != "none" and score.marked else "–",
        sheet=score.sheet if score.verdict != "none" else "",
        pages=_pages(site),
        vetoes=tuple((*veto_words(veto), titled(veto), said(veto.why)) for veto in score.vetoes),
        rows=tuple(_rows(score)),
        rules=rules_table(site.result.results),
        coverage=coverage_table(site.coverage, site.chapters),
        findings=_items(site, findings_for_paper(site, unreviewed), sources),
        hints=_items(site, hints_for_paper(site, unreviewed), sources),
        manual=_items(site, waiting(site) if unreviewed else [], sources),
        notes=tuple(_notes(site, unreviewed)),
        unseen=tuple(
            (said(meaning(one.reason)), str(one.addresses or ""), str(one.rules or ""), said(remedy(one.reason)))
            for one in site.unseen
        ),
        undecided=tuple(_undecided(site.result.results)),
    )


def address_fact(label: str, address: str) -> Fact:
    """An address as text, and as a link where it may be followed."""
    return Fact(label, address, link_of(address), quoted=True)


def _pages(site: SiteReport) -> str:
    pages = site.site.pages
    text = _("读到 {fetched} 页，失败 {failed} 页，未取 {skipped} 个地址").format(
        fetched=pages.fetched, failed=pages.failed, skipped=pages.skipped
    )
    early = _("；提前停止：{why}").format(why=said(meaning(site.site.ended))) if site.site.ended else ""
    return (_("保存的副本，") if site.site.saved_copy else "") + text + early


def _rows(score: Score) -> list[Row]:
    if score.verdict == "none":
        return []
    return [
        Row(
            titled(one),
            said(one.why),
            f"{'+' if one.points > 0 else ''}{number(one.points)}" if one.points or one.unseen else "",
            number(one.unseen) if one.unseen else "",
            one.findings,
        )
        for one in score.arithmetic
    ]


def _notes(site: SiteReport, unreviewed: bool) -> list[str]:
    """What the paper does not hold, and how much of it: nothing is left out unsaid."""
    findings = site.result.findings
    out = left_out(site, unreviewed)
    false = sum(standing_of(site, one).silent for one in findings)
    compared = sum(one.comparison for one in findings)
    said_of = (
        (out, _("另有 {n} 条未经人工核对，未列入")),
        (false, _("{n} 条经人工核对为误报，未列入")),
        (compared, _("对照检查发现 {n} 条，不作判定，未列入")),
    )
    lines = [text.format(n=count) for count, text in said_of if count]
    if out or false:
        lines.append(_("判定和得分按程序检出的全部问题计算，未随人工核对改动。"))
    return lines


def _undecided(results: Sequence[RuleResult]) -> list[tuple[str, str, str]]:
    listed = [one for one in results if one.outcome in (Outcome.ERROR, Outcome.MANUAL) and not one.comparison]
    return [(one.rule, _(OUTCOMES[one.outcome]), said(one.detail)) for one in listed]


def _items(site: SiteReport, findings: Sequence[Finding], sources: Sources) -> tuple[Item, ...]:
    return tuple(_item(site, one, sources) for one in findings)


def _item(site: SiteReport, one: Finding, sources: Sources) -> Item:
    facts = [Fact(_("要求"), line) for line in clauses(one.cites, sources)]
    if one.outcome is Outcome.MANUAL:
        facts.append(Fact(_("为何待人工"), said(meaning(one.reason))))
    if said(one.remedy):
        facts.append(Fact(_("整改"), said(one.remedy)))
    facts += [Fact(_("核对与豁免"), line) for line in standing_lines(standing_of(site, one))]
    facts.append(Fact(_("规则"), " ".join(one.rules), code=True))
    place = next((proof for proof in one.evidence if isinstance(proof, PageEvidence)), None)
    return Item(
        id=one.fingerprint,
        sign=SIGNS[one.severity],
        word=_(SEVERITIES[one.severity]),
        severity=one.severity.value,
        message=said(one.message),
        place=address_fact(_("地址"), place.final_address or place.address) if place is not None else None,
        facts=tuple(facts),
        proofs=tuple(tuple(_proof(proof)) for proof in one.evidence[:_PROOFS]),
        more=max(len(one.evidence) - _PROOFS, 0),
    )


def _proof(one: Evidence) -> list[Fact]:
    if isinstance(one, PageEvidence):
        return _page(one)
    if isinstance(one, WireEvidence):
        value = value_words(one.value) if one.value is not None else "–"
        facts = [Fact(_("主机"), one.host, quoted=True), Fact(_("网络事实"), f"{one.fact} {value}", quoted=True)]
        facts += [Fact(_("说明"), one.detail, quoted=True)] if one.detail else []
        return [*facts, Fact(_("时间"), moment_words(one.fetched_at))]
    return _absence(one)


def _page(one: PageEvidence) -> list[Fact]:
    facts = [address_fact(_("地址"), one.final_address or one.address)]
    if one.final_address and one.address != one.final_address:
        facts.append(address_fact(_("原地址"), one.address))
    facts.append(Fact(_("时间"), f"{moment_words(one.fetched_at)} HTTP {one.status}"))
    if one.excerpt:
        facts.append(Fact(_("摘录"), one.excerpt, quoted=True))
    if one.value is not None and str(one.value) != one.excerpt:
        facts.append(Fact(_("读到"), value_words(one.value), quoted=True))
    facts += [Fact(_("读法"), reading(one.how))] if one.how else []
    facts += [Fact(_("位置"), one.css or one.xpath, code=True)] if one.css or one.xpath else []
    return [*facts, Fact("SHA-256", one.sha256, code=True)] if one.sha256 else facts


def _absence(one: AbsenceEvidence) -> list[Fact]:
    facts = [Fact(_("没有找到"), _("查找 {n} 处").format(n=len(one.searched)))]
    facts += [address_fact(_("查过"), address) for address in one.searched[:_PLACES]]
    if len(one.searched) > _PLACES:
        facts.append(Fact("", _("另有 {n} 处").format(n=len(one.searched) - _PLACES)))
    if one.names:
        facts.append(Fact(_("所找名称"), _("、").join(one.names)))
    if one.nearest:
        facts.append(Fact(_("最接近的"), _("、").join(one.nearest), quoted=True))
    return facts
