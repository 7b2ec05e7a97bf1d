"""Which stored bodies hold numbers of persons: named beside the archive, so that nobody passes it on unawares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govcheck.engine.careful import POPULATION
from govcheck.records.population import Population, Reading


def personal_bodies(populations: Mapping[str, Population]) -> list[dict[str, Any]]:
    """Each page or attachment once, by address, with what sorts of numbers it holds; never a number."""
    found = populations.get(POPULATION)
    bodies: dict[str, tuple[str, set[str]]] = {}
    for member in found.members if found is not None else ():
        kind = member.get("kind")
        digest = member.seen.sha256 if member.seen is not None else ""
        _digest, kinds = bodies.setdefault(member.url, (digest, set()))
        if isinstance(kind, Reading):
            kinds.add(str(kind.value))
    return [
        {"address": address, "sha256": digest, "kinds": sorted(kinds)}
        for address, (digest, kinds) in sorted(bodies.items())
    ]
