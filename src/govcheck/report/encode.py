"""Records of one site to plain JSON values, written out field by field: what is not named here is not published.

Key order is fixed by the writing; moments are ISO 8601 in Asia/Shanghai whatever the machine says; numbers are finite.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from govcheck.dates.clock import in_shanghai
from govcheck.engine.explain import remedy
from govcheck.errors import InternalError
from govcheck.outcome import Outcome, Reason
from govcheck.records.result import (
    AbsenceEvidence,
    Cite,
    Counted,
    Evidence,
    Finding,
    Line,
    PageEvidence,
    PlanChapter,
    PopulationState,
    RuleResult,
    Sampled,
    Score,
    Veto,
    WireEvidence,
    Words,
)
from govcheck.records.site import Inference
from govcheck.records.standing import Standing, Waiver
from govcheck.report.model import Coverage, SiteReport, Unseen
from govcheck.waivers.reviews import review_json

JSON: TypeAlias = dict[str, Any]

# Legal inside JSON strings, yet they break lines, turn writing round, drive terminals or cannot be encoded.
_UNFIT: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)

_UNTOUCHED: Final = Standing()
"""A finding of which nobody said anything."""


def dumps(value: JSON, *, indent: int | None = None) -> str:
    """JSON text with Chinese as it is; characters that harm lines or terminals are escaped, which changes no value.

    Raises:
        InternalError: a number is NaN or infinite.
    """
    separators = (",", ": ") if indent else (",", ":")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    except ValueError as error:  # a mark that is no number: better no report than a wrong one
        raise InternalError(str(error)) from error
    return _UNFIT.sub(lambda found: json.dumps(found[0])[1:-1], text)


def site_line(site: SiteReport) -> str:
    """One site on one line, without the line end: a line of JSONL, and of a run folder's ``results``."""
    return dumps(site_json(site))


def site_json(site: SiteReport) -> JSON:
    """One site of the report."""
    who = site.site
    return {
        "id": who.id,
        "name": who.name,
        "url": who.url,
        "level": who.level.value if who.level else None,
        "kind": who.kind.value if who.kind else None,
        "region": who.region,
        "site_code": who.site_code,
        "organiser": who.organiser,
        "inferred": {name: _inference(who.inferred[name]) for name in sorted(who.inferred)},
        "reached": who.reached,
        "saved_copy": who.saved_copy,
        "ended": _reason(who.ended),
        "pages": {"fetched": who.pages.fetched, "failed": who.pages.failed, "skipped": who.pages.skipped},
        "score": score_json(site.score),
        "coverage": _coverage(site.coverage) | {"chapters": [_chapter(one) for one in site.chapters]},
        "unseen": [_unseen(one) for one in site.unseen],
        "results": [result_json(one) for one in site.result.results],
        "obligations": [
            {"id": one.id, "outcome": one.outcome.value, "rules": list(one.rules)} for one in site.result.obligations
        ],
        "findings": [finding_json(one, site.standing.get(one.fingerprint, _UNTOUCHED)) for one in site.result.findings],
    }


def score_json(score: Score) -> JSON:
    """A mark with its vetoes and arithmetic."""
    return {
        "sheet": score.sheet,
        "verdict": score.verdict,
        "marked": score.marked,
        "vetoes": {
            "checked": sum(one.outcome.decided for one in score.vetoes),
            "of": sum(one.outcome is not Outcome.NOT_APPLICABLE for one in score.vetoes),
            "proven": [one.id for one in score.vetoes if one.outcome is Outcome.FAIL],
            "all": [_veto(one) for one in score.vetoes],
        },
        "low": _points(score.low),
        "high": _points(score.high),
        "unseen_points": _points(score.unseen_points),
        "bonus": _points(score.bonus),
        "arithmetic": [_line(one) for one in score.arithmetic],
    }


def result_json(result: RuleResult) -> JSON:
    """What one rule came to."""
    return {
        "rule": result.rule,
        "revision": result.revision,
        "outcome": result.outcome.value,
        "reason": _reason(result.reason),
        "detail": _words(result.detail),
        "about": result.about,
        "severity": result.severity.value,
        "duty": result.duty,
        "status": result.status,
        "hint": result.hint,
        "comparison": result.comparison,
        "check": result.check,
        "cites": _cites(result.cites),
        "counted": _counted(result.counted),
        "population": _population(result.population),
        "sample": _sample(result.sample),
        "proof": _evidence(result.proof),
        "findings": list(result.findings),
    }


def finding_json(finding: Finding, standing: Standing = _UNTOUCHED) -> JSON:
    """One finding, and how it stands: what baseline, waivers and reviews say overlays it and never erases."""
    return {
        "fingerprint": finding.fingerprint,
        "check": finding.check,
        "rules": list(finding.rules),
        "cites": _cites(finding.cites),
        "outcome": finding.outcome.value,
        "reason": finding.reason.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "hint": finding.hint,
        "comparison": finding.comparison,
        "subject": finding.subject,
        "name": finding.name,
        "locator": finding.locator,
        "message": _words(finding.message),
        "remedy": _words(finding.remedy),
        "state": standing.state.value,
        "waiver": _waiver(standing.waiver),
        "expired_waiver": _waiver(standing.expired),
        "review": review_json(standing.review) if standing.review is not None else None,
        "evidence": _evidence(finding.evidence),
    }


def _waiver(waiver: Waiver | None) -> JSON | None:
    if waiver is None:
        return None
    return {
        "approver": waiver.approver,
        "reason": waiver.reason,
        "added": waiver.added.isoformat(),
        "expires": waiver.expires.isoformat(),
    }


def moment(value: datetime | None) -> str | None:
    """A moment in Asia/Shanghai, to the second."""
    return in_shanghai(value).isoformat(timespec="seconds") if value is not None else None


def _evidence(many: Iterable[Evidence]) -> list[JSON]:
    return [_proof(one) for one in many]


def _proof(one: Evidence) -> JSON:
    if isinstance(one, PageEvidence):
        return {
            "kind": one.kind,
            "address": one.address,
            "final_address": one.final_address,
            "fetched_at": moment(one.fetched_at),
            "status": one.status,
            "sha256": one.sha256,
            "css": one.css,
            "xpath": one.xpath,
            "excerpt": one.excerpt,
            "value": _value(one.value),
            "how": one.how,
            "personal": one.personal,
        }
    if isinstance(one, WireEvidence):
        return {
            "kind": one.kind,
            "host": one.host,
            "fact": one.fact,
            "value": _value(one.value),
            "fetched_at": moment(one.fetched_at),
            "detail": one.detail,
        }
    return _absence(one)


def _absence(one: AbsenceEvidence) -> JSON:
    return {"kind": one.kind, "searched": list(one.searched), "names": list(one.names), "nearest": list(one.nearest)}


def _value(value: object) -> Any:
    """A value as read: a JSON scalar, a list or an object of them. What is no number in JSON becomes ``null``."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): _value(value[name]) for name in sorted(value, key=str)}
    return str(value)


def _points(value: float) -> float:
    """Points to two decimals; minus zero is zero, a mark that is no number is a broken promise (``dumps`` refuses it)."""
    return round(value, 2) + 0.0


def _words(words: Words) -> JSON:
    return {"zh": words.get("zh", ""), "en": words.get("en", "")}


def _reason(reason: Reason | None) -> str | None:
    return reason.value if reason is not None else None


def _inference(one: Inference) -> JSON:
    return {"value": one.value, "confidence": one.confidence.value, "why": one.why}


def _cites(cites: Iterable[Cite]) -> list[JSON]:
    return [
        {"source": one.source, "clause": one.clause, "obligations": list(one.obligations), "basis": one.basis}
        for one in cites
    ]


def _counted(counted: Counted) -> JSON:
    return {"pass": counted.passed, "fail": counted.failed, "manual": counted.manual, "error": counted.error}


def _population(state: PopulationState | None) -> JSON | None:
    if state is None:
        return None
    reasons = [reason.value for reason in state.reasons]
    first = reasons[0] if reasons else None
    return {"name": state.name, "closed": state.closed, "reason": first, "reasons": reasons, "size": state.size}


def _sample(sample: Sampled | None) -> JSON | None:
    return {"drawn": sample.drawn, "of": sample.of} if sample is not None else None


def _coverage(one: Coverage) -> JSON:
    return {
        "obligations": one.obligations,
        "met": one.met,
        "not_met": one.not_met,
        "waiting": one.waiting,
        "not_applicable": one.not_applicable,
        "unseen": one.unseen,
    }


def _chapter(one: PlanChapter) -> JSON:
    return {
        "source": one.source,
        "chapter": one.chapter,
        "met": one.met,
        "not_met": one.not_met,
        "waiting": one.waiting,
        "not_applicable": one.not_applicable,
        "unseen": one.unseen,
    }


def _unseen(one: Unseen) -> JSON:
    return {
        "reason": one.reason.value,
        "addresses": one.addresses,
        "rules": one.rules,
        "remedy": _words(remedy(one.reason)),
    }


def _veto(one: Veto) -> JSON:
    return {
        "id": one.id,
        "title": one.title,
        "title_en": one.title_en,
        "outcome": one.outcome.value,
        "why": _words(one.why),
        "rules": list(one.rules),
    }


def _line(one: Line) -> JSON:
    return {
        "indicator": one.indicator,
        "title": one.title,
        "title_en": one.title_en,
        "points": _points(one.points),
        "unseen": _points(one.unseen),
        "why": _words(one.why),
        "findings": list(one.findings),
    }
