"""Numbers of persons on a page: its lines and tables as a visitor reads them, and what stands hidden in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govcheck.page.flow import Flow, Node
from govcheck.page.notice.view import View
from govcheck.page.noticed import PersonalNumber
from govcheck.text.personal import find_personal, speaks_of_publicity
from govcheck.text.personal.numbers import any_number

MOST: Final = 50
"""Numbers named of one page; a list of a thousand people is one fault, not a thousand."""
_WIDEST: Final = 60
_MOST_ROWS: Final = 20_000
_LONGEST_CELL: Final = 400
_HIDDEN_LONGEST: Final = 2_000
_IDENTITY: Final = re.compile(r"[1-9]\d{5}(?:19|20)\d{9}[\dXx]")
_SILENT: Final = frozenset({"script", "style", "template"})


def personal_numbers(view: View) -> tuple[tuple[PersonalNumber, ...], bool]:
    """The numbers, and whether the law has persons named on this page (penalties, credit, courts)."""
    title = " ".join((view.title, *view.breadcrumb))
    year = view.capture.fetched_at.year
    lines = visible_lines(view.flow) if any(any_number(line.text) for line in view.flow.lines) else []
    found = [
        PersonalNumber(hit.kind, hit.shown, hit.excerpt, sure=hit.sure)
        for hit in find_personal(lines, title=title, year=year)
    ]
    shown = {one.shown for one in found}
    if _IDENTITY.search(view.source):
        found += [one for one in _hidden(view.flow, title, year) if one.shown not in shown]
    statutory = bool(found) and (speaks_of_publicity(title) or speaks_of_publicity(" ".join(_heads(lines))))
    return tuple(found[:MOST]), statutory


def visible_lines(flow: Flow) -> list[str]:
    """The page's lines; the rows of its innermost tables as one line each, their cells parted by tabs."""
    lines: list[str] = []
    at = 0
    for first, last, rows in _tables(flow):
        if first < at:
            continue
        lines += [line.text.replace("\t", " ") for line in flow.lines[at:first] if line.text]
        lines += ["", *rows, ""]
        at = last
    lines += [line.text.replace("\t", " ") for line in flow.lines[at:] if line.text]
    return lines


def _tables(flow: Flow) -> Iterator[tuple[int, int, list[str]]]:
    for node in flow.nodes:
        if node.tag == "table" and not node.hidden and node.last > node.first and not _holds_table(node):
            rows = _grid(flow, node)
            if rows:
                yield node.first, node.last, rows


def _holds_table(node: Node) -> bool:
    return any(element is not node.el for element in node.el.iter("table"))


def _grid(flow: Flow, table: Node) -> list[str]:
    """The rows with spanning cells repeated in each place they cover; empty: a table for layout."""
    rows: list[str] = []
    carried: dict[int, tuple[int, str]] = {}
    for element in table.el.iter("tr"):
        cells = [flow.by_el[cell] for cell in element if cell.tag in ("td", "th") and cell in flow.by_el]
        texts: list[str] = []
        for cell in cells:
            _carry(texts, carried)
            text = "" if cell.hidden else flow.text(cell).replace("\t", " ")
            if len(text) > _LONGEST_CELL:
                return []
            down = _span(cell, "rowspan")
            for _across in range(min(_span(cell, "colspan"), _WIDEST)):
                if down > 1:
                    carried[len(texts)] = (down - 1, text)
                texts.append(text)
        _carry(texts, carried)
        if len(texts) > 1 or (texts and texts[0]):
            rows.append("\t".join(texts) if len(texts) > 1 else texts[0])
        if len(rows) > _MOST_ROWS:
            break
    return rows


def _carry(texts: list[str], carried: dict[int, tuple[int, str]]) -> None:
    """Put in the cells of rows above that reach down to here."""
    while len(texts) in carried and len(texts) < _WIDEST:
        left, text = carried.pop(len(texts))
        if left > 1:
            carried[len(texts)] = (left - 1, text)
        texts.append(text)


def _span(cell: Node, name: str) -> int:
    value = (cell.el.get(name) or "1").strip()
    return min(int(value), 500) if value.isascii() and value.isdigit() and int(value) > 0 else 1


def _heads(lines: list[str]) -> Iterator[str]:
    """The first row of every table: the names of its columns."""
    before = ""
    for line in lines:
        if "\t" in line and "\t" not in before:
            yield line
        before = line


def _hidden(flow: Flow, title: str, year: int) -> Iterator[PersonalNumber]:
    """Identity numbers in what is not shown and in fields filled in: everybody who opens the source has them."""
    for node in flow.nodes:
        text = ""
        if node.tag in ("input", "textarea"):
            value = node.el.get("value") or node.el.text or ""
            label = f"{node.el.get('name') or ''} {node.el.get('id') or ''} {node.el.get('placeholder') or ''}"
            text = f"{label} {value}" if len(value) < _HIDDEN_LONGEST else ""
        elif node.hidden and node.tag not in _SILENT and not (node.parent is not None and node.parent.hidden):
            text = "".join(node.el.itertext())
            around = node.parent.el.itertext() if node.parent is not None and node.parent.size < 400 else ()
            text = f"{' '.join(around)} {text}" if len(text) < _HIDDEN_LONGEST else ""
        if text and _IDENTITY.search(text):
            for hit in find_personal([" ".join(text.split())], title=title, year=year):
                if hit.kind == "identity":
                    yield PersonalNumber(hit.kind, hit.shown, hit.excerpt, "hidden", sure=False)
