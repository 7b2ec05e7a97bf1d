"""``all``, ``any``, ``none``: several checks of one subject, in three-valued logic with the reasons kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from govcheck.checks.interface import Fault, Verdict, faulty
from govcheck.outcome import Outcome, Reason
from govcheck.records.result import Evidence, Words


def all_of(verdicts: Sequence[Verdict]) -> Verdict:
    """Fail if any fails, else error, else manual if any is; parts that do not apply drop out; pass if any passes."""
    for outcome in (Outcome.FAIL, Outcome.ERROR, Outcome.MANUAL):
        hits = [verdict for verdict in verdicts if verdict.outcome is outcome]
        if hits:
            return _join(hits, _merge(fault for hit in hits for fault in hit.faults))
    hits = [verdict for verdict in verdicts if verdict.outcome is Outcome.PASS]
    return _join(hits, ()) if hits else verdicts[0]


def any_of(verdicts: Sequence[Verdict]) -> Verdict:
    """Pass if any passes, else error, else manual if any is; fail only if every part that applies fails."""
    for outcome in (Outcome.PASS, Outcome.ERROR, Outcome.MANUAL, Outcome.FAIL):
        hits = [verdict for verdict in verdicts if verdict.outcome is outcome]
        if not hits:
            continue
        if outcome is Outcome.PASS:
            return hits[0]
        if outcome is Outcome.FAIL:
            return replace(_join(hits, (_one(hits),)), distance=min(hit.distance for hit in hits))
        return _join(hits, _merge(fault for hit in hits for fault in hit.faults))
    return verdicts[0]


def none_of(verdicts: Sequence[Verdict]) -> Verdict:
    """Every part turned round, then all of them."""
    return all_of([_turned(verdict) for verdict in verdicts])


def _turned(verdict: Verdict) -> Verdict:
    if verdict.outcome is Outcome.FAIL:
        evidence = tuple(one for fault in verdict.faults for one in fault.evidence)
        return Verdict(Outcome.PASS, None, (), evidence, verdict.value, verdict.limit, verdict.counted)
    if verdict.outcome is Outcome.PASS:
        # No words of its own: inside ``any`` a turned part is mostly a guard, and its lack tells a reader nothing.
        fault = Fault(Reason.DIFFERS, "", {}, verdict.evidence)
        return faulty(fault, value=verdict.value, limit=verdict.limit, counted=verdict.counted)
    return verdict


def _join(hits: Sequence[Verdict], faults: tuple[Fault, ...]) -> Verdict:
    evidence: tuple[Evidence, ...] = ()
    for hit in hits if not faults else ():
        evidence = _union(evidence, hit.evidence)
    first = hits[0]
    return Verdict(
        first.outcome,
        faults[0].reason if faults else first.reason,
        faults,
        evidence,
        first.value,
        first.limit,
        first.counted,
        min((hit.confidence for hit in hits), key=lambda confidence: confidence.rank),
        max(hit.distance for hit in hits),
    )


def _merge(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults that share reason and locator become one."""
    found: dict[tuple[Reason, str], Fault] = {}
    for fault in faults:
        key = fault.reason, fault.locator
        known = found.get(key)
        found[key] = fault if known is None else replace(known, evidence=_union(known.evidence, fault.evidence))
    return tuple(found.values())


def _union(left: tuple[Evidence, ...], right: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return (*left, *(one for one in right if one not in left))


def _one(hits: Sequence[Verdict]) -> Fault:
    """One fault of an ``any`` none of whose parts holds."""
    faults = [fault for hit in hits for fault in hit.faults]
    words: Words = {
        lang: joint.join(dict.fromkeys(fault.failed.get(lang, "") for fault in faults if fault.failed.get(lang)))
        for lang, joint in (("zh", "；"), ("en", "; "))
    }
    evidence: tuple[Evidence, ...] = ()
    for fault in faults:
        evidence = _union(evidence, fault.evidence)
    return Fault(faults[0].reason, faults[0].locator, words, evidence)
