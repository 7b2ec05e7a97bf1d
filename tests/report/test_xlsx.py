"""The workbook 问题清单."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.report.books import LIVE, assert_inert, cells, hostile_report, parts, reviewed_as, table

from govcheck.errors import InternalError, UsageError
from govcheck.records.standing import Mark
from govcheck.report import sheet
from govcheck.report.formats import Format, rendered
from govcheck.report.model import RunReport
from govcheck.report.safe import plain
from govcheck.report.sheet import Book, Field, dead
from govcheck.report.xlsx import XlsxReporter


def workbook(report: RunReport, *, unreviewed: bool = True) -> bytes:
    data = rendered(report, Format.XLSX, unreviewed=unreviewed)
    assert isinstance(data, bytes)
    return data


def test_the_sheets_and_what_stands_in_them(report: RunReport) -> None:
    data = workbook(report)
    assert list(cells(data)) == ["总表", "问题清单", "提示", "未能检查", "说明"]
    rows = table(data, "问题清单")
    assert [row["序号"] for row in rows] == list(range(1, 11))
    first = rows[0]
    assert first["网站名称"] == "示例县人民政府"
    assert (first["问题描述"], first["问题级别"]) == ("没有政府公报栏目", "严重")
    assert first["问题类型"] == "home-fresh（应有而没有）"
    assert first["依据"] == "INSP2019 单项否决·首页不更新（INSP-1）\nXZS2018 二（一）1（解读）"
    assert first["监测时间"] == "2026-06-15 09:30:00"
    assert first["整改状态"] == "未整改"
    assert first["人工复核"] == "未复核"
    assert first["整改要求"] == "更新首页信息。"
    assert first["指纹"] == f"v1:{8:032x}"
    assert first["责任单位"] is first["整改时限"] is first["复查结果"] is None
    assert rows[1]["读到的值"] == "2026-05-02"
    assert rows[1]["问题网址"] == "http://www.example.gov.cn/index.html"
    assert [row["问题描述"] for row in table(data, "提示")] == ["解读晚于三个工作日"]


def test_the_summary_of_sites(report: RunReport) -> None:
    (row,) = table(workbook(report), "总表")
    assert (row["判定"], row["得分下限"], row["得分上限"]) == ("未定", 71, 97.5)
    assert (row["问题数"], row["严重"], row["较重"], row["轻微"], row["提示"]) == (10, 1, 8, 1, 1)
    assert (row["要求总数"], row["已落实"], row["未落实"], row["未见"]) == (5, 1, 1, 1)
    assert (row["落实率"], row["核查率"]) == ("50%（1/2）", "40%（2/5）")
    assert (row["待人工核实"], row["核对为误报"], row["未复核未列入"]) == (2, 0, 0)
    assert row["读到页数"] == 120


def test_what_could_not_be_seen_and_why(report: RunReport) -> None:
    rows = table(workbook(report), "未能检查")
    assert [(row["没有看到的原因"], row["地址数"], row["未能判定的规则数"]) for row in rows] == [
        ("没有看全，不能断言没有", 0, 1),
        ("robots.txt 不许访问", 12, 0),
        ("页数预算用完（因此提前停止）", 33, 0),
    ]
    assert rows[0]["涉及的规则"] == "xzs2018/interpretation-lag（说明）"
    assert all(row["怎样补查"] for row in rows)


def test_how_it_came_about(report: RunReport) -> None:
    said = "\n".join(f"{name}：{text}" for name, text in cells(workbook(report))["说明"][2:])
    for expected in ("cd" * 32, "01" * 32, "2026-06-15", "2026-06", "某市政府办公室 2026 年第二季度检查", "ipv6-egress"):
        assert expected in said


def test_unreviewed_is_printed_on_every_page_of_every_sheet_and_a_reviewed_paper_is_clean(report: RunReport) -> None:
    def sheets(data: bytes) -> list[str]:
        return [text for name, text in parts(data).items() if name.startswith("xl/worksheets/sheet")]

    for text in sheets(workbook(report)):
        header, footer = re.findall(r"<odd(?:Header|Footer)>(.*?)</odd", text)
        assert "未经复核" in header
        assert "未经复核" in footer
    assert all(rows[0][0].startswith("未经复核") for rows in cells(workbook(report)).values())
    reviewed = reviewed_as(report, f3=Mark.TRUE, f4=Mark.FALSE)
    clean = workbook(reviewed, unreviewed=False)
    assert "未经复核" not in "".join(sheets(clean))
    assert "未经复核" not in parts(clean)["xl/sharedStrings.xml"]
    (row,) = table(clean, "问题清单")
    assert row["指纹"] == f"v1:{3:032x}"
    assert row["人工复核"] == "属实（李核对 2026-06-16 10:00:00）看过"
    assert "另有 9 条机器结论未经人工核对" in cells(clean)["问题清单"][0][0]
    (site,) = table(clean, "总表")
    assert (site["问题数"], site["未复核未列入"], site["核对为误报"]) == (1, 9, 1)


def test_print_set_up_filters_and_drop_downs(report: RunReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    page = book["问题清单"]
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:Y12"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 8)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.print_title_rows == "$1:$2"
    (choice,) = page.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("V3:V12", '"未整改,整改中,已整改,不予整改"')
    assert page["V2"].value == "整改状态"


def test_no_text_of_others_becomes_a_formula_a_link_or_a_number() -> None:
    report = hostile_report()
    data = workbook(report)
    assert_inert(data)
    rows = table(data, "问题清单")
    shown = {plain(text) for text in LIVE}
    assert {row["问题描述"] for row in rows} == shown  # every text is there, unchanged but for what is not drawn
    assert {row["整改要求"] for row in rows} == shown
    assert {row["网站名称"] for row in rows} == {LIVE[0]}
    assert {row["网站标识码"] for row in rows} == {"0000000224"}
    assert table(data, "总表")[0]["行政区划"] == "010203"
    book = openpyxl.load_workbook(io.BytesIO(data))
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                # "@": what is confirmed again in the cell stays text, even where it begins like a formula
                assert cell.data_type == "n" or (cell.data_type, cell.number_format) == ("s", "@"), cell.coordinate
                assert cell.hyperlink is None


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_comes_back_as_the_dead_text_that_went_in(text: str) -> None:
    with Book("t", None) as book:
        book.sheet("表", [Field("文字", open=True)], [[text]])
    assert_inert(book.data)
    assert (cells(book.data)["表"][2][0] or "") == dead(text)


def test_equal_reports_give_equal_bytes(report: RunReport) -> None:
    assert workbook(report) == XlsxReporter(unreviewed=True).render_bytes(report)


def test_no_cell_is_dropped_for_its_length() -> None:
    with Book("t", None) as book:
        book.sheet("表", [Field("文字")], [["长" * 40_000]])
    assert cells(book.data)["表"][2][0] == "长" * 7_999 + "…"


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "ROWS", 3)
    with pytest.raises(UsageError, match="超过 3 行"), Book("t", None) as book:
        book.sheet("表", [Field("文字")], [["x"]] * 4)
    assert book.data == b""


def test_a_cell_the_library_would_leave_out_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "CELL", 100_000)
    with pytest.raises(InternalError, match="cell not written"), Book("t", None) as book:
        book.sheet("表", [Field("文字")], [["长" * 40_000]])


def test_headers_take_an_ampersand_and_a_long_name(report: RunReport) -> None:
    with Book("A&B" * 60, None, mark="未经复核") as book:
        book.sheet("甲&乙", [Field("文字")], [["x"]])
    header = re.findall("<oddHeader>(.*?)</oddHeader>", parts(book.data)["xl/worksheets/sheet1.xml"])[0]
    assert "A&amp;&amp;B" in header
    assert "甲&amp;&amp;乙" in header
