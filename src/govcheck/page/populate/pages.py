"""Every page fetched."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.outcome import Reason
from govcheck.page.model import PageModel
from govcheck.page.populate.elder import elder_pages, elder_role
from govcheck.page.populate.loads import page_loads
from govcheck.page.populate.members import common, page_member, population
from govcheck.page.populate.names import may_be_page
from govcheck.page.populate.planted import Tampering, page_facts, tampered_pages
from govcheck.page.populate.survey import Survey, why_failed
from govcheck.records.population import Population, Reading


def pages(seen: Survey, tampered: Tampering) -> Population:
    """The pages read; closed only when every page that any of them names was read, and none draws its rows by script."""
    elders = elder_pages(seen)
    members = [
        page_member(
            seen,
            "page",
            page,
            common(page)
            | elder_role(page, elders)
            | {"kind": Reading(page.kind.value, "page")}
            | page_loads(page)
            | page_facts(seen, tampered, page),
        )
        for page in seen.pages
    ]
    members += tampered_pages(seen, tampered)
    named = {address for page in (*seen.homes, *seen.pages) for address in _named(page)}
    reasons = set(seen.unseen_of(named))
    reasons |= {skip.reason for skip in seen.crawl.skipped}
    reasons |= {
        why
        for capture in seen.crawl.captures
        if may_be_page(capture.address) and not seen.gone(capture.address) and (why := why_failed(capture)) is not None
    }
    if any(page.listing is not None and page.listing.drawn_by_script for page in seen.pages):
        reasons.add(Reason.SCRIPT)
    if any(page.identity.footer_script_unread for page in seen.pages):
        reasons.add(Reason.SCRIPT)
    if seen.home is None:
        reasons.add(seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED)
    if seen.crawl.ended is not None:
        reasons.add(seen.crawl.ended)
    known = len({address for address in named if seen.on_site(address)})
    return population("page", members, reasons, known=known, searched=[page.address for page in seen.homes])


def _named(page: PageModel) -> Iterator[str]:
    yield from (column.url for column in page.columns)
    yield from (link.address for link in page.links)
    if page.listing is not None:
        yield from page.listing.next_pages
        yield from (row.address for row in page.listing.rows)
