"""What a page loads by itself when it opens, and what of it an https page would fetch over plain http.

Links to follow, addresses in comments, in scripts' texts, in META and in ``<link rel=canonical>`` are not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from govcheck.page.notice.view import View
from govcheck.page.written import MARK
from govcheck.urls import host_of

_ACTIVE: Final = {"script": "src", "iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_PASSIVE: Final = {"img": "src", "video": "src", "audio": "src", "source": "src", "track": "src"}
_IDLE: Final = frozenset({"noscript", "template"})
"""What stands inside is not loaded by a browser that runs scripts."""
_IMPORT: Final = re.compile(r"@import\s+(?:url\(\s*)?[\"']?\s*([^\"')\s;]+)", re.I)
_FACE: Final = re.compile(r"@font-face\s*\{[^}]*\}", re.I)
_URL: Final = re.compile(r"url\(\s*[\"']?\s*([^\"')\s]+)", re.I)
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.S)
_UPGRADE: Final = "upgrade-insecure-requests"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class Loads:
    """Addresses, each once, in the order of the page."""

    resources: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()
    mixed_active: tuple[str, ...] = ()
    """Those that could take the page over: scripts, styles, frames, plugins."""


def find_loads(view: View) -> Loads:
    """Everything the page loads; ``mixed`` is empty for a page that came over http, or that has its loads upgraded."""
    found: dict[str, bool] = {}
    sure: set[str] = set()
    for target, active, written in _loads(view.root):
        address = view.resolve(target)
        if address is not None and len(found) < _MOST:
            found[address] = found.get(address, False) or active
            if not written:
                sure.add(address)
    resources = tuple(found)
    if urlsplit(view.address).scheme != "https" or _upgrades(view):
        return Loads(resources)
    # A script that writes an address often takes the page's own scheme for it: ours may have been read for http.
    plain = [one for one in resources if one in sure and one.startswith("http:") and host_of(one) not in _HERE]
    return Loads(resources, tuple(plain), tuple(address for address in plain if found[address]))


def _upgrades(view: View) -> bool:
    """The page tells browsers to fetch everything over https."""
    said = [value for key, value in view.capture.headers if key.lower() == "content-security-policy"]
    said += [
        meta.get("content") or ""
        for meta in view.root.iter("meta")
        if (meta.get("http-equiv") or "").lower() == "content-security-policy"
    ]
    return any(_UPGRADE in value.lower() for value in said)


def _loads(root: HtmlElement) -> Iterator[tuple[str, bool, bool]]:
    """Address as written, whether it could take the page over, whether a script wrote it."""
    idle = {child for tag in _IDLE for holder in root.iter(tag) for child in holder.iter()}
    written = {child for holder in root.xpath(f"//*[@{MARK}='script']") for child in holder.iter()}
    for el in root.iter():
        if isinstance(el.tag, str) and el not in idle:
            for target, active in _of(el):
                yield target, active, el in written


def _of(el: HtmlElement) -> Iterator[tuple[str, bool]]:
    if el.tag in _ACTIVE and not (el.tag == "script" and _no_script(el)):
        yield from _one(el.get(_ACTIVE[el.tag]), active=True)
    elif el.tag in _PASSIVE:
        yield from _one(el.get(_PASSIVE[el.tag]), active=False)
    elif el.tag == "link" and "stylesheet" in (el.get("rel") or "").lower().split():
        yield from _one(el.get("href"), active=True)
    elif el.tag == "input" and (el.get("type") or "").lower() == "image":
        yield from _one(el.get("src"), active=False)
    elif el.tag == "style":
        yield from _of_css(el.text or "")
    for name in ("poster", "background"):
        yield from _one(el.get(name), active=False)
    if el.tag in ("img", "source") and el.get("srcset"):
        for part in (el.get("srcset") or "").split(","):
            yield from _one(part.split()[0] if part.split() else "", active=False)
    if el.get("style"):
        yield from _of_css(el.get("style") or "")


def _one(target: str | None, *, active: bool) -> Iterator[tuple[str, bool]]:
    text = (target or "").strip()
    if text and not text.startswith("#") and not text.lower().startswith(("data:", "about:", "javascript:", "blob:")):
        yield text, active


def _no_script(el: HtmlElement) -> bool:
    """A script element whose text is data or a template: browsers do not run it, and load nothing for it."""
    kind = (el.get("type") or "").strip().lower()
    return bool(kind) and kind != "module" and "javascript" not in kind and "ecmascript" not in kind


def _of_css(text: str) -> Iterator[tuple[str, bool]]:
    css = _CSS_COMMENT.sub("", text)
    imported = [match[1] for match in _IMPORT.finditer(css)]
    fonts = {match[1] for face in _FACE.findall(css) for match in _URL.finditer(face)}
    for target in imported:
        yield from _one(target, active=True)
    for match in _URL.finditer(css):
        if match[1] not in imported:
            yield from _one(match[1], active=match[1] in fonts)
