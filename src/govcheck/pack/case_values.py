"""Field values of cases, as YAML writes them, turned into what a page would have given."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from govcheck.dates.clock import in_shanghai
from govcheck.i18n import _
from govcheck.outcome import Confidence, Reason
from govcheck.pack.suggest import did_you_mean
from govcheck.records.population import Field, Reading, Scalar, Unknown, Value

_MANY: Final = {"texts": "text", "numbers": "number", "instants": "instant", "addresses": "address"}
_READING_KEYS: Final = {"value", "confidence", "how", "excerpt", "css", "xpath"}


def moment(text: object) -> datetime:
    """An instant: ``2026-06-15`` (midnight) or ``2026-06-15T08:30``, in Asia/Shanghai unless it states an offset.

    Raises:
        ValueError: not an instant, with words for people.
    """
    try:
        return in_shanghai(datetime.fromisoformat(text if isinstance(text, str) else ""))
    except ValueError:
        raise ValueError(_("不是时间：{text}（写作 2026-06-15 或 2026-06-15T08:30）").format(text=text)) from None


def field_value(data: Any, type_: str) -> Field:
    """A field: a bare value, ``null`` (not on the page), ``{unknown: REASON}`` or ``{value: …, confidence: low}``.

    Raises:
        ValueError: not of the type, with words for people.
    """
    if not isinstance(data, dict):
        return Reading(_value(data, type_), how="case")
    if set(data) <= {"unknown", "detail"} and "unknown" in data:
        return Unknown(_word(Reason, data["unknown"]), str(data.get("detail", "")))
    if "value" not in data or set(data) - _READING_KEYS:
        raise ValueError(_("字段写作值、null、{unknown: 原因} 或 {value: 值, confidence: low}"))
    confidence = _word(Confidence, data.get("confidence", "high"))
    excerpt, css, xpath = (str(data.get(key, "")) for key in ("excerpt", "css", "xpath"))
    return Reading(_value(data["value"], type_), str(data.get("how", "case")), confidence, excerpt, css, xpath)


def _word(words: Any, text: object) -> Any:
    try:
        return words(text)
    except ValueError:
        known = [word.value for word in words]
        raise ValueError(_("没有 {word} 这个词").format(word=text) + did_you_mean(str(text), known)) from None


def _value(data: Any, type_: str) -> Value:
    if data is None:
        return None
    if type_ in _MANY:
        items = data if isinstance(data, list) else [data]
        return tuple(_scalar(item, _MANY[type_]) for item in items)
    return _scalar(data, type_)


def _scalar(data: Any, type_: str) -> Scalar:
    if type_ == "instant":
        return moment(data)
    if type_ == "flag" and isinstance(data, bool):
        return data
    if type_ == "number" and isinstance(data, int | float) and not isinstance(data, bool):
        return data
    if type_ in ("text", "address") and isinstance(data, str):
        return data
    said = str(data).lower() if isinstance(data, bool) else data
    raise ValueError(_("{value} 与字段的类型 {type} 不合").format(value=said, type=type_))
