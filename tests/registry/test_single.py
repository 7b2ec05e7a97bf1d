"""Single targets: addresses and saved folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcheck.errors import UsageError
from govcheck.records.site import Kind, Level
from govcheck.registry.single import site_from_target


def test_an_address_with_what_is_known_of_it() -> None:
    site = site_from_target("www.a.gov.cn", level=Level.CITY, kind=Kind.PORTAL, region="990100", name="甲", site_id="a1")
    assert (site.id, site.name, site.url) == ("a1", "甲", "http://www.a.gov.cn/")
    assert (site.level, site.kind, site.region) == (Level.CITY, Kind.PORTAL, "990100")


def test_a_folder_is_named_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "My Site"
    folder.mkdir()
    site = site_from_target(str(folder))
    assert site.id.startswith("my-site-")
    assert site.url == f"http://{site.id}.invalid/"


def test_a_chinese_folder_keeps_its_name_as_id_and_gets_an_ascii_host(tmp_path: Path) -> None:
    folder = tmp_path / "塔城市"
    folder.mkdir()
    site = site_from_target(str(folder))
    assert site.id == "塔城市"
    assert site.url.isascii()
    assert site.url.endswith(".invalid/")


def test_a_folder_with_its_base_address(tmp_path: Path) -> None:
    assert site_from_target(str(tmp_path), base_url="http://a.gov.cn").url == "http://a.gov.cn/"


@pytest.mark.parametrize("target", ["./nowhere", "/nowhere/at/all", "plain", "ftp://a.gov.cn", "a\0b", "", "x" * 5000])
def test_what_is_neither(target: str) -> None:
    with pytest.raises(UsageError):
        site_from_target(target)


def test_wrong_codes_and_ids() -> None:
    with pytest.raises(UsageError, match="行政区划"):
        site_from_target("http://a.gov.cn", region="5104")
    with pytest.raises(UsageError, match="id"):
        site_from_target("http://a.gov.cn", site_id="a/b")


def test_a_file_is_no_target(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.touch()
    with pytest.raises(UsageError, match="文件夹"):
        site_from_target(str(page))
