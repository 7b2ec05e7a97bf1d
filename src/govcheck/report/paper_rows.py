"""The rows of the 问题清单, in the columns that offices keep their ledgers in: for workbook and CSV alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from govcheck.engine.explain import meaning
from govcheck.i18n import N_, _
from govcheck.outcome import Outcome
from govcheck.records.result import AbsenceEvidence, Finding, PageEvidence, WireEvidence
from govcheck.records.standing import Standing, State
from govcheck.report.findings import evidence_lines, value_words
from govcheck.report.model import RunMeta, RunReport, SiteReport
from govcheck.report.paper_words import document, moment_words
from govcheck.report.papers import findings_for_paper, hints_for_paper, standing_of
from govcheck.report.safe import plain
from govcheck.report.site_page import name_of
from govcheck.report.words import SEVERITIES, aside, said, titled

Value: TypeAlias = str | int | float
"""What a cell holds: text (dead, lines set apart by ``\\n``) or a number that is one."""

_EVIDENCE: Final = 3
_LINE: Final = 1_000
"""Characters of one line of evidence: a cell is read by a person."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row: a finding where it was found."""

    number: int
    run: RunMeta
    site: SiteReport
    finding: Finding

    @property
    def standing(self) -> Standing:
        """What people decided of it."""
        return standing_of(self.site, self.finding)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading (a source text), its width in characters, what stands in it, the words it is filled from."""

    heading: str
    width: int
    value: Callable[[Item], Value]
    choices: tuple[str, ...] = ()


def items(report: RunReport, *, unreviewed: bool, hints: bool = False) -> Iterator[Item]:
    """The rows of a paper, site by site, gravest first; or those of its 提示."""
    listed = hints_for_paper if hints else findings_for_paper
    found = ((site, finding) for site in report.sites for finding in listed(site, unreviewed))
    return (Item(number, report.run, site, finding) for number, (site, finding) in enumerate(found, 1))


def row(item: Item) -> list[Value]:
    """The cells of a row."""
    return [column.value(item) for column in COLUMNS]


def address(finding: Finding) -> str:
    """The page a person opens to see it; where it was looked for in vain, the first such place; else nothing."""
    pages = [one for one in finding.evidence if isinstance(one, PageEvidence)]
    if pages:
        return plain(pages[0].final_address or pages[0].address, _LINE)
    looked = (place for one in finding.evidence if isinstance(one, AbsenceEvidence) for place in one.searched)
    return plain(next(looked, ""), _LINE)


def read_value(finding: Finding) -> str:
    """What was read there: the value of the first evidence that has one."""
    values = (one.value for one in finding.evidence if isinstance(one, PageEvidence | WireEvidence))
    first = next((value for value in values if value is not None), None)
    return "" if first is None else plain(value_words(first), _LINE)


def excerpt(finding: Finding) -> str:
    """The evidence in words, one line each."""
    lines = [line for one in finding.evidence[:_EVIDENCE] for line in evidence_lines(one)]
    if len(finding.evidence) > _EVIDENCE:
        lines.append(_("另有 {n} 处证据").format(n=len(finding.evidence) - _EVIDENCE))
    return "\n".join(plain(line, _LINE) for line in lines)


def clauses(finding: Finding, run: RunMeta) -> str:
    """On what it rests: document, clause, obligations; one line each."""
    sources = {one.key: one for one in run.sources}
    lines = []
    for cite in finding.cites:
        basis = "" if cite.basis == "stated" else _("（解读）")
        lines.append(f"{document(cite.source, sources)} {cite.clause}{basis}{aside(_('、').join(cite.obligations))}")
    return "\n".join(plain(line, _LINE) for line in lines)


def subject(finding: Finding) -> str:
    """The column, page or thing it is about."""
    return plain(finding.name or finding.subject, _LINE)


def seen_at(item: Item) -> str:
    """When the evidence was fetched, the latest of it; an absence has the time of the run."""
    moments = [one.fetched_at for one in item.finding.evidence if not isinstance(one, AbsenceEvidence)]
    known = [moment for moment in moments if moment is not None]
    return clock(max(known, default=item.run.finished or item.run.started))


def clock(moment: datetime | None) -> str:
    """A moment in Asia/Shanghai as papers print it; empty for none."""
    return moment_words(moment) if moment is not None else ""


def reviewed(standing: Standing) -> str:
    """What a person said of it, who and when."""
    one = standing.review
    if one is None:
        return _("未复核")
    return plain(f"{one.mark.value}{aside(f'{one.reviewer} {clock(one.at)}')}{one.note}", _LINE)


def _waived(item: Item) -> str:
    standing = item.standing
    one = standing.waiver or standing.expired
    if one is None:
        return _("基线已有") if standing.state is State.KNOWN else ""
    text = _("{approver} 批准，至 {day}：{why}").format(approver=one.approver, day=one.expires.isoformat(), why=one.reason)
    return plain(text if standing.waiver else _("已过期：{text}").format(text=text), _LINE)


def _kind(item: Item) -> str:
    what = said(meaning(item.finding.reason)) if item.finding.outcome is Outcome.FAIL else _("由人认定")
    return f"{item.finding.check}{aside(what)}"


def _indicators(item: Item) -> str:
    lines = [one for one in item.site.score.arithmetic if item.finding.fingerprint in one.findings]
    return plain(_("；").join(dict.fromkeys(titled(one) for one in lines)), _LINE)


def _vetoes(item: Item) -> str:
    """The vetoes proven by rules that this finding breaks; a hint or a matter for a person proves none."""
    if item.finding.outcome is not Outcome.FAIL or item.finding.hint:
        return _("否")
    rules = set(item.finding.rules)
    found = [titled(one) for one in item.site.score.vetoes if one.outcome is Outcome.FAIL and rules & set(one.rules)]
    return _("是") + aside(plain(_("；").join(found), _LINE)) if found else _("否")


STATES: Final = (N_("未整改"), N_("整改中"), N_("已整改"), N_("不予整改"))
"""整改状态: what an office may choose."""

COLUMNS: Final = (
    Column(N_("序号"), 5, lambda item: item.number),
    Column(N_("网站名称"), 16, lambda item: plain(name_of(item.site.site), _LINE)),
    Column(N_("网站标识码"), 12, lambda item: plain(item.site.site.site_code, _LINE)),
    Column(N_("主办单位"), 12, lambda item: plain(item.site.site.organiser, _LINE)),
    Column(N_("网址"), 18, lambda item: plain(item.site.site.url, _LINE)),
    Column(N_("指标"), 12, _indicators),
    Column(N_("问题类型"), 14, _kind),
    Column(N_("问题级别"), 7, lambda item: _(SEVERITIES[item.finding.severity])),
    Column(N_("问题描述"), 32, lambda item: plain(said(item.finding.message), _LINE)),
    Column(N_("问题网址"), 24, lambda item: address(item.finding)),
    Column(N_("栏目或对象"), 14, lambda item: subject(item.finding)),
    Column(N_("读到的值"), 12, lambda item: read_value(item.finding)),
    Column(N_("依据"), 22, lambda item: clauses(item.finding, item.run)),
    Column(N_("证据摘录"), 34, lambda item: excerpt(item.finding)),
    Column(N_("监测时间"), 11, seen_at),
    Column(N_("是否单项否决"), 8, _vetoes),
    Column(N_("人工复核"), 12, lambda item: reviewed(item.standing)),
    Column(N_("豁免或基线"), 10, _waived),
    Column(N_("责任单位"), 10, lambda _item: ""),
    Column(N_("整改要求"), 24, lambda item: plain(said(item.finding.remedy), _LINE)),
    Column(N_("整改时限"), 9, lambda _item: ""),
    Column(N_("整改状态"), 8, lambda _item: _(STATES[0]), STATES),
    Column(N_("复查时间"), 9, lambda _item: ""),
    Column(N_("复查结果"), 10, lambda _item: ""),
    Column(N_("指纹"), 14, lambda item: plain(item.finding.fingerprint)),
)
"""The ledger's columns; what the tool cannot know is left for a person to fill in."""
