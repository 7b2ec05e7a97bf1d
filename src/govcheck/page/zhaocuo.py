"""What the 找错 entry says of the site: the code and the address handed to it, in a link, a script or its attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from lxml.html import HtmlElement

from govcheck.outcome import Confidence
from govcheck.page.dom import css_path, xpath
from govcheck.records.population import Reading
from govcheck.text.normalise import squeeze

_ENTRY: Final = re.compile(r"jiucuo|zfwzgl|exposure|_jiucuo_", re.I)
_CODE: Final = re.compile(r"site_?code[\"']?\s*[=:,]\s*[\"']?([^\"'&\s;,<>)]{1,40})", re.I)
_URL: Final = re.compile(r"[?&]url=([^\"'&\s<>]{4,300})", re.I)
_VARIABLE: Final = re.compile(r"^(?:encodeURI|window|document|location|this|var|\+|\$\()", re.I)


def zhaocuo_says(root: HtmlElement) -> tuple[Reading | None, Reading | None]:
    """The first code and the first address that any form of the entry carries."""
    code: Reading | None = None
    url: Reading | None = None
    for element, text in _entries(root):
        if code is None and (match := _CODE.search(text)) and not _VARIABLE.match(match[1]):
            code = _reading(match[1], element, text)
        if url is None and (match := _URL.search(text)) and not _VARIABLE.match(match[1]):
            url = _reading(unquote(match[1]), element, text)
    return code, url


def _entries(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in root.iter("a", "area", "script", "span", "img", "div"):
        given = element.get("sitecode") or element.get("data-sitecode")
        if given and given.strip():
            yield element, f"sitecode={given.strip()}"
        text = " ".join(element.get(name) or "" for name in ("href", "src", "id", "onclick"))
        if element.tag == "script":
            text += " " + (element.text or "")
        if _ENTRY.search(text):
            yield element, text


def _reading(value: str, element: HtmlElement, text: str) -> Reading:
    how = "script" if element.tag == "script" else "link"
    return Reading(value.strip(), how, Confidence.HIGH, squeeze(text)[:200], css_path(element), xpath(element))
