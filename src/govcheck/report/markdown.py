"""The run in short as Markdown, for step summaries, merge requests and notes; what a site wrote cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from govcheck.i18n import _
from govcheck.report.model import RunReport
from govcheck.report.paper_run import PaperView, paper_view
from govcheck.report.paper_view import Fact, Item, SiteView
from govcheck.report.safe import plain
from govcheck.report.words import aside, pair

_SPECIAL: Final = re.compile(
    r"[\\`*_{}\[\]<>|~&#@$!]"  # what begins markup anywhere
    r"|:(?=[/a-z])|(?<=www)\."  # what makes an address a link by itself
    r"|^[-+=]",  # what begins a list or underlines a heading
    re.IGNORECASE | re.ASCII,
)
_NUMBERED: Final = re.compile(r"^(\d{1,9})([.)])", re.ASCII)
_FENCES: Final = re.compile("`+")
_LINK: Final = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:/(?:[\w./?=&~+,:;-]|%[0-9A-Fa-f]{2})*)?", re.ASCII)
"""Addresses that Markdown takes whole, without a character that could end the link."""
_SHORT: Final = 160
_PROOFS: Final = 2
_FACTS: Final = 4
_LISTED: Final = 50


class MarkdownReporter:
    """Markdown (CommonMark with tables) in the language in force. ``unreviewed``: see :class:`HtmlReporter`."""

    def __init__(self, *, unreviewed: bool = False) -> None:
        self.unreviewed = unreviewed

    def render(self, report: RunReport) -> str:
        """The file's text."""
        view = paper_view(report, self.unreviewed)
        lines = [*_head(view, report), *_overview(view)]
        for site in view.sites if view.whole else ():
            lines += _site(site)
        return "\n".join([*lines, *_method(view)]) + "\n"


def text(words: str, limit: int = 0) -> str:
    """Text that Markdown shows as it is: on one line, nothing hidden, whatever could begin markup escaped."""
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", plain(words, limit)))


def code(words: str, limit: int = 0) -> str:
    """Text as a code span, which nothing in it can end; ``–`` for no text."""
    line = plain(words, limit)
    if not line:
        return "–"
    fence = "`" * (1 + max((len(one) for one in _FENCES.findall(line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def address(fact: Fact) -> str:
    """An address as a link where it may be followed, else as a code span."""
    return f"<{fact.link}>" if fact.link and _LINK.fullmatch(fact.link) else code(fact.text)


def _cell(words: str) -> str:
    return text(words) or " "


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of texts; a line end or ``|`` in them is gone by then (``text``)."""
    marks = "|" + " --- |" * len(headings)
    return [_row(headings), marks, *map(_row, rows), ""]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _head(view: PaperView, report: RunReport) -> list[str]:
    run = report.run
    lines = [f"# {text(view.title)}", ""]
    lines += [f"> **{text(view.mark)}** {text(view.basis)}" if view.mark else f"> {text(view.basis)}", ""]
    made = _("运行 {id}，判定基准日 {as_of}，抽样种子 {seed}")
    lines += [text(made.format(id=run.id, as_of=run.as_of.isoformat(), seed=run.seed)), ""]
    if run.authority:
        lines += [text(_("检查依据：") + run.authority), ""]
    return lines


def _overview(view: PaperView) -> list[str]:
    lines = [f"## {text(_('总体情况'))}", "", text(_("，").join(f"{one.label} {one.text}" for one in view.sums)), ""]
    counts = _("，").join(f"{word} {count}" for _key, word, count in view.severities)
    lines += [text(_("需整改：{counts}").format(counts=counts)), ""]
    if len(view.sites) == 1:
        return lines
    headings = [_("站点"), _("判定"), _("得分区间"), _("需整改"), _("待人工")]
    rows = [
        (one.name, f"{one.sign} {one.verdict}", one.range, str(len(one.findings)), str(len(one.manual)))
        for one in view.sites
    ]
    lines += _table(headings, rows)
    return lines if view.whole else [*lines, text(_("站点太多，各站详情请看运行目录，或分站出报告。")), ""]


def _site(site: SiteView) -> list[str]:
    lines = [f"## {text(site.name)}", ""]
    lines += [" · ".join([*map(text, site.facts), address(site.url)]), ""]
    verdict = f"{site.sign} {site.verdict}"
    lines += [text(pair(verdict, site.why) if site.why else verdict), "", text(site.pages), ""]
    lines += [f"### {text(_('需整改（{n} 条）').format(n=len(site.findings)))}", ""]
    lines += [line for note in site.notes for line in (text(note), "")]
    lines += _items(site.findings) or [text(_("没有列入的问题。")), ""]
    if site.hints:
        lines += [f"### {text(_('提示（{n} 条）').format(n=len(site.hints)))}", "", *_items(site.hints)]
    if site.vetoes or site.rows:
        lines += [f"### {text(_('得分算式（{sheet}）').format(sheet=site.sheet))}", "", *_arithmetic(site)]
    if site.manual:
        lines += [f"### {text(_('待人工核实（{n} 条）').format(n=len(site.manual)))}", "", *_items(site.manual)]
    if site.unseen:
        lines += [f"### {text(_('没有看到的，及办法（不计入网站责任）'))}", ""]
        headings = [_("原因"), _("地址"), _("未定规则"), _("办法")]
        lines += _table(headings, site.unseen)
    return lines


def _arithmetic(site: SiteView) -> list[str]:
    lines = [f"- {text(pair(f'{sign} {title}', state + aside(why)))}" for sign, state, title, why in site.vetoes]
    for row in site.rows:
        moved = aside(_("得失 {points}").format(points=row.points)) if row.points else ""
        unseen = aside(_("未见 {n} 分").format(n=row.unseen)) if row.unseen else ""
        lines.append(f"- {text(pair(row.title + moved + unseen, row.why))}")
    return [*lines, ""]


def _items(items: Sequence[Item]) -> list[str]:
    if not items:
        return []
    lines = [line for one in items[:_LISTED] for line in _item(one)]
    if len(items) > _LISTED:
        lines.append(f"- {text(_('其余 {n} 条见 JSON').format(n=len(items) - _LISTED))}")
    return [*lines, ""]


def _item(one: Item) -> list[str]:
    lines = [f"- **{text(f'{one.sign} {one.word}')}** {text(one.message, 2 * _SHORT)} {code(one.id)}"]
    lines += [f"  - {_fact(fact)}" for fact in one.facts]
    for proof in one.proofs[:_PROOFS]:
        shown = [fact for fact in proof if not fact.code]
        lines.append(f"  - {text(_('证据'))} " + " · ".join(map(_fact, shown[:_FACTS])))
    rest = len(one.proofs) + one.more - _PROOFS
    return [*lines, f"  - {text(_('另有 {n} 处证据，见 JSON').format(n=rest))}"] if rest > 0 else lines


def _fact(one: Fact) -> str:
    return f"{text(one.label)} {_words(one)}".strip()


def _words(one: Fact) -> str:
    if one.link:
        return address(one)
    return code(one.text, _SHORT) if one.code or one.quoted else text(one.text, 2 * _SHORT)


def _method(view: PaperView) -> list[str]:
    lines = [f"## {text(_('检查方法'))}", ""]
    lines += [f"- {text(one.label)} {code(one.text) if one.code else text(one.text)}" for one in view.run]
    lines += ["", *_table([_("规则包"), _("版本"), "SHA-256"], view.packs)] if view.packs else []
    lines += [f"- {text(one)}" for one in view.documents]
    return lines
