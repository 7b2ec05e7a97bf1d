"""The first result page of a site's own search: does it hold a title, outside the echo of the question? Pure."""

from __future__ import annotations

import re
from enum import Enum
from functools import partial
from typing import Final

from lxml.html import HtmlElement

from govcheck.page import dom, flow, links, meta
from govcheck.page.alike import Alike, compare, sight
from govcheck.page.data import table
from govcheck.page.flow import Flow, Line, Node
from govcheck.page.rows import anchor_words
from govcheck.records.capture import Capture
from govcheck.text.decode import decode
from govcheck.text.normalise import fold, squeeze, title_key
from govcheck.urls import path_key
from govcheck.urls.normalise import normalise

_ENOUGH: Final = 20
"""Characters of a title that suffice: result lists cut long ones off."""
_ECHO: Final = re.compile(table("results")["echo"], re.I)
_NOTHING: Final = re.compile(table("results")["nothing"], re.I)
_ROWS: Final = 3
_SAYING: Final = 80
"""Characters of a line that says what a search came to."""


class Found(Enum):
    """What a result page says of a title."""

    YES = "yes"
    NO = "no"
    SCRIPT = "script"
    """The results are drawn by a script that was not run."""
    UNREAD = "unread"
    """The page does not show that it understood the question."""


def find_title(capture: Capture, title: str, *, home: Capture | None, article: str) -> tuple[Found, str]:
    """Whether the title stands among the results, with the words that show it.

    ``home``: the site's home page, which some searches fall back to. ``article``: the address that the title belongs to.
    """
    text = decode(capture.body, capture.header("content-type")).text
    wanted = title_key(title)[:_ENOUGH]
    if "json" in capture.header("content-type").lower():
        return _in_data(text, wanted), ""
    root = dom.parse(text)
    page = flow.build(root)
    here = capture.final_address or capture.address
    if row := _linked(root, page, wanted, here, article) or _worded(root, page, wanted):
        return Found.YES, row
    return _absent(capture, root, page, wanted, home)


def _in_data(text: str, wanted: str) -> Found:
    """An answer that is data, for a script: an echo is one occurrence, a result another."""
    plain = re.sub(r"<[^>]{0,80}>|\\u003c.{0,80}?\\u003e", "", text)
    found = title_key(plain).count(wanted)
    return Found.YES if found >= 2 else Found.SCRIPT


def _linked(root: HtmlElement, page: Flow, wanted: str, here: str, article: str) -> str:
    """The words of a link to the article, or of a link so called that does not search again."""
    resolve = partial(normalise, base=links.base_of(root, here))
    asked = path_key(here).partition("?")[0]
    for node in page.nodes:
        if node.tag != "a" or node.hidden:
            continue
        words = squeeze(anchor_words(node.el) or str(node.el.text_content()))
        address = resolve(node.el.get("href") or "") or ""
        if article and address and path_key(address) == path_key(article):
            return words or address
        if wanted in title_key(words) and path_key(address).partition("?")[0] != asked:
            return words
    return ""


def _worded(root: HtmlElement, page: Flow, wanted: str) -> str:
    """A line that is the title and no echo: nothing in it speaks of searching, and it is not the page's own title."""
    own = title_key(meta.browser_title(root))
    for line in page.lines:
        key = title_key(line.text)
        if wanted not in key or key == own or line.node.tag in ("title", "option", "textarea") or _in_link(line):
            continue
        if not _ECHO.search(fold(line.text).replace(fold(wanted), "")) and line.zone not in ("head", "nav", "breadcrumb"):
            return squeeze(line.text)
    return ""


def _in_link(line: Line) -> bool:
    """Links were looked at already, and the address they lead to with them."""
    for _start, node in line.spans:
        up: Node | None = node
        while up is not None:
            if up.tag == "a":
                return True
            up = up.parent
    return False


def _absent(capture: Capture, root: HtmlElement, page: Flow, wanted: str, home: Capture | None) -> tuple[Found, str]:
    """The title is not there: stated only of a page that shows results, or says that there are none."""
    if home is not None and compare(sight(home), sight(capture)) is Alike.SAME:
        return Found.SCRIPT, ""
    if next(root.iter("script", "iframe", "frame"), None) is None:
        return Found.NO, ""  # nothing on the page could still draw results
    understood = wanted in title_key(_everything(root))
    said = next((words for line in page.lines if (words := _says_nothing(line, wanted))), "")
    if said and understood:
        return Found.NO, said
    rows = _rows(page, wanted)
    if rows >= _ROWS and understood:
        return Found.NO, ""
    return (Found.SCRIPT if rows < _ROWS else Found.UNREAD), ""


def _says_nothing(line: Line, wanted: str) -> str:
    """The line, where it says in so many words that nothing was found; a sentence of an article is longer."""
    words = squeeze(line.text)
    spare = len(words) - (len(wanted) if wanted in title_key(words) else 0)
    return words if line.zone == "main" and spare <= _SAYING and _NOTHING.search(words) else ""


def _everything(root: HtmlElement) -> str:
    values = " ".join(element.get("value") or "" for element in root.iter("input"))
    return f"{values} {root.text_content()}"


def _rows(page: Flow, wanted: str) -> int:
    """Links in the main part that look like results: sentences, not names of columns."""
    found = [node for node in page.nodes if node.tag == "a" and node.zone == "main" and not node.hidden]
    keys = {title_key(anchor_words(node.el) or str(node.el.text_content())) for node in found}
    return sum(len(key) >= 8 and wanted not in key for key in keys)
