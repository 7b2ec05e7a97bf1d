from datetime import datetime

from govcheck.outcome import Confidence, Reason
from govcheck.pack.kinds.base import Extract
from govcheck.page.model import DocumentElements, Link, PageKind, Reviewer
from govcheck.plan import Plan
from govcheck.records.population import Reading, Unknown


def member(population, key):
    return next(one for one in population.members if one.key == key)


def test_rows_not_fetched_leave_articles_open_but_known(small):
    small.captures = [one for one in small.captures if not one.address.endswith("/yw/2.html")]
    small.skip("/yw/2.html", Reason.BUDGET)
    article = small.population("article")
    assert article.open_reasons == (Reason.BUDGET,)
    assert (len(article.members), article.known) == (2, 3)


def test_a_gone_article_does_not_open(small):
    small.captures = [one for one in small.captures if not one.address.endswith("/yw/2.html")]
    small.fails("/yw/2.html", Reason.GONE, 404)
    assert small.population("article").closed


def test_rows_opened_by_script_leave_articles_open(town):
    town.home("清溪要闻=/yw/")
    town.column("/yw/", "清溪要闻", "甲==2026-06-01")
    assert town.population("article").open_reasons == (Reason.SCRIPT,)


def test_column_by_breadcrumb_else_by_list(small):
    article = small.population("article")
    assert member(article, "/yw/1.html").get("topics").value == ("动态要闻",)
    year = member(article, "/zcwj/3.html")
    assert year.get("column").value == "2026年"
    assert year.get("topics").value == ("政策文件",)
    assert year.get("topics").confidence is Confidence.MEDIUM
    small.change("/yw/1.html", breadcrumb=())
    by_list = member(small.population("article"), "/yw/1.html")
    assert (by_list.get("column").value, by_list.get("topics").how) == ("清溪要闻", "list")


def test_the_date_shown_comes_before_the_date_for_machines(small):
    stated = datetime.fromisoformat("2020-01-01")
    small.change("/yw/1.html", published_meta=stated)
    assert member(small.population("article"), "/yw/1.html").get("published").how == "label"
    small.change("/yw/1.html", published=Reading(None))
    found = member(small.population("article"), "/yw/1.html").get("published")
    assert (found.value, found.how) == (stated, "meta")
    small.change("/yw/1.html", published_meta=None)
    assert member(small.population("article"), "/yw/1.html").get("published") == Reading(None)


def test_a_document_has_its_elements(small):
    small.change(
        "/zcwj/3.html",
        document=DocumentElements(
            number=Reading("清政发〔2026〕3号", "label"), index=Reading("000014349/2026-00003", "label")
        ),
        interpreted_by=(Link(small.address("/jd/9.html"), "解读"),),
        reviewers=(Reviewer("edit", "责任编辑", "张三"), Reviewer("final", "终审", "")),
    )
    [document] = small.population("document").members
    assert document.get("number").value == "清政发〔2026〕3号"
    assert document.get("index").value == "000014349/2026-00003"
    assert document.get("validity") == Reading(None)
    assert document.get("interpreted_by").value == (small.address("/jd/9.html"),)
    assert (document.get("reviewer_roles").value, document.get("reviewer_empty").value) == (("edit",), ("终审",))


def test_interpretations_are_articles_too(small):
    small.change("/yw/1.html", roles=("interpretation",), interprets=(Link(small.address("/zcwj/3.html"), "文件"),))
    populations = small.record().populations
    assert [one.key for one in populations["interpretation"].members] == ["/yw/1.html"]
    assert len(populations["article"].members) == 3
    assert populations["interpretation"].members[0].get("interprets").value == (small.address("/zcwj/3.html"),)


def test_meta_tags_count_only_with_a_value_of_their_own(small):
    tags = {"sitename": "清溪县人民政府", "SiteDomain": "网站域名", "SiteIDCode": " ", "PubDate": "2026-06-01"}
    small.change("/yw/1.html", meta=tags)
    found = member(small.population("article"), "/yw/1.html")
    assert found.get("meta_site").value == ("SiteName",)
    assert found.get("meta_article").value == ("PubDate",)
    assert found.get("meta_column").value == ()


def test_heavy_fields_and_extracts_only_when_a_rule_looks(small):
    assert member(small.population("article"), "/yw/1.html").get("text") == Unknown(Reason.NOT_FETCHED)
    extract = Extract(css=".x")
    small.plan = Plan({"article": frozenset({"text"})}, {"article": (extract,)})
    small.change("/yw/1.html", extracted={extract.key: ("一", "二")})
    article = small.population("article")
    assert member(article, "/yw/1.html").get("text").value == "正文"
    assert member(article, "/yw/1.html").get(extract.key).value == ("一", "二")
    assert member(article, "/yw/2.html").get(extract.key) == Unknown(Reason.NOT_FETCHED)


def test_error_pages_and_fragments_are_no_pages(small):
    small.page("/oops.html", PageKind.ERROR)
    small.page("/head.html", PageKind.OTHER)
    home = small.models[small.address("/")]
    from dataclasses import replace

    small.change("/", identity=replace(home.identity, footer_from_script=(small.address("/head.html"),)))
    keys = {one.key for one in small.population("page").members}
    assert keys == {"/", "/yw/", "/zcwj/", "/yw/1.html", "/yw/2.html", "/zcwj/3.html"}


def test_pages_are_closed_only_when_nothing_named_is_missing(small):
    assert small.population("page").closed
    small.change("/yw/1.html", links=(small.link("别处", "/never.html"),))
    assert small.population("page").open_reasons == (Reason.NOT_FETCHED,)
    small.skip("/never.html", Reason.ROBOTS)
    assert small.population("page").open_reasons == (Reason.ROBOTS,)
