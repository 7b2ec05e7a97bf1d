"""Directories that a server lists by itself, told by the shapes that servers draw them in."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Final

from govcheck.page.data import table
from govcheck.records.capture import Capture
from govcheck.text.decode import decode

_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title", re.I | re.S)
_LOOK: Final = 200_000


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (
            row["server"],
            re.compile(row["title"], re.I),
            tuple(re.compile(pattern, re.I | re.S) for pattern in row["source"]),
        )
        for row in table("listings")["shapes"]
    )


def listing_of(capture: Capture) -> str:
    """The sort of server whose own listing an answer is, empty when it is none. Only an answer with its body (200) is."""
    if not capture.ok or not capture.body:
        return ""
    source = decode(capture.body[:_LOOK], capture.header("content-type")).text
    said = _TITLE.search(source)
    title = unescape(said[1]).strip() if said else ""
    for server, wanted, marks in _shapes():
        if wanted.search(title) and all(mark.search(source) for mark in marks):
            return str(server)
    return ""
