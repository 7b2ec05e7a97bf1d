"""What changed between two runs: new, persisting, fixed, not seen. A subject that was not looked at is never fixed.

A report does not list the subjects that pass, so that a finding is gone is no proof that it was mended. It is called fixed
only where the new run decided one of its rules, left none out by a sample, failed to see none (no subject in error), and
looked at this subject: its population was closed, or holds the subject as one whose page was read. A subject that is gone
from a closed population (taken down, grown old) is fixed too. But nothing is fixed while the same check still says
something of the same subject: at the same place for another reason, or for a person to look at. All else is not seen, with
the reason why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from govcheck.outcome import Outcome
from govcheck.records.result import Finding, RuleResult
from govcheck.report.model import RunReport, SiteReport


class Change(StrEnum):
    """What became of a finding. ``new``: not among the old run's, whether it arose or was only seen now."""

    NEW = "new"
    PERSISTING = "persisting"
    FIXED = "fixed"
    NOT_SEEN = "not-seen"


class Why(StrEnum):
    """Why a finding that is gone is not called fixed."""

    SITE = "site-not-in-run"
    UNREACHED = "site-not-reached"
    RULE = "rule-not-in-run"
    UNDECIDED = "rule-undecided"
    SAMPLE = "sample"
    OPEN = "not-all-seen"
    OTHERWISE = "another-finding"


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding and what became of it; the old one where it is gone, the new one otherwise. ``why`` for not seen alone."""

    site_id: str
    change: Change
    finding: Finding
    why: Why | None = None


Seen: TypeAlias = Mapping[str, Collection[str]]
"""By population, the keys of the members of one site whose pages were read."""


def diff(old: RunReport, new: RunReport, seen: Callable[[str], Seen] = lambda _site_id: {}) -> tuple[Changed, ...]:
    """Every finding of either run, sites in the new run's order, then those that only the old one had.

    ``seen`` tells of a site (by its id) what the new run saw; it is asked only of sites where findings are gone.
    """
    before = {one.site.id: one for one in old.sites}
    after = {one.site.id: one for one in new.sites}
    found: list[Changed] = []
    for site_id in [*after, *(one for one in before if one not in after)]:
        found += _of_site(site_id, before.get(site_id), after.get(site_id), seen)
    return tuple(found)


def _of_site(site_id: str, old: SiteReport | None, new: SiteReport | None, seen: Callable[[str], Seen]) -> list[Changed]:
    was = {one.fingerprint: one for one in old.result.findings} if old is not None else {}
    now = {one.fingerprint: one for one in new.result.findings} if new is not None else {}
    found = [Changed(site_id, Change.PERSISTING if mark in was else Change.NEW, finding) for mark, finding in now.items()]
    gone = [finding for mark, finding in was.items() if mark not in now]
    members = seen(site_id) if gone and new is not None else {}
    for finding in gone:
        why = _doubt(finding, new, members)
        found.append(Changed(site_id, Change.FIXED if why is None else Change.NOT_SEEN, finding, why))
    return found


def _doubt(gone: Finding, site: SiteReport | None, members: Seen) -> Why | None:
    """Why a finding that is gone may still be there; ``None`` when it is fixed."""
    if site is None:
        return Why.SITE
    if not site.site.reached:
        return Why.UNREACHED
    place = (gone.check, gone.subject)
    for one in site.result.findings:
        same_place = one.locator == gone.locator or one.outcome is Outcome.MANUAL
        if (one.check, one.subject) == place and same_place:
            return Why.OTHERWISE
    rules = {one.rule: one for one in site.result.results}
    doubts = [_doubt_of_rule(rules[name], gone.subject, members) for name in gone.rules if name in rules]
    if None in doubts:
        return None
    return next((one for one in doubts if one is not None), Why.RULE)


def _doubt_of_rule(result: RuleResult, subject: str, members: Seen) -> Why | None:
    """Why a rule's result does not speak for a subject."""
    population = result.population
    if not result.outcome.decided or population is None:
        return Why.UNDECIDED
    if subject == f"@{population.name}" and population.size:  # it was about there being none
        return None
    if result.sample is not None and result.sample.drawn < result.sample.of:
        return Why.SAMPLE
    looked_at = population.closed or subject in members.get(population.name, ())
    return None if looked_at and not result.counted.error else Why.OPEN
