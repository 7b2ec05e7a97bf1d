"""META tags by their printed names, and what the head declares."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from govcheck.text.normalise import squeeze


def read_meta(root: HtmlElement) -> dict[str, str]:
    """Name → content as printed; of several with one name the first with a content."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip()
        if name:
            content = meta.get("content") or ""
            if not found.get(name, "").strip():
                found[name] = content.strip()
    return found


def value(meta: Mapping[str, str], name: str) -> str:
    """The content regardless of the case of the name, empty when absent."""
    wanted = name.lower()
    return next((content for key, content in meta.items() if key.lower() == wanted), "")


def browser_title(root: HtmlElement) -> str:
    """The text of ``<title>``."""
    for element in root.iter("title"):
        text = squeeze(element.text_content())
        if text:
            return text
    return ""
