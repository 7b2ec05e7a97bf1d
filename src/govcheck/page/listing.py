"""The main list of a column page: which of the page's groups of rows it is, and what can be said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any, Final

from lxml.html import HtmlElement

from govcheck.page.body import link_length
from govcheck.page.data import table
from govcheck.page.dom import css_path
from govcheck.page.flow import Flow, Line, Node, ancestors
from govcheck.page.groups import Group
from govcheck.page.model import Listing, Row
from govcheck.page.pagination import Pagination
from govcheck.page.rows import Found
from govcheck.page.veil import may_be_drawn
from govcheck.text.normalise import title_key

_WORTH: Final = 2.0
_TEMPLATE: Final = re.compile(r"template|tmpl|handlebars|mustache|text/html", re.I)
_HEADING_SPAN: Final = 4
_NEIGHBOURS: Final = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """The main group with its weight; ``others`` are groups of comparable weight (blocks of a channel page)."""

    main: Group | None
    weight: float
    others: tuple[Group, ...]


@cache
def _words() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    data = table("lists")
    return frozenset(data["side_words"]), frozenset(data["main_words"]), re.compile("|".join(data["side_headings"]))


def choose(flow: Flow, groups: Sequence[Group], pagination: Pagination, crumb: set[Line], names: Sequence[str]) -> Choice:
    """The group that is the page's own list. ``names``: what the column is called (breadcrumb, headings)."""
    after = max((line.index for line in crumb), default=-1)
    keys = {title_key(name) for name in names if name}
    first_after = min((g.first for g in groups if g.first > after and _looks_like_rows(g)), default=-1)
    weighed = []
    for group in (one for one in groups if not _are_neighbours(flow, one)):
        weight = _weigh(flow, group, pagination, after, keys)
        if group.first == first_after and after >= 0:
            weight *= 1.25
        weighed.append((weight, group))
    weighed.sort(key=lambda entry: (-entry[0], entry[1].first))
    if not weighed or weighed[0][0] < _WORTH:
        return Choice(None, 0.0, ())
    weight, main = weighed[0]
    others = tuple(g for w, g in weighed[1:] if w > 0.45 * weight and not _overlap(g, main))
    return Choice(main, weight, others)


def _looks_like_rows(group: Group) -> bool:
    titles = [len(row.title) for row in group.rows]
    return group.dated > 0 or sum(titles) / len(titles) >= 10


def _overlap(a: Group, b: Group) -> bool:
    return a.first < b.last and b.first < a.last


@cache
def _neighbour() -> re.Pattern[str]:
    return re.compile(table("lists")["neighbours"])


def _are_neighbours(flow: Flow, group: Group) -> bool:
    """Whether the rows are 上一篇 and 下一篇 under an article."""
    texts = ("".join(line.text for line in flow.lines[row.node.first : row.node.last]) for row in group.rows)
    return len(group.rows) <= _NEIGHBOURS and all(_neighbour().search(text) for text in texts)


def _weigh(flow: Flow, group: Group, pagination: Pagination, after: int, keys: set[str]) -> float:
    rows = group.rows
    count = len(rows)
    length = sum(min(len(row.title), 40) for row in rows) / count
    dated = group.dated / count
    weight = (min(count, 20) + 2) * (0.15 + min(length, 20) / 20)
    weight *= 1 + 2.0 * dated
    if not dated and length < 7:
        weight *= 0.25
    if group.header:
        weight *= 1.5
    sides, mains, side_heading = _words()
    words = frozenset(word for node in ancestors(group.holder)[:6] for word in node.words)
    if group.holder.zone == "side" or not sides.isdisjoint(words):
        weight *= 0.45
    if group.holder.zone == "head":
        weight *= 0.3
    if not mains.isdisjoint(words):
        weight *= 1.2
    if after >= 0 and group.first < after:
        weight *= 0.3
    if pagination.node is not None and pagination.how != "none" and _paged(group, pagination.node):
        weight *= 3
    heading = _heading(flow, group)
    if heading:
        if title_key(heading) in keys:
            weight *= 1.6
        elif side_heading.search(heading):
            weight *= 0.5
    plain = sum(max(0, row.size - len(row.title)) for row in rows) / count
    if plain > 400:
        weight *= 0.5
    if group.tag in ("div", "table", "p", "section") and not dated:
        weight *= 0.6
    return weight


def _paged(group: Group, place: Node) -> bool:
    """Whether the page bar stands in the same box as the rows, after them, with no other list between."""
    boxes = ancestors(group.holder)[:4]
    return (
        any(box in boxes for box in ancestors(place)[:5] if box.tag not in ("body", "html"))
        and place.order > group.rows[-1].node.order
    )


def _heading(flow: Flow, group: Group) -> str:
    for line in reversed(flow.lines[max(0, group.first - _HEADING_SPAN) : group.first]):
        text = line.text.strip(" >»更多+[]【】")
        if 2 <= len(text) <= 14 and line.zone not in ("breadcrumb", "nav"):
            return text
    return ""


def to_listing(
    choice: Choice, flow: Flow, pagination: Pagination, root: HtmlElement, *, union: bool, textual: bool
) -> Listing:
    """The listing. ``union``: a page of several blocks (home, channel): the dated rows of all. ``textual``: the page
    carries text of its own, so that an empty list place says nothing.
    """
    found = list(choice.main.rows) if choice.main is not None else []
    if union:
        for group in choice.others:
            if group.dated:
                found += group.rows
    rows = tuple(_row(row) for row in _pins(found))
    drawn = not rows and drawn_by_script(root, flow)
    pictures = bool(found) and sum(row.picture for row in found) * 2 > len(found) and not any(row.shown for row in found)
    return Listing(
        rows=rows,
        undated=sum(row.published is None for row in rows),
        blank=not rows and not drawn and not textual and _says_empty(root, flow),
        drawn_by_script=drawn,
        pictures=pictures,
        pagination=pagination.how,
        pages_total=pagination.pages,
        next_pages=pagination.addresses,
        css=css_path(choice.main.holder.el) if choice.main is not None else "",
    )


def _pins(found: list[Found]) -> list[tuple[Found, bool]]:
    """Rows that stand before newer ones at the top are pinned."""
    instants = [row.shown.instant if row.shown is not None else None for row in found]
    newest_below: list[datetime | None] = [None] * (len(found) + 1)
    for i in range(len(found) - 1, -1, -1):
        newest_below[i] = max((one for one in (instants[i], newest_below[i + 1]) if one is not None), default=None)
    result = []
    leading = True
    for i, row in enumerate(found):
        marked = "置顶" in "".join(row.node.el.itertext())[:200]
        now, later = instants[i], instants[i + 1] if i + 1 < len(found) else None
        below = newest_below[i + 1]
        newer_below = now is not None and below is not None and below > now
        leading = (leading and newer_below and (later is None or later > now if now is not None else False)) or (
            leading and newer_below and i < 3
        )
        result.append((row, marked or (leading and _mostly_sorted(instants[i + 1 :]))))
    return result


def _mostly_sorted(instants: Sequence[Any]) -> bool:
    known = [instant for instant in instants if instant is not None]
    pairs = list(pairwise(known))
    return len(pairs) >= 3 and sum(a >= b for a, b in pairs) >= 0.8 * len(pairs)


def _row(entry: tuple[Found, bool]) -> Row:
    row, pinned = entry
    shown = row.shown
    return Row(
        row.title,
        row.address,
        shown.instant if shown is not None else None,
        shown.text if shown is not None else "",
        pinned,
        css_path(row.node.el),
    )


@cache
def _drawn() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str], re.Pattern[str]]:
    data = table("lists")["drawn"]
    return re.compile(data["source"]), frozenset(data["attributes"]), re.compile(data["ids"]), re.compile(data["templates"])


def drawn_by_script(root: HtmlElement, flow: Flow) -> bool:
    """Whether the place of the list is filled by a script that we did not run."""
    source, attributes, ids, templates = _drawn()
    empty = [node for node in flow.nodes if _is_empty_place(node) and ids.search(node.el.get("id") or "")]
    if any(node.tag in ("tbody", "ul", "ol", "dl") for node in empty):
        return True
    if any(_TEMPLATE.search(script.get("type") or "") for script in root.iter("script")):
        return True
    for line in flow.lines:
        if line.zone in ("main", "side") and templates.search(line.text):
            return True
    for node in flow.nodes:
        if (
            node.zone in ("main", "side")
            and any(name in attributes for name in node.el.attrib)
            and node.tag not in ("html", "body")
        ):
            return True
    scripted = any(source.search(script.text or "") for script in root.iter("script") if len(script.text or "") < 60_000)
    return scripted and bool(empty)


def _says_empty(root: HtmlElement, flow: Flow) -> bool:
    """A list place without rows: an empty list, a table of heads alone, or words such as 暂无数据. A page that merely shows
    none of what we know as rows (pictures, forms, maps) is not blank.
    """
    empty = re.compile(table("lists")["empty"])
    if any(line.zone in ("main", "pagination") and len(line.text) < 40 and empty.search(line.text) for line in flow.lines):
        return True
    for node in flow.nodes:
        if node.hidden or node.zone != "main":
            continue
        if node.tag in ("ul", "ol", "dl", "tbody") and node.size == 0 and not node.children:
            # a place with a name of its own, or a page with scripts of its own: one we did not run may fill it
            if node.el.get("id") or may_be_drawn(root):
                return False
            return not _shows_else(root, flow)
        if node.tag == "table" and node.children and node.size and _only_heads(node):
            return not _shows_else(root, flow) and not may_be_drawn(root)
    return False


def _only_heads(node: Node) -> bool:
    rows = [flat for child in node.children for flat in ([child] if child.tag == "tr" else child.children)]
    filled = [row for row in rows if row.size]
    return len(filled) == 1 and sum(cell.tag == "th" for cell in filled[0].children) >= 2


def _shows_else(root: HtmlElement, flow: Flow) -> bool:
    """Pictures, players or frames in the main part."""
    shown = (flow.by_el.get(el) for tag in ("img", "iframe", "video", "embed", "object", "canvas") for el in root.iter(tag))
    return any(node is not None and node.zone == "main" and not node.hidden for node in shown)


def _is_empty_place(node: Node) -> bool:
    shaped = node.tag in ("ul", "ol", "tbody", "div", "table", "dl")
    return shaped and node.size == 0 and not node.children and not node.hidden and node.zone in ("main", "side")


def main_text(flow: Flow) -> int:
    """Characters of the main part outside links and short labels: what a column page says besides its list."""
    return sum(len(line.text) - link_length(line) for line in flow.lines if line.zone == "main" and len(line.text) >= 25)
