from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govcheck.urls import normalise, path_key

BASE = "http://www.yunxi.gov.cn/zwgk/gk/index.html"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("../c.html", "http://www.yunxi.gov.cn/zwgk/c.html"),
        ("./a.html", "http://www.yunxi.gov.cn/zwgk/gk/a.html"),
        ("/../../a.html", "http://www.yunxi.gov.cn/a.html"),
        ("%2e%2e/c.html", "http://www.yunxi.gov.cn/zwgk/c.html"),
        ("\\zwgk\\x.html", "http://www.yunxi.gov.cn/zwgk/x.html"),
        (" \t/a.ht\nml ", "http://www.yunxi.gov.cn/a.html"),
        ("a b.html", "http://www.yunxi.gov.cn/zwgk/gk/a%20b.html"),
        ("/政策.html", "http://www.yunxi.gov.cn/%E6%94%BF%E7%AD%96.html"),
        ("//www.other.gov.cn/x", "http://www.other.gov.cn/x"),
        ("http:///www.other.gov.cn/q", "http://www.other.gov.cn/q"),
        ("https:/www.other.gov.cn/a", "https://www.other.gov.cn/a"),
        ("http:foo.htm", "http://www.yunxi.gov.cn/zwgk/gk/foo.htm"),
        ("?id=3", "http://www.yunxi.gov.cn/zwgk/gk/index.html?id=3"),
        ("", BASE),
        ("#top", BASE),
        ("HTTP://WWW.Yunxi.GOV.CN:80", "http://www.yunxi.gov.cn/"),
        ("https://www.yunxi.gov.cn:443/x", "https://www.yunxi.gov.cn/x"),
        ("http://www.yunxi.gov.cn.:8080/", "http://www.yunxi.gov.cn:8080/"),
        ("http://me:pw@www.yunxi.gov.cn/", "http://www.yunxi.gov.cn/"),
        ("/a.jsp;jsessionid=5F3A?id=1", "http://www.yunxi.gov.cn/a.jsp?id=1"),
        ("/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://www.yunxi.gov.cn/a.aspx"),
        ("/(S(short))/a.aspx", "http://www.yunxi.gov.cn/(S(short))/a.aspx"),
        ("/a?PHPSESSID=abc&id=1", "http://www.yunxi.gov.cn/a?id=1"),
        ("/a?sid=0123456789abcdef&id=1", "http://www.yunxi.gov.cn/a?id=1"),
        ("/a?sid=12", "http://www.yunxi.gov.cn/a?sid=12"),
        ("/a?utm_source=wx&utm_medium=x", "http://www.yunxi.gov.cn/a"),
        ("/a?t=1764000000000", "http://www.yunxi.gov.cn/a"),
        ("/a?t=12", "http://www.yunxi.gov.cn/a?t=12"),
        ("/a?r=0.8372611", "http://www.yunxi.gov.cn/a"),
        ("/a?", "http://www.yunxi.gov.cn/a"),
        ("/%7Ea%2fb", "http://www.yunxi.gov.cn/~a%2Fb"),
        ("http://政务.公益/", "http://xn--zfr164b.xn--55qw42g/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("javascript:void(0)", None),
        ("mailto:a@b.cn", None),
        ("data:text/html,x", None),
        ("http://a b/", None),
        ("http://x:99999/", None),
        ("http://x:8a/", None),
        ("http://127.1/", None),
        ("http://[::1/", None),
        ("http://a..b/", None),
    ],
)
def test_one_written_form(printed: str, meant: str | None) -> None:
    assert normalise(printed, BASE) == meant


def test_without_a_base_only_whole_addresses_count() -> None:
    assert normalise("/a") is None
    assert normalise("http://x.cn/a") == "http://x.cn/a"


def test_the_query_goes_out_in_the_pages_encoding() -> None:
    assert normalise("?q=中", BASE, "gb18030") == "http://www.yunxi.gov.cn/zwgk/gk/index.html?q=%D6%D0"


@given(st.text(max_size=60))
@example("//[")
@example("http://0x7f.1/")
@example("//a/..//b")
@example("///..//;sid=/.")
@example("?&=&%zz")
def test_any_text_is_taken_and_the_form_is_stable(text: str) -> None:
    found = normalise(text, BASE)
    if found is not None:
        assert normalise(found) == found
        assert urlsplit(found).scheme in ("http", "https")
        assert found.isascii()
        assert "#" not in found


@given(
    st.lists(st.sampled_from(["a", "..", ".", "b c", "中", "%2e", "", ";jsessionid=1", "x.html"]), max_size=8),
    st.sampled_from(["", "/"]),
)
def test_paths_end_without_dots_and_blanks(parts: list[str], start: str) -> None:
    path = start + "/".join(parts)
    if path.startswith("//"):
        return  # names a host, not a path
    found = normalise(path, BASE)
    assert found is not None
    assert not {"..", "."} & set(urlsplit(found).path.split("/"))
    assert " " not in found
    assert normalise(found) == found


@pytest.mark.parametrize(
    ("address", "key"),
    [("http://x.cn", "/"), ("https://y.cn:8443/a/b?c=1", "/a/b?c=1"), ("http://x.cn/?a", "/?a")],
)
def test_path_keys_know_no_host(address: str, key: str) -> None:
    assert path_key(address) == key
