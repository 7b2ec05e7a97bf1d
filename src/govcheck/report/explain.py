"""A rule in words, for ``govcheck explain``: on what it rests, what is checked, when nothing is decided, what to do."""

from __future__ import annotations

from govcheck.dates.period import Period
from govcheck.engine.explain import meaning
from govcheck.i18n import _
from govcheck.outcome import Reason
from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check, Covers, Has, Manual, Plugin, Related
from govcheck.pack.rule import Applies, InForce, Require, Rule
from govcheck.report.check_words import check_lines, conditions, period, population
from govcheck.report.page import Page
from govcheck.report.words import KINDS, LEVELS, SEVERITIES, aside, pair, said

_WIDTH = 100


def explain(rule: Rule, width: int = _WIDTH) -> str:
    """The rule in words, wrapped to ``width`` cells, without a line end at the end."""
    page = Page(width, colour=False)
    page.line(pair(rule.id, said(rule.title)))
    page.line(_standing(rule), indent=2, hang=2)
    _section(page, _("依据"), [_cite(cite.source, cite.clause, cite.obligations, cite.basis) for cite in rule.cites])
    _section(page, _("适用"), [_applies(rule.applies), *_in_force(rule.in_force)])
    _section(page, _("说明"), [said(rule.doc)])
    _section(
        page, _("检查"), [_subjects(rule.subjects), *check_lines(rule.check, rule.subjects.each), _require(rule.require)]
    )
    values = [pair(name, _shown(value)) for name, value in rule.params.items()]
    if rule.window_reading:
        values.append(_("时限是本工具的解读，文件未写明：未达到只作提示，不计入否决、扣分和比率"))
    _section(page, _("参数"), values)
    _section(page, _("转人工"), [said(meaning(reason)) for reason in _manual(rule)])
    _section(page, _("不作结论（不计入网站责任）"), [said(meaning(reason)) for reason in _errors(rule)])
    _section(page, _("整改"), [said(rule.remedy)])
    return page.text().rstrip("\n")


def _section(page: Page, title: str, lines: list[str]) -> None:
    filled = [line for line in lines if line]
    if filled:
        page.title(title)
        for line in filled:
            depth = len(line) - len(line.lstrip(" "))
            page.line(line, indent=2 + depth, hang=2)


def _standing(rule: Rule) -> str:
    duties = {"shall": _("必须"), "should": _("应当"), "may": _("可以")}
    parts = [
        _("严重程度 {severity}").format(severity=_(SEVERITIES[rule.severity])),
        duties.get(rule.duty, rule.duty),
        _("第 {n} 版").format(n=rule.revision),
        _("检查 {name}").format(name=rule.check_name),
    ]
    if rule.status == "draft":
        parts.append(_("草案，不计分"))
    if rule.comparison:
        parts.append(_("对照检查"))
    if not rule.enabled:
        parts.append(_("未启用"))
    return _("；").join(parts)


def _cite(source: str, clause: str, obligations: tuple[str, ...], basis: str) -> str:
    text = f"{source} {clause}" + aside(_("原文写明") if basis == "stated" else _("本工具的解读"))
    return text + (f" {_('、').join(obligations)}" if obligations else "")


def _applies(applies: Applies) -> str:
    parts = [_("、").join(_(LEVELS[one]) for one in applies.levels), _("、").join(_(KINDS[one]) for one in applies.kinds)]
    if applies.regions:
        parts.append(_("行政区划 {codes}").format(codes=_("、").join(applies.regions)))
    if applies.services is not None:
        parts.append(_("有对外服务职能") if applies.services else _("没有对外服务职能"))
    if applies.printed_reviewers:
        parts.append(_("必须公示审校人员"))
    return _("；").join(filter(None, parts)) or _("所有网站")


def _in_force(span: InForce) -> list[str]:
    if span.since is None and span.until is None:
        return []
    since = span.since.isoformat() if span.since else _("（未写明）")
    until = span.until.isoformat() if span.until else _("今")
    text = _("施行 {since} 至 {until}").format(since=since, until=until)
    if span.judged_until is not None:
        text += _("，判定至 {day}，之后只作对照检查").format(day=span.judged_until.isoformat())
    return [text]


def _subjects(subjects: Subjects) -> str:
    text = _("对象：{what}").format(what=population(subjects.each))
    if subjects.where:
        text += _("，限 {conditions}").format(conditions=conditions(subjects.each, subjects.where))
    if subjects.sample is not None:
        text += _("，抽查 {n} 个").format(n=subjects.sample)
    return text


def _require(require: Require) -> str:
    texts = {
        "every": _("每个对象都要符合"),
        "any": _("有一个符合即可"),
        "share_min": _("至少 {share:g}% 符合").format(share=require.limit * 100),
        "count_min": _("至少 {n:g} 个符合").format(n=require.limit),
        "misses_max": _("不符合的至多 {n:g} 个").format(n=require.limit),
    }
    return texts.get(require.mode, require.mode)


def _manual(rule: Rule) -> list[Reason]:
    """When a person is asked, by what the rule is made of."""
    found = [Reason.WHOSE_DUTY, Reason.LOW_CONFIDENCE]
    if rule.subjects.when_empty == "manual":
        found.append(Reason.NO_SUBJECTS)
    parts = list(_parts(rule.check))
    found = [*(Reason(part.reason) for part in parts if isinstance(part, Manual)), *found]
    if any(getattr(part, "kind", "") == "covers" and not getattr(part, "exhaustive", True) for part in parts):
        found.append(Reason.NO_MATCH)
    if any(isinstance(part, Related) and part.when_none == "manual" for part in parts) or rule.require.short == "manual":
        found.append(Reason.NO_MATCH)
    return list(dict.fromkeys(found))


def _errors(rule: Rule) -> list[Reason]:
    """When nothing is stated, by what the rule looks at."""
    found = [Reason.POPULATION_OPEN, Reason.NOT_FETCHED]
    needs = {need.field for part in _parts(rule.check) for need in part.needs(rule.subjects.each)}
    if "ipv6_reachable" in needs:
        found += [Reason.NO_IPV6_EGRESS, Reason.NO_IPV6_CONTROL]
    if needs & {"aaaa", "ipv6_reachable"}:
        found.append(Reason.NO_DNS)
    if any("working days" in str(value) for value in rule.params.values()):
        found.append(Reason.NO_CALENDAR)
    if any(isinstance(part, Plugin) for part in _parts(rule.check)):
        found.append(Reason.PLUGIN_FAILED)
    if any(isinstance(part, Has) and part.pattern.regex for part in _parts(rule.check)):
        found.append(Reason.PATTERN_TIMEOUT)
    return found


def _parts(check: Check) -> list[Check]:
    """A check and all checks within it."""
    inner = list(getattr(check, "parts", ()))
    if isinstance(check, Related | Covers) and check.then is not None:
        inner.append(check.then)
    return [check, *(part for one in inner for part in _parts(one))]


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return _("、").join(map(_shown, value))
    if isinstance(value, dict):
        return _("，").join(f"{name} {_shown(one)}" for name, one in value.items())
    if isinstance(value, bool):
        return _("是") if value else _("否")
    try:
        return period(Period.parse(value)) if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)
