from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.dates.clock import SHANGHAI, as_of_end, instant, moment, parse_as_of
from govcheck.dates.period import Period, deadline, longer_than, shorter_than
from govcheck.dates.workdays import Calendar, NoCalendar, YearCalendar, load_calendar
from govcheck.errors import InputError

CALENDAR = Calendar()
DAYS = st.dates(date(2018, 1, 1), date(2025, 12, 31))
LAST = date(2026, 12, 31)
"""The calendar of the next year is not announced."""


def test_day_of_publication_is_not_counted():
    thursday = date(2026, 6, 4)
    assert thursday.weekday() == 3
    assert CALENDAR.working_days_between(thursday, date(2026, 6, 9)) == 3


def test_holidays_and_made_up_days():
    # National Day 2025: 1 to 8 October off, 28 September and 11 October worked.
    assert CALENDAR.working_days_between(date(2025, 9, 30), date(2025, 10, 9)) == 1
    assert CALENDAR.is_working(date(2025, 9, 28))
    assert CALENDAR.is_working(date(2025, 10, 11))
    assert not CALENDAR.is_working(date(2025, 10, 8))


def test_no_calendar_never_guesses():
    with pytest.raises(NoCalendar) as caught:
        CALENDAR.working_days_between(date(2098, 1, 1), date(2098, 1, 4))
    assert caught.value.year == 2098


def test_exceeds_looks_no_further_than_it_must():
    own = Calendar({2097: YearCalendar()})
    assert own.exceeds(date(2097, 12, 2), date(2099, 1, 1), 3)
    assert not own.exceeds(date(2097, 12, 28), date(2097, 12, 31), 3)
    with pytest.raises(NoCalendar):
        own.exceeds(date(2097, 12, 31), date(2098, 1, 1), 3)


def test_own_year_takes_the_librarys_place():
    own = Calendar({2025: YearCalendar(frozenset({date(2025, 6, 3)}), frozenset())})
    assert not own.is_working(date(2025, 6, 3))
    assert CALENDAR.is_working(date(2025, 6, 3))


@given(DAYS, st.integers(0, 60))
def test_between_and_after_agree(start, count):
    end = CALENDAR.after(start, count)
    assert CALENDAR.working_days_between(start, end) == count
    assert not CALENDAR.exceeds(start, end, count)
    if count:
        assert CALENDAR.exceeds(start, end, count - 1)


@given(DAYS, st.integers(0, 400), st.integers(0, 40))
def test_exceeds_is_the_count(start, length, most):
    end = min(start + timedelta(length), LAST)
    assert CALENDAR.exceeds(start, end, most) == (CALENDAR.working_days_between(start, end) > most)


@given(st.dates(date(1, 1, 1), date(9990, 1, 1)), st.integers(0, 30))
def test_months_clamp_and_never_leave_the_month(start, count):
    end = deadline(start, Period(count, "months"), CALENDAR)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end + timedelta(1)).month != end.month


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        (date(2025, 8, 31), "6 months", date(2026, 2, 28)),
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
        (date(2025, 1, 1), "2 weeks", date(2025, 1, 15)),
        (date(2025, 1, 1), "10 days", date(2025, 1, 11)),
        (date(9999, 1, 1), "2 years", date.max),
        (date(9999, 12, 1), "99 weeks", date.max),
    ],
)
def test_deadline(start, period, end):
    assert deadline(start, Period.parse(period), CALENDAR) == end


def test_hours_have_no_deadline():
    with pytest.raises(ValueError, match="no last day"):
        deadline(date(2025, 1, 1), Period(5, "hours"), CALENDAR)


def test_the_edge_is_still_in_time():
    since = instant(date(2026, 6, 1))
    two_weeks = Period.parse("2 weeks")
    assert longer_than(since, instant(date(2026, 6, 15)), two_weeks, CALENDAR) is False
    assert longer_than(since, instant(date(2026, 6, 16)), two_weeks, CALENDAR) is True
    # The hour plays no part in days.
    assert longer_than(since, moment(datetime(2026, 6, 15, 23, 59, tzinfo=SHANGHAI)), two_weeks, CALENDAR) is False


def test_hours_need_hours():
    day = Period.parse("24 hours")
    noon = moment(datetime(2026, 6, 1, 12, tzinfo=SHANGHAI))
    assert longer_than(noon, moment(datetime(2026, 6, 2, 12, tzinfo=SHANGHAI)), day, CALENDAR) is False
    assert longer_than(noon, moment(datetime(2026, 6, 2, 12, 1, tzinfo=SHANGHAI)), day, CALENDAR) is True
    assert longer_than(noon, instant(date(2026, 6, 2)), day, CALENDAR) is None
    assert longer_than(noon, instant(date(2026, 6, 3)), day, CALENDAR) is True
    assert longer_than(noon, instant(date(2026, 6, 1)), day, CALENDAR) is False
    assert shorter_than(noon, instant(date(2026, 6, 2)), day, CALENDAR) is None
    assert shorter_than(noon, instant(date(2026, 6, 1)), day, CALENDAR) is True
    assert shorter_than(noon, instant(date(2026, 6, 4)), day, CALENDAR) is False


@given(DAYS, st.integers(-5, 60), st.integers(0, 40), st.sampled_from(["days", "weeks", "months", "working days"]))
def test_longer_and_shorter_are_never_both(start, length, count, unit):
    since, until = instant(start), instant(start + timedelta(length))
    period = Period(count, unit)
    longer, shorter = (measure(since, until, period, CALENDAR) for measure in (longer_than, shorter_than))
    assert not (longer and shorter)
    if length <= 0:
        assert not longer


def test_as_of_is_its_end_in_shanghai():
    assert parse_as_of("2026-06-30") == as_of_end(date(2026, 6, 30))
    assert as_of_end(date(2026, 6, 30)).isoformat() == "2026-06-30T23:59:59+08:00"
    assert parse_as_of("2026-06-30T01:00:00Z") == datetime(2026, 6, 30, 9, tzinfo=SHANGHAI)
    with pytest.raises(ValueError, match="month"):
        parse_as_of("2026-13-01")


def test_midnight_is_a_day_without_an_hour():
    assert not instant(datetime(2026, 6, 1, tzinfo=SHANGHAI)).timed
    assert instant(datetime.fromisoformat("2026-06-01T08:00")).timed
    assert instant(datetime(2026, 6, 1, tzinfo=SHANGHAI)).day == date(2026, 6, 1)


def test_calendar_file(tmp_path: Path):
    path = tmp_path / "calendar.yaml"
    path.write_text(
        "format: 1\nyears:\n  2097:\n    source: 某通知\n    holidays: [2097-01-01]\n    workdays: [2097-01-05]\n",
        encoding="utf-8",
    )
    read = load_calendar(path)
    assert not read.is_working(date(2097, 1, 1))
    assert read.is_working(date(2097, 1, 5))
    assert read.is_working(date(2097, 1, 2))


def test_calendar_file_names_every_mistake(tmp_path: Path):
    path = tmp_path / "calendar.yaml"
    path.write_text(
        "format: 1\nyears:\n  2097:\n    holidays: [2097-01-05, x, 2096-01-02]\n    other: 1\n", encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        load_calendar(path)
    assert len(caught.value.mistakes) == 4


@pytest.mark.parametrize("text", ["format: 2\nyears: {}", "[", "format: 1\nyears: []"])
def test_calendar_file_refused(tmp_path: Path, text: str):
    path = tmp_path / "calendar.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        load_calendar(path)


@given(st.integers(0, 999_999), st.sampled_from(["hour", "day", "week", "month", "year", "working day"]))
def test_periods_read_back(count, unit):
    period = Period.parse(f"{count} {unit}s")
    assert Period.parse(str(period)) == period
    assert str(count) in period.zh


@pytest.mark.parametrize("text", ["", "3", "working days", "3 working weeks", "-1 days", "1.5 days", "3 wochen"])
def test_not_a_period(text):
    with pytest.raises(ValueError, match="not a period"):
        Period.parse(text)
