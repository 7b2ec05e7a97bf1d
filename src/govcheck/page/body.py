"""Where the running text of an article stands."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.flow import Flow, Line, Node

_LONG: Final = 60
_SENTENCE: Final = re.compile(r"[。；！？，、]")


@cache
def _containers() -> frozenset[str]:
    return frozenset(table("article")["containers"])


def find_body(flow: Flow) -> Node | None:
    """The element that holds the article's text: by well-known names, else by density of text outside links."""
    known = [
        n
        for n in flow.nodes
        if not _containers().isdisjoint(n.names) and n.zone == "main" and not n.hidden and _plain(n) >= 2
    ]
    if known:
        best = max(known, key=lambda n: (_plain(n), n.order))
        # the innermost that still holds most of it
        inner = [n for n in known if _plain(n) >= 0.8 * _plain(best)]
        return max(inner, key=lambda n: n.order)
    return _densest(flow)


def _plain(node: Node) -> int:
    return node.size - node.link_size


def _densest(flow: Flow) -> Node | None:
    score: dict[Node, float] = {}
    for line in flow.lines:
        if line.zone not in ("main", "side") or not is_paragraph(line):
            continue
        weight = min(len(line.text), 400) / 100 + 1
        holder: Node | None = line.node
        for share in (0.3, 1.0, 0.6, 0.3):
            holder = holder.parent if holder is not None and share < 1.0 and holder is not line.node else holder
            if holder is None:
                break
            score[holder] = score.get(holder, 0.0) + weight * share
            if holder is line.node:
                holder = holder.parent
                if holder is None:
                    break
                score[holder] = score.get(holder, 0.0) + weight
    if not score:
        return None
    return max(score, key=lambda n: (score[n] * (1 - _share(n)), -n.order))


def _share(node: Node) -> float:
    return node.link_size / node.size if node.size else 0.0


def link_length(line: Line) -> int:
    """How many characters of the line stand inside links."""
    total = 0
    for i, (start, node) in enumerate(line.spans):
        end = line.spans[i + 1][0] if i + 1 < len(line.spans) else len(line.text)
        if any(up.tag == "a" for up in _near(node)):
            total += end - start
    return total


def _near(node: Node | None) -> list[Node]:
    found: list[Node] = []
    while node is not None and len(found) < 4:
        found.append(node)
        node = node.parent
    return found


def is_paragraph(line: Line) -> bool:
    """Whether the line is running text."""
    text = line.text
    return len(text) >= _LONG and bool(_SENTENCE.search(text)) and link_length(line) < len(text) * 0.5
