"""Puts into the tree what scripts plainly write there, so that all other readers see what a visitor sees.

Elements put in carry the attribute ``data-written`` (``script`` or ``fragment``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from govcheck.page import dom
from govcheck.page.data import table
from govcheck.page.jsread import Written, read_inline, read_script
from govcheck.records.capture import Capture
from govcheck.text.decode import decode

MARK: Final = "data-written"
_MAX_DEPTH: Final = 3
_MAX_LOADS: Final = 12


@dataclass(slots=True)
class Included:
    """What was put in: the addresses that write parts of the page, and those of them that were not read."""

    writers: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    frame_words: bool = False


class Writer:
    """Applies the scripts of one page to its tree."""

    def __init__(self, root: HtmlElement, resolve: Callable[[str], str | None], scripts: Mapping[str, Capture]) -> None:
        self.root = root
        self.resolve = resolve
        self.scripts = scripts
        self.values: dict[str, str | None] = {}
        self.included = Included()
        self.loads = 0

    def apply(self) -> Included:
        """Run over the scripts in document order."""
        for script in list(self.root.iter("script")):
            self._script(script, 0)
        return self.included

    def _script(self, script: HtmlElement, depth: int) -> None:
        kind = (script.get("type") or "").lower()
        if kind and "javascript" not in kind and "ecmascript" not in kind and kind != "module":
            return
        source = script.get("src")
        if source is None:
            self._put(script, read_inline(script.text or "", self.values), "script", depth)
            return
        address = self.resolve(source)
        if address is None:
            return
        capture = self.scripts.get(address)
        if capture is not None and capture.ok:
            written = list(read_script(decode(capture.body, capture.header("content-type")).text))
            if written:
                self.included.writers.append(address)
                self._put(script, written, "script", depth)
        elif _writes_frame(address):
            self.included.writers.append(address)
            self.included.unread.append(address)

    def _put(self, script: HtmlElement, written: list[Written], mark: str, depth: int) -> None:
        here = "".join(piece.markup for piece in written if not piece.target)
        if here:
            self._insert(script, None, here, mark, depth)
        for piece in written:
            if not piece.target:
                continue
            place = self._by_id(piece.target)
            if place is None:
                continue
            if piece.fragment:
                self._load(place, piece.fragment, depth)
            else:
                self._insert(script, place, piece.markup, mark, depth)

    def _load(self, place: HtmlElement, fragment: str, depth: int) -> None:
        address = self.resolve(fragment)
        if address is None:
            return
        self.included.writers.append(address)
        capture = self.scripts.get(address)
        if capture is None or not capture.ok or self.loads >= _MAX_LOADS:
            self.included.unread.append(address)
            return
        self.loads += 1
        self._insert(place, place, decode(capture.body, capture.header("content-type")).text, "fragment", depth)

    def _insert(self, script: HtmlElement, place: HtmlElement | None, markup: str, mark: str, depth: int) -> None:
        elements = dom.fragment(markup)
        for element in elements:
            element.set(MARK, mark)
        if place is not None:
            place.extend(elements)
        else:
            parent = script.getparent()
            if parent is None:
                return
            tail, script.tail = script.tail, None
            index = parent.index(script) + 1
            for offset, element in enumerate(elements):
                parent.insert(index + offset, element)
            last = elements[-1] if elements else script
            last.tail = (last.tail or "") + (tail or "")
        if depth < _MAX_DEPTH:
            for element in elements:
                for inner in list(element.iter("script")):
                    self._script(inner, depth + 1)

    def _by_id(self, name: str) -> HtmlElement | None:
        found = self.root.xpath("//*[@id=$name]", name=name)
        return found[0] if isinstance(found, list) and found else None


def _writes_frame(address: str) -> bool:
    """Whether a script's file name says that it writes the header or footer (foot.js, head.js, copyright.js)."""
    name = re.split(r"[?#]", address)[0].rsplit("/", 1)[-1].lower()
    return bool(re.search(table("zones")["frame_scripts"], name))
