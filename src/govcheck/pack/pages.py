"""Rule pages, ``docs/rules/<pack>.md``: what each rule asks, on what clause it rests and how it is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcheck.i18n import N_, _, language
from govcheck.pack.load import LoadedPack, SourceInfo
from govcheck.pack.params import in_words
from govcheck.pack.rule import InForce, Require, Rule

_SEVERITY = {"critical": N_("严重"), "high": N_("较重"), "medium": N_("一般"), "low": N_("轻微"), "info": N_("参考")}
_DUTY = {"shall": N_("必须"), "should": N_("应当"), "may": N_("可以")}
_ABOUT = {"template": N_("页面模板"), "content": N_("内容"), "wire": N_("网络"), "duty": N_("职责")}
_LEVEL = {
    "nation": N_("国家级"),
    "province": N_("省级"),
    "city": N_("市级"),
    "county": N_("县级"),
    "township": N_("乡镇级"),
}
_KIND = {"portal": N_("门户"), "department": N_("部门"), "special": N_("专项")}
_EMPTY = {"manual": N_("转人工"), "fail": N_("未通过"), "pass": N_("通过"), "not-applicable": N_("不适用")}


def page_text(pack: LoadedPack) -> str:
    """The page of one pack, in Markdown, in the language in force with titles in both.

    The same pack gives the same text.
    """
    first, second = _both(pack.title)
    lines = [
        "<!-- " + _("由规则包生成，请勿手改") + " -->",
        "",
        f"# {first}",
        "",
        second,
        "",
        _("`{id}` {version}；{dates}；地区：{region}。").format(
            id=pack.id, version=pack.version, dates=_dates(pack.in_force), region=pack.region or _("全国")
        ),
        "",
        "## " + _("依据"),
        "",
        *(_source(source) for _key, source in sorted(pack.sources.items())),
        "",
        "## " + _("规则"),
        "",
        _("| 规则 | 要求 | 严重程度 | 责任 | 状态 |"),
        "|---|---|---|---|---|",
        *(_row(rule) for rule in pack.rules),
    ]
    for rule in pack.rules:
        lines += ["", *_rule(rule)]
    return "\n".join(lines) + "\n"


def _both(title: Mapping[str, str]) -> tuple[str, str]:
    """A title in the language in force, and in the other."""
    zh, en = title.get("zh", ""), title.get("en", "")
    return (zh, en) if language() == "zh" else (en or zh, zh if en else "")


def _source(source: SourceInfo) -> str:
    parts = [
        _("《{title}》").format(title=source.title),
        source.number,
        source.issuer,
        source.issued.isoformat() if source.issued else "",
    ]
    return f"- `{source.key}` " + _("，").join(part for part in parts if part)


def _dates(dates: InForce) -> str:
    since = _("自 {day} 起").format(day=dates.since) if dates.since else _("起始不限")
    until = _("至 {day} 止").format(day=dates.until) if dates.until else _("长期有效")
    judged = [_("核查到 {day}").format(day=dates.judged_until)] if dates.judged_until else []
    return _("，").join([since, until, *judged])


def _slug(rule: Rule) -> str:
    return rule.id.rpartition("/")[2]


def _row(rule: Rule) -> str:
    duty = _(_DUTY[rule.duty]) + (_("（提示）") if rule.window_reading else "")
    status = _("草案") if rule.status == "draft" else _("稳定")
    status += "" if rule.enabled else _("，停用")
    title = _both(rule.title)[0].replace("|", "\\|")
    return f"| [{_slug(rule)}](#{_slug(rule)}) | {title} | {_(_SEVERITY[rule.severity])} | {duty} | {status} |"


def _rule(rule: Rule) -> Iterator[str]:
    first, second = _both(rule.title)
    yield f"### {_slug(rule)}"
    yield ""
    yield f"**{first}**  "
    yield second
    yield ""
    doc = _both(rule.doc)[0]
    if doc:
        yield " ".join(doc.split())
        yield ""
    for cite in rule.cites:
        obligations = _("（{text}）").format(text=_("、").join(cite.obligations)) if cite.obligations else ""
        basis = "" if cite.basis == "stated" else _("，属我们的理解")
        yield "- " + _("依据：{cite}").format(cite=f"{cite.source} {cite.clause}{obligations}{basis}")
    yield "- " + _("适用：{whom}").format(whom=_applies(rule))
    yield "- " + _("查什么：`{check}`，总体 `{population}`{subjects}，{require}").format(
        check=rule.check_name, population=rule.subjects.each, subjects=_subjects(rule), require=_require(rule.require)
    )
    for name, value in rule.params.items():
        yield "- " + _("参数 `{name}`：{value}").format(name=name, value=in_words(value, language()))
    yield "- " + _("与什么有关：{about}；修订号 {revision}").format(about=_(_ABOUT[rule.about]), revision=rule.revision)
    if rule.window_reading:
        yield "- " + _("时限是我们的理解，逾期只作提示，不计分。")
    yield "- " + _("怎么改：{remedy}").format(remedy=" ".join(_both(rule.remedy)[0].split()))


def _applies(rule: Rule) -> str:
    applies = rule.applies
    parts = [
        _("、").join(_(_LEVEL[level]) for level in applies.levels) or _("各级"),
        _("、").join(_(_KIND[kind]) for kind in applies.kinds),
    ]
    if applies.regions:
        parts.append(_("地区代码 {codes}").format(codes=_("、").join(applies.regions)))
    if applies.services is not None:
        parts.append(_("有服务事项的网站") if applies.services else _("没有服务事项的网站"))
    if applies.printed_reviewers:
        parts.append(_("要求印出审校人的网站"))
    return _("，").join(filter(None, parts))


def _subjects(rule: Rule) -> str:
    sample = _("，抽查 {n}").format(n=rule.subjects.sample) if rule.subjects.sample else ""
    return sample + _("，没有对象时{outcome}").format(outcome=_(_EMPTY[rule.subjects.when_empty]))


def _require(require: Require) -> str:
    if require.mode == "share_min":
        return _("至少 {share:.0%} 合格").format(share=require.limit)
    if require.mode == "misses_max":
        return _("至多 {n:g} 个不合格").format(n=require.limit)
    if require.mode == "count_min":
        return _("至少 {n:g} 个合格").format(n=require.limit)
    return _("每个都合格") if require.mode == "every" else _("有一个合格即可")
