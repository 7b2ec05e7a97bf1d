"""How findings and their evidence read on a console."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from govcheck.engine.explain import meaning
from govcheck.i18n import _
from govcheck.outcome import Outcome
from govcheck.records.result import AbsenceEvidence, Cite, Evidence, Finding, PageEvidence, WireEvidence
from govcheck.records.standing import Standing, State
from govcheck.report.build import proven
from govcheck.report.model import SiteReport
from govcheck.report.page import Page
from govcheck.report.paper_words import MARKS
from govcheck.report.safe import plain
from govcheck.report.words import PARTS, SEVERITIES, SIGNS, STYLES, aside, pair, reading, said

Standings: TypeAlias = Mapping[str, Standing]
"""By fingerprint, as :class:`SiteReport` has them."""
_UNTOUCHED: Final = Standing()
_NOTHING_SAID: Final[Standings] = MappingProxyType({})
TOP: Final = 10
_CITES: Final = 3
_EVIDENCE: Final = 2
_PLACES: Final = 3
_EXCERPT: Final = 120
_NAME: Final = 60


def worst_first(findings: Sequence[Finding], standings: Standings = _NOTHING_SAID) -> list[Finding]:
    """Findings to be rectified, gravest first; 提示 and 对照检查 after those that count, waived ones and 误报 last."""
    failed = [one for one in findings if one.outcome is Outcome.FAIL]
    return sorted(
        failed,
        key=lambda one: (
            not _standing(one, standings).counts,
            one.comparison,
            one.hint,
            -one.severity.rank,
            one.check,
            one.subject,
            one.locator,
        ),
    )


def write_findings(page: Page, site: SiteReport, top: int = TOP) -> None:
    """The worst findings with their evidence, then how many more there are."""
    listed = worst_first(site.result.findings, site.standing)
    if not listed:
        return
    counted = len(proven(listed, site.standing))
    others = len(listed) - len(proven(listed))
    more = _("，另有提示和对照检查 {n} 条").format(n=others) if others else ""
    page.title(_("需整改（{n} 条{more}）").format(n=counted, more=more))
    if decided := decided_words([site]):
        page.line(decided, indent=2, hang=2)
    for one in listed[:top]:
        _finding(page, one, _standing(one, site.standing))
    _more(page, len(listed) - top)


def decided_words(sites: Iterable[SiteReport]) -> str:
    """How many that were proven are waived, 误报, known, or have a waiver that expired; nothing when nobody decided any."""
    stands = [_standing(one, site.standing) for site in sites for one in proven(site.result.findings)]
    parts = (
        (_("已豁免 {n} 条（不计数）"), sum(one.state is State.WAIVED for one in stands)),
        (_("误报 {n} 条（不计数）"), sum(one.silent and one.state is not State.WAIVED for one in stands)),
        (_("已知 {n} 条"), sum(one.counts and one.state is State.KNOWN for one in stands)),
        (_("豁免过期 {n} 条（重新计数）"), sum(one.counts and one.expired is not None for one in stands)),
    )
    return _("，").join(words.format(n=count) for words, count in parts if count)


def write_manual(page: Page, site: SiteReport, top: int = TOP) -> None:
    """What a person has to look at, a line each; last what one has looked at and waived or called 误报."""
    asked = [one for one in site.result.findings if one.outcome is Outcome.MANUAL]
    if not asked:
        return
    listed = sorted(asked, key=lambda one: not _standing(one, site.standing).counts)
    page.title(_("待人工核实（{n} 条）").format(n=sum(_standing(one, site.standing).counts for one in listed)))
    for one in listed[:top]:
        text = line_of(one, _standing(one, site.standing)) + aside(said(meaning(one.reason)))
        page.line(text, indent=2, lead="△", style="yellow")
        place = address_of(one)
        if place:
            page.line(place, indent=4, style="dim")
    _more(page, len(listed) - top)


def _more(page: Page, rest: int) -> None:
    if rest > 0:
        page.line(_("其余 {n} 条见 JSON").format(n=rest), indent=2, style="dim")


def _finding(page: Page, one: Finding, standing: Standing) -> None:
    page.line(
        line_of(one, standing),
        indent=2,
        lead=f"{SIGNS[one.severity]} {_(SEVERITIES[one.severity])}",
        style=STYLES[one.severity],
    )
    page.line(_("要求：{cites}").format(cites=_cites(one.cites)), indent=4, hang=2)
    for proof in one.evidence[:_EVIDENCE]:
        for place, text in enumerate(evidence_lines(proof)):
            page.line(text, indent=4 if place == 0 else 6, hang=2)
    if len(one.evidence) > _EVIDENCE:
        page.line(_("另有 {n} 处证据").format(n=len(one.evidence) - _EVIDENCE), indent=6)
    if said(one.remedy):
        page.line(_("整改：{remedy}").format(remedy=said(one.remedy)), indent=4, hang=2)


def standing_tags(one: Standing) -> str:
    """What people decided of a finding, as tags before its message."""
    tags = (
        _("［已豁免］") if one.state is State.WAIVED else "",
        _("［已知］") if one.state is State.KNOWN else "",
        _("［豁免已过期］") if one.expired is not None else "",
        f"［{_(MARKS[one.review.mark])}］" if one.review is not None else "",
    )
    return "".join(tags)


def line_of(one: Finding, standing: Standing = _UNTOUCHED) -> str:
    """A finding on one line: what people decided, 提示 or 对照检查, its message."""
    return standing_tags(standing) + _tags(one) + said(one.message)


def _standing(one: Finding, standings: Standings) -> Standing:
    return standings.get(one.fingerprint, _UNTOUCHED)


def _tags(one: Finding) -> str:
    tags = (_("［对照检查］") if one.comparison else "", _("［提示］") if one.hint else "")
    return "".join(tags)


def _cites(cites: Sequence[Cite]) -> str:
    shown = [f"{one.source} {one.clause}" + ("" if one.basis == "stated" else _("（解读）")) for one in cites[:_CITES]]
    more = _("，等 {n} 条").format(n=len(cites)) if len(cites) > _CITES else ""
    return _("；").join(shown) + more if shown else "–"


def address_of(one: Finding) -> str:
    """The address of the first page it rests on; empty for none."""
    return next((proof.final_address or proof.address for proof in one.evidence if isinstance(proof, PageEvidence)), "")


def evidence_lines(one: Evidence, *, full: bool = False) -> list[str]:
    """A piece of evidence in words: where, what was read, and how; ``full``: nothing of it is cut."""
    if isinstance(one, PageEvidence):
        return _page(one, 0 if full else _EXCERPT)
    if isinstance(one, WireEvidence):
        value = "–" if one.value is None else str(one.value)
        text = _("证据：{host} {fact}：{value}").format(host=one.host, fact=one.fact, value=value)
        return [text, one.detail] if one.detail else [text]
    return _absence(one, full=full)


def _page(one: PageEvidence, longest: int) -> list[str]:
    lines = [_("证据：{address}（HTTP {status}）").format(address=one.final_address or one.address, status=one.status)]
    read = []
    if one.excerpt:
        read.append(_("“{text}”").format(text=plain(one.excerpt, longest)))
    if one.value is not None and str(one.value) != one.excerpt:
        read.append(_("读到：{value}").format(value=plain(value_words(one.value), longest)))
    if one.how:
        read.append(_("读法：{how}").format(how=reading(one.how)))
    return [*lines, _("；").join(read)] if read else lines


def value_words(value: object) -> str:
    """A value as read, in words."""
    """A value as read, in words: lists joined, parts named."""
    if isinstance(value, list | tuple):
        return _("、").join(map(value_words, value)) or "–"
    if isinstance(value, Mapping):
        return _("，").join(
            f"{_(PARTS[name]) if name in PARTS else name} {value_words(value[name])}" for name in sorted(value)
        )
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(value)


def _absence(one: AbsenceEvidence, *, full: bool) -> list[str]:
    looked = _("证据：查找 {n} 处，没有找到").format(n=len(one.searched))
    lines = [pair(looked, " ".join(one.searched) if full else _places(one.searched)) if one.searched else looked]
    if one.names:
        lines.append(_("所找名称：{names}").format(names=_names(one.names, full=full)))
    if one.nearest:
        lines.append(_("最接近的：{names}").format(names=_names(one.nearest, full=full)))
    return lines


def _places(searched: Sequence[str]) -> str:
    return " ".join(searched[:_PLACES]) + (" …" if len(searched) > _PLACES else "")


def _names(names: Sequence[str], *, full: bool) -> str:
    if full:
        return _("、").join(map(plain, names))
    shown = _("、").join(plain(name, _NAME) for name in names[: 2 * _PLACES])
    return shown + ("…" if len(names) > 2 * _PLACES else "")
