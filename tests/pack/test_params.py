"""Parameters: types, filling in, words for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.pack.params import fill, fill_text, in_words, references, value_trouble
from govcheck.pack.schema_models import ParamFile

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="ab$一{}", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        ("period", ["3 working days", "1 year"], ["3 wks", 3, None, "3 working weeks"]),
        ("text", ["x", ""], [3, None, ["x"], True]),
        ("texts", [["x"], []], ["x", [1], [""], None]),
        ("number", [1, 0.5], ["1", True, None]),
        ("flag", [True, False], ["true", 1, None]),
        ("choice", ["a"], ["c", None]),
        ("words", [{"zh": "甲", "en": "a"}], [{"zh": "甲"}, {"zh": "甲", "en": " "}, "甲", {"zh": 1, "en": 2}, None]),
        ("pattern", ["要点|方案", ""], ["(", 3, None, "(?=a)"]),
        ("patterns", [{"甲": "a|b"}], [{}, {"甲": "("}, {"甲": 1}, {1: "a"}, ["a"], None]),
        ("ranges", [{"unit": "year", "from": 2008}, [2008, 2009]], [{"unit": "years", "from": 1}, [], "2008", None]),
    ],
)
def test_types(type_: str, good: list[object], bad: list[object]) -> None:
    declared = ParamFile.model_validate({"type": type_, "choices": ("a", "b") if type_ == "choice" else ()})
    assert [value for value in good if value_trouble(declared, value) is not None] == []
    assert [value for value in bad if value_trouble(declared, value) is None] == []


def test_whole_values_keep_their_type_and_words_are_woven_in() -> None:
    values: dict[str, object] = {"names": ["甲", "乙"], "least": 2, "limit": "3 working days"}
    data = {"required": "$names", "min": "$least", "message": {"zh": "$limit内公布$names", "en": "within $limit: $names"}}
    assert fill(data, values) == {
        "required": ["甲", "乙"],
        "min": 2,
        "message": {"zh": "3个工作日内公布甲、乙", "en": "within 3 working days: 甲, 乙"},
    }


def test_words_speak_the_language_they_stand_in() -> None:
    values: dict[str, object] = {"what": {"zh": "要点", "en": "plan"}, "find": {"甲": "a$", "乙": "b"}}
    data = {"ask": {"zh": "找$what", "en": "find $what"}, "required": {"$what": "x"}, "whole": "$what", "names": "找$find"}
    assert fill(data, values) == {
        "ask": {"zh": "找要点", "en": "find plan"},
        "required": {"要点": "x"},
        "whole": {"zh": "要点", "en": "plan"},
        "names": "找甲、乙",
    }
    assert [name for name, _path in references({"$what": "$find"})] == ["what", "find"]


def test_anchors_of_patterns_are_left_alone() -> None:
    assert fill("^政府$", {"a": 1}) == "^政府$"
    assert fill("^(a|b$)", {"a": 1}) == "^(a|b$)"


def test_braces_of_values_do_not_become_placeholders() -> None:
    assert fill_text("{subject}: $shape", {"shape": "[0-9]{10}"}, "zh", braces=True).format(subject="x") == "x: [0-9]{10}"


def test_references_have_places() -> None:
    assert list(references({"a": ["$x", {"b": "与 $y 比"}]})) == [("x", ("a", 0)), ("y", ("a", 1, "b"))]


def test_periods_in_words() -> None:
    assert [in_words(text, "zh") for text in ("2 weeks", "6 months", "48 hours")] == ["2周", "6个月", "48小时"]


@given(JSON)
def test_without_values_nothing_changes(data: object) -> None:
    assert fill(data, {}) == data
