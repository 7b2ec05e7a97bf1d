from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.urls import family, from_script, trap

HOST = "http://www.yunxi.gov.cn"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/a/b/a/b/a/b/x.html", "repeats"),
        ("/x/x/x/", "repeats"),
        ("/" + "x" * 1001, "long"),
        ("/" + "/".join(map(str, range(30))), "deep"),
        ("/2026/1/1/1/x.html", None),
        ("/zwgk/fdzdgknr/zcwj/gfxwj/202605/t20260512_1.html", None),
        ("/zwgk/zc/zwgk/x.html", None),
    ],
)
def test_endless_by_themselves(path: str, why: str | None) -> None:
    assert trap(HOST + path) == why


def test_calendars_are_one_family_and_articles_are_not() -> None:
    months = {family(f"{HOST}/rili/{year}-{month:02}.html") for year in (2026, 2199) for month in range(1, 13)}
    asked = {family(f"{HOST}/cal.jsp?year={year}&month={month}&view=2") for year in (2026, 2031) for month in (1, 11)}
    nested = {family(f"{HOST}/cal/{year}/{month}/") for year in (2026, 2031) for month in (1, 11)}
    assert len(months) == len(asked) == len(nested) == 1
    assert None not in months | asked | nested
    articles = {family(f"{HOST}/art/2026/5/{day}/art_77_{day}.html") for day in range(1, 20)}
    assert len(articles) == 19
    assert family(f"{HOST}/col/12.html") is None
    assert family(f"{HOST}/list.jsp?id=5&page=2") is None


@pytest.mark.parametrize(
    ("script", "addresses"),
    [
        ("javascript:window.open('/a.html','_blank')", ("/a.html",)),
        ("location.href='b.html';return false", ("b.html",)),
        ('window.location = "http://x.cn/?a=1"', ("http://x.cn/?a=1",)),
        ("location.replace('/home/')", ("/home/",)),
        ("top.location.assign(`/x`)", ("/x",)),
        ("javascript:goTo('c.shtml',3)", ("c.shtml",)),
        ("open('a.html');open('b.html');open('a.html')", ("a.html", "b.html")),
        ("javascript:window.open(%27/a%20b.html%27)", ("/a b.html",)),
        ("location.href='/list?id='+id", ()),
        ("location.href=`/x/${id}`", ()),
        ("if(location.href=='/x'){}", ()),
        ("alert('您好')", ()),
        ("javascript:void(0)", ()),
        ("show('tab1')", ()),
        ("location='#'", ()),
        (r"location='\/a\/b.html'", ("/a/b.html",)),
    ],
)
def test_addresses_in_script(script: str, addresses: tuple[str, ...]) -> None:
    assert from_script(script) == addresses


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    assert all(address for address in from_script(text))
    assert trap(HOST + "/" + text) in (None, "long", "deep", "repeats")
    family(HOST + "/" + text)
