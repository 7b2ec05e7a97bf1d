"""Labelled values: ``发布时间：2021-03-05 来源：县政府办`` read as (kind, label, value), also over the cells of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.flow import CELL, Flow, Line, Node

_GAP: Final = r"[ \xa0\u3000]*"
_WIDE_GAP: Final = re.compile(r"[ \xa0\u3000]{2,}|\t")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_COLON: Final = re.compile(r"[ \xa0\u3000]*[:：﹕︰][ \xa0\u3000]*")
_MAX_LINE: Final = 400
_EDGE: Final = " \xa0\u3000:：,，;；、()（）[]【】<>《"


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A label and the text that belongs to it. ``rest`` is the line from the value on, uncut by value ends."""

    kind: str
    label: str
    value: str
    rest: str
    line: Line
    node: Node
    cell: bool = False
    """The value stands in another cell or block than the label."""


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, words in table("labels").items():
        if kind not in ("colon_only", "value_ends", "placeholders"):
            for word in words:
                kinds.setdefault(_bare(word), kind)
    return kinds


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_kinds(), key=len, reverse=True)
    return re.compile("|".join(_GAP.join(map(re.escape, word)) for word in words))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in table("labels")["value_ends"]))


@cache
def _colon_only() -> frozenset[str]:
    return frozenset(table("labels")["colon_only"])


def _bare(text: str) -> str:
    return re.sub(r"[ \xa0\u3000]", "", text)


def read_labels(flow: Flow) -> list[Labelled]:
    """Every labelled value of the page, in order of lines."""
    found: list[Labelled] = []
    for line in flow.lines:
        if line.text and len(line.text) <= _MAX_LINE:
            found.extend(_line(flow, line))
    return found


def _line(flow: Flow, line: Line) -> list[Labelled]:
    marks: list[tuple[str, str, int, int]] = []
    for match in _pattern().finditer(line.text):
        label = _bare(match[0])
        colon = _COLON.match(line.text, match.end())
        whole = match.start() == 0 and match.end() == len(line.text.rstrip(" :："))
        boundary = colon is None and _split_after(line, match.end())
        if colon is None and label in _colon_only():
            if not (label in ("来源", "发布", "时间", "日期") and _date_follows(line.text, match.end(), label)):
                continue
        elif colon is None and not whole and not boundary and not _date_follows(line.text, match.end(), label):
            continue
        if not _free_before(line, match.start(), bool(marks), label):
            continue
        marks.append((_kinds()[label], label, match.start(), colon.end() if colon else match.end()))
    found = [_value(flow, line, marks, i) for i in range(len(marks))]
    # a label that fills a cell without a colon and has no value beside it heads a column
    return [item for item in found if item.value or item.rest or _COLON.search(line.text) or item.line.node.tag not in CELL]


def _date_follows(text: str, end: int, label: str) -> bool:
    return label != "来源" and bool(re.match(r"[ \xa0\u3000]*(?:19|20)\d\d[-/.年]", text[end : end + 12]))


def _split_after(line: Line, end: int) -> bool:
    """Whether the label's element ends right after it (``<b>发文机关</b> 县政府``)."""
    here = line.at(end - 1)
    return (
        end < len(line.text)
        and line.at(end) is not here
        and len(here.el) == 0
        and here.tag in ("b", "strong", "span", "em", "label", "i", "font")
    )


def _free_before(line: Line, start: int, inside: bool, label: str) -> bool:
    """A label does not stand in the middle of a word: 资金来源 is no 来源."""
    if start == 0 or (inside and len(label) > 1):
        return True
    before = line.text[start - 1]
    if not _HAN.match(before):
        return label != "文"
    return line.at(start) is not line.at(start - 1) and label != "文"


def _value(flow: Flow, line: Line, marks: list[tuple[str, str, int, int]], i: int) -> Labelled:
    kind, label, _start, begin = marks[i]
    stop = marks[i + 1][2] if i + 1 < len(marks) else len(line.text)
    rest = line.text[begin:stop]
    node = line.at(begin) if begin < len(line.text) else line.at(max(0, begin - 1))
    if rest.strip() or i + 1 < len(marks):
        return Labelled(kind, label, _cut(rest), rest, line, node)
    following = _next_cell(flow, line)
    if following is None:
        return Labelled(kind, label, "", "", line, node)
    text = following.text
    inner = _pattern().match(text)
    if inner and (_COLON.match(text, inner.end()) or inner.end() == len(text)) and _kinds()[_bare(inner[0])] != "tools":
        return Labelled(kind, label, "", "", line, node, cell=True)
    holder = following.spans[0][1] if following.spans else following.node
    joined = _whole_cell(flow, following)
    return Labelled(kind, label, _cut(joined, wide=False), joined, line, holder, cell=True)


def _whole_cell(flow: Flow, line: Line) -> str:
    """All lines of a value cell (a title broken by ``br``); other blocks give their line."""
    cell: Node | None = line.node
    while cell is not None and cell.tag not in CELL:
        cell = cell.parent
    if cell is None or cell.last - cell.first > 4:
        return line.text
    return "".join(part.text for part in flow.lines[cell.first : cell.last])


def _next_cell(flow: Flow, line: Line) -> Line | None:
    """The line that may hold the value of a label that fills its own cell or block."""
    if line.index + 1 >= len(flow.lines):
        return None
    following = flow.lines[line.index + 1]
    cell = _cell(line.node)
    if cell is not None:
        other = _cell(following.node)
        same = other is not None and (other.parent is cell.parent or cell.tag == "dt")
        return following if (same and other is not cell) or (other is cell and following.text) else None
    parents = (line.node.parent, following.node.parent)
    if parents[0] is not None and parents[0] is parents[1] and line.node is not following.node:
        return following
    return following if line.node is following.node and line.text.rstrip()[-1:] in ":：" else None


def _cell(node: Node | None) -> Node | None:
    while node is not None and node.tag not in CELL:
        if node.tag in ("table", "ul", "body"):
            return None
        node = node.parent
    return node


def _cut(text: str, wide: bool = True) -> str:
    text = text.strip(" \xa0\u3000:：")
    end = _ends().search(text)
    if end and (end.start() == 0 or wide):
        text = text[: end.start()]
    if wide:
        text = _WIDE_GAP.split(text.strip(" \xa0\u3000"))[0]
    text = text.strip(" \xa0\u3000,，;；、")
    if text[:1] in "[［(（【" and text[1:-1].find(text[:1]) < 0 and text[-1:] in "]］)）】":
        text = text[1:-1].strip()
    return re.sub(r"[\]］】)）]$", "", text) if not re.search(r"[\[［【(（]", text) else text


def is_placeholder(value: str) -> bool:
    """Whether a printed value says nothing (``无``, ``--``)."""
    return value.strip(_EDGE) in table("labels")["placeholders"]
