"""The hosts of the site, from facts of the wire."""

from __future__ import annotations

from govcheck.outcome import Reason
from govcheck.page.populate.members import population
from govcheck.page.populate.survey import Survey
from govcheck.records.capture import HostFacts
from govcheck.records.population import Field, Member, Population, Reading, Unknown


def hosts(seen: Survey) -> Population:
    """The hosts asked about; a saved copy has none."""
    if seen.crawl.saved_copy or not seen.crawl.hosts:
        return population("host", (), [Reason.NOT_FETCHED])
    return population("host", [_member(facts) for facts in seen.crawl.hosts], ())


def _member(facts: HostFacts) -> Member:
    unknown = Unknown(facts.ipv6_why or Reason.NO_DNS, facts.detail)
    aaaa: Field = Reading(facts.aaaa, "dns") if facts.aaaa is not None else unknown
    reachable: Field = unknown
    if facts.ipv6_reachable is not None:
        reachable = Reading(facts.ipv6_reachable, "dial")
    elif facts.aaaa in ("none", "nxdomain"):
        # Without an address there is nothing to dial: that is the site's own state, not a gap in our sight.
        reachable = Reading(False, "dns")
    fields: dict[str, Field] = {"name": Reading(facts.host, "address"), "aaaa": aaaa, "ipv6_reachable": reachable}
    return Member(facts.host, facts.host, facts.host, fields)
