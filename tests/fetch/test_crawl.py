from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from govcheck.errors import InputError
from govcheck.fetch.crawl import crawl
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Tier

from .faults import Site, first_then, html, page, redirect, reset, serving, stall, status
from .helpers import FakeClock, links, quick

CHALLENGE = b"<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>"


async def run(site: Site, settings: FetchSettings | None = None, **named: Any) -> Crawl:
    named.setdefault("clock", FakeClock())
    return await crawl(named.pop("entry", site.url), settings or quick(), named.pop("discover", links), **named)


def paths(crawl: Crawl) -> list[str]:
    return ["/" + capture.address.split("/", 3)[3] for capture in crawl.captures]


async def test_tiers_in_order_and_every_address_once() -> None:
    pages: dict[str, Any] = {
        "/": page("o.html", "n1.html", "d.html", "n1.html#top"),
        "/n1.html": page("l.html", "/"),
        "/d.html": page("l.html"),
        "/l.html": page("a1.html", "p2.html"),
        "/p2.html": page("a2.html", "l.html"),
        "/a1.html": page("n9.html"),
        "/a2.html": page(),
        "/n9.html": page(),
        "/o.html": page(),
    }
    async with serving(Site(pages)) as site:
        brought = await run(site)
    assert site.asked == [
        "/robots.txt", "/", "/n1.html", "/d.html", "/l.html", "/p2.html", "/a1.html", "/a2.html", "/n9.html", "/o.html",
    ]  # fmt: skip
    assert paths(brought) == site.asked[1:]
    assert brought.ended is None
    assert brought.skipped == ()
    assert brought.captures[1].via == site.url
    assert brought.captures[5].stratum == f"{site.url}l.html"
    assert brought.robots[0].status == 404
    assert brought.reached


async def test_what_is_fetched_does_not_depend_on_timing() -> None:
    many = [f"a{n}.html" for n in range(30)]
    pages: dict[str, Any] = {"/": page("l1.html", "l2.html"), "/l1.html": page(*many[:20]), "/l2.html": page(*many[15:])}
    pages |= {f"/{name}": page() for name in many}
    seen = []
    for workers in (1, 4):
        async with serving(Site(dict(pages)), "127.0.0.1") as site:
            settings = quick(article_budget=9, article_per_stratum=6, host_concurrency=workers, seed="2026-06")
            brought = await run(site, settings)
            seen.append((paths(brought), Counter(skip.reason for skip in brought.skipped)))
    assert seen[0] == seen[1]
    assert seen[0][1] == {Reason.BUDGET: 21}
    drawn = [path for path in seen[0][0] if path.startswith("/a")]
    assert len(drawn) == 9


async def test_page_budget_leaves_room_for_articles() -> None:
    pages: dict[str, Any] = {"/": page(*(f"l{n}.html" for n in range(30)))}
    pages |= {f"/l{n}.html": page(f"a{n}.html") for n in range(30)} | {f"/a{n}.html": page() for n in range(30)}
    async with serving(Site(pages)) as site:
        brought = await run(site, quick(max_pages=12))
    kinds = Counter(capture.tier for capture in brought.captures)
    assert kinds == {Tier.HOME: 1, Tier.LIST: 7, Tier.ARTICLE: 4}
    assert brought.ended is Reason.BUDGET
    assert Counter(skip.reason for skip in brought.skipped) == {Reason.BUDGET: 26}


async def test_a_gone_page_is_stated_after_a_second_try_at_the_end() -> None:
    clock = FakeClock()
    pages: dict[str, Any] = {
        "/": page("n1.html", "n2.html", "n3.html", "n4.html"),
        "/n2.html": first_then(status(500), html(page("a.html"))),
    }
    pages |= {"/n3.html": status(500), "/n4.html": first_then(stall, status(404)), "/a.html": page()}
    kept: list[Capture] = []
    async with serving(Site(pages)) as site:
        brought = await run(site, clock=clock, sink=kept.append)
    found = dict(zip(paths(brought), brought.captures, strict=True))
    assert (found["/n1.html"].status, found["/n1.html"].failure, found["/n1.html"].tries) == (404, None, 2)
    assert found["/n2.html"].ok
    assert found["/n2.html"].tries == 2
    assert (found["/n3.html"].failure, found["/n3.html"].detail) == (Reason.GONE, "http 500")
    # a timeout and then a 404: seen once only
    assert (found["/n4.html"].status, found["/n4.html"].failure) == (404, Reason.BUDGET)
    assert found["/a.html"].ok
    assert max(clock.slept) == pytest.approx(60)
    firsts = [capture for capture in kept if capture.address.endswith("n1.html")]
    assert [capture.failure for capture in firsts] == [Reason.BUDGET, None]


async def test_second_tries_are_bounded_and_the_rest_stays_unconfirmed() -> None:
    async with serving(Site({"/": page("n1.html", "n2.html", "n3.html")})) as site:
        brought = await run(site, quick(second_tries=1))
    assert [capture.failure for capture in brought.captures[1:]] == [None, Reason.BUDGET, Reason.BUDGET]
    assert [capture.tries for capture in brought.captures[1:]] == [2, 1, 1]


async def test_a_site_that_is_not_there() -> None:
    async with serving(Site()) as site:
        pass
    brought = await run(site)
    assert [(capture.failure, capture.tries) for capture in brought.captures] == [(Reason.GONE, 2)]
    assert not brought.reached


async def test_a_challenge_after_some_pages_stops_the_crawl() -> None:
    names = [f"n{n:02}.html" for n in range(40)]
    pages: dict[str, Any] = {"/": page(*names)} | {f"/{name}": page() for name in names[:10]}
    pages |= {f"/{name}": status(412, CHALLENGE) for name in names[10:]}
    async with serving(Site(pages)) as site:
        brought = await run(site, quick(breaker_blocks=3))
    assert brought.ended is Reason.CHALLENGE
    failed = [capture for capture in brought.captures if capture.failure]
    assert [capture.failure for capture in failed] == [Reason.CHALLENGE] * 3
    assert len(site.log) == 1 + 1 + 10 + 3
    assert {skip.reason for skip in brought.skipped} == {Reason.CHALLENGE}
    assert len(brought.skipped) == 27


async def test_a_site_that_falls_silent_is_left_alone() -> None:
    pages: dict[str, Any] = {"/": page(*(f"n{n}.html" for n in range(9)))} | {f"/n{n}.html": reset for n in range(9)}
    async with serving(Site(pages)) as site:
        brought = await run(site, quick(breaker_failures=4))
    assert brought.ended is Reason.RESET
    assert len(brought.captures) == 5


async def test_robots_binds_unless_an_authority_is_stated() -> None:
    pages: dict[str, Any] = {"/": page("n1.html", "x/n2.html"), "/n1.html": page(), "/x/n2.html": page()}
    pages["/robots.txt"] = b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x/\r\n"
    async with serving(Site(dict(pages))) as site:
        brought = await run(site)
        assert [(skip.address, skip.reason) for skip in brought.skipped] == [(f"{site.url}x/n2.html", Reason.ROBOTS)]
        assert "/x/n2.html" not in site.asked
        overridden = await run(site, quick(authority="某省政府办公厅"))
        assert "/x/n2.html" in site.asked
    assert overridden.skipped == ()
    assert overridden.robots[0].body.startswith(b"\xef\xbb\xbfUser-agent")


async def test_robots_may_close_the_whole_site() -> None:
    async with serving(Site({"/": page(), "/robots.txt": b"User-agent: *\nDisallow: /\n"})) as site:
        brought = await run(site)
    assert (brought.captures, brought.ended) == ((), Reason.ROBOTS)
    assert brought.skipped[0].reason is Reason.ROBOTS


async def test_robots_out_of_order_lets_only_the_entry_be_asked_for() -> None:
    async with serving(Site({"/": page("n1.html"), "/robots.txt": status(503)})) as site:
        brought = await run(site)
    assert paths(brought) == ["/"]
    assert [skip.reason for skip in brought.skipped] == [Reason.ROBOTS]
    assert site.counts["/robots.txt"] == 2


async def test_many_addresses_that_lead_to_one_page_cost_one_body() -> None:
    pages: dict[str, Any] = {"/": page("n1.html", "n2.html"), "/n1.html": redirect("/"), "/n2.html": redirect("/")}
    async with serving(Site(pages)) as site:
        brought = await run(site)
    assert site.counts["/"] == 1
    assert [(capture.ok, capture.final_address) for capture in brought.captures] == [(True, site.url)] * 3
    assert brought.captures[1].redirects == (site.url,)


async def test_the_crawl_stays_on_its_site() -> None:
    async with serving(Site({"/": b""})) as site:
        port = site.port
        bare, www, other = (
            f"http://yunxi.gov.cn:{port}/",
            f"http://www.yunxi.gov.cn:{port}/",
            f"http://edu.yunxi.gov.cn:{port}/",
        )
        site.pages["/"] = page(
            "n1.html", f"{bare}n1.html", f"{bare}n2.html", f"{other}n3.html", "http://www.else.gov.cn/n4.html"
        )
        site.pages |= {"/n1.html": page(), "/n2.html": redirect(f"{other}n5.html")}
        resolve = {(host, port): ("127.0.0.1",) for host in ("yunxi.gov.cn", "www.yunxi.gov.cn", "edu.yunxi.gov.cn")}
        brought = await run(site, quick(resolve=resolve), entry=www)
        wide = await run(site, quick(resolve=resolve, whole_domain=True), entry=www)
    assert paths(brought) == ["/", "/n2.html", "/n1.html"] or paths(brought) == ["/", "/n1.html", "/n2.html"]
    assert brought.aliases == {f"{bare}n1.html": f"{www}n1.html"}
    assert [(skip.address, skip.reason) for skip in brought.skipped] == [(f"{other}n3.html", Reason.NOT_FETCHED)]
    moved = next(capture for capture in brought.captures if capture.address.endswith("n2.html"))
    assert (moved.status, moved.failure, moved.final_address) == (302, None, f"{other}n5.html")
    assert any(capture.address == f"{other}n3.html" for capture in wide.captures)


async def test_an_entry_that_moved_to_another_government_address_takes_its_site_along() -> None:
    async with serving(Site()) as site:
        port = site.port
        new = f"http://www.new.gov.cn:{port}/"
        resolve = {("www.old.gov.cn", port): ("127.0.0.1",), ("www.new.gov.cn", port): ("127.0.0.2",)}

        async def home(request: Any, writer: Any) -> None:
            old = request.headers["host"].startswith("www.old")
            await (redirect(new) if old else html(page("n1.html")))(request, writer)

        site.pages = {"/": home, "/n1.html": page()}
        resolve[("www.new.gov.cn", port)] = ("127.0.0.1",)
        brought = await run(site, quick(resolve=resolve), entry=f"http://www.old.gov.cn:{port}/")
    assert brought.captures[0].final_address == new
    assert brought.captures[1].address == f"{new}n1.html"


async def test_as_host_names_the_machine_for_another() -> None:
    async with serving(Site({"/": page("http://www.yunxi.gov.cn/n1.html"), "/n1.html": page()})) as site:
        brought = await run(site, quick(as_host="www.yunxi.gov.cn"))
    assert [capture.address for capture in brought.captures] == [
        "http://www.yunxi.gov.cn/",
        "http://www.yunxi.gov.cn/n1.html",
    ]
    assert {request.headers["host"] for request in site.log} == {"www.yunxi.gov.cn"}
    assert brought.entry == "http://www.yunxi.gov.cn/"


async def test_endless_calendars_and_nested_paths_are_left() -> None:
    async def month(request: Any, writer: Any) -> None:
        year, number = request.target.removesuffix(".html").rsplit("/", 1)[1].split("-")
        after = f"{int(year) + int(number) // 12}-{int(number) % 12 + 1:02}"
        await html(page(f"/rili/{after}.html"))(request, writer)

    async with serving(Site({"/": page("/rili/2026-06.html", "/x/x/x/n1.html")}, fallback=month)) as site:
        site.pages["/robots.txt"] = status(404)
        brought = await run(site, quick(calendar_members=8))
    assert len(brought.captures) == 9
    assert {skip.reason for skip in brought.skipped} == {Reason.BUDGET}
    assert len(brought.skipped) == 2


async def test_time_and_bytes_are_budgets_too() -> None:
    pages: dict[str, Any] = {"/": page(*(f"n{n:02}.html" for n in range(40)))} | {
        f"/n{n:02}.html": page() for n in range(40)
    }
    async with serving(Site(pages)) as site:
        slow = await run(site, quick(rate=1, max_seconds=20))
        small = await run(site, quick(max_bytes=3000))
    assert slow.ended is small.ended is Reason.BUDGET
    assert len(slow.captures) < 40
    assert len(small.captures) == 17
    assert len(small.captures) + len(small.skipped) == 41


async def test_rate_and_concurrency_hold() -> None:
    clock = FakeClock()
    pages: dict[str, Any] = {"/": page(*(f"n{n}.html" for n in range(6)))} | {f"/n{n}.html": page() for n in range(6)}
    async with serving(Site(pages)) as site:
        await run(site, quick(rate=2, host_concurrency=1), clock=clock)
    assert clock.passed == pytest.approx(0.5 * (len(site.log) - 1))
    assert site.busiest == 1


async def test_progress_and_wrong_entries() -> None:
    told: list[tuple[int, int]] = []
    async with serving(Site({"/": page()})) as site:
        await run(site, progress=lambda done, known: told.append((done, known)))
        with pytest.raises(InputError, match="javascript"):
            await run(site, entry="javascript://x")
    assert told == [(1, 0)]
