"""Periods as rules write them: ``3 working days``, ``2 weeks``, ``6 months``, ``48 hours``.

A period in days or longer is counted by the calendar: hours of the day play no part. Months and years keep the day of the
month, or take the month's last day where it is shorter (31 August + 6 months = 28 February). Hours are counted exactly.
"""

from __future__ import annotations

import calendar as _months
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from govcheck.dates.clock import Instant
from govcheck.dates.workdays import Calendar

_UNITS: Final = {"hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years"}
_ZH: Final = {
    "hours": "小时",
    "days": "天",
    "weeks": "周",
    "months": "个月",
    "years": "年",
    "working days": "个工作日",
}
_SHAPE: Final = re.compile(r"^\s*(\d{1,6})\s+(working\s+)?(hour|day|week|month|year)s?\s*$")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: ``count`` of ``unit`` (hours, days, weeks, months, years, working days)."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period.

        Raises:
            ValueError: the text is not of the form ``NUMBER UNIT``.
        """
        match = _SHAPE.match(text)
        if match is None or (match[2] and match[3] != "day"):
            raise ValueError(f"not a period: {text!r} (write e.g. 3 working days, 2 weeks, 6 months, 48 hours)")
        return cls(int(match[1]), "working days" if match[2] else _UNITS[match[3]])

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if self.count == 1 else self.unit
        return f"{self.count} {unit}"

    @property
    def zh(self) -> str:
        """The period in Chinese: 3个工作日, 2周."""
        return f"{self.count}{_ZH[self.unit]}"


def deadline(since: date, period: Period, calendar: Calendar) -> date:
    """The last day of a period that starts on ``since``.

    Raises:
        ValueError: the period is in hours.
        NoCalendar: working days run into a year without a calendar.
    """
    match period.unit:
        case "days":
            return _shift(since, period.count)
        case "weeks":
            return _shift(since, 7 * period.count)
        case "months":
            return _add_months(since, period.count)
        case "years":
            return _add_months(since, 12 * period.count)
        case "working days":
            return calendar.after(since, period.count)
    raise ValueError(f"a period in {period.unit} has no last day")


def longer_than(since: Instant, until: Instant, period: Period, calendar: Calendar) -> bool | None:
    """Whether more than ``period`` passed between the two; ``None`` when it hangs on an hour that is not known.

    ``until`` before ``since`` counts as nothing elapsed.

    Raises:
        NoCalendar: working days run into a year without a calendar.
    """
    if period.unit == "hours":
        limit = timedelta(hours=period.count)
        if max(until.latest - since.earliest, timedelta(0)) <= limit:
            return False
        return True if max(until.earliest - since.latest, timedelta(0)) > limit else None
    if until.day <= since.day:
        return False
    if period.unit == "working days":
        return calendar.exceeds(since.day, until.day, period.count)
    return until.day > deadline(since.day, period, calendar)


def shorter_than(since: Instant, until: Instant, period: Period, calendar: Calendar) -> bool | None:
    """Whether less than ``period`` passed between the two; ``None`` when it hangs on an hour that is not known.

    Raises:
        NoCalendar: working days run into a year without a calendar.
    """
    if period.unit == "hours":
        limit = timedelta(hours=period.count)
        if max(until.latest - since.earliest, timedelta(0)) < limit:
            return True
        return False if max(until.earliest - since.latest, timedelta(0)) >= limit else None
    if period.count == 0:
        return False
    if until.day <= since.day:
        return True
    if period.unit == "working days":
        return not calendar.exceeds(since.day, until.day, period.count - 1)
    return until.day < deadline(since.day, period, calendar)


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, _months.monthrange(year, month)[1]))
