"""Counting: where a site stands, what was not seen, what was inferred."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govcheck.outcome import Confidence, Outcome, Reason
from govcheck.records.result import ObligationState, Score, SiteResult
from govcheck.records.site import Inference, Kind, Level, PageCount, Site, SiteRecord
from govcheck.report.build import coverage, site_report, standing

RECORD = SiteRecord(Site("a", "", "http://a.gov.cn/"), {}, {}, True, False, None, None, PageCount(0, 0, 0))
SCORE = Score("s", "undetermined", (), 0.0, 100.0, 100.0, 0.0, ())
EMPTY = SiteResult("a", (), ())


@pytest.mark.parametrize(
    ("verdict", "reached", "expected"),
    [
        ("qualified", True, "qualified"),
        ("unqualified", True, "unqualified"),
        ("unqualified", False, "unqualified"),
        ("undetermined", True, "undetermined"),
        ("undetermined", False, "unseen"),
        ("none", True, "comparison"),
        ("none", False, "unseen"),
    ],
)
def test_standing(verdict: str, reached: bool, expected: str) -> None:
    assert standing(site_report(replace(RECORD, reached=reached), EMPTY, replace(SCORE, verdict=verdict))) == expected


def test_what_is_stated_wins_over_what_is_inferred() -> None:
    inferred = {
        "level": Inference("city", Confidence.HIGH, "x"),
        "kind": Inference("department", Confidence.LOW, "x"),
        "region": Inference("990100", Confidence.HIGH, "x"),
        "services": Inference("yes", Confidence.HIGH, "x"),
    }
    site = replace(RECORD.site, level=Level.COUNTY)
    made = site_report(replace(RECORD, site=site, inferred=inferred), EMPTY, SCORE).site
    assert (made.level, made.kind, made.region) == (Level.COUNTY, Kind.DEPARTMENT, "990100")


def test_an_inferred_word_that_is_none_is_left_out() -> None:
    made = site_report(replace(RECORD, inferred={"level": Inference("moon", Confidence.LOW, "x")}), EMPTY, SCORE)
    assert made.site.level is None


def test_reasons_for_not_seeing_come_in_the_order_of_the_list() -> None:
    record = replace(RECORD, unseen={Reason.BUDGET: 3, Reason.TIMEOUT: 1}, ended=Reason.CHALLENGE)
    made = site_report(record, EMPTY, SCORE)
    assert [(one.reason, one.addresses) for one in made.unseen] == [
        (Reason.TIMEOUT, 1),
        (Reason.CHALLENGE, 0),
        (Reason.BUDGET, 3),
    ]


def test_more_pages_are_no_remedy_for_a_site_that_was_not_reached() -> None:
    record = replace(RECORD, reached=False, unseen={Reason.NOT_FETCHED: 1, Reason.TIMEOUT: 2}, ended=None)
    made = site_report(record, EMPTY, SCORE)
    assert [(one.reason, one.addresses) for one in made.unseen] == [(Reason.UNREACHED, 1), (Reason.TIMEOUT, 2)]
    made = site_report(replace(record, reached=True), EMPTY, SCORE)
    assert [(one.reason, one.addresses) for one in made.unseen] == [(Reason.NOT_FETCHED, 1), (Reason.TIMEOUT, 2)]


def test_coverage_counts_every_obligation_once() -> None:
    states = tuple(ObligationState(str(place), outcome, ()) for place, outcome in enumerate([*Outcome, Outcome.PASS]))
    one = coverage(SiteResult("a", (), (), states))
    assert one.obligations == 6 == one.met + one.not_met + one.waiting + one.not_applicable + one.unseen
    assert one.met == 2
