"""Entries of the catalogues of decisions, and the papers each of them links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.data import table
from govcheck.page.model import Item, Link, PageKind, PageModel
from govcheck.page.populate.columns import column_name, trail
from govcheck.page.populate.disclosure import entry_reasons
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading
from govcheck.text.normalise import column_key
from govcheck.urls import path_key

_TOPICS: Final = frozenset({"重大行政决策", "重大行政决策事项目录"})


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, re.Pattern[str]]]:
    data = table("participation")["decision"]
    parts = {name: re.compile(pattern) for name, pattern in data["parts"].items()}
    return re.compile(data["catalogue"]), re.compile(data["column"]), parts


def decision_entries(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Population:
    """The rows of catalogues, and pages of single decisions that gather links; open when a catalogue was not seen."""
    named = [entry for entry in entries if _TOPICS & set(entry.topics)]
    columns = [one for one in lists if _of_decisions(seen, one.head)]
    pages = [page for page in seen.pages if _of_decisions(seen, page)]
    members: list[Member] = []
    for page in pages:
        members.extend(_rows(page))
        if page.kind is PageKind.ARTICLE and not page.items and len(parts_of(page.links)) >= 2:
            members.append(_member(page, Item(str(page.title.value or ""), _inside(page)), path_key(page.address)))
    reasons = entry_reasons(seen, named, [one.head for one in columns] or pages)
    for one in columns:
        reasons |= one.missing | seen.unseen_of(row.address for row in one.rows)
    if not pages:
        reasons.add(Reason.NO_ENTRY)
    if pages and not members and any(page.attachments or page.media for page in pages):
        reasons.add(Reason.UNREADABLE)
    searched = [page.address for page in pages] + [entry.url for entry in named]
    return population("decision_entry", members, reasons, searched=searched)


def _of_decisions(seen: Survey, page: PageModel) -> bool:
    catalogue, column, _parts = _patterns()
    title = str(page.title.value or "")
    if page.items or (page.kind is PageKind.ARTICLE and catalogue.search(title)):
        return True
    names = [*trail(page)[-3:], str(column_name(page).value or "")]
    return any(_TOPICS & set(seen.lexicon.topics(name)) or column.search(column_key(name)) for name in names if name)


def _rows(page: PageModel) -> Iterator[Member]:
    for item in page.items:
        yield _member(page, item, f"{path_key(page.address)}#{item.title}"[:300])


def _member(page: PageModel, item: Item, key: str) -> Member:
    fields: dict[str, Field] = {
        "title": Reading(item.title, "row"),
        "url": Reading(page.address, "wire"),
        "parts": Reading(parts_of(item.links), "link", excerpt="；".join(link.words for link in item.links)[:200]),
        "links": Reading(tuple(dict.fromkeys(link.address for link in item.links)), "link"),
    }
    return Member(key, item.title, page.address, fields, sighting(page))


def _inside(page: PageModel) -> tuple[Link, ...]:
    return tuple(link for link in page.links if link.place in ("body", "list", "other"))


def parts_of(links: Iterable[Link]) -> tuple[str, ...]:
    """Which papers the words of links name."""
    words = [link.words for link in links if link.place in ("body", "list", "other")]
    return tuple(name for name, pattern in _patterns()[2].items() if any(pattern.search(one) for one in words))
