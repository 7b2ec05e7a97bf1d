"""Which module judges which kind: an explicit table, and the one entry for all checks."""

from __future__ import annotations

from typing import Final

from govcheck.checks import combine, compare, covers, elapsed, has, manual, plugin, related
from govcheck.checks.interface import Context, Judge, Subject, Verdict
from govcheck.pack.kinds.models import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Covers,
    Elapsed,
    Has,
    Manual,
    NoneOf,
    Plugin,
    Related,
)

JUDGES: Final[dict[type, Judge]] = {
    Has: has.judge,
    Compare: compare.judge,
    Elapsed: elapsed.judge,
    Manual: manual.judge,
    Plugin: plugin.judge,
}
"""By parameter model; those that judge checks inside them are wired in :func:`judge`."""


def judge(check: Check, subject: Subject, context: Context) -> Verdict:
    """What a check says of a subject."""
    if isinstance(check, Related):
        return related.judge(check, subject, context, judge)
    if isinstance(check, Covers):
        return covers.judge(check, subject, context, judge)
    if isinstance(check, AllOf):
        return combine.all_of([judge(part, subject, context) for part in check.all])
    if isinstance(check, AnyOf):
        return combine.any_of([judge(part, subject, context) for part in check.any])
    if isinstance(check, NoneOf):
        return combine.none_of([judge(part, subject, context) for part in check.none])
    return JUDGES[type(check)](check, subject, context)
