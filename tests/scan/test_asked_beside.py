"""Twins, searches and data sets over real sockets: asked beside the crawl, then judged by the library's checks."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlsplit

import pytest
from tests.page.populate.outcomes import lexicon, outcomes, plan_of

from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Outcome, Reason
from govcheck.records.capture import Crawl
from govcheck.records.result import RuleResult
from govcheck.records.site import Kind, Level, Site
from govcheck.scan.look import Reader, look

HOST = "www.qingxi.gov.cn"
TITLES = [f"清溪县召开第{n}次乡村振兴工作推进会议" for n in "一二三四五六"]
CHECKS = ("domain-twins", "domain-single", "search-finds-titles", "open-data-download", "identity-code")
FRAME = (
    "<html><head><title>{title}</title><meta name='SiteIDCode' content='3204250001'></head><body><div class='header'>"
    "<h1>清溪县人民政府</h1>{form}</div><div class='nav'><a href='/yw/'>清溪要闻</a><a href='/sjkf/'>数据开放</a></div>"
    "<div class='main'>{main}</div><div class='footer'>"
    "主办单位：清溪县人民政府办公室 网站标识码：3204250001</div></body></html>"
)
FORM = (
    "<form action='/search' method='get'><input type='hidden' name='siteid' value='1'>"
    "<input name='q' placeholder='请输入关键字'><input type='submit' value='搜索'></form>"
)
NGINX = b"<title>Welcome to nginx!</title><body><h1>Welcome to nginx!</h1>"
COMPANY = "<title>某公司</title><body><p>本公司专业从事软件开发和网站建设服务</p><a href=/gy>关于</a>".encode()
SHELL = b"<html><body><div id=app></div><script src=/app.js></script></body></html>"
Answer = tuple[int, str, bytes]


def page(main: str, title: str = "清溪县人民政府", form: str = FORM) -> bytes:
    return FRAME.format(title=title, main=main, form=form).encode()


def rows(titles: list[str]) -> str:
    return "".join(
        f"<li><a href='/yw/{TITLES.index(one)}.html'>{one}</a><span>2026-03-0{TITLES.index(one) + 1}</span></li>"
        for one in titles
    )


def article(number: int) -> bytes:
    text = "会议指出，要抓好重点任务落实，持续巩固拓展成果，推动各项工作取得新的进展。" * 6
    return page(
        f"<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/yw/'>清溪要闻</a></div><h1>{TITLES[number]}</h1>"
        f"<div>发布时间：2026-03-0{number + 1} 来源：清溪县人民政府办公室</div><div class='content'><p>{text}</p></div>",
        TITLES[number],
    )


def works(query: str) -> bytes:
    found = [one for one in TITLES if query[:12] in one]
    listed = rows(found) or "<p>抱歉，没有找到相关结果</p>"
    return page(f"<p>搜索“{query}”，共找到 {len(found)} 条结果</p><ul>{listed}</ul>", "站内搜索")


class Town:
    """Its pages by path, and what its other names, search and data sets answer."""

    def __init__(self) -> None:
        self.search: Callable[[str], bytes] = works
        self.form = FORM
        self.bare: Answer = (301, f"http://{HOST}/", b"")
        self.data: dict[str, Answer] = {"a.csv": (200, "text/csv", "乡镇,人口\n石桥镇,1\n".encode())}
        self.asked: list[str] = []

    def answer(self, host: str, target: str) -> Answer:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if host == "qingxi.gov.cn":
            return self.bare
        if path == "/":
            return 200, "text/html; charset=utf-8", page(f"<ul>{rows(TITLES)}</ul>", form=self.form)
        if path == "/yw/":
            return (
                200,
                "text/html; charset=utf-8",
                page(f"<div class='crumb'>当前位置：首页 &gt; 清溪要闻</div><ul>{rows(TITLES)}</ul>"),
            )
        if path == "/sjkf/":
            offered = "".join(
                f"<li><a href='/data/{name}'>数据集{name}</a><span>2026-03-01</span></li>" for name in self.data
            )
            crumb = "<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/sjkf/'>数据开放</a></div>"
            return 200, "text/html; charset=utf-8", page(f"{crumb}<ul>{offered}</ul>", "数据开放")
        if match := re.fullmatch(r"/yw/(\d)\.html", path):
            return 200, "text/html; charset=utf-8", article(int(match[1]))
        if path == "/search":
            assert query["siteid"] == ["1"]
            return 200, "text/html; charset=utf-8", self.search(query["q"][0])
        if path.startswith("/data/"):
            return self.data[path[6:]]
        return 404, "text/html", b"<h1>404</h1>"


@contextmanager
def serving(town: Town) -> Iterator[FetchSettings]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["host"].partition(":")[0]
            town.asked.append(f"{host}{unquote_plus(self.path)}")
            status, kind, body = town.answer(host, self.path)
            body = body.replace(FORM.encode(), town.form.encode())
            self.send_response(status)
            self.send_header("location" if status in (301, 302) else "content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    names = (HOST, "qingxi.gov.cn", "old.qingxi-old.cn")
    try:
        yield FetchSettings(
            rate=0, address_rate=0, retries=0, second_try_wait=0, resolve_is_dns=True, ipv6_egress=False,
            resolve={(name, 80): ("127.0.0.1",) for name in names},
            ports={(name, 80): server.server_address[1] for name in names},
        )  # fmt: skip
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def seen(town: Town, checks: tuple[str, ...] = CHECKS, **given: object) -> tuple[dict[str, RuleResult], Crawl]:
    site = Site("qx", "清溪县人民政府", f"http://{HOST}/", Level.COUNTY, Kind.PORTAL, "320425", "3204250001", **given)  # type: ignore[arg-type]
    with serving(town) as settings:
        reader = Reader(site.url, lexicon(), plan_of(checks))
        crawl, _links = asyncio.run(look(site, settings, reader))
    return outcomes(crawl, site, checks), crawl


def test_a_site_that_is_in_order() -> None:
    town = Town()
    found, crawl = seen(town)
    assert {name: one.outcome for name, one in found.items()} == dict.fromkeys(CHECKS, Outcome.PASS)
    assert found["search-finds-titles"].counted.passed == 4
    assert {capture.purpose for capture in crawl.asides} >= {"twin", "search", "dataset"}
    assert len([one for one in town.asked if one.startswith(f"{HOST}/search")]) == 4


def test_nothing_is_asked_that_no_rule_looks_at() -> None:
    town = Town()
    _found, crawl = seen(town, ("identity-code",))
    assert crawl.asides == ()
    assert not [one for one in town.asked if "search" in one or one.startswith("qingxi") or "/data/" in one]


@pytest.mark.parametrize(
    ("bare", "outcome", "reason"),
    [
        ((200, "text/html", page(f"<ul>{rows(TITLES)}</ul>")), Outcome.PASS, None),
        ((200, "text/html", page(f"<p>今天是6月15日 访问量 12345</p><ul>{rows(TITLES)}</ul>")), Outcome.PASS, None),
        ((200, "text/html", b"<meta http-equiv=refresh content='0;url=http://www.qingxi.gov.cn/'>"), Outcome.PASS, None),
        ((200, "text/html", NGINX), Outcome.FAIL, Reason.DIFFERS),
        ((200, "text/html", COMPANY), Outcome.FAIL, Reason.DIFFERS),
        ((404, "text/html", b"<h1>404</h1>"), Outcome.FAIL, Reason.DIFFERS),
        ((502, "text/html", b"<h1>502</h1>"), Outcome.FAIL, Reason.DIFFERS),
        ((403, "text/html", b"<h1>403</h1>"), Outcome.ERROR, Reason.REFUSED_US),
        ((200, "text/html", SHELL), Outcome.ERROR, Reason.SCRIPT),
    ],
    ids=["same", "clock", "refresh", "default page", "another site", "404", "502", "403", "app shell"],
)  # fmt: skip
def test_twins(bare: Answer, outcome: Outcome, reason: Reason | None) -> None:
    town = Town()
    town.bare = bare
    found, _crawl = seen(town, ("domain-twins",))
    assert (found["domain-twins"].outcome, found["domain-twins"].reason) == (outcome, reason)


def test_a_site_dialled_at_given_addresses_has_no_twins_to_ask_for() -> None:
    town = Town()
    site = Site("qx", "清溪县人民政府", f"http://{HOST}/", Level.COUNTY, Kind.PORTAL, "320425")
    with serving(town) as settings:
        one = FetchSettings(
            rate=0, address_rate=0, second_try_wait=0, ipv6_egress=False,
            resolve={(HOST, 80): ("127.0.0.1",)}, ports={(HOST, 80): next(iter(settings.ports.values()))},
        )  # fmt: skip
        crawl, _links = asyncio.run(look(site, one, Reader(site.url, lexicon(), plan_of(("domain-twins",)))))
    assert outcomes(crawl, site, ("domain-twins",))["domain-twins"].outcome is Outcome.NOT_APPLICABLE
    assert not [one for one in town.asked if one.startswith("qingxi")]


def test_another_domain_that_still_leads_to_the_site() -> None:
    town = Town()
    answer = town.answer

    def also(host: str, target: str) -> Answer:
        return (302, f"http://{HOST}/", b"") if host == "old.qingxi-old.cn" else answer(host, target)

    town.answer = also  # type: ignore[method-assign]
    found, _crawl = seen(town, ("domain-single",), aliases=("old.qingxi-old.cn", "qingxi.gov.cn", "清溪.政务"))
    assert found["domain-single"].outcome is Outcome.FAIL
    town.answer = answer  # type: ignore[method-assign]
    town.answer = lambda host, target: (404, "text/html", b"") if host == "old.qingxi-old.cn" else answer(host, target)  # type: ignore[method-assign]
    found, _crawl = seen(town, ("domain-single",), aliases=("old.qingxi-old.cn",))
    assert found["domain-single"].outcome is Outcome.PASS


def _none(query: str) -> bytes:
    return page(f"<p>抱歉，没有找到与“{query}”相关的结果</p>", "搜索结果")


def _others(query: str) -> bytes:
    listed = "".join(f"<li><a href='/x/{n}.html'>关于做好第{n}季度安全生产工作的通知</a></li>" for n in range(5))
    return page(
        f"<p>搜索：{query}</p><a href='/search?siteid=1&q={query}&p=2'>{query} 第二页</a><ul>{listed}</ul>", f"{query}-搜索"
    )


def _shell(query: str) -> bytes:
    drawn = "<div id='results'></div><script src='/s.js'></script>"
    return f"<html><title>搜索</title><body><input value='{query}'>{drawn}</body></html>".encode()


def _home(query: str) -> bytes:
    del query
    return page(f"<ul>{rows(TITLES)}</ul>")


def _text(query: str) -> bytes:
    return page(f"<p>搜索“{query}”</p><div class='result'><p><em>{query[:6]}</em>{query[6:]}</p></div>", "搜索")


@pytest.mark.parametrize(
    ("search", "outcome", "reason"),
    [
        (_none, Outcome.FAIL, Reason.DIFFERS),
        (_others, Outcome.FAIL, Reason.DIFFERS),
        (_shell, Outcome.ERROR, Reason.SCRIPT),
        (_text, Outcome.PASS, None),
    ],
    ids=["says none", "other results and an echo", "app shell", "marked words without a link"],
)
def test_search(search: Callable[[str], bytes], outcome: Outcome, reason: Reason | None) -> None:
    town = Town()
    town.search = search
    found, _crawl = seen(town, ("search-finds-titles",))
    assert (found["search-finds-titles"].outcome, found["search-finds-titles"].reason) == (outcome, reason)


def test_a_search_that_falls_back_to_the_home_page_proves_nothing() -> None:
    town = Town()
    town.search = _home
    found, _crawl = seen(town, ("search-finds-titles",))
    assert found["search-finds-titles"].outcome is not Outcome.FAIL


def test_without_a_search_there_is_nothing_to_try() -> None:
    town = Town()
    town.form = ""
    found, _crawl = seen(town, ("search-finds-titles",))
    assert found["search-finds-titles"].outcome is Outcome.NOT_APPLICABLE
    town.form = "<input id='q' name='q' placeholder='请输入关键字'><button onclick='go()'>搜索</button>"
    found, _crawl = seen(town, ("search-finds-titles",))
    assert found["search-finds-titles"].outcome is Outcome.ERROR


def test_data_sets_one_by_one() -> None:
    town = Town()
    town.data = {
        "a.xlsx": (200, "application/octet-stream", b"PK\x03\x04rest"),
        "b.csv": (404, "text/html", b""),
        "c.json": (403, "text/html", b""),
    }
    found, crawl = seen(town, ("open-data-download",))
    result = found["open-data-download"]
    assert (result.outcome, result.counted.passed, result.counted.failed, result.counted.error) == (Outcome.FAIL, 1, 1, 1)
    assert sorted(one.label for one in crawl.asides) == ["数据集a.xlsx", "数据集b.csv", "数据集c.json"]


def test_a_column_without_data_sets_is_for_a_person() -> None:
    town = Town()
    town.data = {}
    found, _crawl = seen(town, ("open-data-download",))
    assert found["open-data-download"].outcome is Outcome.MANUAL
