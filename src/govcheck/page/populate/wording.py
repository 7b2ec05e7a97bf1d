"""Wrong wording: one member for each place, what a template repeats on every page once."""

from __future__ import annotations

from collections import Counter

from govcheck.page.model import PageModel
from govcheck.page.noticed import WordingHit
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Member, Population, Reading
from govcheck.urls import path_key

FRAME = "frame"
"""Where a hit stands that belongs to what the pages share: header, navigation, footer."""


def wording(seen: Survey, pages: Population) -> Population:
    """The places; open as the population of pages is."""
    models = {model.address: model for model in (*seen.homes, *seen.pages)}
    members: list[Member] = []
    shared: set[tuple[str, str]] = set()
    for address in sorted(models):
        counted: Counter[str] = Counter()
        for hit in models[address].noticed.wording:
            if hit.where == FRAME:
                if (hit.wrong, hit.excerpt) in shared:
                    continue
                shared.add((hit.wrong, hit.excerpt))
            counted[hit.wrong] += 1
            members.append(_member(models[address], hit, counted[hit.wrong]))
    return population("wording_hit", members, pages.open_reasons, searched=models)


def _member(model: PageModel, hit: WordingHit, ordinal: int) -> Member:
    def read(value: str) -> Reading:
        return Reading(value, hit.where, excerpt=hit.excerpt)

    fields = {
        "wrong": read(hit.wrong),
        "right": read(hit.right),
        "severity": read(hit.severity),
        "category": read(hit.category),
        "lexicon": read(hit.lexicon),
        "page": read(model.address),
        "verdict": read("wrong" if hit.sure else "suspicious"),
    }
    key = f"{path_key(model.address)}#{hit.wrong}#{ordinal}"
    return Member(key, f"{hit.wrong}→{hit.right}", model.address, fields, sighting(model))
