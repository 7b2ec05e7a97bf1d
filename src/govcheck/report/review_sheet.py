"""The workbook for 人工核对: one row a finding, with its evidence and a place for 属实, 误报 or 存疑.

A person can write in two columns and nowhere else. What ties a row to its finding is the fingerprint in a hidden, locked
column; the hashes of the pages it was judged on lie in a sheet of the program's own (``MACHINE``), so that no sorting or
typing can part them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govcheck.engine.explain import meaning
from govcheck.i18n import N_, _
from govcheck.outcome import Outcome
from govcheck.records.result import Finding
from govcheck.records.standing import Mark
from govcheck.report.model import RunReport
from govcheck.report.paper_rows import Item, Value, address, clauses, excerpt, read_value, reviewed, seen_at, subject
from govcheck.report.papers import standing_of
from govcheck.report.safe import plain
from govcheck.report.sheet import Book, Field
from govcheck.report.site_page import name_of
from govcheck.report.words import SEVERITIES, aside, said
from govcheck.waivers.reviews import bodies_of

FORMAT: Final = "govcheck-review-1"
MACHINE: Final = "govcheck"
"""Name of the sheet that only this program reads. Rows: FORMAT, run id; then ``column``, key, heading; then one
``finding`` each: fingerprint, check, hashes of bodies parted by blanks.
"""
KEYS: Final = {"mark": N_("核对结论"), "note": N_("核对备注"), "fingerprint": N_("指纹")}
"""The columns that are read back."""
HASHES: Final = 100
"""Hashes of bodies kept of one finding: a cell has an end."""


def review_workbook(report: RunReport, *, pending: bool = False) -> bytes:
    """The workbook's bytes: all findings, ``fail`` and ``manual``, each fingerprint once; ``pending``: only those of which
    no review in force says anything.

    Raises:
        UsageError: there are more findings than a sheet holds.
    """
    run, listed = report.run, list(_items(report, pending=pending))
    title = _("人工核对　运行 {id}").format(id=run.id)
    note = _("在“核对结论”列选 属实、误报或存疑，空着的行不计；其余各列已锁定。运行 {id}").format(id=run.id)
    with Book(title, run.finished or run.started) as book:
        book.sheet(_("人工核对"), _fields(), map(_row, listed), note=note, locked=True)
        book.machine(MACHINE, _machine(report, listed))
    return book.data


def _items(report: RunReport, *, pending: bool) -> Iterator[Item]:
    seen: set[str] = set()
    for site in report.sites:
        for finding in sorted(site.result.findings, key=_order):
            judged = standing_of(site, finding).review is not None
            if finding.fingerprint not in seen and not (pending and judged):
                seen.add(finding.fingerprint)
                yield Item(len(seen), report.run, site, finding)


def _order(one: Finding) -> tuple[object, ...]:
    """What counts first, gravest first."""
    kind = (one.comparison, one.hint, one.outcome is not Outcome.FAIL)
    return (*kind, -one.severity.rank, one.check, one.subject, one.locator)


def _fields() -> list[Field]:
    return [
        Field(_("序号"), 6),
        Field(_(KEYS["mark"]), 10, tuple(mark.value for mark in Mark), open=True),
        Field(_(KEYS["note"]), 22, open=True),
        Field(_("网站名称"), 18),
        Field(_("类别"), 9),
        Field(_("问题级别"), 9),
        Field(_("问题描述"), 40),
        Field(_("栏目或对象"), 18),
        Field(_("问题网址"), 36),
        Field(_("读到的值"), 18),
        Field(_("证据摘录"), 48),
        Field(_("依据"), 26),
        Field(_("检查项"), 20),
        Field(_("监测时间"), 19),
        Field(_("此前核对"), 18),
        Field(_(KEYS["fingerprint"]), 38, hidden=True),
    ]


def _row(item: Item) -> list[Value]:
    finding = item.finding
    return [
        item.number,
        "",
        "",
        plain(name_of(item.site.site)),
        _kind(finding),
        _(SEVERITIES[finding.severity]),
        plain(said(finding.message)),
        subject(finding),
        address(finding),
        read_value(finding),
        excerpt(finding),
        clauses(finding, item.run),
        f"{finding.check}{aside(said(meaning(finding.reason)))}",
        seen_at(item),
        reviewed(item.standing) if item.standing.review is not None else "",
        finding.fingerprint,
    ]


def _kind(finding: Finding) -> str:
    if finding.comparison:
        return _("对照检查")
    if finding.hint:
        return _("提示")
    return _("需整改") if finding.outcome is Outcome.FAIL else _("待人工")


def _machine(report: RunReport, listed: list[Item]) -> Iterator[list[str]]:
    yield [FORMAT, report.run.id, ""]
    for key, heading in KEYS.items():
        yield ["column", key, _(heading)]
    for item in listed:
        hashes = " ".join(bodies_of(item.finding)[:HASHES])
        yield ["finding", item.finding.fingerprint, item.finding.check, hashes]
