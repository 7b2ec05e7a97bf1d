"""What the page's plain list of links does not tell: which are friend links, and which lead to the writer's own machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lxml.html import HtmlElement

from govcheck.page.data import table
from govcheck.page.notice.view import View
from govcheck.page.rows import anchor_words
from govcheck.text.normalise import squeeze
from govcheck.urls import same_host

_LEVELS: Final = 5
_BOX: Final = 3
"""Links to other sites that make a box of friend links."""
_HEADING: Final = 16
_LARGE: Final = 400
_LOCAL: Final = re.compile(r"^\s*(?:file:|[a-z]:[\\/]|\\\\[\w.-]+\\)", re.I)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("links")[name], re.I)


def find_friends(view: View) -> tuple[tuple[str, str], ...]:
    """Links to other sites under a heading like 友情链接, in a box named so, or offered by a drop-down list."""
    found: dict[str, str] = {}
    for box in _boxes(view):
        for address, words in _outside(view, box):
            if words or address not in found:
                found[address] = found.get(address) or words
    return tuple(found.items())


def find_local(view: View) -> tuple[tuple[str, str], ...]:
    """Links as written that lead to a file of the writer's own machine."""
    found: dict[str, str] = {}
    for anchor in view.root.iter("a", "area"):
        target = anchor.get("href") or ""
        if _LOCAL.match(target):
            found.setdefault(target.strip()[:300], anchor_words(anchor)[:200])
    return tuple(found.items())


def _boxes(view: View) -> Iterator[HtmlElement]:
    yield from view.root.iter("select")
    for element in view.root.iter(
        "div", "ul", "dl", "table", "section", "td", "p", "li", "span", "h2", "h3", "h4", "dt", "a", "em", "strong", "b"
    ):
        named = f"{element.get('id') or ''} {element.get('class') or ''}"
        if _pattern("friend_names").search(named) or _is_heading(element):
            yield from _box(view, element)


def _is_heading(element: HtmlElement) -> bool:
    if (element.text is None or not element.text.strip()) and len(element) > 1:
        return False
    text = "".join(element.itertext()) if len(element) <= 1 else element.text or ""
    return len(text) <= 4 * _HEADING and _pattern("friend_heading").match(squeeze(text)[:_HEADING]) is not None


def _box(view: View, element: HtmlElement) -> Iterator[HtmlElement]:
    """The nearest box around it with some links to other sites and hardly any of its own."""
    current: HtmlElement | None = element
    for _level in range(_LEVELS):
        if current is None or current.tag in ("body", "html"):
            return
        anchors = list(current.iter("a", "option"))
        if len(anchors) > _LARGE:
            return
        outside = sum(1 for _ in _outside(view, current))
        if outside >= _BOX:
            if outside * 2 >= len(anchors):
                yield current
            return
        current = current.getparent()


def _outside(view: View, box: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in box.iter("a", "area", "option"):
        written = (element.get("href") or "") if element.tag != "option" else (element.get("value") or "")
        if not written.strip().lower().startswith(("http://", "https://", "//")):
            continue
        address = view.resolve(written)
        if address is not None and not same_host(address, view.home or view.address):
            yield address, anchor_words(element)[:200]
