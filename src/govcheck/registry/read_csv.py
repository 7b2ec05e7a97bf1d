"""Text tables: whatever encoding and separator the office's program wrote."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import Final

from govcheck.errors import Mistake, SiteListError
from govcheck.i18n import _
from govcheck.registry.headings import Headings
from govcheck.registry.rows import Cell, Rows, find_headings, rows_of_table

CAP: Final = 20_000_000
"""Bytes; a list of a hundred thousand sites is smaller."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS: Final = (",", ";", "\t")
_FORMULA: Final = re.compile(r'="(.*)"', re.DOTALL)
"""How spreadsheet users keep leading zeros in a text file: ``="0123"``."""


def decode(file: str, data: bytes) -> str:
    """The text of a list.

    Raises:
        SiteListError: the bytes are text in no known encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(file, data[len(mark) :], (encoding,))
    if b"\0" in data[:2000]:
        return _decoded(file, data, ("utf-16-le",) if data[1:2] == b"\0" else ("utf-16-be",))
    return _decoded(file, data, ("utf-8", "gb18030"))


def _decoded(file: str, data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SiteListError(Mistake(file, 0, 0, "", _("不是文本文件，或编码无法识别（请存为 UTF-8 或 GBK）")))


def read_csv(file: str, data: bytes, words: Headings) -> Rows:
    """The sites of a text table.

    Raises:
        SiteListError: the file as a whole cannot be read.
    """
    if len(data) > CAP:
        raise SiteListError(Mistake(file, 0, 0, "", _("文件太大（超过 {n} MB）").format(n=CAP // 1_000_000)))
    text = decode(file, data)
    tables: list[tuple[int, list[list[Cell]]]] = []
    troubles: list[SiteListError] = []
    for separator in _SEPARATORS:
        try:
            table = _table(file, text, separator)
        except SiteListError as error:
            troubles.append(error)
            continue
        tables.append((_known(table, words), table))
    if not tables:
        raise troubles[0]
    best = max(known for known, _table_of in tables)
    if troubles and not best:
        raise troubles[0]
    chosen = next(table for known, table in tables if known == best)
    return rows_of_table(file, chosen, words, strict_width=True)


def _known(table: list[list[Cell]], words: Headings) -> int:
    head = find_headings(table, words)
    return 0 if head is None else len(words.columns_of([cell.text for cell in head[1]]))


def _table(file: str, text: str, separator: str) -> list[list[Cell]]:
    # strict: an unclosed quote would otherwise swallow the rest of the list into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    table: list[list[Cell]] = []
    try:
        for row in reader:
            line = len(table) + 1
            table.append([Cell(_typed(value), line, place) for place, value in enumerate(row, 1)] or [Cell("", line, 1)])
    except csv.Error as error:
        message = _("读到这里出错，多半是双引号没有成对：{why}").format(why=error)
        raise SiteListError(Mistake(file, len(table) + 1, 0, "", message)) from error
    return table


def _typed(value: str) -> str:
    formula = _FORMULA.fullmatch(value.strip())
    return (formula[1] if formula else value).strip().removeprefix("'")
