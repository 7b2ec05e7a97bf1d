from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.errors import InputError
from govcheck.fetch.archive import read_archive, write_archive
from govcheck.fetch.folder import is_html, read_folder
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Tier

HTML = "<!DOCTYPE html><html><head>{}</head><body><p>云溪县</p></body></html>"


def save(root: Path, **files: str | bytes) -> Path:
    for name, body in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body if isinstance(body, bytes) else body.encode())
    return root


def by_name(crawl: Crawl) -> dict[str, Capture]:
    return {capture.address: capture for capture in crawl.captures}


def site(root: Path, head: str = "") -> Path:
    files: dict[str, str | bytes] = {
        "index.html": HTML.format(head),
        "zwgk/index.html": HTML,
        "zwgk/政策.html": HTML,
        "list.jsp?id=3": HTML,
        "list.jsp@id=4": HTML,
        "show.do?id=5.html": HTML,
        "js/foot.js": "document.write('x')",
        "empty.html": b"",
        "a.pdf": b"%PDF-1.7",
        "b.jpg": b"",
        "noname": HTML,
        "style.css": "/* <div> */",
    }
    return save(root, **files)


def test_files_stand_for_addresses(tmp_path: Path) -> None:
    crawl = read_folder(site(tmp_path / "Yun Xi"))
    base = "http://yun-xi.invalid/"
    found = by_name(crawl)
    assert (crawl.entry, crawl.saved_copy, crawl.ended) == (base, True, None)
    assert crawl.captures[0].address == base
    assert crawl.captures[0].tier is Tier.HOME
    read = {capture.address.removeprefix(base) for capture in crawl.captures if capture.ok and not capture.truncated}
    assert read == {
        "",
        "zwgk/index.html",
        "zwgk/%E6%94%BF%E7%AD%96.html",
        "list.jsp?id=3",
        "list.jsp?id=4",
        "show.do?id=5",
        "js/foot.js",
        "noname",
    }
    empty = found[f"{base}empty.html"]
    assert (empty.status, empty.failure, empty.detail, empty.ok) == (200, Reason.UNREADABLE, "present, not read", False)
    for name in ("a.pdf", "b.jpg", "style.css"):
        there = found[base + name]
        assert (there.ok, there.truncated, there.body) == (True, True, b"")
    assert found[f"{base}a.pdf"].header("content-type") == "application/pdf"
    assert crawl.aliases == {
        f"{base}index.html": base,
        f"{base}zwgk/": f"{base}zwgk/index.html",
        f"{base}list.jsp%3Fid=3": f"{base}list.jsp?id=3",
        f"{base}list.jsp@id=4": f"{base}list.jsp?id=4",
        f"{base}show.do%3Fid=5.html": f"{base}show.do?id=5",
        f"{base}show.do?id=5.html": f"{base}show.do?id=5",
    }
    assert [capture.address for capture in crawl.captures[1:]] == sorted(capture.address for capture in crawl.captures[1:])


@pytest.mark.parametrize(
    ("head", "given", "base"),
    [
        ('<meta name="SiteDomain" content="www.yunxi.gov.cn">', None, "http://www.yunxi.gov.cn/"),
        ("<META CONTENT='https://www.yunxi.gov.cn/x' NAME='sitedomain' />", None, "https://www.yunxi.gov.cn/"),
        ('<meta name="SiteDomain" content="">', None, "http://saved.invalid/"),
        ('<meta name="SiteDomain" content="网站域名">', None, "http://saved.invalid/"),
        ('<meta name="SiteDomain" content="www.yunxi.gov.cn">', "https://t.gov.cn/zw/", "https://t.gov.cn/zw/"),
    ],
)
def test_where_it_was_saved_from(tmp_path: Path, head: str, given: str | None, base: str) -> None:
    crawl = read_folder(site(tmp_path / "saved", head), given)
    assert crawl.entry == base
    assert f"{base}zwgk/index.html" in by_name(crawl)


def test_the_time_is_the_files_and_the_archive_works_alike(tmp_path: Path) -> None:
    root = site(tmp_path / "saved")
    os.utime(root / "noname", (1_700_000_000, 1_700_000_000))
    crawl = read_folder(root)
    assert by_name(crawl)["http://saved.invalid/noname"].fetched_at.timestamp() == 1_700_000_000
    write_archive(tmp_path / "x.warc.gz", crawl)
    assert read_archive(tmp_path / "x.warc.gz") == crawl
    assert read_folder(root) == crawl


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    save(tmp_path / "secret", **{"key.html": HTML})
    root = site(tmp_path / "saved")
    (root / "out.html").symlink_to(tmp_path / "secret" / "key.html")
    (root / "dir").symlink_to(tmp_path / "secret")
    (root / "in.html").symlink_to(root / "noname")
    (root / "loop").symlink_to(root)
    crawl = read_folder(root)
    assert [(skip.address, skip.reason) for skip in crawl.skipped] == [
        ("http://saved.invalid/dir", Reason.UNREADABLE),
        ("http://saved.invalid/out.html", Reason.UNREADABLE),
    ]
    assert by_name(crawl)["http://saved.invalid/in.html"].ok


def test_bounds(tmp_path: Path) -> None:
    root = site(tmp_path / "saved")
    crawl = read_folder(root, max_pages=3)
    assert crawl.ended is Reason.BUDGET
    assert len([capture for capture in crawl.captures if capture.ok and not capture.detail]) == 3
    assert {skip.reason for skip in crawl.skipped} == {Reason.BUDGET}
    cut = by_name(read_folder(root, max_body=20))["http://saved.invalid/noname"]
    assert (len(cut.body), cut.truncated) == (20, True)


def test_no_folder_no_pages(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不是文件夹"):
        read_folder(tmp_path / "missing")
    with pytest.raises(InputError, match="没有网页"):
        read_folder(save(tmp_path / "x", **{"a.txt": "hello"}))
    with pytest.raises(InputError, match="base-url"):
        read_folder(site(tmp_path / "saved"), "ftp://x")


@pytest.mark.parametrize(
    ("head", "suffix", "page"),
    [
        (b"\xef\xbb\xbf\n <!-- x --><div class=a>", ".html", True),
        ("<html>".encode("utf-16"), "", True),
        (b"<%@ page %><html>", ".jsp", True),
        (b"hello <p>x</p>", ".html", True),
        (b"hello <p>x</p>", ".txt", False),
        (b"<?xml version='1.0'?><rss>", ".xml", False),
        (b"<?xml version='1.0'?><html>", "", True),
        (b"<svg><title>x</title></svg>", ".svg", False),
        (b"GIF89a\x00<html>", ".html", False),
        (b"{'a': '<div>'}", ".json", False),
    ],
)
def test_bytes_decide(head: bytes, suffix: str, page: bool) -> None:
    assert is_html(head, suffix) is page


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(head: bytes) -> None:
    assert is_html(head) in (True, False)
