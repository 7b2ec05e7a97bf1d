"""How a stored run reads: when and with what it was made, and a line for each site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from govcheck.dates.clock import in_shanghai
from govcheck.i18n import _
from govcheck.report.console import ConsoleReporter
from govcheck.report.encode import dumps
from govcheck.report.json_report import run_json
from govcheck.report.model import RunReport
from govcheck.report.page import Page

_HASH: Final = 12


def run_text(report: RunReport, missing: Sequence[str] = (), *, width: int = 100) -> str:
    """The facts of a run, then the overview of its sites. ``missing``: sites without results, since it did not end."""
    run, page = report.run, Page(width, colour=False)
    page.line(_("起止：{started} 至 {finished}").format(started=_moment(run.started), finished=_moment(run.finished)))
    for pack in run.packs:
        page.line(_("规则包 {id} {version}（{sha}）").format(id=pack.id, version=pack.version, sha=pack.sha256[:_HASH]))
    for table in run.tables:
        page.line(_("所附文件 {name}（{sha}）").format(name=table.name, sha=table.sha256[:_HASH]))
    options = run_json(run)["options"]
    if options:
        page.line(_("选项：{options}").format(options=dumps(options)), hang=2)
    if missing:
        page.line(_("没有做完，缺 {n} 个站点：{ids}").format(n=len(missing), ids=_("、").join(missing)), hang=2)
    return page.text() + ConsoleReporter(width=width).overview(report)


def _moment(moment: datetime | None) -> str:
    return f"{in_shanghai(moment):%Y-%m-%d %H:%M:%S}" if moment is not None else "–"
