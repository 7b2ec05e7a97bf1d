"""Forms, what a page loads, and how it shows itself on a phone."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.page.notice.viewport import zoom_blocked
from govcheck.page.questions.transport import folders, random_path
from govcheck.page.read import read_page
from govcheck.records.capture import Capture
from govcheck.text.lexicon import Lexicon

WANTS = frozenset({"host", "form", "page.viewport", "page.mixed_active"})
HERE = "https://www.shili.gov.cn/x/a.html"


def noticed(body, head="", address=HERE, headers=()):
    page = f"<html><head><title>页</title>{head}</head><body>{body}</body></html>".encode()
    given_headers = (("Content-Type", "text/html; charset=utf-8"), *headers)
    capture = Capture(address, address, 200, given_headers, page, datetime(2026, 6, 1, tzinfo=UTC))
    return read_page(capture, lexicon=Lexicon(()), wants=WANTS).noticed


def form(body, address=HERE):
    (found,) = noticed(body, address=address).forms
    return found


def test_a_search_box_and_what_is_sent_with_it():
    found = form(
        '<form action="/search" method="GET"><input type="hidden" name="siteid" value="7"><input name="q" '
        'placeholder="请输入关键词"><select name="where"><option value="t">标题</option><option value="a" selected>全文'
        '</option></select><input type="checkbox" name="x"><input type="radio" name="y" value="2" checked>'
        '<input type="submit" name="go" value="搜索"></form>'
    )
    assert (found.search, found.words_field, found.method) == (True, "q", "get")
    assert found.fixed == (("siteid", "7"), ("where", "a"), ("y", "2"))
    assert found.action == "https://www.shili.gov.cn/search"
    assert found.asks == ()


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ('<input type="password" name="p">', ("password",)),
        ("<table><tr><td>身份证号码：</td><td><input name='f1'></td></tr></table>", ("identity",)),
        ("联系电话：<input name='f1'>", ("mobile",)),
        ("<label for='a'>手机号</label><input id='a' name='f1'>", ("mobile",)),
        ('<input type="tel" name="f1">', ("mobile",)),
        ('<input name="user.idCard">', ("identity",)),
        ("姓名<input name='a'>标题<input name='b'>内容<textarea name='c'></textarea>", ("name", "message")),
        ("<textarea name='remark2'></textarea>", ()),
        ('<input type="hidden" name="mobile"><input name="slbh" placeholder="受理编号">', ()),
        ('<input type="checkbox" name="mobile">手机', ()),
        ("<input name='key'>", ()),
        ("<input name='tel' disabled>", ()),
    ],
)
def test_what_a_form_asks_for(body, asks):
    assert form(f"<form action='/s'>{body}</form>").asks == asks


@pytest.mark.parametrize("start", ["<form>", "<form action=''>", "<form action='#'>", "<form action='javascript:void(0)'>"])
def test_a_form_that_names_no_address_is_sent_by_script(start):
    assert form(f"{start}<input name='q'></form>").scripted


def test_what_is_loaded_and_what_of_it_is_mixed():
    found = noticed(
        "<script src='http://a.cn/a.js'></script><img src='http://a.cn/i.png' srcset='http://a.cn/j.png 2x, /k.png 1x'>"
        "<style>@import 'http://a.cn/b.css'; /* url(http://a.cn/no.png) */ p{background:url(http://a.cn/l.png)}"
        "@font-face{src:url(http://a.cn/f.woff)}</style><noscript><img src='http://a.cn/no2.png'></noscript>"
        "<img src='data:image/png;base64,AA'><a href='http://a.cn/'>a</a><script src='http://127.0.0.1/x.js'></script>"
    )
    assert found.mixed_active == ("http://a.cn/a.js", "http://a.cn/b.css", "http://a.cn/f.woff")
    assert set(found.mixed) - set(found.mixed_active) == {f"http://a.cn/{one}.png" for one in "ijl"}
    assert not [one for one in found.resources if "no" in one.rsplit("/", 1)[1]]
    assert "https://www.shili.gov.cn/k.png" in found.resources


def test_an_address_that_a_script_writes_may_follow_the_pages_scheme():
    """The mark of party and government bodies is put in like this on most sites."""
    found = noticed(
        "<script>document.write(unescape(\"%3Cspan id='c'%3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/1.js' "
        "type='text/javascript'%3E%3C/script%3E\"));</script>"
    )
    assert found.resources == ("http://dcs.conac.cn/js/1.js",)
    assert found.mixed == ()


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ('<meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests">', ()),
        ("", (("content-security-policy", "upgrade-insecure-requests; default-src *"),)),
    ],
)
def test_a_page_whose_loads_are_upgraded_mixes_nothing(head, headers):
    assert noticed("<script src='http://a.cn/a.js'></script>", head, headers=headers).mixed == ()


def test_nothing_is_mixed_on_a_page_over_http():
    assert noticed("<script src='http://a.cn/a.js'></script>", address=HERE.replace("https", "http")).mixed == ()


@pytest.mark.parametrize(
    ("content", "blocked"),
    [
        ("width=device-width, initial-scale=1", False),
        ("width=device-width, user-scalable=no", True),
        ("width=device-width; user-scalable=0", True),
        ("maximum-scale=1.0", True),
        ("maximum-scale=5", False),
        ("maximum-scale=none", False),
        ("", False),
    ],
)
def test_viewports_that_forbid_enlarging(content, blocked):
    assert zoom_blocked(content) is blocked


def test_sizes_of_running_text():
    long = "这是一段比标签长得多的正文文字，用来量字号。"
    assert noticed(f"<p style='font-size:18px'>{long}</p><p style='font-size:12pt'>{long}{long}</p>").text_sizes == (
        16.0,
        18.0,
    )
    assert noticed(f"<p>{long}</p>", "<style>body, td {font: 14px/1.5 宋体} .nav{font-size:30px}</style>").text_sizes == (
        14.0,
    )
    assert noticed(f"<p>{long}</p>").text_sizes == ()


def test_directories_of_files():
    assert folders("http://a.cn/upload/2026/x.doc") == ("http://a.cn/upload/2026/", "http://a.cn/upload/")
    assert folders("http://a.cn/x.css") == ()
    assert folders("http://a.cn/u/down.jsp?id=1") == ()
    assert random_path("a.cn", "/wwwroot.zip") == random_path("a.cn", "/b.zip") != random_path("b.cn", "/b.zip")
    assert random_path("a.cn", "/.git/HEAD").count(".") == 0


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.text("<>/='\" afiou:htp-{}()@;srcmginputdexl", max_size=120))
def test_no_page_makes_it_raise(text):
    assert noticed(f"<form {text}><input {text}><style>{text}</style><img {text}>").personal == ()
