"""Whether two copies of a page are one page: what changes between any two looks at it is left out first.

Left out are scripts, styles, comments, form fields, everything that counts or tells the time (digits), and the addresses'
hosts, marks and numbers. What is left is compared as the set of its pieces, so that an order drawn by lot (a carousel)
does not matter and a piece of news more or less weighs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from govcheck.page.dom import parse
from govcheck.records.capture import Capture
from govcheck.text.decode import decode
from govcheck.urls import normalise

_DROPPED: Final = frozenset({"script", "style", "noscript", "template", "input", "option", "title"})
_NOT_WORDS: Final = re.compile(r"[\W\d_]+")
_SAME: Final = 0.8
"""Share of pieces in common above which two pages of one title are the same."""
_SURELY: Final = 0.95
"""Likewise, whatever the titles: pages of one site have their frame in common, up to four fifths of a short page."""
_OTHER: Final = 0.3
"""Below which nothing speaks for one page, unless both go by the same title."""
_ENOUGH: Final = 5
"""Pieces a page must have to be told from another by them."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """``verdict``: same | differs | unsure. ``common``: share of pieces in common; ``titles``: of both."""

    verdict: str
    common: float
    titles: tuple[str, str]


def same_content(one: Capture, other: Capture) -> Sameness | None:
    """Compare two copies; ``None`` when one of them was not read whole."""
    if not _whole(one) or not _whole(other):
        return None
    first, second = _tree(one), _tree(other)
    titles = (_title(first), _title(second))
    if one.body == other.body:
        return Sameness("same", 1.0, titles)
    left, right = set(_pieces(first, one)), set(_pieces(second, other))
    both = len(left & right)
    common = both / len(left | right) if left | right else 1.0
    alike = bool(titles[0]) and _words(titles[0]) == _words(titles[1])
    return Sameness(_verdict(common, alike, min(len(left), len(right)), max(len(left), len(right))), common, titles)


def _whole(capture: Capture) -> bool:
    return capture.ok and not capture.truncated and bool(capture.body.strip())


def _verdict(common: float, alike: bool, fewest: int, most: int) -> str:
    if (common >= _SAME and alike) or (common >= _SURELY and fewest >= _ENOUGH):
        return "same"
    if most < _ENOUGH:
        return "unsure"  # both are hardly more than a script: there is nothing to tell them apart by
    return "differs" if not alike and common < _OTHER else "unsure"


def _tree(capture: Capture) -> HtmlElement:
    return parse(decode(capture.body, capture.header("content-type")).text)


def _title(root: HtmlElement) -> str:
    found = root.find(".//title")
    return " ".join("".join(found.itertext()).split())[:200] if found is not None else ""


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text).lower()


def _pieces(root: HtmlElement, capture: Capture) -> Iterator[str]:
    """Every run of words, and where every link leads, as far as both stay the same from one look to the next."""
    for element in root.iter():
        dropped = element.tag in _DROPPED
        if not dropped and element.text and (words := _words(element.text)):
            yield words
        if element.tail and (words := _words(element.tail)):
            yield words
        if element.tag == "a" and (address := normalise(element.get("href") or "", capture.final_address)):
            path = urlsplit(address).path
            if len(path) > 1:
                yield f"> {path}"
