"""The 问题清单 as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.books import LIVE, hostile_report, reviewed_as
from tests.report.office import opened_csv

from govcheck.records.standing import Mark
from govcheck.report.csv_report import LINE_END, guarded, unguarded
from govcheck.report.formats import Format, rendered
from govcheck.report.model import RunReport
from govcheck.report.safe import plain

_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", " ")


def written(report: RunReport, *, unreviewed: bool = True) -> bytes:
    data = rendered(report, Format.CSV, unreviewed=unreviewed)
    assert isinstance(data, bytes)
    return data


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_mark_and_line_ends(report: RunReport) -> None:
    data = written(report)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") == 12  # headings, ten findings, one hint
    assert data == written(report)


def test_rows_are_those_of_the_workbook(report: RunReport) -> None:
    rows = read(written(report))
    assert [row["序号"] for row in rows] == [*map(str, range(1, 11)), "1"]
    assert [row["类别"] for row in rows] == ["问题"] * 10 + ["提示"]
    assert {row["复核状态"] for row in rows} == {"未经复核"}
    assert rows[0]["依据"] == f"INSP2019 单项否决·首页不更新（INSP-1）{LINE_END}XZS2018 二（一）1（解读）"
    (row,) = read(written(reviewed_as(report, f3=Mark.TRUE), unreviewed=False))
    assert (row["指纹"], row["复核状态"]) == (f"v1:{3:032x}", "已复核属实")


def test_no_field_begins_as_a_formula_does_and_every_text_can_be_had_back() -> None:
    rows = read(written(hostile_report()))
    for row in rows:
        assert not [text for text in row.values() if text.startswith(_STARTS)]
    assert {unguarded(row["问题描述"]) for row in rows} == {plain(text) for text in LIVE}
    assert {row["网站标识码"] for row in rows} == {"0000000224"}


@given(st.text() | st.text(alphabet="=+-@'\t\r\n a"))
def test_guarding_is_exact(text: str) -> None:
    field = guarded(text)
    assert not field.startswith(_STARTS)
    assert unguarded(field) == LINE_END.join(filter(None, map(plain, text.split("\n"))))
    assert "\n" not in field
    assert "\t" not in field


def test_numbers_are_numbers() -> None:
    assert (guarded(3), guarded(-0.5)) == ("3", "-0.5")


@pytest.mark.needs("libreoffice")
def test_a_spreadsheet_that_evaluates_formulas_finds_none(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(written(hostile_report()).decode("utf-8-sig"), newline="")))
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([*rows, ["=1+1"]])  # the last line proves that it does evaluate
    page = openpyxl.load_workbook(opened_csv(path, tmp_path / "profile")).worksheets[0]
    living = [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert living == [f"A{len(rows) + 1}"]
