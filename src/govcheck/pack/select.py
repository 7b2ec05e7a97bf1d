"""Which rules a site is judged by (DESIGN §4): national and regional packs, or those asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from govcheck.outcome import Confidence
from govcheck.pack.load import LoadedPack
from govcheck.pack.region import prefix, within
from govcheck.pack.rule import InForce, Rule
from govcheck.records.site import Inference, Site


def judged_at(dates: InForce, as_of: date) -> bool:
    """Whether something with these dates is judged at ``as_of``: in force, or still within its ``judged_until``."""
    last = dates.judged_until or dates.until
    return (dates.since is None or dates.since <= as_of) and (last is None or as_of <= last)


def select(
    packs: Sequence[LoadedPack], site: Site, inferred: Inference | None, as_of: date, explicit: bool
) -> tuple[Rule, ...]:
    """The enabled rules for a site, in the order of the packs.

    ``inferred`` is the region read from the pages when the list states none; a low confidence counts as unknown. Packs of
    other regions or out of their time are left out, or with ``explicit`` (asked for by name) marked 对照检查; when the
    site's region is not known, a pack asked for is not 对照检查: its rules carry its region, and the engine asks whose
    duty it is. Where one pack extends another and both are chosen, its version of a rule stands. Without
    ``explicit`` the dates of single rules are left to the engine.
    """
    code = site.region
    if not code and inferred is not None and inferred.confidence is not Confidence.LOW:
        code = inferred.value
    chosen: dict[str, tuple[LoadedPack, Rule]] = {}
    for pack in packs:
        here, now = within(pack.region, code), judged_at(pack.in_force, as_of)
        if not (here and now) and not explicit:
            continue
        foreign = not now or (bool(code) and not here)
        for rule in pack.rules:
            held = chosen.get(rule.id)
            if held is None or held[0].id in pack.extends:
                compared = explicit and (foreign or not judged_at(rule.in_force, as_of))
                chosen[rule.id] = (pack, _compared(rule, pack) if compared else rule)
    return tuple(rule for _pack, rule in chosen.values() if rule.enabled)


def _compared(rule: Rule, pack: LoadedPack) -> Rule:
    """The rule for 对照检查: its pack's own region no longer keeps it from being looked at."""
    region = prefix(pack.region) if pack.region else None
    regions = tuple(code for code in rule.applies.regions if code != region)
    return replace(rule, comparison=True, applies=replace(rule.applies, regions=regions))
