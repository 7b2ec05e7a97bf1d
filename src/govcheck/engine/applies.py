"""Whom a rule binds, and when: the gate before a rule is judged (DESIGN §4 "Whose duty")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govcheck.checks.interface import Context
from govcheck.outcome import Confidence, Reason
from govcheck.pack.catalogue import CATALOGUE
from govcheck.pack.rule import Rule
from govcheck.records.site import Inference, Kind, Level, Site, SiteRecord

_LEVELS: Final = frozenset(Level)
_KINDS: Final = frozenset(Kind)


def gate(rule: Rule, record: SiteRecord, context: Context) -> Reason | None:
    """Why a rule is not judged on a site: a not-applicable reason, ``whose-duty``, ``unreached``; ``None``: judge it.

    What is stated comes before what is not known: a duty of another level never becomes ``unreached``.
    """
    whose, doubtful = _whose(rule, record)
    if whose is not None:
        return whose
    if not rule.comparison and not _in_force(rule, context):
        return Reason.NOT_IN_FORCE
    if not record.reached and not _told_by_the_wire(rule, record):
        return Reason.UNREACHED
    if record.saved_copy and _of_the_wire(rule):
        return Reason.SAVED_COPY
    return Reason.WHOSE_DUTY if doubtful else None


def _in_force(rule: Rule, context: Context) -> bool:
    day, force = context.day, rule.in_force
    if force.since is not None and day < force.since:
        return False
    last = force.judged_until or force.until
    return last is None or day <= last


def _told_by_the_wire(rule: Rule, record: SiteRecord) -> bool:
    """Whether a rule speaks of hosts alone, and they were asked: a certificate that keeps everybody out is itself seen."""
    hosts = record.populations.get("host")
    needs = {need.population for need in rule.check.needs(rule.subjects.each)}
    return rule.subjects.each == "host" and needs <= {"host"} and hosts is not None and bool(hosts.members)


def _of_the_wire(rule: Rule) -> bool:
    needs = [rule.subjects.each, *(need.population for need in rule.check.needs(rule.subjects.each))]
    return any(name in CATALOGUE and CATALOGUE[name].wire for name in needs)


def _whose(rule: Rule, record: SiteRecord) -> tuple[Reason | None, bool]:
    """The reason why the rule surely does not bind the site, and whether it is not known that it does."""
    applies, site = rule.applies, record.site
    level, level_sure = level_of(record)
    kind, kind_sure = kind_of(record)
    region, region_sure = _stated(site.region, record.inferred, "region")
    tests: list[tuple[Reason, bool | None]] = []
    if applies.levels:
        tests.append((Reason.OTHER_LEVEL, _test(level_sure, level is not None and level in applies.levels)))
    if applies.kinds and set(applies.kinds) != _KINDS:
        tests.append((Reason.OTHER_KIND, _test(kind_sure, kind is not None and kind in applies.kinds)))
    if applies.regions and not rule.comparison:
        tests.append((Reason.OTHER_REGION, _test(region_sure, any(_within(region, code) for code in applies.regions))))
    if applies.services is not None:
        services = services_of(record)
        tests.append((Reason.NO_SERVICES, None if services is None else services is applies.services))
    if applies.printed_reviewers is not None:
        tests.append((Reason.NOT_IN_FORCE, site.printed_reviewers is applies.printed_reviewers))
    for reason, holds in tests:
        if holds is False:
            return reason, False
    return None, any(holds is None for _reason, holds in tests)


def _test(sure: bool, holds: bool) -> bool | None:
    return holds if sure else None


def level_of(record: SiteRecord) -> tuple[Level | None, bool]:
    """The site's level and whether it is stated or inferred with high confidence."""
    stated, sure = _stated(record.site.level.value if record.site.level else "", record.inferred, "level")
    return (Level(stated) if stated in _LEVELS else None), sure


def kind_of(record: SiteRecord) -> tuple[Kind | None, bool]:
    """The site's kind likewise; a township site of no stated kind is bound like a portal."""
    stated, sure = _stated(record.site.kind.value if record.site.kind else "", record.inferred, "kind")
    kind = Kind(stated) if stated in _KINDS else None
    if record.site.kind is None and level_of(record) == (Level.TOWNSHIP, True):
        return Kind.PORTAL, True
    return kind, sure


def services_of(record: SiteRecord) -> bool | None:
    """Whether the site's body serves the public; ``None``: not known."""
    if record.site.services is not None:
        return record.site.services
    guess = record.inferred.get("services")
    if guess is None or guess.confidence is not Confidence.HIGH:
        return None
    return {"true": True, "yes": True, "false": False, "no": False}.get(guess.value.lower())


def _stated(value: str, inferred: Mapping[str, Inference], name: str) -> tuple[str, bool]:
    if value:
        return value, True
    guess = inferred.get(name)
    if guess is None or not guess.value:
        return "", False
    return guess.value, guess.confidence is Confidence.HIGH


def _within(region: str, code: str) -> bool:
    """Whether a division code lies in another: ``511703`` in ``5117``, ``511700`` and ``51``."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return region.startswith(code)


def describe(site: Site) -> str:
    """How a site is called in messages."""
    return site.name or site.id
