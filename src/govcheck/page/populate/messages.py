"""Messages of visitors made public."""

from __future__ import annotations

import re
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.model import Message, PageKind, PageModel
from govcheck.page.populate.disclosure import entry_reasons
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.names import is_messages
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.text.normalise import column_key
from govcheck.urls import path_key

_OTHERS: Final = re.compile(r"征集|调查|访谈|信访|举报|直播|问卷|听证")


def messages(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Population:
    """The messages of every list of messages; a message's own page completes what its row leaves out."""
    named = [entry for entry in entries if is_messages(entry.name, entry.topics)]
    pages = [page for page in seen.pages if ("messages" in page.roles or page.messages) and not _of_another_sort(page)]
    found: dict[str, Member] = {}
    for page in sorted(pages, key=lambda one: (one.kind is not PageKind.ARTICLE, one.address)):
        for message in page.messages:
            target = seen.model(message.address) if message.address and seen.on_site(message.address) else None
            if target is not None and _of_another_sort(target):
                continue
            key = _key(seen, message, page)
            found[key] = _together(found.get(key), _member(key, message, page))
    reasons = entry_reasons(seen, named, pages)
    keys = {path_key(page.address) for page in pages}
    for one in lists:
        if keys & {path_key(part.address) for part in one.parts}:
            reasons |= one.missing
    for page in pages:
        if page.listing is not None:
            reasons |= seen.unseen_of(page.listing.next_pages)
            if page.listing.drawn_by_script:
                reasons.add(Reason.SCRIPT)
    if not pages:
        reasons.add(Reason.NO_ENTRY)
    return population("message", found.values(), reasons, searched=[page.address for page in pages])


def _of_another_sort(page: PageModel) -> bool:
    """Interviews, polls, petitions and reports to the discipline office are not messages to be answered (指标: 除外)."""
    steps = [column_key(step) for step in page.breadcrumb]
    return bool(steps) and any(_OTHERS.search(step) for step in steps[-2:])


def _key(seen: Survey, message: Message, page: PageModel) -> str:
    if message.address and seen.on_site(message.address):
        target = seen.model(message.address)
        return path_key(target.address if target is not None else message.address)
    if page.kind is PageKind.ARTICLE:
        return path_key(page.address)
    return f"{message.title}@{message.asked:%Y-%m-%d}" if message.asked else message.title


def _member(key: str, message: Message, page: PageModel) -> Member:
    answered: Field
    if message.answered is None:
        answered = Unknown(Reason.UNREADABLE, "the row does not say whether it was answered")
    else:
        answered = Reading(message.answered, "row")
    fields: dict[str, Field] = {
        "title": Reading(message.title, "row"),
        "asked": Reading(message.asked, "row"),
        "replied": Reading(message.replied, "row"),
        "answered": answered,
    }
    return Member(key, message.title, message.address or page.address, fields, sighting(page))


def _together(first: Member | None, second: Member) -> Member:
    """The fields of a message's own page, where the page states them, before those of its row."""
    if first is None:
        return second
    fields = dict(second.fields)
    for name, field in first.fields.items():
        other = fields.get(name)
        if other is None or (isinstance(field, Reading) and field.value is not None):
            fields[name] = field
    return Member(first.key, first.name, first.url, fields, first.seen)
