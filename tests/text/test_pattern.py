"""Patterns: RE2 syntax, refused with their place, linear in time, positions in characters."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.text.pattern import PatternError, compile_pattern


@pytest.mark.parametrize(
    ("text", "offset"),
    [("政府(?=网)", 2), (r"(a)\1", 3), ("ab)c", 2), ("a**", 1), ("x[z-a]", 2), ("*a", 0), ("(ab", 0), ("ab\\", 2)],
)
def test_refuses_with_its_place(text: str, offset: int) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(text)
    assert caught.value.offset == offset


def test_refuses_what_is_too_long() -> None:
    with pytest.raises(PatternError):
        compile_pattern("a" * 5_000)


def test_match_in_characters() -> None:
    found = compile_pattern("第([0-9]+)号").search("国办发第47号文")
    assert found is not None
    assert (found.start, found.end, found.text, found.group) == (3, 7, "第47号", "47")


def test_group_that_took_no_part_is_the_whole() -> None:
    found = compile_pattern("国办(发)?函").search("国办函")
    assert found is not None
    assert found.group == "国办函"


def test_counts_no_empty_matches() -> None:
    assert compile_pattern("a*").count("baac") == 1


def test_lone_surrogates_keep_positions() -> None:
    found = compile_pattern("党").search("\ud800党")
    assert found is not None
    assert (found.start, found.text) == (1, "党")


def test_linear_where_backtracking_explodes() -> None:
    started = time.perf_counter()
    assert compile_pattern("(a+)+$").search("a" * 20_000 + "b") is None
    assert time.perf_counter() - started < 2


@given(st.text(alphabet="ab一二", max_size=30), st.text(alphabet="ab一二", min_size=1, max_size=2))
def test_agrees_with_re_on_literals(text: str, literal: str) -> None:
    mine = [(match.start, match.end) for match in compile_pattern(re.escape(literal)).finditer(text)]
    assert mine == [match.span() for match in re.finditer(re.escape(literal), text)]
