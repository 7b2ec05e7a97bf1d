"""The link stage over real sockets: asked once, politely, twice where it matters, and never into a private network."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tests.scan.link_net import Net, answer, document, moved, serving, settings_for

from govcheck.errors import ArchiveError
from govcheck.fetch.archive import ArchiveWriter, read_archive
from govcheck.fetch.links import check_links
from govcheck.fetch.resolve import Resolver
from govcheck.outcome import Reason
from govcheck.records.capture import Capture
from govcheck.records.question import Keep, Purpose, Question
from govcheck.urls import nowhere

HOST, OTHER = "www.jia.gov.cn", "www.yi.gov.cn"
PAGE = answer(200, document("某某局", "<p>职责和办事指南</p>"))


def link(path: str, host: str = HOST, **more: Any) -> Question:
    given: dict[str, Any] = {"keep": Keep.START, "limit": 65_536, "via": "http://www.shili.gov.cn/"}
    return Question(Purpose.LINK, f"http://{host}{path}", **(given | more))


async def ask(net: Net, *questions: Question, resolver: Resolver | None = None, **given: Any) -> dict[str, Capture]:
    async with serving(net):
        brought = await check_links(questions, settings_for(net, **given), resolver=resolver)
    assert [one.address for one in brought] == sorted(one.address for one in brought)
    return {one.address: one for one in brought}


async def test_an_address_that_many_sites_link_is_asked_once() -> None:
    net = Net().on(HOST, "/a.html", PAGE)
    got = await ask(net, link("/a.html"), link("/a.html", via="http://www.bing.gov.cn/"), link("/a.html", limit=10))
    assert net.log.count(("GET", HOST, "/a.html")) == 1
    assert got[f"http://{HOST}/a.html"].body == PAGE.split(b"\r\n\r\n", 1)[1]
    assert got[f"http://{HOST}/a.html"].purpose == "link"


async def test_a_host_is_asked_one_address_at_a_time_and_hosts_side_by_side() -> None:
    net = Net()
    for number in range(4):
        net.on(f"h{number}.gov.cn", "*", PAGE)
    asked = [link(f"/{page}.html", f"h{number}.gov.cn") for number in range(4) for page in range(5)]
    await ask(net, *asked)
    assert set(net.busiest.values()) == {1}
    assert len({host for _method, host, _path in net.log[:8]}) > 1


async def test_at_most_so_many_hosts_at_once() -> None:
    net = Net()
    names = [f"h{number}.gov.cn" for number in range(6)]
    for name in names:
        net.on(name, "*", PAGE)
    await ask(net, *(link("/a.html", name) for name in names), link_hosts_at_once=1)
    assert list(dict.fromkeys(host for _method, host, _path in net.log)) == names


@pytest.mark.parametrize("first", [answer(405), answer(501), answer(404), answer(403), answer(500), "stall", "reset"])
async def test_what_head_says_ill_get_says_again(first: bytes | str) -> None:
    net = Net().on(
        HOST, "/a.swf", lambda method, count: first if method == "HEAD" else answer(200, b"CWS", "application/x")
    )
    got = (await ask(net, link("/a.swf", method="HEAD")))[f"http://{HOST}/a.swf"]
    assert (got.method, got.status, got.failure) == ("GET", 200, None)


async def test_head_is_enough_where_the_kind_does_not_matter() -> None:
    net = Net().on(HOST, "/a.swf", answer(200, b"CWS" * 10_000, "application/x-shockwave-flash"))
    got = (await ask(net, link("/a.swf", method="HEAD")))[f"http://{HOST}/a.swf"]
    assert (got.method, got.status, got.body) == ("HEAD", 200, b"")


async def test_a_large_file_is_read_only_at_its_beginning() -> None:
    net = Net().on(HOST, "/a.pdf", answer(200, b"%PDF" + b"x" * 500_000, "application/pdf"))
    got = (await ask(net, link("/a.pdf", limit=32_768)))[f"http://{HOST}/a.pdf"]
    assert got.ok
    assert got.truncated
    assert 4 <= len(got.body) <= 4096


async def test_one_fault_alone_states_nothing() -> None:
    net = (
        Net()
        .on(HOST, "/a.html", lambda method, count: answer(500) if count == 1 else PAGE)
        .on(HOST, "/b.html", answer(404))
    )
    got = await ask(net, link("/a.html"), link("/b.html"))
    assert got[f"http://{HOST}/a.html"].ok
    assert (got[f"http://{HOST}/b.html"].status, got[f"http://{HOST}/b.html"].failure) == (404, None)
    assert got[f"http://{HOST}/b.html"].tries == 2
    assert net.log.count(("GET", HOST, "/b.html")) == 2


async def test_a_fault_that_changes_into_silence_is_not_stated() -> None:
    net = Net().on(HOST, "/a.html", lambda method, count: answer(404) if count == 1 else "reset")
    got = (await ask(net, link("/a.html")))[f"http://{HOST}/a.html"]
    assert got.failure is Reason.RESET


async def test_second_tries_come_after_all_first_ones() -> None:
    net = Net().on(HOST, "/a.html", answer(404)).on(OTHER, "*", PAGE)
    await ask(net, link("/a.html"), *(link(f"/{number}.html", OTHER) for number in range(6)), link_hosts_at_once=1)
    places = [place for place, (_method, host, path) in enumerate(net.log) if (host, path) == (HOST, "/a.html")]
    assert places[1] == len(net.log) - 1


async def test_how_a_host_says_no_is_asked_once_where_pages_came() -> None:
    net = Net().on(HOST, "*", PAGE).on(OTHER, "/f.pdf", answer(200, b"%PDF", "application/pdf"))
    got = await ask(net, link("/a.html"), link("/b/c.html"), link("/f.pdf", OTHER), link("/", "www.bing.gov.cn"))
    random = got[nowhere(f"http://{HOST}/a.html")]
    assert random.purpose == "random"
    assert [capture.purpose for capture in got.values()].count("random") == 1


async def test_robots_txt_of_other_hosts_is_heeded_also_behind_redirects() -> None:
    forbids = answer(200, "User-agent: *\nDisallow: /no/", "text/plain")
    net = (
        Net()
        .on(HOST, "/robots.txt", forbids)
        .on(HOST, "/no/a.html", PAGE)
        .on(OTHER, "/b.html", moved(f"http://{HOST}/no/a.html"))
    )
    got = await ask(net, link("/no/a.html"), link("/b.html", OTHER))
    assert {one.failure for one in got.values()} == {Reason.ROBOTS}
    assert ("GET", HOST, "/no/a.html") not in net.log


async def test_a_dead_host_is_dead_although_its_robots_txt_cannot_be_had() -> None:
    net = Net()
    got = await ask(net, link("/a.html"), ports={(HOST, 80): 9}, resolve={(HOST, 80): ("127.0.0.1",)})
    assert got[f"http://{HOST}/a.html"].failure is Reason.GONE


async def test_a_robots_txt_in_trouble_is_heeded_once_the_host_answers() -> None:
    net = Net().on(HOST, "/robots.txt", answer(503)).on(HOST, "/a.html", PAGE).on(HOST, "/b.html", PAGE)
    got = await ask(net, link("/a.html"), link("/b.html"))
    assert got[f"http://{HOST}/a.html"].ok
    assert got[f"http://{HOST}/b.html"].failure is Reason.ROBOTS


async def test_a_host_that_blocks_again_and_again_is_left_alone() -> None:
    net = Net().on(HOST, "*", answer(403))
    got = await ask(net, *(link(f"/{number:02}.html") for number in range(20)))
    assert sum(path.endswith(".html") for _method, _host, path in net.log) == 6
    assert {one.failure for one in got.values()} == {Reason.REFUSED_US}


async def test_after_the_time_nothing_more_is_asked() -> None:
    net = Net().on(HOST, "*", PAGE)
    got = await ask(net, link("/a.html"), links_seconds=-1.0)
    assert (got[f"http://{HOST}/a.html"].failure, net.log) == (Reason.BUDGET, [])


async def _in_private(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    "address", ["http://inner.example/a.html", "http://127.0.0.1:{port}/a.html", "http://[::1]:{port}/a.html"]
)
async def test_links_of_a_public_site_never_lead_into_a_private_network(address: str) -> None:
    net = Net().on("inner.example", "*", PAGE).on("127.0.0.1", "*", PAGE)
    async with serving(net):
        settings = settings_for(net, resolve={}, ports={("inner.example", 80): net.port}, resolve_is_dns=False)
        resolver = Resolver(settings, lookup=_in_private)
        asked = Question(Purpose.LINK, address.format(port=net.port), keep=Keep.START)
        (got,) = await check_links([asked], settings, resolver=resolver)
    assert (got.failure, net.log) == (Reason.UNREACHED, [])
    assert "not dialled" in got.detail


async def test_nor_does_a_redirect_of_another_site() -> None:
    net = Net().on(HOST, "/a.html", moved("http://inner.example/")).on("inner.example", "*", PAGE)
    async with serving(net):
        given = {"resolve": {(HOST, 80): ("127.0.0.1",)}, "ports": {(HOST, 80): net.port, ("inner.example", 80): net.port}}
        settings = settings_for(net, resolve_is_dns=False, **given)
        (got,) = await check_links([link("/a.html")], settings, resolver=Resolver(settings, lookup=_in_private))
    assert got.failure is not None
    assert not any(host == "inner.example" for _method, host, _path in net.log)


async def test_a_site_within_a_private_network_may_link_its_neighbours() -> None:
    net = Net().on("inner.example", "*", PAGE)
    async with serving(net):
        settings = settings_for(net, resolve={}, ports={("inner.example", 80): net.port}, resolve_is_dns=False)
        asked = link("/", "inner.example", near="127.0.0.1")
        (got,) = await check_links([asked], settings, resolver=Resolver(settings, lookup=_in_private))
    assert got.ok


async def test_names_outside_a_net_that_is_all_of_dns_do_not_exist() -> None:
    net = Net().on(HOST, "*", PAGE)
    got = await ask(net, link("/", "beian.example.gov.cn"), link("/", f"{HOST}:8080"))
    assert got["http://beian.example.gov.cn/"].failure is Reason.GONE
    assert got[f"http://{HOST}:8080/"].failure is Reason.NO_DNS


async def test_stopping_leaves_whole_answers_and_no_finished_archive(tmp_path: Path) -> None:
    net = Net().on(HOST, "*", PAGE).on(OTHER, "*", "stall")
    place = tmp_path / "_links.warc.gz"
    async with serving(net):
        with ArchiveWriter(place, "urn:test") as archive:
            asked = [link("/a.html"), *(link(f"/{number}.html", OTHER) for number in range(3))]
            task = asyncio.create_task(check_links(asked, settings_for(net, read_timeout=5.0), sink=archive))
            await asyncio.sleep(0.5)  # by now the other host keeps its visitor waiting
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
    assert not place.exists()
    with pytest.raises(ArchiveError):
        read_archive(place.with_name("_links.warc.gz.part"))
    kept = read_archive(place.with_name("_links.warc.gz.part"), partial=True)
    assert {one.address for one in kept.asides} >= {f"http://{HOST}/a.html"}
    assert all(one.ok for one in kept.asides)


async def test_an_authority_over_the_sites_does_not_open_other_hosts_nor_are_their_passwords_told_there() -> None:
    net = Net().on(HOST, "/robots.txt", answer(200, b"User-agent: *\nDisallow: /", kind="text/plain")).on(HOST, "*", PAGE)
    given = {"authority": "年度检查", "basic_auth": ("me", "pw")}
    other = await ask(net, link("/a.html"), **given)
    assert other[f"http://{HOST}/a.html"].failure is Reason.ROBOTS
    own = await ask(net, link("/a.html", via=f"http://{HOST}/"), **given)
    assert own[f"http://{HOST}/a.html"].ok
