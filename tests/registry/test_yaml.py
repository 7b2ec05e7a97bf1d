"""YAML lists: text stays text, every mistake has its place, small files stay small."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcheck.errors import SiteListError
from govcheck.records.site import Kind, Level
from govcheck.registry import load_sites


def put(folder: Path, text: str) -> Path:
    path = folder / "sites.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_scalars_stay_text(tmp_path: Path) -> None:
    text = """\
sites:
  - id: 0012
    name: yes
    url: http://a.gov.cn/
    level: county
    kind: 门户
    region: 990121
    site_code: 0123456789
    services: yes
    aliases: [b.gov.cn, c.gov.cn]
    opened: 2019-01-02
    note: null
"""
    (site,) = load_sites(put(tmp_path, text))
    assert (site.id, site.name, site.region, site.site_code) == ("0012", "yes", "990121", "0123456789")
    assert (site.level, site.kind, site.services) == (Level.COUNTY, Kind.PORTAL, True)
    assert site.aliases == ("b.gov.cn", "c.gov.cn")
    assert site.extra == {"opened": "2019-01-02"}
    assert site.note == ""


def test_a_bare_list_and_mistakes_by_place(tmp_path: Path) -> None:
    text = "- url: http://a.gov.cn/\n  level: 错\n- http://b.gov.cn/\n- url: http://c.gov.cn/\n  note: {a: b}\n"
    with pytest.raises(SiteListError) as caught:
        load_sites(put(tmp_path, text))
    assert [(one.line, one.column) for one in caught.value.mistakes] == [(2, 10), (3, 3), (5, 3)]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("- url: http://a.gov.cn\n  url: http://b.gov.cn\n", 2, "重复"),
        ("- &x {url: http://a.gov.cn}\n- *x\n", 2, "引用"),
        ("a: b\n", 1, "列表"),
        ("", 1, "列表"),
        ("- url: [\n", 2, "YAML"),
        ("--- []\n--- []\n", 2, "一份文档"),
        ("- ? [a]\n  : b\n", 1, "键应为文字"),
        ("- " + "[" * 2000 + "]" * 2000, 1, "嵌套太深"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(SiteListError) as caught:
        load_sites(put(tmp_path, text))
    assert caught.value.mistakes[0].line == line
    assert says in caught.value.mistakes[0].message


def test_the_cap(tmp_path: Path) -> None:
    with pytest.raises(SiteListError, match="太大"):
        load_sites(put(tmp_path, "- url: http://a.gov.cn/\n" + "#" * 2_000_000))
