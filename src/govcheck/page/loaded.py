"""What a page has a browser load of itself: style sheets, scripts, pictures, frames, media. Links that wait for a click,
and hosts only named in advance (``dns-prefetch``), are not among them.
"""

from __future__ import annotations

from typing import Final

from govcheck.page.dom import parse
from govcheck.page.links import base_of
from govcheck.records.capture import Capture
from govcheck.text.decode import decode
from govcheck.urls import normalise

_SOURCES: Final = ("script", "img", "iframe", "frame", "embed", "source", "video", "audio", "input")
_LINKS: Final = frozenset({"stylesheet", "icon", "preload", "apple-touch-icon"})


def loaded(capture: Capture) -> tuple[str, ...]:
    """The addresses, absolute, each once, in order; never raises, whatever the page."""
    root = parse(decode(capture.body, capture.header("content-type")).text)
    base = base_of(root, capture.final_address)
    found: dict[str, None] = {}
    for element in root.iter(*_SOURCES, "link"):
        if element.tag == "link":
            rel = set((element.get("rel") or "").lower().split())
            written = element.get("href") if rel & _LINKS else None
        else:
            written = element.get("src")
        address = normalise(written, base) if written else None
        if address is not None:
            found.setdefault(address)
    return tuple(found)
