"""JUnit: read by a public parser; a suite is a site, a case is a rule; what the exit code forgives is skipped."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped
from tests.report.conftest import FINDINGS, RUN, one_site

from govcheck.outcome import Reason
from govcheck.records.standing import Standing, State, Waiver
from govcheck.report.background import Background, Place
from govcheck.report.build import run_report
from govcheck.report.formats import Format, format_of, reporter
from govcheck.report.junit import JunitReporter
from govcheck.report.model import RunReport

FIRST = "v1:" + "0" * 32


def suites(report: RunReport, background: Background | None = None) -> list[Any]:
    text = JunitReporter(background or Background()).render(report)
    return list(JUnitXml.fromstring(text.encode()))


def cases(report: RunReport, background: Background | None = None) -> dict[str, Any]:
    (suite,) = suites(report, background)
    return {case.name: case for case in suite}


def only(case: Any) -> Any:
    (one,) = case.result
    return one


def with_standing(report: RunReport, standing: Standing) -> RunReport:
    return run_report(report.run, [replace(report.sites[0], standing={FIRST: standing})])


def test_a_suite_is_a_site_and_a_case_is_a_rule(report: RunReport) -> None:
    (suite,) = suites(report)
    assert suite.name == "example"
    assert suite.timestamp == "2026-06-15T09:30:00"
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (6, 1, 0, 3)
    assert [case.name for case in suite] == [one.rule for one in report.sites[0].result.results]
    assert {case.classname for case in suite} == {"example"}
    assert {one.name: one.value for one in suite.properties()}["url"] == "http://www.example.gov.cn/"


def test_outcomes(report: RunReport) -> None:
    found = cases(report)
    failure = only(found["national-inspection-2019/home-fresh"])
    assert isinstance(failure, Failure)
    assert "首页超过两周没有更新" in failure.message
    assert FIRST in failure.text
    assert "http://www.example.gov.cn/index.html" in failure.text
    assert found["national-inspection-2019/column-blank"].result == []
    for rule, words in (
        ("national-inspection-2019/veto-wording", "须由人认定"),
        ("xzs2018/interpretation-lag", ""),
        ("fj2018/other", "不是这一地区的要求"),
    ):
        skipped = only(found[rule])
        assert isinstance(skipped, Skipped)
        assert skipped.message
        assert words in skipped.message


def test_strict_makes_failures_of_what_is_open(report: RunReport) -> None:
    found = cases(report, Background(strict=True))
    assert isinstance(only(found["national-inspection-2019/veto-wording"]), Failure)
    assert isinstance(only(found["xzs2018/interpretation-lag"]), Failure)
    assert isinstance(only(found["fj2018/other"]), Skipped), "not applicable is not open"
    excused = cases(report, Background(strict=True, excused=frozenset({Reason.POPULATION_OPEN})))
    assert isinstance(only(excused["xzs2018/interpretation-lag"]), Skipped)


def test_what_is_known_or_waived_is_skipped_with_the_reason(report: RunReport) -> None:
    waiver = Waiver(FIRST, "张三", "改版中", date(2026, 7, 31), date(2026, 6, 1))
    for standing, words in ((Standing(State.KNOWN), "基线"), (Standing(State.WAIVED, waiver=waiver), "改版中")):
        skipped = only(cases(with_standing(report, standing))["national-inspection-2019/home-fresh"])
        assert isinstance(skipped, Skipped)
        assert words in skipped.message
    expired = with_standing(report, Standing(State.KNOWN, expired=waiver))
    assert isinstance(only(cases(expired)["national-inspection-2019/home-fresh"]), Failure)


def test_a_site_that_was_not_reached_is_an_error(report: RunReport) -> None:
    (site,) = report.sites
    gone = replace(site, site=replace(site.site, reached=False, ended=Reason.TIMEOUT))
    error = only(cases(run_report(report.run, [gone]))["govcheck/reached"])
    assert isinstance(error, Error)
    assert error.type == "timeout"


def test_the_line_of_the_list(report: RunReport) -> None:
    text = JunitReporter(Background(places={"example": Place("sites.yaml", 7)})).render(report)
    assert 'file="sites.yaml" line="7"' in text


def test_sums(report: RunReport, batch: Any) -> None:
    text = JunitReporter().render(batch(5))
    whole = JUnitXml.fromstring(text.encode())
    assert whole.tests == sum(suite.tests for suite in whole)
    assert whole.failures == sum(suite.failures for suite in whole) > 0
    assert 'tests="' in JunitReporter().render(run_report(report.run, []))


def test_text_of_others_is_dead(hostile: RunReport) -> None:
    text = JunitReporter().render(hostile)
    assert suites(hostile)
    for sign in "\x1b\x9b\x07\u202e\u2066\u200b\ud800":
        assert sign not in text


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_gives_a_document(text: str) -> None:
    site = one_site()
    finding = replace(FINDINGS[0], message={"zh": text, "en": text}, remedy={"zh": text, "en": ""})
    site = replace(site, site=replace(site.site, name=text), result=replace(site.result, findings=(finding,)))
    rendered = JunitReporter().render(run_report(RUN, [site]))
    assert JUnitXml.fromfile(io.BytesIO(rendered.encode())).failures == 1


def test_by_the_ending_of_the_file() -> None:
    assert format_of(Path("a.xml")) is Format.JUNIT
    assert isinstance(reporter(Format.JUNIT), JunitReporter)
