"""The page as a visitor reads it: visible lines in order, each with the elements it comes from and its part of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from govcheck.page.data import table
from govcheck.page.written import MARK

BLOCK: Final[frozenset[str]] = frozenset(table("zones")["blocks"])
CELL: Final = frozenset(("td", "th", "dd", "dt"))
_SILENT: Final[frozenset[str]] = frozenset(table("zones")["silent"])
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\u200b-\u200f\u2028\u2029\u2060\xad]+")
_NAME_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+\d?(?![a-z])|[a-z]+")


@dataclass(slots=True, eq=False)
class Node:
    """An element, its parent, and what part of the page it is. ``first`` to ``last`` are its lines."""

    el: HtmlElement
    parent: Node | None
    order: int
    tag: str
    names: frozenset[str]
    words: frozenset[str]
    hidden: bool
    zone: str = "main"
    written: str = ""
    size: int = 0
    link_size: int = 0
    first: int = 0
    last: int = 0
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Line:
    """A visible line. ``spans`` are (offset, element) in order; ``node`` is the innermost block."""

    text: str
    node: Node
    spans: list[tuple[int, Node]]
    index: int = 0

    def at(self, offset: int) -> Node:
        """The element that holds the character at ``offset``."""
        found = self.node
        for start, node in self.spans:
            if start > offset:
                break
            found = node
        return found

    @property
    def zone(self) -> str:
        """The part of the page."""
        return self.spans[0][1].zone if self.spans else self.node.zone


@dataclass(slots=True, eq=False)
class Flow:
    """All lines and elements of a page."""

    lines: list[Line]
    nodes: list[Node]
    by_el: dict[HtmlElement, Node]

    def text(self, node: Node, joiner: str = " ") -> str:
        """The visible text of an element."""
        return joiner.join(line.text for line in self.lines[node.first : node.last] if line.text)


def build(root: HtmlElement) -> Flow:
    """Walk the tree once."""
    walker = _Walker()
    for event, el in etree.iterwalk(root, events=("start", "end")):
        if isinstance(el.tag, str):
            if event == "start":
                walker.start(el)
            else:
                walker.end(el)
    walker.flush()
    _zones(walker.nodes)
    return Flow(walker.lines, walker.nodes, walker.by_el)


class _Walker:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.by_el: dict[HtmlElement, Node] = {}
        self.lines: list[Line] = []
        self.parts: list[tuple[str, Node]] = []
        self.current: Node | None = None
        self.block: Node | None = None
        self.silent = 0
        self.anchors = 0

    def start(self, el: HtmlElement) -> None:
        tag = el.tag
        parent = self.current
        hidden = (parent is not None and parent.hidden) or is_hidden(el)
        names, words = _names(el)
        node = Node(el, parent, len(self.nodes), tag, names, words, hidden)
        node.written = el.get(MARK) or (parent.written if parent else "")
        self.nodes.append(node)
        self.by_el[el] = node
        if parent is not None:
            parent.children.append(node)
        if tag in BLOCK:
            self.flush()
            self.block = node
        elif tag == "br":
            self.flush()
        self.current = node
        node.first = len(self.lines)
        self.silent += tag in _SILENT
        self.anchors += tag == "a"
        if el.text:
            self.add(el.text, node)

    def end(self, el: HtmlElement) -> None:
        node = self.by_el[el]
        tag = node.tag
        if tag in BLOCK:
            self.flush(force=tag in CELL and not node.hidden and len(self.lines) == node.first and not self.silent)
            self.block = next((n for n in _up(node.parent) if n.tag in BLOCK), node.parent)
        self.silent -= tag in _SILENT
        self.anchors -= tag == "a"
        node.last = len(self.lines) + bool(self.parts)
        self.current = node.parent
        if node.parent is not None:
            node.parent.size += node.size
            node.parent.link_size += node.link_size
            if el.tail:
                self.add(el.tail, node.parent)

    def add(self, text: str, node: Node) -> None:
        if self.silent or node.hidden:
            return
        text = _BLANKS.sub(" ", text)
        size = len(text.strip())
        node.size += size
        if self.anchors:
            node.link_size += size
        if size or self.parts:
            self.parts.append((text, node))

    def flush(self, force: bool = False) -> None:
        if not self.parts and not force:
            return
        text, spans = "", []
        for part, node in self.parts:
            piece = part.lstrip(" \xa0\u3000") if not text else part.lstrip(" ") if text.endswith(" ") else part
            if piece:
                spans.append((len(text), node))
                text += piece
        self.parts = []
        text = text.rstrip(" \xa0\u3000")
        block = self.block or (self.nodes[0] if self.nodes else None)
        if (text or force) and block is not None:
            self.lines.append(Line(text, block, spans, len(self.lines)))


def _up(node: Node | None) -> list[Node]:
    found = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found


def ancestors(node: Node | None) -> list[Node]:
    """The element and those around it, innermost first."""
    return _up(node)


def _names(el: HtmlElement) -> tuple[frozenset[str], frozenset[str]]:
    attrib = el.attrib
    if "class" not in attrib and "id" not in attrib:
        return _NONE, _NONE
    return _split(f"{attrib.get('id', '')} {attrib.get('class', '')}")


_NONE: Final[frozenset[str]] = frozenset()


@cache
def _split(names: str) -> tuple[frozenset[str], frozenset[str]]:
    whole = frozenset(names.lower().split())
    parts = {part.lower() for name in names.split() for part in _NAME_PART.findall(name)}
    return whole, frozenset(parts | whole)


@cache
def _hiding() -> tuple[frozenset[str], re.Pattern[str]]:
    hidden = table("zones")["hidden"]
    return frozenset(hidden["classes"]), re.compile("|".join(hidden["styles"]), re.I)


def is_hidden(el: HtmlElement) -> bool:
    """Whether the element itself is marked as not shown (inline style, attribute, well-known class)."""
    attrib = el.attrib
    if not attrib:
        return False
    classes, styles = _hiding()
    if "hidden" in attrib or (el.tag == "input" and attrib.get("type", "").lower() == "hidden"):
        return True
    style = attrib.get("style")
    if style and styles.search(style):
        return True
    names = attrib.get("class")
    return bool(names) and not classes.isdisjoint(names.lower().split())


def _zones(nodes: list[Node]) -> None:
    """Give each element its part of the page; what holds too much of the text, or says otherwise, is none."""
    if not nodes:
        return
    data = table("zones")
    words = _zone_words()
    for node in nodes:
        if node.parent is not None:
            node.zone = node.parent.zone
        if node.zone not in ("main", "side", "head"):
            continue
        own = data["tags"].get(node.tag, "")
        if not own and node.words and node.tag not in _UNZONED:
            own = next((words[word] for word in sorted(node.words) if word in words), "")
        if own and _fits(node, own, nodes, data["largest_share"]):
            node.zone = own


_UNZONED: Final = frozenset(("html", "body", "a", "h1", "h2", "h3", "h4", "table", "tbody", "td"))
_TRAIL: Final = re.compile(r"位置|首\s*页.*[>＞»›→/-]|home.*[>»›/]", re.I | re.S)
_PAGE_WORDS: Final = re.compile(
    r"[\d\s\xa0首末尾上下一前后共第条跳转到总记录信息数每显示篇页最GOgo>›»<«‹.…|/,，:：？?\[\]()（）至]"
)
_FOOT_WORDS: Final = re.compile(
    r"备案|版权|主办|承办|联系|地址|电话|Copyright|标识码|技术支持|网站地图|友情链接|ICP|All Rights|邮编|访问量|浏览器",
    re.I,
)


def _fits(node: Node, zone: str, nodes: list[Node], shares: dict[str, float]) -> bool:
    """Whether an element named so is what its name says: names such as page-main or con-bottom say nothing."""
    if node.size > shares[zone] * max(nodes[0].size, 1):
        return False
    if zone == "nav":
        return node.tag == "nav" or node.link_size * 2 >= node.size or node.size <= 60
    if zone == "side":
        return True
    if zone == "head":
        return node.order <= len(nodes) * 0.35 and not any(child.tag == "h1" for child in node.children)
    text = "".join(node.el.itertext()) if node.size <= 6000 else ""
    if zone == "breadcrumb":
        return node.size <= 300 and bool(_TRAIL.search(text))
    if zone == "pagination":
        return node.size == 0 or (node.size <= 400 and len(_PAGE_WORDS.sub("", text)) <= 16 + node.size // 8)
    return node.order > len(nodes) * 0.4 and (node.size < 40 or bool(_FOOT_WORDS.search(text)))


@cache
def _zone_words() -> dict[str, str]:
    return {word: zone for zone, found in table("zones")["words"].items() for word in found}
