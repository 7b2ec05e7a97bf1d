"""The options of a command as a run records them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from govcheck.report.json_report import MASK

_SECRET: Final = frozenset({"headers", "basic_auth"})
_ELSEWHERE: Final = frozenset({"outputs", "format_", "target", "targets"})


def recorded(values: Mapping[str, Any]) -> dict[str, Any]:
    """The options given: never a password or the value of a header."""
    shown: dict[str, Any] = {}
    for name, value in sorted(values.items()):
        if value in (None, (), "", False) or name in _ELSEWHERE:
            continue
        if name in _SECRET:
            shown[name] = MASK
        else:
            shown[name] = tuple(str(one) for one in value) if isinstance(value, tuple) else _plain(value)
    return shown


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) else str(value)
