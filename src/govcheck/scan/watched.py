"""A week out of a store of probes: which days are complete, what was missed, which share did not open. Pure.

"每天间隔性访问20次以上": of probes closer together than a quarter of an hour only the first counts. The minutes are our
reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from govcheck.dates.clock import in_shanghai
from govcheck.i18n import _
from govcheck.records.watch import Opened, Probe, Watched

DAYS: Final = 7
A_DAY: Final = 20
"""Probes that a complete day has."""
APART: Final = timedelta(minutes=15)
_BACK: Final = 14
"""Days before as-of within which the week must end: older ones say nothing of the site as it is."""


def spaced(probes: Sequence[Probe]) -> list[Probe]:
    """The probes that count, in order of time: each a quarter of an hour or more after the one before."""
    kept: list[Probe] = []
    for probe in sorted(probes, key=lambda one: one.at):
        if not kept or probe.at - kept[-1].at >= APART:
            kept.append(probe)
    return kept


def by_day(probes: Iterable[Probe]) -> dict[date, list[Probe]]:
    """The probes by their day in Asia/Shanghai."""
    found: dict[date, list[Probe]] = {}
    for probe in probes:
        found.setdefault(in_shanghai(probe.at).date(), []).append(probe)
    return found


def week(probes: Sequence[Probe], as_of: date) -> Watched | None:
    """The newest complete week up to as-of, else the one that ended the day before it; ``None`` without any probe."""
    days = by_day(spaced(probes))
    if not days:
        return None
    for back in range(_BACK + 1):
        found = _week(days, as_of - timedelta(days=back))
        if not found.missed:
            return found
    return _week(days, as_of - timedelta(days=1))


def _week(days: Mapping[date, Sequence[Probe]], last: date) -> Watched:
    dates = [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    chosen = [probe for day in dates for probe in days.get(day, ())]
    clear = [probe for probe in chosen if probe.opened is not Opened.UNCLEAR]
    missed = [
        _("{day} 只有 {n} 次").format(day=day, n=count)
        for day in dates
        if (count := sum(probe.opened is not Opened.UNCLEAR for probe in days.get(day, ()))) < A_DAY
    ]
    unreached = [probe for probe in clear if probe.opened is Opened.NO]
    return Watched(
        first=dates[0],
        last=last,
        counted=len(clear),
        unreached=len(unreached),
        left_out=len(chosen) - len(clear),
        missed=tuple(missed),
        sure=not any(probe.alone for probe in unreached),
    )
