"""Service guides (办事指南): the elements they state and the catch-all phrases among the materials they ask for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govcheck.outcome import Reason
from govcheck.page.data import table
from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.columns import trail
from govcheck.page.populate.disclosure import entry_reasons
from govcheck.page.populate.members import common, page_member, population
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import PERHAPS, Field, Population, Reading, Unknown
from govcheck.text.normalise import column_key
from govcheck.urls import path_key

_TOPICS: Final = frozenset({"办事服务", "办事指南"})
_NAME: Final = "事项名称"
_NEAR: Final = 18


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, re.Pattern[str]]]:
    data = table("services")
    elements = {name: re.compile(pattern) for name, pattern in data["elements"].items()}
    return re.compile(data["guide"]), re.compile(data["not_guide"]), elements


@cache
def _vague() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("services")["vague"]
    return re.compile(data["plain"]), re.compile(data["perhaps"]), re.compile(data["denied"])


def service_items(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Population:
    """The guides on this site; many sites send visitors to a platform of their province, which is not looked at."""
    named = [entry for entry in entries if _TOPICS & set(entry.topics)]
    pages = [page for page in seen.pages if _is_guide(seen, page)]
    members = [page_member(seen, "service_item", page, common(page) | _fields(page)) for page in pages]
    reasons = entry_reasons(seen, named, pages)
    keys = {path_key(entry.url) for entry in named}
    for one in lists:
        if path_key(one.head.address) in keys or "service" in one.head.roles:
            reasons |= one.missing | seen.unseen_of(row.address for row in one.rows)
    if any(not seen.on_site(entry.url) for entry in named):
        reasons.add(Reason.NOT_FETCHED)
    if not pages:
        reasons.add(Reason.NO_ENTRY)
    return population("service_item", members, reasons, searched=[page.address for page in pages] + [e.url for e in named])


def _is_guide(seen: Survey, page: PageModel) -> bool:
    """A page named so or standing in such a column, with some elements; or one that states most of them."""
    if page.kind not in (PageKind.ARTICLE, PageKind.OTHER) or "document" in page.roles:
        return False
    guide, other, _elements = _patterns()
    title = column_key(str(page.title.value or ""))
    stated = len(elements_of(page))
    if other.search(title) or "guide" in page.roles:
        return False
    steps = trail(page)
    inside = any(guide.search(column_key(step)) or _TOPICS & set(seen.lexicon.topics(step)) for step in steps[-3:])
    named = bool(guide.search(title))
    least = int(table("services")["least"])
    return stated >= (least - 2 if named else least if inside else least + 3)


def elements_of(page: PageModel) -> tuple[str, ...]:
    """The elements whose labels the text has. A guide's own headline names its item."""
    text = page.text
    found = [name for name, pattern in _patterns()[2].items() if pattern.search(text)]
    if _NAME not in found and len(str(page.title.value or "")) >= 4:
        found.insert(0, _NAME)
    return tuple(found)


def _fields(page: PageModel) -> dict[str, Field]:
    elements = elements_of(page)
    short = len(page.text) < 120
    if short and (page.attachments or page.media or any(link.how == "frame" for link in page.links)):
        blind = Unknown(Reason.UNREADABLE, "the guide stands in an attachment, a picture or a frame")
        return {"elements": blind, "vague": blind}
    return {"elements": Reading(elements, "text"), "vague": _phrases(page.text)}


def _phrases(text: str) -> Reading:
    """The catch-all phrases as they stand; one that is forbidden there (不得要求提供其他材料) is none."""
    plain, perhaps, denied = _vague()
    found: dict[str, None] = {}
    taken: list[tuple[int, int]] = []
    for pattern, mark in ((plain, ""), (perhaps, PERHAPS)):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            before = re.split("[，。；;]", text[max(0, match.start() - _NEAR) : match.start()])[-1]
            if not denied.search(before + match[0]):
                found.setdefault(match[0].strip()[:100] + mark)
    first = next(iter(found), "").removesuffix(PERHAPS)
    at = text.find(first) if first else 0
    return Reading(tuple(found), "text", excerpt=text[max(0, at - 40) : at + 100] if first else "")
