"""Pages that an elder-mode entry leads to, where it leads to a page at all (most switch the mode on by script)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.data import table
from govcheck.page.model import PageModel
from govcheck.page.populate.members import sighting
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Reading, Unknown
from govcheck.text.normalise import fold
from govcheck.urls import path_key

ROLE: Final = "elder"
_PLACES: Final = ("head", "nav", "footer", "other")
_LONGEST: Final = 12
"""Characters of an entry's words; longer ones are headlines that speak of old people."""


@cache
def _words() -> re.Pattern[str]:
    return re.compile(table("identity")["elder"]["words"])


def _entries(seen: Survey) -> list[str]:
    """Where links so worded on the home page lead, within the site and beyond the home page itself."""
    homes = {path_key(home.address) for home in seen.homes}
    return [
        link.address
        for home in seen.homes
        for link in home.links
        if link.place in _PLACES and len(link.words) <= _LONGEST and _words().search(fold(link.words))
        if seen.on_site(link.address) and path_key(link.address) not in homes
    ]


def elder_pages(seen: Survey) -> frozenset[str]:
    """Keys of the pages of the site behind an entry."""
    homes = {path_key(home.address) for home in seen.homes}
    found = (path_key(page.address) for address in _entries(seen) if (page := seen.model(address)) is not None)
    return frozenset(found) - homes


def elder_text_size(seen: Survey) -> Field:
    """The smallest size of running text on the pages behind an entry; absent where the entry is a script."""
    if seen.home is None:
        return Unknown(seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED, "the home page was not read")
    pages = [page for page in seen.pages if path_key(page.address) in elder_pages(seen)]
    sized = [(page.noticed.text_sizes[0], page) for page in pages if page.noticed.text_sizes]
    if sized:
        size, page = min(sized, key=lambda one: (one[0], one[1].address))
        return Reading(size, "style", Confidence.HIGH, page.address[:200], seen=sighting(page))
    if pages:
        return Unknown(Reason.NOT_FETCHED, "the page itself gives no size; style sheets were not read")
    unseen = sorted(seen.unseen_of(_entries(seen)))
    return Unknown(unseen[0], "the page behind the entry was not seen") if unseen else Reading(None)


def elder_role(page: PageModel, elders: frozenset[str]) -> dict[str, Field]:
    """The page's roles, this one among them where it is one."""
    roles = (*page.roles, ROLE) if path_key(page.address) in elders else tuple(page.roles)
    return {"roles": Reading(tuple(dict.fromkeys(roles)), "page")}
