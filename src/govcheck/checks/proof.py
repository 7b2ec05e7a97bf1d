"""Evidence: what a statement rests on, as others can look it up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from govcheck.checks.values import LONGEST, Seen
from govcheck.pack.catalogue import CATALOGUE
from govcheck.records.population import Member, Reading
from govcheck.records.result import AbsenceEvidence, Evidence, PageEvidence, WireEvidence

MOST_SEARCHED: Final = 50
MOST_VALUES: Final = 20


def is_wire(population: str) -> bool:
    """Whether a population holds facts of the wire."""
    spec = CATALOGUE.get(population)
    return spec is not None and spec.wire


def evidence(seen: Seen, value: object = None) -> tuple[Evidence, ...]:
    """The evidence of a value read; ``value`` in its place where the judgement rests on a part of it."""
    shown = jsonable(seen.value if value is None else value)
    return place(seen.member, seen.population, seen.field, seen.reading, shown)


def place(member: Member, population: str, name: str, reading: Reading, shown: object) -> tuple[Evidence, ...]:
    """The evidence of a reading of a member; none when nobody saw the member itself."""
    sighting = reading.seen or member.seen
    if is_wire(population):
        fetched = sighting.fetched_at.replace(microsecond=0) if sighting else None
        return (WireEvidence(member.name, name, shown, fetched, reading.excerpt),)
    if sighting is None:
        return ()
    return (
        PageEvidence(
            sighting.address,
            sighting.final_address,
            sighting.fetched_at.replace(microsecond=0),  # as reports print it
            sighting.status,
            sighting.sha256,
            reading.css,
            reading.xpath,
            reading.excerpt[:LONGEST],
            shown,
            reading.how,
        ),
    )


def absence(searched: Iterable[str], names: Iterable[str], nearest: Iterable[str] = ()) -> AbsenceEvidence:
    """The evidence of something not found: at most 50 of the addresses searched."""
    places = sorted(set(searched))
    return AbsenceEvidence(tuple(places[:MOST_SEARCHED]), tuple(names), tuple(nearest))


def jsonable(value: object) -> object:
    """A value as JSON has it; long texts and lists are cut."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    if isinstance(value, tuple | list):
        return [jsonable(one) for one in value[:MOST_VALUES]]
    return value
