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

    @property
    def populations(self) -> frozenset[str]:
        """The populations that some rule quantifies over or relates to."""
        return frozenset(self.fields)

    @property
    def all_extracts(self) -> tuple[Extract, ...]:
        """Every extract once, in a fixed order: what the reader of a page is given."""
        once = {extract.key: extract for listed in self.extracts.values() for extract in listed}
        return tuple(once[key] for key in sorted(once))

    def wants(self, population: str, name: str) -> bool:
        """Whether some rule looks at that field."""
        return name in self.fields.get(population, frozenset())


def _needs(rule: Rule) -> Iterator[Need]:
    yield from rule.subjects.needs()
    yield from rule.check.needs(rule.subjects.each)


def make_plan(rules: Sequence[Rule]) -> Plan:
    """Add up what the rules look at; the order of the rules does not matter."""
    fields: dict[str, set[str]] = {}
    extracts: dict[str, dict[str, Extract]] = {}
    probes: set[str] = set()
    for rule in rules:
        if not rule.enabled:
            continue
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
    )
