"""Validating plain data against a strict model, with every mistake as words at its own place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from govcheck.errors import Mistake
from govcheck.i18n import N_, _
from govcheck.pack.model_walk import keys_at
from govcheck.pack.source import DataPath, Document
from govcheck.pack.suggest import did_you_mean, nearest

T = TypeVar("T")

_WORDS: Final = {
    "string_type": N_("应为文字"),
    "int_type": N_("应为整数"),
    "int_from_float": N_("应为整数"),
    "float_type": N_("应为数字"),
    "bool_type": N_("应为 true 或 false"),
    "dataclass_type": N_("应为时间段，写作 3 working days、2 weeks、6 months、48 hours"),
    "tuple_type": N_("应为列表"),
    "list_type": N_("应为列表"),
    "dict_type": N_("应为映射（键: 值）"),
    "model_type": N_("应为映射（键: 值）"),
    "none_required": N_("不应有值"),
    "string_too_short": N_("不能为空"),
    "too_short": N_("至少要有 {min_length} 项"),
    "too_long": N_("至多 {max_length} 项"),
    "greater_than_equal": N_("不能小于 {ge}"),
    "less_than_equal": N_("不能大于 {le}"),
    "greater_than": N_("必须大于 {gt}"),
    "less_than": N_("必须小于 {lt}"),
    "string_pattern_mismatch": N_("{given} 的写法不对，应合 {pattern}"),
    "literal_error": N_("{given} 不在可用的词之内"),
    "enum": N_("{given} 不在可用的词之内"),
}
_SHAPE_ERRORS: Final = {
    "string_type",
    "int_type",
    "float_type",
    "bool_type",
    "tuple_type",
    "list_type",
    "dict_type",
    "model_type",
}


@lru_cache(maxsize=64)
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def check_model(model: Any, data: object, document: Document, base: DataPath) -> tuple[Any, list[Mistake]]:
    """Validate ``data``, which stands at ``base`` of the document.

    Returns the validated value, or ``None`` with every mistake.
    """
    try:
        return _adapter(model).validate_json(json.dumps(data)), []
    except ValidationError as error:
        return None, _told(error, model, data, document, base)


def _told(error: ValidationError, model: Any, data: object, document: Document, base: DataPath) -> list[Mistake]:
    by_place: dict[DataPath, list[dict[str, Any]]] = {}
    for item in error.errors(include_url=False):
        details: dict[str, Any] = {**item}
        by_place.setdefault(_data_path(data, details), []).append(details)
    _prefer_deep(by_place)
    found = []
    for path, items in by_place.items():
        telling = [item for item in items if not _of_shape(item)] or items
        for message in dict.fromkeys(_message(item, model) for item in telling):
            found.append(document.mistake((*base, *path), message, key=telling[0]["type"] == "extra_forbidden"))
            if telling[0]["type"] != "extra_forbidden":
                break
    return found


def _data_path(data: object, item: dict[str, Any]) -> DataPath:
    """Pydantic's place without the tags of unions: only what leads further into the data."""
    path: list[str | int] = []
    for part in item["loc"]:
        if part == "[key]":
            continue
        inside = _inside(data, part)
        if inside is not None:
            data = inside[0]
            path.append(part)
    if item["type"] == "missing":
        path.append(item["loc"][-1])
    elif item["type"] == "union_tag_invalid" and isinstance(data, dict):
        path.append("kind")
    return tuple(path)


def _of_shape(item: dict[str, Any]) -> bool:
    """Whether it says only that the value is of another shape, as the branches of a union do that were not meant."""
    return item["type"] in _SHAPE_ERRORS or (item["type"] == "literal_error" and isinstance(item["input"], dict | list))


def _inside(data: object, part: str | int) -> tuple[object] | None:
    if isinstance(data, dict) and part in data:
        return (data[part],)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return (data[part],)
    return None


def _prefer_deep(by_place: dict[DataPath, list[dict[str, Any]]]) -> None:
    """Drop a complaint about the shape of a value where another branch of a union went into it."""
    for path in list(by_place):
        inside = any(len(other) > len(path) and other[: len(path)] == path for other in by_place)
        if inside and all(item["type"] in _SHAPE_ERRORS | {"literal_error", "too_short"} for item in by_place[path]):
            del by_place[path]


def _message(item: dict[str, Any], model: Any) -> str:
    kind, given, context = item["type"], item.get("input"), item.get("ctx", {})
    if kind == "missing":
        return _("缺少 {key}").format(key=item["loc"][-1])
    if kind == "extra_forbidden":
        word = str(item["loc"][-1])
        return _("没有 {key} 这个键").format(key=word) + did_you_mean(word, keys_at(model, item["loc"][:-1]))
    if kind == "value_error":
        return str(context.get("error", item["msg"]))
    if kind in ("literal_error", "enum"):
        return _unknown_word(given, _expected(context))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        known = _expected({"expected": context.get("expected_tags", "")}) or _CHECK_WORDS
        tag = context.get("tag")
        if tag is None:
            return _("看不出是哪一种检查：应有 kind，或 all、any、none 之一")
        return _("没有 {word} 这种检查").format(word=tag) + did_you_mean(str(tag), known)
    if kind == "string_type" and isinstance(given, int | float) and not isinstance(given, bool):
        return _('应为文字，请加引号："{given}"').format(given=given)
    if kind in _WORDS:
        return _(_WORDS[kind]).format(given=given, **context)
    return str(item["msg"])


_CHECK_WORDS: Final = ("has", "compare", "elapsed", "covers", "related", "manual", "plugin", "all", "any", "none")


def _expected(context: dict[str, Any]) -> Sequence[str]:
    """The words of pydantic's ``'a', 'b' or 'c'``."""
    return [part for part in str(context.get("expected", "")).split("'")[1::2] if part]


def _unknown_word(given: object, known: Iterable[str]) -> str:
    words = list(known)
    listed = _("、").join(words)
    if not words or not isinstance(given, str):
        return _("应为：{known}").format(known=listed)
    near = nearest(given, words)
    said = _("没有 {word} 这个词（可用：{known}）").format(word=given, known=listed)
    return said if near is None else said + _("；是不是 {near}？").format(near=near)
