"""``waivers.yaml``: written and read back the same; every mistake at once, each at its line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.waivers.conftest import DAYS, MARKS, waiver, waivers

from govcheck.errors import ConfigError
from govcheck.waivers.waivers import latest_expiry, load_waivers, parse_waivers, waivers_text, with_waiver


@given(st.lists(waivers(), max_size=5))
def test_what_is_written_is_read(given_):
    assert parse_waivers(waivers_text(given_)) == tuple(given_)


@given(st.lists(waivers(), max_size=3), waivers())
def test_one_more_at_the_end(given_, one):
    assert parse_waivers(with_waiver(waivers_text(given_), one)) == (*given_, one)
    assert parse_waivers(with_waiver("", one)) == (one,)


@given(DAYS)
def test_a_year_and_no_day_more(added):
    last = latest_expiry(added)
    assert 365 <= (last - added).days <= 366
    assert (last.year, last.month) == (added.year + 1, added.month)
    assert parse_waivers(waivers_text([waiver(added=added, expires=last)]))
    with pytest.raises(ConfigError, match="最长一年"):
        parse_waivers(waivers_text([waiver(added=added, expires=date.fromordinal(last.toordinal() + 1))]))


def test_a_leap_day_and_the_last_year():
    assert latest_expiry(date(2024, 2, 29)) == date(2025, 2, 28)
    assert latest_expiry(date(9999, 3, 1)) == date.max


def test_comments_and_order_stay():
    text = """# 由办公室维护
format: 1
waivers:
- fingerprint: v1:00000000000000000000000000000000   # 首页
  expires: 2026-07-01
  added: 2026-06-01
  approver: 张三
  reason: 改版期间
"""
    longer = with_waiver(text, waiver(MARKS[1]))
    assert longer.startswith(text)
    assert parse_waivers(longer) == (waiver(), waiver(MARKS[1]))


@pytest.mark.parametrize(
    "text",
    [
        "format: 1\nwaivers: []\n",
        "format: 1\nwaivers:\n",
        "waivers:\n  - {fingerprint: " + MARKS[0] + ", approver: 张三, reason: 改版期间, expires: 2026-07-01, "
        "added: 2026-06-01}\nformat: 1\n",
    ],
    ids=["empty list", "nothing", "format last"],
)
def test_any_shape_can_be_added_to(text):
    before = parse_waivers(text)
    assert parse_waivers(with_waiver(text, waiver(MARKS[2]))) == (*before, waiver(MARKS[2]))


def test_every_mistake_at_its_line(tmp_path):
    place = tmp_path / "waivers.yaml"
    place.write_text(
        f"""format: 1
waivers:
  - fingerprint: v2:123
    approver: ""
    expires: 2026-13-01
    added: 2026-06-01
  - fingerprint: {MARKS[0]}
    approver: 12
    reason: 改版
    expires: 2028-01-01
    added: 2026-06-01
    aprover: 张三
  - 只有一行
  - fingerprint: {MARKS[1]}
    approver: 张三
    reason: ~
    expires: 2026-05-01
    added: 2026-06-01
waver: 1
""",
        "utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_waivers(place)
    said = str(caught.value).splitlines()
    assert len(said) == 11
    wanted = [
        (3, "不是指纹"),
        (3, "缺少 reason"),
        (4, "不能为空"),
        (5, "2026-13-01 不是日期"),
        (8, "请加引号"),
        (10, "最长一年，最晚到 2027-06-01"),
        (12, "aprover"),
        (13, "键: 值"),
        (16, "不能为空"),
        (17, "到期早于生效"),
        (19, "waver"),
    ]
    for line, words in wanted:
        assert any(one.startswith(f"{place}:{line}:") and words in one for one in said), (line, words)
    assert "approver" in next(one for one in said if "aprover" in one), "did you mean"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "format: 1"),
        ("- a\n", "format: 1"),
        ("waivers: []\n", "format: 1"),
        ("format: 2\nwaivers: []\n", "format: 1"),
        ("format: 1\n", "豁免的列表"),
        ("format: 1\nwaivers: 3\n", "豁免的列表"),
        ("format: 1\nwaivers: [\n", "YAML"),
        ("format: 1\nformat: 1\nwaivers: []\n", "重复"),
        ("\ud800", "UTF-8"),
    ],
)
def test_no_list_of_waivers(text, words):
    with pytest.raises(ConfigError, match=words):
        parse_waivers(text)


def test_no_file(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.yaml"):
        load_waivers(tmp_path / "none.yaml")


def test_nothing_is_added_to_a_file_that_is_wrong():
    with pytest.raises(ConfigError, match=r"mine\.yaml:1:"):
        with_waiver("format: 3\nwaivers: []\n", waiver(), "mine.yaml")
    with pytest.raises(ConfigError, match="最长一年"):
        with_waiver("", waiver(expires=date(2030, 1, 1)))
