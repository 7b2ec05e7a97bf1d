# ruff: noqa: E501  (pages are clearer unbroken)
import importlib.util
from datetime import date, datetime
from pathlib import Path

import pytest

from govcheck.dates.clock import SHANGHAI
from govcheck.page.model import PageKind

_spec = importlib.util.spec_from_file_location("page_pages", Path(__file__).with_name("pages.py"))
assert _spec is not None
assert _spec.loader is not None
pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pages)
page, article, LONG = pages.page, pages.article, pages.LONG


@pytest.mark.parametrize(
    ("bar", "value", "how"),
    [
        ("发布时间：2021-03-05 来源：县政府办", date(2021, 3, 5), "label"),
        ("【信息发布时间：2020-12-05阅读次数：<span></span>】【<a>我要打印</a>】【关闭】", date(2020, 12, 5), "label"),
        ("发表时间：2009-03-03来源：某局", date(2009, 3, 3), "label"),
        ("来源： 作者： 发布时间：2017-08-31浏览次数：", date(2017, 8, 31), "label"),
        ("发布时间 : 2019-01-03", date(2019, 1, 3), "label"),
        ("<span>2021年06月10日 17:35</span> 来源：【打印】", datetime(2021, 6, 10, 17, 35, tzinfo=SHANGHAI), "head"),
        (
            "发布时间：<script>var pubdata='2019年08月22日'; if(pubdata!=''){document.write(pubdata);}</script> 字体：大 中 小",
            date(2019, 8, 22),
            "script",
        ),
        ("生成日期：2018-05-06 浏览次数：3", date(2018, 5, 6), "label"),
    ],
)
def test_publication_date(bar: str, value: date, how: str) -> None:
    read = page(article(bar))
    assert read.kind is PageKind.ARTICLE
    assert (read.published.value, read.published.how) == (value, how)
    assert read.title.value == "关于开展政务公开工作的通知"


@pytest.mark.parametrize(
    "bar",
    [
        "浏览次数：12 字体：大 中 小",
        "今天是2026年11月1日 星期日",
        "（2007年6月29日第十届全国人民代表大会常务委员会第二十八次会议通过）",
        "今天是：<script>document.write(today.getFullYear()+'年'+today.getMonth()+'月'+today.getDate()+'日')</script>",
    ],
)
def test_no_date_is_invented(bar: str) -> None:
    tail = f"<p>{LONG}2020年1月1日起施行。</p><p>2019年12月5日</p><p>版权所有 © 2026-01-01</p>"
    read = page(article(bar, body=f"<p>{LONG}</p>{tail}"), "http://www.example.gov.cn/202001/t20200102_5.html")
    assert read.published.value is None


def test_visible_date_wins_and_the_conflict_is_told() -> None:
    text = article("发布时间：2021-03-05", head='<meta name="PubDate" content="2021-03-09 10:00">')
    read = page(text)
    assert read.published.value == date(2021, 3, 5)
    assert read.published_conflict
    assert read.published_meta == datetime(2021, 3, 9, 10, 0, tzinfo=SHANGHAI)
    hidden = page(text, ignore_meta=True)
    assert hidden.published_meta is None
    assert not hidden.published_conflict


def test_meta_date_only_when_the_page_shows_none() -> None:
    text = article(
        "浏览次数：1", head='<meta name="ArticleTitle" content="别的"><meta name="pubdate" content="2021-03-09">'
    )
    assert page(text).published.how == "meta"
    assert page(text, ignore_meta=True).published.value is None
    assert page(text).meta_value("PUBDATE") == "2021-03-09"


@pytest.mark.parametrize(
    ("bar", "source"),
    [
        ("发布时间：2021-03-05 来源：县政府办", "县政府办"),
        ("发表时间：2009-03-03来源：示例日报", "示例日报"),
        ("时间：<b>2019-09-18 06:23</b>来源：<b>示例日报</b><span>打印</span>", "示例日报"),
        ("发布时间：2025-06-03 来源：示例监管局 文章类型：原创", "示例监管局"),
        ("来源： 作者： 发布时间：2017-08-31", None),
        ("发布时间：2021-03-05 来源：【打印】", None),
        ("资金来源：财政拨款 发布时间：2021-03-05", None),
    ],
)
def test_source(bar: str, source: str | None) -> None:
    assert page(article(bar)).source.value == source


def test_headline_is_not_the_next_heading_nor_the_column() -> None:
    body = f"<p>{LONG}</p><h1>相关信息</h1><h2>某个很长的相关新闻标题在这里</h2>"
    assert page(article("发布时间：2021-03-05", body=body)).title.value == "关于开展政务公开工作的通知"


def test_headline_broken_over_lines_is_joined() -> None:
    title = "示例县人民政府关于批准发行债券以及调整年末余额限额的决议"
    text = f"<html><head><title>{title}_示例县政府网</title></head><body><div id='zoom'><p align=center>示例县人民政府</p><p align=center>关于批准发行债券以及</p><p align=center>调整年末余额限额的决议</p><p>{LONG}</p></div></body></html>"
    assert page(text).title.value == title


def test_attachments_of_every_sort() -> None:
    body = f"""<p>{LONG}</p><a href="/a.pdf">附件1</a><a href="/a.pdf">附件1</a><a href="javascript:;" oldsrc="W02.xlsx" title="表.xlsx">附件2</a>
    <a href="javascript:;" title="第十条">第十条</a><a href="/x/download?id=3">附件3：申请表.docx</a><a href="/b.html">网页</a>"""
    read = page(article("发布时间：2021-03-05", body=body))
    assert [link.address.rsplit("/", 1)[-1] for link in read.attachments] == ["a.pdf", "W02.xlsx", "download?id=3"]


def test_reviewers_are_read_strictly() -> None:
    body = f"<p>{LONG}一审判决后，二审法院审理。</p><p>责任编辑：张三校对：李四　初审：王小五 复审： 终审：赵六</p>"
    read = page(article("发布时间：2021-03-05", body=body))
    assert [(r.role, r.name) for r in read.reviewers] == [
        ("edit", "张三"),
        ("proof", "李四"),
        ("review", "王小五"),
        ("second", ""),
        ("final", "赵六"),
    ]


def test_element_table_and_quoted_numbers() -> None:
    table = """<table><tr><td>索 引 号：</td><td>000014349/2018-00221</td><td>主题分类：</td><td>综合政务</td></tr>
    <tr><td>发文机关：</td><td>示例县人民政府办公室</td><td>成文日期：</td><td>2018年12月07日</td></tr>
    <tr><td>标　　题：</td><td colspan=3>示例县人民政府办公室关于推进公开的意见</td></tr>
    <tr><td>发文字号：</td><td>示政办发〔2018〕123号</td><td>发布日期：</td><td>2018年12月27日</td></tr>
    <tr><td>有效性：</td><td>有效</td><td>公开属性：</td><td>主动公开</td></tr></table>"""
    read = page(f"<body>{table}<div id='zoom'><p>{LONG}根据《条例》（国发〔2015〕5号）。</p></div></body>")
    elements = read.document
    assert elements.number is not None
    assert elements.number.value == "示政办发〔2018〕123号"
    assert elements.index is not None
    assert elements.index.value == "000014349/2018-00221"
    assert elements.issuer is not None
    assert elements.issuer.value == "示例县人民政府办公室"
    assert elements.written is not None
    assert elements.written.value == date(2018, 12, 7)
    assert elements.validity is not None
    assert elements.validity.value == "有效"
    assert read.public_attribute is not None
    assert read.public_attribute.value == "主动公开"
    assert read.published.value == date(2018, 12, 27)
    assert read.title.value == "示例县人民政府办公室关于推进公开的意见"
    assert read.quoted_numbers == ("国发〔2015〕5号",)
    assert "document" in read.roles


def test_empty_cells_do_not_take_the_next_label() -> None:
    table = "<table><tr><td>索引号：</td><td></td><td>发布机构：</td><td></td></tr><tr><td>文 号：</td><td></td><td>发文日期：</td><td></td></tr></table>"
    read = page(f"{table}<h1>关于某事项的公告</h1><div id='zoom'><p>{LONG}</p></div>")
    assert read.document.index is not None
    assert read.document.index.value is None
    assert read.document.number is None or read.document.number.value is None
    assert read.published.value is None
    assert read.title.value == "关于某事项的公告"


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("关于印发方案的通知（苏财购〔2019〕10号）", "苏财购〔2019〕10号"),
        ("张价费[2017]16号转发上级关于降低收费标准的通知", "张价费[2017]16号"),
        ("关于贯彻财税〔2017〕46号文件精神的通知", None),
    ],
)
def test_number_in_the_headline(title: str, number: str | None) -> None:
    held = page(article("发布时间：2021-03-05", title=title)).document.number
    assert (held.value if held else None) == number


def test_number_cut_over_spans_on_a_line_of_its_own() -> None:
    body = f"<p style='text-align:center'>黔劳社厅发<span>[2006]20</span>号</p><p>{LONG}（国发〔2015〕5号）</p>"
    held = page(article("发布时间：2021-03-05", body=body)).document.number
    assert held is not None
    assert held.value == "黔劳社厅发[2006]20号"


def test_second_copy_that_is_hidden_does_not_count() -> None:
    text = article("发布时间：2021-03-05 来源：县政府办").replace(
        "<div class='main'>", "<div class='ng-hide'><h1>另一份</h1>发布时间：2020-01-01</div><div class='main'>", 1
    )
    read = page(text)
    assert read.published.value == date(2021, 3, 5)
    assert read.title.value == "关于开展政务公开工作的通知"


def test_interpretation_and_document_link_each_other() -> None:
    links = "<div class='xg'><h3>相关解读</h3><ul><li><a href='/jd.html'>一图读懂政务公开工作</a></li></ul></div>"
    read = page(article("发布时间：2021-03-05", body=f"<p>{LONG}</p>{links}"))
    assert [link.address for link in read.interpreted_by] == ["http://www.example.gov.cn/jd.html"]
    back = "<p>政策原文：<a href='/wj.html'>关于开展政务公开工作的通知</a></p>"
    told = page(article("发布时间：2021-03-05", title="《关于开展政务公开工作的通知》解读", body=f"<p>{LONG}</p>{back}"))
    assert "interpretation" in told.roles
    assert [link.address for link in told.interprets] == ["http://www.example.gov.cn/wj.html"]


def test_empty_body_and_pictures() -> None:
    assert page(article("发布时间：2021-03-05", body="")).body_empty
    assert not page(article("发布时间：2021-03-05", body="<img src='/p.jpg'>")).body_empty
    assert not page(article("发布时间：2021-03-05")).body_empty


@pytest.mark.parametrize(
    ("bar", "how"),
    [
        ("<span>发布时间：</span><span id='pubtime'></span>", "unfilled"),
        ("发布时间：<em id='t'></em> 来源：县政府办", "unfilled"),
        ("<span>发布时间：</span>", ""),
        ("来源：县政府办", ""),
    ],
)
def test_an_empty_place_for_the_date(bar: str, how: str) -> None:
    read = page(article(bar))
    assert (read.published.value, read.published.how) == (None, how)
