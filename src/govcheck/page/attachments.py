"""Attachments: links to files that a visitor is offered, also those whose address a script or a spare attribute holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.flow import Flow, Node
from govcheck.page.model import Link
from govcheck.text.normalise import squeeze

_NO_TARGET: Final = re.compile(r"^\s*(?:javascript:\s*(?:void\(0\))?;?|#)?\s*$", re.I)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...], tuple[str, ...]]:
    data = table("article")["attachment"]
    extension = re.compile(r"\.(?:" + "|".join(map(re.escape, data["extensions"])) + r")(?:$|[?#&])", re.I)
    return extension, re.compile(data["words"], re.I), tuple(a.lower() for a in data["addresses"]), tuple(data["original"])


def find_attachments(flow: Flow, resolve: Callable[[str], str | None], *, first: int, last: int) -> tuple[Link, ...]:
    """The files linked between two lines (the article's part of the page), each once, in order."""
    extension, words, addresses, originals = _patterns()
    found: dict[str, Link] = {}
    for node in flow.nodes:
        if node.tag not in ("a", "embed", "object") or node.hidden or node.zone in ("nav", "foot", "side", "breadcrumb"):
            continue
        if not first <= node.first <= last:
            continue
        label = squeeze(flow_text(node) or node.el.get("title") or "")
        title = node.el.get("title") or ""
        target = node.el.get("href") or node.el.get("src") or node.el.get("data") or ""
        if _NO_TARGET.match(target):
            target = next((value for name in originals if (value := node.el.get(name))), "")
            if not target and (words.search(label) or words.search(title)):
                # the file's name is shown, its address is not: still an attachment of the page
                found.setdefault(f"{label}|{title}", Link("", label or title, "body", "script"))
                continue
        if not target or target.lower().startswith("mailto:"):
            continue
        by_address = extension.search(target) is not None
        if by_address or words.search(label) or words.search(title) or any(part in target.lower() for part in addresses):
            address = resolve(target) or ""
            if address:
                found.setdefault(address, Link(address, label or title, "body", "href"))
    return tuple(found.values())


def flow_text(node: Node) -> str:
    """The text inside an element."""
    return "".join(node.el.itertext())
