"""Which attachments are asked for: those whose text is read, lists of people first, then by a draw that never changes."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from govcheck.page.files.kinds import READ, suffix_of
from govcheck.page.model import Link, PageModel
from govcheck.page.populate.survey import Survey
from govcheck.records.question import Keep, Purpose, Question
from govcheck.urls import same_site

_WANTED_BY: Final = ("personal_number", "wording_hit")
"""Populations whose members stand in attachments too."""
_OF_PEOPLE: Final = re.compile(
    r"名单|名册|花名册|公示|补贴|补助|低保|救助|特困|困难|发放|人员|申请人|资助|保障对象|录用|聘用|录取|成绩|住房|公租房|廉租|危房|养老|残疾|退役|贫困|脱贫|明细"
)


def attachments_of(seen: Survey) -> dict[str, tuple[PageModel, Link]]:
    """The files that pages of the site offer under its own domain, by address, with the first page that does."""
    found: dict[str, tuple[PageModel, Link]] = {}
    for page in seen.pages:
        for link in page.attachments:
            if link.address and same_site(link.address, page.final_address or page.address):
                found.setdefault(link.address, (page, link))
    return {address: found[address] for address in sorted(found)}


def attachment_questions(seen: Survey) -> tuple[Question, ...]:
    """The files to ask for, most promising first: whoever asks keeps to a budget and cuts the rest."""
    if seen.plan.populations.isdisjoint(_WANTED_BY):
        return ()
    listed = [
        (0 if _OF_PEOPLE.search(f"{link.words} {page.title.value or ''}") else 1, _draw(address), page, link)
        for address, (page, link) in attachments_of(seen).items()
        if suffix_of(link.words, address) in READ
    ]
    listed.sort(key=lambda one: one[:2])
    return tuple(
        Question(Purpose.ATTACHMENT, link.address, label=link.words, via=page.address, keep=Keep.FILE)
        for _rank, _drawn, page, link in listed
    )


def _draw(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
