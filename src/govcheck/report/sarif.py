"""SARIF 2.1.0 (OASIS Standard, errata 01), for the places where pipelines show findings.

A result's place is what somebody can mend: the saved file, else the site's line in the list, else the page's address (code
hosts refuse addresses that are not files of the repository, so there is only ever one kind of place in a result).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from govcheck import __version__
from govcheck.engine.explain import meaning, remedy
from govcheck.i18n import _, language
from govcheck.outcome import Outcome, Reason, Severity
from govcheck.records.result import Cite, Finding, PageEvidence, RuleResult
from govcheck.records.standing import Standing, State
from govcheck.report.background import NOTHING, Background, Place
from govcheck.report.counting import why_not
from govcheck.report.encode import JSON, dumps
from govcheck.report.model import RunReport, SiteReport, SourceUsed, Unseen
from govcheck.report.paper_words import clause
from govcheck.report.papers import standing_of
from govcheck.report.safe import plain
from govcheck.report.sarif_text import file_uri, literal, web_uri
from govcheck.report.words import aside, said

VERSION: Final = "2.1.0"
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "govcheck/v1"
LEVELS: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}
_BINARY: Final = (".xlsx", ".xlsm", ".xls", ".et")
"""Site lists that have rows and no lines of text."""
_ADDRESSES: Final = 10


class SarifReporter:
    """One SARIF log with one run."""

    def __init__(self, background: Background = NOTHING) -> None:
        self.background = background

    def render(self, report: RunReport) -> str:
        """The log and a line end."""
        return dumps(sarif_json(report, self.background), indent=2) + "\n"


def sarif_json(report: RunReport, background: Background = NOTHING) -> JSON:
    """The log as plain JSON values."""
    rules = _rules(report, background)
    index = {rule["id"]: place for place, rule in enumerate(rules)}
    reasons = [one for one in Reason if any(one is unseen.reason for site in report.sites for unseen in site.unseen)]
    run = report.run
    invocation: JSON = {
        "executionSuccessful": run.finished is not None,
        "toolExecutionNotifications": [
            _unseen(site, one, reasons, background) for site in report.sites for one in site.unseen
        ],
    }
    for name, moment in (("startTimeUtc", run.started), ("endTimeUtc", run.finished)):
        if moment is not None:
            invocation[name] = _utc(moment)
    driver = {
        "name": "govcheck",
        "version": __version__,
        "language": _LANGUAGES[language()],
        "rules": rules,
        "notifications": [_reason(one) for one in reasons],
    }
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": driver},
                "automationDetails": {"id": f"govcheck/{plain(run.id)}"},
                "invocations": [invocation],
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(site, finding, index, background) for site in report.sites for finding in site.result.findings
                ],
                "properties": {
                    "asOf": run.as_of.isoformat(),
                    "seed": plain(run.seed),
                    "authority": plain(run.authority),
                    "packs": [{"id": one.id, "version": one.version, "sha256": one.sha256} for one in run.packs],
                },
            }
        ],
    }


def _rules(report: RunReport, background: Background) -> list[JSON]:
    """A descriptor for every rule that was looked at, in the order of the results: ids are full rule ids."""
    sources = {one.key: one for one in report.run.sources}
    found: dict[str, JSON] = {}
    for site in report.sites:
        for result in site.result.results:
            if result.rule not in found:
                found[result.rule] = _descriptor(result, background, sources)
        for finding in site.result.findings:  # a stored report may have been cut; every ruleId must have its descriptor
            for rule in finding.rules:
                found.setdefault(rule, {"id": rule, "shortDescription": {"text": rule}, "help": {"text": rule}})
    return list(found.values())


def _descriptor(result: RuleResult, background: Background, sources: Mapping[str, SourceUsed]) -> JSON:
    rule = background.rules.get(result.rule)
    cites = _("；").join(clause(cite, sources) for cite in result.cites) or result.rule
    help_text = said(rule.remedy) if rule is not None else ""
    full = said(rule.doc) if rule is not None else ""
    return {
        "id": result.rule,
        "shortDescription": {"text": literal(said(_title(result, background)) or result.rule)},
        "fullDescription": {"text": literal(full or cites)},
        "help": {"text": literal(help_text or cites)},
        "defaultConfiguration": {"level": LEVELS[result.severity]},
        "properties": {
            "severity": result.severity.value,
            "about": result.about,
            "duty": result.duty,
            "revision": result.revision,
            "cites": _cites(result.cites),
            "tags": [result.about, result.duty],
        },
    }


def _title(result: RuleResult, background: Background) -> Mapping[str, str]:
    rule = background.rules.get(result.rule)
    return rule.title if rule is not None else {}


def _result(site: SiteReport, finding: Finding, index: Mapping[str, int], background: Background) -> JSON:
    standing = standing_of(site, finding)
    kind, level = _kind(finding)
    addresses = list(_addresses(finding))
    where = aside(addresses[0]) if addresses else ""
    result: JSON = {
        "ruleId": finding.rules[0],
        "ruleIndex": index[finding.rules[0]],
        "kind": kind,
        "level": level,
        "message": {"text": literal(said(finding.message) + where)},
        "locations": [_location(site, addresses[0] if addresses else "", background)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "baselineState": "new" if standing.state is State.NEW else "unchanged",
        "suppressions": _suppressions(site, finding, standing),
        "properties": {
            "site": site.site.id,
            "check": finding.check,
            "rules": list(finding.rules),
            "cites": _cites(finding.cites),
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "outcome": finding.outcome.value,
            "reason": finding.reason.value,
            "subject": plain(finding.subject),
            "name": plain(finding.name),
            "hint": finding.hint,
            "comparison": finding.comparison,
            "remedy": plain(said(finding.remedy)),
            "addresses": [plain(one) for one in addresses[:_ADDRESSES]],
        },
    }
    return result


def _kind(finding: Finding) -> tuple[str, str]:
    """Kind and level; by the standard only what failed has a level (§3.27.10)."""
    if finding.comparison:
        return "informational", "none"
    if finding.outcome is not Outcome.FAIL:
        return "review", "none"
    return "fail", "note" if finding.hint else LEVELS[finding.severity]


def _suppressions(site: SiteReport, finding: Finding, standing: Standing) -> list[JSON]:
    """One for a waiver in force or a 误报; none for a baseline, which is ``baselineState``."""
    if standing.silent or standing.state is State.WAIVED:
        waiver = standing.waiver
        why = waiver.reason if waiver is not None and not standing.silent else why_not(site, finding)
        one: JSON = {"kind": "external", "status": "accepted", "justification": literal(why)}
        if waiver is not None and not standing.silent:
            one["properties"] = {
                "approver": plain(waiver.approver),
                "expires": waiver.expires.isoformat(),
                "added": waiver.added.isoformat(),
            }
        return [one]
    return []


def _addresses(finding: Finding) -> Iterable[str]:
    return dict.fromkeys(
        proof.final_address or proof.address for proof in finding.evidence if isinstance(proof, PageEvidence)
    )


def _location(site: SiteReport, address: str, background: Background) -> JSON:
    place = background.place(site.site.id, address)
    found: JSON = {
        "logicalLocations": [{"name": plain(site.site.id), "fullyQualifiedName": plain(site.site.id), "kind": "resource"}]
    }
    physical = _of_file(place) if place is not None else _of_web(address or site.site.url)
    if physical is not None:
        found["physicalLocation"] = physical
    return found


def _of_file(place: Place) -> JSON:
    physical: JSON = {"artifactLocation": {"uri": file_uri(place.file)}}
    if not place.file.lower().endswith(_BINARY):
        physical["region"] = {"startLine": max(place.line, 1)}
    return physical


def _of_web(address: str) -> JSON | None:
    uri = web_uri(address)
    return {"artifactLocation": {"uri": uri}} if uri else None


def _unseen(site: SiteReport, one: Unseen, reasons: list[Reason], background: Background) -> JSON:
    """What was not seen, for one reason: said of the site's place, never as its fault."""
    text = _("{site}：{meaning}（网址 {addresses} 个，规则 {rules} 条）").format(
        site=site.site.id, meaning=said(meaning(one.reason)), addresses=one.addresses, rules=one.rules
    )
    todo = said(remedy(one.reason))
    if todo:
        text += _("；办法：{remedy}").format(remedy=todo)
    return {
        "descriptor": {"id": _reason_id(one.reason), "index": reasons.index(one.reason)},
        "level": "warning" if site.site.reached else "error",
        "message": {"text": literal(text)},
        "locations": [_location(site, "", background)],
        "properties": {"site": site.site.id, "addresses": one.addresses, "rules": one.rules},
    }


def _reason(reason: Reason) -> JSON:
    text = literal(said(meaning(reason)))
    return {
        "id": _reason_id(reason),
        "shortDescription": {"text": text},
        "help": {"text": literal(said(remedy(reason))) or text},
    }


def _reason_id(reason: Reason) -> str:
    return f"unseen/{reason.value}"


def _cites(cites: Iterable[Cite]) -> list[Any]:
    return [{"source": one.source, "clause": one.clause, "basis": one.basis} for one in cites]


def _utc(moment: datetime) -> str:
    """As the standard wants moments (§3.9): UTC, with ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
