"""What a page says is worth fetching next, by tier: the page layer's half of the crawl's frontier.

Nothing is decided here but the order: whether an address may be fetched is the crawl's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.page.model import Link, PageKind, PageModel
from govcheck.page.populate.addresses import list_address
from govcheck.page.populate.names import belongs_to_disclosure, is_column_name, may_be_page
from govcheck.records.capture import Lead, Tier
from govcheck.text.lexicon import Lexicon
from govcheck.urls import path_key, same_host

_ENTRANCE: Final = frozenset({"refresh", "frame", "script"})
_HEADLINE: Final = 8
"""From so many characters on the words of a link on the home page are a headline, not a column's name."""


def leads(model: PageModel, *, entry: str, lexicon: Lexicon) -> tuple[Lead, ...]:
    """The addresses of the site that ``model`` names, each once with its best tier, in a fixed order.

    Args:
        model: the page read.
        entry: the address at which the site was entered; addresses of other sites are left out.
        lexicon: the names of columns.
    """
    # An entry that only redirects may have led the crawl to the site's proper host.
    hosts = [entry, model.final_address] if model.kind in (PageKind.HOME, PageKind.STUB) else [entry]
    best: dict[str, Lead] = {}
    for lead in _all(model, entry, lexicon):
        if not any(same_host(lead.address, host) for host in hosts):
            continue
        known = best.get(lead.address)
        if known is None or lead < known:
            best[lead.address] = lead
    best.pop(model.address, None)
    return tuple(sorted(best.values()))


def _all(model: PageModel, entry: str, lexicon: Lexicon) -> Iterator[Lead]:
    if model.kind is PageKind.STUB:
        yield from _from_stub(model, entry)
        return
    if model.kind is PageKind.ERROR or model.soft_404:
        return
    written = (*model.identity.footer_from_script, *model.identity.scripts)
    yield from (Lead(Tier.NAVIGATION, address) for address in written)
    yield from (Lead(_home_or_list(model), link.address) for link in model.links if link.how == "frame")
    yield from _columns(model, lexicon)
    yield from _list(model)
    yield from _crossing(model)
    if model.kind is not PageKind.ARTICLE:
        yield from _others(model, lexicon)


def _home_or_list(model: PageModel) -> Tier:
    return Tier.HOME if model.kind is PageKind.HOME else Tier.LIST


def _from_stub(model: PageModel, entry: str) -> Iterator[Lead]:
    """An entrance leads to the true home; a stub deeper down only to its own column."""
    at_entry = path_key(model.address) in (path_key(entry), "/") or path_key(model.address).startswith("/index.")
    entrances = [link for link in model.links if link.how in _ENTRANCE] or list(model.links)
    for link in entrances:
        yield Lead(Tier.HOME if at_entry else Tier.LIST, link.address, label=link.words)


def _columns(model: PageModel, lexicon: Lexicon) -> Iterator[Lead]:
    ordinary = Tier.NAVIGATION if model.kind is PageKind.HOME else Tier.LIST
    inside = {"disclosure", "gazette"} & set(model.roles) and model.kind is PageKind.COLUMN

    def tier(name: str) -> Tier:
        return Tier.DISCLOSURE if inside or belongs_to_disclosure(name, lexicon) else ordinary

    for part in model.disclosure_parts:
        yield from _page(Tier.DISCLOSURE, part.url, part.name)
    for column in model.columns:
        yield from _page(tier(column.name), column.url, column.name)
    for link in _named(model.breadcrumb_links):
        named = Tier.DISCLOSURE if belongs_to_disclosure(link.words, lexicon) else Tier.LIST
        yield from _page(named, link.address, link.words)
    for link in _named(model.links):
        if link.place == "nav" or (model.kind is PageKind.HOME and lexicon.topics(link.words)):
            yield from _page(tier(link.words), link.address, link.words)
        elif belongs_to_disclosure(link.words, lexicon):
            yield from _page(Tier.DISCLOSURE, link.address, link.words)


def _named(links: Iterable[Link]) -> Iterator[Link]:
    return (link for link in links if is_column_name(link.words))


def _page(tier: Tier, address: str, label: str = "", stratum: str = "") -> Iterator[Lead]:
    if may_be_page(address):
        yield Lead(tier, address, stratum, label)


def _list(model: PageModel) -> Iterator[Lead]:
    if model.listing is None:
        return
    stratum = list_address(model.final_address or model.address)
    for address in model.listing.next_pages:
        yield from _page(Tier.PAGINATION, address, stratum=stratum)
    for row in model.listing.rows:
        yield from _page(Tier.ARTICLE, row.address, row.title, stratum)


def _crossing(model: PageModel) -> Iterator[Lead]:
    """Documents and interpretations that name each other, and messages: a stratum of their own, so each is looked at."""
    for link in (*model.interprets, *model.interpreted_by):
        yield from _page(Tier.ARTICLE, link.address, link.words)
    for message in model.messages:
        yield from _page(Tier.ARTICLE, message.address, message.title, "messages")


def _others(model: PageModel, lexicon: Lexicon) -> Iterator[Lead]:
    home = model.kind is PageKind.HOME
    for link in model.links:
        if home and len(link.words) >= _HEADLINE and not lexicon.topics(link.words):
            yield from _page(Tier.ARTICLE, link.address, link.words, list_address(model.address))
        else:
            yield from _page(Tier.OTHER, link.address, link.words)
