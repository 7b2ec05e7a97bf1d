"""Whether a check makes sense: its populations and fields exist, their types fit, its patterns compile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import Formatter
from typing import Final

from govcheck.i18n import _
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
from govcheck.pack.params import pattern_trouble
from govcheck.pack.source import DataPath
from govcheck.pack.suggest import did_you_mean

Trouble = tuple[DataPath, str]
"""A place inside the check or its subjects, and what is wrong there."""

PLACEHOLDERS: Final = ("subject", "failed", "value", "limit", "counted")

_TEXTS: Final = {"text", "texts", "address", "addresses"}
_NUMBERS: Final = {"number", "numbers"}
_INSTANTS: Final = {"instant", "instants"}
_READ: Final = {"text": "texts", "number": "numbers", "date": "instants"}
_BY_FIELDS: Final = {
    "link": (("links",), ("links",)),
    "link-to": (("links",), ()),
    "link-from": ((), ("links",)),
    "document-number": (("number",), ("quoted_numbers",)),
    "title": (("title",), ("title",)),
}


def each_troubles(each: Each, path: DataPath) -> Iterator[Trouble]:
    """What is wrong with a population and its conditions."""
    spec = CATALOGUE.get(each.each)
    if spec is None:
        yield (*path, "each"), _("没有 {name} 这个总体").format(name=each.each) + did_you_mean(each.each, CATALOGUE)
    for name, condition in each.where.items():
        here: DataPath = (*path, "where", name)
        type_ = None
        if spec is not None:
            if name in spec.fields:
                type_ = spec.fields[name].type
            else:
                yield here, _no_field(each.each, name)
        yield from _condition(condition, type_, here)


def check_troubles(check: Check, path: DataPath, subject: str, related: str | None = None) -> Iterator[Trouble]:
    """What is wrong with a check over the population ``subject`` (and, inside ``then``, with its partner)."""
    yield from _Scope(subject, related).check(check, path)


def message_troubles(text: str, path: DataPath) -> Iterator[Trouble]:
    """Placeholders that nothing fills."""
    try:
        names = [name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None]
    except ValueError:
        yield path, _("花括号不成对；要写花括号本身，请写两个")
        return
    for name in names:
        if name not in PLACEHOLDERS:
            known = _("、").join(PLACEHOLDERS)
            yield path, _("没有 {name} 这个占位符（可用：{known}）").format(name=f"{{{name}}}", known=known)


def _no_field(population: str, name: str) -> str:
    message = _("总体 {population} 没有 {name} 这个字段").format(population=population, name=name)
    return message + did_you_mean(name, CATALOGUE[population].fields)


def _condition(condition: Condition, type_: str | None, path: DataPath) -> Iterator[Trouble]:
    if condition.matches is not None and (trouble := pattern_trouble(condition.matches)):
        yield (*path, "matches"), trouble
    if type_ is None:
        return
    if condition.matches is not None and type_ not in _TEXTS | _INSTANTS:
        yield (*path, "matches"), _("matches 只用于文字和日期，这个字段是 {type}").format(type=type_)
    if condition.within is not None and type_ not in _INSTANTS:
        yield (*path, "within"), _("within 只用于日期，这个字段是 {type}").format(type=type_)
    for word, bound in (("min", condition.min), ("max", condition.max)):
        if bound is not None and type_ not in _NUMBERS:
            yield (*path, word), _("{word} 只用于数字，这个字段是 {type}").format(word=word, type=type_)
    constants = [*(condition.in_ or ()), *(value for value in (condition.is_, condition.is_not) if value is not None)]
    for constant in constants:
        if not _fits(constant, type_):
            word = "in" if condition.in_ and constant in condition.in_ else "is" if condition.is_ == constant else "is_not"
            yield (*path, word), _("{value} 与字段的类型 {type} 不合").format(value=constant, type=type_)


def _patterns(required: dict[str, str], type_: str | None, path: DataPath) -> Iterator[Trouble]:
    if type_ is not None and type_ not in _TEXTS:
        yield path, _("patterns 只用于文字，这个字段是 {type}").format(type=type_)
    for name, text in required.items():
        if trouble := pattern_trouble(text):
            yield (*path, name), trouble


def _fits(constant: object, type_: str) -> bool:
    if type_ == "flag":
        return isinstance(constant, bool)
    if type_ in _NUMBERS:
        return isinstance(constant, int | float) and not isinstance(constant, bool)
    return isinstance(constant, str)


class _Scope:
    """The populations in play at a place of a check."""

    def __init__(self, subject: str, related: str | None) -> None:
        self._owners = {"subject": subject, "related": related}

    def check(self, check: Check, path: DataPath) -> Iterator[Trouble]:
        if isinstance(check, AllOf | AnyOf | NoneOf):
            word = next(iter(type(check).model_fields))
            for index, part in enumerate(check.parts):
                yield from self.check(part, (*path, word, index))
            return
        yield from self._handler(check)(check, path)

    def _handler(self, check: Check) -> Callable[..., Iterator[Trouble]]:
        handlers: dict[type, Callable[..., Iterator[Trouble]]] = {
            Has: self._has,
            Compare: self._compare,
            Elapsed: self._elapsed,
            Covers: self._covers,
            Related: self._related,
            Manual: self._fields,
            Plugin: self._fields,
        }
        return handlers[type(check)]

    def _operand(self, operand: str | Extract, path: DataPath) -> tuple[str | None, list[Trouble]]:
        """The type of an operand (``None`` when unknown), and what is wrong with it."""
        if isinstance(operand, Extract):
            trouble = pattern_trouble(operand.regex) if operand.regex is not None else None
            return _READ[operand.read], [((*path, "regex"), trouble)] if trouble else []
        if operand == "as_of":
            return "instant", []
        owner, name = operand.split(".", 1)
        population = self._owners[owner]
        if population is None:
            return None, [(path, _("related 只在 related 检查的 then 里有意义"))]
        spec = CATALOGUE.get(population)
        if spec is None:
            return None, []
        if name not in spec.fields:
            return None, [(path, _no_field(population, name))]
        return spec.fields[name].type, []

    def _has(self, check: Has, path: DataPath) -> Iterator[Trouble]:
        if check.pattern.regex is not None and (trouble := pattern_trouble(check.pattern.regex)):
            yield (*path, "pattern", "regex"), trouble
        if check.max is not None and check.max < check.min:
            yield (*path, "max"), _("max 小于 min")
        if check.pattern.extract is None:
            type_, troubles = self._operand(check.in_, (*path, "in"))
            yield from troubles
            if type_ is not None and type_ not in _TEXTS:
                yield (*path, "in"), _("has 只在文字里找，这个字段是 {type}").format(type=type_)

    def _compare(self, check: Compare, path: DataPath) -> Iterator[Trouble]:
        type_, troubles = self._operand(check.value, (*path, "value"))
        yield from troubles
        yield from _condition(check, type_, path)
        if check.model_fields_set <= {"kind", "value"}:
            yield path, _("compare 要写与什么相比：is、is_not、in、matches、within、min、max 之一")

    def _elapsed(self, check: Elapsed, path: DataPath) -> Iterator[Trouble]:
        for word, operand in (("since", check.since), ("until", check.until)):
            type_, troubles = self._operand(operand, (*path, word))
            yield from troubles
            if type_ is not None and type_ not in _INSTANTS:
                yield (*path, word), _("elapsed 要的是日期，这个字段是 {type}").format(type=type_)

    def _covers(self, check: Covers, path: DataPath) -> Iterator[Trouble]:
        type_: str | None = None
        if check.value is not None:
            type_, troubles = self._operand(check.value, (*path, "value"))
            yield from troubles
        if check.of is not None and check.field is not None:
            yield from each_troubles(check.of, (*path, "of"))
            type_ = self._field_type(check.of.each, check.field)
            if type_ is None and check.of.each in CATALOGUE:
                yield (*path, "field"), _no_field(check.of.each, check.field)
        if check.then is not None and check.of is not None:
            yield from check_troubles(check.then, (*path, "then"), check.of.each)
        if isinstance(check.required, dict):
            yield from _patterns(check.required, type_, (*path, "required"))
        elif type_ == "flag":
            yield (*path, "required"), _("是非字段不能用 covers")
        elif type_ is not None and not isinstance(check.required, Range):
            for index, item in enumerate(check.required):
                if not _fits(item, type_):
                    message = _("{value} 与字段的类型 {type} 不合").format(value=item, type=type_)
                    yield (*path, "required", index), message
        if check.nearest is not None:
            population, name = check.nearest
            if population not in CATALOGUE:
                message = _("没有 {name} 这个总体").format(name=population) + did_you_mean(population, CATALOGUE)
                yield (*path, "nearest", 0), message
            elif name not in CATALOGUE[population].fields:
                yield (*path, "nearest", 1), _no_field(population, name)

    def _field_type(self, population: str, name: str) -> str | None:
        spec = CATALOGUE.get(population)
        return spec.fields[name].type if spec is not None and name in spec.fields else None

    def _related(self, check: Related, path: DataPath) -> Iterator[Trouble]:
        yield from each_troubles(check.to, (*path, "to"))
        subject = self._owners["subject"]
        for index, way in enumerate(check.by):
            for population, names in zip((subject, check.to.each), _BY_FIELDS[way], strict=True):
                if population not in CATALOGUE:
                    continue
                for name in names:
                    if name not in CATALOGUE[population].fields:
                        yield (*path, "by", index), _no_field(population, name)
        if check.then is not None:
            yield from check_troubles(check.then, (*path, "then"), subject or "", check.to.each)

    def _fields(self, check: Manual | Plugin, path: DataPath) -> Iterator[Trouble]:
        word, names = ("gather", check.gather) if isinstance(check, Manual) else ("fields", check.fields)
        population = self._owners["subject"] or ""
        for index, name in enumerate(names):
            if population in CATALOGUE and name not in CATALOGUE[population].fields:
                yield (*path, word, index), _no_field(population, name)
