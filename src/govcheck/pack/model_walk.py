"""Which models stand at a place of a model: pydantic names the place of a mistake, but not the keys allowed there."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag


def keys_at(root: Any, place: Iterable[str | int]) -> set[str]:
    """The keys that the model or models at ``place`` know, as written in YAML.

    ``place`` is pydantic's ``loc``: keys, list indexes, and between them tags or class names of union branches.
    """
    current = [root]
    for part in place:
        current = _step(current, part) or current
    return {
        key for leaf in _leaves(current) if isinstance(leaf, type) and issubclass(leaf, BaseModel) for key in _keys(leaf)
    }


def _keys(model: type[BaseModel]) -> Iterable[str]:
    return (field.alias or name for name, field in model.model_fields.items())


def _leaves(annotations: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for annotation in annotations:
        origin = get_origin(annotation)
        if origin is Annotated:
            found += _leaves([get_args(annotation)[0]])
        elif origin in (Union, types.UnionType):
            found += _leaves(get_args(annotation))
        else:
            found.append(annotation)
    return found


def _tagged(annotations: Iterable[Any], tag: str) -> list[Any]:
    """The branches of unions that carry a tag."""
    found: list[Any] = []
    for annotation in annotations:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            if any(isinstance(mark, Tag) and mark.tag == tag for mark in args[1:]):
                found.append(args[0])
            found += _tagged([args[0]], tag)
        elif origin in (Union, types.UnionType):
            found += _tagged(args, tag)
    return found


def _step(annotations: list[Any], part: str | int) -> list[Any]:
    if isinstance(part, str) and (tagged := _tagged(annotations, part)):
        return tagged
    found: list[Any] = []
    for leaf in _leaves(annotations):
        origin, args = get_origin(leaf), get_args(leaf)
        if isinstance(leaf, type) and issubclass(leaf, BaseModel):
            if leaf.__name__ == part:
                found.append(leaf)
            found += [_field(field) for name, field in leaf.model_fields.items() if part == (field.alias or name)]
        elif origin in (tuple, list) and isinstance(part, int):
            found.append(args[0])
        elif origin is dict and isinstance(part, str):
            found.append(args[1])
    return found


def _field(field: Any) -> Any:
    """A field's annotation; pydantic keeps the marks of an annotated field apart from it."""
    annotation = field.annotation
    for mark in field.metadata:
        annotation = Annotated[annotation, mark]
    return annotation
