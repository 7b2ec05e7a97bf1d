"""Documents and interpretations that link each other, and the roles that follow from an article's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.elements import Document
from govcheck.page.flow import Flow, Line, Node
from govcheck.page.model import Link
from govcheck.page.rows import anchor_words
from govcheck.text.lexicon import Lexicon
from govcheck.text.normalise import column_key, title_key
from govcheck.urls.script import from_script

_BLOCK_SPAN: Final = 14
_DOC_TITLE: Final = re.compile(
    r"(?:通知|意见|办法|规定|条例|细则|方案|决定|公告|规划|函|批复|通告|命令|措施|规则|计划)(?:[（(].*[）)])?$"
)


@dataclass(frozen=True, slots=True)
class Relations:
    """Links both ways and the roles the page earns."""

    interprets: tuple[Link, ...] = ()
    interpreted_by: tuple[Link, ...] = ()
    roles: tuple[str, ...] = ()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("roles")
    return re.compile(data["interpreted_by"]), re.compile(data["interprets"]), re.compile(data["interpretation_title"])


def read_relations(
    flow: Flow,
    resolve: Callable[[str], str | None],
    *,
    title: str,
    crumb: Sequence[str],
    first: int,
    last: int,
    document: Document,
    lexicon: Lexicon,
    article: bool,
) -> Relations:
    """Read them from an article's part of the page: links under headings such as 相关解读, and links whose words say so."""
    if not article:
        return Relations()
    by_heading, of_heading, says = _patterns()
    interpretation = bool(says.search(title)) or any(_is_interpretation(step, lexicon) for step in crumb)
    documentary = not interpretation and (
        (document.has_table and document.elements.number is not None) or _own_number(document)
    )
    by_block = dict(_blocks(flow, resolve, by_heading, first, last))
    of_block = dict(_blocks(flow, resolve, of_heading, first, last))
    for link in _anchors(flow, resolve, first, last):
        if link.address in by_block or link.address in of_block:
            continue
        if interpretation and _DOC_TITLE.search(link.words.strip("《》")) and not says.search(link.words):
            of_block.setdefault(link.address, link)
        elif not interpretation and says.search(link.words) and _alike(title, link.words):
            by_block.setdefault(link.address, link)
    if not interpretation:
        of_block = {}
    roles = (("interpretation",) if interpretation else ()) + (("document",) if documentary else ())
    return Relations(tuple(of_block.values()), tuple(by_block.values()) if not interpretation else (), roles)


def _own_number(document: Document) -> bool:
    number = document.elements.number
    return number is not None and number.how in ("label", "head") and number.value is not None


def _is_interpretation(step: str, lexicon: Lexicon) -> bool:
    return "政策解读" in lexicon.topics(step) or bool(re.search(r"(?:政策|文件)?解读$|图解$", column_key(step)))


def _blocks(
    flow: Flow, resolve: Callable[[str], str | None], heading: re.Pattern[str], first: int, last: int
) -> list[tuple[str, Link]]:
    """Links in the box under a heading, or behind a label on its line."""
    found: list[tuple[str, Link]] = []
    for line in flow.lines[first:last]:
        text = line.text.strip(" 【】[]<>《》")
        label = re.split(r"[:：]", text, maxsplit=1)[0]
        if line.zone in ("nav", "foot", "breadcrumb") or not (
            heading.match(text) or (heading.match(label) and len(label) < 12)
        ):
            continue
        holder = _box(line)
        for node in flow.nodes:
            if node.tag == "a" and node.order >= holder.order and _inside(node, holder):
                link = _link(node, resolve)
                if (link is not None and not heading.match(link.words)) or (link is not None and len(label) < len(text)):
                    found.append((link.address, link))
    return found


def _box(line: Line) -> Node:
    """The smallest element around the heading that holds links besides it."""
    box = line.node
    for _level in range(4):
        if (next(box.el.iter("a"), None) is not None and box.size > len(line.text)) or box.parent is None:
            break
        if box.parent.last - box.parent.first > _BLOCK_SPAN or box.parent.tag == "body":
            break
        box = box.parent
    return box


def _inside(node: Node, holder: Node) -> bool:
    current: Node | None = node
    while current is not None:
        if current is holder:
            return True
        current = current.parent
    return False


def _anchors(flow: Flow, resolve: Callable[[str], str | None], first: int, last: int) -> list[Link]:
    found = []
    for node in flow.nodes:
        if (
            node.tag == "a"
            and first <= node.first <= last
            and node.zone not in ("nav", "foot", "breadcrumb", "head", "pagination")
        ):
            link = _link(node, resolve)
            if link is not None and len(link.words) >= 6:
                found.append(link)
    return found


def _link(node: Node, resolve: Callable[[str], str | None]) -> Link | None:
    href = (node.el.get("href") or "").strip()
    words = anchor_words(node.el)
    targets = (
        [href]
        if href and not href.lower().startswith(("javascript:", "#"))
        else [*from_script(href), *from_script(node.el.get("onclick") or "")]
    )
    for target in targets:
        address = resolve(target)
        if address and words:
            return Link(address, words[:200], "body")
    return None


def _alike(title: str, words: str) -> bool:
    """Whether the words of an interpretation name the document: they share a run of eight characters."""
    a, b = title_key(title), title_key(words)
    return any(a[i : i + 8] in b for i in range(max(0, len(a) - 7)))
