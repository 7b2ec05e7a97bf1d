"""The pages of a list: by links, by the system's page script, or none; and the addresses that can be worked out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lxml.html import HtmlElement

from govcheck.page.data import table
from govcheck.page.flow import Flow, Node
from govcheck.text.normalise import squeeze
from govcheck.urls.script import from_script

_CREATE: Final = re.compile(r"create[Pp]age\w*\s*\(([^()]{3,160})\)")
_ARGUMENT: Final = re.compile(r"\s*(?:(-?\d+)|[\"']([^\"']*)[\"'])\s*(?:,|$)")
_TOTAL: Final = re.compile(r"\b(?:total|totalCount|totalcount|totalRecords?|count|recordCount)\s*[:=]\s*[\"']?(\d+)")
_SIZE: Final = re.compile(r"\b(?:pageSize|pagesize|limit|perPage|rows|size|pageRows)\s*[:=]\s*[\"']?(\d+)")
_PAGES: Final = re.compile(
    r"\b(?:countPage|pageCount|totalPages?|totalpages?|pages|pageTotal|_pageCount)\s*[:=]\s*[\"']?(\d+)"
)
_COMMENT: Final = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.S)
_NUMBER: Final = re.compile(r"^\[?(\d{1,4})\]?$")
MOST_PAGES: Final = 500


@dataclass(frozen=True, slots=True)
class Pagination:
    """``how``: none, links or script. ``at``: the line or element order where it stands, for telling its list."""

    how: str = "none"
    pages: int | None = None
    addresses: tuple[str, ...] = ()
    node: Node | None = None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[re.Pattern[str], ...]]:
    data: dict[str, Any] = table("lists")["pagination"]
    return re.compile(data["script"]), re.compile(data["links"], re.I), tuple(re.compile(text) for text in data["totals"])


def is_page_word(words: str) -> bool:
    """Whether the words are those of a page bar (下页, 尾页)."""
    return _patterns()[1].match(words) is not None


def find_pagination(root: HtmlElement, flow: Flow, resolve: Callable[[str], str | None], here: str) -> Pagination:
    """Read it: a page script first, then links."""
    by_script = _script(root, flow, resolve)
    by_links = _links(flow, resolve, here)
    if by_script is not None and by_script.how == "script":
        return by_script
    if by_links is not None:
        return by_links
    return by_script or Pagination()


def _script(root: HtmlElement, flow: Flow, resolve: Callable[[str], str | None]) -> Pagination | None:
    wanted = _patterns()[0]
    for script in root.iter("script"):
        source = script.text or ""
        if not wanted.search(source) or (script.get("type") or "").startswith("text/template"):
            continue
        source = _COMMENT.sub("", source)
        if not wanted.search(source):
            continue
        node = flow.by_el.get(script)
        match = _CREATE.search(source)
        if match and not re.search(r"function\s+$", source[: match.start()]):
            known = _created(match[1], resolve, node)
            if known is not None:
                return known
        pages = _PAGES.search(source)
        total, size = _TOTAL.search(source), _SIZE.search(source)
        count = int(pages[1]) if pages else None
        if count is None and total and size and int(size[1]):
            count = -(-int(total[1]) // int(size[1]))
        if re.search(r"function\s+createPage\w*\s*\(", source) and count is None:
            continue
        if total and int(total[1]) == 0:
            return Pagination("none", 1, (), node)
        return Pagination("script", count, (), node)
    return None


def _created(arguments: str, resolve: Callable[[str], str | None], node: Node | None) -> Pagination | None:
    """``createPageHTML(n, i, "index", "html")`` and its kin: pages index.html, index_1.html, … index_(n-1).html."""
    values: list[int | str] = []
    for match in _ARGUMENT.finditer(arguments):
        values.append(int(match[1]) if match[1] is not None else match[2])
    texts = [value for value in values if isinstance(value, str)]
    numbers = [value for value in values if isinstance(value, int)]
    if not numbers:
        return None
    count = numbers[0]
    if count <= 1:
        named = bool(texts) and isinstance(values[0], str)
        # a page script with its own place draws the bar for one page as well
        return Pagination("script" if named and count == 1 else "none", max(count, 0), (), node)
    if isinstance(values[0], str) and len(texts) >= 3:
        texts = texts[1:]
    addresses: list[str] = []
    if len(texts) >= 2 and re.fullmatch(r"[\w-]+", texts[0]) and re.fullmatch(r"\w{2,5}", texts[1]):
        current = numbers[1] if len(numbers) > 1 else 0
        for page in range(min(count, MOST_PAGES)):
            address = resolve(f"{texts[0]}_{page}.{texts[1]}" if page else f"{texts[0]}.{texts[1]}")
            if page != current and address:
                addresses.append(address)
    return Pagination("script", count, tuple(addresses), node)


def _links(flow: Flow, resolve: Callable[[str], str | None], here: str) -> Pagination | None:
    pattern, totals = _patterns()[1:]
    addresses: dict[str, None] = {}
    place: Node | None = None
    in_zone = False
    for node in flow.nodes:
        if (
            node.tag not in ("a", "span", "button", "li", "div", "input")
            or node.hidden
            or node.zone in ("nav", "foot", "breadcrumb")
        ):
            continue
        if node.tag != "a" and node.el.get("onclick") is None:
            continue
        words = squeeze("".join(node.el.itertext())) if node.size < 24 else ""
        words = words or (squeeze(node.el.get("value") or "") if node.tag == "input" else "")
        numbered = _NUMBER.match(words) is not None and node.zone == "pagination"
        if not words or not (pattern.match(words) or numbered):
            continue
        if re.match(r"^[>»›]+$", words) and node.zone != "pagination":
            continue
        place = place or node
        in_zone = True
        href = node.el.get("href") or ""
        for target in (href, *from_script(href), *from_script(node.el.get("onclick") or "")):
            address = resolve(target) if target and not target.lower().startswith(("javascript:", "#")) else None
            if address and address != here:
                addresses.setdefault(address)
    if place is None or not in_zone:
        return None
    return Pagination("links", _total(flow, totals), tuple(addresses)[:MOST_PAGES], place)


def _total(flow: Flow, totals: tuple[re.Pattern[str], ...]) -> int | None:
    for line in flow.lines:
        if "页" in line.text or "/" in line.text:
            for pattern in totals:
                match = pattern.search(line.text)
                if match and line.zone not in ("nav", "breadcrumb"):
                    return int(match[1])
    return None
