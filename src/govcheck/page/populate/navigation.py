"""The columns a site says it has: navigation, trees, breadcrumbs, and the named links of its home page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from govcheck.outcome import Reason
from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.names import is_column_name, may_be_page
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Member, Population, Reading
from govcheck.text.normalise import column_key, squeeze
from govcheck.urls import path_key


@dataclass(frozen=True, slots=True)
class Entry:
    """A column that the site names, and the page it was first seen on."""

    name: str
    url: str
    topics: tuple[str, ...]
    page: PageModel


def named_columns(seen: Survey) -> tuple[Entry, ...]:
    """Every column named, by address and name, the home page's own words first."""
    homes = {id(home) for home in seen.homes}
    pages = (*seen.homes, *(page for page in seen.pages if id(page) not in homes))
    found: dict[tuple[str, str], Entry] = {}
    for page in pages:
        for name, url in _names(seen, page):
            shown = squeeze(name)
            if not may_be_page(url) or not is_column_name(shown) or _headline(seen, url):
                continue
            identity = (path_key(url) if seen.on_site(url) else url, column_key(shown))
            if identity not in found:
                found[identity] = Entry(shown, url, _topics(seen, shown, url), page)
    return tuple(found.values())


def _names(seen: Survey, page: PageModel) -> Iterator[tuple[str, str]]:
    yield from ((column.name, column.url) for column in page.columns)
    yield from ((part.name, part.url) for part in page.disclosure_parts)
    for link in page.breadcrumb_links:
        if link.address != page.address:
            yield link.words, link.address
    at_home = page.kind is PageKind.HOME
    for link in page.links:
        if link.place == "nav" or (at_home and seen.on_site(link.address) and seen.lexicon.topics(link.words)):
            yield link.words, link.address


def _headline(seen: Survey, url: str) -> bool:
    """Whether a link worded like a column (公示) leads to a dated article."""
    page = seen.model(url) if seen.on_site(url) else None
    return page is not None and page.kind is PageKind.ARTICLE and page.published.value is not None


def _topics(seen: Survey, name: str, url: str) -> tuple[str, ...]:
    page = seen.model(url) if seen.on_site(url) else None
    kind = (page.meta_value("ColumnType") or "").strip() if page is not None and page.kind is PageKind.COLUMN else ""
    return seen.lexicon.topics(name, column_type=kind)


def unseen_entries(seen: Survey, entries: Collection[Entry]) -> frozenset[Reason]:
    """Why the tree of columns may hold more than was seen: home page, its navigation, or a column not seen."""
    reasons = set(seen.unseen_of(entry.url for entry in entries))
    if seen.home is None:
        reasons.add(seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED)
    elif _navigation_by_script(seen):
        reasons.add(Reason.SCRIPT)
    elif not any(seen.on_site(entry.url) for entry in entries):
        # A site without a single column of its own is more likely one we cannot read.
        reasons.add(Reason.UNREADABLE)
    return frozenset(reasons)


def _navigation_by_script(seen: Survey) -> bool:
    unread = any(home.identity.footer_script_unread for home in seen.homes)
    bare = not any(home.columns or any(link.place == "nav" for link in home.links) for home in seen.homes)
    return unread or bare


def navigation(seen: Survey, entries: tuple[Entry, ...]) -> Population:
    """The names of columns. Closed only when every page that could name a further one (each column) was seen too."""
    members: list[Member] = []
    taken: set[str] = set()
    for entry in entries:
        on_site = seen.on_site(entry.url)
        key = path_key(entry.url) if on_site else entry.name
        if key in taken:
            key = f"{key}#{entry.name}" if on_site else f"{entry.name}#{entry.url}"
        taken.add(key)
        fields = {
            "name": Reading(entry.name, "nav"),
            "topics": Reading(entry.topics, "lexicon"),
            "url": Reading(entry.url, "nav"),
        }
        members.append(Member(key, entry.name, entry.url, fields, sighting(entry.page)))
    searched = {page.address for page in seen.homes} | {entry.page.address for entry in entries}
    return population("navigation", members, unseen_entries(seen, entries), searched=searched)
