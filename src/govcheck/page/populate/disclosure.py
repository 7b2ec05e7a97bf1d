"""The disclosure column: its parts and the guide."""

from __future__ import annotations

from collections.abc import Iterable

from govcheck.outcome import Reason
from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.members import common, page_member, population, sighting
from govcheck.page.populate.names import is_disclosure, is_guide
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown


def _pages(seen: Survey, role: str) -> list[PageModel]:
    return [page for page in seen.pages if role in page.roles]


def entry_reasons(seen: Survey, entries: Iterable[Entry], pages: Iterable[PageModel]) -> set[Reason]:
    """Why pages of a sort may be unseen: a column the site names as such was not seen, or none is named or found."""
    named = [entry for entry in entries if seen.on_site(entry.url)]
    reasons = set(seen.unseen_of(entry.url for entry in named))
    working = [entry for entry in named if not seen.gone(entry.url)]
    if not any(True for _ in pages) and not working:
        reasons.add(Reason.NO_ENTRY)
    return reasons


def disclosure_parts(seen: Survey, entries: tuple[Entry, ...]) -> Population:
    """The parts that the disclosure column offers; open when the column or its menu was not seen."""
    pages = [page for page in _pages(seen, "disclosure") if page.kind is not PageKind.ARTICLE]
    named = [entry for entry in entries if is_disclosure(entry.name, entry.topics)]
    members = []
    for page in pages:
        for part in page.disclosure_parts:
            fields: dict[str, Field] = {"name": Reading(part.name, "menu"), "url": Reading(part.url, "menu")}
            members.append(Member(part.name, part.name, part.url, fields, sighting(page)))
    reasons = entry_reasons(seen, named, pages)
    if not members:
        # A column of that name without any of the parts is hardly the column itself, or draws its menu unseen.
        reasons.add(Reason.NO_ENTRY)
    if any(page.identity.footer_script_unread or _drawn(page) for page in pages) and not _complete(members):
        reasons.add(Reason.SCRIPT)
    return population("disclosure_part", members, reasons, searched=[page.address for page in pages])


def _complete(members: Iterable[Member]) -> bool:
    return len({member.name for member in members}) >= 4


def _drawn(page: PageModel) -> bool:
    return page.listing is not None and page.listing.drawn_by_script


def guide(seen: Survey, entries: tuple[Entry, ...]) -> Population:
    """The guide page. What it states is unknown when its text is in an attachment or drawn by script."""
    named = [entry for entry in entries if is_guide(entry.name, entry.topics)]
    entered = {id(seen.model(entry.url)) for entry in named if seen.on_site(entry.url)}
    pages = [page for page in _pages(seen, "guide") if id(page) in entered or _is_guide(page)]
    members = [page_member(seen, "guide", page, common(page) | {"elements": _elements(page)}) for page in pages]
    reasons = entry_reasons(seen, named, pages)
    if not pages:
        reasons.add(Reason.NO_ENTRY)
    return population("guide", members, reasons, searched=[page.address for page in pages] + [one.url for one in named])


def _is_guide(page: PageModel) -> bool:
    """The guide itself, not whatever else a site files under that column."""
    return is_guide(str(page.title.value or "")) or "指南" in str(page.title.value or "") or len(page.guide_elements) >= 3


def _elements(page: PageModel) -> Field:
    if len(page.guide_elements) < 9:
        if _drawn(page):
            return Unknown(Reason.SCRIPT, "the text is drawn by script")
        if page.attachments or page.body_empty or any(link.how == "frame" for link in page.links):
            return Unknown(Reason.UNREADABLE, "the guide may stand in an attachment")
    return Reading(page.guide_elements, "text")
