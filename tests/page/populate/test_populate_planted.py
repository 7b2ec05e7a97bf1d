# ruff: noqa: E501  (markup is clearer unbroken)
"""Planted links of a site: what pages tell joined with what was asked beside the crawl."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from govcheck.outcome import Confidence, Reason
from govcheck.page.questions.planted import SPIDER, planted_questions
from govcheck.page.record import build_record, read_site
from govcheck.plan import Plan
from govcheck.records.capture import Capture, Crawl, Tier
from govcheck.records.population import Member, Population, Reading, Unknown
from govcheck.records.question import Purpose, Question
from govcheck.records.site import Site
from govcheck.text.lexicon import Lexicon

HOME = "http://www.qingxi.gov.cn/"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PLAN = Plan(fields={"planted_link": frozenset({"verdict"}), "page": frozenset({"hijacked", "replaced"})})
SITE = Site("qingxi", "清溪县人民政府", HOME)
HEAD = "<html><head><title>清溪县人民政府</title>{}</head><body>{}<a href='/a.html'>一号栏目</a></body></html>"
SCRIPT = "http://js.vendor.example/k.js"


def capture(address: str, body: str, purpose: str = "", kind: str = "text/html; charset=utf-8") -> Capture:
    tier = Tier.HOME if address == HOME else Tier.OTHER
    return Capture(address, address, 200, (("content-type", kind),), body.encode(), NOW, tier, purpose=purpose)


def site(home: str, *asides: Capture, more: tuple[Capture, ...] = ()) -> Crawl:
    article = capture(HOME + "a.html", HEAD.format("", "<p>正文</p>"))
    return Crawl(HOME, (capture(HOME, home), article, *more), asides=asides)


def judged(crawl: Crawl, plan: Plan = PLAN) -> dict[str, Population]:
    return dict(build_record(crawl, SITE, lexicon=Lexicon(()), plan=plan).populations)


def asked(crawl: Crawl, plan: Plan = PLAN) -> tuple[Question, ...]:
    return planted_questions(read_site(crawl, SITE, lexicon=Lexicon(()), plan=plan))


def at(population: Population, url: str) -> Member:
    return next(member for member in population.members if member.url == url)


def test_questions_are_few_and_say_who_asks() -> None:
    head = "".join(f'<link rel="stylesheet" href="/c{n}.css">' for n in range(6))
    head += "".join(f'<script src="http://s{n}.vendor.example/x.js"></script>' for n in range(9))
    head += '<script src="https://hm.baidu.com/h.js"></script><script src="/own.js"></script><link rel="stylesheet" href="/p.css" media="print">'
    more = tuple(capture(f"{HOME}b{n}.html", HEAD.format("", "")) for n in range(9))
    found = asked(site(HEAD.format(head, ""), more=more))
    count = {purpose: sum(one.purpose is purpose for one in found) for purpose in Purpose}
    assert (count[Purpose.SPIDER], count[Purpose.REFERRED], count[Purpose.STYLE], count[Purpose.SCRIPT]) == (5, 5, 3, 6)
    assert all(("User-Agent", SPIDER) in one.headers for one in found if one.purpose is Purpose.SPIDER)
    assert found[0].address == HOME
    assert "hm.baidu.com" not in str(found)
    assert found == asked(site(HEAD.format(head, ""), more=more))


def test_nothing_is_asked_when_no_rule_looks_or_of_a_saved_copy() -> None:
    assert asked(site(HEAD.format("", "")), Plan()) == ()
    assert asked(replace(site(HEAD.format("", "")), saved_copy=True)) == ()


def test_closed_only_when_spiders_were_answered() -> None:
    page = HEAD.format("", "")
    told = [capture(HOME, page, "spider")]
    assert judged(site(page))["planted_link"].open_reasons == (Reason.NOT_FETCHED,)
    assert judged(site(page, *told))["planted_link"].closed
    refused = replace(told[0], status=403, body=b"", failure=None)
    assert judged(site(page, refused))["planted_link"].open_reasons == (Reason.REFUSED_US,)


def test_style_sheets_hide() -> None:
    page = HEAD.format(
        '<link rel="stylesheet" href="/c.css">', '<div class="z9"><a href="http://v.example/">澳门娱乐城</a></div>'
    )
    assert not judged(site(page))["planted_link"].members
    sheet = capture(HOME + "c.css", ".z9{position:absolute;left:-3000px}", "style", "text/css")
    (member,) = judged(site(page, sheet))["planted_link"].members
    assert member.fields["verdict"].value == "planted"  # type: ignore[union-attr]
    assert member.fields["page"].value == HOME  # type: ignore[union-attr]


def test_what_a_spider_gets_is_compared_with_every_page_of_the_site() -> None:
    page = HEAD.format("", '<a href="http://partner.example/">示例伙伴</a>')
    shown = HEAD.format(
        "", '<a href="http://partner.example/other">示例伙伴</a><a href="http://stranger.example/">示例商店</a>'
    )
    (member,) = judged(site(page, capture(HOME, shown, "spider")))["planted_link"].members
    assert (member.fields["url"].value, member.fields["verdict"].value) == ("http://stranger.example/", "suspicious")  # type: ignore[union-attr]


def test_visitors_of_search_engines_led_away() -> None:
    page = HEAD.format("", "")
    away = replace(
        capture(HOME, "<html>x", "referred"),
        final_address="http://www.dubo.example/",
        redirects=("http://www.dubo.example/",),
    )
    found = at(judged(site(page, away))["page"], HOME).fields["replaced"]
    assert isinstance(found, Reading)
    assert found.confidence is Confidence.HIGH


def test_a_foreign_script_unread_is_unknown_and_read_it_tells() -> None:
    page = HEAD.format(f'<script src="{SCRIPT}"></script>', "")
    unread = at(judged(site(page))["page"], HOME).fields["replaced"]
    assert unread == Unknown(Reason.SCRIPT, "a script on another's host was not read")
    text = "document.title='404 Not Found';document.write(page)"
    read = at(judged(site(page, capture(SCRIPT, text, "script", "text/javascript")))["page"], HOME).fields["replaced"]
    assert isinstance(read, Reading)
    assert (read.value, read.confidence) == (f"fake-page: 404 Not Found ({SCRIPT})", Confidence.LOW)


def test_an_entrance_that_leads_to_gambling_is_told_of_though_it_is_no_content_page() -> None:
    page = '<html><head><meta http-equiv="refresh" content="0;url=http://www.dubo.example/"></head></html>'
    member = at(judged(site(page))["page"], HOME)
    assert member.fields["replaced"].value == "refresh → http://www.dubo.example/"  # type: ignore[union-attr]
    assert isinstance(member.get("meta_site"), Unknown)


def test_nothing_is_read_when_no_rule_looks() -> None:
    page = HEAD.format("", '<div style="display:none"><a href="http://v.example/">澳门娱乐城</a></div>')
    found = judged(site(page), Plan())
    assert not found["planted_link"].members
    assert at(found["page"], HOME).fields["hijacked"] == Reading(None)


def test_a_large_hidden_panel_of_such_trades_is_not_let_pass() -> None:
    many = "".join(f'<a href="http://bc{n}.shop.example/">博彩{n}</a>' for n in range(400))
    found = judged(site(HEAD.format("", f'<div style="display:none">{many}</div>')))["planted_link"]
    assert {member.fields["verdict"].value for member in found.members} == {"suspicious"}  # type: ignore[union-attr]
