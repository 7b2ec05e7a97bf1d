"""The home page and the site itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import Identity, PageKind, PageModel
from govcheck.page.populate.columns import latest
from govcheck.page.populate.domain import domain_fields
from govcheck.page.populate.elder import elder_text_size
from govcheck.page.populate.interpreted import site_forms
from govcheck.page.populate.loads import page_shown
from govcheck.page.populate.members import common, instants, moment, page_member, population, sighting, unless_unread
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.privacy import privacy_statement
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.page.published import UNFILLED
from govcheck.records.population import PERHAPS, Field, Member, Population, Reading, Unknown
from govcheck.urls import host_of, path_key

_FOOTER: Final = {
    "conac": "党政机关标识",
    "site_code": "网站标识码",
    "icp": "ICP备案号",
    "police": "公安备案号",
    "organiser": "主办单位",
    "contact": "联系方式",
}
_ENTRIES: Final = ("site_code", "zhaocuo", "elder", "accessibility", "search", "apply_entry")
_FRESH: Final = timedelta(days=7)
"""When rows are partly unseen, the newest one seen counts only if it is so young that no unseen row matters."""


def home(seen: Survey, lists: tuple[Series, ...]) -> Population:
    """The home page: one member, or none and open when it was not read."""
    if seen.home is None:
        return population("home", (), [seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED], searched=[seen.crawl.entry])
    page = seen.home
    fields: dict[str, Field] = common(page) | page_shown(page)
    for name in _ENTRIES:
        fields[name] = _identity(seen.homes, name)
    if not _states(fields["site_code"]):
        fields["site_code"] = _tagged_code(seen.homes) or fields["site_code"]
    fields["footer_items"] = _footer(seen.homes)
    fields["latest_published"] = _latest(seen, lists)
    words = (link.words for one in seen.homes for link in one.links if link.words)
    fields["link_words"] = Reading(tuple(dict.fromkeys(words)), "link")
    member = page_member(seen, "home", page, fields)
    return population("home", [member], (), searched=[one.address for one in seen.homes])


def _value(identity: Identity, name: str) -> Reading | None:
    reading: Reading | None = getattr(identity, name)
    return reading if reading is not None and reading.value is not None else None


def _identity(pages: Iterable[PageModel], name: str) -> Field:
    """A fact of the frame, on whichever of the pages states it."""
    listed = list(pages)
    for page in listed:
        found = _value(page.identity, name)
        if found is not None:
            return found if page is listed[0] else replace(found, seen=sighting(page))
    return next((field for page in listed if isinstance(field := unless_unread(page, None, name), Unknown)), Reading(None))


def _tagged_code(pages: Iterable[PageModel]) -> Reading | None:
    """The code of the META tag, where none that can be read is printed."""
    tags = (((page.meta_value("SiteIDCode") or "").strip(), page) for page in pages)
    return next((Reading(tag, "meta", excerpt=tag[:200], seen=sighting(page)) for tag, page in tags if tag), None)


def _footer(pages: tuple[PageModel, ...]) -> Field:
    """The items stated; one that a script or picture may show beside those seen is there perhaps."""
    items: list[str] = []
    unseen: list[Unknown] = []
    for name, item in _FOOTER.items():
        found = _identity(pages, name)
        if isinstance(found, Unknown):
            unseen.append(found)
            items.append(item + PERHAPS)
        elif found.value:
            items.append(item + PERHAPS if found.confidence is Confidence.LOW else item)
    if unseen and (len(unseen) == len(items) or any(page.identity.footer_script_unread for page in pages)):
        return unseen[0]
    return Reading(tuple(items), "footer")


def _latest(seen: Survey, lists: tuple[Series, ...]) -> Field:
    """Dates of what the home page shows: its own rows, and the rows and articles that it links.

    Where it shows nothing dated it is a mere entrance, and the lists behind it count (19号文: 首页仅为栏目导航入口).
    """
    dates: list[date] = []
    hidden: list[Reason] = []
    known = _dates_of_rows(lists)
    for page in seen.homes:
        if page.listing is not None:
            dates += [row.published for row in page.listing.rows if row.published is not None]
            if page.listing.drawn_by_script:
                hidden.append(Reason.SCRIPT)
        dates += page.dates_shown
        if page.identity.footer_script_unread:
            hidden.append(Reason.SCRIPT)
        for link in page.links:
            if not seen.on_site(link.address):
                continue
            found = _date_behind(seen, link.address, known)
            if isinstance(found, Reason):
                hidden.append(found)
            elif found is not None:
                dates.append(found)
    if not dates:
        of_lists = _of_lists(seen, lists)
        dates, hidden = of_lists[0], [*hidden, *of_lists[1]]
    shown = instants(dates)
    fetched = seen.homes[0].fetched_at
    if hidden and not any(timedelta(days=-1) <= fetched - moment(value) <= _FRESH for value in shown):
        return Unknown(sorted(hidden)[0], "rows of the home page or of columns it links were not seen")
    return Reading(shown or None, "row")


def _dates_of_rows(lists: tuple[Series, ...]) -> dict[str, date]:
    """The newest date that any list gives an address."""
    known: dict[str, date] = {}
    for one in lists:
        for row in one.rows:
            if row.published is not None and row.address:
                key = path_key(row.address)
                known[key] = max(row.published, known[key]) if key in known else row.published
    return known


def _date_behind(seen: Survey, address: str, known: dict[str, date]) -> date | Reason | None:
    if path_key(address) in known:
        return known[path_key(address)]
    page = seen.model(address)
    if page is None:
        return seen.unseen(address)
    if page.published.value is None and page.published.how == UNFILLED:
        return Reason.SCRIPT
    value = page.published.value if page.kind is PageKind.ARTICLE else None
    return value if isinstance(value, date) else None


def _of_lists(seen: Survey, lists: tuple[Series, ...]) -> tuple[list[date], list[Reason]]:
    """Dates of the lists that the home page links, and why some were not seen."""
    linked = {address for page in seen.homes for address in _columns_linked(seen, page)}
    hidden = sorted(seen.unseen_of(linked))
    heads = {path_key(found.address) for address in linked if (found := seen.model(address)) is not None}
    dates: list[date] = []
    for one in lists:
        if path_key(one.head.address) in heads:
            field = latest(seen, one)
            if isinstance(field, Unknown):
                hidden.append(field.reason)
            elif isinstance(field.value, tuple):
                dates += [value for value in field.value if isinstance(value, date)]
                if field.confidence is not Confidence.HIGH:
                    hidden.append(Reason.NOT_FETCHED)
    return dates, hidden


def _columns_linked(seen: Survey, page: PageModel) -> set[str]:
    named = {column.url for column in page.columns} | {link.address for link in page.links if link.place == "nav"}
    others = {link.address for link in page.links if seen.on_site(link.address)}
    lists = {address for address in others if (found := seen.model(address)) is not None and found.kind is PageKind.COLUMN}
    return {address for address in named if seen.on_site(address)} | lists


def the_site(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Population:
    """The site itself: always one member; what a home page that was not read would say is unknown."""
    entry = seen.crawl.entry
    fields: dict[str, Field] = {"host": Reading(host_of(entry), "address"), "url": Reading(entry, "address")}
    fields |= domain_fields(seen) | {"unreachable_share": _unreachable(seen), "elder_text_size": elder_text_size(seen)}
    pages = (*seen.homes, *seen.pages)
    if seen.home is None:
        reason = seen.unseen(entry) or Reason.NOT_FETCHED
        unread: Field = Unknown(reason, "the home page was not read")
    for name, key in (("name", "site_name"), ("site_code", "site_code")):
        found = _identity(pages, key)
        fields[name] = unread if seen.home is None and not _states(found) else found
    for name in ("elder", "accessibility", "apply_entry", "search"):
        found = _identity(pages, name)
        if _states(found):
            assert isinstance(found, Reading)
            fields[name] = replace(found, value=True)
        elif seen.home is None:
            fields[name] = unread
        elif name == "apply_entry" and any("依申请公开" in entry.topics or "依申请公开" in entry.name for entry in entries):
            fields[name] = _named_entry(entries)
        else:
            fields[name] = found if isinstance(found, Unknown) else Reading(False, "page")
    fields["privacy_statement"] = privacy_statement(seen)
    fields["interpretation_forms"] = site_forms(seen.pages, lists)
    stated = fields["name"]
    shown = str(stated.value) if isinstance(stated, Reading) and stated.value else seen.site.name
    provenance = sighting(seen.home) if seen.home is not None else None
    return population("site", [Member("site", shown or host_of(entry), entry, fields, provenance)], ())


def _unreachable(seen: Survey) -> Field:
    """The share of a week's probes that did not open. A watch with gaps says nothing; without one a person decides."""
    watched = seen.site.watched
    if seen.crawl.saved_copy:
        return Unknown(Reason.SAVED_COPY, "a saved copy cannot be watched")
    if watched is None:
        return Unknown(Reason.PERSON, "no watch was handed to this run")
    shown = f"{watched.first} – {watched.last}: {watched.unreached}/{watched.counted}, {watched.left_out} left out"
    if watched.missed or watched.share is None:
        return Unknown(Reason.WATCH_INCOMPLETE, f"{shown}; {'; '.join(watched.missed)}"[:200])
    return Reading(watched.share, "watch", Confidence.HIGH if watched.sure else Confidence.LOW, shown)


def _named_entry(entries: tuple[Entry, ...]) -> Reading:
    """The apply-on-request entry as a column that some page names."""
    entry = next(one for one in entries if "依申请公开" in one.topics or "依申请公开" in one.name)
    return Reading(True, "nav", Confidence.HIGH, f"{entry.name} {entry.url}"[:200], seen=sighting(entry.page))


def _states(field: Field) -> bool:
    return isinstance(field, Reading) and field.value is not None
