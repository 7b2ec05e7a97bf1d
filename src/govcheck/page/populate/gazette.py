"""The government gazette: its issues and year folders, and the column that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.model import PageKind, PageModel, Row
from govcheck.page.populate.columns import column_name, column_topics, trail
from govcheck.page.populate.disclosure import entry_reasons
from govcheck.page.populate.issues import NO_ISSUE, gazette_column, issue_fields, with_previous
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.names import is_gazette, year_in
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading
from govcheck.text.normalise import fold
from govcheck.urls import path_key

_ISSUE: Final = re.compile(r"第?\s*[〇零一二三四五六七八九十百\d]{1,5}\s*(?:[-—、至~]\s*\d+)?\s*[期号](?!令)|[增特]刊")
_YEAR_ONLY: Final = re.compile(r"^(?:19|20)\d{2}年?度?(?:政府|人民政府)?(?:公报)?(?:目录)?$")


def gazette(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> tuple[Population, Population]:
    """``gazette_issue`` and ``gazette``: issues and year folders, open unless the gazette's column, its years and its
    pagination were all seen; and the column itself.
    """
    named = [entry for entry in entries if is_gazette(entry.name, entry.topics)]
    pages = [page for page in seen.pages if page.kind is not PageKind.ARTICLE and _in_gazette(seen, page)]
    keys = {path_key(page.address) for page in pages}
    own = [one for one in lists if path_key(one.head.address) in keys]
    members: list[Member] = []
    years: list[str] = []
    for page in pages:
        for name, url in _folders(page):
            years.append(url)
            members.append(_member(seen, name, url, page, None))
        members.extend(_tab(page, year) for year in page.gazette_years)
    for one in own:
        for row in one.rows:
            if _ISSUE.search(fold(row.title)) or _YEAR_ONLY.match(fold(row.title)):
                members.append(_member(seen, row.title, row.address, one.head, row))
            if _YEAR_ONLY.match(fold(row.title)):
                years.append(row.address)
    reasons = entry_reasons(seen, named, pages) | set(seen.unseen_of(years))
    reasons |= {reason for one in own for reason in one.missing}
    if not pages:
        reasons.add(Reason.NO_ENTRY)
    searched = [page.address for page in pages] + [entry.url for entry in named]
    issues = population("gazette_issue", with_previous(_without_bare_tabs(members)), reasons, searched=searched)
    return issues, gazette_column(seen, pages, named, issues)


def _in_gazette(seen: Survey, page: PageModel) -> bool:
    if "gazette" in page.roles or page.gazette_years:
        return True
    if page.kind is not PageKind.COLUMN:
        return False
    steps = trail(page)
    return is_gazette(str(column_name(page).value or ""), column_topics(seen, page)) or any(map(is_gazette, steps))


def _folders(page: PageModel) -> Iterator[tuple[str, str]]:
    yield from ((column.name, column.url) for column in page.columns if _YEAR_ONLY.match(fold(column.name)))
    yield from ((link.words, link.address) for link in page.links if _YEAR_ONLY.match(fold(link.words)))


def _member(seen: Survey, title: str, url: str, page: PageModel, row: Row | None) -> Member:
    key = path_key(url) if seen.on_site(url) else f"{title}@{path_key(page.address)}"
    year = year_in(title) or next((found for step in reversed(trail(page)) if (found := year_in(step))), None)
    fields: dict[str, Field] = {
        "year": Reading(year, "title", excerpt=title[:200]),
        "title": Reading(title, "row"),
        "url": Reading(url, "row"),
    }
    fields |= issue_fields(seen, title, url, row)
    return Member(key, title, url, fields, sighting(page))


def _tab(page: PageModel, year: int) -> Member:
    fields: dict[str, Field] = {
        "year": Reading(year, "tab"),
        "title": Reading(f"{year}年", "tab"),
        "url": Reading(page.address, "tab"),
    }
    fields |= NO_ISSUE
    return Member(f"{path_key(page.address)}#{year}", f"{year}年", page.address, fields, sighting(page))


def _without_bare_tabs(members: Iterable[Member]) -> Iterator[Member]:
    """A year that has issues or a folder of its own needs no member for the mere tab."""
    listed = list(members)
    full = {member.get("year") for member in listed if "#" not in member.key}
    years = {field.value for field in full if isinstance(field, Reading)}
    for member in listed:
        field = member.get("year")
        if "#" not in member.key or (isinstance(field, Reading) and field.value not in years):
            yield member
