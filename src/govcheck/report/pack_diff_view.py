"""How the difference of two states of packs reads: on a console, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from govcheck.i18n import N_, _
from govcheck.pack.diff import Change, PackChange, RuleChange, Weight
from govcheck.records.result import Finding
from govcheck.report.encode import JSON, finding_json
from govcheck.report.findings import line_of
from govcheck.report.model import RunReport
from govcheck.report.pack_effect import SiteEffect
from govcheck.report.page import Page
from govcheck.report.site_page import name_of
from govcheck.report.terminal import Terminal
from govcheck.report.words import SEVERITIES

WEIGHTS: Final = {
    Weight.NONE: N_("没有变化"),
    Weight.PATCH: N_("补丁（只改文字）"),
    Weight.MINOR: N_("次版本（新增、减少或放宽）"),
    Weight.MAJOR: N_("主版本（可能变为不合格，或开始计入）"),
}
CHANGES: Final = {Change.ADDED: N_("新增"), Change.REMOVED: N_("删去"), Change.CHANGED: N_("改动")}
ASPECTS: Final = {
    "judgement": N_("判定"),
    "params": N_("参数"),
    "check_name": N_("所用检查"),
    "severity": N_("严重程度"),
    "duty": N_("义务强度"),
    "window_reading": N_("期限为推读"),
    "status": N_("状态"),
    "applies": N_("适用对象"),
    "in_force": N_("施行期间"),
    "enabled": N_("启用"),
    "about": N_("类别"),
    "cites": N_("依据条款"),
    "wording": N_("文字"),
    "id": N_("编号"),
    "pack": N_("编号"),
    "region": N_("地区"),
    "title": N_("名称"),
    "extends": N_("所扩展的规则包"),
    "sources": N_("引用文件"),
}
_SHOWN: Final = 30


def pack_diff_text(
    changes: Sequence[PackChange], sites: Sequence[SiteEffect] | None, run: RunReport | None, terminal: Terminal
) -> str:
    """The difference for people: pack by pack, then, where a run was judged, what would become of its findings."""
    page = Page(terminal.width, colour=terminal.colour)
    for one in changes:
        _pack(page, one)
    if sites is not None and run is not None:
        page.title(_("对运行 {run} 的影响（两边都只用所比较的规则包，重新判定已存的网页）").format(run=run.run.id))
        for site in sites:
            _site(page, site)
    return page.text()


def _pack(page: Page, one: PackChange) -> None:
    old, new = (version or _("无") for version in one.versions)
    page.title(_("{pack}：{old} → {new}").format(pack=one.id, old=old, new=new))
    page.line(_("改动程度：{weight}").format(weight=_(WEIGHTS[one.weight])), indent=2)
    if one.version_short:
        page.line(_("版本号升得不够"), indent=2, style="bold red")
    _aspects(page, one.aspects, 2)
    for rule in one.rules:
        _rule(page, rule)


def _rule(page: Page, one: RuleChange) -> None:
    was = one.was if one.change is not Change.CHANGED else ()
    carried = _("（原为 {ids}）").format(ids=_("、").join(was)) if was else ""
    weight = _(WEIGHTS[one.weight])
    told = _("{rule}{was}：{weight}").format(rule=one.id, was=carried, weight=weight)
    page.line(told, indent=2, lead=_(CHANGES[one.change]), style="bold")
    _aspects(page, one.aspects, 4)
    if one.revision[0] != one.revision[1]:
        page.line(_("修订号 {old} → {new}").format(old=one.revision[0], new=one.revision[1]), indent=4)
    if one.revision_short:
        page.line(_("判定变了，修订号没有往上加"), indent=4, style="bold red")


def _aspects(page: Page, aspects: Mapping[str, tuple[object, object]], indent: int) -> None:
    for name, (old, new) in aspects.items():
        word, _dot, rest = name.partition(".")
        label = f"{_(ASPECTS[word])} {rest}".rstrip()
        if word == "wording":
            page.line(label, indent=indent)
        elif word == "judgement":
            page.line(_("{what}：{parts}").format(what=label, parts=_value(new)), indent=indent, hang=2)
        else:
            values = {"old": _value(old), "new": _value(new)}
            page.line(_("{what}：{old} → {new}").format(what=label, **values), indent=indent, hang=2)


def _value(value: object) -> str:
    if value is None or value in ([], {}):
        return "–"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list | tuple):
        return _("、").join(_value(one) for one in value)
    if isinstance(value, dict):
        return _("；").join(f"{name}={_value(one)}" for name, one in value.items())
    return str(value)


def _site(page: Page, one: SiteEffect) -> None:
    counts = {"a": len(one.appear), "v": len(one.vanish), "c": len(one.altered)}
    page.title(_("{site}：将出现 {a} 条，将消失 {v} 条，轻重有变 {c} 条").format(site=name_of(one.site), **counts))
    for sign, findings in (("+", one.appear), ("-", one.vanish)):
        for finding in findings[:_SHOWN]:
            _finding(page, sign, finding)
        if len(findings) > _SHOWN:
            page.line(_("其余 {n} 条见 JSON").format(n=len(findings) - _SHOWN), indent=2, style="dim")
    for old, new in one.altered[:_SHOWN]:
        _finding(page, f"~ {_(SEVERITIES[old.severity])} →", new)
    for rule, was, now in one.outcomes:
        page.line(_("{what}：{old} → {new}").format(what=rule, old=was, new=now), indent=2, style="dim")


def _finding(page: Page, sign: str, one: Finding) -> None:
    page.line(line_of(one), indent=2, lead=f"{sign} {_(SEVERITIES[one.severity])}")
    page.line(one.fingerprint, indent=4, style="dim")


def pack_diff_json(changes: Sequence[PackChange], sites: Sequence[SiteEffect] | None, run: RunReport | None) -> JSON:
    """The difference as plain JSON values; ``run`` is null where none was judged."""
    effect: JSON | None = None
    if sites is not None and run is not None:
        effect = {"id": run.run.id, "as_of": run.run.as_of.isoformat(), "sites": [_site_json(one) for one in sites]}
    return {"packs": [_pack_json(one) for one in changes], "run": effect}


def _pack_json(one: PackChange) -> JSON:
    moved = one.moved.name.lower() if one.moved is not None else None
    return {
        "id": one.id,
        "old": one.versions[0] or None,
        "new": one.versions[1] or None,
        "weight": one.weight.name.lower(),
        "moved": moved,
        "version_enough": not one.version_short,
        "aspects": _aspects_json(one.aspects),
        "rules": [
            {
                "id": rule.id,
                "old_id": rule.old_id or None,
                "change": rule.change.value,
                "weight": rule.weight.name.lower(),
                "was": list(rule.was),
                "aspects": _aspects_json(rule.aspects),
                "revision": list(rule.revision) if rule.change is Change.CHANGED else None,
                "revision_enough": not rule.revision_short,
            }
            for rule in one.rules
        ],
    }


def _aspects_json(aspects: Mapping[str, tuple[object, object]]) -> JSON:
    return {name: {"old": old, "new": new} for name, (old, new) in aspects.items()}


def _site_json(one: SiteEffect) -> JSON:
    return {
        "site": one.site.id,
        "appear": [finding_json(finding) for finding in one.appear],
        "vanish": [finding_json(finding) for finding in one.vanish],
        "altered": [{"old": finding_json(old), "new": finding_json(new)} for old, new in one.altered],
        "outcomes": [{"rule": rule, "old": old, "new": new} for rule, old, new in one.outcomes],
    }
