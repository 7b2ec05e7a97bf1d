from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.fetch.challenge import recognise
from govcheck.fetch.robots import Robots, decode
from govcheck.fetch.settings import FetchSettings
from govcheck.records.capture import Capture

HOST = "http://www.yunxi.gov.cn"


def robots(body: bytes, status: int | None = 200) -> Robots:
    capture = Capture(f"{HOST}/robots.txt", f"{HOST}/robots.txt", status, (), body, datetime(2026, 6, 1, tzinfo=UTC))
    return Robots.read(capture, FetchSettings())


RULES = "User-agent: *\nDisallow: /内部/\nDisallow: /*.jsp$\nAllow: /内部/公开\nCrawl-delay: 3\n"


@pytest.mark.parametrize(
    "body",
    [RULES.encode(), b"\xef\xbb\xbf" + RULES.encode(), b"\xff\xfe" + RULES.encode("utf-16-le"), RULES.encode("gb18030")],
)
def test_rules_in_any_dress(body: bytes) -> None:
    found = robots(body)
    assert found.allows(f"{HOST}/x.html")
    assert not found.allows(f"{HOST}/%E5%86%85%E9%83%A8/a")
    assert found.allows(f"{HOST}/%E5%86%85%E9%83%A8/%E5%85%AC%E5%BC%80")
    assert not found.allows(f"{HOST}/list.jsp")
    assert found.delay == 3
    assert found.allows(f"{HOST}/robots.txt")


@pytest.mark.parametrize(
    ("body", "status", "allowed", "reachable"),
    [
        (b"", 404, True, True),
        (b"User-agent: *\nDisallow: /", 403, True, True),
        (b"<html><body>Disallow: /</body></html>", 200, True, True),
        (b"", 503, False, False),
        (b"", None, False, False),
        (b"User-agent: govcheck\nDisallow: /", 200, False, True),
        (b"User-agent: baiduspider\nDisallow: /", 200, True, True),
    ],
)
def test_what_an_answer_means(body: bytes, status: int | None, allowed: bool, reachable: bool) -> None:
    found = robots(body, status)
    assert (found.allows(f"{HOST}/x.html"), found.reachable) == (allowed, reachable)


@given(st.binary(max_size=300))
def test_any_bytes_are_read(body: bytes) -> None:
    assert isinstance(decode(body), str)
    assert robots(body).allows(f"{HOST}/robots.txt")


def wrap(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


CHALLENGES = [
    (412, wrap("", "<meta id=\"9DhefwqGPrzGxEp9hPaoag\" content=\"x\"><script>$_ts=window['$_ts'];$_ts.cd='abc'</script>")),
    (202, wrap("<input type=hidden id=__onload__>", "<script>$_ts={};</script>")),
    (
        521,
        b"<script>document.cookie=('_')+('_')+('jsl_clearance_s')+'=1;max-age=3600';location.href=location.pathname</script>",
    ),
    (
        200,
        wrap(
            "<noscript>enable script</noscript>",
            "<script>var arg1='0A';var _0x1=['\\x61'];setTimeout('reload(arg2)',2);document.cookie='acw_sc__v2=1'</script>",
        ),
    ),
    (200, b"<html><script>eval(String.fromCharCode(118,97,114));location.reload();</script></html>"),
    (200, b"<html><body><script>document.cookie='k='+hash();location.href='/';</script></body></html>"),
    (403, wrap("<h1>您的访问被拦截</h1><p>事件编号 778812</p>".replace("您的访问被拦截", "您的访问被阻断"))),
    (405, wrap("<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>")),
    (200, wrap("<h2>请完成安全验证</h2><div id=slider></div>", "<title>安全验证</title>")),
    (200, "<html><body>当前访问疑似黑客攻击，已被网站管理员设置为拦截</body></html>".encode("gb18030")),
]


@pytest.mark.parametrize(("status", "body"), CHALLENGES)
def test_challenges_are_seen(status: int, body: bytes) -> None:
    assert recognise(status, "text/html", body)


REAL = [
    wrap("", '<meta http-equiv="refresh" content="0;url=/index.html">'),
    b"<script>window.location.href='/zwgk/index.html';</script>",
    b"<html><head><script>location.replace('index.html')</script></head></html>",
    b"<html><frameset cols='20%,*'><frame src='l.html'><frame src='r.html'></frameset></html>",
    wrap('<div id="app"></div><script src="/js/chunk-vendors.js"></script>'),
    wrap("<p>无</p>"),
    wrap("<iframe src='main.html'></iframe><script>document.cookie='a=1';setTimeout(f,1)</script>"),
    wrap("<h1>关于开展网络安全验证工作的通知</h1>" + "<p>各乡镇人民政府，县政府各部门：现将有关事项通知如下。</p>" * 60),
    # a protected site's real page carries the marks of its guard
    wrap("<h1>云溪县人民政府</h1>" + "<a href='/x'>政务公开</a>" * 9 + "<p>欢迎访问</p>" * 30, "<script>$_ts={}</script>"),
    wrap("<ul>" + "<li><a href=x>门户网站人机验证升级公告</a></li>" * 6 + "</ul>"),
    b"",
    b"<html></html>",
]


@pytest.mark.parametrize("body", REAL)
def test_entrances_and_thin_pages_are_no_challenges(body: bytes) -> None:
    assert recognise(200, "text/html; charset=utf-8", body) is None


def test_other_types_are_not_looked_at() -> None:
    assert recognise(200, "application/javascript", b"document.cookie='acw_sc__v2';location.reload()") is None
    assert recognise(200, "image/png", b"<script>$_ts</script>") is None
