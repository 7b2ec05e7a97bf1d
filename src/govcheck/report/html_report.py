"""The run as one plain HTML file: no script, nothing loaded from anywhere, fit for screens, printers and screen readers.

Every text goes through :func:`~govcheck.report.safe.plain` and is escaped, whatever the template does: what a page of a
site holds arrives as text. Should anything slip through, the file's own security policy runs and loads nothing.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from govcheck.i18n import N_, _, language
from govcheck.report.model import RunReport
from govcheck.report.paper_run import paper_view
from govcheck.report.safe import plain

if TYPE_CHECKING:
    from jinja2 import Template

_WORDS: Final = {
    "skip": N_("跳到正文"),
    "made": N_("运行 {id}，判定基准日 {as_of}，抽样种子 {seed}"),
    "authority": N_("检查依据："),
    "contents": N_("目录"),
    "overview": N_("总体情况"),
    "filter": N_("显示哪些问题（打印时总是全部）"),
    "sites": N_("各站结果"),
    "site": N_("站点"),
    "kind": N_("层级、类型"),
    "verdict": N_("判定"),
    "range": N_("得分区间"),
    "findings_head": N_("需整改"),
    "manual_head": N_("待人工"),
    "too_many": N_("站点太多，各站详情请看运行目录，或分站出报告。"),
    "findings": N_("需整改（{n} 条）"),
    "none": N_("没有列入的问题。"),
    "hints": N_("提示（{n} 条）"),
    "hints_note": N_("时限是本工具的解读，文件未写明：不计入否决、扣分和比率。"),
    "evidence": N_("证据（{n} 处）"),
    "more_evidence": N_("另有 {n} 处证据，见 JSON"),
    "number": N_("编号"),
    "arithmetic": N_("得分算式（{sheet}）"),
    "vetoes": N_("单项否决"),
    "veto": N_("否决项"),
    "points": N_("扣分与加分"),
    "indicator": N_("指标"),
    "state": N_("状态"),
    "why": N_("原因"),
    "got": N_("得失"),
    "unseen_head": N_("未见"),
    "see": N_("问题"),
    "manual": N_("待人工核实（{n} 条）"),
    "unseen": N_("没有看到的，及办法（不计入网站责任）"),
    "addresses": N_("地址"),
    "rules_undecided": N_("未定规则"),
    "remedy": N_("办法"),
    "undecided": N_("没有结论的规则（{n} 条）"),
    "rule": N_("规则"),
    "rules": N_("规则结果"),
    "rules_caption": N_("各规则包的规则，按结果计数"),
    "coverage": N_("要求的落实"),
    "coverage_caption": N_("落实率＝落实÷已核，核查率＝已核÷应核"),
    "method": N_("检查方法"),
    "method_note": N_("同样的规则包、基准日和种子，对存档的网页重新判定，得到同样的结果。程序没有看到的，不计入网站责任。"),
    "packs": N_("规则包"),
    "pack": N_("规则包"),
    "version": N_("版本"),
    "documents": N_("所依据的文件"),
    "footer": N_("由 govcheck 生成。本文件不含脚本，不从网络载入任何内容。"),
}


_LONGEST: Final = 2000
"""Characters of one text: a title of a site may be as long as its page."""


class HtmlReporter:
    """One HTML file in the language in force.

    ``unreviewed``: with what no person looked at, and 未经复核 on top and on every printed page.
    """

    def __init__(self, *, unreviewed: bool = False) -> None:
        self.unreviewed = unreviewed

    def render(self, report: RunReport) -> str:
        """The file's text."""
        view = paper_view(report, self.unreviewed)
        shown = {one.id for site in view.sites for one in (*site.findings, *site.hints, *site.manual)}
        return _template().render(
            view=view,
            report=report,
            shown=shown,
            lang="zh-CN" if language() == "zh" else "en",
            w={name: _(text) for name, text in _WORDS.items()},
        )


@functools.cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # slow to import

    environment = Environment(
        loader=PackageLoader("govcheck.report"),
        autoescape=True,
        finalize=_dead,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")


def _dead(value: object) -> object:
    """Text made dead before it is escaped; what the template's own macros drew stays as it is."""
    return plain(value, _LONGEST) if type(value) is str else value
