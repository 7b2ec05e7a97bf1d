"""Unmasked numbers of persons: one member for each number on each page or in each attachment read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page.files import FileText, file_text, suffix_of
from govcheck.page.model import Link, PageModel
from govcheck.page.notice.personal import MOST
from govcheck.page.noticed import PersonalNumber
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.survey import Survey
from govcheck.page.questions.attachments import attachments_of
from govcheck.records.capture import Capture
from govcheck.records.population import Member, Population, Reading, Sighting
from govcheck.records.question import Purpose
from govcheck.text.personal import find_personal, is_message_page, speaks_of_publicity
from govcheck.urls import path_key

_PICTURES: Final = frozenset({"jpg", "jpeg", "png", "gif", "tif", "tiff", "mp4"})
_HEAD_LINES: Final = 12
_KINDS: Final = {"identity": "身份证号", "mobile": "手机号", "bank-card": "银行卡号"}


def personal_numbers(seen: Survey, pages: Population) -> Population:
    """The numbers; open as the population of pages is, and while attachments of the pages seen were not read."""
    members: list[Member] = []
    for page in (*seen.homes, *seen.pages):
        noticed = page.noticed
        message = "messages" in page.roles or is_message_page(_title(page))
        members += (
            _member(one, page.address, sighting(page), statutory=noticed.statutory, message=message)
            for one in noticed.personal
        )
    reasons = set(pages.open_reasons)
    for address, (page, link) in attachments_of(seen).items():
        found = _attachment(seen, address, link)
        if isinstance(found, Reason):
            reasons.add(found)
            continue
        capture, text = found
        if text.why is not None:
            reasons.add(text.why)
        members += _in_file(capture, text, page, link)
    searched = [home.address for home in seen.homes]
    return population("personal_number", members, reasons, searched=searched)


def _title(page: PageModel) -> str:
    return " ".join((str(page.title.value or ""), *page.breadcrumb))


def _attachment(seen: Survey, address: str, link: Link) -> tuple[Capture, FileText] | Reason:
    """An attachment's text, or why it was not asked for; pictures are looked at by nobody here, and said to be unread."""
    if suffix_of(link.words, address) in _PICTURES:
        return Reason.NO_READER
    captures = {capture.address: capture for capture in seen.asides(Purpose.ATTACHMENT)}
    capture = captures.get(address) or seen.captures.get(path_key(address))
    if capture is None:
        return Reason.BUDGET if captures else Reason.NOT_FETCHED
    text = file_text(capture)
    if not capture.ok:
        why = capture.failure
        return why if why is not None and OUTCOME_OF[why] is Outcome.ERROR else Reason.NOT_FETCHED
    return capture, text


def _in_file(capture: Capture, text: FileText, page: PageModel, link: Link) -> Iterator[Member]:
    title = f"{_title(page)} {link.words}"
    hits = find_personal(text.lines, title=title, year=capture.fetched_at.year)
    if not hits:
        return
    heads = " ".join(text.lines[:_HEAD_LINES])
    statutory = speaks_of_publicity(title) or speaks_of_publicity(heads)
    seen = Sighting(
        capture.address,
        capture.final_address,
        capture.fetched_at,
        capture.status or 0,
        hashlib.sha256(capture.body).hexdigest(),
    )
    for hit in hits[:MOST]:
        one = PersonalNumber(hit.kind, hit.shown, hit.excerpt, "attachment", hit.sure, capture.address)
        yield _member(one, capture.address, seen, statutory=statutory, message=False)


def _member(one: PersonalNumber, address: str, seen: Sighting, *, statutory: bool, message: bool) -> Member:
    """The key holds the number masked, never the number or a hash of it: eleven digits are soon tried out."""

    def read(value: str | bool) -> Reading:
        return Reading(value, one.where, excerpt=one.excerpt[:200])

    fields = {
        "kind": read(one.kind),
        "shown": read(one.shown),
        "page": read(address),
        "statutory": read(statutory),
        "message": read(message),
        "verdict": read("exposed" if one.sure else "suspicious"),
    }
    name = f"{_KINDS[one.kind]} {one.shown}"
    return Member(f"{path_key(address)}#{one.kind}:{one.shown}", name, address, fields, seen)
