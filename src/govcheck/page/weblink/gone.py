"""Soft 404: a page that says it is not there (or is the page of an address that cannot exist) with a friendly status."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from govcheck.page import dom, flow
from govcheck.page.body import link_length
from govcheck.page.data import table
from govcheck.page.weblink.glance import Glance
from govcheck.records.capture import Capture

_FEW: Final = 400
"""Characters outside links up to which a page says little (chrome and the foot of a template included)."""
_WITH_TITLE: Final = 800
_LINE: Final = 80
_PARAGRAPH: Final = 160
_PARTS: Final = re.compile(r"\s*(?:[-_|—–·>»:：]{1,3}|\s{2,})\s*")
_DIGITS: Final = re.compile(r"\d+")
_BOUND: Final = ("v-if", "v-show", "v-else", "ng-if", "ng-show", "wx:if", "x-show", ":hidden")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data = table("links")[name]
    return re.compile("|".join(f"(?:{one})" for one in data) if isinstance(data, list) else data, re.I)


def says_gone(capture: Capture, seen: Glance) -> bool:
    """Whether the page says that what was asked for is not there, and little else. An article that speaks of it is none."""
    titled = _title_says(seen.title)
    if not titled and not _pattern("gone_lines").search(seen.text):
        return False
    if titled and not seen.text:
        return "<script" not in seen.source.lower() or len(seen.source) < _FEW * 4
    lines = _shown(seen.source)
    plain = [text for text, linked in lines if linked * 2 < len(text)]
    if sum(map(len, plain)) > (_WITH_TITLE if titled else _FEW) or any(len(text) > _PARAGRAPH for text in plain):
        return False
    if any(_pattern("published").search(text) for text, _linked in lines):
        return False
    if titled:
        return True
    return any(
        len(text) <= _LINE and _pattern("gone_lines").search(text) and not _pattern("not_gone").search(text)
        for text in plain
    )


def what_it_says(seen: Glance) -> str:
    """The words by which a page says that it is not there."""
    found = _pattern("gone_lines").search(seen.text)
    return (found[0] if found and not _title_says(seen.title) else seen.title or seen.text)[:60].strip()


def _title_says(title: str) -> bool:
    if not title or len(title) > _LINE:
        return False
    return any(_pattern("gone_titles").fullmatch(part.strip()) for part in (title, *_PARTS.split(title)) if part.strip())


def _shown(source: str) -> list[tuple[str, int]]:
    """Visible lines and how much of each is link. What a script shows only on some condition is not visible."""
    page = flow.build(dom.parse(source))
    return [(line.text, link_length(line)) for line in page.lines if line.text and not _bound(line.node.el)]


def _bound(element: HtmlElement) -> bool:
    current: HtmlElement | None = element
    while current is not None:
        if any(name in current.attrib for name in _BOUND):
            return True
        current = current.getparent()
    return False


def wants_login(capture: Capture, seen: Glance | None = None) -> bool:
    """Whether the visitor is asked to log in first."""
    moved = bool(capture.redirects)
    address = urlsplit(capture.final_address)
    if moved and _pattern("login").search(f"{address.netloc}{address.path}?{address.query}"):
        return True
    if seen is None:
        return False
    return seen.password or (moved and bool(_pattern("login_titles").search(seen.title)))


def is_shell(seen: Glance) -> bool:
    """Whether the page is drawn by script, so that its bytes are the same whatever it shows."""
    bare = len(seen.text) < _LINE and "<script" in seen.source.lower()
    return bare or _pattern("shells").search(seen.source) is not None


def same_page(one: Glance, other: Glance, *addresses: str) -> bool:
    """Whether two answers show the same, whatever moves in them (numbers, clocks, the address itself)."""

    def bare(text: str) -> str:
        for address in addresses:
            parts = urlsplit(address)
            for piece in (address, parts.path):
                if len(piece) > 1:
                    text = text.replace(piece, "")
        return _DIGITS.sub("0", text)

    if bool(one.text) != bool(other.text):
        return False
    if not one.text:
        return bare(one.source) == bare(other.source)
    return bare(one.title) == bare(other.title) and bare(one.text) == bare(other.text)


def long_article(seen: Glance) -> bool:
    """Whether a page that came with an error status holds a whole text all the same."""
    plain = [text for text, linked in _shown(seen.source) if linked * 2 < len(text)]
    return sum(map(len, plain)) > _FEW and any(len(text) >= _LINE for text in plain)
