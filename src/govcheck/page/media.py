"""What an article is shown with besides words: pictures, films, sounds, by their elements, files and players."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lxml.html import HtmlElement

from govcheck.page.data import table
from govcheck.page.flow import Flow, Node

_SOURCES: Final = ("src", "href", "data-src", "data", "value", "flashvars", "poster", "data-url", "url", "vurl", "ovurl")
_FRAMES: Final = ("iframe", "embed", "object", "param", "source", "a", "div", "p", "span", "script")
_SMALL: Final = 100
"""Pictures with a side of fewer pixels are ornaments: icons, codes, lines."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("interpretations")
    return re.compile(data["video"], re.I), re.compile(data["audio"], re.I), re.compile(data["players"])


def read_media(flow: Flow, first: int, last: int) -> tuple[str, ...]:
    """``picture``, ``video``, ``audio``, as far as the lines from ``first`` to ``last`` show them."""
    found: set[str] = set()
    for node in flow.nodes:
        if first <= node.first <= last and node.zone == "main" and not node.hidden:
            found.update(_shown(node))
    return tuple(sorted(found))


def _shown(node: Node) -> tuple[str, ...]:
    el = node.el
    if node.tag in ("video", "audio"):
        return (node.tag,)
    if node.tag == "img":
        return () if _ornament(el) else ("picture",)
    if node.tag not in _FRAMES:
        return ()
    video, audio, players = _patterns()
    said = " ".join(filter(None, (el.get(name) for name in _SOURCES)))
    if node.tag == "script":
        said = el.text or ""
    elif node.tag == "div" and players.search(f"{el.get('class') or ''} {el.get('id') or ''}"):
        return ("video",)
    return (("video",) if video.search(said) else ()) + (("audio",) if audio.search(said) else ())


def _ornament(el: HtmlElement) -> bool:
    sides = [(el.get(side) or "").removesuffix("px") for side in ("width", "height")]
    return any(side.isdigit() and int(side) < _SMALL for side in sides)
