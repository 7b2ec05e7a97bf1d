"""The words of reports: outcomes, verdicts, levels, ways of reading; and numbers as people read them."""

from __future__ import annotations

from typing import Final

from govcheck.i18n import N_, _, language
from govcheck.outcome import Outcome, Severity
from govcheck.records.result import Line, Veto, Words
from govcheck.records.site import Kind, Level

OUTCOMES: Final = {
    Outcome.PASS: N_("通过"),
    Outcome.FAIL: N_("未通过"),
    Outcome.MANUAL: N_("待人工"),
    Outcome.ERROR: N_("未见"),
    Outcome.NOT_APPLICABLE: N_("不适用"),
}
SEVERITIES: Final = {
    Severity.CRITICAL: N_("严重"),
    Severity.HIGH: N_("较重"),
    Severity.MEDIUM: N_("一般"),
    Severity.LOW: N_("轻微"),
    Severity.INFO: N_("参考"),
}
# Signs that consoles in code page 936 can print.
SIGNS: Final = {
    Severity.CRITICAL: "×",
    Severity.HIGH: "●",
    Severity.MEDIUM: "△",
    Severity.LOW: "○",
    Severity.INFO: "–",
}
STYLES: Final = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
LEVELS: Final = {
    Level.NATION: N_("国家级"),
    Level.PROVINCE: N_("省级"),
    Level.CITY: N_("市级"),
    Level.COUNTY: N_("县级"),
    Level.TOWNSHIP: N_("乡镇级"),
}
KINDS: Final = {Kind.PORTAL: N_("门户"), Kind.DEPARTMENT: N_("部门"), Kind.SPECIAL: N_("专项")}
STANDINGS: Final = {
    "qualified": ("√", N_("合格"), "bold green"),
    "unqualified": ("×", N_("不合格"), "bold red"),
    "undetermined": ("△", N_("未定"), "bold yellow"),
    "unseen": ("○", N_("未能访问"), "bold magenta"),
    "comparison": ("–", N_("对照检查，不作判定"), "bold"),
}
"""Sign, words and style of where a site stands (:func:`govcheck.report.build.standing`)."""

READINGS: Final = {
    "address": N_("网址"),
    "breadcrumb": N_("面包屑导航"),
    "case": N_("用例"),
    "dial": N_("连接试验"),
    "dns": N_("域名解析"),
    "extract": N_("按选择器提取"),
    "footer": N_("页脚"),
    "form": N_("表单"),
    "head": N_("标题区"),
    "header": N_("页头"),
    "heading": N_("标题标签"),
    "label": N_("标注文字"),
    "lexicon": N_("名称对照表"),
    "link": N_("链接"),
    "list": N_("列表"),
    "mark": N_("页面标记"),
    "menu": N_("菜单"),
    "meta": N_("META 标签"),
    "nav": N_("导航"),
    "page": N_("整页"),
    "row": N_("列表行"),
    "script": N_("脚本代码"),
    "source": N_("来源栏"),
    "tab": N_("页签"),
    "text": N_("正文文字"),
    "title": N_("标题"),
    "wire": N_("网络应答"),
}
"""How a value was read (``Reading.how``)."""

PARTS: Final = {"count": N_("处数"), "excerpt": N_("内容")}
"""The parts of a value that has several."""


def said(words: Words) -> str:
    """A text of a rule or judgement in the language in force; the other where it is missing."""
    return words.get(language()) or words.get("zh") or words.get("en") or ""


def titled(one: Line | Veto) -> str:
    """The title of a veto or a line of arithmetic in the language in force; the Chinese one where there is no other."""
    return one.title_en if one.title_en and language() == "en" else one.title


def pair(name: str, text: str) -> str:
    """A name and what is said of it."""
    return _("{name}：{text}").format(name=name, text=text)


def aside(text: str) -> str:
    """A remark in brackets; nothing for no remark."""
    return _("（{text}）").format(text=text) if text else ""


def reading(how: str) -> str:
    """How a value was read, in words."""
    return _(READINGS[how]) if how in READINGS else how


def number(value: float) -> str:
    """Points with at most two decimals, no idle zeros."""
    text = f"{value + 0.0:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def span(low: float, high: float) -> str:
    """A range of points, one number where both ends are the same."""
    first, last = number(low), number(high)
    return first if first == last else f"{first}–{last}"


def rate(part: int, whole: int) -> str:
    """A share with what it is of, so that a high rate of few never looks like a high rate of many."""
    if not whole:
        return "–"
    # Cut, not rounded: 999 of 1000 is not 100 %.
    return f"{part * 1000 // whole / 10:g}%" + aside(f"{part}/{whole}")
