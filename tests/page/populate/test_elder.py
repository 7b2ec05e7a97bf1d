"""Elder-mode pages and small screens: which pages are meant, and what the checks say of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from govcheck.outcome import Outcome
from govcheck.records.capture import Capture, Crawl, Tier
from govcheck.records.population import Reading
from govcheck.records.site import Kind, Level, Site

from .outcomes import outcomes

ENTRY = "http://www.qingxi.gov.cn/"
NEWS = "".join(
    f"<li><a href='/yw/{n}.html'>清溪县召开第{n}次推进会议</a><span>2026-05-0{n}</span></li>" for n in range(1, 7)
)
HOME = (
    "<html><head><title>清溪县人民政府</title>{head}</head><body><div class='header'><a href='/slh/'>长者模式</a>"
    "<a href='/lx/'>老年教育学校举办活动引来众多老年人参加</a></div><ul>" + NEWS + "</ul></body></html>"
)


def test_only_the_page_behind_the_entry_is_an_elder_page(town):
    town.home(
        links=(town.link("长者模式", "/slh/", "head"), town.link("老年人模式如何开启？一图读懂", "/yw/1.html", "list"))
    )
    town.column("/slh/", "长者")
    town.article("/yw/1.html")
    roles = {member.key: member.get("roles").value for member in town.population("page").members}
    assert [key for key, said in roles.items() if "elder" in said] == ["/slh/"]


def judged(head: str, elder: str, check: str) -> Outcome:
    html = (("content-type", "text/html; charset=utf-8"),)
    now = datetime(2026, 6, 1, tzinfo=UTC)
    pages = {ENTRY: HOME.format(head=head), f"{ENTRY}slh/": elder}
    captures = tuple(Capture(url, url, 200, html, body.encode(), now, Tier.HOME) for url, body in pages.items())
    site = Site("qx", "清溪县人民政府", ENTRY, Level.COUNTY, Kind.PORTAL, "320425")
    return outcomes(Crawl(ENTRY, captures), site, (check,))[check].outcome


@pytest.mark.parametrize(
    ("head", "outcome"),
    [
        ("<meta name='viewport' content='width=device-width, initial-scale=1'>", Outcome.PASS),
        ("<meta name='viewport' content='width=device-width, user-scalable=no'>", Outcome.PASS),
        ("", Outcome.MANUAL),
    ],
)
def test_small_screens(head: str, outcome: Outcome) -> None:
    """That enlarging is forbidden is another check's matter."""
    assert judged(head, "<p>x</p>", "mobile-viewport") is outcome


@pytest.mark.parametrize(("size", "outcome"), [("14px", Outcome.FAIL), ("24px", Outcome.PASS), ("", Outcome.ERROR)])
def test_text_sizes(size: str, outcome: Outcome) -> None:
    style = f"<style>body{{font-size:{size}}}</style>" if size else "<link rel=stylesheet href=/a.css>"
    page = f"<html><head><title>长者模式</title>{style}</head><body><ul>{NEWS}</ul></body></html>"
    assert judged("", page, "elder-text-size") is outcome


def test_an_entry_that_is_a_script_has_no_page(town) -> None:
    town.home()
    [site] = town.population("site").members
    assert site.get("elder_text_size") == Reading(None)
