"""Service guides: which pages are guides, what they state, and their catch-all phrases."""

import pytest

from govcheck.outcome import Reason
from govcheck.page.model import Column, Link, PageKind
from govcheck.records.population import Reading

FULL = (
    "事项名称：食品经营许可 设定依据：《中华人民共和国食品安全法》 申请条件：依法登记 申请材料：申请书 "
    "办理地点：县政务大厅 实施机构：县市场监管局 收费标准：不收费 承诺办结时限：5个工作日 "
    "咨询电话：0571-1234567 办理流程：申请、受理、审查、决定"
)
TEN = {
    "事项名称",
    "设定依据",
    "申请条件",
    "办理材料",
    "办理地点",
    "办理机构",
    "收费标准",
    "办理时间",
    "联系电话",
    "办理流程",
}


def guide(town, text=FULL, title="食品经营许可办事指南", **facts):
    town.home("办事服务=/fw/")
    town.column("/fw/", "办事服务", f"{title}=/fw/1.html=2026-05-01")
    town.article("/fw/1.html", "2026-05-01", text=text, title=Reading(title), breadcrumb=("首页", "办事服务"), **facts)
    return town.population("service_item")


def test_all_ten_elements(town):
    found = guide(town)
    assert found.closed
    assert set(found.members[0].get("elements").value) == TEN


def test_what_is_lacking_is_not_stated(town):
    text = FULL.replace("收费标准：不收费 ", "").replace("咨询电话：0571-1234567 ", "")
    assert TEN - set(guide(town, text).members[0].get("elements").value) == {"收费标准", "联系电话"}


def test_news_about_guides_are_no_guides(town):
    assert guide(town, title="我县推进办事指南标准化工作").members == ()


def test_an_article_elsewhere_needs_most_of_them(town):
    town.home("清溪要闻=/yw/")
    town.article("/yw/1.html", text="联系电话：0571-1234567 办理流程：申请 受理条件：依法", breadcrumb=("首页", "清溪要闻"))
    town.article("/yw/2.html", text=FULL, breadcrumb=("首页", "清溪要闻"))
    assert [one.key for one in town.population("service_item").members] == ["/yw/2.html"]


def test_a_guide_in_an_attachment_is_unread(town):
    found = guide(town, "详见附件 联系电话：0571-1234567 办理流程", attachments=(Link(town.address("/a.doc"), "指南"),))
    assert found.members[0].get("elements").reason is Reason.UNREADABLE
    assert found.members[0].get("vague").reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("根据有关法律法规规定应提交的其他材料", "plain"),
        ("行政机关认为需要提供的其他证明材料", "plain"),
        ("法律、法规规定需要提交的其它文件", "plain"),
        ("其他材料", "perhaps"),
        ("不得要求申请人提供其他材料", "none"),
        ("行政机关不得要求提交其他材料", "none"),
        ("身份证复印件一份", "none"),
    ],
)
def test_catch_all_phrases(town, phrase, found):
    (member,) = guide(town, f"{FULL} 5.{phrase}；6.营业执照").members
    values = member.get("vague").value
    assert len(values) == (found != "none")
    if values:
        assert values[0].endswith("？") == (found == "perhaps")


def test_a_platform_elsewhere_leaves_it_open(town):
    town.home(columns=(Column("办事服务", "http://zwfw.qingshan.gov.cn/", 1),))
    assert set(town.population("service_item").open_reasons) >= {Reason.NO_ENTRY, Reason.NOT_FETCHED}


def test_columns_are_no_guides(town):
    town.home("办事服务=/fw/")
    town.page("/fw/", PageKind.COLUMN, text=FULL, breadcrumb=("首页", "办事服务"))
    assert town.population("service_item").members == ()
