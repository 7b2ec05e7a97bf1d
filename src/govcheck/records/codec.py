"""Populations to and from JSON: compact rows, exact round trip.

A member is ``[key, name, url, {field: …}, seen]``; a reading ``[value, how, confidence, excerpt, css, xpath]`` with empty
ends cut off and high confidence written ``0``; an unknown ``{"?": reason, "d": detail}``. JSON has no dates: a date is
``{"d": …}``, a moment ``{"t": …}`` (ISO), so that no text is ever taken for one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from govcheck.outcome import Confidence, Reason
from govcheck.records.population import Field, Member, Population, Reading, Scalar, Sighting, Unknown, Value

JSON: TypeAlias = Any
"""What ``json`` makes of a text."""

_CONFIDENCE: Final = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
_PLAIN_READING: Final[list[JSON]] = [None, "", 0, "", "", "", None]


def _scalar_out(value: Scalar) -> JSON:
    if isinstance(value, datetime):
        # The fold tells the two moments of a repeated hour apart; isoformat leaves it out.
        return {"t": value.isoformat(), "f": 1} if value.fold else {"t": value.isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else value


def _scalar_in(stored: JSON) -> Scalar:
    if isinstance(stored, dict):
        if "t" in stored:
            return datetime.fromisoformat(stored["t"]).replace(fold=stored.get("f", 0))
        return date.fromisoformat(stored["d"])
    found: Scalar = stored
    return found


def _value_out(value: Value) -> JSON:
    if value is None:
        return None
    return [_scalar_out(one) for one in value] if isinstance(value, tuple) else _scalar_out(value)


def _value_in(stored: JSON) -> Value:
    if stored is None:
        return None
    return tuple(_scalar_in(one) for one in stored) if isinstance(stored, list) else _scalar_in(stored)


def field_to_json(field: Field) -> JSON:
    """One field."""
    if isinstance(field, Unknown):
        return {"?": field.reason.value, "d": field.detail} if field.detail else {"?": field.reason.value}
    row = [
        _value_out(field.value),
        field.how,
        _CONFIDENCE.index(field.confidence),
        field.excerpt,
        field.css,
        field.xpath,
        _sighting_out(field.seen),
    ]
    while len(row) > 1 and row[-1] == _PLAIN_READING[len(row) - 1]:
        row.pop()
    return row


def field_from_json(stored: JSON) -> Field:
    """The inverse of :func:`field_to_json`."""
    if isinstance(stored, dict):
        return Unknown(Reason(stored["?"]), stored.get("d", ""))
    row: list[JSON] = list(stored) + _PLAIN_READING[len(stored) :]
    value, how, confidence, excerpt, css, xpath, seen = row
    return Reading(_value_in(value), how, _CONFIDENCE[confidence], excerpt, css, xpath, _sighting_in(seen))


def _sighting_out(seen: Sighting | None) -> JSON:
    if seen is None:
        return None
    return [seen.address, seen.final_address, _scalar_out(seen.fetched_at), seen.status, seen.sha256]


def _sighting_in(stored: JSON) -> Sighting | None:
    if stored is None:
        return None
    fetched = _scalar_in(stored[2])
    if not isinstance(fetched, datetime):
        raise TypeError(f"not a moment: {fetched!r}")
    return Sighting(stored[0], stored[1], fetched, stored[3], stored[4])


def member_to_json(member: Member) -> JSON:
    """One member, its fields in a fixed order."""
    fields = {name: field_to_json(member.fields[name]) for name in sorted(member.fields)}
    return [member.key, member.name, member.url, fields, _sighting_out(member.seen)]


def member_from_json(stored: JSON) -> Member:
    """The inverse of :func:`member_to_json`."""
    key, name, url, fields, seen = stored
    return Member(key, name, url, {name: field_from_json(one) for name, one in fields.items()}, _sighting_in(seen))


def population_to_json(population: Population) -> JSON:
    """One population."""
    return {
        "name": population.name,
        "open": [reason.value for reason in population.open_reasons],
        "known": population.known,
        "searched": list(population.searched),
        "members": [member_to_json(member) for member in population.members],
    }


def population_from_json(stored: JSON) -> Population:
    """The inverse of :func:`population_to_json`.

    Raises:
        KeyError, ValueError, TypeError: the JSON is not a population.
    """
    return Population(
        stored["name"],
        tuple(member_from_json(member) for member in stored["members"]),
        tuple(Reason(reason) for reason in stored["open"]),
        stored["known"],
        tuple(stored["searched"]),
    )


def dumps(populations: Mapping[str, Population]) -> str:
    """Populations as one compact JSON text, byte-identical for equal populations."""
    stored = [population_to_json(populations[name]) for name in sorted(populations)]
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> dict[str, Population]:
    """The inverse of :func:`dumps`."""
    found = [population_from_json(stored) for stored in json.loads(text)]
    return {population.name: population for population in found}
