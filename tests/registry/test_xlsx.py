"""Workbooks: codes survive, several sheets are read, hostile and broken files get a clear word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from govcheck.errors import SiteListError
from govcheck.registry import load_sites, read_sites


def put(folder: Path, sheets: dict[str, list[list[object]]], formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for place, shape in (formats or {}).items():
        book.worksheets[0][place].number_format = shape
    path = folder / "sites.xlsx"
    book.save(path)
    return path


def test_codes_titles_blank_rows_and_booleans(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["全市政府网站清单", None, None, None, None],
        [None],
        ["网站名称", "网址", "行政区划代码", "网站标识码", "有无办事服务"],
        ["甲", "http://a.gov.cn", 990100, 5104000000.0, True],
        [None, None],
        ["乙", "http://b.gov.cn", "990101", 123, False],
    ]
    first, second = load_sites(put(tmp_path, {"清单": rows}, {"D6": "0000000000"}))
    assert (first.region, first.site_code, first.services) == ("990100", "5104000000", True)
    assert (second.region, second.site_code, second.services) == ("990101", "0000000123", False)


def test_damaged_numbers_are_mistakes(tmp_path: Path) -> None:
    rows: list[list[object]] = [["网址", "网站标识码", "行政区划代码"], ["http://a.gov.cn", "5.104E+09", 9.901e17]]
    with pytest.raises(SiteListError) as caught:
        load_sites(put(tmp_path, {"a": rows}))
    assert [(one.line, one.column, one.path) for one in caught.value.mistakes] == [(2, 2, "site_code"), (2, 3, "region")]
    assert "15 位" in caught.value.mistakes[1].message


def test_every_visible_sheet_with_headings_is_read_and_named(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        {
            "说明": [["请按要求填写"]],
            "门户": [["网址"], ["http://a.gov.cn"]],
            "部门": [["网址"], ["http://b.gov.cn"], ["http://a.gov.cn/"]],
            "旧": [["网址"], ["http://old.gov.cn"]],
        },
    )
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.save(path)
    found = read_sites(path)
    assert [site.url for site in found.sites] == ["http://a.gov.cn/", "http://b.gov.cn/"]
    (again,) = found.mistakes
    assert (again.file, again.line) == (f"{path}[部门]", 3)
    assert "[门户] 第 2 行" in again.message


def test_formulas_that_were_never_computed_are_blank_not_code(tmp_path: Path) -> None:
    path = put(tmp_path, {"a": [["网址", "备注"], ["http://a.gov.cn", "=1+1"]]})
    assert load_sites(path)[0].note == ""


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 not a zip", "损坏"),
        (b"plain text", "损坏"),
        (packed({"a.txt": b"x"}), "不是能读的 Excel"),
        (packed({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "DOCTYPE"),
        (packed({"xl/media/a.bin": b"\0" * 210_000_000}), "太大"),
        (packed({f"a{number}": b"" for number in range(2001)}), "太大"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为"),
    ],
)
def test_hostile_and_broken_workbooks(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "sites.xlsx"
    path.write_bytes(data)
    with pytest.raises(SiteListError, match=says):
        load_sites(path)


def test_a_workbook_cut_short(tmp_path: Path) -> None:
    path = put(tmp_path, {"a": [["网址"], ["http://a.gov.cn"]]})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SiteListError, match="损坏"):
        load_sites(path)


def test_a_workbook_renamed_to_csv_is_still_read(tmp_path: Path) -> None:
    path = put(tmp_path, {"a": [["网址"], ["http://a.gov.cn"]]})
    renamed = path.rename(tmp_path / "sites.csv")
    assert load_sites(renamed)[0].url == "http://a.gov.cn/"
