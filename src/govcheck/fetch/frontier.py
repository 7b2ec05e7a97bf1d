"""What to ask for next. Knows no time and no network: the same leads in give the same rounds out.

Each round is the lowest tier that has leads waiting, in order of address. Articles are drawn per stratum, lists' further
pages are taken in turn from all lists, and what is left out is written down with the reason.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Lead, Skip, Tier
from govcheck.urls import family, normalise, path_key, same_site, site_of, trap

_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Ask:
    """A lead and the page that named it."""

    lead: Lead
    via: str = ""


class Frontier:
    """The addresses of one crawl: waiting, asked, left out."""

    def __init__(self, settings: FetchSettings, entry: str) -> None:
        self._settings = settings
        self._entry = entry
        self._hosts = {site_of(entry), *(site_of(_as_address(host, entry)) for host in settings.aliases)}
        self._waiting: dict[str, Ask] = {}
        self._asked: set[str] = set()
        self._answered: dict[tuple[str, str], Capture] = {}
        self._skipped: dict[str, Skip] = {}
        self._families: Counter[str] = Counter()
        self._drawn: Counter[str] = Counter()
        self._paged: Counter[str] = Counter()
        self._list_of: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.out_of_pages = False

    # -- what comes in -------------------------------------------------------------------------------------------

    def in_scope(self, address: str) -> bool:
        """Whether the address lies on a host of this site."""
        if site_of(address) in self._hosts:
            return True
        return self._settings.whole_domain and same_site(address, self._entry)

    def adopt(self, address: str) -> None:
        """Take the host of the address for one of the site's own (its home page moved there)."""
        self._hosts.add(site_of(address))

    def add(self, lead: Lead, via: Capture | None = None) -> None:
        """Take in a lead that ``via`` named."""
        address = normalise(lead.address)
        if address is None or address in self._asked or address in self.aliases:
            return
        if lead.tier is Tier.HOME and same_site(address, self._entry):
            self.adopt(address)
        lead = replace(lead, address=address, stratum=self._stratum(lead, via))
        ask = Ask(lead, via.address if via else "")
        if not self.in_scope(address):
            if same_site(address, self._entry):
                self._skip(ask, Reason.NOT_FETCHED)
            return
        if trap(address) is not None:
            self._skip(ask, Reason.BUDGET)
            return
        left_out = self._skipped.get(address)
        if left_out is not None:
            if lead.tier >= left_out.tier:
                return
            del self._skipped[address]
        known = self._waiting.get(address)
        if known is None or (lead.tier, lead.stratum) < (known.lead.tier, known.lead.stratum):
            self._waiting[address] = ask

    def _stratum(self, lead: Lead, via: Capture | None) -> str:
        """Further pages of a list count as the list itself, else each page would be a stratum of its own."""
        stratum = lead.stratum
        if not stratum and via is not None and lead.tier is Tier.PAGINATION:
            stratum = via.address
        return self._list_of.get(stratum, stratum)

    def answered(self, capture: Capture) -> None:
        """Take note of a finished capture: its address and the one it ended at are not asked for again."""
        self._asked.add(capture.address)
        if capture.tier is Tier.PAGINATION and capture.stratum:
            for address in (capture.address, capture.final_address):
                self._list_of.setdefault(address, capture.stratum)
        if capture.ok:
            for address in (capture.address, capture.final_address):
                self._answered.setdefault(_twins(address), capture)

    def found(self, address: str) -> Capture | None:
        """The capture that answers an address or its twin."""
        return self._answered.get(_twins(address))

    # -- what goes out -------------------------------------------------------------------------------------------

    @property
    def waiting(self) -> int:
        """How many addresses wait."""
        return len(self._waiting)

    def next_round(self, taken: int) -> list[Ask]:
        """The addresses to ask for now, in order; ``taken`` is the number of pages had so far. Empty: none are left."""
        while self._waiting:
            tier = min(ask.lead.tier for ask in self._waiting.values())
            asks = sorted(ask for ask in self._waiting.values() if ask.lead.tier is tier)
            asks = [ask for ask in asks if not self._alias(ask)]
            chosen = self._choose(tier, asks)
            later = set() if tier is Tier.HOME else self._twins_later(chosen)
            chosen = [ask for ask in chosen if ask.lead.address not in later]
            room = max(0, self._settings.max_pages - self._reserved(tier) - taken)
            if len(chosen) > room:
                self.out_of_pages = True
                for ask in chosen[room:]:
                    self._skip(ask, Reason.BUDGET)
                chosen = chosen[:room]
            chosen.sort()
            for ask in chosen:
                del self._waiting[ask.lead.address]
                self._asked.add(ask.lead.address)
            if chosen:
                return chosen
        return []

    def drain(self, reason: Reason) -> None:
        """Leave out all that waits."""
        for ask in list(self._waiting.values()):
            if not self._alias(ask):
                self._skip(ask, reason)

    def leave_out(self, ask: Ask, reason: Reason) -> None:
        """Write down an address that was about to be asked for."""
        self._asked.discard(ask.lead.address)
        self._skip(ask, reason)

    @property
    def skipped(self) -> tuple[Skip, ...]:
        """All that was left out, in order of address."""
        return tuple(self._skipped[address] for address in sorted(self._skipped))

    # -- how ------------------------------------------------------------------------------------------------------

    def _skip(self, ask: Ask, reason: Reason) -> None:
        self._waiting.pop(ask.lead.address, None)
        skip = Skip(ask.lead.address, reason, ask.lead.tier, ask.lead.stratum, ask.via)
        self._skipped.setdefault(ask.lead.address, skip)

    def _alias(self, ask: Ask) -> bool:
        """Whether a capture answers the address already; it is then no longer waiting."""
        capture = self.found(ask.lead.address)
        if capture is None:
            return False
        self._waiting.pop(ask.lead.address, None)
        self.aliases[ask.lead.address] = capture.address
        return True

    def _twins_later(self, asks: Iterable[Ask]) -> set[str]:
        """Of twins (http and https, with and without www) all but the one spelt like the entry wait for a later round."""
        groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for ask in asks:
            groups[_twins(ask.lead.address)].append(ask.lead.address)
        origin = self._entry.split("/", 3)[:3]
        return {
            address
            for group in groups.values()
            for address in sorted(group, key=lambda one: (one.split("/", 3)[:3] != origin, one))[1:]
        }

    def _reserved(self, tier: Tier) -> int:
        if tier not in (Tier.LIST, Tier.PAGINATION):
            return 0
        return max(0, min(self._settings.article_budget, self._settings.max_pages // 3) - self._drawn.total())

    def _choose(self, tier: Tier, asks: list[Ask]) -> list[Ask]:
        settings = self._settings
        if tier is Tier.ARTICLE:
            return self._in_turn(asks, self._drawn, settings.article_per_stratum, settings.article_budget, self._draw)
        if tier is Tier.PAGINATION:
            asks = [ask for ask in asks if not self._calendar(ask)]
            return self._in_turn(asks, self._paged, settings.pagination_per_list, settings.pagination_budget, _natural)
        return [ask for ask in asks if not self._calendar(ask)]

    def _draw(self, ask: Ask) -> tuple[str, ...]:
        return (hashlib.sha256((self._settings.seed + path_key(ask.lead.address)).encode()).hexdigest(),)

    def _in_turn(
        self,
        asks: list[Ask],
        counts: Counter[str],
        each: int,
        total: int,
        order: Callable[[Ask], Any],
    ) -> list[Ask]:
        """One of each stratum in turn, up to the limits; the rest is left out for want of budget."""
        strata: defaultdict[str, list[Ask]] = defaultdict(list)
        for ask in asks:
            strata[ask.lead.stratum].append(ask)
        queues = {name: sorted(strata[name], key=order)[: max(0, each - counts[name])] for name in sorted(strata)}
        chosen: list[Ask] = []
        for turn in range(max(map(len, queues.values()), default=0)):
            for name, queue in queues.items():
                if turn < len(queue) and counts.total() < total:
                    counts[name] += 1
                    chosen.append(queue[turn])
        kept = {ask.lead.address for ask in chosen}
        for ask in asks:
            if ask.lead.address not in kept:
                self._skip(ask, Reason.BUDGET)
        return chosen

    def _calendar(self, ask: Ask) -> bool:
        """Whether the address is one too many of those that differ only in a date."""
        kin = family(ask.lead.address)
        if kin is None:
            return False
        if self._families[kin] >= self._settings.calendar_members:
            self._skip(ask, Reason.BUDGET)
            return True
        self._families[kin] += 1
        return False


def _twins(address: str) -> tuple[str, str]:
    return site_of(address), path_key(address)


def _natural(ask: Ask) -> tuple[object, ...]:
    """Order in which page 2 comes before page 10."""
    pieces = _DIGITS.split(ask.lead.address)
    return tuple((int(piece), "") if place % 2 else (0, piece) for place, piece in enumerate(pieces))


def _as_address(host: str, entry: str) -> str:
    return host if "://" in host else f"{entry.split(':', 1)[0]}://{host}/"
