"""Plain JSON values back to the records they were written from: the exact inverse of ``encode`` and of the JSON report.

What a report does not hold is not made up: masked options stay masked, and a report of many sites that only names their
files is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from govcheck.errors import ArchiveError
from govcheck.i18n import _
from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.records.result import (
    AbsenceEvidence,
    Cite,
    Counted,
    Evidence,
    Finding,
    Line,
    ObligationState,
    PageEvidence,
    PlanChapter,
    PopulationState,
    RuleResult,
    Sampled,
    Score,
    SiteResult,
    Veto,
    WireEvidence,
)
from govcheck.records.site import Inference, Kind, Level, PageCount
from govcheck.records.standing import Standing, State, Waiver
from govcheck.report.build import run_report
from govcheck.report.model import (
    Coverage,
    PackUsed,
    RunMeta,
    RunReport,
    SiteReport,
    SiteSummary,
    SourceUsed,
    TableUsed,
    Unseen,
)
from govcheck.waivers.reviews import review_from_json


def site_from_json(data: Any) -> SiteReport:
    """One site of a report, or one line of ``jsonl``.

    Raises:
        ArchiveError: it is not a site as this version writes it.
    """
    try:
        return _site(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArchiveError(_("站点结果不能读取：{why}").format(why=_why(error))) from error


def run_from_json(data: Any) -> RunReport:
    """A whole JSON report.

    Raises:
        ArchiveError: it is not a report as this version writes it, or holds only the names of the sites' files.
    """
    try:
        return run_report(meta_from_json(data["run"]), [_site(one) for one in data["sites"]])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArchiveError(_("报告不能读取：{why}").format(why=_why(error))) from error


def meta_from_json(data: Any) -> RunMeta:
    """What a report says of its run.

    Raises:
        KeyError, TypeError, ValueError: it is not as this version writes it.
    """
    return RunMeta(
        id=data["id"],
        started=_moment(data["started"]),
        finished=_moment(data["finished"]),
        as_of=date.fromisoformat(data["as_of"]),
        seed=data["seed"],
        packs=tuple(PackUsed(one["id"], one["version"], one["sha256"]) for one in data["packs"]),
        sources=tuple(
            SourceUsed(one["key"], one["title"], one["number"], one["issuer"]) for one in data.get("sources", ())
        ),
        tables=tuple(TableUsed(one["name"], one["sha256"]) for one in data["tables"]),
        capabilities=dict(data["capabilities"]),
        authority=data["authority"] or "",
        options={name: tuple(one) if isinstance(one, list) else one for name, one in data["options"].items()},
    )


def _why(error: Exception) -> str:
    return _("缺少 {key}").format(key=error.args[0]) if isinstance(error, KeyError) and error.args else str(error)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None


def _reason(text: str | None) -> Reason | None:
    return Reason(text) if text is not None else None


def _site(data: Any) -> SiteReport:
    coverage = data["coverage"]
    findings = tuple(_finding(one) for one in data["findings"])
    standing = {one["fingerprint"]: _standing(one) for one in data["findings"]}
    return SiteReport(
        site=_summary(data),
        score=_score(data["score"]),
        coverage=Coverage(coverage["obligations"], *_states(coverage)),
        chapters=tuple(PlanChapter(one["source"], one["chapter"], *_states(one)) for one in coverage["chapters"]),
        result=SiteResult(
            site_id=data["id"],
            results=tuple(_result(one) for one in data["results"]),
            findings=findings,
            obligations=tuple(
                ObligationState(one["id"], Outcome(one["outcome"]), tuple(one["rules"])) for one in data["obligations"]
            ),
        ),
        unseen=tuple(Unseen(Reason(one["reason"]), one["addresses"], one["rules"]) for one in data["unseen"]),
        standing={mark: one for mark, one in standing.items() if one != Standing()},
    )


def _states(data: Any) -> tuple[int, int, int, int, int]:
    return data["met"], data["not_met"], data["waiting"], data["not_applicable"], data["unseen"]


def _summary(data: Any) -> SiteSummary:
    inferred = {
        name: Inference(one["value"], Confidence(one["confidence"]), one["why"]) for name, one in data["inferred"].items()
    }
    pages = data["pages"]
    return SiteSummary(
        id=data["id"],
        name=data["name"],
        url=data["url"],
        level=Level(data["level"]) if data["level"] is not None else None,
        kind=Kind(data["kind"]) if data["kind"] is not None else None,
        region=data["region"],
        inferred=inferred,
        reached=data["reached"],
        pages=PageCount(pages["fetched"], pages["failed"], pages["skipped"]),
        saved_copy=data["saved_copy"],
        ended=_reason(data["ended"]),
        site_code=data.get("site_code", ""),
        organiser=data.get("organiser", ""),
    )


def _score(data: Any) -> Score:
    return Score(
        sheet=data["sheet"],
        verdict=data["verdict"],
        vetoes=tuple(_veto(one) for one in data["vetoes"]["all"]),
        low=data["low"],
        high=data["high"],
        unseen_points=data["unseen_points"],
        bonus=data["bonus"],
        arithmetic=tuple(_line(one) for one in data["arithmetic"]),
        marked=data["marked"],
    )


def _veto(data: Any) -> Veto:
    outcome, rules = Outcome(data["outcome"]), tuple(data["rules"])
    return Veto(data["id"], data["title"], outcome, data["why"], rules, data.get("title_en", ""))


def _line(data: Any) -> Line:
    findings = tuple(data["findings"])
    points, unseen = data["points"], data["unseen"]
    return Line(data["indicator"], data["title"], points, unseen, data["why"], findings, data.get("title_en", ""))


def _result(data: Any) -> RuleResult:
    counted, population, sample = data["counted"], data["population"], data["sample"]
    return RuleResult(
        rule=data["rule"],
        revision=data["revision"],
        outcome=Outcome(data["outcome"]),
        reason=_reason(data["reason"]),
        detail=data["detail"],
        about=data["about"],
        severity=Severity(data["severity"]),
        duty=data["duty"],
        status=data["status"],
        cites=_cites(data["cites"]),
        counted=Counted(counted["pass"], counted["fail"], counted["manual"], counted["error"]),
        population=_population(population) if population is not None else None,
        sample=Sampled(sample["drawn"], sample["of"]) if sample is not None else None,
        proof=_evidence(data["proof"]),
        findings=tuple(data["findings"]),
        hint=data["hint"],
        comparison=data["comparison"],
        check=data["check"],
    )


def _population(data: Any) -> PopulationState:
    reasons = tuple(Reason(one) for one in data["reasons"])
    return PopulationState(data["name"], data["closed"], reasons, data["size"])


def _finding(data: Any) -> Finding:
    return Finding(
        fingerprint=data["fingerprint"],
        check=data["check"],
        rules=tuple(data["rules"]),
        cites=_cites(data["cites"]),
        outcome=Outcome(data["outcome"]),
        reason=Reason(data["reason"]),
        severity=Severity(data["severity"]),
        confidence=Confidence(data["confidence"]),
        subject=data["subject"],
        name=data["name"],
        locator=data["locator"],
        message=data["message"],
        remedy=data["remedy"],
        evidence=_evidence(data["evidence"]),
        hint=data["hint"],
        comparison=data["comparison"],
    )


def _standing(data: Any) -> Standing:
    mark, review = data["fingerprint"], data.get("review")
    return Standing(
        state=State(data["state"]),
        waiver=_waiver(mark, data.get("waiver")),
        expired=_waiver(mark, data.get("expired_waiver")),
        review=review_from_json(mark, review) if review is not None else None,
    )


def _waiver(mark: str, data: Mapping[str, Any] | None) -> Waiver | None:
    if data is None:
        return None
    expires, added = date.fromisoformat(data["expires"]), date.fromisoformat(data["added"])
    return Waiver(mark, data["approver"], data["reason"], expires, added)


def _cites(data: Any) -> tuple[Cite, ...]:
    return tuple(Cite(one["source"], one["clause"], tuple(one["obligations"]), one["basis"]) for one in data)


def _evidence(data: Any) -> tuple[Evidence, ...]:
    return tuple(_proof(one) for one in data)


def _proof(data: Any) -> Evidence:
    kind = data["kind"]
    if kind == "page":
        fetched = datetime.fromisoformat(data["fetched_at"])
        places = (data["css"], data["xpath"], data["excerpt"], data["value"], data["how"])
        return PageEvidence(
            data["address"], data["final_address"], fetched, data["status"], data["sha256"], *places,
            personal=data.get("personal", False),
        )  # fmt: skip
    if kind == "wire":
        seen = _moment(data["fetched_at"])
        return WireEvidence(data["host"], data["fact"], data["value"], seen, data["detail"])
    if kind == "absence":
        return AbsenceEvidence(tuple(data["searched"]), tuple(data["names"]), tuple(data["nearest"]))
    raise ValueError(kind)
