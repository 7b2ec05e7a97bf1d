"""Issues of the gazette: number, date, the one before, contents, whether they open; and the column."""

from datetime import date

import pytest

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import Link, PageKind
from govcheck.page.noticed import Form, Noticed
from govcheck.page.populate.issues import number_in
from govcheck.records.population import Reading, Unknown

ROWS = (
    "2026年第3期（总第120期）=/gb/3.html=2026-05-10",
    "2026年第2期（总第119期）=/gb/2.html=2026-03-10",
    "2026年第1期（总第118期）=/gb/1.html=2026-01-10",
)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("2026年第3期（总第120期）", 3),
        ("清溪县人民政府公报2026年第12号", 12),
        ("二〇二六年第十一期", 11),
        ("第三期", 3),
        ("总第120期", None),
        ("2026年", None),
        ("政府令第12号令", None),
    ],
)
def test_numbers(title, number):
    assert number_in(title) == number


def gazette(town, *rows, **facts):
    town.home("政府公报=/gb/")
    town.column("/gb/", "政府公报", *(rows or ROWS), facts={"roles": ("gazette",)} | facts)
    return {one.name[:8]: one for one in town.population("gazette_issue").members}, town.population("gazette")


def test_dates_and_the_issue_before(town):
    issues, _column = gazette(town)
    days = {name: one.get("previous").value for name, one in issues.items()}
    assert days["2026年第3期"].date() == date(2026, 3, 10)
    assert days["2026年第2期"].date() == date(2026, 1, 10)
    assert days["2026年第1期"] is None


def test_the_column(town):
    _issues, column = gazette(town)
    (member,) = column.members
    assert member.get("complete").value is True
    assert member.get("issues").value == 3
    assert member.get("latest_published").value[0].date() == date(2026, 5, 10)


def test_undated_issues_leave_it_incomplete(town):
    _issues, column = gazette(town, ROWS[0], "2026年第2期=/gb/2.html=")
    assert column.members[0].get("complete").value is False


def test_contents_and_text(town):
    town.column("/gb/3.html", "2026年第3期", "关于印发养老办法的通知=/gb/31.html=2026-05-10")
    town.article(
        "/gb/2.html", "2026-03-10", text="目录 关于印发客运办法的通知 关于任免人员的通知", breadcrumb=("首页", "政府公报")
    )
    town.page("/gb/1.html", PageKind.ARTICLE, text="封面", attachments=(Link(town.address("/gb/1.pdf"), "全文"),))
    issues, _column = gazette(town)
    assert issues["2026年第3期"].get("contents").value == ("关于印发养老办法的通知",)
    assert issues["2026年第2期"].get("contents").value
    assert issues["2026年第1期"].get("contents").reason is Reason.UNREADABLE
    assert issues["2026年第1期"].get("readable").value is True


def test_an_empty_issue(town):
    town.page("/gb/3.html", PageKind.ARTICLE, text="", body_empty=True)
    issues, _column = gazette(town)
    assert (issues["2026年第3期"].get("readable").value, issues["2026年第3期"].get("contents").value) == (False, ())


def test_issues_not_opened_are_unseen(town):
    issues, _column = gazette(town)
    assert isinstance(issues["2026年第3期"].get("contents"), Unknown)
    assert isinstance(issues["2026年第3期"].get("readable"), Unknown)


@pytest.mark.parametrize(
    ("facts", "found", "confidence"),
    [
        ({"links": (Link("http://www.qingxi.gov.cn/s", "公报检索", "other"),)}, True, Confidence.HIGH),
        ({"links": (Link("http://www.qingxi.gov.cn/s", "搜索", "head"),)}, False, Confidence.LOW),
        ({"noticed": Noticed(forms=(Form("http://www.qingxi.gov.cn/s", "GET", search=True),))}, True, Confidence.LOW),
        ({}, False, Confidence.LOW),
    ],
)
def test_search(town, facts, found, confidence):
    _issues, column = gazette(town, **facts)
    search = column.members[0].get("search")
    assert (search.value, search.confidence) == (found, confidence)


def test_no_gazette(town):
    town.home("清溪要闻=/yw/")
    assert town.population("gazette").members == ()
    assert Reason.NO_ENTRY in town.population("gazette").open_reasons


def test_a_report_s_text(town):
    town.plan = type(town.plan)(fields={"report": frozenset({"text"})})
    town.home("政府信息公开年报=/nb/")
    town.column("/nb/", "政府信息公开年报", "2025年政府信息公开工作年度报告=/nb/1.html=2026-01-20")
    assert town.population("report").members[0].get("text").reason is Reason.NOT_FETCHED
    town.article("/nb/1.html", title=Reading("2025年政府信息公开工作年度报告"), text="一、总体情况 " * 200)
    assert "总体情况" in town.population("report").members[0].get("text").value
    town.change("/nb/1.html", text="报告见附件")
    assert town.population("report").members[0].get("text").reason is Reason.UNREADABLE
