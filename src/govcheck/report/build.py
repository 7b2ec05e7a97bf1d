"""From what was judged to what is reported: only counting, no judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from govcheck.outcome import Outcome, Reason, Severity
from govcheck.records.result import Finding, PlanChapter, Score, SiteResult
from govcheck.records.site import Inference, Kind, Level, SiteRecord
from govcheck.records.standing import Review, Standing
from govcheck.report.model import Coverage, RunMeta, RunReport, SiteReport, SiteSummary, Summary, Unseen
from govcheck.waivers import overlay
from govcheck.waivers.overlay import Decisions

_Word = TypeVar("_Word", Level, Kind)

_UNTOUCHED: Final = Standing()
_VERDICTS: Final = ("qualified", "unqualified", "undetermined")


def site_report(record: SiteRecord, result: SiteResult, score: Score, chapters: Sequence[PlanChapter] = ()) -> SiteReport:
    """One site's report from its record, its judgement, its mark and the chapters of the work plans."""
    return SiteReport(_summary(record), score, coverage(result), tuple(chapters), result, _unseen(record, result))


def run_report(run: RunMeta, sites: Iterable[SiteReport]) -> RunReport:
    """The whole run, with its numbers."""
    listed = tuple(sites)
    return RunReport(run, listed, summarise(listed))


def summarise(sites: Sequence[SiteReport]) -> Summary:
    """The batch in numbers."""
    stands = Counter(standing(one) for one in sites)
    severities = Counter(finding.severity for one in sites for finding in counted(one))
    return Summary(
        sites=len(sites),
        reached=sum(one.site.reached for one in sites),
        qualified=stands["qualified"],
        unqualified=stands["unqualified"],
        undetermined=stands["undetermined"],
        unseen=stands["unseen"],
        comparison=stands["comparison"],
        findings={severity: severities[severity] for severity in Severity},
    )


def standing(site: SiteReport) -> str:
    """Where a site counts: qualified | unqualified | undetermined | unseen | comparison; each site counts once."""
    verdict = site.score.verdict
    if not site.site.reached and verdict not in ("qualified", "unqualified"):
        return "unseen"
    return verdict if verdict in _VERDICTS else "comparison"


def proven(findings: Iterable[Finding], standings: Mapping[str, Standing] = MappingProxyType({})) -> list[Finding]:
    """The findings that are to be rectified: ``fail``, no 提示, no 对照检查; with ``standings``, none waived or silent."""
    return [
        one
        for one in findings
        if one.outcome is Outcome.FAIL
        and not one.hint
        and not one.comparison
        and standings.get(one.fingerprint, _UNTOUCHED).counts
    ]


def counted(site: SiteReport) -> list[Finding]:
    """The findings of a site that go into numbers: proven ones, neither waived nor called 误报. All stay listed."""
    return proven(site.result.findings, site.standing)


def fresh(site: SiteReport) -> list[Finding]:
    """Those of :func:`counted` that are new against the baseline, or whose waiver has expired: what fails a pipeline."""
    return [one for one in counted(site) if site.standing.get(one.fingerprint, _UNTOUCHED).fresh]


def decided(report: RunReport, decisions: Decisions) -> RunReport:
    """The report with baseline, waivers and reviews laid over every site in place of what lay there, summed up anew."""
    as_of = report.run.as_of
    return run_report(report.run, (decided_site(one, decisions, as_of) for one in report.sites))


def decided_site(site: SiteReport, decisions: Decisions, as_of: date) -> SiteReport:
    """The same for one site."""
    return replace(site, standing=decisions.over(site.result.findings, as_of))


def reviewed(report: RunReport, reviews: Sequence[Review]) -> RunReport:
    """The report with these reviews in place of its own; what baseline and waivers said stays."""
    sites = (replace(one, standing=overlay.reviewed(one.result.findings, one.standing, reviews)) for one in report.sites)
    return run_report(report.run, sites)


def coverage(result: SiteResult) -> Coverage:
    """Obligations by state."""
    states = Counter(one.outcome for one in result.obligations)
    return Coverage(
        obligations=len(result.obligations),
        met=states[Outcome.PASS],
        not_met=states[Outcome.FAIL],
        waiting=states[Outcome.MANUAL],
        not_applicable=states[Outcome.NOT_APPLICABLE],
        unseen=states[Outcome.ERROR],
    )


def _summary(record: SiteRecord) -> SiteSummary:
    site, inferred = record.site, record.inferred
    level = site.level or _member(Level, inferred.get("level"))
    kind = site.kind or _member(Kind, inferred.get("kind"))
    region = site.region or (inferred["region"].value if "region" in inferred else "")
    return SiteSummary(
        id=site.id,
        name=site.name,
        url=site.url,
        level=level,
        kind=kind,
        region=region,
        inferred=dict(sorted(inferred.items())),
        reached=record.reached,
        pages=record.pages,
        saved_copy=record.saved_copy,
        ended=record.ended,
        site_code=site.site_code,
        organiser=site.organiser,
    )


def _member(words: type[_Word], inference: Inference | None) -> _Word | None:
    return next((word for word in words if inference is not None and word.value == inference.value), None)


def _unseen(record: SiteRecord, result: SiteResult) -> tuple[Unseen, ...]:
    """Reasons for not seeing, in the order of the closed list: addresses from the crawl, rules from the judgement."""
    rules = Counter(one.reason for one in result.results if one.outcome is Outcome.ERROR and one.reason is not None)
    addresses = Counter(record.unseen)
    if not record.reached and not rules[Reason.NOT_FETCHED]:  # more pages are no remedy where none could be had
        lost = addresses.pop(Reason.NOT_FETCHED, 0)
        if lost:
            addresses[Reason.UNREACHED] += lost
    named = {*addresses, *rules} | ({record.ended} if record.ended is not None else set())
    return tuple(Unseen(reason, addresses[reason], rules[reason]) for reason in Reason if reason in named)
