"""Which links are friend links, and which lead to the writer's own machine."""

from __future__ import annotations

import pytest
from tests.page.pages import page

LINKS = "".join(f"<a href='http://www.x{n}.gov.cn/'>友邻{n}</a>" for n in range(4))
OWN = "".join(f"<a href='/a/{n}.html'>栏目{n}</a>" for n in range(6))
WANTS = frozenset({"link"})


def friends(body: str) -> list[str]:
    read = page(body, "http://www.example.gov.cn/", home="http://www.example.gov.cn/", wants=WANTS)
    return sorted(address for address, _words in read.noticed.friends)


ALL = [f"http://www.x{n}.gov.cn/" for n in range(4)]


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h3>友情链接</h3><p>{LINKS}</p></div>",
        f"<div><div>相关链接：</div><ul>{LINKS}</ul></div>",
        f"<table><tr><td>县区网站</td></tr><tr><td>{LINKS}</td></tr></table>",
        f"<div class='yqlj'>{LINKS}</div>",
        f"<div id='friendLink'>{LINKS}</div>",
        "<select><option>省政府部门网站</option>"
        + "".join(f"<option value='{one}'>友邻</option>" for one in ALL)
        + "</select>",
    ],
)
def test_friend_links(body: str) -> None:
    assert friends(f"<div>{OWN}</div>{body}<p><a href='http://far.example/'>别处</a></p>") == ALL


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h3>通知公告</h3>{LINKS}</div>",
        f"<div><h3>链接新时代</h3>{LINKS}</div>",
        f"<div><h3>友情链接</h3>{OWN}<a href='http://www.x1.gov.cn/'>友邻</a></div>",
        "<select><option value='1'>一月</option><option value='/b/'>二月</option></select>",
    ],
)
def test_no_friend_links(body: str) -> None:
    assert friends(body) == []


def test_files_of_the_writers_own_machine() -> None:
    read = page(
        "<a href='file:///C:/a.doc'>附件一</a><a href='D:\\报表\\b.xls'>附件二</a><a href='/c.doc'>附件三</a>", wants=WANTS
    )
    assert read.noticed.local == (("file:///C:/a.doc", "附件一"), ("D:\\报表\\b.xls", "附件二"))


def test_nothing_is_noticed_that_no_rule_looks_at() -> None:
    read = page(f"<div><h3>友情链接</h3>{LINKS}</div>")
    assert (read.noticed.friends, read.noticed.local) == ((), ())
