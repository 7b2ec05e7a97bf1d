from __future__ import annotations

import gzip
import socket
import zlib
from typing import Any

import dns.resolver
import pytest

from govcheck.fetch.resolve import Resolver
from govcheck.outcome import Reason

from .faults import (
    Site,
    answer,
    compressed,
    drip,
    endless,
    first_then,
    html,
    page,
    raw,
    redirect,
    reset,
    serving,
    stall,
    status,
)
from .helpers import QUICK, fetch, quick

WHOLE = page("a.html")


async def one(handler: Any, **given: Any) -> Any:
    async with serving(Site({"/": handler})) as site:
        return await fetch(site.url, quick(**given))


async def test_a_page() -> None:
    got = await one(WHOLE)
    assert (got.status, got.ok, got.body, got.remote, got.tries) == (200, True, WHOLE, "127.0.0.1", 1)
    assert got.header("content-type") == "text/html; charset=utf-8"
    assert got.fetched_at.tzinfo is not None


@pytest.mark.parametrize(
    ("handler", "reason", "word"),
    [
        (reset, Reason.RESET, ""),
        (stall, Reason.TIMEOUT, ""),
        (drip, Reason.TIMEOUT, ""),
        (status(500), Reason.GONE, "500"),
        (status(503), Reason.GONE, "503"),
        (status(403), Reason.REFUSED_US, "403"),
        (status(412), Reason.REFUSED_US, "412"),
        (status(429), Reason.REFUSED_US, "429"),
        (status(521), Reason.REFUSED_US, "521"),
        (raw(b""), Reason.RESET, ""),
        (raw(b"hello there\r\n\r\n"), Reason.UNREADABLE, ""),
        (redirect("/"), Reason.GONE, "redirects"),
        (compressed(page("x") * 50, 60), Reason.UNREADABLE, "early"),
        (compressed(b" " * 50_000_000), Reason.UNREADABLE, "bomb"),
        (raw(answer(200, b"xx", "Content-Type: text/html", "Content-Encoding: br")), Reason.UNREADABLE, "br"),
        (raw(answer(200, b"not gzip at all", "Content-Type: text/html", "Content-Encoding: gzip")), Reason.UNREADABLE, ""),
    ],
)
async def test_what_goes_wrong_has_a_reason(handler: Any, reason: Reason, word: str) -> None:
    got = await one(handler, max_body=5_000_000)
    assert (got.failure, got.ok) == (reason, False)
    assert word in got.detail


async def test_a_slow_drip_is_not_asked_again_at_once() -> None:
    asked: list[int] = []

    async def counted(request: Any, writer: Any) -> None:
        asked.append(request.count)
        await drip(request, writer)

    async with serving(Site({"/": counted})) as site:
        got = await fetch(site.url, quick(retries=3, request_seconds=0.3, read_timeout=5.0))
    assert got.failure is Reason.TIMEOUT
    assert asked == [1]


@pytest.mark.parametrize("code", [404, 410])
async def test_not_found_is_a_fact_and_no_failure(code: int) -> None:
    got = await one(status(code, b"<h1>gone</h1>"))
    assert (got.status, got.failure, got.ok) == (code, None, False)


async def test_what_was_read_before_a_break_is_kept() -> None:
    got = await one(compressed(page(*map(str, range(3000))), 2000))
    assert got.failure is Reason.UNREADABLE
    assert got.truncated
    assert got.body.startswith(b"<!DOCTYPE html>")
    got = await one(raw(answer(200, WHOLE[:30], "Content-Type: text/html", length=900)))
    assert (got.failure, got.truncated, got.body) == (Reason.RESET, True, WHOLE[:30])


async def test_a_whole_page_with_a_wrong_length_counts() -> None:
    got = await one(raw(answer(200, WHOLE, "Content-Type: text/html", length=len(WHOLE) + 7)))
    assert got.ok
    assert not got.truncated
    assert got.body == WHOLE


async def test_a_page_that_breaks_off_without_an_announced_length_is_a_torso() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
    torso = await one(raw(head + b"<html><body><p>top</p>"))
    assert (torso.ok, torso.truncated) == (True, True)
    whole = await one(raw(head + WHOLE))
    assert (whole.ok, whole.truncated) == (True, False)
    fragment = await one(raw(head + b"<div>no frame of its own</div>"))
    assert not fragment.truncated
    part = await one(raw(answer(206, b"<html><body><p>top</p>", "Content-Type: text/html")))
    assert part.truncated


async def test_endless_bodies_are_cut() -> None:
    got = await one(endless)
    assert got.ok
    assert got.truncated
    assert len(got.body) == QUICK.max_body


@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate"])
async def test_encodings(name: str) -> None:
    packer = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(WHOLE),
        "deflate": zlib.compress(WHOLE),
        "raw deflate": packer.compress(WHOLE) + packer.flush(),
    }
    got = await one(
        raw(answer(200, packed[name], "Content-Type: text/html", f"Content-Encoding: {name.removeprefix('raw ')}"))
    )
    assert (got.body, got.failure) == (WHOLE, None)


@pytest.mark.parametrize(
    ("kind", "body", "read"),
    [
        ("application/pdf", b"%PDF-1.7", False),
        ("image/png", b"\x89PNG", False),
        ("application/javascript", b"document.write('x')", True),
        ("application/octet-stream", b"<html><body>page served without a type</body></html>", True),
        ("application/octet-stream", b"PK\x03\x04" + bytes(100), False),
    ],
)
async def test_only_text_is_read(kind: str, body: bytes, read: bool) -> None:
    got = await one(raw(answer(200, body, f"Content-Type: {kind}")))
    assert got.ok
    assert got.body == (body if read else b"")
    assert got.truncated is not read


async def test_redirects_are_followed_and_written_down() -> None:
    pages = {"/": redirect("/a"), "/a": redirect("b?x=1"), "/b?x=1": WHOLE}
    async with serving(Site(pages)) as site:
        got = await fetch(site.url)
    assert got.ok
    assert got.redirects == (f"{site.url}a", f"{site.url}b?x=1")
    assert got.final_address == f"{site.url}b?x=1"


async def test_a_cookie_gate_that_sends_to_itself_is_passed_once() -> None:
    async def gate(request: Any, writer: Any) -> None:
        passed = "key=1" in request.headers.get("cookie", "")
        await (html(WHOLE) if passed else redirect("/", "Set-Cookie: key=1; Path=/"))(request, writer)

    assert (await one(gate)).ok


async def test_a_long_row_of_redirects_ends() -> None:
    async def onward(request: Any, writer: Any) -> None:
        await redirect(request.target + "x")(request, writer)

    async with serving(Site(fallback=onward)) as site:
        got = await fetch(site.url, quick(max_redirects=4))
    assert got.failure is Reason.GONE
    assert len(site.log) == 5


async def test_gates_are_asked_before_a_redirect_is_followed() -> None:
    async def closed(_target: str) -> Reason:
        return Reason.NOT_FETCHED

    async with serving(Site({"/": redirect("http://elsewhere.example/x")})) as site:
        got = await fetch(site.url, gate=closed)
    assert (got.status, got.failure, got.ok) == (302, None, False)
    assert got.final_address == "http://elsewhere.example/x"
    assert len(site.log) == 1


async def test_a_refused_connection_is_the_sites() -> None:
    async with serving(Site()) as site:
        url = site.url
    got = await fetch(url)
    assert (got.failure, got.detail, got.status) == (Reason.GONE, "connection refused", None)


async def test_retries_and_retry_after() -> None:
    async with serving(Site({"/": first_then(reset, html(WHOLE))})) as site:
        assert (await fetch(site.url, quick(retries=1))).ok
    async with serving(Site({"/": first_then(status(429, b"", "Retry-After: 7"), html(WHOLE))})) as site:
        assert (await fetch(site.url, quick(retries=1))).ok
    async with serving(Site({"/": status(429, b"", "Retry-After: 9999")})) as site:
        assert (await fetch(site.url, quick(retries=3))).failure is Reason.REFUSED_US
        assert len(site.log) == 1


async def test_given_addresses_with_the_name_in_host() -> None:
    async with serving(Site({"/": WHOLE})) as site:
        settings = quick(resolve={("www.yunxi.gov.cn", site.port): ("127.0.0.1",)})
        got = await fetch(f"http://www.yunxi.gov.cn:{site.port}/", settings)
    assert got.ok
    assert site.log[0].headers["host"] == f"www.yunxi.gov.cn:{site.port}"
    assert site.log[0].headers["user-agent"].startswith("govcheck/")


class Names:
    """A name server of our own making."""

    def __init__(self, raised: Exception) -> None:
        self.raised = raised

    async def resolve(self, *_: Any, **__: Any) -> Any:
        raise self.raised


@pytest.mark.parametrize(
    ("number", "raised", "reason"),
    [
        (socket.EAI_NONAME, dns.resolver.NXDOMAIN(), Reason.GONE),
        (socket.EAI_NONAME, dns.resolver.NoNameservers(), Reason.SERVFAIL),
        (socket.EAI_NONAME, dns.resolver.LifetimeTimeout(timeout=1, errors=[]), Reason.TIMEOUT),
        (socket.EAI_AGAIN, dns.resolver.NXDOMAIN(), Reason.SERVFAIL),
    ],
)
async def test_only_a_name_servers_word_makes_a_missing_name_the_sites(
    number: int, raised: Exception, reason: Reason
) -> None:
    async def lookup(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(number, "as told")

    got = await fetch("http://www.nowhere.gov.cn/", resolver=Resolver(QUICK, lookup=lookup, asker=Names(raised)))
    assert (got.failure, got.status) == (reason, None)


@pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:10.0.0.8", "64:ff9b::7f00:1"])
async def test_names_that_lead_into_our_own_network_are_not_dialled(inner: str) -> None:
    async def lookup(host: str, _port: int) -> list[str]:
        return [inner] if host.startswith("inner") else ["8.8.8.8"]

    resolver = Resolver(QUICK, lookup=lookup)
    await resolver.permit("www.yunxi.gov.cn", 80, "yunxi.gov.cn")
    from govcheck.fetch.means import Means
    from govcheck.fetch.transport import Transport
    from govcheck.records.capture import Lead, Tier

    transport = Transport(Means.of(QUICK, resolver=resolver), site="yunxi.gov.cn")
    got = await transport.get(Lead(Tier.OTHER, "http://inner.yunxi.gov.cn/"))
    await transport.aclose()
    assert got.failure is Reason.UNREACHED
    assert "not dialled" in got.detail


async def test_settings_keep_their_secrets() -> None:
    shown = repr(quick(basic_auth=("me", "hush"), headers=(("X-Token", "hush"),), proxies={"http": "http://me:hush@p"}))
    assert "hush" not in shown
    assert "X-Token" in shown


async def test_own_headers_and_basic_auth_are_sent() -> None:
    async with serving(Site({"/": WHOLE})) as site:
        await fetch(site.url, quick(headers=(("X-Look", "1"),), basic_auth=("me", "pw"), user_agent="Checker/9"))
    sent = site.log[0].headers
    assert (sent["x-look"], sent["user-agent"]) == ("1", "Checker/9")
    assert sent["authorization"].startswith("Basic ")


async def test_what_was_given_for_the_site_is_sent_to_nobody_else() -> None:
    from govcheck.fetch.means import Means
    from govcheck.fetch.transport import Transport
    from govcheck.records.question import Purpose, Question
    from govcheck.urls import site_of

    async with serving(Site({"/": WHOLE})) as own, serving(Site({"/": WHOLE})) as other:
        means = Means.of(quick(headers=(("X-Token", "hush"),), basic_auth=("me", "pw"), user_agent="Checker/9"))
        for site in (own, other):
            await means.resolver.permit("127.0.0.1", site.port, site_of(own.url))
        transport = Transport(means, site=site_of(own.url))
        for site in (own, other):
            assert (await transport.ask(Question(Purpose.LINK, site.url))).ok
        await transport.aclose()
    assert {"authorization", "x-token"} <= set(own.log[0].headers)
    assert not {"authorization", "x-token"} & set(other.log[0].headers)
    assert other.log[0].headers["user-agent"] == "Checker/9"


async def test_a_proxy_of_the_environment_is_used_but_not_for_given_addresses() -> None:
    async with serving(Site({"http://www.x.gov.cn/": WHOLE, "http://www.y.gov.cn/": status(502), "/": WHOLE})) as proxy:
        settings = quick(proxies={"http": proxy.url}, resolve={("www.z.gov.cn", proxy.port): ("127.0.0.1",)})
        resolver = Resolver(settings)
        assert (await fetch(f"http://www.z.gov.cn:{proxy.port}/", settings, resolver)).ok
        from govcheck.fetch.means import Means
        from govcheck.fetch.transport import Transport
        from govcheck.records.capture import Lead, Tier

        transport = Transport(Means.of(settings, resolver=resolver), site="x.gov.cn")
        through = await transport.get(Lead(Tier.HOME, "http://www.x.gov.cn/"))
        broken = await transport.get(Lead(Tier.HOME, "http://www.y.gov.cn/"))
        await transport.aclose()
    assert through.ok
    assert (broken.failure, broken.status) == (Reason.UNREACHED, 502)
