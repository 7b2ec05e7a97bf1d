"""All links of a page with their words, their place and how they are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml.html import HtmlElement

from govcheck.page.flow import Flow, Node
from govcheck.page.model import Link
from govcheck.page.rows import anchor_words
from govcheck.text.normalise import squeeze
from govcheck.urls.script import from_script

_REFRESH: Final = re.compile(r"^\s*[\d.]*\s*[;,]?\s*url\s*=\s*[\"']?\s*([^\"'>]+?)\s*[\"']?\s*$", re.I)
_PLACES: Final = {"nav": "nav", "head": "head", "foot": "footer", "breadcrumb": "breadcrumb", "pagination": "pagination"}
_MOVES: Final = re.compile(r"\b(?:location|navigate|open)\b")

Resolve = Callable[[str], str | None]


def base_of(root: HtmlElement, address: str) -> str:
    """The base address the page declares, resolved against its own."""
    from govcheck.urls.normalise import normalise

    for element in root.iter("base"):
        href = (element.get("href") or "").strip()
        if href:
            return normalise(href, address) or address
    return address


def find_links(
    root: HtmlElement, flow: Flow, resolve: Resolve, list_nodes: set[Node], body: Node | None
) -> tuple[Link, ...]:
    """Every link once per (address, place): anchors, areas, handlers, frames, refreshes, redirecting scripts."""
    found: dict[tuple[str, str], Link] = {}
    for node in flow.nodes:
        for target, words, how in _targets(node):
            _add(found, resolve(target), words, _place(node, list_nodes, body), how)
    for target in refresh_targets(root):
        _add(found, resolve(target), "", "other", "refresh")
    for script in root.iter("script"):
        text = script.text or ""
        if 0 < len(text) < 4000 and _MOVES.search(text) and not script.get("src"):
            for target in from_script(text):
                _add(found, resolve(target), "", "other", "script")
    return tuple(found.values())


def _add(found: dict[tuple[str, str], Link], address: str | None, words: str, place: str, how: str) -> None:
    if address:
        held = found.get((address, place))
        if held is None or (not held.words and words):
            found[address, place] = Link(address, words[:200], place, how)


def _targets(node: Node) -> Iterator[tuple[str, str, str]]:
    """Where an element leads: (address as written, words, how)."""
    el = node.el
    if node.tag in ("a", "area"):
        href = (el.get("href") or "").strip()
        words = anchor_words(el) or squeeze(el.get("alt") or "")
        if href.lower().startswith("javascript:"):
            for target in from_script(href):
                yield target, words, "script"
        elif href and not href.startswith("#"):
            yield href, words, "href"
    elif node.tag in ("iframe", "frame"):
        source = (el.get("src") or "").strip()
        if source and not source.lower().startswith(("javascript:", "about:")):
            yield source, squeeze(el.get("title") or el.get("name") or ""), "frame"
    handler = el.get("onclick")
    if handler:
        for target in from_script(handler):
            yield target, squeeze("".join(el.itertext()))[:120], "onclick"


def refresh_targets(root: HtmlElement) -> list[str]:
    """Where META refresh sends the visitor."""
    return [
        match[1]
        for meta in root.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "refresh" and (match := _REFRESH.match(meta.get("content") or ""))
    ]


def _place(node: Node, list_nodes: set[Node], body: Node | None) -> str:
    if node.zone in _PLACES:
        return _PLACES[node.zone]
    current: Node | None = node
    while current is not None:
        if current in list_nodes:
            return "list"
        if current is body:
            return "body"
        current = current.parent
    return "other"
