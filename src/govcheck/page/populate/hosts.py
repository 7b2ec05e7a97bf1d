"""The hosts of the site, from facts of the wire."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from govcheck.outcome import Reason
from govcheck.pack.catalogue import CATALOGUE
from govcheck.page.populate.host_ipv6 import ipv6_fields, unread
from govcheck.page.populate.kin import Kin, kin
from govcheck.page.populate.members import population
from govcheck.page.populate.survey import Survey
from govcheck.page.populate.transport import transport_fields
from govcheck.records.population import PERHAPS, Field, Member, Population, Reading, Unknown
from govcheck.records.wire import HostFacts, HostRole


def hosts(seen: Survey) -> Population:
    """The hosts asked about; a saved copy has none."""
    if seen.crawl.saved_copy or not seen.crawl.hosts:
        return population("host", (), [Reason.NOT_FETCHED])
    known = kin(seen)
    asked = {facts.host: _member(seen, facts, known) for facts in seen.crawl.hosts}
    return population("host", [*asked.values(), *_left_out(seen, known, asked.keys())], ())


def _member(seen: Survey, facts: HostFacts, known: Kin) -> Member:
    fields: dict[str, Field] = {
        "name": Reading(facts.host, "address"),
        "roles": Reading(facts.roles or ((HostRole.HOME.value,) if facts.host == known.home else ()), "link"),
    }
    wire = ipv6_fields(seen, facts, known) | transport_fields(seen, facts)
    return Member(facts.host, facts.host, facts.host, fields | wire)


def _left_out(seen: Survey, known: Kin, asked: Collection[str]) -> Iterator[Member]:
    """Hosts of which some rule speaks and that were not asked about: there, and unknown. Of a home page that was not read
    nobody knows what it loads and links: one member without a name stands for all of that.
    """
    home = next((facts for facts in seen.crawl.hosts if facts.host == known.home), None)
    why = unread(seen, home)
    beside = tuple(sorted(seen.plan.host_roles - {HostRole.HOME.value}))
    if why is not None and beside:
        nobody: dict[str, Field] = dict.fromkeys(CATALOGUE["host"].fields, Unknown(why, "the home page was not read"))
        nobody |= {"name": Reading(PERHAPS, "link"), "roles": Reading(beside, "link")}
        yield Member(PERHAPS, PERHAPS, seen.crawl.entry, nobody)
    for one in known.hosts:
        roles = tuple(role for role in one.roles if role in seen.plan.host_roles)
        if roles and one.host not in asked:
            unknown = Unknown(Reason.BUDGET, f"{one.host} was not asked about")
            fields: dict[str, Field] = dict.fromkeys(CATALOGUE["host"].fields, unknown)
            fields |= {"name": Reading(one.host, "address"), "roles": Reading(roles, "link")}
            yield Member(one.host, one.host, one.host, fields)
