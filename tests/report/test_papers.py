"""What goes into papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tests.report.books import reviewed_as

from govcheck.records.result import Finding
from govcheck.records.standing import Mark, Standing, State
from govcheck.report.model import RunReport
from govcheck.report.papers import findings_for_paper, hints_for_paper, left_out, unreviewed_mark, waiting


def numbers(findings: Iterable[Finding]) -> list[int]:
    return [int(one.fingerprint[3:], 16) for one in findings]


def test_without_a_person_nothing_goes_in(report: RunReport) -> None:
    site = report.sites[0]
    assert findings_for_paper(site, False) == hints_for_paper(site, False) == []
    assert left_out(site, False) == 11  # ten findings and one hint


def test_unreviewed_takes_all_that_fails_gravest_first_and_keeps_hints_apart(report: RunReport) -> None:
    site = report.sites[0]
    assert numbers(findings_for_paper(site, True)) == [8, 0, 1, 2, 3, 4, 5, 6, 7, 9]
    assert numbers(hints_for_paper(site, True)) == [10]
    assert left_out(site, True) == 0
    assert numbers(waiting(site)) == [12, 13]


def test_only_what_is_confirmed_and_never_what_is_false_or_comparison(report: RunReport) -> None:
    marks = {"f1": Mark.TRUE, "f2": Mark.FALSE, "f3": Mark.DOUBTFUL, "f10": Mark.TRUE, "f11": Mark.TRUE, "f12": Mark.TRUE}
    site = reviewed_as(report, **marks, f13=Mark.FALSE).sites[0]
    listed = findings_for_paper(site, False)
    assert numbers(listed) == [1, 12]  # a person decided what the tool could not
    assert numbers(hints_for_paper(site, False)) == [10]
    assert numbers(findings_for_paper(site, True)) == [8, 0, 1, 3, 4, 5, 6, 7, 12, 9]
    assert left_out(site, False) == 8
    assert waiting(site) == []


def test_a_waiver_or_a_baseline_takes_nothing_out(report: RunReport) -> None:
    site = report.sites[0]
    for state in State:
        standing = {one.fingerprint: Standing(state) for one in site.result.findings}
        assert len(findings_for_paper(replace(site, standing=standing), True)) == 10


def test_the_mark() -> None:
    assert unreviewed_mark(True) == "未经复核"
    assert unreviewed_mark(False) == ""
