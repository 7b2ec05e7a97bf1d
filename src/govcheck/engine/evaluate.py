"""Judging one rule's subjects: who they are, what the check says of each, what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govcheck.checks.interface import Context, Subject, Verdict
from govcheck.checks.registry import judge
from govcheck.checks.values import Selection, select
from govcheck.engine.quantify import Tally, decide
from govcheck.engine.sample import draw
from govcheck.outcome import OUTCOME_OF, Confidence, Outcome, Reason
from govcheck.pack.kinds.base import Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.rule import Rule
from govcheck.records.population import Member, Reading
from govcheck.records.result import PopulationState, Sampled


@dataclass(frozen=True, slots=True)
class Judged:
    """A subject and its verdict; ``doubt``: why it is not known that it belongs. ``confidence``: of what was looked at."""

    member: Member
    verdict: Verdict
    doubt: Reason | None = None
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Judgement:
    """All subjects of a check, judged; shared by every rule of equal check, parameters and subjects."""

    subjects: tuple[Judged, ...]
    population: PopulationState
    sample: Sampled | None
    more: bool
    """Whether members never seen could turn a statement round (not so for a statement over a sample)."""

    def sure(self, outcome: Outcome) -> list[Judged]:
        """The subjects that surely belong and have that outcome."""
        return [one for one in self.subjects if one.doubt is None and one.verdict.outcome is outcome]


def key_of(rule: Rule) -> str:
    """What makes two rules one evaluation: check, subjects, and the duty's end where periods are told by it."""
    check = rule.check.model_dump_json(by_alias=True)
    until = rule.in_force.until if "last-ended" in check else None
    subjects = rule.subjects.model_dump_json(by_alias=True, exclude={"when_empty"})
    return f"{subjects} {check} {until} {rule.require.seeks}"


def evaluate(rule: Rule, context: Context) -> Judgement:
    """Judge every subject of a rule. Where some that pass are sought no sample is drawn: it says nothing of the rest."""
    subjects = rule.subjects
    chosen = select(subjects, context)
    doubts = {id(member): reason for member, reason in chosen.perhaps}
    members = sorted(
        [*chosen.sure, *(member for member, _ in chosen.perhaps)], key=lambda one: (one.key, one.name, one.url)
    )
    drawn: Iterable[Member] = members
    sample, more = None, bool(chosen.open_reasons)
    if subjects.sample is not None and not rule.require.seeks:
        seed = context.seed or context.day.strftime("%Y-%m")
        drawn = draw(members, subjects.sample, seed, context.always)
        of = _size(subjects, chosen, context)
        # Where members may be missing, the statement is over those that were looked at, and says so.
        sample = Sampled(len(tuple(drawn)), of) if len(tuple(drawn)) < of or chosen.open_reasons else None
        more = more and not any(id(member) not in doubts for member in drawn)
    known = context.population(subjects.each)
    state = PopulationState(known.name, not chosen.open_reasons, tuple(sorted(chosen.open_reasons)), len(members))
    judged = tuple(
        Judged(
            member,
            judge(rule.check, Subject(member, subjects.each), context),
            doubts.get(id(member)),
            _confidence(rule.check, subjects, member),
        )
        for member in drawn
    )
    return Judgement(judged, state, sample, more)


def _size(subjects: Subjects, chosen: Selection, context: Context) -> int:
    """Of how many a sample is drawn: all members known where no condition narrows them, else those that meet it."""
    found = len(chosen.sure) + len(chosen.perhaps)
    return found if subjects.where else max(found, context.population(subjects.each).known)


def _confidence(check: Check, subjects: Subjects, member: Member) -> Confidence:
    """The lowest confidence among the subject's fields that the check and its conditions looked at."""
    names = sorted(
        {need.field for need in check.needs(subjects.each) if need.population == subjects.each} | set(subjects.where)
    )
    read = [found.confidence for name in names if isinstance(found := member.fields.get(name), Reading)]
    return min(read, key=lambda confidence: confidence.rank, default=Confidence.HIGH)


def tally(judgement: Judgement) -> Tally:
    """The numbers a quantifier works on."""
    counts: dict[tuple[bool, str], int] = {}
    for one in judgement.subjects:
        group = {Outcome.PASS: "passed", Outcome.FAIL: "failed", Outcome.NOT_APPLICABLE: "idle"}.get(
            one.verdict.outcome, "undecided"
        )
        counts[one.doubt is None, group] = counts.get((one.doubt is None, group), 0) + 1
    return Tally(
        **{group: counts.get((True, group), 0) for group in ("passed", "failed", "undecided", "idle")},
        **{f"perhaps_{group}": counts.get((False, group), 0) for group in ("passed", "failed", "undecided", "idle")},
        more=judgement.more,
    )


def too_few(rule: Rule, judgement: Judgement) -> bool:
    """Whether a rule that asks for a number of subjects cannot have so many, whatever the undecided ones turn out to be."""
    possible = (Outcome.PASS, Outcome.ERROR, Outcome.MANUAL)
    count = sum(one.verdict.outcome in possible for one in judgement.subjects)
    return rule.require.mode == "count_min" and not judgement.more and count < rule.require.limit


def conclude(rule: Rule, judgement: Judgement) -> tuple[Outcome, Reason | None]:
    """A rule's outcome and reason. Where the worlds do not agree: error if anything was unseen, else manual."""
    numbers = tally(judgement)
    outcome = decide(numbers, rule.require, rule.subjects.when_empty)
    if outcome is None:
        return _unsettled(rule, judgement)
    if outcome is Outcome.FAIL:
        failed = judgement.sure(Outcome.FAIL)
        told = bool(failed) and rule.require.mode != "count_min"
        return outcome, failed[0].verdict.reason if told else Reason.MISSING
    if outcome is Outcome.MANUAL:
        return outcome, Reason.NO_MATCH if numbers.passed + numbers.failed else Reason.NO_SUBJECTS
    if outcome is Outcome.NOT_APPLICABLE:
        idle = judgement.sure(Outcome.NOT_APPLICABLE)
        return outcome, idle[0].verdict.reason if idle else Reason.NOTHING_TO_JUDGE
    return outcome, None


def _unsettled(rule: Rule, judgement: Judgement) -> tuple[Outcome, Reason]:
    reasons: list[Reason] = []
    idle: list[Reason] = []
    for one in judgement.subjects:
        if one.verdict.outcome in (Outcome.ERROR, Outcome.MANUAL):
            reasons.append(one.verdict.reason or Reason.UNREADABLE)
        if one.doubt is not None:
            doubt = one.doubt if OUTCOME_OF[one.doubt] in (Outcome.ERROR, Outcome.MANUAL) else Reason.NOT_FETCHED
            (reasons if _matters(rule, one) else idle).append(doubt)
    if judgement.more:
        reasons.append(Reason.POPULATION_OPEN)
    for outcome in (Outcome.ERROR, Outcome.MANUAL):
        for reason in reasons or idle:
            if OUTCOME_OF[reason] is outcome:
                return outcome, reason
    return Outcome.ERROR, Reason.POPULATION_OPEN


def _matters(rule: Rule, one: Judged) -> bool:
    """Whether it makes a difference that a member of this verdict may belong."""
    if rule.require.mode in ("every", "misses_max"):
        return one.verdict.outcome is not Outcome.PASS
    return rule.require.mode == "share_min" or one.verdict.outcome is not Outcome.FAIL
