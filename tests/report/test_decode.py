"""Reports read back: the exact inverse of writing them, by hand-made and drawn records; damage is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.report.conftest import FINDINGS, PAGE, SEEN, WIRE, one_site
from tests.waivers.conftest import BODIES, reviews, waivers

from govcheck.errors import ArchiveError
from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.records.result import AbsenceEvidence, Cite, Finding, PageEvidence, WireEvidence
from govcheck.records.standing import Standing, State
from govcheck.report.build import run_report
from govcheck.report.decode import run_from_json, site_from_json
from govcheck.report.encode import dumps, site_json
from govcheck.report.json_report import report_json
from govcheck.report.model import RunReport, SiteReport

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS | st.floats(allow_nan=False, allow_infinity=False)
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(TEXTS, SCALARS, max_size=3)
MOMENTS = st.integers(-(10**9), 10**9).map(lambda seconds: SEEN + timedelta(seconds=seconds))
MANY = st.lists(TEXTS, max_size=3).map(tuple)
WORDS = st.fixed_dictionaries({"zh": TEXTS, "en": TEXTS})
EVIDENCE = (
    st.builds(
        PageEvidence, TEXTS, TEXTS, MOMENTS, st.integers(0, 999), st.sampled_from(BODIES), *[TEXTS] * 3, VALUES, TEXTS
    )
    | st.builds(WireEvidence, TEXTS, TEXTS, VALUES, st.none() | MOMENTS, TEXTS)
    | st.builds(AbsenceEvidence, MANY, MANY, MANY)
)
CITES = st.builds(Cite, TEXTS, TEXTS, MANY, st.sampled_from(("stated", "reading")))
FINDING = st.builds(
    Finding,
    fingerprint=st.integers(0, 2**128 - 1).map("v1:{:032x}".format),
    check=TEXTS,
    rules=MANY,
    cites=st.lists(CITES, max_size=2).map(tuple),
    outcome=st.sampled_from((Outcome.FAIL, Outcome.MANUAL)),
    reason=st.sampled_from(Reason),
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    subject=TEXTS,
    name=TEXTS,
    locator=TEXTS,
    message=WORDS,
    remedy=WORDS,
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    hint=st.booleans(),
    comparison=st.booleans(),
)


@st.composite
def standings(draw: st.DrawFn, mark: str) -> Standing:
    """How a finding may stand."""
    waiver = draw(st.none() | waivers())
    review = draw(st.none() | reviews())
    return Standing(
        State.WAIVED if waiver else draw(st.sampled_from((State.NEW, State.KNOWN))),
        replace(waiver, fingerprint=mark) if waiver else None,
        None if waiver else draw(st.none() | waivers().map(lambda one: replace(one, fingerprint=mark))),
        replace(review, fingerprint=mark) if review else None,
    )


@st.composite
def sites(draw: st.DrawFn) -> SiteReport:
    """A site with findings of every sort, and how they stand."""
    found = tuple(draw(st.lists(FINDING, max_size=3, unique_by=lambda one: one.fingerprint)))
    made = one_site()
    made = replace(made, result=replace(made.result, findings=found))
    stands = {one.fingerprint: draw(standings(one.fingerprint)) for one in found}
    return replace(made, standing={mark: one for mark, one in stands.items() if one != Standing()})


def plain(site: SiteReport) -> SiteReport:
    """A hand-made site with what JSON has in place of dates and tuples among values read."""
    return site_from_json(site_json(site))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(sites())
def test_the_exact_inverse_over_drawn_sites(site: SiteReport) -> None:
    site = replace(plain(one_site()), result=site.result, standing=site.standing)
    text = dumps(site_json(site))
    read = site_from_json(json.loads(text))
    assert [one.evidence for one in read.result.findings] == [one.evidence for one in site.result.findings]
    assert read.standing == site.standing
    assert replace(read, result=site.result) == replace(site, result=site.result)
    assert read.result.findings == site.result.findings
    assert dumps(site_json(read)) == text


def test_hand_made_reports_come_back(report: RunReport, hostile: RunReport, batch: Callable[[int], RunReport]) -> None:
    for one in (report, hostile, batch(6), run_report(report.run, [])):
        document = json.loads(dumps(report_json(one)))
        read = run_from_json(document)
        assert report_json(read) == document
        assert run_from_json(report_json(read)) == read
        assert read.summary == one.summary


def test_what_was_masked_stays_masked(report: RunReport) -> None:
    read = run_from_json(report_json(report))
    assert read.run.options == {"basic_auth": "***", "headers": "***", "max_pages": 120}


def test_a_report_of_names_only_is_refused(batch: Callable[[int], RunReport]) -> None:
    with pytest.raises(ArchiveError, match="缺少"):
        run_from_json(report_json(batch(201)))


def wrong_evidence(kind: str) -> dict[str, object]:
    site = one_site()
    found = replace(FINDINGS[0], evidence=(replace(PAGE, kind=kind), WIRE))
    return site_json(replace(site, result=replace(site.result, findings=(found,))))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        "text",
        site_json(one_site()) | {"level": "village"},
        site_json(one_site()) | {"findings": [1]},
        site_json(one_site()) | {"score": None},
        wrong_evidence("rumour"),
    ],
    ids=["null", "list", "empty", "text", "level", "finding", "score", "evidence"],
)
def test_what_is_no_site_is_refused(data: object) -> None:
    with pytest.raises(ArchiveError, match="站点结果不能读取"):
        site_from_json(data)


@pytest.mark.parametrize("data", [None, {}, {"run": {}, "sites": []}, {"run": None, "sites": []}])
def test_what_is_no_report_is_refused(data: object) -> None:
    with pytest.raises(ArchiveError, match="报告不能读取"):
        run_from_json(data)
