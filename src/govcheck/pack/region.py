"""Division codes (GB/T 2260, statistical codes to 12 digits): which place lies within which."""

from __future__ import annotations

from typing import Final

_CUTS: Final = (2, 4, 6, 9, 12)


def prefix(code: str) -> str:
    """The part of a division code that names the place: ``510400`` → ``5104``, ``510000`` → ``51``."""
    for cut in _CUTS:
        if not code[cut:].strip("0"):
            return code[:cut]
    return code


def within(region: str, code: str) -> bool:
    """Whether the place ``code`` is ``region`` or lies in it. An empty region is the nation; an empty code is nowhere."""
    return not region or (bool(code) and prefix(code).startswith(prefix(region)))
