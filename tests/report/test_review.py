"""人工核对: the workbook goes out, is marked by whatever program, and comes back with nothing else changed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
from tests.report.books import AT, LIVE, assert_inert, cells, hostile_report, reviewed_as, table
from tests.report.office import saved_again

from govcheck.errors import ConfigError
from govcheck.records.standing import Mark, Review
from govcheck.report.model import RunReport
from govcheck.report.review_read import read_reviews
from govcheck.report.review_sheet import MACHINE, review_workbook
from govcheck.report.safe import plain
from govcheck.waivers.reviews import load_reviews, save_reviews

NAME = "人工核对"
Edit = Callable[[openpyxl.Workbook], None]


def marked(report: RunReport, tmp_path: Path, *edits: Edit) -> Path:
    """The workbook as openpyxl saves it after some edits."""
    book = openpyxl.load_workbook(io.BytesIO(review_workbook(report)))
    for edit in edits:
        edit(book)
    path = tmp_path / "复核.xlsx"
    book.save(path)
    return path


def write(cell: str, text: object) -> Edit:
    return lambda book: book[NAME].__setitem__(cell, text)


def mistakes(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(ConfigError) as caught:
        read_reviews(path, "李核对", AT)
    return [(one.line, one.message) for one in caught.value.mistakes]


def contents(data: bytes) -> Iterable[tuple[str, list[list[object]]]]:
    """All cells, empty text and no text alike, rows and sheets in order."""
    return [(name, [[cell or None for cell in row] for row in rows]) for name, rows in cells(data).items()]


def test_one_row_a_finding_with_its_evidence(report: RunReport) -> None:
    data = review_workbook(report)
    rows = table(data, NAME)
    assert [row["序号"] for row in rows] == list(range(1, 15))
    assert [row["类别"] for row in rows] == ["需整改"] * 10 + ["待人工"] * 2 + ["提示", "对照检查"]
    first = rows[0]
    assert first["问题描述"] == "没有政府公报栏目"
    assert "所找名称：政府公报、公报" in first["证据摘录"]
    assert first["依据"].startswith("INSP2019")
    assert first["指纹"] == f"v1:{8:032x}"
    assert first["核对结论"] is first["核对备注"] is first["此前核对"] is None
    assert_inert(data)


def test_only_two_columns_can_be_written_in_and_the_fingerprints_are_out_of_sight(report: RunReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(review_workbook(report)))
    page = book[NAME]
    assert page.protection.sheet
    open_columns = {cell.column_letter for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert open_columns == {"B", "C"}
    assert page.column_dimensions["P"].hidden
    assert page["P2"].value == "指纹"
    assert (book[MACHINE].sheet_state, book[MACHINE].protection.sheet) == ("veryHidden", True)
    (choice,) = page.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("B3:B16", '"属实,误报,存疑"')


def test_what_a_person_wrote_comes_back_with_name_and_moment(report: RunReport, tmp_path: Path) -> None:
    path = marked(
        report, tmp_path, write("B3", "属实"), write("B4", " 误报 "), write("C4", "页面上有\n看过"), write("B6", "存疑")
    )
    body = ("ab" * 32,)
    assert read_reviews(path, "李核对", AT) == (
        Review(f"v1:{8:032x}", Mark.TRUE, "李核对", AT, "", body, "home-fresh"),
        Review(f"v1:{0:032x}", Mark.FALSE, "李核对", AT, "页面上有 看过", body, "home-fresh"),
        Review(f"v1:{2:032x}", Mark.DOUBTFUL, "李核对", AT, "", body, "home-fresh"),
    )


def test_nothing_written_is_nothing_read(report: RunReport, tmp_path: Path) -> None:
    path = tmp_path / "复核.xlsx"
    path.write_bytes(review_workbook(report))
    assert read_reviews(path, "李核对", AT) == ()


def test_every_mistake_is_told_with_its_row(report: RunReport, tmp_path: Path) -> None:
    path = marked(
        report,
        tmp_path,
        write("B3", "对的"),
        write("C4", "只有备注"),
        write("P5", f"v1:{99:032x}"),
        write("B6", "属实"),
        write("P7", f"v1:{2:032x}"),
        write("B20", "属实"),
    )
    assert mistakes(path) == [
        (3, "不认识核对结论“对的”，只能是 属实、误报、存疑"),
        (4, "写了备注而没有选核对结论"),
        (5, f"指纹“v1:{99:032x}”不是这份核对表导出时有的"),
        (7, "与第 6 行是同一个问题，同一指纹只能有一行"),
        (20, "指纹“”不是这份核对表导出时有的"),
    ]


def test_rows_may_stand_in_another_order_and_sheets_under_another_name(report: RunReport, tmp_path: Path) -> None:
    def turned(book: openpyxl.Workbook) -> None:
        page = book[NAME]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
        for line, row in enumerate(reversed(rows), 3):
            for place, value in enumerate(row, 1):
                page.cell(line, place).value = value
        page.title = "已核对"
        book.create_sheet("我的草稿", 0)["A1"] = "指纹"

    path = marked(report, tmp_path, write("B3", "属实"), turned)
    assert [one.fingerprint for one in read_reviews(path, "李核对", AT)] == [f"v1:{8:032x}"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda book: book.remove(book[MACHINE]), "不是由 govcheck review export 导出的核对表"),
        (write("P2", "别的"), "没有找到核对表"),
    ],
)
def test_what_is_not_our_workbook_is_refused(report: RunReport, tmp_path: Path, spoil: Edit, said: str) -> None:
    ((_line, message),) = mistakes(marked(report, tmp_path, spoil))
    assert said in message


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_workbook_at_all_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    assert len(mistakes(path)) == 1
    assert len(mistakes(tmp_path / "absent.xlsx")) == 1


def test_what_was_judged_before_is_shown_and_can_be_left_out(report: RunReport) -> None:
    known = reviewed_as(report, f8=Mark.TRUE, f0=Mark.FALSE)
    rows = table(review_workbook(known), NAME)
    assert rows[0]["此前核对"] == "属实（李核对 2026-06-16 10:00:00）看过"
    assert rows[0]["核对结论"] is None  # nobody's word is put into another's mouth
    assert len(table(review_workbook(known, pending=True), NAME)) == 12


def test_reviews_are_appended_with_their_check(report: RunReport, tmp_path: Path) -> None:
    reviews = read_reviews(marked(report, tmp_path, write("B3", "属实")), "李核对", AT)
    file = tmp_path / "reviews.jsonl"
    save_reviews(file, reviews)
    save_reviews(file, reviews)
    assert load_reviews(file) == reviews * 2
    assert load_reviews(file)[0].check == "home-fresh"


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("make", [hostile_report, None])
def test_libreoffice_opens_marks_and_saves_it_and_nothing_else_changes(
    report: RunReport, tmp_path: Path, make: Callable[[], RunReport] | None
) -> None:
    report = make() if make else report
    source, before = tmp_path / "复核.xlsx", review_workbook(report)
    source.write_bytes(before)
    texts = {"B3": "误报", "B4": "属实", "C4": "看过，确有其事"}
    after = saved_again(source, tmp_path / "saved.xlsx", texts, tmp_path / "profile").read_bytes()

    expected = dict(contents(before))
    for cell, text in texts.items():
        expected[NAME][int(cell[1:]) - 1]["ABC".index(cell[0])] = text
    assert dict(contents(after)) == expected

    reviews = read_reviews(tmp_path / "saved.xlsx", "李核对", AT)
    rows = table(before, NAME)
    assert [(one.fingerprint, one.mark, one.note) for one in reviews] == [
        (rows[0]["指纹"], Mark.FALSE, ""),
        (rows[1]["指纹"], Mark.TRUE, "看过，确有其事"),
    ]
    assert all(one.bodies == ("ab" * 32,) for one in reviews)
    book = openpyxl.load_workbook(tmp_path / "saved.xlsx")
    assert book[NAME].protection.sheet
    assert book[NAME].column_dimensions["P"].hidden
    assert {cell.data_type for row in book[NAME].iter_rows() for cell in row} == {"s", "n"}
    if make:
        assert {plain(text) for text in LIVE} == {row["问题描述"] for row in table(after, NAME)}
