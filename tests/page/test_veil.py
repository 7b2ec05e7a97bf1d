"""What scripts and pictures may show is never taken for absent."""

import importlib.util
from pathlib import Path

import pytest

from govcheck.outcome import Reason
from govcheck.page.model import PageKind
from govcheck.page.veil import ENTRIES, WORDED

_spec = importlib.util.spec_from_file_location("page_pages", Path(__file__).with_name("pages.py"))
assert _spec is not None
assert _spec.loader is not None
pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pages)
HOME = "http://www.example.gov.cn/"
BODY = "".join(f"<p><a href='/c{i}/'>栏目{i}</a> 本县今年以来各项工作稳步推进，取得良好成效。</p>" for i in range(9))
ALL = {*WORDED, *ENTRIES, "conac", "zhaocuo", "apply_entry"}


def veiled(body: str, scripts: dict[str, str] | None = None, address: str = HOME) -> dict[str, Reason]:
    read = {HOME + name: text for name, text in (scripts or {}).items()}
    return dict(pages.page(body, address, home=HOME, scripts=read).identity.veiled)


def test_a_plain_page_veils_nothing() -> None:
    assert veiled(BODY) == {}
    assert (
        veiled(BODY + "<script src='/js/jquery-1.9.1.min.js'></script><script src='https://hm.baidu.com/hm.js?1'></script>")
        == {}
    )


@pytest.mark.parametrize(
    ("script", "facts"),
    [
        ("var b=document.createElement('div');b.innerText='长者模式'", {"elder"}),
        ("b.innerText='\\u957f\\u8005\\u6a21\\u5f0f'", {"elder"}),
        ("$('#s').searchWidget({})", {"search"}),
        ("s.src='//pucha.example.cn/exposure/js/a.js'", {"zhaocuo"}),
        ("foot.insertAdjacentHTML('beforeend','<p>网站标识码：'+code+'</p>')", {"site_code"}),
        ("$.get('/inc/foot.html',function(d){$('#foot').html(d)})", {*WORDED, "conac", "zhaocuo", "apply_entry"}),
    ],
)
def test_what_a_script_speaks_of_may_be_there(script: str, facts: set[str]) -> None:
    assert veiled(BODY + f"<script>{script}</script>") == dict.fromkeys(facts, Reason.SCRIPT)
    own = BODY + "<script src='/js/common.js'></script>"
    assert veiled(own, {"js/common.js": script}) == dict.fromkeys(facts, Reason.SCRIPT)


def test_what_the_markup_states_is_not_veiled() -> None:
    stated = BODY + pages.FOOT + "<script>alert('网站标识码：ICP备')</script>"
    assert veiled(stated) == {}


def test_an_unread_script_of_the_site_may_draw_anything_but_what_is_beside_a_footer_seen() -> None:
    script = "<script src='/js/common.js'></script>"
    assert set(veiled(BODY + script)) == ALL
    assert set(veiled(BODY + pages.FOOT + script)) == {*ENTRIES, "conac", "zhaocuo", "apply_entry"}
    assert set(veiled(BODY + "<script src='//tools.vendor.example/entry.js'></script>")) == set(ENTRIES)


def test_only_a_home_page_asks_for_its_scripts() -> None:
    body = BODY + "<script src='/js/common.js'></script>"
    assert pages.page(body, HOME, home=HOME).identity.scripts == (HOME + "js/common.js",)
    assert pages.page(body, HOME + "a/", home=HOME).identity.scripts == ()
    assert veiled(body, address=HOME + "a/") == {}


def test_a_fragment_that_was_put_in_is_no_veil() -> None:
    body = BODY + "<div id='foot'></div><script>$('#foot').load('/inc/foot.html')</script>"
    who = pages.page(body, HOME, home=HOME, scripts={HOME + "inc/foot.html": pages.FOOT}).identity
    assert who.icp is not None
    assert who.veiled == ()


@pytest.mark.parametrize("body", ["<div id='app'></div><script src='/app.js'></script>", "<p>请稍候</p>"])
def test_a_home_page_that_shows_nothing_was_not_seen(body: str) -> None:
    assert pages.page(body, HOME, home=HOME).kind is PageKind.STUB
    assert pages.page(BODY, HOME, home=HOME).kind is PageKind.HOME


def test_an_empty_list_is_not_blank_beside_a_script_that_may_fill_it() -> None:
    body = pages.CRUMB + "<div class='list'><ul></ul></div>"
    listing = pages.page(body, HOME + "tzgg/").listing
    assert listing is not None
    assert listing.blank
    drawn = pages.page(body + "<script src='/js/list.js'></script>", HOME + "tzgg/").listing
    assert drawn is not None
    assert not drawn.blank


def test_a_footer_that_is_a_picture() -> None:
    assert set(WORDED) <= set(veiled(BODY + "<div class='footer'><img src='foot.jpg' width='1000'></div>"))
    assert veiled(BODY + "<img src='weixin.png' width='80'>") == {}
