"""Which addresses are links, which of them are asked for, and what their answers come to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page.model import Link
from govcheck.page.noticed import Noticed
from govcheck.page.questions.links import LinkBudget, link_questions
from govcheck.page.record import build_record, read_site
from govcheck.plan import Plan
from govcheck.records.capture import Capture, Crawl
from govcheck.records.population import Member, Population, Reading, Unknown
from govcheck.records.question import Keep, Purpose, Question
from govcheck.records.site import SiteRecord
from govcheck.urls import normalise, nowhere

from .conftest import ENTRY, FETCHED, LEXICON, Town

FAR = "http://www.huoban.example/"
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
GOOD = b"<!DOCTYPE html><html><title>x</title><body>" + "职责和办事指南".encode() + b"</body></html>"


@pytest.fixture
def town(town: Town) -> Town:
    town.plan = Plan(fields={"link": frozenset({"state"})})
    return town


def came(address: str, status: int | None = 200, body: bytes = GOOD, **more: Any) -> Capture:
    given: dict[str, Any] = {
        "headers": (("content-type", "text/html"),),
        "final_address": address,
        "purpose": "link",
        "tries": 2,
    }
    return Capture(address=address, status=status, body=body, fetched_at=FETCHED, **(given | more))


def record(town: Town, *answers: Capture) -> SiteRecord:
    crawl = Crawl(ENTRY, tuple(town.captures), tuple(town.skips), **town.options)  # type: ignore[arg-type]
    known = {one.address: one for one in answers}
    return build_record(crawl, town.site, lexicon=LEXICON, plan=town.plan, read=town._read, answers=known)


def population(town: Town, *answers: Capture) -> Population:
    return record(town, *answers).populations["link"]


def asked(town: Town, budget: LinkBudget = LinkBudget()) -> list[Question]:  # noqa: B008  (frozen)
    crawl = Crawl(ENTRY, tuple(town.captures), tuple(town.skips), **town.options)  # type: ignore[arg-type]
    seen = read_site(crawl, town.site, lexicon=LEXICON, plan=town.plan, read=town._read)
    return list(link_questions(seen, budget))


def links_of(town: Town, budget: LinkBudget = LinkBudget()) -> list[str]:  # noqa: B008  (frozen)
    return [one.address for one in asked(town, budget) if one.purpose is Purpose.LINK]


def member(found: Population, url: str) -> Member:
    return next(one for one in found.members if one.url == url)


def value(found: Population, url: str, name: str = "state") -> Any:
    field = member(found, url).fields[name]
    return field.reason if isinstance(field, Unknown) else field.value


# -- what is one link -----------------------------------------------------------------------------------------------------


@ONCE
@given(
    path=st.text("abcxyz019/._-", min_size=1, max_size=20),
    fragment=st.text("abc12-", max_size=6),
    host=st.sampled_from(["www.huoban.example", "WWW.Huoban.example", "www.huoban.example:80", "www.huoban.example."]),
)
def test_fragments_default_ports_and_letter_case_of_the_host_make_no_other_link(town, path, fragment, host):
    town.captures, town.models = [], {}
    plain, other = normalise(f"http://www.huoban.example/{path}"), normalise(f"http://{host}/{path}#{fragment}")
    town.home(links=(Link(plain, "伙伴"), Link(other, "伙伴单位")))
    assert links_of(town) == [plain]
    assert [one.key for one in population(town).members] == [plain]


@ONCE
@given(scheme=st.sampled_from(["http://www.", "https://www.", "http://", "https://"]), path=st.text("abc019/", max_size=9))
def test_on_the_site_neither_scheme_nor_www_makes_another_link(town, scheme, path):
    town.captures, town.models = [], {}
    one, other = normalise(f"http://www.qingxi.gov.cn/x{path}"), normalise(f"{scheme}qingxi.gov.cn/x{path}")
    town.home(links=(Link(one, "甲"), Link(other, "乙")))
    assert len(links_of(town)) == 1
    (found,) = population(town).members
    assert found.key == normalise(f"http://a.cn/x{path}").removeprefix("http://a.cn")


@pytest.mark.parametrize(
    "address",
    ["javascript:void(0)", "mailto:a@b.cn", "tel:110", "data:text/html,x", "#top", "", "file:///C:/a.doc", "ftp://x/"],
)
def test_what_is_no_web_address_is_no_link(address):
    assert normalise(address, ENTRY) in (None, ENTRY)


def test_what_a_script_or_refresh_leads_to_and_share_buttons_are_no_links(town):
    share = "http://service.weibo.com/share/share.php?url=http%3A%2F%2Fwww.qingxi.gov.cn%2Fa"
    town.home(links=(Link(FAR, "", "other", "script"), Link(FAR + "r", "", "other", "refresh"), Link(share, "微博")))
    assert links_of(town) == []
    assert population(town).members == ()


def test_a_link_by_handler_is_never_surely_dead(town):
    town.home(links=(Link(FAR, "伙伴", "other", "onclick"),))
    found = population(town, came(FAR, 404, b""))
    assert (value(found, FAR), value(found, FAR, "verdict")) == ("dead", "suspicious")


# -- which are asked for --------------------------------------------------------------------------------------------------


def test_what_the_crawl_answers_is_not_asked_again(town):
    town.home("要闻=/yw/", links=(Link(ENTRY + "yw/", "要闻"), Link(ENTRY + "new.html", "新")))
    town.column("/yw/", "要闻")
    assert links_of(town) == [ENTRY + "new.html"]


def test_a_redirect_that_left_the_site_is_followed_to_its_end(town):
    town.home(links=(Link(ENTRY + "out", "办事"),))
    town.captures.append(
        replace(came(ENTRY + "out", 302, b""), final_address=FAR, purpose="", detail="redirect leaves the site")
    )
    assert links_of(town) == [ENTRY + "out"]


def test_all_links_of_the_home_page_then_attachments_then_others_by_a_stable_draw(town):
    home = tuple(Link(f"{FAR}h{n}.html", "") for n in range(5))
    others = (*tuple(Link(f"{FAR}o{n}.html", "") for n in range(30)), Link(FAR + "a.pdf", "附件"))
    town.home(links=home)
    town.column("/yw/", "要闻", facts={"links": others})
    few = links_of(town, LinkBudget(total=6))
    assert set(few) == {one.address for one in home} | {FAR + "a.pdf"}
    more = links_of(town, LinkBudget(total=12))
    assert set(few) < set(more)
    assert links_of(town, LinkBudget(total=12)) == more
    assert links_of(town, LinkBudget(total=12, seed="2026-07")) != more
    assert len(links_of(town, LinkBudget(total=2))) == 5


def test_the_own_budget_and_links_that_differ_in_a_query_alone(town):
    own = tuple(Link(f"{ENTRY}f/{n}.pdf", "") for n in range(20))
    alike = tuple(Link(f"{FAR}s?id={n}", "") for n in range(20))
    town.home()
    town.column("/yw/", "要闻", facts={"links": own + alike})
    chosen = links_of(town, LinkBudget(own=3))
    assert sum(one.startswith(ENTRY) for one in chosen) == 3
    assert sum(one.startswith(FAR) for one in chosen) == 5


def test_how_much_of_an_answer_is_read(town):
    town.home(links=tuple(Link(FAR + name, "") for name in ("a.html", "a.pdf", "a.swf")))
    found = {one.address: one for one in asked(town)}
    assert (found[FAR + "a.html"].method, found[FAR + "a.html"].limit) == ("GET", 65_536)
    assert (found[FAR + "a.pdf"].method, found[FAR + "a.pdf"].limit) == ("GET", 32_768)
    assert found[FAR + "a.swf"].method == "HEAD"
    assert {one.keep for one in found.values()} == {Keep.START}
    assert found[nowhere(ENTRY)].purpose is Purpose.RANDOM


@pytest.mark.parametrize("ended", [Reason.REFUSED_US, Reason.CHALLENGE, Reason.ROBOTS, Reason.TIMEOUT])
def test_a_site_that_was_left_alone_is_left_alone(town, ended):
    town.home(links=(Link(ENTRY + "new.html", "新"), Link(FAR, "伙伴")))
    town.options["ended"] = ended
    assert links_of(town) == [FAR]
    assert value(population(town), ENTRY + "new.html") is ended


def test_nothing_is_asked_of_a_saved_copy_or_without_a_rule(town):
    town.home(links=(Link(FAR, "伙伴"),))
    town.options["saved_copy"] = True
    assert asked(town) == []
    assert population(town).members == ()
    town.options["saved_copy"], town.plan = False, Plan()
    assert asked(town) == []


def test_private_addresses_are_not_asked_and_left_to_a_person(town):
    inner = "http://192.168.1.8/oa/"
    town.home(links=(Link(inner, "办公"),), noticed=Noticed(local=(("file:///C:/a.doc", "附件"),)))
    assert links_of(town) == []
    found = population(town)
    assert {(one.url, one.fields["state"].value, one.fields["verdict"].value) for one in found.members} == {
        (inner, "dead", "suspicious"),
        ("file:///C:/a.doc", "dead", "suspicious"),
    }


# -- what is said ---------------------------------------------------------------------------------------------------------


def test_what_was_left_out_keeps_the_population_open(town):
    town.home(links=(Link(FAR, "伙伴"),))
    town.column("/yw/", "要闻", facts={"links": (Link(FAR + "far.html", "远"),)})
    found = population(town, came(FAR))
    assert (found.open_reasons, found.known) == ((Reason.BUDGET,), 2)
    assert [one.url for one in found.members] == [FAR]
    assert population(town).open_reasons == (Reason.NOT_FETCHED,)


def test_all_answered_is_closed(town):
    town.home(links=(Link(FAR, "伙伴"),))
    assert population(town, came(FAR)).closed


@ONCE
@given(
    reason=st.sampled_from(sorted(one for one, outcome in OUTCOME_OF.items() if outcome is Outcome.ERROR)),
    own=st.booleans(),
)
def test_what_we_failed_to_see_is_never_the_sites_fault(town, reason, own):
    town.captures, town.models = [], {}
    address = ENTRY + "x.html" if own else FAR
    town.home(links=(Link(address, "办事"),))
    state = value(population(town, came(address, None, b"", failure=reason)), address)
    assert isinstance(state, Reason)
    assert OUTCOME_OF[state] in (Outcome.ERROR, Outcome.MANUAL)


@ONCE
@given(status=st.integers(200, 599), body=st.binary(max_size=300))
def test_any_answer_gives_a_state_and_never_raises(town, status, body):
    town.captures, town.models = [], {}
    town.home(links=(Link(FAR + "a/b.html", "伙伴"),))
    found = value(population(town, came(FAR + "a/b.html", status, body)), FAR + "a/b.html")
    assert isinstance(found, Reason) or found in {
        "alive",
        "dead",
        "soft-404",
        "to-home",
        "wrong-type",
        "changed-hands",
        "parked",
    }


@pytest.mark.parametrize("status", [401, 403, 412, 429, 521])
def test_another_site_that_refuses_a_program_is_left_to_a_person(town, status):
    town.home(links=(Link(FAR, "伙伴"), Link(ENTRY + "x.html", "新")))
    given = [came(one, status, b"", failure=Reason.REFUSED_US) for one in (FAR, ENTRY + "x.html")]
    found = population(town, *given)
    assert value(found, FAR) is Reason.OUTSIDE_REFUSES
    assert value(found, ENTRY + "x.html") is Reason.REFUSED_US
    assert Reason.OUTSIDE_REFUSES not in found.open_reasons


def test_the_name_of_a_member_tells_words_address_page_and_what_came(town):
    town.home(links=(Link(FAR, "伙伴单位"),))
    one = member(population(town, came(FAR, 404, b"")), FAR)
    assert one.name == f"伙伴单位 {FAR} ← {ENTRY}：http 404"
    assert one.key == FAR
    assert isinstance(one.fields["referrers"], Reading)
    assert one.fields["referrers"].value == (ENTRY,)


def test_one_page_for_everything_is_no_fault_where_it_is_the_home_page_too(town):
    town.home(links=(Link(ENTRY + "a/b.html", "新"),))
    shown = town.captures[0].body
    random = came(nowhere(ENTRY), 200, shown, purpose="random")
    found = population(town, came(ENTRY + "a/b.html", 200, shown), random)
    assert value(found, ENTRY + "a/b.html") is Reason.SCRIPT


def test_a_deep_link_that_ends_at_the_home_page(town):
    old, login = ENTRY + "art/2020/1.html", ENTRY + "art/2020/2.html"
    town.home(links=(Link(old, "旧闻"), Link(login, "我的")))
    led = {"redirects": (ENTRY,), "final_address": ENTRY}
    asks = b"<html><body><form><input type='password'></form></body></html>"
    found = population(town, came(old, **led), came(login, 200, asks, **led))
    assert value(found, old) == "to-home"
    assert value(found, login) == "alive"


def test_a_home_page_with_a_flood_of_links_is_asked_for_so_many_and_no_more(town: Town) -> None:
    town.home(links=tuple(Link(f"{ENTRY}d/{n}.html", f"第{n}页") for n in range(1500)))
    assert len(links_of(town)) == 1000
