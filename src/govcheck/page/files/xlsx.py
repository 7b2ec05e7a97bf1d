"""Workbooks (.xlsx, and .et saved in that form): the rows of every sheet, hidden ones too, as they are shown."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from govcheck.outcome import Reason
from govcheck.page.files.archive import Parts, local
from govcheck.page.files.model import MAX_PAGES, FileText, Sheet, UnreadError

_SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml$")
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_MAX_SHARED: Final = 500_000
_WIDEST: Final = 256
MAIN: Final = "xl/workbook.xml"


def read_xlsx(parts: Parts) -> FileText:
    """The workbook's text.

    Raises:
        UnreadError: damaged, or beyond the bounds.
    """
    shared = _shared(parts)
    names = [name for name in parts.names if _SHEETS.match(name)]
    sheet = Sheet()
    for name in names[:MAX_PAGES]:
        for row in parts.elements(name, "row"):
            sheet.row(_cells(row, shared))
            row.clear()
            if sheet.full:
                break
        sheet.gap()
    if len(names) > MAX_PAGES:
        return sheet.done(len(names), why=Reason.BUDGET, detail=f"only {MAX_PAGES} of {len(names)} sheets were read")
    return sheet.done(len(names))


def _shared(parts: Parts) -> list[str]:
    found: list[str] = []
    for item in parts.elements("xl/sharedStrings.xml", "si"):
        found.append(_text(item))
        item.clear()
        if len(found) > _MAX_SHARED:
            raise UnreadError(Reason.UNREADABLE, "too many texts")
    return found


def _text(item: etree._Element) -> str:
    """The runs of a text; what is said of its pronunciation (``rPh``) is left out."""
    pieces = [
        one.text or "" for one in item.iter() if local(one) == "t" and local(one.getparent()) != "rPh"
    ]  # fmt: skip
    return "".join(pieces)


def _cells(row: etree._Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) != "c":
            continue
        at = _place(cell.get("r") or "", len(cells))
        if at >= _WIDEST:
            break
        cells += [""] * (at + 1 - len(cells))
        cells[at] = _value(cell, shared)
    return cells


def _place(name: str, following: int) -> int:
    """The column of a cell (``C5`` is 2); one that does not say stands behind the last."""
    match = _COLUMN.match(name)
    if match is None:
        return following
    at = 0
    for letter in match[0]:
        at = at * 26 + ord(letter) - ord("A") + 1
    return max(at - 1, 0)


def _value(cell: etree._Element, shared: list[str]) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    value = next((one.text or "" for one in cell if local(one) == "v"), "")
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return whole(value) if kind == "n" else value


def whole(value: str) -> str:
    """A number as a person reads it: digits of a long one are written out where the file keeps them (1.38E10)."""
    if "." not in value and "e" not in value.lower():
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and abs(number) < 2**53:
        return str(int(number))
    return value
