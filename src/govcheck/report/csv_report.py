"""The 问题清单 as CSV for Excel: UTF-8 with a byte order mark, CRLF, every field in quotes, columns as in the workbook.

A CSV has no types, so a spreadsheet takes a field that begins with ``=``, ``+``, ``-``, ``@`` (or their full-width forms)
for a formula, quotes or no quotes. ``="…"`` would be a formula itself, breaks off at 255 characters, and is shown as it is
by other programs. So such a field gets one apostrophe in front, and so does a field that itself begins with one: **a reader
takes away one leading apostrophe, where there is one, and has the exact text** (:func:`unguarded`). Line ends within a
field are `` ⏎ `` and tabs do not occur, so that no field can break into two in programs that split elsewhere.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from govcheck.i18n import _
from govcheck.report.model import RunReport
from govcheck.report.paper_rows import COLUMNS, Value, items, row
from govcheck.report.papers import unreviewed_mark
from govcheck.report.safe import plain

_LIVE: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")
LINE_END: Final = " ⏎ "


class CsvReporter:
    """The findings of a paper, then its 提示; a column tells them apart, another says 未经复核 on every line."""

    def __init__(self, *, unreviewed: bool = False) -> None:
        self.unreviewed = unreviewed

    def render_bytes(self, report: RunReport) -> bytes:
        """The file's bytes; equal reports give equal bytes."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([*(_(column.heading) for column in COLUMNS), _("类别"), _("复核状态")])
        mark = unreviewed_mark(self.unreviewed) or _("已复核属实")
        for hints, kind in ((False, _("问题")), (True, _("提示"))):
            for item in items(report, unreviewed=self.unreviewed, hints=hints):
                writer.writerow([guarded(value) for value in (*row(item), kind, mark)])
        return text.getvalue().encode("utf-8-sig")


def guarded(value: Value) -> str:
    """A field that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return str(value)
    text = LINE_END.join(filter(None, map(plain, value.split("\n"))))
    return f"'{text}" if text.startswith(_LIVE) else text


def unguarded(field: str) -> str:
    """The text of a field."""
    return field.removeprefix("'")
