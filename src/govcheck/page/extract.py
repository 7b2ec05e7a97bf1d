"""Values that rules ask for with selectors of their own: ``{css, attr, regex}`` or ``{meta}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement

from govcheck.pack.kinds.base import Extract
from govcheck.page import meta as metas
from govcheck.page.flow import Flow
from govcheck.text.normalise import squeeze
from govcheck.text.pattern import PatternError, compile_pattern

_MOST: Final = 200
_LONGEST: Final = 4000


def run_extracts(
    root: HtmlElement, flow: Flow, meta: Mapping[str, str], extracts: Sequence[Extract], text: str
) -> dict[str, tuple[str, ...]]:
    """The values by the extract's key; an extract that finds nothing has an empty tuple."""
    return {extract.key: tuple(_values(root, flow, meta, extract, text))[:_MOST] for extract in extracts}


def _values(root: HtmlElement, flow: Flow, meta: Mapping[str, str], extract: Extract, text: str) -> list[str]:
    if extract.meta is not None:
        held = metas.value(meta, extract.meta)
        values = [held] if held or any(key.lower() == extract.meta.lower() for key in meta) else []
    elif extract.css is not None:
        values = [_one(element, flow, extract.attr) for element in _select(root, extract.css)]
    else:
        values = [text]
    if extract.regex is not None:
        values = [found for value in values for found in _matches(extract.regex, value)]
    return [value[:_LONGEST] for value in values]


def _select(root: HtmlElement, css: str) -> list[HtmlElement]:
    try:
        found = _compiled(css)(root)
    except (XPathError, SyntaxError, ValueError):
        return []
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


@lru_cache(maxsize=256)
def _compiled(css: str) -> XPath:
    from cssselect import HTMLTranslator, SelectorError  # only rules with selectors of their own need it

    try:
        return XPath(HTMLTranslator().css_to_xpath(css))
    except SelectorError as error:
        raise ValueError(str(error)) from error


def _one(element: HtmlElement, flow: Flow, attr: str | None) -> str:
    if attr is not None:
        return (element.get(attr) or "").strip()
    node = flow.by_el.get(element)
    return squeeze(flow.text(node) if node is not None and node.last > node.first else element.text_content())


def _matches(pattern: str, value: str) -> list[str]:
    try:
        return [match.group for match in compile_pattern(pattern).finditer(value)]
    except PatternError:
        return []
