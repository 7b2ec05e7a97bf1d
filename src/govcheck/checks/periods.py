"""Runs of years, quarters, months and issues for ``covers``: which periods are due at a day."""

from __future__ import annotations

import re
from datetime import date, datetime

from govcheck.dates.period import Period, deadline
from govcheck.dates.workdays import Calendar
from govcheck.pack.kinds.base import Atom
from govcheck.pack.kinds.models import Range
from govcheck.records.population import Scalar

_QUARTER = re.compile(r"^(\d{4})\s*[-年]?\s*[Qq第]?\s*([1-4])\s*(?:季度)?$")
_MONTH = re.compile(r"^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*月?$")
_YEAR = re.compile(r"^(\d{4})\s*年?$")
_MOST = 2000


class NotARange(ValueError):  # noqa: N818  (a mistake of a pack, turned into ``error`` by the check)
    """The ends of a range are not of its unit."""


def ordinal(unit: str, value: Scalar | Atom) -> int | None:
    """A period's number in its unit (year; year×4+quarter−1; year×12+month−1; issue); ``None`` when it is none. A date is
    the period it lies in.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime | date) and unit != "issue":
        return {"year": value.year, "quarter": value.year * 4 + (value.month - 1) // 3}.get(
            unit, value.year * 12 + value.month - 1
        )
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if unit == "issue":
        return int(text) if text.isdecimal() else None
    if unit == "year":
        match = _YEAR.match(text)
        return int(match[1]) if match else None
    match = (_QUARTER if unit == "quarter" else _MONTH).match(text)
    if match is None:
        return None
    per = 4 if unit == "quarter" else 12
    part = int(match[2])
    return int(match[1]) * per + part - 1 if 1 <= part <= per else None


def label(unit: str, number: int) -> str:
    """How a period is written: ``2026``, ``2026Q1``, ``2026-01``, ``12``."""
    if unit == "quarter":
        return f"{number // 4}Q{number % 4 + 1}"
    return f"{number // 12}-{number % 12 + 1:02d}" if unit == "month" else str(number)


def last_ended(unit: str, day: date) -> int:
    """The last period that has ended at the end of ``day``: on 31 December the year has."""
    running = ordinal(unit, day) or 0
    return running if _last_day(unit, day) else running - 1


def last_due(unit: str, day: date, grace: Period | None, calendar: Calendar) -> int:
    """The last period that has ended and whose grace is over at ``day``; the last day of grace still belongs to it."""
    number = last_ended(unit, day)
    while grace is not None and day <= deadline(_end(unit, number), grace, calendar):
        number -= 1
    return number


def _end(unit: str, number: int) -> date:
    """The last day of a year, quarter or month."""
    months = {"year": 12, "quarter": 3}.get(unit, 1)
    following = (number + 1) * months
    return date.fromordinal(date(following // 12, following % 12 + 1, 1).toordinal() - 1)


def _last_day(unit: str, day: date) -> bool:
    following = date.fromordinal(day.toordinal() + 1)
    return ordinal(unit, following) != ordinal(unit, day)


def required(run: Range, day: date, found: frozenset[int], calendar: Calendar) -> tuple[str, ...]:
    """The labels of the periods that are due; for issues without a last number, up to the highest one found.

    Raises:
        NoCalendar: the grace is in working days of a year without a calendar.
        NotARange: an end is not of the unit, or the run is longer than 2000.
    """
    final = max(found, default=0) if run.unit == "issue" else last_due(run.unit, day, run.grace, calendar)
    ends = [final if end == "last-ended" else ordinal(run.unit, end) for end in (run.from_, run.to)]
    first, last = ends
    if first is None or last is None or last - first >= _MOST:
        raise NotARange(f"{run.from_}–{run.to} is no run of {run.unit}")
    if run.unit != "issue":
        last = min(last, final)
    return tuple(label(run.unit, number) for number in range(first, last + 1))
