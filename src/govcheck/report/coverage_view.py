"""The coverage of the documents on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from govcheck.i18n import _
from govcheck.pack.coverage_text import BY, HOW, cases_text
from govcheck.pack.obligations import SEEN, Covered, counts
from govcheck.report.page import Page
from govcheck.report.terminal import Terminal


def coverage_view(rows: Sequence[Covered], shown: Mapping[str, Mapping[str, int]], terminal: Terminal) -> str:
    """Each obligation with its rules under it, document by document, and the sums."""
    page = Page(terminal.width, colour=terminal.colour)
    for _key, group in groupby(rows, key=lambda row: row.document.key):
        own = list(group)
        page.title(own[0].document.title)
        for row in own:
            one = row.obligation
            told = _("{clause} {say}（{by}）：{how}").format(
                clause=one.clause, say=one.say, by=_(BY[one.by]), how=_(HOW[row.how])
            )
            page.line(told, lead=one.id, style="bold" if row.how != "none" else "bold red")
            for answer in row.answers:
                page.line(f"{answer.rule.id} {cases_text(shown.get(answer.rule.id, {}))}".strip(), indent=4, hang=2)
    page.line()
    sums = _("，").join(f"{_(HOW[word])} {number}" for word, number in counts(rows).items())
    page.line(_("义务 {n} 条：{sums}。").format(n=len(rows), sums=sums))
    seen = [row for row in rows if row.obligation.by in SEEN]
    page.line(_("页面和网络能看的 {n} 条中，由规则判定的 {m} 条。").format(n=len(seen), m=counts(seen)["rule"]))
    return page.text()
