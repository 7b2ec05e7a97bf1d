from datetime import date, datetime

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import Column, Identity, PageKind
from govcheck.records.capture import Tier
from govcheck.records.population import Reading, Unknown


def values(population, name):
    return [member.get(name).value for member in population.members]


def test_everything_seen_is_closed(small):
    populations = small.record().populations
    names = {"column", "navigation", "article", "document", "interpretation"}
    assert {name for name in names if populations[name].closed} == names
    assert values(populations["column"], "name") == ["清溪要闻", "政策文件"]
    assert values(populations["column"], "topics") == [("动态要闻",), ("政策文件",)]
    assert values(populations["column"], "rows") == [2, 1]
    assert populations["column"].members[0].key == "/yw/"
    assert populations["column"].members[0].get("latest_published").value == (
        datetime.fromisoformat("2026-06-01"),
        datetime.fromisoformat("2026-05-01"),
    )


def test_pages_of_one_list_are_one_column(town):
    town.home("清溪要闻=/yw/")
    town.column(
        "/yw/", "清溪要闻", "甲=/1.html=2026-06-01", pagination="script", next_pages=["/yw/index_1.html"], pages_total=2
    )
    town.column("/yw/index_1.html", "清溪要闻", "乙=/2.html=2026-07-01", tier=Tier.PAGINATION, pagination="script")
    [column] = town.population("column").members
    assert column.key == "/yw/"
    assert column.get("rows").value == 2
    assert column.get("latest_published").value[0] == datetime.fromisoformat("2026-07-01")


def test_further_pages_in_another_place_are_another_list(town):
    town.home()
    town.column("/yw/", "清溪要闻", "甲=/1.html=2026-06-01", pagination="links", next_pages=["/tz/"])
    town.column("/tz/", "通知", "乙=/2.html=2026-07-01")
    assert [member.key for member in town.population("column").members] == ["/tz/", "/yw/"]


def test_unseen_pages_of_a_list_leave_its_count_unknown(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", "甲=/1.html=2026-06-01", pagination="links", next_pages=["/yw/index_1.html"])
    town.skip("/yw/index_1.html", Reason.BUDGET)
    populations = town.record().populations
    [column] = populations["column"].members
    assert column.get("rows") == Unknown(Reason.BUDGET, "further pages of the list were not seen")
    assert column.get("latest_published").value == (datetime.fromisoformat("2026-06-01"),)
    assert Reason.BUDGET in populations["article"].open_reasons
    assert populations["column"].closed


def test_more_pages_announced_than_seen(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", "甲=/1.html=2026-06-01", pagination="script", pages_total=9)
    [column] = town.population("column").members
    assert isinstance(column.get("rows"), Unknown)


def test_a_list_drawn_by_script_is_unknown_not_blank(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", drawn_by_script=True, blank=False)
    populations = town.record().populations
    [column] = populations["column"].members
    for name in ("latest_published", "rows", "blank", "undated"):
        assert column.get(name) == Unknown(Reason.SCRIPT, "the list is drawn by script")
    assert column.get("drawn_by_script").value is True
    assert Reason.SCRIPT in populations["article"].open_reasons


def test_a_truly_blank_list_is_blank(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", blank=True)
    [column] = town.population("column").members
    assert column.get("blank").value is True
    assert column.get("rows").value == 0
    assert column.get("latest_published") == Reading(None, "row")


def test_rows_without_date_take_it_from_their_pages(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", "甲=/1.html=", "乙=/2.html=")
    town.article("/1.html", "2026-03-03")
    town.article("/2.html", "")
    [column] = town.population("column").members
    assert column.get("latest_published").value == (datetime.fromisoformat("2026-03-03"),)
    assert column.get("undated").value == 2


def test_rows_without_date_whose_pages_were_not_seen(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", "甲=/1.html=", "乙=/2.html=")
    town.skip("/1.html", Reason.BUDGET)
    [column] = town.population("column").members
    assert column.get("latest_published").reason is Reason.BUDGET


def test_days_and_moments_of_articles_mix(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", "甲=/1.html=", "乙=/2.html=2026-01-01")
    town.page("/1.html", PageKind.ARTICLE, published=Reading(date(2026, 2, 2), "label"))
    [column] = town.population("column").members
    assert column.get("latest_published").value == (date(2026, 2, 2), datetime.fromisoformat("2026-01-01"))


def test_a_column_not_seen_opens_columns_navigation_and_articles(small):
    small.change("/", columns=(*small.models[small.address("/")].columns, Column("通知", small.address("/tz/"), 1)))
    small.fails("/tz/", Reason.TIMEOUT)
    populations = small.record().populations
    for name in ("column", "navigation", "article", "document"):
        assert populations[name].open_reasons == (Reason.TIMEOUT,)
    assert populations["column"].known == 3


def test_a_column_that_is_gone_hides_nothing(small):
    small.change("/", columns=(*small.models[small.address("/")].columns, Column("通知", small.address("/tz/"), 1)))
    small.fails("/tz/", Reason.GONE, 404)
    populations = small.record().populations
    assert populations["column"].closed
    assert [member.name for member in populations["navigation"].members] == ["通知", "清溪要闻", "政策文件"]


def test_a_broken_server_is_no_proof_of_absence(small):
    small.change("/", columns=(*small.models[small.address("/")].columns, Column("通知", small.address("/tz/"), 1)))
    small.fails("/tz/", Reason.GONE, 500)
    assert small.population("column").open_reasons == (Reason.NOT_FETCHED,)


def test_columns_of_other_sites_are_named_but_not_waited_for(small):
    columns = small.models[small.address("/")].columns
    small.change("/", columns=(*columns, Column("政务服务网", "http://zwfw.other.gov.cn/", 1)))
    populations = small.record().populations
    assert populations["navigation"].closed
    assert "政务服务网" in values(populations["navigation"], "name")


def test_navigation_drawn_by_script_is_open(town):
    town.home()
    assert town.population("navigation").open_reasons == (Reason.SCRIPT,)
    town.change("/", columns=(Column("清溪要闻", town.address("/"), 1),), identity=Identity(footer_script_unread=True))
    assert town.population("navigation").open_reasons == (Reason.SCRIPT,)


def test_two_names_of_one_address_are_two_members(town):
    town.home("清溪要闻=/yw/", links=())
    town.change("/", links=(town.link("工作动态", "/yw/", "nav"), town.link("首页", "/", "nav")))
    town.column("/yw/", "清溪要闻", "甲=/1.html=2026-06-01")
    navigation = town.population("navigation")
    assert sorted(member.key for member in navigation.members) == ["/yw/", "/yw/#工作动态"]
    assert {member.get("url").value for member in navigation.members} == {town.address("/yw/")}


def test_an_entrance_leads_to_the_column_behind_it(town):
    town.home("清溪要闻=/yw/")
    town.page("/yw/", PageKind.STUB, links=(town.link("", "/yw/new/", how="refresh"),))
    town.column("/yw/new/", "清溪要闻", "甲=/1.html=2026-06-01")
    assert town.population("column").closed
    town.models.pop(town.address("/yw/new/"))
    town.captures.pop()
    assert town.population("column").open_reasons == (Reason.NOT_FETCHED,)


def test_a_folder_and_its_index_are_one_page(town):
    town.home("清溪要闻=/yw/index.html")
    town.column("/yw/", "清溪要闻", "甲=/1.html=2026-06-01")
    assert town.population("column").closed


def test_the_home_page_was_not_read(town):
    town.fails("/", Reason.CHALLENGE, 200)
    populations = town.record().populations
    assert populations["home"].members == ()
    assert populations["home"].open_reasons == (Reason.CHALLENGE,)
    assert populations["column"].open_reasons == (Reason.CHALLENGE,)
    [site] = populations["site"].members
    assert site.get("elder").reason is Reason.CHALLENGE
    assert site.get("host").value == "www.qingxi.gov.cn"


def test_a_text_in_place_of_a_list_is_no_article_and_no_stale_column(small):
    columns = small.models[small.address("/")].columns
    small.change("/", columns=(*columns, Column("机构职能", small.address("/jgzn/"), 1)))
    small.article("/jgzn/", "", text="职" * 300)
    populations = small.record().populations
    assert "/jgzn/" not in [member.key for member in populations["article"].members]
    assert "/jgzn/" not in [member.key for member in populations["column"].members]
    assert "/jgzn/" in [member.key for member in populations["navigation"].members]


def test_a_column_that_says_next_to_nothing_is_not_judged(small):
    columns = small.models[small.address("/")].columns
    small.change("/", columns=(*columns, Column("交易信息", small.address("/jy/"), 1)))
    small.article("/jy/", "", text="序号 标题 发布时间")
    found = {member.key: member for member in small.population("column").members}
    assert {found["/jy/"].get(name).reason for name in ("rows", "blank", "latest_published")} == {Reason.UNREADABLE}


def test_no_rows_yet_not_blank_is_not_stale(town):
    town.home("领导信息=/ld/")
    town.column("/ld/", "领导信息", facts={"text": "领" * 300})
    [column] = town.population("column").members
    assert column.get("latest_published").reason is Reason.UNREADABLE
    assert column.get("blank").value is False


def test_blank_is_not_said_while_a_script_of_the_page_is_unread(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", blank=True, facts={"identity": Identity(footer_script_unread=True)})
    [column] = town.population("column").members
    assert column.get("blank").reason is Reason.SCRIPT


def test_headlines_and_files_in_the_navigation_are_no_columns(small):
    columns = small.models[small.address("/")].columns
    more = (Column("公示", small.address("/yw/1.html"), 1), Column("局长", small.address("/a.docx"), 1))
    small.change("/", columns=(*columns, *more))
    assert values(small.population("navigation"), "name") == ["清溪要闻", "政策文件"]


def test_pages_of_search_and_queries_are_never_blank_columns(small):
    columns = small.models[small.address("/")].columns
    small.change("/", columns=(*columns, Column("信件查询", small.address("/cx/"), 1)))
    small.column("/cx/", "信件查询", blank=True)
    small.column("/so/", "搜索", blank=True, facts={"roles": ("search",)})
    small.column("/zz/", "首页", blank=True)
    found = {member.key: member for member in small.population("column").members}
    assert set(found) == {"/yw/", "/zcwj/", "/cx/"}
    assert found["/cx/"].get("blank").reason is Reason.UNREADABLE


def test_numbered_pages_are_one_list_without_any_link_between_them(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/index.html", "清溪要闻", "甲=/1.html=2026-06-01")
    town.column("/yw/index_1.html", "清溪要闻", "乙=/2.html=2026-05-01")
    town.column("/yw/index_2.html", "清溪要闻", "丙=/3.html=2026-04-01")
    [column] = town.population("column").members
    assert (column.key, column.get("rows").value) == ("/yw/index.html", 3)


def test_tools_of_the_site_are_no_columns(small):
    small.column("/map/", "网站地图", "甲=/yw/=")
    assert [member.key for member in small.population("column").members] == ["/yw/", "/zcwj/"]


def test_a_list_that_begins_with_the_oldest_is_not_dated_by_its_first_page(town):
    town.home("清溪要闻=/yw/")
    town.column(
        "/yw/", "清溪要闻", "甲=/a.html=2024-01-01", "乙=/b.html=2024-02-01", "丙=/c.html=2024-03-01",
        next_pages=("/yw/2.html",), pagination="links",
    )  # fmt: skip
    [column] = town.population("column").members
    assert column.get("latest_published").confidence is Confidence.MEDIUM
    town.column("/yw/2.html", "清溪要闻", "丁=/d.html=2026-06-01", tier=Tier.PAGINATION)
    [column] = town.population("column").members
    assert column.get("latest_published").confidence is Confidence.HIGH


def test_a_row_whose_date_only_a_script_fills_in_is_hidden(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", "甲=/yw/1.html=")
    town.article("/yw/1.html", "", breadcrumb=("首页", "清溪要闻"))
    town.change("/yw/1.html", published=Reading(None, "unfilled"))
    [column] = town.population("column").members
    assert column.get("latest_published").reason is Reason.SCRIPT
    [article] = town.population("article").members
    assert article.get("published").reason is Reason.SCRIPT


def test_a_home_page_behind_an_entrance_is_no_column(town):
    town.page("/", PageKind.STUB, tier=Tier.HOME, links=(town.link("", "/main/", how="refresh"),))
    town.column("/main/", "首页", "甲=/a.html=2024-01-01")
    assert town.population("column").members == ()
