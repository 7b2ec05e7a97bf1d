"""Facts that a page may show in a way we do not read: by a script that was not run, or by a picture.

Scripts are not run here, only listened to: what one speaks of, it may draw, so its absence from the markup says nothing.
Whatever is veiled is never a fault of the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lxml.html import HtmlElement

from govcheck.outcome import Reason
from govcheck.page.data import table
from govcheck.page.flow import Flow
from govcheck.records.capture import Capture
from govcheck.text.decode import decode
from govcheck.urls.hosts import same_host

ENTRIES: Final = ("elder", "accessibility", "search")
"""What vendors' scripts, on hosts of their own, draw into pages of all sorts."""
WORDED: Final = ("site_code", "icp", "police", "organiser", "contact")
"""The items of a footer that are words."""
_MORE: Final = ("conac", "zhaocuo", "apply_entry")
_MOST: Final = 24
"""Scripts of a home page that are asked for."""
_LONGEST: Final = 400_000
_ESCAPED: Final = re.compile(r"(?:\\|%)u([0-9a-fA-F]{4})")
_LATE: Final = 0.6
"""From this share of a page's elements on, a large picture may be its footer."""
_SMALL: Final = 300
"""Pixels; a picture of a footer is wider, an emblem is not."""


@dataclass(frozen=True, slots=True)
class Veil:
    """``facts``: what may be there unseen, with the reason. ``scripts``: the page's own scripts worth asking for."""

    facts: tuple[tuple[str, Reason], ...] = ()
    scripts: tuple[str, ...] = ()


@cache
def _patterns() -> tuple[Mapping[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data: dict[str, Any] = table("veil")
    spoken = {name: re.compile(pattern, re.I) for name, pattern in data["spoken"].items()}
    return (
        spoken,
        re.compile(data["fragment"], re.I),
        re.compile(data["libraries"], re.I),
        re.compile(data["harmless"], re.I),
    )


def find_veil(
    root: HtmlElement,
    flow: Flow,
    resolve: Callable[[str], str | None],
    scripts: Mapping[str, Capture],
    *,
    here: str,
    home: bool,
    found: frozenset[str],
    loaded: Iterable[str] = (),
) -> Veil:
    """What of the facts not ``found`` in the markup may be there all the same.

    ``scripts``: scripts already fetched, by address; they are listened to on a ``home`` page only, whose own scripts are
    asked for. ``loaded``: fragments that were put in already.
    """
    spoken: set[str] = set()
    for text in _inline(root):
        spoken |= _spoken(text, loaded)
    asked: list[str] = []
    if home:
        for address in _sources(root, resolve):
            own = same_host(address, here)
            capture = scripts.get(address)
            if own and len(asked) < _MOST:
                asked.append(address)
            if own and capture is not None and capture.ok:
                spoken |= _spoken(decode(capture.body[:_LONGEST], capture.header("content-type")).text, loaded)
            else:
                spoken |= {*ENTRIES, *_MORE} if own else {*ENTRIES}
                if own and found.isdisjoint(WORDED):
                    spoken |= {*WORDED}
    facts = dict.fromkeys(spoken - found, Reason.SCRIPT)
    if home and found.isdisjoint(WORDED) and _pictured(flow):
        facts |= {name: Reason.UNREADABLE for name in (*WORDED, "conac", "zhaocuo") if name not in found}
    return Veil(tuple(sorted(facts.items())), tuple(asked))


def _inline(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("script", "template", "object"):
        if element.tag == "object":
            yield f'"{element.get("data") or ""}"'
        elif element.tag == "template":
            yield " ".join((*element.itertext(), *element.xpath(".//@href|.//@src")))
        elif element.get("src") is None and element.text:
            yield element.text[:_LONGEST]


def _spoken(text: str, loaded: Iterable[str]) -> set[str]:
    """The facts that a script speaks of; one that loads a fragment named after the footer may bring all of them."""
    patterns, fragment = _patterns()[:2]
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    spoken = {name for name, pattern in patterns.items() if pattern.search(plain)}
    known = {address.split("?")[0].rsplit("/", 1)[-1].lower() for address in loaded}
    if any(match[1].rsplit("/", 1)[-1].lower() not in known for match in fragment.finditer(plain)):
        spoken |= {*WORDED, *_MORE}
    return spoken


def may_be_drawn(root: HtmlElement) -> bool:
    """Whether scripts of files of their own, which were not run, may fill the page's empty places."""
    return next(_sources(root, str), None) is not None


def _sources(root: HtmlElement, resolve: Callable[[str], str | None]) -> Iterator[str]:
    """The addresses of external scripts that may draw something: no libraries, counters or players."""
    _spoken_patterns, _fragment, libraries, harmless = _patterns()
    for element in root.iter("script"):
        source = element.get("src")
        address = resolve(source) if source else None
        if address is None or harmless.search(address):
            continue
        if not libraries.search(re.split(r"[?#]", address)[0].rsplit("/", 1)[-1]):
            yield address


def _pictured(flow: Flow) -> bool:
    """Whether a large picture or an image map stands where a footer is."""
    for node in flow.nodes[int(len(flow.nodes) * _LATE) :]:
        if node.tag != "img" or node.hidden or node.zone in ("nav", "breadcrumb"):
            continue
        width = (node.el.get("width") or "").removesuffix("px")
        if node.el.get("usemap") or (width.isdigit() and int(width) >= _SMALL) or (node.zone == "foot" and not width):
            return True
    return False
