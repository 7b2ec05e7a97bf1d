"""Whatever the bytes: sites or mistakes, never another exception; ids fit every file system."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.errors import SiteListError
from govcheck.registry import SiteList, read_sites
from govcheck.registry.ids import is_safe, slug

CELLS = st.text(max_size=12) | st.sampled_from(
    ["网址", "url", "http://a.gov.cn", "层级", "市级", '"', "5.1E+09", "\n", '="01"']
)


@settings(max_examples=150, deadline=None)
@given(table=st.lists(st.lists(CELLS, max_size=5), max_size=6), separator=st.sampled_from([",", ";", "\t"]))
def test_any_text_table(table: list[list[str]], separator: str) -> None:
    text = "\n".join(separator.join(row) for row in [["网址", "层级", "行政区划代码"], *table])
    check(text.encode("utf-8", "surrogatepass"), "csv")


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200), ending=st.sampled_from(["csv", "yaml", "xlsx", "xls"]))
def test_any_bytes(data: bytes, ending: str) -> None:
    check(data, ending)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="-:[]{}#&*!|>'\"%@`, \nurlab?~", max_size=80))
def test_any_yaml(text: str) -> None:
    check(text.encode(), "yaml")


def check(data: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sites.{ending}"
        path.write_bytes(data)
        found = attempt(path)
    assert found.sites or found.mistakes
    assert all(site.url and is_safe(site.id) for site in found.sites)
    assert len({site.id.casefold() for site in found.sites}) == len(found.sites)


def attempt(path: Path) -> SiteList:
    try:
        return read_sites(path)
    except SiteListError as error:
        return SiteList((), error.mistakes)


@given(st.text(max_size=300))
def test_slugs_are_safe_and_stable(text: str) -> None:
    made = slug(text)
    assert is_safe(made)
    assert slug(text) == made
    assert len(made.encode()) <= 160
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)


@given(st.sampled_from(["con", "NUL", "com1", "LPT9.txt", "aux.gov.cn", "prn"]))
def test_device_names_of_windows_are_avoided(name: str) -> None:
    assert slug(name).startswith("site-")
