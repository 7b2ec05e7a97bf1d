"""Reading a marked 人工核对 workbook, by whatever program it was saved: one review for each row that a person marked."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from govcheck.errors import ConfigError, InputError, Mistake
from govcheck.i18n import _
from govcheck.records.standing import Mark, Review
from govcheck.registry.read_xlsx import guard
from govcheck.report.review_sheet import FORMAT, KEYS, MACHINE
from govcheck.report.safe import plain

_COLUMNS: Final = 64
_HEADINGS_WITHIN: Final = 10
"""Rows from the top within which the headings must stand."""
_BLANK_RUN: Final = 1_000
_NOTE: Final = 2_000


@dataclass(slots=True)
class _Machine:
    """What the program's own sheet says: headings by key; check and hashes by fingerprint."""

    headings: dict[str, str] = field(default_factory=dict)
    findings: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows under the headings; the first is row ``begins`` of the sheet. ``columns``: where each key stands."""

    label: str
    rows: Sequence[Sequence[str]]
    begins: int
    columns: Mapping[str, int]

    def mistake(self, line: int, message: str) -> Mistake:
        return Mistake(self.label, line, self.columns["mark"] + 1, "", message)


def read_reviews(path: Path, reviewer: str, at: datetime) -> tuple[Review, ...]:
    """The reviews that a person wrote into the workbook, in the order of its rows; ``at`` is aware.

    Rows with neither mark nor note are passed over.

    Raises:
        ConfigError: it is no workbook of ours, or rows of it are wrong (unknown mark, unknown or repeated fingerprint,
            note without a mark); carries every mistake with sheet and row.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(Mistake(str(path), 0, 0, "", _("无法读取文件：{why}").format(why=error.strerror))) from None
    try:
        guard(str(path), data)
    except InputError as error:
        raise ConfigError(list(error.mistakes)) from None
    sheets = _sheets(str(path), data)
    machine = _machine(str(path), sheets.get(MACHINE))
    for name, rows in sheets.items():
        table = _table(f"{path}[{name}]", rows, machine.headings) if name != MACHINE else None
        if table is not None:
            return _reviews(table, machine, reviewer, at)
    raise ConfigError(Mistake(str(path), 0, 0, "", _("没有找到核对表：“核对结论”“指纹”等列的列名被改过或删掉了")))


def _sheets(file: str, data: bytes) -> dict[str, list[list[str]]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # openpyxl warns of validations and styles it does not know; they are not ours to mend.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found = {sheet.title: list(_rows(sheet)) for sheet in book.worksheets}
            book.close()
    except Exception as error:  # openpyxl raises whatever its parts raise on broken files
        raise ConfigError(Mistake(file, 0, 0, "", _("不是能读的 Excel 工作簿（.xlsx）"))) from error
    return found


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # some programs write a wrong size
    blank = 0
    for row in sheet.iter_rows(max_col=_COLUMNS, values_only=True):
        cells = ["" if value is None else str(value) for value in row]
        blank = 0 if any(cells) else blank + 1
        if blank > _BLANK_RUN:
            return
        yield cells


def _machine(file: str, rows: Sequence[Sequence[str]] | None) -> _Machine:
    found = _Machine()
    if not rows or rows[0][0].strip() != FORMAT:
        message = _("不是由 govcheck review export 导出的核对表，或其中名为 {name} 的隐藏工作表被删改").format(name=MACHINE)
        raise ConfigError(Mistake(file, 0, 0, "", message))
    for row in rows[1:]:
        kind, name, word, hashes = ([cell.strip() for cell in row] + [""] * 4)[:4]
        if kind == "column":
            found.headings[name] = word
        elif kind == "finding":
            found.findings[name] = (word, tuple(hashes.split()))
    return found


def _table(label: str, rows: Sequence[Sequence[str]], headings: Mapping[str, str]) -> _Table | None:
    for line, row in enumerate(rows[:_HEADINGS_WITHIN]):
        names = [cell.strip() for cell in row]
        if headings and all(headings.get(key) in names for key in KEYS):
            return _Table(label, rows[line + 1 :], line + 2, {key: names.index(headings[key]) for key in KEYS})
    return None


def _reviews(table: _Table, machine: _Machine, reviewer: str, at: datetime) -> tuple[Review, ...]:
    found: list[Review] = []
    mistakes: list[Mistake] = []
    lines: dict[str, int] = {}
    for line, row in enumerate(table.rows, table.begins):
        texts = {key: row[place].strip() if place < len(row) else "" for key, place in table.columns.items()}
        try:
            review = _review(texts, machine, reviewer, at)
        except ValueError as error:
            mistakes.append(table.mistake(line, str(error)))
            continue
        mark = texts["fingerprint"]
        if mark in lines:
            twice = _("与第 {line} 行是同一个问题，同一指纹只能有一行").format(line=lines[mark])
            mistakes.append(table.mistake(line, twice))
        elif mark:
            lines[mark] = line
        if review is not None:
            found.append(review)
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(found)


def _review(texts: Mapping[str, str], machine: _Machine, reviewer: str, at: datetime) -> Review | None:
    """The review of a row; ``None`` for a row nobody wrote in."""
    fingerprint, said, note = texts["fingerprint"], texts["mark"], texts["note"]
    if not fingerprint and not said and not note:
        return None
    if fingerprint not in machine.findings:
        raise ValueError(_("指纹“{text}”不是这份核对表导出时有的").format(text=plain(fingerprint, 50)))
    if not said and not note:
        return None
    if not said:
        raise ValueError(_("写了备注而没有选核对结论"))
    try:
        mark = Mark(said)
    except ValueError:
        known = _("、").join(mark.value for mark in Mark)
        raise ValueError(_("不认识核对结论“{text}”，只能是 {known}").format(text=plain(said, 20), known=known)) from None
    check, bodies = machine.findings[fingerprint]
    return Review(fingerprint, mark, reviewer, at, plain(note, _NOTE), bodies, check)
