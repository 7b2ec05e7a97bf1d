"""Pages of leaders and of their division of work."""

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
from govcheck.records.population import Population
from govcheck.text.normalise import column_key
from govcheck.urls import path_key

_TOPIC: Final = "领导信息"
_NO_TEXT: Final = 40


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("participation")["leader"]
    return re.compile(data["page"]), re.compile(data["duties"])


def leaders(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Population:
    """The pages in the column of leaders; open when its pages were not all seen or say nothing in words."""
    named = [entry for entry in entries if _TOPIC in entry.topics]
    keys = {path_key(entry.url) for entry in named if seen.on_site(entry.url)}
    pages = [page for page in seen.pages if path_key(page.address) in keys or _of_leaders(seen, page)]
    members = [page_member(seen, "leader", page, common(page)) for page in pages]
    reasons = entry_reasons(seen, named, pages)
    heads = {path_key(page.address) for page in pages}
    for one in lists:
        if path_key(one.head.address) in heads:
            reasons |= one.missing | seen.unseen_of(row.address for row in one.rows)
    for page in pages:
        reasons |= seen.unseen_of(
            link.address for link in page.links if link.place in ("list", "body") and path_key(link.address) not in heads
        )
    if any(len(page.text) < _NO_TEXT and page.media for page in pages):
        reasons.add(Reason.UNREADABLE)
    if not pages:
        reasons.add(Reason.NO_ENTRY)
    return population("leader", members, reasons, searched=[page.address for page in pages] + [one.url for one in named])


def _of_leaders(seen: Survey, page: PageModel) -> bool:
    """By the column it stands in; its own title counts when it tells of duties."""
    pattern, duties = _patterns()
    if page.kind in (PageKind.HOME, PageKind.ERROR):
        return False
    if any(_TOPIC in seen.lexicon.topics(step) for step in trail(page)[-2:]):
        return True
    title = column_key(str(page.title.value or ""))
    return len(title) <= 16 and bool(pattern.search(title)) and len(duties.findall(page.text)) >= 2
