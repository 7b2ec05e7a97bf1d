"""The files in which people decided about findings, loaded for one run and put on its record by their hash.

They are used only where an option names them; nothing is looked for beside the run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from govcheck.errors import ConfigError, Mistake
from govcheck.i18n import _
from govcheck.report.model import TableUsed
from govcheck.waivers.baseline import load_baseline
from govcheck.waivers.overlay import Decisions
from govcheck.waivers.reviews import load_reviews
from govcheck.waivers.waivers import load_waivers

DECIDING: Final = ("baseline", "waivers", "reviews")
"""The options that name such files."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided, and the files it was read from."""

    decisions: Decisions = field(default_factory=Decisions)
    tables: tuple[TableUsed, ...] = ()


def load_decided(baseline: Path | None = None, waivers: Path | None = None, reviews: Path | None = None) -> Decided:
    """Load the files named.

    Raises:
        ConfigError: one cannot be read or is wrong; carries every mistake of every file.
    """
    mistakes: list[Mistake] = []
    found = Decisions()
    try:
        known = load_baseline(baseline) if baseline is not None else found.baseline
    except ConfigError as error:
        mistakes += error.mistakes
    try:
        given = load_waivers(waivers) if waivers is not None else found.waivers
    except ConfigError as error:
        mistakes += error.mistakes
    try:
        said = load_reviews(reviews) if reviews is not None else found.reviews
    except ConfigError as error:
        mistakes += error.mistakes
    if mistakes:
        raise ConfigError(mistakes)
    files = zip(DECIDING, (baseline, waivers, reviews), strict=True)
    tables = tuple(TableUsed(name, _sha256(path)) for name, path in files if path is not None)
    return Decided(Decisions(known, given, said), tables)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        why = _("无法读取文件：{why}").format(why=error.strerror or error)
        raise ConfigError(Mistake(str(path), 0, 0, "", why)) from None
