"""Consultations and results: which titles are which, what about, until when, and what results say."""

from datetime import date

import pytest

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import Link
from govcheck.page.populate.consultations import matter, sort_of
from govcheck.records.population import Reading


@pytest.mark.parametrize(
    ("title", "sort"),
    [
        ("关于《清溪县出租汽车管理办法（征求意见稿）》公开征求意见的公告", "asks"),
        ("关于公开征集2026年民生实事项目意见建议的公告", "asks"),
        ("关于养老规划的民意调查", "asks"),
        ("关于水价调整听证会的公告", "asks"),
        ("关于《清溪县出租汽车管理办法》征求意见情况的反馈", "answers"),
        ("《清溪县养老规划》意见征集结果公示", "answers"),
        ("出租汽车管理办法意见采纳情况的说明", "answers"),
        ("关于征集2026年度青年就业见习岗位的公告", ""),
        ("关于征集县徽标识作品的启事", ""),
        ("抽样调查工作顺利启动", ""),
        ("我县召开经济工作会议", ""),
    ],
)
def test_sorts_of_titles(title, sort):
    assert sort_of(title) == sort


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("关于《清溪县出租汽车管理办法（征求意见稿）》公开征求意见的公告", "清溪县出租汽车管理办法"),
        ("关于公开征求清溪县养老规划意见的通知", "清溪县养老规划"),
    ],
)
def test_what_it_is_about(title, about):
    assert about in matter(title) or matter(title) in about


def asks(town, text, day="2026-03-01", title="关于《清溪县出租汽车管理办法》公开征求意见的公告", **facts):
    town.home("征集调查=/zj/")
    town.column("/zj/", "征集调查", f"{title}=/zj/1.html={day}", facts={"roles": ("consultation",)})
    town.article("/zj/1.html", day, title=Reading(title), text=text, breadcrumb=("首页", "征集调查"), **facts)
    return town.population("consultation")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("请于2026年3月31日前反馈意见。", date(2026, 3, 31)),
        ("请将意见于3月26日前反馈至县交通局。", date(2026, 3, 26)),
        ("征求意见时间：2026年3月1日至2026年3月30日。", date(2026, 3, 30)),
        ("截止日期：2026-04-01", date(2026, 4, 1)),
        ("公示期为即日起至2026年4月10日。", date(2026, 4, 10)),
        ("意见反馈截止时间为2026年4月2日。", date(2026, 4, 2)),
        ("本办法根据2015年3月2日发布的文件制定，请于2026年3月20日17时前提出。", date(2026, 3, 20)),
    ],
)
def test_the_end_of_the_time(town, text, end):
    (member,) = asks(town, text).members
    assert member.get("until").value == end


def test_an_end_in_the_next_year(town):
    (member,) = asks(town, "请于1月10日前反馈。", "2025-12-20").members
    assert member.get("until").value == date(2026, 1, 10)
    assert member.get("until").confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    "text",
    ["欢迎提出意见。", "根据2020年1月1日前的规定，现征求意见。", "2026年2月1日前已经讨论。", "各单位每年3月31日前公布。"],
)
def test_no_end_told(town, text):
    assert asks(town, text).members[0].get("until").reason is Reason.UNREADABLE


def test_a_matter_asked_twice_is_never_surely_late(town):
    asks(town, "请于2026年3月31日前反馈意见。")
    title = Reading("关于再次征求《清溪县出租汽车管理办法》意见的公告")
    town.article("/zj/2.html", "2026-05-01", title=title, text="请于2026年5月31日前反馈意见。")
    found = town.population("consultation").members
    assert [one.get("until").confidence for one in found] == [Confidence.LOW, Confidence.LOW]


def test_a_result_on_the_page_itself_is_one(town):
    found = asks(town, "请于3月26日前反馈。 征集结果：收到意见 12 条，采纳 3 条，未采纳的理由：已有规定。")
    assert found.members[0].get("result").value == "here"
    (result,) = town.population("consultation_result").members
    assert (result.key, result.get("adoption").value, result.get("reasons").value) == ("/zj/1.html", True, True)


@pytest.mark.parametrize(
    ("text", "adoption", "reasons"),
    [
        ("共收到意见 5 条，采纳 2 条。" + "其余情况如下。" * 20, True, False),
        ("公示期间未收到任何意见建议。" + "特此说明。" * 20, True, True),
        ("收到意见 3 条，全部予以采纳。" + "特此说明。" * 20, True, True),
        ("感谢社会各界的关心。" * 20, False, False),
    ],
)
def test_what_results_say(town, text, adoption, reasons):
    town.home("征集调查=/zj/")
    title = "关于《清溪县出租汽车管理办法》征求意见情况的反馈"
    town.article("/fk/1.html", title=Reading(title), text=text)
    (result,) = town.population("consultation_result").members
    assert (result.get("adoption").value, result.get("reasons").value) == (adoption, reasons)


def test_a_result_in_an_attachment_is_unread(town):
    town.home()
    title = Reading("《清溪县养老规划》意见征集结果公示")
    town.article("/fk/1.html", title=title, text="见附件", attachments=(Link(town.address("/a.pdf"), "结果"),))
    assert town.population("consultation_result").members[0].get("adoption").reason is Reason.UNREADABLE


def test_a_row_not_opened_tells_only_its_title_and_date(town):
    town.home("征集调查=/zj/")
    title = "关于《清溪县出租汽车管理办法》公开征求意见的公告"
    town.column("/zj/", "征集调查", f"{title}=/zj/9.html=2026-03-01", facts={"roles": ("consultation",)})
    (member,) = town.population("consultation").members
    assert member.get("published").value.date() == date(2026, 3, 1)
    assert member.get("until").reason is Reason.NOT_FETCHED


def test_without_a_column_it_is_open(town):
    town.home("清溪要闻=/yw/")
    assert Reason.NO_ENTRY in town.population("consultation").open_reasons
