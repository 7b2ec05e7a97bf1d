"""Links that someone planted, and pages that someone hijacked or replaced: the pages' own tale, joined with what was asked
beside the crawl (style sheets, scripts of others, the pages as search engines get them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page import dom, flow
from govcheck.page.links import base_of
from govcheck.page.model import PageModel
from govcheck.page.notice.cloaked import Cloak, cloak
from govcheck.page.notice.planted import find_planted
from govcheck.page.notice.scripts import Doings, doings
from govcheck.page.notice.spam import known
from govcheck.page.noticed import PlantedLink
from govcheck.page.populate.loads import page_loads
from govcheck.page.populate.members import common, page_member, population, sighting
from govcheck.page.populate.survey import Survey, why_failed
from govcheck.records.capture import Capture
from govcheck.records.population import Field, Member, Population, Reading, Unknown, Value
from govcheck.records.question import Purpose
from govcheck.text.decode import decode
from govcheck.urls import host_of, path_key, registrable, same_site
from govcheck.urls.normalise import normalise

_AS_OTHERS: Final = (Purpose.SPIDER, Purpose.REFERRED)
_SHOWN: Final = 6
"""Links named of those that were hidden together."""
_WANTED: Final = (("page", "hijacked"), ("page", "replaced"))


@dataclass(frozen=True, slots=True)
class Tampering:
    """What was done to a site. ``scripts``: what each script read does; ``cloaks``: by path of the page."""

    scripts: Mapping[str, Doings]
    cloaks: Mapping[str, tuple[Cloak, ...]]
    unread: frozenset[str] = frozenset()
    """Scripts on unknown hosts of others that were not read."""
    first: Mapping[str, str] = field(default_factory=dict)
    """Of each script, the page of which its doings are told: the home page where it loads it, else the first."""


def tampering(seen: Survey) -> Tampering:
    """Read scripts and comparisons once for the populations; nothing when no rule looks."""
    if "planted_link" not in seen.plan.populations and not any(seen.plan.wants(*one) for one in _WANTED):
        return Tampering({}, {})
    here = seen.home.final_address if seen.home is not None else seen.crawl.entry
    loaded = {address for model in seen.models.values() for address in model.noticed.scripts}
    captures = {capture.address: capture for capture in (*seen.crawl.captures, *seen.asides(Purpose.SCRIPT)) if capture.ok}
    scripts = {
        address: doings(decode(captures[address].body, captures[address].header("content-type")).text, here, address)
        for address in sorted(loaded)
        if address in captures
    }
    unread = {address for address in loaded if address not in captures and _stranger(address, here)}
    first: dict[str, str] = {}
    for model in _in_order(seen):
        for address in model.noticed.scripts:
            first.setdefault(address, model.address)
    return Tampering(scripts, _cloaks(seen), frozenset(unread), first)


def _in_order(seen: Survey) -> list[PageModel]:
    """Home page, other pages: what a template repeats is told of the first."""
    homes = {model.address for model in seen.homes}
    return [*seen.homes, *(seen.models[key] for key in sorted(seen.models) if seen.models[key].address not in homes)]


def _stranger(address: str, here: str) -> bool:
    return not same_site(address, here) and not known(address)


def _cloaks(seen: Survey) -> dict[str, tuple[Cloak, ...]]:
    asides = [capture for purpose in _AS_OTHERS for capture in seen.asides(purpose)]
    if not asides:
        return {}
    domains = {
        registrable(host_of(link.address))
        for model in (*seen.homes, *seen.pages)
        for link in model.links
        if link.address[:4] == "http"
    }
    found: dict[str, tuple[Cloak, ...]] = {}
    for other in asides:
        key = path_key(other.address)
        plain = seen.captures.get(key)
        if plain is not None and plain.ok and _comparable(other, plain):
            found[key] = (*found.get(key, ()), cloak(plain, other, domains=domains))
    return found


def _comparable(other: Capture, plain: Capture) -> bool:
    """Whether the other answer says anything: read, or sent off the site."""
    sent = bool(other.redirects) and not same_site(other.final_address, plain.final_address or plain.address)
    return why_failed(other) is None or sent


def page_facts(seen: Survey, found: Tampering, page: PageModel) -> dict[str, Field]:
    """The fields ``hijacked`` and ``replaced`` of a page."""
    cloaks = found.cloaks.get(path_key(page.address), ())
    head = (*page.noticed.hijacked, *(one for cloaked in cloaks for one in cloaked.head))
    sure = page.noticed.hijacked_sure or any(cloaked.head for cloaked in cloaks)
    hijacked = Reading(tuple(dict.fromkeys(head)), "head", _how_sure(sure)) if head else Reading(None)
    return {"hijacked": hijacked, "replaced": _replaced(found, page, cloaks)}


def _replaced(found: Tampering, page: PageModel, cloaks: Iterable[Cloak]) -> Field:
    told = [(page.noticed.replaced, page.noticed.replaced_sure)] if page.noticed.replaced else []
    told += [(f"search-visitors → {one.sent}", one.sure) for one in cloaks if one.sent]
    for address in page.noticed.scripts:
        done = found.scripts.get(address)
        if done is not None and done.replaced and found.first.get(address) == page.address:
            told.append((f"{done.replaced} ({address})", done.sure))
    if told:
        why, sure = max(told, key=lambda one: one[1])
        return Reading(why, "script", _how_sure(sure), why[:200])
    if not found.unread.isdisjoint(page.noticed.scripts):
        return Unknown(Reason.SCRIPT, "a script on another's host was not read")
    return Reading(None)


def _how_sure(sure: bool) -> Confidence:
    return Confidence.HIGH if sure else Confidence.LOW


def tampered_pages(seen: Survey, found: Tampering) -> list[Member]:
    """Pages that are no content pages any more, because someone put another in their place: they belong to the site's
    pages all the same, but of their true content nothing is known.
    """
    content = {path_key(page.address) for page in seen.pages}
    members = []
    for key in sorted(seen.models.keys() - content):
        model = seen.models[key]
        facts = {
            name: field
            for name, field in page_facts(seen, found, model).items()
            if isinstance(field, Reading) and field.value
        }
        if facts:
            told = {name: common(model)[name] for name in ("url", "title")}
            kind = Reading(model.kind.value, "page")
            members.append(page_member(seen, "page", model, {**told, "kind": kind, **page_loads(model), **facts}))
    return members


def planted_links(seen: Survey, found: Tampering, pages: Population) -> Population:
    """Each planted address once; open as the population of pages is, and while what was to be asked was not answered."""
    if "planted_link" not in seen.plan.populations:
        return population("planted_link", (), pages.open_reasons)
    held: dict[str, tuple[PageModel, PlantedLink]] = {}
    for model, link in _all(seen, found):
        before = held.get(link.address)
        if before is None or (link.sure and not before[1].sure):
            held[link.address] = (model, link)
    reasons = {*pages.open_reasons, *_unasked(seen, found)}
    # Links hidden in one place and in one way are one thing that someone did.
    places: dict[tuple[str, str, str, bool], list[tuple[PageModel, PlantedLink]]] = {}
    for address in sorted(held):
        model, link = held[address]
        places.setdefault((path_key(model.address), link.how, link.why.partition(":")[0], link.sure), []).append(
            held[address]
        )
    members = [_member(key, places[key]) for key in sorted(places)]
    return population("planted_link", members, reasons, searched=[model.address for model in seen.homes])


def _all(seen: Survey, found: Tampering) -> Iterator[tuple[PageModel, PlantedLink]]:
    told: set[str] = set()
    for model in _in_order(seen):
        for link in model.noticed.planted:
            yield model, link
        for cloaked in found.cloaks.get(path_key(model.address), ()):
            for link in cloaked.links:
                yield model, link
        for address in model.noticed.scripts:
            if address not in told and address in found.scripts:
                told.add(address)
                yield from ((model, link) for link in _written(address, found.scripts[address], model.final_address))
    for model in seen.homes:
        for link in _with_sheets(seen, model):
            yield model, link


def _written(source: str, done: Doings, here: str) -> Iterator[PlantedLink]:
    foreign = not same_site(source, here)
    how = "foreign-script" if foreign else "script"
    for one in done.written:
        yield PlantedLink(
            one.address, one.words, how, f"{one.why}: {one.spam}" if one.spam else one.why, source[:200], "", bool(one.spam)
        )
    if foreign and done.written:
        sure = any(one.spam for one in done.written)
        yield PlantedLink(source, "", how, f"writes: {host_of(done.written[0].address)}", "", "", sure)


def _with_sheets(seen: Survey, model: PageModel) -> tuple[PlantedLink, ...]:
    """The page once more with its style sheets."""
    sheets = [decode(one.body, one.header("content-type")).text for one in seen.asides(Purpose.STYLE) if one.ok]
    capture = seen.captures.get(path_key(model.address))
    if not sheets or capture is None or not capture.ok:
        return ()
    decoded = decode(capture.body, capture.header("content-type"))
    root = dom.parse(decoded.text)
    resolve = partial(normalise, base=base_of(root, model.final_address), encoding=decoded.used)
    return find_planted(root, flow.build(root), decoded.text, resolve=resolve, here=model.final_address, sheets=sheets)


def _unasked(seen: Survey, found: Tampering) -> Iterator[Reason]:
    """Why something planted may have been missed beside pages not seen."""
    spiders = seen.asides(Purpose.SPIDER)
    if not spiders:
        yield Reason.NOT_FETCHED
    yield from (why for capture in spiders if (why := why_failed(capture)) is not None)
    if found.unread:
        yield Reason.SCRIPT


def _member(place: tuple[str, str, str, bool], found: Sequence[tuple[PageModel, PlantedLink]]) -> Member:
    page, how, why, sure = place
    model, link = next((one for one in found if ": " in one[1].why), found[0])
    shown = [f"{one.words} {one.address}".strip() for _model, one in found]
    name = "；".join(shown[:_SHOWN]) + (f"……（{len(shown)}）" if len(shown) > _SHOWN else "")

    def read(value: Value) -> Reading:
        return Reading(value, how, excerpt=link.excerpt, css=link.css)

    fields = {
        "url": read(link.address),
        "links": read(tuple(one.address for _model, one in found)),
        "page": read(model.address),
        "how": read(how),
        "why": read(link.why),
        "verdict": read("planted" if sure else "suspicious"),
    }
    return Member(f"{page}#{how}#{why}" + ("" if sure else "?"), name, model.address, fields, sighting(model))
