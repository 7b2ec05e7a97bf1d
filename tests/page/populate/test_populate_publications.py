from datetime import date, datetime

import pytest

from govcheck.outcome import Reason
from govcheck.plan import Plan
from govcheck.records.population import Unknown


@pytest.fixture
def listed(town):
    town.plan = Plan(fields={"publication": frozenset({"title", "published"}), "home": frozenset({"link_words"})})
    return town


def by_title(town):
    return {member.get("title").value: member for member in town.population("publication").members}


def test_rows_count_without_being_opened(listed):
    listed.home("清溪要闻=/yw/")
    listed.column("/yw/", "清溪要闻", "甲=/yw/1.html=2026-06-01", "乙=/yw/2.html=2025-05-01")
    listed.skip("/yw/1.html", Reason.BUDGET)
    found = listed.population("publication")
    assert found.closed
    assert not listed.population("article").closed
    first = found.members[0]
    assert (first.key, first.get("topics").value) == ("/yw/1.html", ("动态要闻",))
    assert first.get("published").value == datetime.fromisoformat("2026-06-01")
    assert first.get("year_begins").value == date(2025, 12, 31)


def test_an_article_and_its_rows_are_one(listed):
    listed.home("清溪要闻=/yw/", "政策文件=/zcwj/")
    listed.column("/yw/", "清溪要闻", "甲…=/zcwj/1.html=")
    listed.column("/zcwj/", "政策文件", "甲…=/zcwj/1.html=2026-04-01")
    listed.article("/zcwj/1.html", "", breadcrumb=("首页", "政策文件"))
    [member] = listed.population("publication").members
    assert member.get("title").value == "标题"
    assert set(member.get("topics").value) == {"动态要闻", "政策文件"}
    assert member.get("published").value == datetime.fromisoformat("2026-04-01")


def test_a_row_without_date_whose_page_was_not_seen_is_unknown(listed):
    listed.home("清溪要闻=/yw/")
    listed.column("/yw/", "清溪要闻", "甲=/yw/1.html=", "乙=/yw/2.html=", "丙=http://other.gov.cn/3.html=")
    listed.skip("/yw/1.html", Reason.ROBOTS)
    listed.article("/yw/2.html", "")
    found = by_title(listed)
    assert found["甲"].get("published") == Unknown(Reason.ROBOTS, "the row shows no date")
    assert found["甲"].get("year_begins") == found["甲"].get("published")
    assert found["标题"].get("published").value is None
    assert found["丙"].get("published").reason is Reason.NOT_FETCHED
    assert found["丙"].key == "丙"


def test_a_list_not_read_to_its_end_leaves_it_open(listed):
    listed.home("清溪要闻=/yw/")
    listed.column("/yw/", "清溪要闻", "甲=/1.html=2026-06-01", pagination="links", next_pages=["/yw/index_1.html"])
    listed.skip("/yw/index_1.html", Reason.BUDGET)
    assert listed.population("publication").open_reasons == (Reason.BUDGET,)


def test_made_only_when_a_rule_looks_at_it(small):
    assert small.population("publication").members == ()
    assert not small.population("publication").closed


def test_words_of_the_home_page_links(listed):
    listed.home(
        links=(listed.link("闽政通", "http://mzt.fujian.gov.cn/"), listed.link("", "/a/"), listed.link("闽政通", "/b/"))
    )
    [home] = listed.population("home").members
    assert home.get("link_words").value == ("闽政通",)
