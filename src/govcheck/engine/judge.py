"""Judging one site: every rule, its findings, the obligations. Pure: equal input gives an equal result, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govcheck.checks.interface import Context
from govcheck.checks.values import dates_of, usable
from govcheck.engine.applies import gate
from govcheck.engine.careful import careful_result
from govcheck.engine.evaluate import Judgement, conclude, evaluate, key_of
from govcheck.engine.explain import Seen, detail
from govcheck.engine.findings import Draft, drafts, merge, severity_of
from govcheck.engine.obligations import obligations
from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.pack.catalogue import CATALOGUE
from govcheck.pack.rule import Rule
from govcheck.records.population import Population
from govcheck.records.result import Counted, Evidence, RuleResult, SiteResult
from govcheck.records.site import SiteRecord

MOST_PROOF = 3


def judge(record: SiteRecord, rules: Sequence[Rule], context: Context) -> SiteResult:
    """Judge a site by rules.

    Args:
        record: what was seen of the site.
        rules: resolved rules; those not enabled are left out.
        context: as-of, calendar, seed (``YYYY-MM`` of as-of when empty), plugins, subjects always judged. Populations and
            the time of the last fetch are taken from the record.

    Returns:
        Results in order of rule ids, findings gravest first, obligations in order of their ids.
    """
    context = replace(
        context,
        populations={name: visible(population, context) for name, population in sorted(record.populations.items())},
        last_fetch=record.last_fetch,
    )
    known: dict[str, Judgement] = {}
    results: list[RuleResult] = []
    found: list[Draft] = []
    for rule in sorted((rule for rule in rules if rule.enabled), key=lambda rule: rule.id):
        reason = gate(rule, record, context)
        if reason is not None:
            results.append(_barred(rule, reason, record))
            continue
        key = key_of(rule)
        if key not in known:
            known[key] = evaluate(rule, context.with_duty_until(rule.in_force.until))
        result, own = _judged(rule, record, known[key])
        results.append(result)
        found.extend(own)
    whole = SiteResult(record.site.id, tuple(results), merge(found), obligations(results))
    return careful_result(whole, record.populations)


def visible(population: Population, context: Context) -> Population:
    """The population without the members that are dated after as-of."""
    spec = CATALOGUE.get(population.name)
    if spec is None or spec.dated_by is None:
        return population
    kept = []
    for member in population.members:
        found = usable(member.get(spec.dated_by))
        dates = None if isinstance(found, Reason) else dates_of(found.value)
        if not dates or dates[0].earliest <= context.as_of:
            kept.append(member)
    gone = len(population.members) - len(kept)
    return replace(population, members=tuple(kept), known=max(population.known - gone, len(kept))) if gone else population


def _barred(rule: Rule, reason: Reason, record: SiteRecord) -> RuleResult:
    outcome = OUTCOME_OF[reason]
    return RuleResult(
        rule=rule.id,
        revision=rule.revision,
        outcome=outcome,
        reason=reason,
        detail=detail(outcome, reason, Seen(unseen=record.unseen)),
        about=rule.about,
        severity=severity_of(rule),
        duty=_duty(rule),
        status=rule.status,
        cites=rule.cites,
        counted=Counted(),
        population=None,
        sample=None,
        proof=(),
        findings=(),
        hint=rule.window_reading,
        comparison=rule.comparison,
        check=rule.check_name,
    )


def _judged(rule: Rule, record: SiteRecord, judgement: Judgement) -> tuple[RuleResult, list[Draft]]:
    outcome, reason = conclude(rule, judgement)
    counted = _counted(judgement)
    own = drafts(rule, record, judgement, outcome, reason)
    result = RuleResult(
        rule=rule.id,
        revision=rule.revision,
        outcome=outcome,
        reason=reason,
        detail=detail(outcome, reason, Seen(counted, judgement.population, judgement.sample, record.unseen)),
        about=rule.about,
        severity=severity_of(rule),
        duty=_duty(rule),
        status=rule.status,
        cites=rule.cites,
        counted=counted,
        population=judgement.population,
        sample=judgement.sample,
        proof=_proof(judgement),
        findings=tuple(sorted({draft.fingerprint for draft in own})),
        hint=rule.window_reading,
        comparison=rule.comparison,
        check=rule.check_name,
    )
    return result, own


def _duty(rule: Rule) -> str:
    """Missing a window of our own reading is at most ``should``."""
    return "should" if rule.window_reading and rule.duty == "shall" else rule.duty


def _counted(judgement: Judgement) -> Counted:
    """The subjects by outcome; one of whom it is not known that it belongs counts by that doubt."""
    numbers = dict.fromkeys(Outcome, 0)
    for one in judgement.subjects:
        outcome = one.verdict.outcome
        if one.doubt is not None:
            outcome = Outcome.MANUAL if OUTCOME_OF[one.doubt] is Outcome.MANUAL else Outcome.ERROR
        numbers[outcome] += 1
    return Counted(numbers[Outcome.PASS], numbers[Outcome.FAIL], numbers[Outcome.MANUAL], numbers[Outcome.ERROR])


def _proof(judgement: Judgement) -> tuple[Evidence, ...]:
    """The evidence of up to three subjects that pass: one piece of each."""
    passes = judgement.sure(Outcome.PASS)
    return tuple(one.verdict.evidence[0] for one in passes if one.verdict.evidence)[:MOST_PROOF]
