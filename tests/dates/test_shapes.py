from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.dates.clock import SHANGHAI
from govcheck.dates.shapes import as_instant, find_dates, han_years, parse_stamp


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-08-12", date(2018, 8, 12)),
        ("发布时间：2009-7-31 来源", date(2009, 7, 31)),
        ("【信息发布时间：2020-12-05阅读次数：】", date(2020, 12, 5)),
        ("2018年8月1日15:11:25", at(2018, 8, 1, 15, 11, 25)),
        ("2021年06月10日 17:35", at(2021, 6, 10, 17, 35)),
        ("2021 年 6 月 10 日", date(2021, 6, 10)),
        ("(2009-6-8 16:02:14)", at(2009, 6, 8, 16, 2, 14)),
        ("2009.7.22-8.4", date(2009, 7, 22)),
        ("召开代表...2019-01-02", date(2019, 1, 2)),
        ("2021/01/04 09:54:00", at(2021, 1, 4, 9, 54)),
        ("２０２１－０３－０５", date(2021, 3, 5)),
        ("二〇二一年三月二十五日", date(2021, 3, 25)),
        ("二○一九年十月十日", date(2019, 10, 10)),
        ("2021-06-1017:35", at(2021, 6, 10, 17, 35)),
        ("2021年3月5日 9时8分", at(2021, 3, 5, 9, 8)),
    ],
)
def test_dates_with_a_year(text: str, value: date) -> None:
    assert find_dates(text)[0].value == value


@pytest.mark.parametrize(
    "text",
    ["08-28", "[05-18]", "版权所有 2015-2020", "2021-13-01", "2021-02-30", "0.0.2021", "电话0571-87050895", "2021年"],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_rows_have_more_shapes() -> None:
    assert find_dates("22-04-26 12:11:42", rows=True)[0].value == at(2022, 4, 26, 12, 11, 42)
    assert find_dates("08-28", rows=True)[0].day is None
    assert find_dates("22-04-26", rows=True)[0].day is None
    assert [shown.text for shown in find_dates("2018-08-12", rows=True)] == ["2018-08-12"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-10-21 12:51", at(2024, 10, 21, 12, 51)),
        ("2023-11-30  14:52", at(2023, 11, 30, 14, 52)),
        ("2023—03—28", date(2023, 3, 28)),
        ("20240702", date(2024, 7, 2)),
        ("2024-07-02T08:16:29Z", at(2024, 7, 2, 16, 16, 29)),
        ("2024-07-02T08:16:29+08:00", at(2024, 7, 2, 8, 16, 29)),
        ("", None),
        ("发布时间", None),
    ],
)
def test_stamps_of_meta(text: str, value: date | None) -> None:
    assert parse_stamp(text) == value


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(
        ["{0.year}-{0.month}-{0.day}", "{0:%Y-%m-%d}", "{0.year}年{0.month}月{0.day}日", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}"]
    ),
)
def test_every_day_is_read_back(day: date, shape: str) -> None:
    found = find_dates(f"时间 {shape.format(day)}，完")
    assert [shown.day for shown in found] == [day]
    assert found[0].instant == as_instant(day)


@given(st.text(max_size=80))
def test_any_text_is_survived_and_offsets_hold(text: str) -> None:
    for shown in find_dates(text, rows=True):
        assert text[shown.start : shown.end].strip() == shown.text


@pytest.mark.parametrize(
    "text", ["Nov 17, 2026", "November 17 2026", "17 Nov 2026", "17th November, 2026", "Nov. 17, 2026", "17-Nov-2026"]
)
def test_english_dates(text: str) -> None:
    [shown] = find_dates(f"Date: {text} Source: County Government")
    assert (shown.day, shown.text) == (date(2026, 11, 17), text)


@pytest.mark.parametrize("text", ["Room 17, 2026", "Nov 2026", "Nov 31, 2026", "No 17 2026", "17 2026"])
def test_no_english_dates(text: str) -> None:
    assert find_dates(text) == []


def test_years_in_chinese_numerals() -> None:
    assert han_years("云河县二〇二五年政府信息公开年报") == "云河县2025年政府信息公开年报"
    assert han_years("一二三四") == "一二三四"
