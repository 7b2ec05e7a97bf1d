"""The page as search engines and their visitors get it, beside the page as we saw it: what only they are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Final

from lxml.html import HtmlElement

from govcheck.page import dom
from govcheck.page.hidden import link_words
from govcheck.page.links import base_of
from govcheck.page.meta import browser_title, read_meta
from govcheck.page.notice.head import read_head
from govcheck.page.notice.spam import known, sold, spam_host
from govcheck.page.noticed import PlantedLink
from govcheck.records.capture import Capture
from govcheck.text.decode import decode
from govcheck.text.normalise import squeeze
from govcheck.urls.hosts import host_of, registrable, same_site
from govcheck.urls.normalise import normalise

_MANY: Final = 8


@dataclass(frozen=True, slots=True)
class Cloak:
    """What only the other visitor gets. ``sent``: where he ends, when that is another site; ``sure``: for nothing good."""

    links: tuple[PlantedLink, ...] = ()
    head: tuple[str, ...] = ()
    sent: str = ""
    sure: bool = False


def cloak(plain: Capture, other: Capture, *, domains: Collection[str]) -> Cloak:
    """Compare two captures of one page; both must have been read. ``domains``: registrable domains to which the site's
    pages lead anyway, for pages change from one fetch to the next.
    """
    here = plain.final_address or plain.address
    there = other.final_address or other.address
    if not same_site(here, there):
        return Cloak(sent="" if known(there) else there, sure=bool(spam_host(there) or _spam_page(other)))
    usual, _usual_title, usual_head = _read(plain)
    shown, _title, head = _read(other)
    seen = {registrable(host_of(address)) for address in usual} | set(domains)
    fresh = {a: words for a, words in shown.items() if a not in usual and not same_site(a, here)}
    told = {a: word for a, words in fresh.items() if (word := sold(words, a))}
    strangers = [a for a in fresh if not known(a) and registrable(host_of(a)) not in seen]
    crowd = len({registrable(host_of(a)) for a in strangers}) >= _MANY
    only = "spider-only"
    links = [
        PlantedLink(
            address=address,
            words=words,
            how="spider",
            why=f"{only}: {told[address]}" if address in told else only,
            excerpt=words[:200],
            sure=address in told or crowd,
        )
        for address, words in fresh.items()
        if address in told or address in strangers
    ]
    return Cloak(tuple(links), tuple(f"spider-only {one}" for one in head if one not in usual_head))


def _spam_page(capture: Capture) -> bool:
    return bool(_read(capture)[2])


def _read(capture: Capture) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """The outside links with their words, the title, what of the head is spam."""
    decoded = decode(capture.body, capture.header("content-type"))
    root = dom.parse(decoded.text)
    base = base_of(root, capture.final_address or capture.address)
    found, _sure = read_head(root, read_meta(root))
    return _links(root, partial(normalise, base=base, encoding=decoded.used)), squeeze(browser_title(root)), found


def _links(root: HtmlElement, resolve: Callable[[str], str | None]) -> dict[str, str]:
    found: dict[str, str] = {}
    for el in root.iter("a", "iframe"):
        address = resolve(el.get("href") or el.get("src") or "")
        if address and address.startswith("http"):
            found.setdefault(address, link_words(el))
    return found
