"""Entries of the catalogue of decisions and the papers they link."""

from govcheck.outcome import Reason
from govcheck.page.model import Item, Link
from govcheck.records.population import Reading

WORDS = ("决策草案", "起草说明", "决策背景", "意见采纳情况", "公众代表列席", "决策结果")


def catalogue(town, *items, **facts):
    town.home("重大行政决策=/jc/")
    town.column("/jc/", "重大行政决策", "2026年度重大行政决策事项目录=/jc/1.html=2026-02-01")
    title = Reading("2026年度重大行政决策事项目录")
    town.article("/jc/1.html", "2026-02-01", title=title, items=items, breadcrumb=("首页", "重大行政决策"), **facts)
    return town.population("decision_entry")


def links(town, *words):
    return tuple(Link(town.address(f"/jc/p{at}.html"), one, "body") for at, one in enumerate(words))


def test_entries_with_all_and_with_some_papers(town):
    found = catalogue(
        town, Item("修订出租汽车客运管理办法", links(town, *WORDS)), Item("编制养老规划", links(town, "征求意见稿"))
    )
    assert found.closed
    assert {one.name: one.get("parts").value for one in found.members} == {
        "修订出租汽车客运管理办法": ("草案", "说明", "背景", "意见", "列席", "结果"),
        "编制养老规划": ("草案",),
    }


def test_a_page_of_one_decision_that_gathers_its_papers(town):
    found = catalogue(town)
    assert found.members == ()
    town.article(
        "/jc/2.html",
        title=Reading("编制养老规划"),
        links=links(town, "关于养老规划的草案", "规划编制说明"),
        breadcrumb=("首页", "重大行政决策"),
    )
    (member,) = town.population("decision_entry").members
    assert (member.name, member.get("parts").value) == ("编制养老规划", ("草案", "说明"))


def test_a_catalogue_in_an_attachment_is_unread(town):
    found = catalogue(town, attachments=(Link(town.address("/a.pdf"), "目录"),))
    assert found.open_reasons == (Reason.UNREADABLE,)


def test_no_column(town):
    town.home("清溪要闻=/yw/")
    assert Reason.NO_ENTRY in town.population("decision_entry").open_reasons
