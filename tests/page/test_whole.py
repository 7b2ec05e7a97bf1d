# ruff: noqa: E501  (pages are clearer unbroken)
import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.pack.kinds.base import Extract
from govcheck.page.model import PageKind

_spec = importlib.util.spec_from_file_location("page_pages", Path(__file__).with_name("pages.py"))
assert _spec is not None
assert _spec.loader is not None
pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pages)
page, article, CRUMB, FOOT, LONG = pages.page, pages.article, pages.CRUMB, pages.FOOT, pages.LONG
HOME = "http://www.example.gov.cn/"


def test_identity_of_a_footer() -> None:
    extra = """<script id="_jiucuo_" sitecode="3301220001" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>
    <a href="https://bszs.conac.cn/sitename?method=show&id=0A">党政机关</a><a href="#">无障碍阅读</a><a href="#">长者模式</a>
    <form action="/search"><input name="keyword"></form><a href="/ysqgk/">依申请公开</a>"""
    who = page(article("发布时间：2021-03-05") + extra).identity
    held = {
        name: getattr(who, name).value
        for name in ("site_code", "icp", "police", "organiser", "contact", "zhaocuo", "conac", "search", "apply_entry")
    }
    assert held == {
        "site_code": "3301220001",
        "icp": "浙ICP备05012345号-1",
        "police": "浙公网安备33012202000123号",
        "organiser": "示例县人民政府办公室",
        "contact": "0571-12345678",
        "zhaocuo": "script",
        "conac": "link",
        "search": "form",
        "apply_entry": "依申请公开",
    }
    assert who.elder is not None
    assert who.accessibility is not None


@pytest.mark.parametrize("text", ["政府网站标识码 3702000025", "网站标识码5100000062", "网站标识码 ：bm01000001"])
def test_site_code_shapes(text: str) -> None:
    who = page(f"<div class='footer'>{text} 主办：某局</div>").identity
    assert who.site_code is not None
    assert who.site_code.value in text


@pytest.mark.parametrize(
    "text", ["鲁ICP备 05038584号", "京 ICP 备 19054529 号 -1", "鄂ICP备19031037-2号", "粤ICP备2022092331号-1"]
)
def test_icp_shapes(text: str) -> None:
    who = page(f"<div class='footer'>主办：某局 {text}</div>").identity
    assert who.icp is not None
    assert who.icp.value == text.replace(" ", "")


def test_what_is_missing_is_none() -> None:
    who = page("<p>闽B2-20090018 增值电信</p>").identity
    assert (who.icp, who.police, who.conac, who.zhaocuo, who.site_code) == (None, None, None, None, None)


def test_footer_loaded_by_script_counts_when_read_and_is_told_when_not() -> None:
    text = "<div id='footer'></div><script>$('#footer').load('footer.html');</script>"
    unread = page(text).identity
    assert unread.footer_script_unread
    assert unread.icp is None
    address = "http://www.example.gov.cn/zwgk/tzgg/footer.html"
    read = page(text, scripts={address: FOOT}).identity
    assert not read.footer_script_unread
    assert read.footer_from_script == (address,)
    assert read.icp is not None


def test_footer_written_by_a_local_script() -> None:
    address = "http://www.example.gov.cn/js/foot.js"
    written = "document.writeln('<div class=\"foot\">网站标识码：3301220001 主办：某县政府</div>');"
    read = page("<script src='/js/foot.js'></script>", scripts={address: written}).identity
    assert read.site_code is not None
    assert read.site_code.value == "3301220001"
    assert page("<script src='/js/foot.js'></script>").identity.footer_script_unread


@pytest.mark.parametrize(
    ("text", "address", "status", "kind"),
    [
        ("<ul><li><a href='1.html'>要闻标题一二三四五六</a></li></ul>", HOME, 200, PageKind.HOME),
        ("<p>页面</p>", HOME + "x.html", 404, PageKind.ERROR),
        ("<table><tr><td><p>对不起，我们没有找到您要的网页。</p></td></tr></table>", HOME + "x.html", 200, PageKind.ERROR),
        (
            "<html><head><meta http-equiv=Refresh content='0; url=a/index.html'></head></html>",
            HOME + "x/index.html",
            200,
            PageKind.STUB,
        ),
        ("<script>window.location.href='/main/index.html'</script>", HOME + "x/index.html", 200, PageKind.STUB),
        (article("发布时间：2021-03-05"), HOME + "x.html", 200, PageKind.ARTICLE),
    ],
)
def test_kinds(text: str, address: str, status: int, kind: PageKind) -> None:
    read = page(text, address, status=status)
    assert read.kind is kind
    assert read.soft_404 == (kind is PageKind.ERROR and status == 200)


def test_links_of_every_make() -> None:
    text = """<base href="http://www.example.gov.cn/b/"><a href="a.html">甲</a><a href="javascript:openwin('c.html')">乙</a>
    <div onclick="location.href='d.html'">丙</div><iframe src="e.html"></iframe><a href="#top">顶</a><a href="mailto:a@b.c">邮</a>"""
    found = {link.address.rsplit("/", 1)[-1]: link.how for link in page(text).links}
    assert found == {"a.html": "href", "c.html": "script", "d.html": "onclick", "e.html": "frame"}


def test_hidden_links_to_other_sites() -> None:
    text = """<div style="position:absolute;left:-9999px"><a href="http://www.casino.com/">x</a></div><a style="display:none" href="http://bad.com/">y</a>
    <div style="display:none"><p>一个只在点击后才显示的选项卡，里面有许多说明文字。</p><a href="http://other.com/">z</a></div><a href="http://fine.com/">可见</a>"""
    assert page(text).hidden_outside == (("http://www.casino.com/", "off-screen"), ("http://bad.com/", "display:none"))


def test_guide_parts_and_gazette() -> None:
    guide = page(
        article(
            "发布时间：2021-03-05",
            title="示例县政府信息公开指南",
            body=f"<p>{LONG}</p><p>办公地址：某路1号</p><p>办公时间：周一至周五</p><p>联系电话：0571-123</p><p>电子邮箱：a@b.gov.cn</p>",
        )
    )
    assert "guide" in guide.roles
    assert {"办公地址", "办公时间", "联系电话", "互联网联系方式"} <= set(guide.guide_elements)
    assert "传真号码" not in guide.guide_elements
    parts = page(
        "<div class='nav'><a href='/zn/'>政府信息公开指南</a><a href='/zd/'>政府信息公开制度</a><a href='/nb/'>政府信息公开年报</a></div>",
        HOME + "zwgk/",
    )
    assert [part.name for part in parts.disclosure_parts] == [
        "政府信息公开指南",
        "政府信息公开制度",
        "政府信息公开工作年度报告",
    ]


def test_extracts_by_css_attribute_regex_and_meta() -> None:
    wanted = [
        Extract(css="h1"),
        Extract(css="a", attr="href"),
        Extract(regex=r"第(\d+)号"),
        Extract(meta="sitename"),
        Extract(css="h1["),
    ]
    read = page(
        "<html><head><meta name='SiteName' content='某县'></head><body><h1>第12号</h1><a href='/a'>x</a></body></html>",
        extracts=wanted,
    )
    assert [read.extracted[extract.key] for extract in wanted] == [("第12号",), ("/a",), ("12",), ("某县",), ()]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 50,
        b"<",
        b"\xff\xfe",
        b"<html>",
        ("<div>" * 10_000 + "深处" + "</div>" * 10_000).encode(),
        ("<b><i>" * 5000 + "字").encode(),
    ],
)
def test_odd_bytes_are_survived(body: bytes) -> None:
    assert page(body, HOME + "x.html").sha256


def test_what_follows_deep_nesting_or_an_early_end_is_read() -> None:
    deep = "<div>" * 10_000 + "</div>" * 10_000 + "<a href='/after.html'>其后</a>"
    assert [link.words for link in page(f"<html><body>{deep}</body></html>").links] == ["其后"]
    assert "其后" in page("<html><body><p>前</p></body></html><!-- x --><div>其后</div></body></html>").text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<table><tr><td>",
                "<li>",
                "发布时间：",
                "2021-01-01",
                "<a href='x'>",
                "来源：",
                "<script>",
                "</script>",
                "'",
                "\ufeff",
                "<h1>",
                "标题",
                "<br>",
                "&#0;",
                "<ul>",
                "document.write('",
            ]
        ),
        max_size=40,
    )
)
def test_any_soup_is_survived(pieces: list[str]) -> None:
    assert page("".join(pieces)).kind in PageKind


def test_items_of_a_footer_in_a_table() -> None:
    rows = "<tr><td>主办单位</td><td>示例县人民政府办公室</td></tr><tr><td>联系电话</td><td>0571-12345678</td></tr><tr><td>标识码</td><td>3301220001</td></tr>"
    who = page(CRUMB + f"<p>{LONG}</p>" * 4 + f"<div class='ft'><table>{rows}</table></div>").identity
    assert who.organiser is not None
    assert who.organiser.value == "示例县人民政府办公室"
    assert who.contact is not None
    assert who.site_code is not None


def test_a_footer_that_is_a_frame_of_its_own() -> None:
    who = page(FOOT).identity
    assert who.organiser is not None
    assert who.organiser.value == "示例县人民政府办公室"


def test_a_footer_in_traditional_characters() -> None:
    who = page(
        "<div class='footer'><p>主辦單位：示例縣人民政府辦公室</p><p>網站標識碼：3301220001 浙ICP備05012345號 浙公網安備 33012202000123號</p><a>無障礙閱讀</a></div>"
    ).identity
    assert all(getattr(who, name) is not None for name in ("organiser", "site_code", "icp", "police", "accessibility"))


def test_a_search_behind_a_picture() -> None:
    assert page("<a href='/search/index.html'><img src='ss.png'></a>").identity.search is not None
    assert page("<a href='/research/index.html'><img src='ss.png'></a>").identity.search is None


def test_a_long_list_is_read_in_time_and_its_rows_are_placed() -> None:
    rows = "".join(
        f"<li><a href='/t/{i}.html'>关于某某事项的通知公告第{i}号</a><span>2026-01-02</span></li>" for i in range(1500)
    )
    listing = page(CRUMB + f"<ul class='list'>{rows}</ul>", HOME + "tzgg/").listing
    assert listing is not None
    assert len(listing.rows) == 1500
    assert listing.rows[-1].css.endswith("li:nth-of-type(1500)")
    assert not any(row.pinned for row in listing.rows)
