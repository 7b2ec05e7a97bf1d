"""Columns that hold a text instead of a list."""

from __future__ import annotations

from collections.abc import Iterable

from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.urls import path_key


def standing_texts(seen: Survey, lists: Iterable[Series], entries: Iterable[Entry]) -> list[PageModel]:
    """Undated pages that the site names as columns and no list names as its row: a text that stands there (机构职能),
    not an article that someone published one day; or a list we failed to read as one.
    """
    rows = {_key_of(seen, row.address) for one in lists for row in one.rows if seen.on_site(row.address)}
    named = {_key_of(seen, entry.url) for entry in entries if seen.on_site(entry.url)} - rows
    return [
        page
        for page in seen.pages
        if page.kind in (PageKind.ARTICLE, PageKind.OTHER)
        and page.published.value is None
        and page.published_meta is None
        and path_key(page.address) in named
    ]


def _key_of(seen: Survey, address: str) -> str:
    page = seen.model(address)
    return path_key(page.address if page is not None else address)
