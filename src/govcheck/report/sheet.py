"""A workbook that is safe to open: every text is a plain string, whatever it begins with; sheets are set up for print.

xlsxwriter is imported on use (a fifth of a second). Nothing is written to disk here: the caller gets all bytes or none.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Final

from govcheck.dates.clock import in_shanghai
from govcheck.errors import InternalError, UsageError
from govcheck.i18n import _
from govcheck.report.paper_rows import Value
from govcheck.report.safe import plain

ROWS: Final = 1_000_000
"""Rows a sheet may hold; Excel's own end is at 1,048,576."""
CELL: Final = 8_000
"""Characters of a cell; Excel's own end is at 32,767, and writers out of that drop the cell."""
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A3: Final = 8
_A4: Final = 9
_WIDE: Final = 250
"""From so many characters on a sheet is printed on A3: on A4 nobody could read it."""
_LINE: Final = 14.0
"""Points of a line of text."""
_LINES: Final = 12
"""Lines a row is made high for; what is longer is cut on paper and there on the screen."""
_TITLE: Final = 80
_FONT: Final = {"font_name": "宋体", "font_size": 10}
_TEXT: Final = {**_FONT, "num_format": "@", "text_wrap": True, "valign": "top", "border": 1, "border_color": "#C0C0C0"}
# "@" is Excel's text format: what is typed or confirmed again in such a cell stays text, even "=1+1".
_NUMBER: Final = {**_FONT, "valign": "top", "border": 1, "border_color": "#C0C0C0"}
_HEAD: Final = {**_TEXT, "bold": True, "bg_color": "#DDE6F0", "valign": "vcenter"}
_WARNING: Final = {**_FONT, "num_format": "@", "bold": True, "font_color": "#C00000"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet: heading, width in characters, the words it is filled from, whether a person writes in it."""

    heading: str
    width: int = 16
    choices: tuple[str, ...] = ()
    open: bool = False
    hidden: bool = False


class Book:
    """A workbook in the making; use as a context, then :attr:`data` holds its bytes.

    ``mark`` (未经复核) is printed on every page and stands at the top of every sheet; empty for none.
    """

    def __init__(self, title: str, made: datetime | None, *, mark: str = "") -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # no stubs are published

        self.data = b""
        self._mark = mark
        self._title = title
        self._buffer = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._buffer, _OPTIONS)
        properties: dict[str, Any] = {"title": plain(title), "author": "govcheck", "comments": mark}
        # A fixed moment, so that equal reports give equal bytes; without a zone, as the library wants it.
        properties["created"] = in_shanghai(made).replace(tzinfo=None) if made else datetime(2000, 1, 1)  # noqa: DTZ001
        self._book.set_properties(properties)
        self._formats: dict[str, Any] = {
            "text": self._book.add_format(_TEXT),
            "open": self._book.add_format(_TEXT | {"locked": False, "bg_color": "#FFFBE6"}),
            "number": self._book.add_format(_NUMBER),
            "head": self._book.add_format(_HEAD),
            "title": self._book.add_format({**_FONT, "num_format": "@", "bold": True}),
            "mark": self._book.add_format(_WARNING),
        }

    def __enter__(self) -> Book:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._book.close()
        if error is None:
            self.data = self._buffer.getvalue()

    def sheet(
        self, name: str, fields: Sequence[Field], rows: Iterable[Sequence[Value]], *, note: str = "", locked: bool = False
    ) -> None:
        """A sheet: a line that says what it is, the headings, the rows.

        ``locked``: only the ``open`` columns can be written in; filtering and widths stay allowed.

        Raises:
            UsageError: there are more rows than a sheet holds.
        """
        page: Any = self._book.add_worksheet(name)
        self._head(page, name, note, _A3 if sum(one.width for one in fields if not one.hidden) > _WIDE else _A4)
        last = 1
        page.set_row(1, _height(fields, [one.heading for one in fields]))
        for place, field in enumerate(fields):
            self._write(page, 1, place, field.heading, "head")
            page.set_column(place, place, field.width, None, {"hidden": field.hidden})
        for last, cells in enumerate(rows, 2):
            if last - 1 > ROWS:
                raise UsageError(_("“{name}”超过 {n} 行，一张工作表放不下，请分批出表或改用 CSV").format(name=name, n=ROWS))
            for place, (field, value) in enumerate(zip(fields, cells, strict=True)):
                self._write(page, last, place, value, "open" if field.open else "text")
            # Said outright: not every program makes rows high enough by itself.
            page.set_row(last, _height(fields, cells))
        for place, field in enumerate(fields):
            if field.choices and last > 1:
                page.data_validation(2, place, last, place, {"validate": "list", "source": list(field.choices)})
        page.autofilter(1, 0, max(last, 1), len(fields) - 1)
        page.freeze_panes(2, 0)
        page.repeat_rows(0, 1)
        if locked:
            page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})

    def machine(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        """A sheet that only this program reads: out of sight and locked."""
        page: Any = self._book.add_worksheet(name)
        for line, cells in enumerate(rows):
            for place, text in enumerate(cells):
                self._write(page, line, place, text, "text")
        page.protect()
        page.very_hidden()

    def _head(self, page: Any, name: str, note: str, paper: int) -> None:
        self._write(page, 0, 0, "　".join(filter(None, (self._mark, name, note))), "mark" if self._mark else "title")
        page.set_landscape()
        page.set_paper(paper)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        mark = _code(self._mark)
        # At most 255 characters altogether, or the library leaves the header out.
        page.set_header(f"&L{_code(plain(self._title)[:_TITLE])}&C&B{mark}&B&R{_code(plain(name))}")
        page.set_footer(f"&L{mark}&C{_code(_('第'))} &P / &N {_code(_('页'))}")
        if self._mark:
            page.set_tab_color("#C00000")

    def _write(self, page: Any, line: int, place: int, value: Value, style: str) -> None:
        if value == "":
            done = page.write_blank(line, place, None, self._formats[style])
        elif isinstance(value, str):
            done = page.write_string(line, place, dead(value), self._formats[style])
        else:
            done = page.write_number(line, place, value, self._formats["number"])
        if done != 0:  # the library only says so in its return value, and leaves the cell out
            raise InternalError(f"cell not written: {page.name} {line} {place} {done}")


def dead(text: str) -> str:
    """The text as a cell may hold it: line ends kept, nothing in it that is not drawn, cut to what a cell takes."""
    shown = "\n".join(plain(line) for line in text.split("\n"))
    return shown if len(shown) <= CELL else shown[: CELL - 1] + "…"


def _height(fields: Sequence[Field], cells: Sequence[Value]) -> float:
    """How high a row has to be, in points."""
    lines = 1
    for field, value in zip(fields, cells, strict=True):
        if isinstance(value, str) and value and not field.hidden:
            # In GB 18030 a character has as many bytes as it takes columns, but for the rarest.
            widths = (len(line.encode("gb18030", "replace")) for line in value.split("\n"))
            lines = max(lines, sum(-(-width // field.width) or 1 for width in widths))
    return min(lines, _LINES) * _LINE + 2.0


def _code(text: str) -> str:
    """Text for a header: an ampersand begins a code there."""
    return text.replace("&", "&&")
