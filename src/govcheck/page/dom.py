"""One parse per page: decoded text to an element tree, whatever the markup. Also the two ways of naming an element."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_RUN: Final = re.compile(
    r"(?:<(?P<t>div|span|font|b|p|td|table|tr|ul|li|em|strong|i|a)\b[^<>]*>\s*)(?:<(?P=t)\b[^<>]*>\s*){80,}", re.I
)
_INLINE: Final = re.compile(r"</?(?:span|font|b|strong|i|em|u|o:p|big|small)\b[^<>]*>", re.I)
_ENDS: Final = re.compile(r"</(?:html|body)\s*>", re.I)
_PLACE: Final = re.compile(r"\[(\d+)\]$")
_LOST_AT: Final = 1900
"""libxml2 drops what is nested deeper than about 2,000 elements."""


def parse(text: str) -> HtmlElement:
    """The tree of a page; an empty page gives an empty ``html`` element. Never raises."""
    # an end of the page in its middle (from included headers) would make the parser drop the rest
    clean = _ENDS.sub("", _CONTROL.sub("", text))
    root = _parse(clean)
    if text.count("<") > _LOST_AT and _depth(root) > _LOST_AT:
        root = _parse(_RUN.sub(lambda run: f"<{run['t']}>", _INLINE.sub("", clean)))
    return root


def _parse(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return document_fromstring("<html><body></body></html>")
    return root if isinstance(root, HtmlElement) else document_fromstring("<html><body></body></html>")


def fragment(markup: str) -> list[HtmlElement]:
    """The elements of a piece of markup; bare text comes as a ``span``."""
    root = _parse(f"<html><body><div>{_CONTROL.sub('', markup)}</div></body></html>")
    body = root.find("body")
    found: list[HtmlElement] = []
    for holder in () if body is None else body:
        found.append(holder)
    for element in found:
        element.tag = "span" if element.tag == "div" and not element.attrib else element.tag
    return found


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def css_path(element: HtmlElement) -> str:
    """A short CSS path: from the nearest ancestor with an id, tags with their first class and position."""
    steps: list[str] = []
    current: HtmlElement | None = element
    # The parser's own path counts siblings in one go; counting them here would take for ever on lists of thousands.
    places = xpath(element).split("/")
    while current is not None and isinstance(current.tag, str) and current.tag not in ("html", "body"):
        name = current.get("id")
        if name and re.fullmatch(r"[A-Za-z][\w-]*", name):
            steps.append(f"{current.tag}#{name}")
            break
        steps.append(current.tag + _position(current, places.pop()))
        current = current.getparent()
    return " > ".join(reversed(steps)) or str(element.tag)


def _position(element: HtmlElement, place: str) -> str:
    """Which of its kind the element is; ``place`` is its step in the XPath, which counts likewise but for odd names."""
    if not place.startswith("*"):
        number = _PLACE.search(place)
        return f":nth-of-type({number[1]})" if number else ""
    parent = element.getparent()
    same = [child for child in parent if child.tag == element.tag] if parent is not None else []
    return f":nth-of-type({same.index(element) + 1})" if len(same) > 1 else ""


def xpath(element: HtmlElement) -> str:
    """The XPath of an element in the tree as parsed."""
    path: str = element.getroottree().getpath(element)
    return path
