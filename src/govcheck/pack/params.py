"""Parameters of checks: what values they take, and filling them in where ``$name`` stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from govcheck.dates.period import Period
from govcheck.i18n import _
from govcheck.pack.kinds.models import Range
from govcheck.pack.schema_models import ParamFile
from govcheck.pack.source import DataPath

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
}


@dataclass(frozen=True, slots=True)
class ParamValue:
    """A parameter's value for one rule, and whether it stands in a text or is our reading."""

    value: object
    basis: str


def value_trouble(declared: ParamFile, value: object) -> str | None:
    """Why ``value`` (plain data) is none that the parameter takes; ``None`` when it is one."""
    if declared.type == "period":
        if not isinstance(value, str) or not _is_period(value):
            return _("应为时间段，写作 3 working days、2 weeks、6 months、48 hours")
    elif declared.type == "choice":
        if value not in declared.choices:
            return _("应为 {choices} 之一").format(choices=_("、").join(declared.choices))
    elif declared.type == "texts":
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            return _("应为文字的列表")
    elif declared.type == "ranges":
        if not _is_ranges(value):
            return _("应为范围 {unit: year, from: 2008, to: last-ended}，或值的列表")
    elif declared.type == "number":
        if isinstance(value, bool) or not isinstance(value, int | float):
            return _("应为数字")
    elif declared.type == "flag":
        return None if isinstance(value, bool) else _("应为 true 或 false")
    elif not isinstance(value, str):
        return _("应为文字（数字请加引号）")
    return None


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


def _is_ranges(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str | int | float) for item in value)
    try:
        Range.model_validate(value)
    except ValidationError:
        return False
    return True


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
            yield from references(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from references(value, (*path, index))


def fill(data: object, values: Mapping[str, object], language: str = "zh") -> object:
    """The data with every ``$name`` replaced: as the value itself where it stands alone, as words inside a text.

    Names that have no value stay as they are (they were reported already).
    """
    if isinstance(data, dict):
        return {key: fill(value, values, key if key in ("zh", "en") else language) for key, value in data.items()}
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
    if isinstance(value, dict):
        return f"{value.get('from', '')}–{value.get('to', '')}".rstrip("–")
    if isinstance(value, str) and language == "zh" and _is_period(value):
        period = Period.parse(value)
        return f"{period.count}{_UNITS_ZH[period.unit]}"
    return str(value)
