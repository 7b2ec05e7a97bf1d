"""The plan of a run: the sum of what its rules look at (DESIGN §2). It reads ``needs()`` and subjects, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from govcheck.pack.kinds.base import Extract, Need
from govcheck.pack.rule import Rule

PROBES: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("host", "aaaa"): frozenset({"dns"}),
    ("host", "ipv6_reachable"): frozenset({"dns", "ipv6"}),
    ("host", "ipv6_status"): frozenset({"dns", "ipv6"}),
    ("host", "ipv6_success"): frozenset({"dns", "ipv6", "ipv6-dials"}),
    ("host", "ipv6_ports_missing"): frozenset({"dns", "ipv6", "ipv6-ports"}),
    ("host", "ipv6_same_content"): frozenset({"dns", "ipv6", "ipv6-content"}),
    ("host", "ipv6_inner_count"): frozenset({"dns", "ipv6"}),
    ("host", "ipv6_inner_low"): frozenset({"dns", "ipv6"}),
    ("host", "ipv6_inner_high"): frozenset({"dns", "ipv6"}),
    ("host", "ipv6_inner_share"): frozenset({"dns", "ipv6"}),
    ("host", "nameservers"): frozenset({"nameservers"}),
    ("host", "nameservers_ipv6"): frozenset({"nameservers"}),
    ("host", "https"): frozenset({"tls"}),
    ("host", "https_redirect"): frozenset({"tls"}),
    ("host", "certificate"): frozenset({"tls"}),
    ("host", "certificate_until"): frozenset({"tls"}),
    ("host", "certificate_days"): frozenset({"tls"}),
    ("host", "tls_old"): frozenset({"tls", "tls-old"}),
    ("host", "hsts_seconds"): frozenset({"tls"}),
    ("host", "headers_present"): frozenset({"headers"}),
    ("host", "headers_missing"): frozenset({"headers"}),
    ("host", "cookies_unsafe"): frozenset({"headers"}),
    ("host", "version_banner"): frozenset({"headers"}),
    ("host", "listings"): frozenset({"headers"}),
    ("host", "exposed"): frozenset({"headers"}),
}
"""Which facts of the wire need a probe beyond fetching pages. A dial over IPv6 needs the address first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rules of a run need to see.

    ``fields``: by population, the fields looked at (a population that is only counted has none). ``extracts``: by
    population, the values that rules read from pages themselves, in a fixed order. ``probes``: ``dns``, ``ipv6``.
    """

    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    extracts: Mapping[str, tuple[Extract, ...]] = field(default_factory=dict)
    probes: frozenset[str] = frozenset()
    host_roles: frozenset[str] = frozenset()
    """Which hosts beside the site's own some rule speaks of, by their role."""

    @property
    def populations(self) -> frozenset[str]:
        """The populations that some rule quantifies over or relates to."""
        return frozenset(self.fields)

    @property
    def wanted(self) -> frozenset[str]:
        """What the reader of a page must notice: populations, and fields as ``population.field``."""
        named = {f"{population}.{name}" for population, names in self.fields.items() for name in names}
        return self.populations | named

    @property
    def all_extracts(self) -> tuple[Extract, ...]:
        """Every extract once, in a fixed order: what the reader of a page is given."""
        once = {extract.key: extract for listed in self.extracts.values() for extract in listed}
        return tuple(once[key] for key in sorted(once))

    def wants(self, population: str, name: str) -> bool:
        """Whether some rule looks at that field."""
        return name in self.fields.get(population, frozenset())


def _host_roles(rule: Rule) -> frozenset[str]:
    """The roles by which a rule chooses its hosts."""
    roles = rule.subjects.where.get("roles") if rule.subjects.each == "host" else None
    if roles is None:
        return frozenset()
    return frozenset(str(one) for one in ((roles.is_,) if roles.is_ is not None else roles.in_ or ()))


def _needs(rule: Rule) -> Iterator[Need]:
    yield from rule.subjects.needs()
    yield from rule.check.needs(rule.subjects.each)


def make_plan(rules: Sequence[Rule]) -> Plan:
    """Add up what the rules look at; the order of the rules does not matter."""
    fields: dict[str, set[str]] = {}
    extracts: dict[str, dict[str, Extract]] = {}
    probes: set[str] = set()
    roles: set[str] = set()
    for rule in rules:
        if not rule.enabled:
            continue
        roles |= _host_roles(rule)
        for need in _needs(rule):
            named = fields.setdefault(need.population, set())
            if need.extract:
                extract = Extract.model_validate_json(need.field.removeprefix("x:"))
                extracts.setdefault(need.population, {})[need.field] = extract
            elif need.field:
                named.add(need.field)
                probes |= PROBES.get((need.population, need.field), frozenset())
    return Plan(
        fields={name: frozenset(fields[name]) for name in sorted(fields)},
        extracts={name: tuple(extracts[name][key] for key in sorted(extracts[name])) for name in sorted(extracts)},
        probes=frozenset(probes),
        host_roles=frozenset(roles),
    )
