from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.page.same_content import same_content
from govcheck.records.capture import Capture

ROWS = [f"<li><a href='/n/{name}/'>关于{name}的工作进展</a></li>" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"]


def page(rows: list[str], title: str = "示范县人民政府", head: str = "", foot: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body><ul>{''.join(rows)}</ul>{foot}</body></html>".encode()


def copy(body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **given: object) -> Capture:
    address = "http://www.x.gov.cn/"
    return Capture(address, address, status, (("content-type", kind),), body, datetime(2026, 6, 1, tzinfo=UTC), **given)  # type: ignore[arg-type]


def verdict(one: bytes, other: bytes) -> str | None:
    found = same_content(copy(one), copy(other))
    assert found == (same_content(copy(one), copy(other)))
    return found.verdict if found else None


@pytest.mark.parametrize(
    "other",
    [
        page(ROWS, head="<script>var t='9f8e'</script>"),
        page(ROWS, foot="<input type=hidden name=csrf value=abcdef>"),
        page(ROWS, foot="<!-- node 7 -->"),
        page(ROWS, foot="<p>今天是 2026年6月1日 10:00:07，您是第 100 位访客</p>"),
        page(ROWS[::-1]),
        page(["<li><a href='/n/new/'>新发的一条</a></li>", *ROWS]),
        page([row.replace("'/n", "'https://www.x.gov.cn/n") for row in ROWS]),
        page(ROWS).replace(b"<li>", b"\r\n<li>"),
    ],
)
def test_what_changes_between_two_looks_does_not_count(other: bytes) -> None:
    assert verdict(page(ROWS), other) == "same"


def test_another_encoding_is_the_same_page() -> None:
    gbk = page(ROWS).decode().encode("gb18030")
    found = same_content(copy(page(ROWS)), copy(gbk, "text/html; charset=gbk"))
    assert found is not None
    assert found.verdict == "same"


def test_another_page_differs_and_an_old_copy_is_for_a_person() -> None:
    nginx = b"<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome!</h1><p>it works</p></body></html>"
    others = [f"<li><a href='/o/{n}/'>{word}业务</a></li>" for n, word in enumerate("春夏秋冬风雨雷电")]
    assert verdict(page(ROWS), nginx) == "differs"
    assert verdict(page(ROWS), page(others, "另一家单位")) == "differs"
    assert verdict(page(ROWS), page(others)) == "unsure"
    assert verdict(page(ROWS), page(ROWS[:15] + others[:2], "示范县的另一页")) == "unsure"
    assert verdict(b"<title>a</title><script src=a></script>", b"<title>b</title><script src=b></script>") == "unsure"


def test_a_copy_that_was_not_read_whole_says_nothing() -> None:
    whole = copy(page(ROWS))
    for other in (copy(b""), copy(page(ROWS), status=500), copy(page(ROWS), truncated=True)):
        assert same_content(whole, other) is None
        assert same_content(other, whole) is None


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_whatever_the_bytes_both_ways_say_the_same(one: bytes, other: bytes) -> None:
    assert verdict(one, other) == verdict(other, one)
    assert verdict(one, one) in ("same", None)


@given(st.randoms())
def test_order_does_not_matter(dice: random.Random) -> None:
    rows = list(ROWS)
    dice.shuffle(rows)
    assert verdict(page(ROWS), page(rows)) == "same"
