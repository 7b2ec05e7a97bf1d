"""Which links a site has: every distinct web address once, with its words and the pages that hold it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page.data import table
from govcheck.page.model import Link, PageModel
from govcheck.page.populate.survey import Survey
from govcheck.page.weblink.filetype import claimed
from govcheck.records.capture import Capture
from govcheck.urls import host_of, path_key, site_of, trap

_HOWS: Final = frozenset({"href", "onclick"})
"""What a visitor clicks; what a script or a refresh leads to is no link of the page."""
_REFERRERS: Final = 10
_PORTS: Final = {"http": 80, "https": 443}
_MOVED: Final = range(300, 400)


@dataclass(slots=True)
class Linked:
    """One address that is linked. ``key``: the path on the site's own hosts, else the whole address."""

    address: str
    key: str
    own: bool
    words: str = ""
    on_home: bool = False
    attachment: bool = False
    friend: bool = False
    plain: bool = False
    """Some page links it by ``href``, not only by a handler that we take for a link."""
    referrers: list[str] = field(default_factory=list)


def linked(seen: Survey) -> tuple[Linked, ...]:
    """All links of the pages read, in order of key. Fragments, default ports and (on the site) scheme and ``www.`` do not
    make another link.
    """
    own = own_hosts(seen)
    homes = {id(page) for page in seen.homes}
    found: dict[str, Linked] = {}
    once = {page.address: page for page in (*seen.homes, *seen.pages)}
    for page in once.values():
        friends = {address for address, _words in page.noticed.friends}
        files = {link.address for link in page.attachments}
        for link in _links(page):
            mine = site_of(link.address) in own
            key = _key(link.address, mine)
            one = found.setdefault(key, Linked(link.address, key, mine))
            one.words = one.words or link.words
            one.on_home |= id(page) in homes
            one.plain |= link.how == "href"
            one.friend |= not mine and link.address in friends
            one.attachment |= link.address in files or bool(claimed(link.address, link.words)[0])
            if page.address not in one.referrers and len(one.referrers) < _REFERRERS:
                one.referrers.append(page.address)
    return tuple(found[key] for key in sorted(found))


def _links(page: PageModel) -> Iterator[Link]:
    offered = (Link(address, words) for address, words in page.noticed.friends)
    for link in (*page.links, *page.attachments, *offered):
        if link.how in _HOWS and link.address.startswith(("http://", "https://")) and not _share().search(link.address):
            yield link


@cache
def _share() -> re.Pattern[str]:
    return re.compile(table("links")["share"], re.I)


def own_hosts(seen: Survey) -> frozenset[str]:
    """The hosts of the site, as :func:`govcheck.urls.site_of` names them."""
    scheme = seen.crawl.entry.split(":", 1)[0]
    aliases = [name if "://" in name else f"{scheme}://{name}/" for name in seen.site.aliases]
    return frozenset(site_of(one) for one in (seen.crawl.entry, *(home.final_address for home in seen.homes), *aliases))


def _key(address: str, own: bool) -> str:
    parts = urlsplit(address)
    usual = parts.port in (None, _PORTS.get(parts.scheme)) or not _named(parts.hostname or "")
    return path_key(address) if own and usual else address


def _named(host: str) -> bool:
    return "." in host and not _literal(host)


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def unreachable(address: str, machine: str) -> bool:
    """Whether the address itself says that no visitor can open it: this machine's own name, or an IP address of a private
    network other than that of the site's own ``machine`` (see :func:`near`).
    """
    host = host_of(address)
    number = _literal("127.0.0.1" if host == "localhost" or host.endswith(".localhost") else host)
    if number is None or number.is_global or number.is_multicast:
        return False
    own = _literal(machine) if machine else None
    return own is None or number.is_loopback != own.is_loopback


def near(seen: Survey) -> str:
    """The address of the site's machine where that lies in a private network (an office's own): its links may lie there
    too. Empty for a site of the public network.
    """
    remotes = (capture.remote for capture in seen.crawl.captures if capture.remote)
    first = next(remotes, "").partition("%")[0]
    number = _literal(first) if first else None
    return first if number is not None and not number.is_global else ""


def crawled(seen: Survey, one: Linked) -> Capture | None:
    """The crawl's own answer to a link of the site, when it says enough; a redirect elsewhere must be followed first, and
    what was seen but once is asked again.
    """
    if not one.own:
        return None
    capture = seen.capture(one.address)
    if capture is None or capture.failure is Reason.BUDGET:
        return None
    return None if capture.failure is None and capture.status in _MOVED else capture


def barred(seen: Survey, one: Linked) -> Reason | None:
    """Why a link is not asked for at all: the crawl was told to stay away, or the address is a trap."""
    if not one.own:
        return Reason.BUDGET if trap(one.address) else None
    reason = seen.unseen(one.address)
    if reason in (Reason.ROBOTS, Reason.CHALLENGE, Reason.REFUSED_US):
        return reason
    ended = seen.crawl.ended
    if ended is not None and ended is not Reason.BUDGET and OUTCOME_OF[ended] is Outcome.ERROR:
        return ended
    return Reason.BUDGET if trap(one.address) else None
