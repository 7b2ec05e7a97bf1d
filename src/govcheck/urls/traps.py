"""Addresses that a crawler could follow for ever: repeated segments, endless lengths, calendars."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final
from urllib.parse import unquote, urlsplit

LONGEST: Final = 1000
"""Characters; longer addresses are made by mistake, and many servers refuse them anyway."""
DEEPEST: Final = 24
"""Path segments."""
REPEATS: Final = 3
"""How often one word may stand in a path: ``/a/b/a/b/a/b`` comes from relative links on a page that answers anywhere."""

_NUMBER: Final = re.compile(r"\d{1,8}|\d{4}([-_.]\d{1,2}){1,2}")
_DATE_NAMES: Final = re.compile(
    r"(?i)(?:.*(?:year|month|date|day|week).*|y|m|d|ym|yyyy|mm|dd|ymd|nian|yue|ri|rq|nf|yf|kssj|jssj)"
)
_YEAR: Final = re.compile(r"(?:19|20|21)\d{2}")
_STAMP: Final = re.compile(r"((?:19|20|21)\d{2}[-_.]?[01]?\d(?:[-_.]?[0-3]?\d)?)(\.s?html?|\.jspx?|\.do)?")
_SMALL: Final = re.compile(r"(0?[1-9]|[12]\d|3[01])(\.s?html?|\.jspx?|\.do)?")


def trap(address: str) -> str | None:
    """Why the address by itself looks endless (``long``, ``deep``, ``repeats``), or ``None``."""
    if len(address) > LONGEST:
        return "long"
    segments = [segment for segment in urlsplit(address).path.split("/") if segment]
    if len(segments) > DEEPEST:
        return "deep"
    words = Counter(segment for segment in segments if not segment.isdigit())
    return "repeats" if any(count > REPEATS - 1 for count in words.values()) and _cycles(segments) else None


def _cycles(segments: list[str]) -> bool:
    """Whether some run of segments stands three times in a row or a word comes back after the same step each time."""
    for width in range(1, len(segments) // REPEATS + 1):
        for start in range(len(segments) - REPEATS * width + 1):
            run = segments[start : start + width]
            if all(segments[start + k * width : start + (k + 1) * width] == run for k in range(1, REPEATS)):
                return True
    return False


def family(address: str) -> str | None:
    """For an address whose only difference from its neighbours may be a date: the address with its dates blanked.

    A crawl that meets many addresses of one family walks through a calendar. ``None`` when nothing in it is a date.
    Addresses of articles carry a number or name of their own beside the date, so each is a family of one.
    """
    parts = urlsplit(address)
    segments = [unquote(part) for part in parts.path.split("/")]
    pairs = [piece.partition("=")[::2] for piece in parts.query.split("&")] if parts.query else []
    dated = {name for name, value in pairs if _DATE_NAMES.fullmatch(name) and _NUMBER.fullmatch(unquote(value))}
    in_path = any(_YEAR.fullmatch(part) or _STAMP.fullmatch(part) for part in segments)
    if not in_path and not dated:
        return None
    path = "/".join(_blank(part) if in_path else part for part in segments)
    query = "&".join(f"{name}={'{}' if name in dated else value}" for name, value in pairs)
    return f"{parts.netloc}{path}?{query}" if query else f"{parts.netloc}{path}"


def _blank(segment: str) -> str:
    for shape in (_YEAR, _STAMP, _SMALL):
        match = shape.fullmatch(segment)
        if match is not None:
            return "{}" + ((match[2] or "") if shape is not _YEAR else "")
    return segment
