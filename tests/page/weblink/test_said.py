"""What answers say: gone, for sale, taken over, of another format; and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.page.data import table
from govcheck.page.weblink.filetype import claimed, judge_file
from govcheck.page.weblink.glance import glance, is_html
from govcheck.page.weblink.gone import says_gone, wants_login
from govcheck.page.weblink.hands import judge_hands
from govcheck.records.capture import Capture

ADDRESS = "http://www.huoban.example/"
LONG = "为进一步做好政务公开工作，各有关单位要按照统一部署，认真组织实施，及时回应社会关切。" * 12


def came(body: str | bytes, kind: str = "text/html", **more: object) -> Capture:
    raw = body.encode() if isinstance(body, str) else body
    given: dict[str, object] = {"redirects": (), "tries": 1}
    return Capture(
        ADDRESS, str(more.pop("final", ADDRESS)), 200, (("content-type", kind),), raw, datetime.now(UTC), **(given | more)
    )  # type: ignore[arg-type]


def page(title: str, body: str) -> Capture:
    return came(f"<html><head><title>{title}</title></head><body>{body}</body></html>")


def gone(title: str, body: str) -> bool:
    one = page(title, body)
    return says_gone(one, glance(one))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("某某县人民政府", "<p>对不起，您访问的页面不存在</p>"),
        ("404 - 某某县人民政府", "<p>返回首页</p>"),
        ("Not Found", "<p>The requested URL /a.html was not found on this server.</p>"),
        ("某某网", "<div>抱歉，找不到您要访问的页面！<a href='/'>返回首页</a></div>"),
        ("提示信息", "<p>该信息已被删除</p>"),
        ("错误", "<h2>404 - 找不到文件或目录。</h2>"),
        ("页面不存在", ""),
    ],
)
def test_says_that_it_is_gone(title: str, body: str) -> None:
    assert gone(title, body)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("关于“页面不存在”问题的整改通报", f"<h1>整改通报</h1><p>{LONG}</p>"),
        ("政策问答", "<p>问：提示页面不存在怎么办？</p><p>答：请更换浏览器。</p>"),
        ("站内搜索", "<p>没有找到您要查询的信息，请更换查询词</p>"),
        ("联系我们", "<p>电话：0404-4040404</p><p>地址：某某路404号</p>"),
        ("某某县人民政府", "<div style='display:none'>页面不存在</div><p>欢迎</p>"),
        ("某某县人民政府", "<div id=app><p v-if='missing'>页面不存在</p></div>"),
        ("某某县人民政府", "<script>var tip = '您访问的页面不存在';</script><p>欢迎</p>"),
        ("关于删除某文件的公告", "<p>发布时间：2026-01-01</p><p>该文件已失效</p>"),
        ("栏目建设中", "<p>栏目建设中</p>"),
        ("404名学员结业", "<p>培训班结业</p>"),
    ],
)
def test_only_mentions_it(title: str, body: str) -> None:
    assert not gone(title, body)


@pytest.mark.parametrize(
    ("words", "title", "body", "state", "sure"),
    [
        ("某某旅游网", "huoban.example", "<p>该域名可转让，联系QQ</p>", "parked", True),
        ("某某旅游网", "Domain for sale", "<p>buy this domain</p>", "parked", True),
        ("某某旅游网", "域名已过期", "<p>该域名已过期，请续费</p>", "parked", True),
        ("某某旅游网", "澳门新葡京娱乐城", "<p>百家乐 真人荷官 注册送88</p>", "changed-hands", True),
        ("某某旅游网", "Welcome to nginx!", "<h1>Welcome to nginx!</h1>", "parked", False),
        ("某某旅游网", "提示", "<p>网站未备案，暂停访问</p>", "parked", False),
        ("某某旅游网", "宏达建材有限公司", "<p>水泥黄沙批发</p>", "changed-hands", False),
    ],
)
def test_changed_hands(words: str, title: str, body: str, state: str, sure: bool) -> None:
    one = page(title, body)
    said = judge_hands(ADDRESS, words, one, glance(one), friend=True)
    assert said is not None
    assert (said.state, said.sure) == (state, sure)


@pytest.mark.parametrize(
    ("words", "title", "body"),
    [
        ("某某旅游网", "某某旅游网", "<p>景点介绍</p>"),
        ("某某文旅集团", "首页 - 某某文旅", "<p>集团介绍</p>"),
        ("某某晚报", "某某晚报", "<p>警方打掉一个澳门娱乐城网络赌博团伙，涉百家乐、投注、真人荷官</p>"),
        ("中国福利彩票", "中国福利彩票发行管理中心", "<p>双色球 3D 开奖公告</p>"),
        ("域名管理中心", "域名管理中心", f"<p>域名交易管理办法：域名转让应当备案</p><p>{LONG}</p>"),
        ("某某大学", "XX University", "<p>Welcome</p>"),
        ("法院", "某某中院", "<p>开设赌场案宣判：被告人利用百家乐、老虎机、投注网站</p>"),
        ("某某酒店", "某某酒店", "<p>本站已升级，欢迎使用</p>"),
    ],
)
def test_the_innocent_are_not_accused(words: str, title: str, body: str) -> None:
    one = page(title, body)
    said = judge_hands(ADDRESS, words, one, glance(one), friend=True)
    assert said is None or not said.sure
    assert said is None or words in ("某某晚报",), said


def test_an_office_is_never_surely_accused_even_when_its_page_was_broken_into() -> None:
    one = page("澳门新葡京娱乐城", "<p>百家乐 真人荷官 注册送88</p>")
    said = judge_hands("http://www.jia.gov.cn/", "甲县人民政府", one, glance(one), friend=True)
    assert said is not None
    assert not said.sure


@pytest.mark.parametrize("kind", sorted(table("links")["holds"]))
def test_every_type_may_hold_what_usual_programs_open(kind: str) -> None:
    for row in table("links")["signatures"]:
        body = b"\0" * row.get("at", 0) + bytes.fromhex(row["hex"]) + b"\x01" * 600
        said = judge_file(came(body, "application/octet-stream"), kind, sure=True)
        assert (said.state == "alive") is (row["family"] in table("links")["holds"][kind])


@settings(max_examples=150, deadline=None)
@given(body=st.binary(max_size=400), kind=st.sampled_from(sorted(table("links")["holds"])))
def test_bytes_of_no_known_sort_are_never_surely_wrong(body: bytes, kind: str) -> None:
    one = came(b"\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07" + body, "application/octet-stream")
    said = judge_file(one, kind, sure=True)
    assert said.state == "alive" or not said.sure or said.came.startswith(("is pdf", "an error"))


def test_what_a_file_is_called() -> None:
    assert claimed("http://a.cn/f/a.PDF?x=1", "") == ("pdf", True)
    assert claimed("http://a.cn/down.jsp?id=3", "附件1：登记表.docx") == ("docx", False)
    assert claimed("http://a.cn/b.html", "关于pdf的说明") == ("", False)
    assert claimed("http://a.cn/b.html", "附件1.docx") == ("", False)
    named = came(b"", "application/octet-stream")
    with_name = Capture(
        named.address,
        named.address,
        200,
        (("Content-Disposition", 'attachment; filename="b.xls"'),),
        b"x",
        named.fetched_at,
    )
    assert claimed("http://a.cn/down.jsp?id=3", "下载", with_name) == ("xls", False)


def test_a_login_page() -> None:
    assert wants_login(came("", redirects=("x",), final="http://sso.a.gov.cn/cas/login?service=x"))
    assert not wants_login(came("", final="http://www.a.gov.cn/news/login-guide.html"))


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=600))
def test_glancing_never_raises(body: bytes) -> None:
    one = came(body)
    seen = glance(one)
    assert isinstance(says_gone(one, seen), bool)
    assert isinstance(is_html(one), bool)


def test_scripts_are_no_pages() -> None:
    assert not is_html(came("function f(){ document.write('<html><body>页面不存在</body></html>') }"))
    assert is_html(came("\ufeff <!DOCTYPE html><html></html>"))
