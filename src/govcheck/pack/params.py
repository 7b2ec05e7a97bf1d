"""Parameters of checks: what values they take, and filling them in where ``$name`` stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from govcheck.dates.period import Period
from govcheck.i18n import N_, _
from govcheck.pack.kinds.models import Range
from govcheck.pack.schema_models import ParamFile
from govcheck.pack.source import DataPath
from govcheck.text.pattern import PatternError, compile_pattern

_WHOLE: Final = re.compile(r"\$([a-z][a-z0-9_]*)")
_UNITS_ZH: Final = {
    "hours": "小时",
    "days": "天",
    "weeks": "周",
    "months": "个月",
    "years": "年",
    "working days": "个工作日",
}
_SAMPLES: Final[dict[str, object]] = {
    "period": "1 year",
    "text": "x",
    "texts": ["x"],
    "number": 1,
    "flag": True,
    "choice": "x",
    "ranges": {"unit": "year", "from": 2000},
    "words": {"zh": "x", "en": "x"},
    "pattern": "x",
    "patterns": {"x": "x"},
}


@dataclass(frozen=True, slots=True)
class ParamValue:
    """A parameter's value for one rule, and whether it stands in a text or is our reading."""

    value: object
    basis: str


def value_trouble(declared: ParamFile, value: object) -> str | None:
    """Why ``value`` (plain data) is none that the parameter takes; ``None`` when it is one."""
    if declared.type == "choice":
        choices = _("、").join(declared.choices)
        return None if value in declared.choices else _("应为 {choices} 之一").format(choices=choices)
    takes, words = _TAKES[declared.type]
    if not takes(value):
        return _(words)
    patterns = {"": value} if declared.type == "pattern" else value if declared.type == "patterns" else {}
    return _patterns_trouble(patterns) if isinstance(patterns, dict) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _is_patterns(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(isinstance(text, str) for text in (*value, *value.values()))


def _is_period(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(Period.parse(text))
    except ValueError:
        return False


def _is_words(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"zh", "en"}
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )


def _patterns_trouble(patterns: Mapping[str, str]) -> str | None:
    told = ((name, pattern_trouble(text)) for name, text in patterns.items())
    return next((f"{name}: {trouble}" if name else trouble for name, trouble in told if trouble), None)


def pattern_trouble(text: str) -> str | None:
    """Why a text is no pattern."""
    try:
        compile_pattern(text)
    except PatternError as error:
        return str(error)
    return None


def _is_ranges(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str | int | float) for item in value)
    try:
        Range.model_validate(value)
    except ValidationError:
        return False
    return True


_TAKES: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "period": (_is_period, N_("应为时间段，写作 3 working days、2 weeks、6 months、48 hours")),
    "text": (lambda value: isinstance(value, str), N_("应为文字（数字请加引号）")),
    "texts": (_is_texts, N_("应为文字的列表")),
    "number": (_is_number, N_("应为数字")),
    "flag": (lambda value: isinstance(value, bool), N_("应为 true 或 false")),
    "ranges": (_is_ranges, N_("应为范围 {unit: year, from: 2008, to: last-ended}，或值的列表")),
    "words": (_is_words, N_("应为中英两种文字 {zh: …, en: …}")),
    "pattern": (lambda value: isinstance(value, str), N_("应为正则表达式（RE2）")),
    "patterns": (_is_patterns, N_("应为映射（名称: 正则表达式）")),
}
"""Which values each type of parameter takes, and what to say of others."""


def sample_value(declared: ParamFile) -> object:
    """The default, or some value of the type, to validate a check whose parameter has no default."""
    if declared.default is not None:
        return declared.default
    return declared.choices[0] if declared.choices else _SAMPLES[declared.type]


def references(data: object, path: DataPath = ()) -> Iterator[tuple[str, DataPath]]:
    """Every ``$name`` in plain data, with its place."""
    if isinstance(data, str):
        for match in _WHOLE.finditer(data):
            yield match[1], path
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from references(key, (*path, key))
            yield from references(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from references(value, (*path, index))


def fill(data: object, values: Mapping[str, object], language: str = "zh") -> object:
    """The data with every ``$name`` replaced: as the value itself where it stands alone, as words inside a text.

    A key may hold names too, as words. Names that have no value stay as they are (they were reported already).
    """
    if isinstance(data, dict):
        return {
            fill_text(key, values, language) if isinstance(key, str) else key: fill(
                value, values, key if key in ("zh", "en") else language
            )
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [fill(item, values, language) for item in data]
    if not isinstance(data, str):
        return data
    alone = _WHOLE.fullmatch(data)
    if alone is not None and alone[1] in values:
        return values[alone[1]]
    return fill_text(data, values, language)


def fill_text(text: str, values: Mapping[str, object], language: str, *, braces: bool = False) -> str:
    """The text with every ``$name`` replaced by words; ``braces``: double theirs, because the text is a format."""

    def words(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        said = in_words(values[match[1]], language)
        return said.replace("{", "{{").replace("}", "}}") if braces else said

    return _WHOLE.sub(words, text)


def in_words(value: object, language: str) -> str:
    """A parameter's value as people read it: ``3 working days`` is 3个工作日."""
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(in_words(item, language) for item in value)
    if isinstance(value, dict) and _is_words(value):
        return str(value[language if language in value else "zh"])
    if isinstance(value, dict) and "unit" not in value:
        return in_words(list(value), language)
    if isinstance(value, dict):
        return f"{value.get('from', '')}–{value.get('to', '')}".rstrip("–")
    if isinstance(value, str) and language == "zh" and _is_period(value):
        period = Period.parse(value)
        return f"{period.count}{_UNITS_ZH[period.unit]}"
    return str(value)
