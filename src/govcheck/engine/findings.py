"""Findings: one per library check, parameters that change meaning, subject and locator; listing every rule it breaks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govcheck.checks.interface import Fault, Verdict
from govcheck.checks.proof import absence
from govcheck.engine.applies import describe
from govcheck.engine.evaluate import Judged, Judgement, too_few
from govcheck.engine.explain import meaning, remedy
from govcheck.outcome import OUTCOME_OF, Confidence, Outcome, Reason, Severity
from govcheck.pack.catalogue import CATALOGUE
from govcheck.pack.rule import Rule
from govcheck.records.result import Cite, Evidence, Finding, Words
from govcheck.records.site import SiteRecord

_LENGTH = 32
_LANGUAGES = ("zh", "en")


def fingerprint(site_id: str, rule: Rule, subject: str, fault: Fault) -> str:
    """``v1:`` and 32 hex digits over what a finding is: no dates, counts, revisions or packs; keys never have the host."""
    parts = [site_id, rule.check_name, rule.meaning, subject, fault.reason.value, fault.locator]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return "v1:" + hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


@dataclass(frozen=True, slots=True)
class Draft:
    """What one rule makes of one fault, before the rules are brought together."""

    fingerprint: str
    rule: Rule
    fault: Fault
    confidence: Confidence
    subject: str
    name: str
    message: Words


def drafts(
    rule: Rule, record: SiteRecord, judgement: Judgement, outcome: Outcome, reason: Reason | None = None
) -> list[Draft]:
    """The findings a rule makes, given what it came to: faults when it fails, questions for a person unless it passes.

    Too few subjects that pass are one finding: no single one of the others is to blame.
    """
    if outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return []
    if outcome is not Outcome.ERROR and too_few(rule, judgement):
        return [_whole(rule, record, judgement, reason or Reason.MISSING)]
    found: list[Draft] = []
    wanted = (Outcome.FAIL, Outcome.MANUAL) if outcome is Outcome.FAIL else (Outcome.MANUAL,)
    failing = len(judgement.sure(Outcome.FAIL))
    for kind in wanted:
        for one in judgement.sure(kind):
            found.extend(_draft(rule, record, one, fault, failing) for fault in one.verdict.faults)
    if outcome is Outcome.MANUAL:
        found.extend(_draft(rule, record, one, _doubt(one), failing) for one in judgement.subjects if _for_a_person(one))
    if outcome is Outcome.FAIL and not any(draft.fault.outcome is Outcome.FAIL for draft in found):
        found.append(_whole(rule, record, judgement, Reason.MISSING))
    return found


def _for_a_person(one: Judged) -> bool:
    """Whether a person must say if a subject that does not pass belongs at all."""
    return one.doubt is not None and OUTCOME_OF[one.doubt] is Outcome.MANUAL and one.verdict.outcome is not Outcome.PASS


def _doubt(one: Judged) -> Fault:
    shown = [piece for fault in one.verdict.faults for piece in fault.evidence]
    return Fault(one.doubt or Reason.PERSON, "", meaning(one.doubt or Reason.PERSON), tuple(shown))


def _draft(rule: Rule, record: SiteRecord, one: Judged, fault: Fault, failing: int) -> Draft:
    name = one.member.name or one.member.key
    if rule.subjects.each in ("site", "host"):
        name = describe(record.site) if rule.subjects.each == "site" else name
    mark = fingerprint(record.site.id, rule, one.member.key, fault)
    message = render(rule.message, name, fault, one.verdict, failing)
    return Draft(mark, rule, fault, one.confidence, one.member.key, name, message)


def _whole(rule: Rule, record: SiteRecord, judgement: Judgement, reason: Reason) -> Draft:
    """The finding about all subjects together: there is none at all, or there are too few that pass."""
    each = rule.subjects.each
    spec = CATALOGUE.get(each)
    words = {"zh": f"没有{spec.doc_zh if spec else each}", "en": f"there are no {spec.doc_en if spec else each}"}
    passed = len(judgement.sure(Outcome.PASS))
    if judgement.subjects and rule.require.mode == "count_min":
        least = f"{rule.require.limit:g}"
        words = {"zh": f"合格的有 {passed} 个，应有 {least} 个", "en": f"{passed} of the {least} required"}
    proof = absence((record.site.url,) if record.site.url else (), (each,))
    fault = Fault(reason, "", words, (proof,))
    key = f"@{each}"
    mark = fingerprint(record.site.id, rule, key, fault)
    name = describe(record.site)
    message = render(rule.message, name, fault, Verdict(fault.outcome, reason, (fault,)), passed)
    return Draft(mark, rule, fault, Confidence.HIGH, key, name, message)


def render(template: Words, subject: str, fault: Fault, verdict: Verdict, failing: int) -> Words:
    """A message with its placeholders filled: subject, failed, value, limit, counted. Other braces stay as they are."""
    rendered: dict[str, str] = {}
    for language in _LANGUAGES:
        values = {
            "subject": subject,
            "failed": fault.failed.get(language) or meaning(fault.reason)[language],
            "value": verdict.value,
            "limit": verdict.limit.get(language, ""),
            "counted": str(failing if verdict.counted is None else verdict.counted),
        }
        rendered[language] = _fill(template.get(language, template.get("zh", "")), values)
    return rendered


def _fill(template: str, values: dict[str, str]) -> str:
    """Fill each placeholder once; what is filled in is never read again (titles of pages may hold braces)."""
    pieces: list[str] = []
    rest = template
    while "{" in rest:
        before, _brace, after = rest.partition("{")
        name, brace, behind = after.partition("}")
        if brace and name in values:
            pieces += [before, values[name]]
            rest = behind
        else:
            pieces.append(before + "{")
            rest = after
    return "".join([*pieces, rest])


def merge(found: Iterable[Draft]) -> tuple[Finding, ...]:
    """One finding per fingerprint, gravest first; its words are those of its gravest rule."""
    groups: dict[str, list[Draft]] = {}
    for draft in found:
        groups.setdefault(draft.fingerprint, []).append(draft)
    findings = [_join(mark, group) for mark, group in groups.items()]
    return tuple(sorted(findings, key=_place))


def _place(one: Finding) -> tuple[int, str, str, str, str]:
    return -one.severity.rank, one.check, one.subject, one.locator, one.fingerprint


def _precedence(one: Draft) -> tuple[bool, bool, int, str]:
    return one.rule.comparison, one.rule.window_reading, -severity_of(one.rule).rank, one.rule.id


def severity_of(rule: Rule) -> Severity:
    """A rule's severity; missing a window of our own reading is low."""
    return min(rule.severity, Severity.LOW, key=lambda one: one.rank) if rule.window_reading else rule.severity


def _join(mark: str, group: Sequence[Draft]) -> Finding:
    order = sorted(group, key=_precedence)
    first = order[0]
    rules = {draft.rule.id: draft.rule for draft in group}
    cites: dict[Cite, None] = {}
    for name in sorted(rules):
        cites.update(dict.fromkeys(rules[name].cites))
    evidence: list[Evidence] = []
    for draft in order:
        evidence.extend(one for one in draft.fault.evidence if one not in evidence)
    reason = first.fault.reason
    advice = remedy(reason) if first.fault.outcome is Outcome.MANUAL else {}
    return Finding(
        fingerprint=mark,
        check=first.rule.check_name,
        rules=tuple(sorted(rules)),
        cites=tuple(cites),
        outcome=first.fault.outcome,
        reason=reason,
        severity=max((severity_of(rule) for rule in rules.values()), key=lambda one: one.rank),
        confidence=min((draft.confidence for draft in group), key=lambda one: one.rank),
        subject=first.subject,
        name=first.name,
        locator=first.fault.locator,
        message=first.message,
        remedy={language: first.rule.remedy.get(language) or advice.get(language, "") for language in _LANGUAGES},
        evidence=tuple(evidence),
        hint=all(rule.window_reading for rule in rules.values()),
        comparison=all(rule.comparison for rule in rules.values()),
    )
