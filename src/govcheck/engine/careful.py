"""Care for persons' numbers: what leaves a judgement as text is masked, and evidence says when its page holds such numbers.

Judging itself reads pages as they are; only here, where readings become evidence and rows to be stored, are numbers hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final, TypeVar

from govcheck.records.population import Member, Population
from govcheck.records.result import Evidence, Finding, PageEvidence, RuleResult, SiteResult
from govcheck.text.personal import mask_certain

_Record = TypeVar("_Record")

_AS_IT_IS: Final = frozenset(
    {
        "fingerprint", "check", "rules", "rule", "cites", "findings", "address", "final_address", "sha256", "url", "css",
        "xpath", "searched", "how", "duty", "status", "about", "sample", "population",
    }
)  # fmt: skip
"""What is no text of a page: names of our own, and addresses, which must still lead to the page."""

_KEYS: Final = frozenset({"key", "subject", "locator"})
"""Paths where they begin with a slash, else names."""

POPULATION: Final = "personal_number"


def personal_addresses(populations: Mapping[str, Population]) -> frozenset[str]:
    """The addresses of the pages and files on which persons' numbers were found."""
    found = populations.get(POPULATION)
    members = found.members if found is not None else ()
    named = {member.url for member in members}
    for member in members:
        if member.seen is not None:
            named |= {member.seen.address, member.seen.final_address}
    return frozenset(named)


def careful_result(result: SiteResult, populations: Mapping[str, Population]) -> SiteResult:
    """The judgement with persons' numbers masked in every text that quotes a page, and its evidence marked."""
    personal = personal_addresses(populations)
    findings = tuple(_finding(one, personal) for one in result.findings)
    results = tuple(_rule_result(one, personal) for one in result.results)
    return replace(result, findings=findings, results=results)


def _finding(one: Finding, personal: frozenset[str]) -> Finding:
    marked = tuple(_marked(piece, personal) for piece in one.evidence)
    touched = any(isinstance(piece, PageEvidence) and piece.personal for piece in marked)
    return _masked(replace(one, evidence=marked), personal=touched)


def _rule_result(one: RuleResult, personal: frozenset[str]) -> RuleResult:
    """Only what quotes pages is gone through: there are many rules, and most rest on nothing that was quoted."""
    marked = tuple(_marked(piece, personal) for piece in one.proof)
    proof, detail = _walk(marked, bool(personal)), _walk(one.detail, bool(personal))
    same = detail is one.detail and all(new is old for new, old in zip(proof, one.proof, strict=True))
    return one if same else replace(one, proof=tuple(proof), detail=detail)


def _marked(one: Evidence, personal: frozenset[str]) -> Evidence:
    held = isinstance(one, PageEvidence) and not personal.isdisjoint((one.address, one.final_address))
    return replace(one, personal=True) if isinstance(one, PageEvidence) and held else one


def careful_populations(populations: Mapping[str, Population]) -> dict[str, Population]:
    """The populations as they are stored: persons' numbers masked in names, values and excerpts."""
    personal = personal_addresses(populations)
    return {
        name: replace(population, members=tuple(_member(member, personal) for member in population.members))
        for name, population in populations.items()
    }


def _member(member: Member, personal: frozenset[str]) -> Member:
    places = {member.url} | ({member.seen.address} if member.seen is not None else set())
    return _masked(member, personal=not personal.isdisjoint(places))


def masked_texts(value: Any, *, personal: bool) -> Any:
    """Texts, lists and mappings of them with persons' numbers masked; addresses (under ``url``) stay."""
    return _walk(value, personal)


def _masked(record: _Record, *, personal: bool) -> _Record:
    changed: _Record = _walk(record, personal)
    return changed


def _walk(value: Any, personal: bool) -> Any:
    """The value with its texts masked; the same object where nothing was."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return mask_certain(value, personal=personal)
    if isinstance(value, tuple | list):
        walked = [_walk(one, personal) for one in value]
        same = all(new is old for new, old in zip(walked, value, strict=True))
        return value if same else type(value)(walked)
    if isinstance(value, Mapping):
        return _mapping(value, personal)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            old = getattr(value, field.name)
            path = field.name in _KEYS and str(old).startswith("/")
            if field.name not in _AS_IT_IS and not path and (new := _walk(old, personal)) is not old:
                changed[field.name] = new
        return replace(value, **changed) if changed else value
    return value


def _mapping(value: Mapping[Any, Any], personal: bool) -> Any:
    walked = {name: one if name in _AS_IT_IS else _walk(one, personal) for name, one in value.items()}
    return value if all(walked[name] is one for name, one in value.items()) else walked
