"""Dead text, wrapping, numbers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from govcheck.outcome import Outcome, Severity
from govcheck.records.site import Kind, Level
from govcheck.report import words
from govcheck.report.page import wrap
from govcheck.report.safe import plain
from govcheck.report.words import number, rate, span


@given(st.text())
def test_plain_text_holds_nothing_that_is_not_drawn(text: str) -> None:
    shown = plain(text)
    assert all(unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Cn", "Co") for one in shown)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert "\n" not in shown


@given(st.text(), st.integers(min_value=2, max_value=30))
def test_limits_count_characters_before_they_are_written_out(text: str, limit: int) -> None:
    assert len(plain(text.replace("\x00", ""), limit)) <= 10 * limit


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("普通 标题", "普通 标题"),
        ("a\r\n\tb\u3000c", "a b c"),
        ("\x1b]8;;http://x\x07", "\\x1b]8;;http://x\\x07"),
        ("x\u202ey", "x\\u202ey"),
        ("零\u200b宽", "零宽"),
        ("\U000e0041", "\\U000e0041"),
        ("e" + "\u0301" * 50, "e\u0301\u0301"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(alphabet="中文，。（）ab c/.-", max_size=200), st.integers(min_value=4, max_value=40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_punctuation_does_not_begin_a_line() -> None:
    assert wrap("一二三四，五六", 8) == ["一二三", "四，五六"]


def test_numbers() -> None:
    assert [number(value) for value in (0.0, -0.0, 71.0, 70.5, -2.25, 100.0)] == ["0", "0", "71", "70.5", "-2.25", "100"]
    assert span(71, 98) == "71–98"
    assert span(60.0, 60.0) == "60"
    assert rate(999, 1000) == "99.9%（999/1000）"
    assert rate(1999, 2000) == "99.9%（1999/2000）"
    assert rate(0, 0) == "–"


def test_every_word_has_its_words() -> None:
    assert set(words.OUTCOMES) == set(Outcome)
    assert set(words.SEVERITIES) == set(words.SIGNS) == set(words.STYLES) == set(Severity)
    assert set(words.LEVELS) == set(Level)
    assert set(words.KINDS) == set(Kind)
