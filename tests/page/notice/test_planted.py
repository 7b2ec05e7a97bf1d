# ruff: noqa: E501  (markup is clearer unbroken)
"""Planted links on pages of our own: what is certain, what a person looks at, and what is nobody's business."""

from __future__ import annotations

import base64
import importlib.util
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.page.notice.scripts import doings
from govcheck.page.notice.spam import known, spam_host, spam_in
from govcheck.page.notice.unpack import unpack

_spec = importlib.util.spec_from_file_location("page_pages", Path(__file__).parents[1] / "pages.py")
assert _spec is not None
assert _spec.loader is not None
pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pages)
page = pages.page

WANTS = frozenset({"planted_link", "page.hijacked", "page.replaced"})
SPAM = '<a href="http://v.example/">澳门娱乐城开户</a>'


def found(markup: str) -> list[tuple[str, bool]]:
    return [(link.how, link.sure) for link in page(markup, wants=WANTS).noticed.planted]


def strangers(number: int, words: str = "示例商店") -> str:
    return "".join(f'<a href="http://shop{n}.example/">{words}{n}</a>' for n in range(number))


@pytest.mark.parametrize(
    "markup",
    [
        f"<div style='position:absolute;top:-5000px'>{strangers(9)}</div>",
        f"<div style='display:none'>{SPAM}{strangers(2)}</div>",
        "<div style='display:none'><a href='http://v.example/'>澳 门-娱.乐 城</a></div>",
        "<div style='display:none'><a href='http://v.example/'>澳門娛樂城</a></div>",
        "<div style='display:none'><a href='http://www.bet365.example/'>x</a></div>",
        f"<div style='display:none'>{strangers(8)}<a href='http://z.example/'>男科</a></div>",
        f'<script>document.write("{SPAM.replace(chr(34), chr(39))}")</script>',
        f"<!--[if lt IE 7]>{SPAM}<![endif]-->",
    ],
)
def test_certain(markup: str) -> None:
    told = found(markup)
    assert told
    assert all(sure for _how, sure in told)


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='display:none'><a href='http://shop.example/'>示例商店</a></div>",
        f"<div style='position:absolute;top:-5000px'>{strangers(3)}</div>",
        "<div style='display:none'><a href='http://www.linxian.gov.cn/x.html'>澳门娱乐城开户</a></div>",
    ],
)
def test_for_a_person(markup: str) -> None:
    told = found(markup)
    assert told
    assert not any(sure for _how, sure in told)


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='friend-link' style='display:none'>{strangers(3)}</div>",
        f"<div class='friend-link' style='display:none'>{strangers(20)}</div>",
        "<div style='display:none'><a href='http://a.example/'>示例县人民医院</a><a href='http://b.example/'>示例日报</a></div>",
        "<ul><li>部门<ul style='display:none'><li><a href='http://a.example/'>示例县教育局</a></li></ul></li></ul>",
        "<div class='x1'>可见</div><div class='x1' style='display:none'><a href='http://a.example/'>示例商店</a></div>",
        "<a href='http://a.example/'>示例商店</a><div style='display:none'><a href='http://a.example/b'>示例商店</a></div>",
        "<div id='zz' style='display:none'><a href='http://a.example/'>示例商店</a></div><script>function s(){$('#zz').show()}</script>",
        "<div style='display:none'><a href='http://a.example/'>扫码报名</a><p>说明文字很长，讲怎样扫码报名，怎样查询进度，怎样办理业务。</p></div>",
        "<select><option><a href='http://a.example/' style='display:none'>示例商店</a></option></select>",
        "<div style='display:none'><a href='http://10.1.2.3/oa'>办公</a><a href='http://intranet/'>内网</a></div>",
        "<div style='display:none'><a href='https://www.zhihu.com/'>知乎</a><a href='https://www.12306.cn/'>购票</a></div>",
        "<div style='opacity:0' class='swiper-slide'><a href='http://a.example/'>示例专题</a></div>",
        "<a href='http://a.example/'></a><a href='http://a.example/'>更多</a>",
        "<p>县公安局打击网络赌博，查处<a href='http://a.example/'>示例网站</a></p>",
        "<div style='display:none'><a href='http://a.example/'>打击整治澳门娱乐城网络赌博</a></div><a href='http://a.example/'>专题</a>",
        "<script>document.write(unescape('%3Cscript src=\"//stat.vendor.example/c.js\"%3E%3C/script%3E'))</script>",
        "<script src='http://widget.vendor.example/w.js'></script>",
    ],
)
def test_nothing(markup: str) -> None:
    assert found(markup) == []


def test_nothing_is_noticed_where_no_rule_looks() -> None:
    noticed = page(f"<div style='display:none'>{SPAM}</div>").noticed
    assert noticed.planted == noticed.scripts == noticed.hijacked == ()


@pytest.mark.parametrize(
    "text",
    ["扫码报名", "现金网点", "青春药物", "支援交通", "热情色彩", "提供卵石", "长春药业", "沙特码头", "白癜风、牛皮癣、癫痫门诊慢特病",
     "税务局代开发票办理指南", "成人高考报名", "体育彩票公益金公告", "Time slots available", "XXX局", "农村百家乐园建设"],
)  # fmt: skip
def test_innocent_words(text: str) -> None:
    assert not spam_in(text).plain
    assert page(f"<html><head><title>{text}</title></head><body>x</body></html>", wants=WANTS).noticed.hijacked == ()


@pytest.mark.parametrize(
    "address",
    ["http://www.x.gov.cn/", "http://zjw.edu.cn/", "https://hm.baidu.com/h.js", "http://10.0.0.1/", "http://内网/"],
)
def test_known_hosts(address: str) -> None:
    assert known(address)
    assert not spam_host(address)


@pytest.mark.parametrize(
    "host", ["shibocaifu.example", "www.essex.example", "yule-hotel.example", "alphabet.example", "sifu.example"]
)
def test_innocent_hosts(host: str) -> None:
    assert spam_host(f"http://{host}/") == ""


def test_heads() -> None:
    def head(title: str, more: str = "", body: str = "x") -> tuple[tuple[str, ...], bool]:
        noticed = page(f"<html><head><title>{title}</title>{more}</head><body>{body}</body></html>", wants=WANTS).noticed
        return noticed.hijacked, noticed.hijacked_sure

    assert head("&amp;#28595;&amp;#38376;&amp;#23089;&amp;#20048;&amp;#22478;")[0]
    assert head("示例县_时时彩_六合彩")[1]
    assert not head("示例县", body="<h1>时时彩、六合彩</h1>")[0]
    assert not head("六合彩与时时彩", body="<h1>关于防范网络赌博的通告</h1>")[0]
    doubtful, sure = head("谈六合彩", '<meta name="ArticleTitle" content="谈六合彩">')
    assert doubtful
    assert not sure


@pytest.mark.parametrize(
    ("text", "source", "replaced", "sure"),
    [
        ("document.title='无法找到该网页';document.write(x)", "http://cdn.vendor.example/k.js", True, False),
        ("document.title='404 Not Found';document.write(x)", "http://dubo.example/k.js", True, True),
        ("function f(){document.title='无法找到该网页';document.write(x)}", "", False, False),
        ("document.title='示例县教育局';document.write('404')", "", False, False),
        ("if(/baidu/.test(document.referrer)){location.href='http://v.example/'}", "", True, True),
        ("if(/baidu/.test(document.referrer)){location.href='http://www.other.gov.cn/'}", "", False, False),
        ("if(/Android/.test(navigator.userAgent)){location.href='http://m.other.example/'}", "", True, False),
        ("if(/Android/.test(navigator.userAgent)){location.href='http://m.example.com/'}", "", False, False),
        ("if(/Android/.test(navigator.userAgent)){location.href='/m/'}", "", False, False),
        ("location.href='http://www.vendor.example/'", "", False, False),
        ("location.href='http://www.dubo.example/'", "", True, True),
    ],
)
def test_replacing_scripts(text: str, source: str, replaced: bool, sure: bool) -> None:
    done = doings(text, "http://www.example.gov.cn/", source)
    assert (bool(done.replaced), done.sure) == (replaced, sure)


def test_layers_are_undone() -> None:
    inner = "document.write('<script src=\"http://evil.example/x.js\"></script>')"
    once = f'eval(atob("{base64.b64encode(inner.encode()).decode()}"))'
    codes = f"eval(String.fromCharCode({','.join(str(ord(c)) for c in once)}))"
    assert inner in [said for _how, said in unpack(codes)]
    assert [one.address for one in doings(codes, "http://a.gov.cn/").written] == ["http://evil.example/x.js"]
    packed = "eval(function(p,a,c,k,e,d){return p}('0.1(\"<2 3=4://5.6/x>\")',7,7,'document|write|iframe|src|http|evil|example'.split('|'),0,{}))"
    assert [one.address for one in doings(packed, "http://a.gov.cn/").written] == ["http://evil.example/x"]


def test_foreign_widgets_link_to_their_own_host_in_peace() -> None:
    text = "document.write(\"<a href='http://w.vendor.example/more'>天气</a>\")"
    assert doings(text, "http://a.gov.cn/", "http://js.vendor.example/w.js").written == ()
    third = text.replace("w.vendor.example", "shop.example")
    assert [one.spam for one in doings(third, "http://a.gov.cn/", "http://js.vendor.example/w.js").written] == [""]
    assert doings(third, "http://a.gov.cn/", "https://hm.baidu.com/w.js").written == ()


PIECES = st.sampled_from(
    ["<div style='", "display:none", "'>", "<a href='http://v.example/", "<a href='//", "</a>", "</div>", "<script>", "</script>",
     "document.write('", "eval(String.fromCharCode(1,2,3", "atob('AAAA')", "\\x64\\x6f", "<!--[if IE]>", "<![endif]-->", "<style>.a{", "}",
     "</style>", "六合彩", "<iframe src=http://[::1", "<marquee height=0>", "<title>", "&#", "%3C", "'.split('|')", "\x00", "}('", "',62,1,'"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=80)
@given(st.lists(PIECES, max_size=30))
def test_never_raises_and_never_sure_of_bare_links(pieces: list[str]) -> None:
    text = "<html><body>" + "".join(pieces)
    model = page(text, wants=WANTS)
    if "六合彩" not in text:
        assert not any(link.sure for link in model.noticed.planted)
