"""Workbooks: every visible sheet that has a row of headings.

openpyxl is imported on use (half a second). A workbook is a zip that others made: sizes are checked before it is opened.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from govcheck.errors import Mistake, SiteListError
from govcheck.i18n import _
from govcheck.registry.headings import Headings
from govcheck.registry.rows import Cell, Rows, find_headings, rows_of_table

CAP: Final = 20_000_000
"""Bytes of the file."""
UNPACKED_CAP: Final = 200_000_000
"""Bytes of all its parts, unpacked."""
_PARTS: Final = 2_000
_ROWS: Final = 100_000
_COLUMNS: Final = 200
_BLANK_RUN: Final = 1_000
"""After so many blank rows the sheet is taken to have ended: formatting alone can reach down to row 1,048,576."""
_EXACT: Final = 10**15
"""Spreadsheet numbers keep 15 digits; what is larger has lost some."""
_ZEROS: Final = re.compile(r"0+")


def read_xlsx(file: str, data: bytes, words: Headings) -> Rows:
    """The sites of a workbook.

    Raises:
        SiteListError: the file as a whole cannot be read.
    """
    guard(file, data)
    sheets = list(_sheets(file, data))
    with_headings = [(name, table) for name, table in sheets if find_headings(table, words)]
    if not with_headings:
        first = next((table for _name, table in sheets if table), [])
        return rows_of_table(file, first, words, strict_width=False)
    found = Rows()
    for name, table in with_headings:
        label = file if len(sheets) == 1 else f"{file}[{name}]"
        part = rows_of_table(label, table, words, strict_width=False)
        found.rows += part.rows
        found.mistakes += part.mistakes
    return found


def guard(file: str, data: bytes) -> None:
    """Refuse what is too large, or unpacks to too much, or declares entities.

    Raises:
        SiteListError: it is any of these, or no zip at all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            sizes = sum(part.file_size for part in parts)
            large = len(data) > CAP or len(parts) > _PARTS or sizes > UNPACKED_CAP
            texts = [] if large else [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            declares = any(b"<!DOCTYPE" in packed.open(part).read(1_000) for part in texts)
    except Exception as error:  # zipfile raises whatever its parts raise on broken or encrypted files
        raise SiteListError(_whole(file, _("工作簿已损坏，打不开"))) from error
    if large:
        raise SiteListError(_whole(file, _("工作簿太大，或解开后太大")))
    if declares:
        raise SiteListError(_whole(file, _("工作簿里有不允许的内容（DOCTYPE）")))


def _sheets(file: str, data: bytes) -> Iterator[tuple[str, list[list[Cell]]]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # openpyxl warns of validations and styles it does not know; they are not ours to mend.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    yield sheet.title, _table(file, sheet)
            book.close()
    except SiteListError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise on broken files
        raise SiteListError(_whole(file, _("不是能读的 Excel 工作簿（.xlsx）"))) from error


def _table(file: str, sheet: Any) -> list[list[Cell]]:
    table: list[list[Cell]] = []
    blank = 0
    for line, row in enumerate(sheet.iter_rows(max_col=_COLUMNS), 1):
        cells = [_cell(cell, line, place) for place, cell in enumerate(row, 1)]
        while len(cells) > 1 and not cells[-1].text:
            cells.pop()
        table.append(cells or [Cell("", line, 1)])
        blank = 0 if any(cell.text for cell in cells) else blank + 1
        if blank > _BLANK_RUN:
            break
        if line > _ROWS:
            raise SiteListError(_whole(file, _("工作表超过 {n} 行").format(n=_ROWS)))
    return table


def _cell(cell: Any, line: int, column: int) -> Cell:
    text, damaged = _text(cell.value, getattr(cell, "number_format", None) or "")
    return Cell(text, line, column, damaged)


def _text(value: object, shape: str) -> tuple[str, str]:
    """The text a cell was meant to hold, and why it may not be."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ("yes" if value else "no"), ""
    if isinstance(value, int | float):
        return _number(value, shape)
    if isinstance(value, datetime):
        return (value.date().isoformat() if value.time() == time() else value.isoformat(" ")), ""
    if isinstance(value, date | time):
        return value.isoformat(), ""
    return str(value).strip().removeprefix("'"), ""


def _number(value: float, shape: str) -> tuple[str, str]:
    if value != value or abs(value) >= _EXACT:  # noqa: PLR0124  (the plain test for NaN)
        return str(value), _("Excel 只保留 15 位数字，原来的号码已经损坏，请设为文本后重新填写")
    text = str(int(value)) if value == int(value) else repr(value)
    # A format of zeros shows leading zeros that the number itself does not have.
    return (text.zfill(len(shape)) if _ZEROS.fullmatch(shape) else text), ""


def _whole(file: str, message: str) -> Mistake:
    return Mistake(file, 0, 0, "", message)
