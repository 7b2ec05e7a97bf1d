"""The columns a site says it has: navigation bars and column trees, with their depth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govcheck.page.flow import Flow, Node
from govcheck.page.model import Column
from govcheck.page.rows import anchor_words
from govcheck.urls.script import from_script

_LONGEST: Final = 24
_TREE_WORDS: Final = frozenset(
    (
        "tree",
        "leftnav",
        "leftmenu",
        "submenu",
        "subnav",
        "sidenav",
        "left",
        "lefter",
        "ztree",
        "sider",
        "side",
        "sidebar",
        "column",
        "lanmu",
        "catalog",
        "mulu",
    )
)
_NESTS: Final = frozenset(("ul", "ol", "dl"))
_MOST: Final = 600


def read_columns(flow: Flow, resolve: Callable[[str], str | None]) -> tuple[Column, ...]:
    """Entries of navigation and trees in order; an entry without an address of its own has an empty ``url``."""
    found: dict[tuple[str, str], Column] = {}
    for node in flow.nodes:
        if node.tag != "a" or node.zone not in ("nav", "side", "main", "head"):
            continue
        depth = _depth(node)
        if depth is None:
            continue
        name = anchor_words(node.el).strip(" >»·•|[]【】+-")
        if not 2 <= len(name) <= _LONGEST:
            continue
        address = _address(node, resolve)
        found.setdefault((name, address), Column(name, address, depth))
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _depth(node: Node) -> int | None:
    """How deep in nested lists inside a navigation or tree; ``None`` outside of one."""
    depth = 0
    tree = node.zone == "nav"
    current = node.parent
    while current is not None and current.tag != "body":
        if current.tag in _NESTS:
            depth += 1
        if not tree and not _TREE_WORDS.isdisjoint(current.words) and current.size <= 1500:
            tree = True
        current = current.parent
    return max(depth, 1) if tree else None


def _address(node: Node, resolve: Callable[[str], str | None]) -> str:
    href = (node.el.get("href") or "").strip()
    if href and not href.lower().startswith("javascript:") and not href.startswith("#"):
        return resolve(href) or ""
    for text in filter(None, (href, node.el.get("onclick"))):
        for target in from_script(text) if len(text) > 11 else ():
            if (address := resolve(target)) is not None:
                return address
    return ""
