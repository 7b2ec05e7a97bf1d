"""Styles: what a sheet says without condition, and lengths and colours as far as they are plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.page.css import WANTED, colour, declarations, length, read_sheet

NOISE = st.text(alphabet="{}();:,.#@*/\\\"' \n!-_azAZ09é中%", max_size=120)


def said(text: str) -> dict[str, str]:
    return {name: value for name, (value, _important) in declarations(text).items()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DISPLAY : none", {"display": "none"}),
        ("display:none !important; display:block", {"display": "none"}),
        ("display:block;display:none", {"display": "none"}),
        (r"disp\6c ay:none", {"display": "none"}),
        ("dis/**/play:none", {}),
        ("display:/* x */none", {"display": "none"}),
        ("cursor:pointer;;left:-9999px", {"left": "-9999px"}),
        ("background:url(data:image/png;base64,AA==);opacity:0", {"background": "url(data:image/png", "opacity": "0"}),
        ("", {}),
    ],
)
def test_declarations(text: str, found: dict[str, str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "selectors"),
    [
        (".a{display:none}", 1),
        (".a, #b p{display:none}", 2),
        ("@media print{.a{display:none}}", 0),
        ("@media (max-width:600px){.a{display:none} .b{display:none}} .c{display:none}", 1),
        ("@media screen{.a{display:none}}", 1),
        ("@charset 'utf-8';@import url(x.css);.a{display:none}", 1),
        ("@font-face{font-family:x}.a{opacity:0}", 1),
        (".a:hover{display:none} .a::before{display:none} a[href]{display:none} .a>.b{display:none}", 0),
        ("/* .a{display:none} */ .b{color:red}", 1),
        ("<!-- .a{display:none} -->", 1),
        (".a{cursor:pointer}", 0),
        (".a{display:none", 0),
        ("}}} .a{display:none}", 1),
    ],
)
def test_only_what_always_holds_is_a_rule(text: str, selectors: int) -> None:
    assert len(read_sheet(text)) == selectors


@pytest.mark.parametrize(
    ("text", "px"), [("-9999px", -9999), ("0", 0), ("1em", 16), (".5px", 0.5), ("auto", None), ("calc(1px)", None)]
)
def test_lengths(text: str, px: float | None) -> None:
    assert length(text) == px


@pytest.mark.parametrize(
    ("text", "rgb"),
    [
        ("#FFF", (255, 255, 255)),
        ("white", (255, 255, 255)),
        ("rgb(1, 2,3)", (1, 2, 3)),
        ("#0a0b0c", (10, 11, 12)),
        ("inherit", None),
    ],
)
def test_colours(text: str, rgb: tuple[int, int, int] | None) -> None:
    assert colour(text) == rgb


@given(NOISE)
def test_no_sheet_or_style_raises(text: str) -> None:
    assert all(set(rule.declared) <= WANTED and rule.steps for rule in read_sheet(text))
    assert set(declarations(text)) <= WANTED
    found = colour(text)
    assert found is None or all(0 <= part <= 999 for part in found)


@given(
    st.sampled_from(sorted(WANTED)),
    st.from_regex(r"[a-z0-9#%.-]{1,12}", fullmatch=True),
    NOISE.filter(lambda t: ";" not in t),
)
def test_a_declaration_is_found_behind_any_other(name: str, value: str, noise: str) -> None:
    quiet = noise.replace("\\", "").replace("/*", "").replace(":", "")
    assert said(f"x{quiet};{name}:{value}")[name] == value
