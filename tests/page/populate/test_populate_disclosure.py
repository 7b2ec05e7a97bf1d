from datetime import datetime

import pytest

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import Column, Identity, Link, Message, PageKind
from govcheck.records.population import Unknown
from govcheck.records.site import Site

PARTS = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")


def parts(town, *names):
    return tuple(Column(name, town.address(f"/xxgk/{place}/"), 1) for place, name in enumerate(names))


def test_parts_of_the_column(town):
    town.home("政府信息公开=/xxgk/")
    town.page("/xxgk/", roles=("disclosure",), disclosure_parts=parts(town, *PARTS))
    found = town.population("disclosure_part")
    assert {member.name for member in found.members} == set(PARTS)
    assert found.closed


def test_a_menu_written_by_an_unread_script_is_open(town):
    town.home("政府信息公开=/xxgk/")
    town.page(
        "/xxgk/",
        roles=("disclosure",),
        disclosure_parts=parts(town, PARTS[0]),
        identity=Identity(footer_script_unread=True),
    )
    assert town.population("disclosure_part").open_reasons == (Reason.SCRIPT,)


def test_a_column_without_any_part_is_hardly_the_column(town):
    town.home("政务公开=/xxgk/")
    town.page("/xxgk/", roles=("disclosure",))
    assert town.population("disclosure_part").open_reasons == (Reason.NO_ENTRY,)


def test_no_disclosure_column_found(town):
    town.home("要闻=/")
    for name in ("disclosure_part", "guide", "gazette_issue", "report", "message"):
        assert Reason.NO_ENTRY in town.population(name).open_reasons, name


def test_the_column_timed_out(town):
    town.home("政府信息公开=/xxgk/")
    town.fails("/xxgk/", Reason.TIMEOUT)
    assert Reason.TIMEOUT in town.population("disclosure_part").open_reasons


def test_the_guide_and_what_it_states(town):
    town.home("政府信息公开指南=/zn/")
    town.page("/zn/", PageKind.ARTICLE, roles=("guide",), guide_elements=("办公地址", "联系电话"))
    found = town.population("guide")
    assert found.closed
    assert found.members[0].get("elements").value == ("办公地址", "联系电话")
    town.change("/zn/", attachments=(Link(town.address("/zn.doc"), "指南"),))
    assert town.population("guide").members[0].get("elements").reason is Reason.UNREADABLE


def test_other_papers_in_the_column_of_the_guide_are_not_the_guide(town):
    town.home("政府信息公开指南=/zn/")
    town.column("/zn/", "政府信息公开指南", "权力清单=/zn/1.html=2026-01-01", facts={"roles": ("guide",)})
    town.article("/zn/1.html", roles=("guide",))
    assert [member.key for member in town.population("guide").members] == ["/zn/"]


def reports(town, *rows, name="清溪县人民政府"):
    town.site = Site("s", name, town.address("/"))
    town.home("政府信息公开年报=/nb/")
    town.column("/nb/", "政府信息公开年报", *rows)
    return town.population("report")


def test_reports_of_this_body(town):
    found = reports(
        town,
        "清溪县人民政府2025年政府信息公开工作年度报告=/nb/5.html=2026-03-20",
        "2024年政府信息公开年报=/nb/4.html=2025-03-20",
        "2023年=/nb/3.html=2024-03-20",
        "清溪县教育局2022年政府信息公开工作年度报告=/nb/2.html=2023-03-20",
        "关于编制2021年政府信息公开工作年度报告的通知=/nb/1.html=2022-03-20",
        "2020年财政决算=/nb/0.html=2021-03-20",
        "清溪县2019年政府信息公开工作年度报告 根据国务院办公厅关于编制年度报告的通知……=/nb/9.html=2020-03-20",
    )
    assert [member.get("year").value for member in found.members] == [2023, 2024, 2025, 2019]
    assert found.closed
    assert found.members[2].get("published").value == datetime.fromisoformat("2026-03-20")


@pytest.mark.parametrize(
    "title",
    ["清溪县二〇二五年政府信息公开工作年度报告", "清溪县政府信息公开年报（2025）", "政府信息公开工作年度报告(2025年度)"],
)
def test_the_year_of_a_report_however_written(town, title):
    found = reports(town, f"{title}=/nb/5.html=2026-01-15")
    assert [member.get("year").value for member in found.members] == [2025]
    assert found.open_reasons == ()


@pytest.mark.parametrize("title", ["点击查看", "年报", "封面"])
def test_rows_whose_year_cannot_be_told_leave_the_reports_open(town, title):
    assert Reason.UNREADABLE in reports(town, f"{title}=/nb/5.pdf=").open_reasons


def test_a_short_name_of_a_department_is_doubtful(town):
    found = reports(
        town, "清溪县人社局2025年政府信息公开工作年度报告=/nb/5.html=2026-01-20", name="清溪县人力资源和社会保障局"
    )
    assert found.members[0].get("year").confidence is Confidence.LOW
    town.captures.clear()
    found = reports(
        town,
        "清溪县人社局2025年政府信息公开工作年度报告=/nb/5.html=2026-01-20",
        "2025年政府信息公开工作年度报告=/nb/6.html=2026-01-21",
        name="清溪县人力资源和社会保障局",
    )
    assert [member.get("year").confidence for member in found.members] == [Confidence.HIGH]


def test_the_date_of_a_report_from_its_page(town):
    found = reports(town, "2025年政府信息公开工作年度报告=/nb/5.html=")
    assert found.members[0].get("published") == Unknown(Reason.NOT_FETCHED)
    town.article("/nb/5.html", "2026-01-15", title=town.models[town.address("/nb/")].title)
    assert town.population("report").members[0].get("published").value == datetime.fromisoformat("2026-01-15")


def test_reports_not_followed_to_the_end_are_open(town):
    town.home("政府信息公开年报=/nb/")
    town.column("/nb/", "政府信息公开年报", "2025年报=/nb/5.html=2026-01-01", pagination="script", pages_total=3)
    assert town.population("report").open_reasons == (Reason.SCRIPT,)


def test_issues_and_years_of_the_gazette(town):
    town.home("政府公报=/zfgb/")
    town.column(
        "/zfgb/", "政府公报", "2025年第1期=/zfgb/2025/1.html=", "2025年第2期=/zfgb/2025/2.html=", "2024年=/zfgb/2024/=",
        "关于公报的说明=/zfgb/sm.html=", facts={"roles": ("gazette",), "gazette_years": (2023, 2025)},
    )  # fmt: skip
    found = town.population("gazette_issue")
    assert sorted((member.name, member.get("year").value) for member in found.members) == [
        ("2023年", 2023), ("2024年", 2024), ("2025年第1期", 2025), ("2025年第2期", 2025),
    ]  # fmt: skip
    assert found.open_reasons == (Reason.NOT_FETCHED,)
    town.page("/zfgb/2024/", breadcrumb=("首页", "政府公报", "2024年"))
    assert town.population("gazette_issue").closed


def test_issues_below_a_year_are_of_that_year(town):
    town.home("政府公报=/zfgb/")
    town.column("/zfgb/", "政府公报", "2024年=/zfgb/2024/=")
    town.column("/zfgb/2024/", "2024年", "第3期=/zfgb/2024/3.html=")
    town.change("/zfgb/2024/", breadcrumb=("首页", "政府公报", "2024年"))
    issue = next(member for member in town.population("gazette_issue").members if member.name == "第3期")
    assert issue.get("year").value == 2024


def message(town, path, asked, replied=None, answered=None):
    return Message("路灯不亮", datetime.fromisoformat(asked), replied and datetime.fromisoformat(replied), answered,
                   address=town.address(path) if path else "")  # fmt: skip


def test_messages_of_lists_and_of_their_own_pages(town):
    town.home("县长信箱=/xx/")
    town.column(
        "/xx/", "县长信箱", facts={"roles": ("messages",), "messages": (message(town, "/xx/1.html", "2026-05-01"),)}
    )
    [row] = town.population("message").members
    assert row.get("answered").reason is Reason.UNREADABLE
    full = message(town, "", "2026-05-01", "2026-05-09", True)
    town.page("/xx/1.html", PageKind.ARTICLE, roles=("messages",), messages=(full,))
    [both] = town.population("message").members
    assert both.key == "/xx/1.html"
    assert both.get("answered").value is True
    assert both.get("replied").value == datetime.fromisoformat("2026-05-09")


@pytest.mark.parametrize("listing", [{"drawn_by_script": True}, {"pagination": "script"}])
def test_messages_not_listed_to_the_end_are_open(town, listing):
    town.home("县长信箱=/xx/")
    town.column("/xx/", "县长信箱", facts={"roles": ("messages",)}, **listing)
    assert town.population("message").open_reasons == (Reason.SCRIPT,)


def test_polls_and_petitions_are_no_messages(town):
    town.home("意见征集=/yj/")
    poll = message(town, "/yj/1.html", "2026-05-01")
    town.column("/yj/", "意见征集", facts={"roles": ("messages",), "messages": (poll,)})
    assert town.population("message").members == ()
