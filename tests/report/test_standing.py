"""Numbers leave out what is waived or called 误报; every list keeps it and says so; no mark changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
from tests.report.conftest import FINDINGS, PAGE, RUN, SEEN, one_site

from govcheck.outcome import Outcome, Severity
from govcheck.records.standing import Mark, Review, State, Waiver
from govcheck.report.build import counted, decided, fresh, proven, reviewed, run_report
from govcheck.report.console import ConsoleReporter
from govcheck.report.findings import worst_first
from govcheck.report.formats import Format, reporter
from govcheck.report.json_report import report_json
from govcheck.report.model import RunReport
from govcheck.report.schema import report_schema
from govcheck.waivers.overlay import Decisions

WAIVED, KNOWN, MISJUDGED, EXPIRED, ASKED = (FINDINGS[place].fingerprint for place in (8, 1, 2, 3, 12))
DECISIONS = Decisions(
    frozenset({KNOWN, EXPIRED}),
    (
        Waiver(WAIVED, "张三", "改版期间", date(2026, 12, 1), date(2026, 6, 1)),
        Waiver(EXPIRED, "张三", "到期", date(2026, 6, 2), date(2026, 6, 1)),
    ),
    (
        Review(MISJUDGED, Mark.FALSE, "李四", SEEN, "看过", (PAGE.sha256,)),
        Review(ASKED, Mark.FALSE, "李四", SEEN, "", (PAGE.sha256,)),
    ),
)


@pytest.fixture
def overlaid(report: RunReport) -> RunReport:
    return decided(report, DECISIONS)


def test_nothing_but_standing_and_numbers_changes(report: RunReport, overlaid: RunReport) -> None:
    before, after = report.sites[0], overlaid.sites[0]
    assert replace(after, standing={}) == before
    assert after.score == before.score
    assert overlaid.run == report.run
    assert decided(overlaid, Decisions()) == report


def test_numbers_leave_out_waived_and_misjudged(report: RunReport, overlaid: RunReport) -> None:
    before, after = report.summary.findings, overlaid.summary.findings
    assert (before[Severity.CRITICAL], after[Severity.CRITICAL]) == (1, 0)
    assert (before[Severity.HIGH], after[Severity.HIGH]) == (8, 7)
    site = overlaid.sites[0]
    gone = {one.fingerprint for one in proven(site.result.findings)} - {one.fingerprint for one in counted(site)}
    assert gone == {WAIVED, MISJUDGED}
    assert {one.fingerprint for one in counted(site)} - {one.fingerprint for one in fresh(site)} == {KNOWN}


def test_other_reviews_alone(overlaid: RunReport) -> None:
    other = reviewed(overlaid, [Review(KNOWN, Mark.TRUE, "王五", SEEN)])
    stands = other.sites[0].standing
    assert set(stands) == {WAIVED, KNOWN, EXPIRED}
    assert stands[KNOWN].confirmed
    assert stands[KNOWN].state is State.KNOWN
    assert other.summary.findings[Severity.HIGH] == 8


def test_json_tells_every_decision(overlaid: RunReport) -> None:
    document = json.loads(reporter_text(overlaid))
    jsonschema.validate(document, report_schema(), cls=jsonschema.Draft202012Validator)
    found = {one["fingerprint"]: one for one in document["sites"][0]["findings"]}
    assert len(found) == len(FINDINGS)
    assert (found[WAIVED]["state"], found[WAIVED]["expired_waiver"]) == ("waived", None)
    assert found[WAIVED]["waiver"] == {
        "approver": "张三",
        "reason": "改版期间",
        "added": "2026-06-01",
        "expires": "2026-12-01",
    }
    assert (found[EXPIRED]["state"], found[EXPIRED]["waiver"]) == ("known", None)
    assert found[EXPIRED]["expired_waiver"]["expires"] == "2026-06-02"
    assert found[MISJUDGED]["review"]["mark"] == "误报"
    assert found[MISJUDGED]["review"]["bodies"] == [PAGE.sha256]
    assert {one["state"] for mark, one in found.items() if mark not in (WAIVED, KNOWN, EXPIRED)} == {"new"}


def reporter_text(report: RunReport) -> str:
    text = reporter(Format.JSON).render(report)  # type: ignore[union-attr]  # JSON is text
    return str(text)


def test_the_console_counts_and_still_lists(overlaid: RunReport) -> None:
    text = ConsoleReporter(width=100).render(overlaid)
    assert "需整改（8 条，另有提示和对照检查 2 条）" in text
    assert "已豁免 1 条（不计数），误报 1 条（不计数），已知 2 条，豁免过期 1 条（重新计数）" in text
    assert "［已知］［豁免已过期］" in text
    assert "待人工核实（1 条）" in text
    assert "［误报］没有找到“依申请公开”" in text
    order = [one.fingerprint for one in worst_first(FINDINGS, overlaid.sites[0].standing)]
    assert set(order[-2:]) == {WAIVED, MISJUDGED}, "last, whatever their severity"
    assert len(order) == sum(one.outcome is Outcome.FAIL for one in FINDINGS)


def test_waived_ones_are_listed_with_a_tag() -> None:
    site = one_site(result=replace(one_site().result, findings=(FINDINGS[8],)))
    text = ConsoleReporter(width=100).render(decided(run_report(RUN, [site]), DECISIONS))
    assert "需整改（0 条）" in text
    assert "［已豁免］没有政府公报栏目" in text


def test_a_batch_sums_decisions(overlaid: RunReport) -> None:
    text = ConsoleReporter(width=100).render(run_report(RUN, [*overlaid.sites, one_site()]))
    assert "已豁免 1 条（不计数），误报 1 条（不计数）" in text.split("站点 ")[0]


def test_without_decisions_no_word_of_them(report: RunReport) -> None:
    text = ConsoleReporter(width=100).render(report)
    assert "豁免" not in text
    assert "已知 " not in text
    assert json.dumps(report_json(report)).count('"state": "new"') == len(FINDINGS)
