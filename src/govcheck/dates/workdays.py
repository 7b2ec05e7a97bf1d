"""Working days as offices count them: from the published holiday calendars, never guessed.

The calendar of a year is known once the State Council has announced it. The library brings the years it was built with; an
office adds a newer year (or corrects one) by a file::

    format: 1
    years:
      2027:
        source: 国办发明电〔2026〕1号
        holidays: [2027-01-01]      # weekdays on which nobody works
        workdays: [2027-02-14]      # Saturdays and Sundays that are worked

A year that nobody has announced raises :class:`NoCalendar`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from govcheck.errors import InputError, Mistake
from govcheck.i18n import _

_SATURDAY = 5


class NoCalendar(LookupError):  # noqa: N818  (a fact that checks turn into ``error: no-calendar``, not a fault)
    """No calendar of this year has been published to us."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no calendar of {year}")
        self.year = year


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """What makes a year differ from plain weeks: weekdays off, weekend days worked, and where that is written."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    source: str = ""

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        return day in self.workdays or (day.weekday() < _SATURDAY and day not in self.holidays)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of all years known; ``years`` takes the place of the library's."""

    years: Mapping[int, YearCalendar] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day.

        Raises:
            NoCalendar: no calendar of that year.
        """
        own = self.years.get(day.year)
        return _published(day) if own is None else own.is_working(day)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``: the day of publication is not counted (published on a
        Thursday, interpreted on the next Tuesday: 3). 0 when ``end`` is not after ``start``.

        Raises:
            NoCalendar: no calendar of a year on the way.
        """
        days = (end - start).days
        return sum(self.is_working(start + timedelta(step)) for step in range(1, days + 1))

    def exceeds(self, start: date, end: date, most: int) -> bool:
        """Whether more than ``most`` working days lie after ``start`` up to ``end``; looks no further than it must.

        Raises:
            NoCalendar: no calendar of a year on the way.
        """
        counted, day = 0, start
        while day < end:
            day += timedelta(1)
            counted += self.is_working(day)
            if counted > most:
                return True
        return False

    def after(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``; ``start`` itself for 0.

        Raises:
            NoCalendar: no calendar of a year on the way.
        """
        day = start
        while count > 0:
            day += timedelta(1)
            count -= self.is_working(day)
        return day


@lru_cache(maxsize=8192)
def _published(day: date) -> bool:
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise NoCalendar(day.year) from None


def load_calendar(path: Path) -> Calendar:
    """Read a calendar file (see the top of this module).

    Raises:
        InputError: the file is not a calendar; every mistake is named.
    """
    name = path.name
    try:
        data: Any = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506  (text only)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(Mistake(name, 0, 0, "", _("不能读取日历：{error}").format(error=error))) from error
    years = data.get("years") if isinstance(data, dict) and data.get("format") == "1" else None
    if not isinstance(years, dict):
        raise InputError(Mistake(name, 0, 0, "", _("日历须写明 format: 1 和 years")))
    mistakes: list[Mistake] = []
    read = {year: _year(name, year, body, mistakes) for year, body in years.items()}
    if mistakes:
        raise InputError(mistakes)
    return Calendar({int(year): calendar for year, calendar in read.items()})


def _year(name: str, year: str, body: Any, mistakes: list[Mistake]) -> YearCalendar:
    def wrong(path: str, message: str) -> None:
        mistakes.append(Mistake(name, 0, 0, f"years.{year}{path}", message))

    def days(key: str) -> frozenset[date]:
        found: set[date] = set()
        listed = body.get(key, [])
        if not isinstance(listed, list):
            wrong(f".{key}", _("须为日期列表"))
            return frozenset()
        for text in listed:
            try:
                day = date.fromisoformat(text)
            except (TypeError, ValueError):
                wrong(f".{key}", _("不是日期：{text}").format(text=text))
                continue
            if str(day.year) != year:
                wrong(f".{key}", _("{text} 不在该年内").format(text=text))
            elif (day.weekday() < _SATURDAY) is (key == "workdays"):
                wrong(f".{key}", _("{text} 本来就是如此，请核对").format(text=text))
            found.add(day)
        return frozenset(found)

    if not (year.isdigit() and len(year) == 4):
        wrong("", _("不是年份"))
    if not isinstance(body, dict):
        wrong("", _("须写明 holidays 和 workdays"))
        return YearCalendar()
    for key in sorted(set(body) - {"source", "holidays", "workdays"}):
        wrong(f".{key}", _("不认识的字段"))
    return YearCalendar(days("holidays"), days("workdays"), str(body.get("source", "")))
