"""What a check is given and what it says: :class:`Context`, :class:`Fault`, :class:`Verdict`.

A check is a function ``judge(check, subject, context) -> Verdict``; ``subject`` is a :class:`Subject` (a member, the
population it is of and, inside ``related``, the member that answers it). It never raises on what a page holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from govcheck.dates.clock import in_shanghai
from govcheck.dates.workdays import Calendar
from govcheck.outcome import OUTCOME_OF, Confidence, Outcome, Reason
from govcheck.records.population import Field, Member, Population
from govcheck.records.result import Evidence, Words

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing said of a subject that is not a pass. A subject may have several (each name missing is one).

    ``locator`` tells the faults of one subject apart and is part of the fingerprint: a name, a field, a pattern; never a
    date or a count. ``failed`` says in words what is the matter.
    """

    reason: Reason
    locator: str = ""
    failed: Words = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The outcome its reason belongs to."""
        return OUTCOME_OF[self.reason]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of one subject.

    ``faults`` is empty only for pass and not-applicable; they are all of the verdict's outcome. ``value``, ``limit`` and
    ``counted`` fill the placeholders of messages. ``distance`` orders failures by how near they came (days over, say).
    """

    outcome: Outcome
    reason: Reason | None = None
    faults: tuple[Fault, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """What a pass rests on."""
    value: str = ""
    limit: Words = field(default_factory=dict)
    counted: int | None = None
    confidence: Confidence = Confidence.HIGH
    distance: float = 0.0


def passed(*evidence: Evidence, value: str = "", limit: Words | None = None, counted: int | None = None) -> Verdict:
    """A pass and what it rests on."""
    return Verdict(Outcome.PASS, None, (), evidence, value, limit or {}, counted)


def skipped(reason: Reason) -> Verdict:
    """Not applicable to this subject, and why."""
    return Verdict(OUTCOME_OF[reason], reason)


def faulty(
    *faults: Fault, value: str = "", limit: Words | None = None, counted: int | None = None, distance: float = 0.0
) -> Verdict:
    """The verdict over faults of any outcome: the gravest outcome counts (fail, error, manual), the others drop out."""
    for outcome in (Outcome.FAIL, Outcome.ERROR, Outcome.MANUAL):
        kept = tuple(fault for fault in faults if fault.outcome is outcome)
        if kept:
            return Verdict(outcome, kept[0].reason, kept, (), value, limit or {}, counted, distance=distance)
    raise ValueError("no fault among the faults")


def undecided(reason: Reason, locator: str = "", *evidence: Evidence) -> Verdict:
    """An error or a manual of one reason; not applicable, where the reason is that there is nothing to judge."""
    if OUTCOME_OF[reason] is Outcome.NOT_APPLICABLE:
        return skipped(reason)
    return faulty(Fault(reason, locator, {}, evidence))


class PluginCheck(Protocol):
    """What an installed check (entry point group ``govcheck.checks``) looks like."""

    def __call__(self, params: Mapping[str, object], fields: Mapping[str, Field]) -> Verdict:
        """Judge one subject by its fields."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """All a check may look at beside its subject. ``populations`` hold no member dated after ``as_of``.

    ``last_fetch`` is when the site was last looked at; ``duty_until`` the end of the period a yearly plan binds; ``always``
    the subject keys that are judged even when a sample misses them (open ledger entries, the baseline).
    """

    as_of: datetime
    populations: Mapping[str, Population] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    seed: str = ""
    last_fetch: datetime | None = None
    duty_until: date | None = None
    always: frozenset[str] = frozenset()
    plugins: Mapping[str, PluginCheck] = field(default_factory=dict)
    chosen: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Selections already made, by the canonical text of their ``each``: a memory, not a fact. A copy starts afresh."""

    def population(self, name: str) -> Population:
        """The population; one that nobody built is empty and open."""
        return self.populations.get(name) or Population(name, (), (Reason.NOT_FETCHED,))

    @property
    def day(self) -> date:
        """The day of as-of in Shanghai."""
        return in_shanghai(self.as_of).date()

    @property
    def period_day(self) -> date:
        """The day at which "the last period that has ended" is told: as-of, but not after the duty's own end."""
        return min(self.day, self.duty_until) if self.duty_until else self.day

    def seen_at(self, member: Member) -> datetime:
        """When the member was seen, else when the site last was, else as-of."""
        return member.seen.fetched_at if member.seen else self.last_fetch or self.as_of

    def now_for(self, member: Member) -> datetime:
        """The moment freshness is judged at: the earlier of as-of and the time of fetch."""
        return min(in_shanghai(self.as_of), in_shanghai(self.seen_at(member)))

    def too_early(self, member: Member | None = None) -> bool:
        """Whether the fetch lies more than a day before as-of, so that "until now" cannot be told."""
        seen = self.seen_at(member) if member else self.last_fetch
        return seen is not None and in_shanghai(self.as_of) - in_shanghai(seen) > _DAY

    def with_duty_until(self, day: date | None) -> Context:
        """The same, for a rule whose duty ends then."""
        return replace(self, duty_until=day)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a check is about: a member of a population and, within ``related.then``, the member that answers it."""

    member: Member
    population: str
    related: Member | None = None
    related_population: str = ""

    def owner(self, operand: str) -> tuple[Member, str, str]:
        """The member, its population and the field's name that ``subject.x`` or ``related.x`` speak of."""
        who, name = operand.split(".", 1)
        if who == "related" and self.related is not None:
            return self.related, self.related_population, name
        return self.member, self.population, name


Judge = Callable[..., Verdict]
"""``judge(check, subject, context) -> Verdict``."""
