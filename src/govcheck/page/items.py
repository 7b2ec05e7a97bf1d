"""The rows of a catalogue of decisions: what each is about and where its cells lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.flow import Flow, Node
from govcheck.page.model import Item, Link
from govcheck.page.rows import anchor_words
from govcheck.text.normalise import squeeze

_MOST: Final = 200
_SHORTEST: Final = 6


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("participation")["decision"]
    return re.compile(data["catalogue"]), re.compile(data["heads"])


def read_items(flow: Flow, resolve: Callable[[str], str | None], *, title: str, crumb: Sequence[str]) -> tuple[Item, ...]:
    """The rows of its tables that are no heads; nothing on other pages."""
    catalogue, heads = _patterns()
    if not catalogue.search(" ".join((*crumb[-1:], title))):
        return ()
    return tuple(_rows(flow, resolve, heads))[:_MOST]


def _rows(flow: Flow, resolve: Callable[[str], str | None], heads: re.Pattern[str]) -> Iterator[Item]:
    for node in flow.nodes:
        if node.tag != "tr" or node.hidden or node.zone != "main" or sum(1 for _ in node.el.iter("tr")) > 1:
            continue
        cells = [squeeze(flow.text(cell, "")) for cell in node.children if cell.tag in ("td", "th")]
        if len(cells) < 2 or len({match[0] for cell in cells for match in heads.finditer(cell)}) >= 2:
            continue
        name = max(cells, key=lambda cell: (len(cell) <= 120, len(cell)))
        if len(name) >= _SHORTEST:
            yield Item(name[:200], tuple(_links(node, resolve)))


def _links(row: Node, resolve: Callable[[str], str | None]) -> Iterator[Link]:
    for anchor in row.el.iter("a"):
        href = (anchor.get("href") or "").strip()
        words = anchor_words(anchor)
        if href and words and not href.lower().startswith(("javascript:", "#")) and (address := resolve(href)):
            yield Link(address, words[:200], "body")
