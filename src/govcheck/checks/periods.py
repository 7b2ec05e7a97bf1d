"""Runs of years, quarters, months, weeks and issues for ``covers``: which periods are due at a day."""

from __future__ import annotations

import re
from datetime import date, datetime

from govcheck.dates.period import deadline
from govcheck.dates.workdays import Calendar
from govcheck.pack.kinds.base import Atom
from govcheck.pack.kinds.models import Range
from govcheck.records.population import Scalar

_QUARTER = re.compile(r"^(\d{4})\s*[-年]?\s*[Qq第]?\s*([1-4])\s*(?:季度)?$")
_MONTH = re.compile(r"^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*月?$")
_WEEK = re.compile(r"^(\d{4})-?[Ww](\d{1,2})$")
_YEAR = re.compile(r"^(\d{4})\s*年?$")
_MOST = 2000


class NotARange(ValueError):  # noqa: N818  (a mistake of a pack, turned into ``error`` by the check)
    """The ends of a range are not of its unit."""


def ordinal(unit: str, value: Scalar | Atom) -> int | None:
    """A period's number in its unit (year; year×4+quarter−1; year×12+month−1; weeks since the year 1; issue); ``None`` when
    it is none. A date is the period it lies in.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime | date) and unit != "issue":
        return _of_day(unit, value)
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if unit == "issue":
        return int(text) if text.isdecimal() else None
    if unit == "year":
        match = _YEAR.match(text)
        return int(match[1]) if match else None
    if unit == "week":
        match = _WEEK.match(text)
        return _week(int(match[1]), int(match[2])) if match else None
    match = (_QUARTER if unit == "quarter" else _MONTH).match(text)
    if match is None:
        return None
    per = 4 if unit == "quarter" else 12
    part = int(match[2])
    return int(match[1]) * per + part - 1 if 1 <= part <= per else None


def _of_day(unit: str, day: date) -> int:
    if unit == "week":
        return (day.toordinal() - 1) // 7
    per = {"year": 1, "quarter": 4}.get(unit, 12)
    return day.year * per + (day.month - 1) * per // 12


def _week(year: int, number: int) -> int | None:
    try:
        return _of_day("week", date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def label(unit: str, number: int) -> str:
    """How a period is written: ``2026``, ``2026Q1``, ``2026-01``, ``2026-W01``, ``12``."""
    if unit == "week":
        year, week, _day = _end(unit, number).isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "quarter":
        return f"{number // 4}Q{number % 4 + 1}"
    return f"{number // 12}-{number % 12 + 1:02d}" if unit == "month" else str(number)


def last_ended(unit: str, day: date) -> int:
    """The last period that has ended at the end of ``day``: on 31 December the year has."""
    running = ordinal(unit, day) or 0
    return running if _last_day(unit, day) else running - 1


def last_due(run: Range, day: date, calendar: Calendar) -> int:
    """The last period that is due at ``day``: it has ended and its grace is over (the last day of grace still belongs to
    it), or, with ``due``, so much time has passed since it began (at the end of ``day``, as with periods that end).
    """
    if run.due is not None:
        number = ordinal(run.unit, day) or 0
        while day < deadline(_end(run.unit, number - 1), run.due, calendar):
            number -= 1
        return number
    number = last_ended(run.unit, day)
    while run.grace is not None and day <= deadline(_end(run.unit, number), run.grace, calendar):
        number -= 1
    return number


def _end(unit: str, number: int) -> date:
    """The last day of a year, quarter, month or week."""
    if unit == "week":
        return date.fromordinal(number * 7 + 7)
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
    final = max(found, default=0) if run.unit == "issue" else last_due(run, day, calendar)
    first, last = _bounds(run, final)
    return _labels(run, first, last if run.unit == "issue" else min(last, final))


def begun(run: Range, day: date, calendar: Calendar) -> tuple[str, ...]:
    """The labels of the periods that have begun, due or not.

    Raises:
        NoCalendar, NotARange: see :func:`required`.
    """
    if run.unit == "issue":
        return ()
    first, last = _bounds(run, last_due(run, day, calendar))
    running = _of_day(run.unit, day)
    return _labels(run, first, running if run.to == "last-ended" else min(last, running))


def _bounds(run: Range, final: int) -> tuple[int, int]:
    """The first and the last period of a run; ``final`` is the last one due."""
    known = {"last-ended": final, "year-start": _year_start(run.unit, final)}
    first, last = (known[str(end)] if end in known else ordinal(run.unit, end) for end in (run.from_, run.to))
    if first is None or last is None:
        raise NotARange(f"{run.from_}–{run.to} is no run of {run.unit}")
    return first, last


def _labels(run: Range, first: int, last: int) -> tuple[str, ...]:
    if last - first >= _MOST:
        raise NotARange(f"{run.from_}–{run.to} is too long a run of {run.unit}")
    return tuple(label(run.unit, number) for number in range(first, last + 1))


def _year_start(unit: str, number: int) -> int | None:
    """The first period of the year in which a period lies; a week lies in the year of its Thursday."""
    if unit == "week":
        return _week(_end(unit, number).isocalendar()[0], 1)
    return None if unit == "issue" else _of_day(unit, date(_end(unit, number).year, 1, 1))
