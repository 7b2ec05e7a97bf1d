"""Which links of a site are asked for: those of its home page first, of the others as many as the budget allows."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from govcheck.page.populate.names import may_be_page
from govcheck.page.populate.survey import Survey
from govcheck.page.weblink.filetype import extension_of, is_document
from govcheck.page.weblink.linked import Linked, barred, crawled, linked, near, unreachable
from govcheck.records.question import Keep, Purpose, Question
from govcheck.urls import nowhere

_PAGE: Final = 65_536
"""Bytes of a page's beginning: enough to tell what it says of itself."""
_FAR: Final = 24_576
"""The same for another site's page that the home page does not link."""
_FILE: Final = 32_768
"""Bytes of a file: what its first bytes say it is, and what an error page in its place says."""
_HOME: Final = 1000
"""Links of a home page that are asked for at most; the largest portals have some six hundred."""
_ALIKE: Final = 5
"""Links to one address with different queries that are asked for, beside those of the home page."""


@dataclass(frozen=True, slots=True)
class LinkBudget:
    """How many links of one site are asked for, of these how many to its own addresses, and the seed of the draw."""

    total: int = 400
    own: int = 100
    seed: str = ""


def link_questions(seen: Survey, budget: LinkBudget) -> tuple[Question, ...]:
    """The questions of one site, in order of address. What the crawl has an answer for is not asked again."""
    if "link" not in seen.plan.populations or seen.crawl.saved_copy or seen.home is None:
        return ()
    machine = near(seen)
    open_ = [one for one in linked(seen) if _worth(seen, one, machine)]
    at_home = sorted((one for one in open_ if one.on_home), key=lambda one: _draw(one, budget.seed))
    chosen = {one.key: one for one in at_home[: max(budget.total, _HOME)]}
    alike = Counter(_alike(one) for one in chosen.values())
    mine = sum(one.own for one in chosen.values())
    for one in sorted(open_, key=lambda one: (not _file_first(one), _draw(one, budget.seed))):
        if len(chosen) >= budget.total:
            break
        if one.key in chosen or alike[_alike(one)] >= _ALIKE or (one.own and mine >= budget.own):
            continue
        chosen[one.key] = one
        alike[_alike(one)] += "?" in one.address
        mine += one.own
    asked = {one.address: _question(one, machine) for one in chosen.values()}
    home = seen.home.final_address
    asked.setdefault(
        nowhere(home), Question(Purpose.RANDOM, nowhere(home), via=home, keep=Keep.START, limit=_PAGE, near=machine)
    )
    return tuple(asked[address] for address in sorted(asked))


def _worth(seen: Survey, one: Linked, machine: str) -> bool:
    return crawled(seen, one) is None and barred(seen, one) is None and not unreachable(one.address, machine)


def _file_first(one: Linked) -> bool:
    return one.attachment and (is_document(one.address) or not extension_of(one.address))


def _alike(one: Linked) -> str:
    parts = urlsplit(one.address)
    return f"{parts.netloc}{parts.path}"


def _draw(one: Linked, seed: str) -> str:
    return hashlib.sha256((seed + one.key).encode()).hexdigest()


def _question(one: Linked, machine: str) -> Question:
    via = one.referrers[0] if one.referrers else ""
    file = bool(extension_of(one.address))
    # Many systems hand a file only to who comes from their own page, as any visitor does.
    headers = (("referer", via),) if one.own and via else ()
    if file or one.attachment or may_be_page(one.address):
        limit = _FILE if file else _PAGE if one.own or one.on_home or one.friend else _FAR
        return Question(Purpose.LINK, one.address, via=via, keep=Keep.START, limit=limit, headers=headers, near=machine)
    return Question(Purpose.LINK, one.address, "HEAD", via=via, keep=Keep.START, limit=_FILE, headers=headers, near=machine)
