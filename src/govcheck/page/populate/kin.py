"""Hosts that belong with a site: its own names, those its home page loads from, those its links lead to, and its systems.

Of a portal (``www.x.gov.cn``) everything under ``x.gov.cn`` lies within; of a department's site (``y.x.gov.cn``) only what
lies under that name, since the rest of the registrable domain is other people's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govcheck.page.loaded import loaded
from govcheck.page.model import PageModel
from govcheck.page.populate.survey import Survey
from govcheck.records.question import HostQuestion
from govcheck.records.wire import HostRole
from govcheck.urls import host_of, is_address, path_key, same_host

_LINKED: Final = frozenset({"href", "onclick", "script"})

_PRESCRIBED: Final = ("conac.cn", "zfwzgl.www.gov.cn", "beian.gov.cn", "beian.mps.gov.cn", "beian.miit.gov.cn", "12377.cn")
"""Hosts of badges and entries that a site has to load: what they lack is none of its doing."""


@dataclass(frozen=True, slots=True)
class Kin:
    """``inner``: every second- and third-level link within the site, once, by its host. ``hosts``: what is asked about,
    most linked first, in each role.
    """

    home: str
    inner: tuple[tuple[str, int], ...]
    """Hosts that inner links lead to, and how many addresses on each."""
    hosts: tuple[HostQuestion, ...]


def kin(seen: Survey) -> Kin:
    """The hosts beside which a site is looked at. Pure; of a home page that was not read only its own host is known."""
    home = seen.home.final_address if seen.home is not None else seen.crawl.entry
    host = host_of(home)
    roles: dict[str, set[str]] = {host: {HostRole.HOME.value}}
    address: dict[str, str] = {host: home}
    counts: dict[str, int] = {}
    for target in sorted(_inner(seen, home, host)):
        found = host_of(target)
        counts[found] = counts.get(found, 0) + 1
        roles.setdefault(found, set()).add(HostRole.INNER.value)
        address.setdefault(found, target)
        if not _own(seen, target, home):
            roles[found].add(HostRole.SUBORDINATE.value)
    for target in sorted(_resources(seen)):
        found = host_of(target)
        if found and found != host and not is_address(found) and not found.endswith(_PRESCRIBED):
            roles.setdefault(found, set()).add(HostRole.RESOURCE.value)
            address.setdefault(found, target)
    ordered = sorted(roles, key=lambda name: (name != host, -counts.get(name, 0), name))
    asked = tuple(HostQuestion(name, address[name], tuple(sorted(roles[name]))) for name in ordered)
    return Kin(host, tuple(sorted(counts.items())), asked)


def base_of_site(host: str) -> str:
    """The name under which everything is the site's own."""
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _inner(seen: Survey, home: str, host: str) -> set[str]:
    """Addresses within the site that its home page links (second level), and that those pages link (third level)."""
    if is_address(host) or "." not in host:
        return set()
    base = base_of_site(host)

    def within(target: str) -> bool:
        found = host_of(target)
        return found == base or found.endswith("." + base) or any(same_host(target, one) for one in _names(seen))

    second = {target for one in seen.homes for target in _links(one) if within(target)}
    third = {
        target
        for address in sorted(second)
        if (model := seen.model(address)) is not None and model not in seen.homes
        for target in _links(model)
        if within(target)
    }
    own = {home, seen.crawl.entry, *(one.address for one in seen.homes)}
    return {target for target in second | third if target not in own}


def _links(model: PageModel) -> Iterator[str]:
    return (
        link.address for link in model.links if link.how in _LINKED and link.address.startswith(("http://", "https://"))
    )


def _resources(seen: Survey) -> set[str]:
    """What the home page loads: style sheets, scripts, pictures, frames."""
    found: set[str] = set()
    for one in seen.homes:
        capture = seen.captures.get(path_key(one.address))
        found |= set(one.noticed.resources or (loaded(capture) if capture is not None and capture.ok else ()))
    return {target for target in found if target.startswith(("http://", "https://"))}


def _names(seen: Survey) -> tuple[str, ...]:
    """The site's further names, as addresses."""
    return tuple(one if "://" in one else f"http://{one}/" for one in seen.site.aliases)


def _own(seen: Survey, target: str, home: str) -> bool:
    """Whether the address lies on one of the site's own names: not another system."""
    return any(same_host(target, one) for one in (home, *_names(seen)))
