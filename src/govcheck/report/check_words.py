"""Checks in words: one short line for each part, indented as they nest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govcheck.dates.period import Period
from govcheck.i18n import _, language
from govcheck.pack.catalogue import CATALOGUE
from govcheck.pack.kinds.base import Condition, Each, Extract
from govcheck.pack.kinds.models import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Covers,
    Elapsed,
    Has,
    Manual,
    NoneOf,
    Plugin,
    Range,
    Related,
)
from govcheck.report.words import said


@dataclass(frozen=True, slots=True)
class _Words:
    """Names fields by the populations in play."""

    subject: str
    related: str

    def operand(self, value: str | Extract) -> str:
        """What a check looks at: a field by its meaning, or an extract by its selector."""
        if isinstance(value, Extract):
            return " ".join(filter(None, (value.css, value.meta and f"META {value.meta}", value.attr, value.regex)))
        if value == "as_of":
            return _("判定基准日")
        owner, name = value.split(".", 1)
        if owner == "related":
            return _("{population}的“{field}”").format(
                population=population(self.related), field=_field(self.related, name)
            )
        return _("“{field}”").format(field=_field(self.subject, name))


def check_lines(check: Check, subject: str, related: str = "", depth: int = 0) -> list[str]:
    """The lines of a check; ``subject`` and ``related`` are the populations in play."""
    pad = "  " * depth
    if isinstance(check, AllOf | AnyOf | NoneOf):
        head = (
            _("下列全部成立：")
            if isinstance(check, AllOf)
            else _("下列有一成立：")
            if isinstance(check, AnyOf)
            else _("下列都不成立：")
        )
        return [pad + head, *(line for part in check.parts for line in check_lines(part, subject, related, depth + 1))]
    if isinstance(check, Related):
        return [pad + _related(check), *_then(check.then, subject, check.to.each, depth)]
    if isinstance(check, Covers):
        lines = [pad + _covers(check, _Words(subject, related))]
        return [*lines, *_then(check.then, check.of.each if check.of is not None else subject, "", depth)]
    return [pad + _simple(check, _Words(subject, related))]


def _then(check: Check | None, subject: str, related: str, depth: int) -> list[str]:
    if check is None:
        return []
    return ["  " * depth + _("并且："), *check_lines(check, subject, related, depth + 1)]


def _simple(check: Has | Compare | Elapsed | Manual | Plugin, words: _Words) -> str:
    if isinstance(check, Has):
        return _has(check, words)
    if isinstance(check, Compare):
        return _("{value}{condition}").format(value=words.operand(check.value), condition=condition(check))
    if isinstance(check, Elapsed):
        return _elapsed(check, words)
    if isinstance(check, Manual):
        return _("由人认定：{ask}").format(ask=said({str(name): text for name, text in check.ask.items()}))
    return _("由扩展检查 {name} 判定").format(name=check.name)


def _has(check: Has, words: _Words) -> str:
    pattern = check.pattern
    name, value = next((name, value) for name in ("text", "regex", "css", "meta") if (value := getattr(pattern, name)))
    kinds = {"text": _("文字"), "regex": _("符合式样"), "css": _("页面元素"), "meta": _("META 标签")}
    times = (
        _("至少 {n} 处").format(n=check.min)
        if check.max is None
        else _("{min} 至 {max} 处").format(min=check.min, max=check.max)
    )
    return _("{where} 中{kind} {value} 出现{times}").format(
        where=words.operand(check.in_), kind=kinds[name], value=value, times=times
    )


def _elapsed(check: Elapsed, words: _Words) -> str:
    bounds = []
    if check.max is not None:
        bounds.append(_("至多 {period}").format(period=period(check.max)))
    if check.min is not None:
        bounds.append(_("至少 {period}").format(period=period(check.min)))
    return _("从{since}到{until}：{bounds}").format(
        since=words.operand(check.since), until=words.operand(check.until), bounds=_("，").join(bounds)
    )


def _covers(check: Covers, words: _Words) -> str:
    found = words.operand(check.value) if check.value is not None else _of(check.of, check.field)
    text = _("{found} 应包括：{required}").format(found=found, required=_required(check.required))
    text += _("，各至少 {n} 个").format(n=check.min) if check.min > 1 else ""
    return text + (_("（名称以此为限）") if check.exhaustive else "")


def _of(each: Each | None, name: str | None) -> str:
    if each is None:
        return "–"
    limits = _("（限 {conditions}）").format(conditions=conditions(each.each, each.where)) if each.where else ""
    return _("{population}{limits}的{field}").format(
        population=population(each.each), limits=limits, field=_field(each.each, name or "")
    )


def _required(required: tuple[str | int | float | bool, ...] | Range | dict[str, str]) -> str:
    if isinstance(required, dict):
        patterns = required.items()
        return _("、").join(_("{name}（符合式样 {pattern}）").format(name=name, pattern=text) for name, text in patterns)
    if not isinstance(required, Range):
        return _("、").join(map(str, required))
    units = {"year": _("年"), "quarter": _("季"), "month": _("月"), "week": _("周"), "issue": _("期")}
    first = _last(required.from_)
    last = _last(required.to)
    return _("每{unit}，{first} 至 {last}").format(unit=units[required.unit], first=first, last=last)


def _last(value: int | str) -> str:
    words = {"last-ended": _("最近已结束的一期"), "year-start": _("该年第一期")}
    return words.get(str(value), str(value))


def _related(check: Related) -> str:
    ways = {
        "link": _("互相链接"),
        "link-to": _("链接到它"),
        "link-from": _("由它链接"),
        "document-number": _("引用发文字号"),
        "title": _("标题包含"),
    }
    to = population(check.to.each)
    limits = _("（限 {conditions}）").format(conditions=conditions(check.to.each, check.to.where)) if check.to.where else ""
    return _("有{to}{limits}与它对应，依次按：{ways}").format(
        to=to, limits=limits, ways=_("、").join(ways[way] for way in check.by)
    )


def population(name: str) -> str:
    """A population in words."""
    spec = CATALOGUE.get(name)
    if spec is None:
        return name
    return spec.doc_zh if language() == "zh" else spec.doc_en


def _field(each: str, name: str) -> str:
    spec = CATALOGUE.get(each)
    found = spec.fields.get(name) if spec is not None else None
    if found is None:
        return name
    return found.doc_zh if language() == "zh" else found.doc_en


def conditions(each: str, where: Mapping[str, Condition]) -> str:
    """Conditions on fields of a population, joined by *and*."""
    return _("，").join(f"{_field(each, name)} {condition(one)}" for name, one in where.items() if one.asked)


def condition(one: Condition) -> str:
    """A condition in words."""
    parts = []
    if one.is_ is not None:
        parts.append(_("是 {value}").format(value=_atom(one.is_)))
    if one.is_not is not None:
        parts.append(_("不是 {value}").format(value=_atom(one.is_not)))
    if one.in_:
        parts.append(_("属于 {values}").format(values=_("、").join(map(_atom, one.in_))))
    if one.matches is not None:
        parts.append(_("符合式样 {pattern}").format(pattern=one.matches))
    if one.within is not None:
        parts.append(_("在 {period} 以内").format(period=period(one.within)))
    if one.min is not None:
        parts.append(f"≥ {one.min:g}")
    if one.max is not None:
        parts.append(f"≤ {one.max:g}")
    return _("，").join(parts)


def _atom(value: str | int | float | bool) -> str:
    return (_("是") if value else _("否")) if isinstance(value, bool) else str(value)


def period(length: Period) -> str:
    """A period in words of the language in force."""
    if language() != "zh":
        return str(length)
    units = {"hours": "小时", "days": "天", "weeks": "周", "months": "个月", "years": "年", "working days": "个工作日"}
    return f"{length.count} {units[length.unit]}"
