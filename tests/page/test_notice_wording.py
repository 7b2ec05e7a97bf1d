"""Wrong wording on a page: what is read and what is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from govcheck.page.noticed import WordingHit
from govcheck.page.read import read_page
from govcheck.records.capture import Capture
from govcheck.text.lexicon import Lexicon
from govcheck.text.wording import Entry, WordList

WORDS = WordList([Entry("部暑", "部署"), Entry("人民攻府", "人民政府", "severe")])


def noticed(html: str, *, wants: str = "wording_hit") -> tuple[WordingHit, ...]:
    capture = Capture(
        address="http://www.qingxi.gov.cn/yw/1.html",
        final_address="http://www.qingxi.gov.cn/yw/1.html",
        fetched_at=datetime(2026, 6, 1, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=f"<html><head><meta charset=utf-8>{html}</html>".encode(),
    )
    return read_page(capture, lexicon=Lexicon(()), words=WORDS, wants=frozenset({wants})).noticed.wording


@pytest.mark.parametrize(
    ("html", "where"),
    [
        ("<body><p>全面部暑</p>", ["text"]),
        ("<body><p>全面<b>部</b><span>暑</span></p>", ["text"]),
        ("<title>县人民攻府</title><body><p>甲</p>", ["title"]),
        ("<meta name=Description content=县人民攻府><body><p>甲</p>", ["meta"]),
        ("<title>全面部暑</title><body><p>全面部暑</p>", ["text"]),
        ("<body><p>全面部暑</p><div>全面部暑</div>", ["text"]),
        ("<body><p>全面部暑</p><p>再次部暑</p>", ["text", "text"]),
        ("<body><a href=/a>组织部</a><a href=/b>暑期</a>", []),
        ("<body><p>干部</p><p>暑</p>", []),
        ("<body><p>干部<br>暑</p>", []),
        ("<body><table><tr><td>干部<td>暑</table>", []),
        ("<body><p style='display:none'>部暑</p>", []),
        ("<body><script>var a='部暑'</script><!-- 部暑 -->", []),
        ("<body><input value=部暑 placeholder=部暑><img alt=部暑><a href=/部暑>甲</a>", []),
    ],
)
def test_what_is_read(html: str, where: list[str]) -> None:
    assert [hit.where for hit in noticed(html)] == where


def test_only_when_some_rule_looks() -> None:
    assert noticed("<body><p>全面部暑</p>", wants="page") == ()
    assert [hit.excerpt for hit in noticed("<body><p>前。全面部暑！后</p>")] == ["全面部暑"]
