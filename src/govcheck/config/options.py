"""The options of a run that bear on judgement: the same options over the same archive give the same results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

CAPABILITIES: Final = ("dns", "ipv6-egress", "browser")
"""What a machine may or may not be able to see with; tested per run, or declared absent with ``--without``."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """``as_of`` is a day in Asia/Shanghai; ``seed`` defaults to its month (``2026-06``); ``packs`` are ids or paths, empty
    means the national packs and those whose region contains the site; ``about`` names the sorts of rules looked at
    (template, content, wire, duty), empty means all. ``lexicons`` and ``leaders`` are paths of an office's own tables.
    """

    as_of: date
    seed: str = ""
    packs: tuple[str, ...] = ()
    sheet: str = "national-inspection-2019"
    without: frozenset[str] = frozenset()
    authority: str | None = None
    about: frozenset[str] = frozenset()
    lexicons: tuple[str, ...] = ()
    leaders: str | None = None

    @property
    def effective_seed(self) -> str:
        """The seed in force."""
        return self.seed or f"{self.as_of:%Y-%m}"
