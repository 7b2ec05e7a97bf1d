"""Whether two answers show the same page: by the lines a visitor reads and the links, so that clocks, counters and tokens
do not matter. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final

from govcheck.page import dom, flow, links, meta
from govcheck.page.identifiers import is_server_default
from govcheck.records.capture import Capture
from govcheck.text.decode import decode
from govcheck.text.normalise import fold, squeeze
from govcheck.urls import path_key
from govcheck.urls.normalise import normalise

_SHORT: Final = 2000
"""Characters up to which a page may be a server's default page."""
_EMPTY: Final = 20


class Alike(Enum):
    """What a comparison of two pages comes to."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    UNREAD = "unread"
    """One of them shows nothing without its scripts."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page reduced to what is compared. ``leads_to``: addresses of its refreshes, frames and moving scripts."""

    title: str
    lines: frozenset[str]
    links: frozenset[str]
    leads_to: tuple[str, ...]
    size: int
    default: bool


def sight(capture: Capture) -> Sight:
    """Read an answer; never raises, whatever the bytes."""
    address = capture.final_address or capture.address
    root = dom.parse(decode(capture.body, capture.header("content-type")).text)
    page = flow.build(root)
    resolve = partial(normalise, base=links.base_of(root, address))
    found = links.find_links(root, page, resolve, set(), None)
    words = [squeeze(line.text) for line in page.lines if line.text.strip()]
    title = meta.browser_title(root)
    size = sum(len(line) for line in words)
    default = size < _SHORT and (is_server_default(title) or any(is_server_default(line) for line in words))
    return Sight(
        title=fold(title),
        lines=frozenset(fold(line) for line in words if len(line) > 3),
        links=frozenset(path_key(link.address) for link in found if link.address.startswith("http")),
        leads_to=tuple(link.address for link in found if link.how in ("refresh", "frame", "script")),
        size=size,
        default=default,
    )


def compare(one: Sight, other: Sight) -> Alike:
    """Two pages side by side."""
    if other.default != one.default:
        return Alike.DIFFERENT
    if min(one.size, other.size) < _EMPTY:
        same = one.title == other.title and one.size == other.size and one.links == other.links
        return Alike.SAME if same and one.links else Alike.UNREAD
    lines, linked = _share(one.lines, other.lines), _share(one.links, other.links)
    if lines >= 0.6 or (one.title == other.title and max(lines, linked) >= 0.4):
        return Alike.SAME
    if one.title != other.title and lines <= 0.2 and linked <= 0.2:
        return Alike.DIFFERENT
    return Alike.UNSURE


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of both they have in common, from 0 to 1."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0
