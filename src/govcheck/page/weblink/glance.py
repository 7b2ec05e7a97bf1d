"""A glance at an answer: its title, keywords and visible words, without building a page of it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

from govcheck.records.capture import Capture
from govcheck.text.decode import decode

LOOK: Final = 200_000
"""Bytes looked at."""
_SILENT: Final = re.compile(r"<(script|style|noscript|template|svg|head|title|textarea|select)\b|<!--", re.I)
_TITLE: Final = re.compile(r"<title[^>]{0,200}>([^<]{0,2000})", re.I)
_META: Final = re.compile(r"<meta\b[^>]{0,4000}>", re.I)
_NAMED: Final = re.compile(r"""name\s*=\s*["']?(?:keywords|description)\b""", re.I)
_CONTENT: Final = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_TAG: Final = re.compile(r"<[^>]*>")
_BLANKS: Final = re.compile(r"\s+")
_PASSWORD: Final = re.compile(r"""<input\b[^>]{0,500}type\s*=\s*["']?password""", re.I)
_START: Final = re.compile(rb"[\s\x00\xef\xbb\xbf]*<(?![?%]xml[^>]*>\s*<(?!!doctype\s+html|html)|svg|rss)", re.I)
_MARKUP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|table|p|a|h1|form)\b", re.I)


@dataclass(frozen=True, slots=True)
class Glance:
    """What stands out. ``text``: visible words, blanks squeezed; ``about``: keywords and description."""

    title: str
    about: str
    text: str
    password: bool
    source: str


def is_html(capture: Capture) -> bool:
    """Whether the bytes are a page, whatever their name and type say."""
    start = capture.body[:2048]
    return bool(_START.match(start) and _MARKUP.search(start))


def glance(capture: Capture) -> Glance:
    """Look at the beginning of an answer."""
    source = decode(capture.body[:LOOK], capture.header("content-type")).text
    title = _TITLE.search(source)
    about = [
        one[1] or one[2] or ""
        for tag in _META.findall(source[:50_000])
        if _NAMED.search(tag) and (one := _CONTENT.search(tag)) is not None
    ]
    return Glance(
        _clean(title[1]) if title else "",
        _clean(" ".join(about)),
        _clean(_TAG.sub(" ", _without_silent(source))),
        bool(_PASSWORD.search(source)),
        source,
    )


def _clean(text: str) -> str:
    return _BLANKS.sub(" ", html.unescape(text)).strip()


def _without_silent(source: str) -> str:
    """The source without scripts, styles, comments and the head; in one pass, whatever is left open."""
    pieces: list[str] = []
    low = source.lower()
    at = 0
    while (found := _SILENT.search(source, at)) is not None:
        pieces.append(source[at : found.start()])
        closing = "-->" if found[1] is None else f"</{found[1].lower()}"
        end = low.find(closing, found.end())
        if end < 0:
            # A head that nobody closed ends where the body begins; anything else swallows the rest, as in a browser.
            end = low.find("<body", found.end()) if (found[1] or "").lower() == "head" else -1
            if end < 0:
                return " ".join(pieces)
        at = end + (len(closing) if closing == "-->" else 0)
    pieces.append(source[at:])
    return " ".join(pieces)
