from dataclasses import replace
from datetime import datetime

import pytest

from govcheck.outcome import Reason
from govcheck.page.model import Identity, Listing, PageKind
from govcheck.page.populate import populate, survey
from govcheck.plan import Plan
from govcheck.records.capture import Crawl
from govcheck.records.population import Reading, Unknown
from govcheck.records.wire import HostFacts
from govcheck.text.lexicon import Lexicon

FULL = Identity(
    site_code=Reading("3204110029"),
    icp=Reading("苏ICP备12345678号"),
    police=Reading("苏公网安备32041102000001号"),
    conac=Reading("link"),
    organiser=Reading("清溪县人民政府办公室"),
    contact=Reading("0512"),
    zhaocuo=Reading("script"),
)


def only(town, name="home"):
    [member] = town.population(name).members
    return member


def test_footer_items_by_their_names(small):
    small.change("/", identity=FULL)
    assert only(small).get("footer_items").value == (
        "党政机关标识", "网站标识码", "ICP备案号", "公安备案号", "主办单位", "联系方式",
    )  # fmt: skip
    assert only(small).get("zhaocuo").value == "script"


def test_what_an_unread_script_may_write_is_unknown(small):
    small.change("/", identity=Identity(icp=Reading("苏ICP备12345678号"), footer_script_unread=True))
    home = only(small)
    assert home.get("footer_items").reason is Reason.SCRIPT
    assert home.get("zhaocuo").reason is Reason.SCRIPT
    assert only(small, "site").get("elder").reason is Reason.SCRIPT
    small.change("/", identity=Identity(icp=Reading("苏ICP备12345678号")))
    assert only(small).get("footer_items").value == ("ICP备案号",)
    assert only(small, "site").get("elder") == Reading(False, "page")


def test_an_entry_on_any_page_seen(small):
    small.change("/yw/1.html", identity=Identity(elder=Reading("长者版", "link")))
    assert only(small, "site").get("elder").value is True
    assert only(small).get("elder") == Reading(None)


def test_what_the_home_page_shows_dates_it_not_the_lists_behind(small):
    small.change("/", listing=Listing(rows=(small.row("丁", "/d.html", "2026-05-14"),)))
    assert only(small).get("latest_published").value == (datetime.fromisoformat("2026-05-14"),)


def test_a_mere_entrance_is_dated_by_the_lists_it_links(small):
    days = ("2026-06-01", "2026-05-01", "2026-04-01")
    assert only(small).get("latest_published").value == tuple(map(datetime.fromisoformat, days))


@pytest.mark.parametrize(("newest", "known"), [("2026-06-12", True), ("2026-05-20", False)])
def test_an_article_unseen_matters_unless_the_newest_is_young(small, newest, known):
    small.change(
        "/",
        links=(small.link("关于一件事情的报道", "/not-fetched.html"),),
        listing=Listing(rows=(small.row("丁", "/d.html", newest),)),
    )
    assert isinstance(only(small).get("latest_published"), Reading) is known


def test_the_true_home_behind_an_entrance(town):
    town.page("/", PageKind.STUB, links=(town.link("", "/site/index.html", how="script"),))
    town.page("/site/index.html", PageKind.HOME, identity=FULL)
    home = only(town)
    assert home.key == "/site/index.html"
    assert home.get("site_code").value == "3204110029"


def test_a_frameset_is_one_home(town):
    frames = (town.link("", "/top.html", how="frame"), town.link("", "/foot.html", how="frame"))
    town.page("/", PageKind.STUB, links=frames)
    town.page("/top.html", links=(town.link("要闻", "/yw/", "nav"),), identity=Identity(elder=Reading("长者版")))
    town.page("/foot.html", identity=FULL)
    home = only(town)
    assert home.key == "/top.html"
    assert home.get("elder").value == "长者版"
    assert len(home.get("footer_items").value) == 6


def test_hosts_from_the_wire(small):
    assert small.population("host").open_reasons == (Reason.NOT_FETCHED,)
    small.options = {
        "hosts": (
            HostFacts("a.gov.cn", "present", ("::1",), None, Reason.NO_IPV6_EGRESS),
            HostFacts("b.gov.cn", "none"),
            HostFacts("c.gov.cn", None, ipv6_why=Reason.NO_DNS),
        )
    }
    a, b, c = small.population("host").members
    assert a.get("aaaa").value == "present"
    assert a.get("ipv6_reachable") == Unknown(Reason.NO_IPV6_EGRESS)
    assert b.get("ipv6_reachable").value is False
    assert c.get("aaaa") == Unknown(Reason.NO_DNS)


def test_the_record_counts_what_was_seen(small):
    small.fails("/x.html", Reason.TIMEOUT)
    small.fails("/y.html", Reason.GONE, 404)
    small.skip("/z.html", Reason.BUDGET)
    record = small.record()
    assert (record.pages.fetched, record.pages.failed, record.pages.skipped) == (6, 2, 1)
    assert record.unseen == {Reason.BUDGET: 1, Reason.TIMEOUT: 1}
    assert record.reached


def test_pages_read_while_crawling_are_not_read_again(small):
    cache = {}
    small.record(cache)
    assert small.reads == 6
    small.record(cache)
    assert small.reads == 6
    small.change("/", identity=Identity(footer_script_unread=True))
    cache[small.address("/")] = small.models[small.address("/")]
    small.record(cache)
    assert small.reads == 7


def test_a_folder_without_a_home_page_has_none(small):
    record = small.record()
    crawl = Crawl(small.address("/yw/1.html"), tuple(small.captures), saved_copy=True)
    seen = survey(crawl, record.site, tuple(small.models.values()), lexicon=Lexicon([]), plan=Plan())
    assert seen.homes == ()
    assert populate(seen)["home"].open_reasons == (Reason.NOT_FETCHED,)


def test_an_item_that_a_script_may_draw_is_there_perhaps(small):
    small.change("/", identity=replace(FULL, conac=None, veiled=(("conac", Reason.SCRIPT),)))
    assert "党政机关标识？" in only(small).get("footer_items").value
    small.change("/", identity=Identity(veiled=(("icp", Reason.SCRIPT), ("search", Reason.SCRIPT))))
    assert only(small).get("footer_items").reason is Reason.SCRIPT
    assert only(small, "site").get("search").reason is Reason.SCRIPT


def test_a_frame_of_the_home_page_is_a_part_of_it(small):
    small.change("/", links=(small.link("", "/foot.html", how="frame"),), identity=Identity())
    small.page("/foot.html", PageKind.OTHER, identity=FULL)
    assert len(only(small).get("footer_items").value) == 6


def test_a_home_page_is_read_again_with_its_scripts(small):
    small.change("/", identity=Identity(scripts=("http://www.qingxi.gov.cn/a.js",)))
    cache = dict(small.models)
    small.record(cache)
    assert small.reads == 1
