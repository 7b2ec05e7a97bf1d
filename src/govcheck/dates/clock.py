"""Office time: everything is Asia/Shanghai, and an as-of date means its end.

Values read from pages are ``date`` (a day, no hour) or ``datetime`` (naive means Shanghai). A datetime at exactly midnight
is taken for a day: content systems write ``2024-10-21 00:00`` when they know no hour, and a false hour is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _zone() -> tzinfo:
    try:
        return ZoneInfo("Asia/Shanghai")
    except (ZoneInfoNotFoundError, OSError):
        return timezone(timedelta(hours=8), "CST")


SHANGHAI: Final[tzinfo] = _zone()
"""Asia/Shanghai; a fixed +08:00 where the machine carries no zone data."""

_LAST: Final = time(23, 59, 59)


def in_shanghai(moment: datetime) -> datetime:
    """The moment on Shanghai's clock; a naive one is taken to be there already."""
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


def as_of_end(day: date) -> datetime:
    """What an as-of date means: its end, 23:59:59 in Shanghai."""
    return datetime.combine(day, _LAST, tzinfo=SHANGHAI)


def parse_as_of(text: str) -> datetime:
    """Read an as-of: ``YYYY-MM-DD`` (its end) or a moment in ISO form.

    Raises:
        ValueError: neither.
    """
    text = text.strip()
    try:
        return as_of_end(date.fromisoformat(text))
    except ValueError:
        return in_shanghai(datetime.fromisoformat(text))


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time as surely as a page tells it: within ``[earliest, latest]``, both on Shanghai's clock."""

    earliest: datetime
    latest: datetime

    @property
    def day(self) -> date:
        """The calendar day."""
        return self.earliest.date()

    @property
    def timed(self) -> bool:
        """Whether the hour is known."""
        return self.earliest == self.latest


def instant(value: date | datetime) -> Instant:
    """A value of a page as an :class:`Instant`; a bare day (or a midnight) spans the whole day."""
    if isinstance(value, datetime):
        moment = in_shanghai(value)
        if moment.timetz().replace(tzinfo=None) != time.min:
            return Instant(moment, moment)
        value = moment.date()
    return Instant(datetime.combine(value, time.min, tzinfo=SHANGHAI), as_of_end(value))


def moment(value: datetime) -> Instant:
    """An instant known exactly (an as-of, a fetch), whatever its hour."""
    exact = in_shanghai(value)
    return Instant(exact, exact)
