"""Numbers in tables: a row is a line whose cells are parted by tabs; the heads of the columns say what is what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.text.personal.context import Around, Setting, is_contact, judge_card, judge_identity
from govcheck.text.personal.numbers import Candidate, any_number, candidates, is_identity, long_numbers
from govcheck.text.personal.people import is_person
from govcheck.text.personal.words import words

_HEAD_ROWS: Final = 5
_LONGEST_HEAD: Final = 40
_WITH_HEAD: Final = 2
"""So many persons with a telephone make a list where the columns are named."""
WITHOUT_HEAD: Final = 3
"""So many where nothing but a name and a number stands."""
_SERIAL: Final = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text and where it stands in the line."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number of its line, its cells, and the candidates of each cell."""

    line: int
    cells: tuple[Cell, ...]
    found: tuple[tuple[int, Candidate], ...]

    @property
    def named(self) -> bool:
        """Whether a cell holds a person's name."""
        return any(is_person(cell.text) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Found:
    """A number judged, by line and offsets in it."""

    line: int
    one: Candidate
    start: int
    end: int
    sure: bool


def cells_of(line: str) -> tuple[Cell, ...]:
    """The cells of a row."""
    cells, at = [], 0
    for piece in line.split("\t"):
        cells.append(Cell(piece, at))
        at += len(piece) + 1
    return tuple(cells)


def read_rows(lines: Sequence[str], first: int, last: int) -> list[Row]:
    """The rows of one table."""
    rows = []
    for index in range(first, last):
        cells = cells_of(lines[index])
        found = tuple(
            (column, one) for column, cell in enumerate(cells) if any_number(cell.text) for one in candidates(cell.text)
        )
        rows.append(Row(index, cells, found))
    return rows


def judge_table(rows: Sequence[Row], caption: str, setting: Setting) -> Iterator[Found]:
    """Every number of a person in one table. ``caption``: the lines before it."""
    if not any(row.found for row in rows):
        return
    heads, body = _heads(rows)
    serial = _serial_columns(body)
    of_persons: set[int] = set()
    for row in body:
        for column, one in row.found:
            around = _around(row, column, one, heads, column in serial)
            sure: bool | None = None
            if one.kind == "identity":
                sure = judge_identity(one, around, setting)
            elif one.kind == "bank-card":
                sure = judge_card(around)
            if sure is not None:
                if sure:
                    of_persons.add(row.line)
                yield _found(row, column, one, sure)
    yield from _mobiles(body, heads, caption, setting, of_persons)


def _found(row: Row, column: int, one: Candidate, sure: bool) -> Found:
    start = row.cells[column].start
    return Found(row.line, one, start + one.start, start + one.end, sure)


def _heads(rows: Sequence[Row]) -> tuple[list[str], Sequence[Row]]:
    """The names of the columns (of one or two rows), and the rows below; no names: all rows."""
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        if _is_head(row):
            heads = [cell.text for cell in row.cells]
            below = rows[at + 1] if at + 1 < len(rows) else None
            if below is not None and len(below.cells) == len(heads) and _is_head(below):
                heads = [a if a == b.text else a + b.text for a, b in zip(heads, below.cells, strict=True)]
                return heads, rows[at + 2 :]
            return heads, rows[at + 1 :]
    return [], rows


def _is_head(row: Row) -> bool:
    texts = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    if len(texts) < 2 or row.found or any(len(text) > _LONGEST_HEAD or any_number(text) for text in texts):
        return False
    return any(_names_column(text) for text in texts) and not any(is_person(text) for text in texts)


def _names_column(text: str) -> bool:
    known = words()
    patterns = (*(known.label[name] for name in ("identity", "mobile", "card")), known.head["person"])
    return any(pattern.search(text) for pattern in patterns)


def _serial_columns(rows: Sequence[Row]) -> frozenset[int]:
    """Columns of numbers as long as an identity number of which most are none."""
    counted: dict[int, list[bool]] = {}
    for row in rows:
        for column, cell in enumerate(row.cells):
            if any_number(cell.text):
                for number in long_numbers(cell.text):
                    counted.setdefault(column, []).append(is_identity(number))
    return frozenset(
        column for column, fits in counted.items() if len(fits) >= _SERIAL and sum(fits) * 2 < len(fits)
    )  # fmt: skip


def _around(row: Row, column: int, one: Candidate, heads: Sequence[str], serial: bool) -> Around:
    head = heads[column] if column < len(heads) else ""
    text = row.cells[column].text
    before = text[: one.start]
    if not head and not before.strip():  # a table of labels and values side by side
        before = next((cell.text for cell in reversed(row.cells[:column]) if cell.text.strip()), "") + " " + before
    holders = (
        cell.text for at, cell in enumerate(row.cells) if at < len(heads) and ("户名" in heads[at] or "单位" in heads[at])
    )
    return Around(head, before, text[one.end :], row.named, next(holders, ""), serial)


def _mobiles(
    rows: Sequence[Row], heads: Sequence[str], caption: str, setting: Setting, of_persons: set[int]
) -> Iterator[Found]:
    known = words()
    listed = [
        (row, column, one)
        for row in rows
        for column, one in row.found
        if one.kind == "mobile" and _may_be_telephone(row, column, heads)
    ]
    if not listed:
        return
    people = [(row, column, one) for row, column, one in listed if row.named]
    contact = setting.says("contact") or is_contact(caption) or known.title["contact"].search(caption) is not None
    duty = setting.says("duty") or known.title["duty"].search(caption) is not None
    persons = [head for head in heads if known.head["person"].search(head)]
    if heads:
        of_contact = any(known.head["contact"].search(head) for head in heads)
        duty = duty or any(known.head["duty"].search(head) for head in heads)
        of_duty = any(known.head["duty"].search(head) and not persons for head in heads)
        enough = len({one.digits for _row, _column, one in people}) >= _WITH_HEAD
        listable = enough and not of_contact and (bool(persons) or of_duty)
    else:
        exact = [item for item in people if item[0].cells[item[1]].text.strip() and _alone(item)]
        people = exact
        listable = len({one.digits for _row, _column, one in exact}) >= WITHOUT_HEAD
    shown = {row.line for row, _column, _one in people} if listable and not contact else set()
    for row, column, one in listed:
        if row.line in of_persons:
            yield _found(row, column, one, True)
        elif row.line in shown:
            yield _found(row, column, one, not duty)


def _may_be_telephone(row: Row, column: int, heads: Sequence[str]) -> bool:
    head = heads[column] if column < len(heads) else ""
    known = words()
    if known.label["mobile"].search(head):
        return True
    before = row.cells[column].text[: next((one.start for at, one in row.found if at == column), 0)]
    if known.label["mobile"].search(before):
        return True
    if known.label["other"].search(head) or known.label["other"].search(before):
        return False
    return not heads or not head.strip() or known.head["person"].search(head) is not None


def _alone(item: tuple[Row, int, Candidate]) -> bool:
    """Whether little but the number stands in its cell."""
    row, column, one = item
    return len(row.cells[column].text.strip()) <= (one.end - one.start) + 12
