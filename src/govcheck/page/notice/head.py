"""Title, keywords and description that speak of something else altogether: what intruders leave for search engines."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.html import HtmlElement

from govcheck.page.meta import browser_title, value
from govcheck.page.notice.spam import guarded, spam_in
from govcheck.page.notice.view import View
from govcheck.text.normalise import squeeze


def hijacked(view: View) -> tuple[tuple[str, ...], bool]:
    """Which of title, keywords, description are hijacked, with the words that tell; and whether that is certain."""
    return read_head(view.root, view.meta)


def read_head(root: HtmlElement, meta: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """As :func:`hijacked`. Any of the three that speaks of fighting such trades, or a headline that does, clears all."""
    parts = {
        "title": browser_title(root),
        "keywords": value(meta, "keywords"),
        "description": value(meta, "description"),
    }
    told = {name: spam.plain for name, text in parts.items() if text and (spam := spam_in(text[:600])).plain}
    if not told:
        return (), True
    around = " ".join((*parts.values(), *(squeeze(h.text_content()) for tag in ("h1", "h2") for h in root.iter(tag))))
    if guarded(around[:4000]):
        return (), True
    words = {word for found in told.values() for word in found}
    # an article may well speak of one such thing; whoever sells it names it again and again
    article = bool(value(meta, "ArticleTitle"))
    return tuple(f"{name}: {squeeze(parts[name])[:80]}" for name in told), len(words) >= 2 or not article
