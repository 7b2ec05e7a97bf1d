"""What ``covers`` finds: values of a field of the subject or over a population, each with what it is worth."""

from __future__ import annotations

from dataclasses import dataclass

from govcheck.checks.interface import Context, Judge, Subject, Verdict, passed
from govcheck.checks.proof import evidence
from govcheck.checks.values import Seen, each_value, look, select, usable
from govcheck.outcome import Outcome, Reason
from govcheck.pack.kinds.models import Covers
from govcheck.records.population import PERHAPS, Member, Scalar
from govcheck.records.result import Evidence


@dataclass(frozen=True, slots=True)
class Hit:
    """A value found: the one it is of (two values of one member count once), what ``then`` says of that one, and why it may
    not count at all.
    """

    value: Scalar
    owner: int
    seen: Seen
    verdict: Verdict
    doubt: Reason | None = None

    @property
    def sure(self) -> bool:
        """Whether it counts."""
        return self.doubt is None and self.verdict.outcome is Outcome.PASS

    @property
    def possible(self) -> bool:
        """Whether it counts or may count."""
        return self.verdict.outcome in (Outcome.PASS, Outcome.ERROR, Outcome.MANUAL)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found. ``blind``: why there may be more; ``searched``: where one looked; ``page``: what was read."""

    hits: tuple[Hit, ...]
    blind: Reason | None = None
    searched: tuple[str, ...] = ()
    page: tuple[Evidence, ...] = ()


def find(check: Covers, subject: Subject, context: Context, then: Judge) -> Found | Reason:
    """What a check finds; the reason why a field of the subject cannot be judged by."""
    if check.value is not None:
        return _of_subject(check, subject)
    return _of_population(check, context, then)


def _of_subject(check: Covers, subject: Subject) -> Found | Reason:
    if check.value is None:
        return Reason.UNREADABLE
    seen = look(check.value, subject)
    if isinstance(seen, Reason):
        return seen
    where = seen.member.seen.address if seen.member.seen else seen.member.url
    hits = [_of_value(at, one, seen) for at, one in enumerate(each_value(seen.value))]
    return Found(tuple(hits), searched=(where,) if where else (), page=evidence(seen))


def _of_value(at: int, value: Scalar, seen: Seen) -> Hit:
    if isinstance(value, str) and value.endswith(PERHAPS):
        return Hit(value.removesuffix(PERHAPS), at, seen, passed(), Reason.LOW_CONFIDENCE)
    return Hit(value, at, seen, passed())


def _of_population(check: Covers, context: Context, then: Judge) -> Found | Reason:
    if check.of is None or check.field is None:
        return Reason.UNREADABLE
    chosen = select(check.of, context)
    blind = Reason.POPULATION_OPEN if chosen.open_reasons else None
    hits: list[Hit] = []
    candidates: list[tuple[Member, Reason | None]] = [(member, None) for member in chosen.sure]
    for at, (member, doubt) in enumerate([*candidates, *chosen.perhaps]):
        found = usable(member.get(check.field))
        if isinstance(found, Reason):
            # Of low confidence or not seen: this member may hold any of the names.
            blind = blind or found
            continue
        values = each_value(found.value)
        if values:
            verdict = passed() if check.then is None else then(check.then, Subject(member, check.of.each), context)
            seen = Seen(found, member, check.of.each, check.field)
            hits.extend(Hit(one, at, seen, verdict, doubt) for one in values)
    return Found(tuple(hits), blind, context.population(check.of.each).searched)
