"""Repeated siblings that look like rows, gathered into groups; a list split over several elements is one group."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.flow import Flow, Node
from govcheck.page.pagination import is_page_word
from govcheck.page.rows import Found, RowReader

_TOO_LONG: Final = 700
_SKIPPED: Final = frozenset(("nav", "foot", "breadcrumb", "pagination"))


@dataclass(slots=True, eq=False)
class Group:
    """Rows of one list; ``holder`` is the element around them (of the first part)."""

    holder: Node
    tag: str
    rows: list[Found] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    header: list[str] = field(default_factory=list)

    @property
    def dated(self) -> int:
        """How many rows show a date, with or without a year."""
        return sum(row.shown is not None for row in self.rows)

    @property
    def first(self) -> int:
        """The first line."""
        return self.holder.first

    @property
    def last(self) -> int:
        """The line after the last."""
        return max(part.last for part in self.parts)


@cache
def _row_tags() -> frozenset[str]:
    return frozenset(table("lists")["rows"])


@cache
def _heads() -> frozenset[str]:
    return frozenset(word.replace(" ", "") for word in table("lists")["heads"])


def find_groups(flow: Flow, reader: RowReader) -> list[Group]:
    """All groups of rows of the page, in order, nested ones too."""
    merged: dict[object, Group] = {}
    found: list[Group] = []
    for holder in flow.nodes:
        if (
            holder.hidden
            or holder.zone in _SKIPPED
            or not holder.children
            or holder.size < 2
            or holder.tag in ("html", "head")
        ):
            continue
        for tag, nodes in _siblings(holder).items():
            group = _group(reader, holder, tag, nodes)
            if group is None:
                continue
            key = _cousins(holder, tag)
            held = merged.get(key) if key is not None else None
            if held is not None:
                held.rows += group.rows
                held.parts += group.parts
            else:
                found.append(group)
                if key is not None:
                    merged[key] = group
    return found


def _siblings(holder: Node) -> dict[str, list[Node]]:
    by_tag: dict[str, list[Node]] = {}
    tags = _row_tags()
    for child in holder.children:
        if (
            child.tag in tags
            and not child.hidden
            and (child.size or child.tag in ("li", "a", "div", "dl"))
            and child.size <= _TOO_LONG
        ):
            by_tag.setdefault(child.tag, []).append(child)
    return by_tag


def _group(reader: RowReader, holder: Node, tag: str, nodes: list[Node]) -> Group | None:
    rows: list[Found] = []
    header: list[str] = []
    for node in nodes:
        if node.zone in _SKIPPED:
            continue
        if tag == "tr" and not header and (cells := _header(reader.flow, node)):
            header = cells
            continue
        row = reader.read(node, _title_cell(node, header))
        if row is not None and is_page_word(row.title):
            continue
        if row is not None and (row.linked or row.shown is not None or (row.picture and len(nodes) > 2)):
            rows.append(row)
    if not rows:
        return None
    if len(rows) == 1 and rows[0].shown is None and tag not in ("li", "tr"):
        return None
    return Group(holder, tag, rows, [holder], header)


def _title_cell(row: Node, header: list[str]) -> Node | None:
    cells = [child for child in row.children if child.tag in ("td", "th")]
    if not header or len(cells) != len(header):
        return None
    return next(
        (cell for name, cell in zip(header, cells, strict=True) if name.strip(":：").endswith(("标题", "名称", "主题"))),
        None,
    )


def _header(flow: Flow, row: Node) -> list[str]:
    cells = [
        flow.text(child, "").replace(" ", "").replace("\xa0", "").replace("\u3000", "")
        for child in row.children
        if child.tag in ("td", "th")
    ]
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    known = sum(cell.strip(":：") in _heads() for cell in filled)
    all_th = all(child.tag == "th" for child in row.children if child.tag in ("td", "th"))
    return cells if (known * 2 >= len(filled) and len(filled) > 1) or all_th else []


def _cousins(holder: Node, tag: str) -> object | None:
    """Equal for the parts of one list: same sort of element with the same names inside the same element."""
    parent = holder.parent
    if parent is None or holder.tag == "body":
        return None
    up, names = parent, frozenset(name.rstrip("0123456789") for name in holder.names)
    if holder.tag in ("tbody", "thead"):
        names, up = parent.names, parent.parent or parent
    return (up, holder.tag, names, tag) if tag in ("li", "tr", "dd") else None
