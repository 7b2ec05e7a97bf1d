"""Rows as every reader hands them on: cells of text with their places, before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from govcheck.errors import Mistake
from govcheck.i18n import _
from govcheck.registry.headings import Headings

_SEARCHED: Final = 30
"""Rows looked through for the headings: above them stand merged titles, dates, remarks."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and place (from 1). ``damaged``: why the spreadsheet program no longer holds what was typed."""

    text: str
    line: int
    column: int
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One site's cells: known columns by name, the office's own by their heading."""

    file: str
    line: int
    known: Mapping[str, Cell]
    extra: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Rows:
    """What a reader brings home."""

    rows: list[Row] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def find_headings(table: Iterable[list[Cell]], words: Headings) -> tuple[int, list[Cell]] | None:
    """The place (from 0) and cells of the row of headings: the first with the address column."""
    for place, row in enumerate(islice(table, _SEARCHED)):
        if "url" in words.columns_of([cell.text for cell in row]).values():
            return place, row
    return None


def rows_of_table(file: str, table: list[list[Cell]], words: Headings, *, strict_width: bool) -> Rows:
    """The sites of a table: titles above the headings, blank rows, repeated headings and remarks below left out.

    ``strict_width``: a filled cell beyond the headings is a mistake (in a text file it means that a separator stands inside
    a value and every later cell has moved).
    """
    found = Rows()
    head = find_headings(table, words)
    if head is None:
        found.mistakes.append(Mistake(file, 0, 0, "", _no_headings(table)))
        return found
    place, heading = head
    columns = words.columns_of([cell.text for cell in heading])
    found.mistakes += _doubled(file, heading, columns)
    where = next(place for place, column in columns.items() if column == "url")
    for cells in table[place + 1 :]:
        texts = [cell.text for cell in cells]
        # A remark that stands in the address column itself has no other cell beside it.
        address = texts[where] if where < len(texts) and sum(map(bool, texts)) > 1 else ""
        if not any(text.strip() for text in texts) or words.is_footer(texts, address) or _repeats(texts, heading):
            continue
        beyond = [cell for cell in cells[len(heading) :] if cell.text.strip()]
        if beyond and strict_width:
            message = _("这一行比表头多出 {n} 格：内容里若有分隔符，请用双引号括起").format(n=len(beyond))
            found.mistakes.append(Mistake(file, beyond[0].line, beyond[0].column, "", message))
            continue
        found.rows.append(_row(file, cells, heading, columns))
    return found


def _row(file: str, cells: list[Cell], heading: list[Cell], columns: Mapping[int, str]) -> Row:
    known: dict[str, Cell] = {}
    extra: dict[str, Cell] = {}
    for place, cell in enumerate(cells[: len(heading)]):
        title = heading[place].text.strip()
        if place in columns:
            known[columns[place]] = cell
        elif title and cell.text.strip():
            extra.setdefault(title, cell)
    return Row(file, cells[0].line, known, extra)


def _repeats(texts: list[str], heading: list[Cell]) -> bool:
    return [text.strip() for text in texts] == [cell.text.strip() for cell in heading][: len(texts)]


def _doubled(file: str, heading: list[Cell], columns: Mapping[int, str]) -> list[Mistake]:
    """The same words twice for a column we read: which of them is meant cannot be known."""
    used = {heading[place].text.strip(): place for place in columns}
    return [
        Mistake(file, cell.line, cell.column, cell.text.strip(), _("这个列名出现了两次"))
        for place, cell in enumerate(heading)
        if used.get(cell.text.strip(), place) != place
    ]


def _no_headings(table: list[list[Cell]]) -> str:
    first = next((row for row in table if any(cell.text.strip() for cell in row)), None)
    if first is None:
        return _("文件里没有内容")
    seen = _("、").join(cell.text.strip()[:20] for cell in first[:8] if cell.text.strip())
    return _("没有找到表头：应有一行写明各列名称，其中要有“网址”（或 url）。第一行是：{seen}").format(seen=seen)
