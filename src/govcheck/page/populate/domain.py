"""The domain: how its name is built, whether its twins lead to the same site, which other names the site has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from govcheck.outcome import OUTCOME_OF, Confidence, Outcome, Reason
from govcheck.page.alike import Alike, compare, sight
from govcheck.page.identifiers import host_key, is_real
from govcheck.page.populate.names import may_be_page
from govcheck.page.populate.survey import Survey, why_failed
from govcheck.records.capture import Capture
from govcheck.records.population import Field, Reading, Unknown
from govcheck.records.question import Purpose
from govcheck.records.site import Kind, Level
from govcheck.urls import host_of, path_key, registrable

_SUFFIXES: Final = (".gov.cn", ".政务", ".xn--zfr164b")
_CHINESE: Final = (".政务", ".xn--zfr164b")
_FIRST_PAGES: Final = ("", "/", "/index", "/index.html", "/index.htm", "/index.shtml", "/index.jsp", "/index.php")
_USUAL_PORTS: Final = (None, 80, 443)
_NO_NAME: Final = ("dns: nxdomain", "dns: no address")
_WWW: Final = "www."


def own_host(seen: Survey) -> str:
    """The name by which the site goes: where its home page lies, if that is another host of the same domain."""
    entry = host_of(seen.crawl.entry)
    home = host_of(seen.home.final_address) if seen.home is not None else entry
    return home if registrable(home) == registrable(entry) else entry


def twin_of(host: str) -> str:
    """The same name with or without ``www.``; empty where there cannot be one."""
    if not is_real(host) and not host.endswith((".test", ".localhost", ".example")):
        return ""
    return host.removeprefix(_WWW) if host.startswith(_WWW) and host.count(".") > 1 else _WWW + host


def further_hosts(seen: Survey) -> tuple[str, ...]:
    """The names that the site list gives beside the site's own, twins left out."""
    own = {host_key(own_host(seen)), host_key(seen.crawl.entry)}
    named = [host_of(one) if "://" in one else one.strip().lower() for one in seen.site.aliases]
    return tuple(dict.fromkeys(host for host in named if host_key(host) and host_key(host) not in own))


def domain_fields(seen: Survey) -> dict[str, Field]:
    """``registrable``, ``domain_shape``, ``twins`` and ``other_domains`` of the site."""
    host = own_host(seen)
    shape, twins = _shape(seen, host), _twins(seen, host)
    if shape.value == "bare" and isinstance(twins, Reading) and twins.value in ("same", "redirect"):
        shape = replace(shape, value="portal", excerpt=f"{host}；{twins.excerpt}"[:200])  # the www name leads there as well
    return {
        "registrable": Reading(registrable(host), "address"),
        "domain_shape": shape,
        "twins": twins,
        "other_domains": _others(seen, host),
    }


def _shape(seen: Survey, host: str) -> Reading:
    """How the name is built. Whether its words are the body's name in pinyin is not judged."""
    if not is_real(host):
        return Reading("other", "address", Confidence.LOW, host)
    suffix = next((one for one in _SUFFIXES if host.endswith(one)), "")
    if not suffix:
        return Reading("other", "address", Confidence.HIGH, host)
    listed = urlsplit(seen.site.url or seen.crawl.entry)
    if _odd_place(listed.path, listed.port if "[" not in listed.netloc else None):
        # A place below another site's name, or on a port of its own: perhaps only how the list writes it.
        return Reading("other", "address", Confidence.LOW, listed.geturl()[:200])
    if suffix in _CHINESE:
        return Reading("portal", "address", Confidence.MEDIUM, host)
    labels = host.removesuffix(suffix).split(".")
    own = labels[1:] if labels[0] == "www" else labels
    if len(own) == 1:
        word = "portal" if labels[0] == "www" else "bare"
        if _of_the_nation(seen) and word == "portal":
            word = "department"  # below www.gov.cn, as the State Council's departments are
        sure = Confidence.HIGH if any(letter.isalpha() for letter in own[0]) else Confidence.LOW
        return Reading(word, "address", sure, host)
    return Reading("department" if len(own) == 2 else "deep", "address", Confidence.HIGH, host)


def _odd_place(path: str, port: int | None) -> bool:
    return port not in _USUAL_PORTS or path.lower() not in _FIRST_PAGES


def _of_the_nation(seen: Survey) -> bool:
    nation = seen.site.level is Level.NATION or seen.site.site_code.lower().startswith("bm")
    return nation and seen.site.kind is not Kind.PORTAL


def _twins(seen: Survey, host: str) -> Field:
    if seen.crawl.saved_copy:
        return Unknown(Reason.SAVED_COPY, "a saved copy has no name to be asked for")
    twin = twin_of(host)
    if not twin:
        return Reading("none", "address", Confidence.HIGH, host)
    if seen.home is None:
        return Unknown(seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED, "the home page was not read")
    answers = [capture for capture in seen.asides(Purpose.TWIN) if host_of(capture.address) == twin]
    return _best([_leads(seen, capture, host) for capture in answers])


def _best(found: list[Field]) -> Field:
    """What a visitor gets at best: over http or https."""
    if not found:
        return Unknown(Reason.NOT_FETCHED, "not asked for")
    known = [one for one in found if isinstance(one, Reading)]
    for word in ("redirect", "same", "differs"):
        if stated := next((one for one in known if one.value == word), None):
            return stated
    unseen = next((one for one in found if isinstance(one, Unknown)), None)
    if unseen is not None:
        return unseen
    return next((one for one in known if one.value == "dead"), known[0])


def _leads(seen: Survey, capture: Capture, host: str) -> Field:
    """What a name leads to."""
    final = host_of(capture.final_address or capture.address)
    why = capture.detail or (f"http {capture.status}" if capture.status else "")
    if capture.failure is Reason.GONE:
        none = capture.status is None and capture.detail.startswith(_NO_NAME)
        return Reading("none" if none else "dead", "dns" if none else "wire", Confidence.HIGH, f"{capture.address} {why}")
    if capture.failure is None and capture.status in (404, 410):
        return Reading("dead", "wire", Confidence.HIGH, f"{capture.address} http {capture.status}")
    if capture.failure is Reason.NOTHING_TO_JUDGE:
        return Unknown(capture.failure, "the site was dialled at given addresses")
    if (failed := why_failed(capture)) is not None:
        return Unknown(failed, f"{capture.address} {why}"[:200])
    if final == host:
        return Reading("redirect", "wire", Confidence.HIGH, f"{capture.address} → {capture.final_address}"[:200])
    return _content(seen, capture, host)


def _content(seen: Survey, capture: Capture, host: str) -> Field:
    home = seen.captures.get(path_key(seen.home.address)) if seen.home is not None else None
    there = sight(capture)
    if any(host_of(address) == host for address in there.leads_to):
        return Reading("redirect", "page", Confidence.HIGH, f"{capture.address} → {there.leads_to[0]}"[:200])
    if home is None:
        return Unknown(Reason.NOT_FETCHED, "nothing to compare with")
    like = compare(sight(home), there)
    shown = f"{capture.final_address} {there.title}"[:200]
    if like is Alike.SAME:
        return Reading("same", "page", Confidence.HIGH, shown)
    if like is Alike.UNREAD:
        return Unknown(Reason.SCRIPT, f"{capture.final_address}: shows nothing without its scripts")
    sure = Confidence.HIGH if like is Alike.DIFFERENT or there.default else Confidence.LOW
    return Reading("differs", "page", sure, shown)


def _others(seen: Survey, host: str) -> Field:
    """Further registrable domains. One that the site list names but nobody saw alive is perhaps given up already."""
    found: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    for name, proof, alive in _names(seen):
        domain = registrable(name)
        if not is_real(name) or domain == registrable(host) or name.endswith(_CHINESE):
            continue
        (found if alive else doubtful).setdefault(domain, proof)
    if found:
        return Reading(tuple(sorted(found)), "wire", Confidence.HIGH, "；".join(found[one] for one in sorted(found))[:200])
    if doubtful:
        proof = "；".join(doubtful[one] for one in sorted(doubtful))[:200]
        return Reading(tuple(sorted(doubtful)), "list", Confidence.LOW, proof)
    return Reading((), "wire")


def _names(seen: Survey) -> Iterator[tuple[str, str, bool]]:
    """Other names, what tells of them, and whether they were seen to lead to the site."""
    entry, home = seen.crawl.entry, seen.home
    if home is not None and registrable(host_of(entry)) != registrable(host_of(home.final_address)):
        yield host_of(home.final_address), f"{entry} → {home.final_address}", True
    answers = {host_of(capture.address): capture for capture in seen.asides(Purpose.TWIN)}
    for name in further_hosts(seen):
        capture = answers.get(_ascii(name))
        if capture is None:
            yield name, f"list={name}", False
        elif not _given_up(capture):
            alive = capture.ok and may_be_page(capture.final_address)
            yield name, f"list={name} {capture.final_address}", alive and _ours(seen, capture)


def _ours(seen: Survey, capture: Capture) -> bool:
    found = _leads(seen, capture, own_host(seen))
    return isinstance(found, Reading) and found.value in ("same", "redirect")


def _given_up(capture: Capture) -> bool:
    """Whether the name is no longer there, or leads nowhere."""
    gone = capture.failure is Reason.GONE or (capture.failure is None and capture.status in (404, 410))
    return gone and (capture.failure is None or OUTCOME_OF[capture.failure] is not Outcome.ERROR)


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def to_ask(seen: Survey) -> Iterable[str]:
    """The addresses asked for: the twin (where the home page is https, both ways), then the further names."""
    host = own_host(seen)
    home = seen.home.final_address if seen.home is not None else seen.crawl.entry
    parts = urlsplit(home)
    port = f":{parts.port}" if parts.port not in _USUAL_PORTS else ""
    if twin := twin_of(host):
        for scheme in dict.fromkeys(("http", parts.scheme)) if not port else (parts.scheme,):
            yield f"{scheme}://{_ascii(twin)}{port}/"
    for name in further_hosts(seen):
        yield f"http://{_ascii(name)}/"
