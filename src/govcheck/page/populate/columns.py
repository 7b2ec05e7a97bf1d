"""Columns: pages with a list, their pagination taken together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import pairwise
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import PageModel, Row
from govcheck.page.populate.members import common, instants, moment, page_member, population
from govcheck.page.populate.names import HOME_NAMES, SPECIAL, is_query, is_tool
from govcheck.page.populate.navigation import Entry, unseen_entries
from govcheck.page.populate.series import Series
from govcheck.page.populate.standing import standing_texts
from govcheck.page.populate.survey import Survey
from govcheck.page.published import UNFILLED
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.text.normalise import column_key
from govcheck.urls import path_key

_OF_ROWS: Final = ("latest_published", "rows", "undated", "blank")
_SHORT: Final = 200
"""A main part with fewer characters is no text that stands by itself (labels of a search form, a footer)."""


def columns(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Population:
    """The columns of the site; open while any column that the site names was not seen."""
    named = {path_key(page.address) for entry in entries if seen.on_site(entry.url) and (page := seen.model(entry.url))}
    members = [_member(seen, one) for one in lists if _is_column(one, named)]
    members += [_unread(seen, page) for page in standing_texts(seen, lists, entries) if len(page.text) < _SHORT]
    on_site = {entry.url for entry in entries if seen.on_site(entry.url)}
    return population(
        "column",
        members,
        unseen_entries(seen, entries),
        known=len(on_site),
        searched=[page.address for page in seen.homes] + [one.head.address for one in lists],
    )


def _is_column(one: Series, named: Collection[str]) -> bool:
    """A page with a list that the site takes for a column: it names it so, the page itself does, or its rows are dated."""
    head = one.head
    if "search" in head.roles or is_tool(str(column_name(head).value or "")):
        return False
    calls_itself = bool(trail(head)) or bool((head.meta_value("ColumnName") or "").strip())
    return calls_itself or path_key(head.address) in named or any(row.published is not None for row in one.rows)


def _unread(seen: Survey, page: PageModel) -> Member:
    """A column that says next to nothing: what should be there may be drawn by script or be read wrongly."""
    name = column_name(page)
    reason = Reason.SCRIPT if page.identity.footer_script_unread else Reason.UNREADABLE
    unknown: Field = Unknown(reason, "no list could be read on the page")
    fields: dict[str, Field] = common(page) | dict.fromkeys(_OF_ROWS, unknown)
    fields |= {
        "name": name,
        "path": Reading(trail(page)[:-1], "breadcrumb"),
        "topics": Reading(column_topics(seen, page), "lexicon"),
        "drawn_by_script": unknown,
    }
    return page_member(seen, "column", page, fields, str(name.value or ""))


def trail(model: PageModel) -> tuple[str, ...]:
    """The breadcrumb without the home page."""
    return tuple(step for step in model.breadcrumb if step and column_key(step) not in HOME_NAMES)


def column_name(model: PageModel) -> Reading:
    """What a column page calls itself: its breadcrumb's end, else META ColumnName, else its title."""
    steps = trail(model)
    if steps:
        return Reading(steps[-1], "breadcrumb")
    named = (model.meta_value("ColumnName") or "").strip()
    if named:
        return Reading(named, "meta")
    return Reading(model.title.value, model.title.how, Confidence.MEDIUM, model.title.excerpt)


def column_topics(seen: Survey, model: PageModel) -> tuple[str, ...]:
    """The canonical names of a column page; within a special topic (专题专栏) it is a part of that topic and no more."""
    above = [topic for step in trail(model)[:-1] for topic in seen.lexicon.topics(step)]
    if SPECIAL in above:
        return (SPECIAL,)
    names = [str(column_name(model).value or ""), (model.meta_value("ColumnName") or "").strip()]
    kind = (model.meta_value("ColumnType") or "").strip()
    for name in names:
        if name and (found := seen.lexicon.topics(name, column_type=kind, path=model.final_address)):
            return found
    return () if any(names) else seen.lexicon.topics("", column_type=kind, path=model.final_address)


def _member(seen: Survey, one: Series) -> Member:
    head = one.head
    name = column_name(head)
    fields: dict[str, Field] = common(head)
    fields |= {
        "name": name,
        "path": Reading(trail(head)[:-1], "breadcrumb"),
        "topics": Reading(column_topics(seen, head), "lexicon"),
        "drawn_by_script": Reading(one.drawn, "list"),
    }
    return page_member(seen, "column", head, fields | _rows(seen, one), str(name.value or ""))


def _rows(seen: Survey, one: Series) -> dict[str, Field]:
    if one.drawn:
        unknown: Field = Unknown(Reason.SCRIPT, "the list is drawn by script")
        return dict.fromkeys(_OF_ROWS, unknown)
    listing = one.head.listing
    if not one.rows and not (listing and listing.blank):
        return _without_rows(one.head)
    if not one.rows and is_query(str(column_name(one.head).value or "")):
        return _without_rows(one.head)
    if not one.rows and one.head.identity.footer_script_unread:
        unknown = Unknown(Reason.SCRIPT, "a script of the page that could draw the list was not read")
        return dict.fromkeys(_OF_ROWS, unknown)
    counted: dict[str, Field] = {
        "rows": Reading(len(one.rows), "list"),
        "undated": Reading(sum(row.published is None for row in one.rows), "list"),
    }
    if one.missing:
        # What is counted so far may grow with the pages not seen.
        counted = dict.fromkeys(counted, Unknown(sorted(one.missing)[0], "further pages of the list were not seen"))
    blank = bool(listing and listing.blank) and not one.rows
    return counted | {
        "blank": Reading(blank, "list", Confidence.MEDIUM if blank else Confidence.HIGH),
        "latest_published": latest(seen, one),
    }


def _without_rows(head: PageModel) -> dict[str, Field]:
    """No rows, yet not blank: a text that stands in place of a list, or a list that was not recognised."""
    unknown: Field = Unknown(Reason.UNREADABLE, "no list could be read on the page")
    fields = dict.fromkeys(_OF_ROWS, unknown)
    return fields | {"blank": Reading(False, "text")} if len(head.text) >= _SHORT else fields


def latest(seen: Survey, one: Series) -> Field:
    """The dates of a list's rows; a row without a date takes that of its page, when the page was read.

    Dates of some rows say little while most rows could hide a newer one: then it is unknown.
    """
    if one.drawn:
        return Unknown(Reason.SCRIPT, "the list is drawn by script")
    if not one.rows and one.head.identity.footer_script_unread:
        return Unknown(Reason.SCRIPT, "a script of the page that could draw the list was not read")
    dates: list[date] = [row.published for row in one.rows if row.published is not None]
    hidden: list[Reason] = []
    for row in one.rows:
        if row.published is None:
            found = _date_of_page(seen, row)
            if isinstance(found, Reason):
                hidden.append(found)
            elif found is not None:
                dates.append(found)
    if len(hidden) > len(dates):
        return Unknown(hidden[0], "rows show no date and their pages were not seen")
    # Further pages that were not seen hold older rows, unless the list begins with the oldest.
    doubtful = bool(hidden) or (bool(one.missing) and _oldest_first(one))
    confidence = Confidence.MEDIUM if doubtful else Confidence.HIGH
    css = one.rows[0].css if one.rows else ""
    return Reading(instants(dates) or None, "row", confidence, "", css)


def _oldest_first(one: Series) -> bool:
    """Whether the dates of a list rise more often than they fall."""
    dates = [moment(row.published) for row in one.rows if row.published is not None]
    return sum(a < b for a, b in pairwise(dates)) > sum(a > b for a, b in pairwise(dates))


def _date_of_page(seen: Survey, row: Row) -> date | Reason | None:
    if not seen.on_site(row.address):
        return Reason.NOT_FETCHED if row.address.startswith("http") else None
    if (reason := seen.unseen(row.address)) is not None:
        return reason
    page = seen.model(row.address)
    if page is not None and page.published.value is None and page.published.how == UNFILLED:
        return Reason.SCRIPT
    value = page.published.value if page is not None else None
    return value if isinstance(value, date) else None
