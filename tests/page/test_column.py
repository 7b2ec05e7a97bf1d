# ruff: noqa: E501  (pages are clearer unbroken)
import importlib.util
from datetime import datetime
from pathlib import Path

import pytest

from govcheck.dates.clock import SHANGHAI
from govcheck.page.model import PageKind

_spec = importlib.util.spec_from_file_location("page_pages", Path(__file__).with_name("pages.py"))
assert _spec is not None
assert _spec.loader is not None
pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pages)
page, CRUMB, FOOT = pages.page, pages.CRUMB, pages.FOOT
COLUMN = "http://www.example.gov.cn/zwgk/tzgg/index.html"


def rows(shape: str, count: int = 4) -> str:
    return "".join(shape.format(n=n, day=f"2021-03-{20 - n:02}") for n in range(count))


def column(inner: str) -> str:
    menu = "<div class='left'><h2>政务公开</h2><ul><li><a href='/a/'>通知公告</a></li><li><a href='/b/'>政策文件</a></li></ul></div>"
    return (
        f"<html><head><title>通知公告</title></head><body>{CRUMB}{menu}<div class='right'>{inner}</div>{FOOT}</body></html>"
    )


@pytest.mark.parametrize(
    "inner",
    [
        "<ul>"
        + rows("<li><a href='t{n}.html' title='关于第{n}号事项的公告全文'>关于第{n}号事项的…</a><span>{day}</span></li>")
        + "</ul>",
        "<ul>"
        + rows("<li><a href='t{n}.html'><span>关于第{n}号事项的公告全文</span><span>{day}</span></a></li>")
        + "</ul>",
        "<ul>" + rows("<li><span>[{day}]</span><a href='t{n}.html'>关于第{n}号事项的公告全文</a></li>") + "</ul>",
        "<table><tr><th>序号</th><th>标题</th><th>发布时间</th></tr>"
        + rows("<tr><td>{n}</td><td><a href='t{n}.html'>关于第{n}号事项的公告全文</a></td><td>{day}</td></tr>")
        + "</table>",
        rows("<div class='row'><p><a href='t{n}.html'>关于第{n}号事项的公告全文</a></p><p>{day}</p></div>"),
        "<ul>"
        + rows(
            "<li onclick=\"location.href='t{n}.html'\"><h3>关于第{n}号事项的公告全文</h3><div>简介文字</div><span>{day}</span></li>"
        )
        + "</ul>",
        "<ul>" + rows("<li><a href='javascript:;'>关于第{n}号事项的公告全文</a> ({day})</li>") + "</ul>",
        "<ul class='l1'>"
        + rows("<li><a href='t{n}.html'>关于第{n}号事项的公告全文</a>{day}</li>", 2)
        + "</ul><ul class='l2'>"
        + rows("<li><a href='t{n}.html'>关于第{n}号事项的公告全文</a>{day}</li>", 2)
        + "</ul>",
    ],
)
def test_rows_of_every_make(inner: str) -> None:
    read = page(column(inner), COLUMN)
    assert read.kind is PageKind.COLUMN
    assert read.listing is not None
    assert len(read.listing.rows) == 4
    assert read.listing.rows[0].title == "关于第0号事项的公告全文"
    assert read.listing.rows[0].published == datetime(2021, 3, 20, tzinfo=SHANGHAI)
    assert read.listing.undated == 0
    assert read.title.value == "通知公告"
    assert read.breadcrumb == ("首页", "政务公开", "通知公告")


def test_dates_without_a_year_and_dates_in_titles_are_no_dates() -> None:
    inner = "<ul><li><a href='1.html'>某办法（2009年4月1日起）的公告</a></li><li><a href='2.html'>关于第二件事项的公告</a><span>08-28</span></li><li><a href='3.html'>关于第三件事项的公告</a></li></ul>"
    listing = page(column(inner), COLUMN).listing
    assert listing is not None
    assert [row.published for row in listing.rows] == [None, None, None]
    assert listing.undated == 3
    assert listing.rows[1].shown == "08-28"
    assert not listing.blank


def test_a_blank_column_is_not_a_column_drawn_by_script() -> None:
    blank = page(column("<h1>通知公告</h1><ul></ul>"), COLUMN).listing
    assert blank is not None
    assert blank.blank
    assert not blank.drawn_by_script
    drawn = page(column("<table><tbody id='infoList'></tbody></table>"), COLUMN).listing
    assert drawn is not None
    assert drawn.drawn_by_script
    assert not drawn.blank


@pytest.mark.parametrize(
    ("bar", "how", "total"),
    [
        ('<div class=\'page\'><script>createPageHTML(3, 0, "index", "html")</script></div>', "script", 3),
        ('<div class=\'page\'><script>createPageHTML(1, 0, "index", "html")</script></div>', "none", 1),
        ("<div id='page'></div><script>$('#page').pagination({pageIndex:0,pageSize: 15,total: 76});</script>", "script", 6),
        (
            "<div class='page'><a href='index.html'>首页</a><a href='index_1.html'>下一页</a><a href='index_2.html'>尾页</a> 共36条 1/3</div>",
            "links",
            3,
        ),
        ("", "none", None),
    ],
)
def test_pagination(bar: str, how: str, total: int | None) -> None:
    inner = "<ul>" + rows("<li><a href='t{n}.html'>关于第{n}号事项的公告全文</a><span>{day}</span></li>") + "</ul>" + bar
    listing = page(column(inner), COLUMN).listing
    assert listing is not None
    assert (listing.pagination, listing.pages_total) == (how, total)
    if (how != "none" and "createPage" in bar) or how == "links":
        assert "http://www.example.gov.cn/zwgk/tzgg/index_2.html" in listing.next_pages


def test_side_bars_and_menus_are_not_taken() -> None:
    side = (
        "<div class='hot-rank'><h3>热点排行</h3><ul>"
        + rows("<li><a href='h{n}.html'>热点新闻标题文字第{n}条比较长一些</a><span>2025-01-0{n}</span></li>", 4).replace(
            "2025-01-00", "2025-01-09"
        )
        + "</ul></div>"
    )
    inner = (
        "<ul class='list'>"
        + rows("<li><a href='t{n}.html'>关于第{n}号事项的公告全文</a><span>{day}</span></li>")
        + "</ul>"
        + side
    )
    listing = page(column(inner), COLUMN).listing
    assert listing is not None
    assert {row.published.year for row in listing.rows if row.published} == {2021}


def test_a_pinned_row_is_told() -> None:
    first = "<li><a href='old.html'>关于长期有效事项的公告</a><span>2019-01-01</span></li>"
    inner = (
        "<ul>" + first + rows("<li><a href='t{n}.html'>关于第{n}号事项的公告全文</a><span>{day}</span></li>", 6) + "</ul>"
    )
    listing = page(column(inner), COLUMN).listing
    assert listing is not None
    assert [row.pinned for row in listing.rows] == [True] + [False] * 6


def test_messages_with_their_times_and_state() -> None:
    head = "<tr><td>标题</td><td>提交时间</td><td>回复时间</td><td>处理状态</td></tr>"
    body = "<tr><td><a href='1.html'>关于道路维修的咨询</a></td><td>2022-11-01</td><td>2022-11-04</td><td>已回复</td></tr><tr><td><a href='2.html'>关于社保转移的咨询</a></td><td>2022-10-01</td><td></td><td>处理中</td></tr>"
    text = column(f"<table>{head}{body}</table>").replace("通知公告</a></div>", "在线咨询</a></div>")
    read = page(text, COLUMN)
    assert "messages" in read.roles
    assert [(m.asked and m.asked.day, m.replied and m.replied.day, m.answered) for m in read.messages] == [
        (1, 4, True),
        (1, None, False),
    ]
