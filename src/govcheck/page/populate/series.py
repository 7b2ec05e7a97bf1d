"""Lists with their pagination taken together: one series per list, with what of it was not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govcheck.outcome import Reason
from govcheck.page.model import PageKind, PageModel, Row
from govcheck.page.populate.addresses import folder, is_numbered, list_address
from govcheck.page.populate.survey import Survey
from govcheck.records.capture import Tier
from govcheck.urls import path_key


@dataclass(frozen=True, slots=True)
class Series:
    """A list over all its pages that were read. ``missing``: why rows of it may be unseen."""

    head: PageModel
    parts: tuple[PageModel, ...]
    rows: tuple[Row, ...]
    drawn: bool
    missing: frozenset[Reason]

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of its pages."""
        return tuple(part.address for part in self.parts)


def has_list(model: PageModel) -> bool:
    """Whether the page is a column with a list of its own."""
    return model.kind is PageKind.COLUMN and model.listing is not None


def all_series(seen: Survey) -> tuple[Series, ...]:
    """Every list of the site, each once, by the key of its first page."""
    homes = {home.address for home in seen.homes}  # a home page behind an entrance, or a part of one in a frame
    lists = [model for model in seen.pages if has_list(model) and model.address not in homes]
    own = {_identity(model): model for model in lists}
    group = {key: key for key in own}

    def root(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    for key, model in sorted(own.items()):
        for address in model.listing.next_pages if model.listing else ():
            further = seen.model(address)
            other = _identity(further) if further is not None else ""
            if other in own and _same_list(model, own[other]):
                low, high = sorted((root(key), root(other)))
                group[high] = low
    # Pages whose addresses differ in nothing but the page's number are one list even where no link between them was read.
    by_place: dict[tuple[str, tuple[str, ...]], str] = {}
    for key, model in sorted(own.items(), key=lambda item: (is_numbered(item[0]), item[0])):
        place = (list_address(model.final_address), model.breadcrumb)
        first = by_place.get(place) if is_numbered(model.final_address) else by_place.setdefault(place, key)
        if first is not None and first != key:
            low, high = sorted((root(key), root(first)))
            group[high] = low
    together: dict[str, list[PageModel]] = {}
    for key in sorted(own):
        together.setdefault(root(key), []).append(own[key])
    series = [_series(seen, pages) for pages in together.values()]
    return tuple(sorted(series, key=lambda one: path_key(one.head.address)))


def _identity(model: PageModel) -> str:
    return path_key(model.final_address or model.address)


def _same_list(first: PageModel, second: PageModel) -> bool:
    """A guard against tabs taken for pages: further pages lie beside or under the first and share its breadcrumb."""
    here, there = folder(first.final_address), folder(second.final_address)
    beside = here == there or here.startswith(there) or there.startswith(here)
    return beside and (first.breadcrumb == second.breadcrumb or not first.breadcrumb or not second.breadcrumb)


def _series(seen: Survey, pages: Sequence[PageModel]) -> Series:
    """Order the pages of one list: the first page is the one not found through pagination, or the one without a number."""

    def order(model: PageModel) -> tuple[bool, bool, int, str]:
        paged = seen.tier(model) is Tier.PAGINATION
        return (paged, is_numbered(model.final_address), len(model.address), model.address)

    parts = tuple(sorted(pages, key=order))
    rows = tuple(row for part in parts if part.listing for row in part.listing.rows)
    drawn = any(part.listing is not None and part.listing.drawn_by_script for part in parts)
    return Series(parts[0], parts, rows, drawn, _missing(seen, parts, drawn))


def _missing(seen: Survey, parts: Sequence[PageModel], drawn: bool) -> frozenset[Reason]:
    reasons: set[Reason] = set()
    if drawn:
        reasons.add(Reason.SCRIPT)
    totals = [part.listing.pages_total for part in parts if part.listing and part.listing.pages_total]
    total = max(totals, default=None)
    followed = {address for part in parts if part.listing for address in part.listing.next_pages}
    reasons |= seen.unseen_of(followed)
    for part in parts:
        listing = part.listing
        if listing is None or listing.pagination == "none" or total == 1:
            continue
        if listing.pagination == "script" and not followed:
            reasons.add(Reason.SCRIPT)
        elif not followed and total is None:
            reasons.add(Reason.UNREADABLE)
    if total is not None and total > len(parts) and not reasons:
        reasons.add(Reason.NOT_FETCHED)
    return frozenset(reasons)
