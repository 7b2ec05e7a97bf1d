"""Exit codes (docs/exit-codes.md) and how several that apply become one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class Exit(IntEnum):
    """Never renumbered."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    INTERNAL = 4
    INCOMPLETE = 5
    INTERRUPTED = 130


PRECEDENCE: Final = (
    Exit.INTERRUPTED,
    Exit.INTERNAL,
    Exit.INPUT,
    Exit.USAGE,
    Exit.FINDINGS,
    Exit.INCOMPLETE,
    Exit.OK,
)


def foremost(codes: Iterable[Exit]) -> Exit:
    """The one code returned when several apply; OK when there is none."""
    return min(codes, key=PRECEDENCE.index, default=Exit.OK)
