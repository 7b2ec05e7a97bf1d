"""All pages of a site side by side: the true home, where each address led, and why an address was not seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.addresses import spellings
from govcheck.page.populate.names import may_be_page
from govcheck.plan import Plan
from govcheck.records.capture import Answers, Capture, Crawl, Skip, Tier
from govcheck.records.question import Purpose
from govcheck.records.site import Site
from govcheck.text.lexicon import Lexicon
from govcheck.text.places import places_of
from govcheck.text.wording import WordList
from govcheck.urls import path_key, same_host

_ENTRANCE: Final = frozenset({"refresh", "frame", "script"})
_HOPS: Final = 5
_GONE: Final = frozenset({404, 410})
_REFUSED: Final = frozenset({401, 403, 412, 429, 521})


@dataclass(frozen=True, slots=True)
class Survey:
    """What one crawl came to, ready to be asked.

    ``models`` holds the page of each capture that is a page, by path key. ``homes`` is the home page, followed by the
    other frames of a frameset. ``pages`` are the content pages: without entrances, error pages and included fragments.
    """

    crawl: Crawl
    site: Site
    lexicon: Lexicon
    plan: Plan
    models: Mapping[str, PageModel]
    captures: Mapping[str, Capture]
    skips: Mapping[str, Skip]
    homes: tuple[PageModel, ...] = ()
    pages: tuple[PageModel, ...] = field(default=())
    words: WordList | None = None
    answers: Answers = field(default_factory=dict)
    """What the link stage brought."""

    def asides(self, purpose: Purpose) -> tuple[Capture, ...]:
        """What was asked beside the crawl for that purpose."""
        return tuple(capture for capture in self.crawl.asides if capture.purpose == purpose)

    @property
    def home(self) -> PageModel | None:
        """The home page, when it was read."""
        return self.homes[0] if self.homes else None

    def on_site(self, address: str) -> bool:
        """Whether the address can be a page of this site."""
        hosts = [self.crawl.entry, *(home.final_address for home in self.homes)]
        return may_be_page(address) and any(same_host(address, host) for host in hosts)

    def capture(self, address: str) -> Capture | None:
        """The crawl's answer to an address of the site, or to another spelling of it."""
        return self._find(address)

    def _find(self, address: str) -> Capture | None:
        address = self.crawl.aliases.get(address, address)
        return next((self.captures[key] for key in spellings(path_key(address)) if key in self.captures), None)

    def model(self, address: str) -> PageModel | None:
        """The page an address leads to, through entrances (refresh, frame), when it was read."""
        for _ in range(_HOPS):
            capture = self._find(address)
            found = self.models.get(path_key(capture.address)) if capture else None
            if found is None or found.kind is not PageKind.STUB:
                return found
            targets = entrances(found)
            if not targets:
                return None
            address = targets[0]
        return None

    def tier(self, model: PageModel) -> Tier:
        """In which tier the page was fetched."""
        capture = self.captures.get(path_key(model.address))
        return capture.tier if capture else Tier.OTHER

    def gone(self, address: str) -> bool:
        """Whether the site itself says that there is no such page (404, 410, or a page that says so)."""
        capture = self._find(address)
        if capture is None:
            return False
        model = self.models.get(path_key(capture.address))
        confirmed = capture.status in _GONE and capture.failure in (None, Reason.GONE)
        return confirmed or (model is not None and (model.soft_404 or model.kind is PageKind.ERROR))

    def unseen(self, address: str) -> Reason | None:
        """Why the content behind an address was not seen; ``None`` when it was, or when the site says it is gone."""
        for _ in range(_HOPS):
            capture = self._find(address)
            if capture is None:
                return self._not_asked(address)
            if self.gone(address):
                return None
            if (failure := why_failed(capture)) is not None:
                return failure
            model = self.models.get(path_key(capture.address))
            if model is None or model.kind is not PageKind.STUB:
                return None
            targets = entrances(model)
            if not targets:
                return Reason.SCRIPT
            address = targets[0]
        return Reason.UNREADABLE

    def _not_asked(self, address: str) -> Reason:
        found = next((self.skips[key] for key in spellings(path_key(address)) if key in self.skips), None)
        reason = found.reason if found else self.crawl.ended
        return reason if reason and OUTCOME_OF[reason] is Outcome.ERROR else Reason.NOT_FETCHED

    def unseen_of(self, addresses: Iterable[str]) -> frozenset[Reason]:
        """The reasons for which some of the addresses of this site were not seen."""
        found = (self.unseen(address) for address in addresses if self.on_site(address))
        return frozenset(reason for reason in found if reason is not None)


def entrances(model: PageModel) -> tuple[str, ...]:
    """Where an entrance page leads."""
    return tuple(link.address for link in model.links if link.how in _ENTRANCE)


def why_failed(capture: Capture) -> Reason | None:
    """The reason for which nothing may be said of a capture's content, ``None`` when it was read whole.

    What is the site's own fault (its 5xx, a refused connection) is a finding about the address; of what the page would
    hold it says nothing, so here it is just not fetched.
    """
    if capture.ok:
        return Reason.UNREADABLE if capture.truncated or not capture.body.strip() else None
    if capture.failure is not None and OUTCOME_OF[capture.failure] is Outcome.ERROR:
        return capture.failure
    return Reason.REFUSED_US if capture.status in _REFUSED else Reason.NOT_FETCHED


def is_page(capture: Capture) -> bool:
    """Whether a capture holds a whole page (HTML) rather than a file, a script, a torso or nothing."""
    kind = capture.header("content-type").lower()
    if why_failed(capture) is not None:
        return False
    if kind and "html" not in kind and "text/plain" not in kind:
        return False
    return may_be_page(capture.final_address or capture.address) and b"<" in capture.body[:4096]


def survey(
    crawl: Crawl,
    site: Site,
    models: Sequence[PageModel],
    *,
    lexicon: Lexicon,
    plan: Plan,
    words: WordList | None = None,
    answers: Answers | None = None,
) -> Survey:
    """Put the pages read (one per capture that is a page) side by side."""
    captures: dict[str, Capture] = {}
    ordered = sorted(crawl.captures, key=lambda capture: capture.address)
    for capture in ordered:
        captures.setdefault(path_key(capture.address), capture)
    for capture in ordered:
        if capture.ok:
            captures.setdefault(path_key(capture.final_address), capture)
    skips = {path_key(skip.address): skip for skip in sorted(crawl.skipped, reverse=True)}
    by_key = {path_key(model.address): model for model in sorted(models, key=lambda model: model.address, reverse=True)}
    bare = Survey(crawl, site, lexicon, plan, by_key, captures, skips)
    fragments = {path_key(address) for model in models for address in model.identity.footer_from_script}
    content = {
        path_key(model.address): model
        for model in models
        if model.kind not in (PageKind.STUB, PageKind.ERROR)
        and not model.soft_404
        and path_key(model.address) not in fragments
    }
    # Two addresses that ended at one page are one page.
    once: dict[str, PageModel] = {}
    for key in sorted(content):
        once.setdefault(path_key(content[key].final_address or content[key].address), content[key])
    pages = tuple(once[key] for key in sorted(once))
    homes = _homes(bare)
    names = [str(home.identity.site_name.value or "") for home in homes if home.identity.site_name is not None]
    here = lexicon.at(places_of(site.name, *names))
    return Survey(crawl, site, here, plan, by_key, captures, skips, homes, pages, words, answers or {})


def _inside(seen: Survey, home: PageModel) -> list[PageModel]:
    """The pages of the site that the home page shows in frames: a visitor sees them as parts of it."""
    shown = [frame for link in home.links if link.how == "frame" and (frame := seen.model(link.address)) is not None]
    once = {frame.address: frame for frame in shown if frame.address != home.address}
    return [once[address] for address in sorted(once)]


def _homes(seen: Survey) -> tuple[PageModel, ...]:
    entry: str = seen.crawl.entry
    if seen.crawl.saved_copy and not entry.endswith("/"):
        return ()  # a folder without a home page is entered at any of its pages
    for _ in range(_HOPS):
        capture = seen._find(entry)
        model = seen.models.get(path_key(capture.address)) if capture else None
        if model is None or model.kind is PageKind.ERROR or model.soft_404:
            return ()
        if model.kind is not PageKind.STUB:
            return (model, *_inside(seen, model))
        framed = [link.address for link in model.links if link.how == "frame"]
        if framed:
            found = [frame for address in framed if (frame := seen.model(address)) is not None]
            return tuple(sorted(found, key=lambda frame: (-len(frame.links), frame.address)))
        targets = entrances(model)
        if not targets:
            return ()
        entry = targets[0]
    return ()
