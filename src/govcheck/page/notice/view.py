"""The page as the noticing modules get it: parsed once, laid out in lines, with its addresses made absolute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement

from govcheck.page.flow import Flow
from govcheck.page.model import Link, PageKind
from govcheck.records.capture import Capture
from govcheck.text.wording import WordList


@dataclass(frozen=True, slots=True)
class View:
    """One page. ``wants``: the populations that the rules of the run look at; ``text``: the decoded source."""

    capture: Capture
    address: str
    home: str
    """The site's entry address."""
    kind: PageKind
    root: HtmlElement
    flow: Flow
    source: str
    meta: Mapping[str, str]
    title: str
    links: Sequence[Link]
    breadcrumb: tuple[str, ...]
    resolve: Callable[[str], str | None]
    scripts: Mapping[str, Capture]
    words: WordList | None
    wants: frozenset[str]
    dated: date | None = None
    """The day the article, or the document on it, is of: the earliest that the page tells."""
