"""Two runs compared: fixed is said only where the new run looked at everything the finding may stand for."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.conftest import RUN, finding, one_site, result

from govcheck.i18n import set_language
from govcheck.outcome import Outcome, Reason, Severity
from govcheck.records.result import Counted, Finding, PopulationState, RuleResult, Sampled
from govcheck.report.build import run_report
from govcheck.report.diff import Change, Why, diff
from govcheck.report.diff_view import CHANGES, WHY, diff_json, diff_text
from govcheck.report.model import PackUsed, RunReport

RULE = "national-inspection-2019/home-fresh"
CLOSED = PopulationState("column", True, (), 3)
OPEN = PopulationState("column", False, (Reason.BUDGET,), 3)
ALL = Counted(3, 0, 0, 0)
ONE = finding(1, Severity.HIGH)


def decided(outcome: Outcome, reason: Reason | None = None, **changes: object) -> RuleResult:
    values: dict[str, object] = {"population": CLOSED, "sample": None, "counted": ALL}
    return result(RULE, outcome, reason, **(values | changes))


def run(findings: tuple[Finding, ...] = (), results: tuple[RuleResult, ...] = (), **changes: object) -> RunReport:
    site = one_site(**changes)
    return run_report(RUN, [replace(site, result=replace(site.result, findings=findings, results=results))])


def became(new: RunReport, gone: Finding = ONE) -> tuple[Change, Why | None]:
    [one] = [one for one in diff(run((gone,)), new) if one.finding == gone]
    return one.change, one.why


FAIL = Counted(2, 1, 0, 0)


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ((decided(Outcome.PASS),), None),
        ((decided(Outcome.FAIL, Reason.LATE, counted=FAIL),), None),
        ((decided(Outcome.PASS, sample=Sampled(30, 412)),), Why.SAMPLE),
        ((decided(Outcome.FAIL, Reason.LATE, sample=Sampled(30, 412), counted=FAIL),), Why.SAMPLE),
        ((decided(Outcome.PASS, sample=Sampled(30, 30)),), None),
        ((decided(Outcome.FAIL, Reason.LATE, counted=FAIL, population=OPEN),), Why.OPEN),
        ((decided(Outcome.FAIL, Reason.LATE, counted=FAIL, population=None),), Why.UNDECIDED),
        ((decided(Outcome.FAIL, Reason.LATE, counted=Counted(2, 1, 0, 1)),), Why.OPEN),
        ((decided(Outcome.PASS, population=OPEN),), Why.OPEN),
        ((decided(Outcome.PASS, population=None),), Why.UNDECIDED),
        ((decided(Outcome.ERROR, Reason.BUDGET),), Why.UNDECIDED),
        ((decided(Outcome.MANUAL, Reason.PERSON),), Why.UNDECIDED),
        ((decided(Outcome.NOT_APPLICABLE, Reason.NOT_DUE),), Why.UNDECIDED),
        ((), Why.RULE),
        ((result("other/rule", Outcome.PASS),), Why.RULE),
    ],
)
def test_when_a_finding_that_is_gone_is_fixed(results: tuple[RuleResult, ...], why: Why | None) -> None:
    assert became(run((), results)) == (Change.FIXED if why is None else Change.NOT_SEEN, why)


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.FAIL])
def test_a_subject_that_was_read_is_fixed_though_others_were_not(outcome: Outcome) -> None:
    new = run((), (decided(outcome, population=OPEN),))
    seen = {"column": {ONE.subject}, "article": {"/9"}}
    assert [one.change for one in diff(run((ONE,)), new, lambda _site: seen)] == [Change.FIXED]
    assert [one.why for one in diff(run((ONE,)), new, lambda _site: {"article": {ONE.subject}})] == [Why.OPEN]
    unsure = run((), (decided(outcome, population=OPEN, counted=Counted(2, 0, 0, 1)),))
    assert [one.why for one in diff(run((ONE,)), unsure, lambda _site: seen)] == [Why.OPEN], "it may be the one in error"


def test_there_being_none_is_fixed_by_one() -> None:
    none = replace(ONE, subject="@column")
    assert became(run((), (decided(Outcome.PASS, population=OPEN),)), none) == (Change.FIXED, None)
    empty = PopulationState("column", False, (Reason.BUDGET,), 0)
    assert became(run((), (decided(Outcome.PASS, population=empty),)), none) == (Change.NOT_SEEN, Why.OPEN)


def test_one_of_its_rules_is_enough() -> None:
    both = replace(ONE, rules=(RULE, "xzs2018/other"))
    other = replace(decided(Outcome.ERROR, Reason.BUDGET), rule="xzs2018/other")
    assert became(run((), (other, decided(Outcome.PASS))), both) == (Change.FIXED, None)
    assert became(run((), (other,)), both) == (Change.NOT_SEEN, Why.UNDECIDED)


def test_a_site_that_was_not_looked_at() -> None:
    assert became(run_report(RUN, [])) == (Change.NOT_SEEN, Why.SITE)
    seen = run((), (decided(Outcome.PASS),))
    site = seen.sites[0]
    unreached = run_report(RUN, [replace(site, site=replace(site.site, reached=False))])
    assert became(unreached) == (Change.NOT_SEEN, Why.UNREACHED)


@pytest.mark.parametrize(
    ("changes", "fixed"),
    [
        ({"reason": Reason.UNDATED}, False),
        ({"outcome": Outcome.MANUAL, "reason": Reason.NO_MATCH, "locator": "elsewhere"}, False),
        ({"reason": Reason.UNDATED, "locator": "elsewhere"}, True),
        ({"reason": Reason.UNDATED, "subject": "/other"}, True),
        ({"reason": Reason.UNDATED, "check": "other"}, True),
    ],
)
def test_the_same_subject_for_another_reason_is_not_fixed(changes: dict[str, object], fixed: bool) -> None:
    other = replace(finding(2, Severity.HIGH, subject=ONE.subject), **changes)  # type: ignore[arg-type]
    new = run((other,), (decided(Outcome.FAIL, Reason.LATE, counted=FAIL),))
    assert became(new) == ((Change.FIXED, None) if fixed else (Change.NOT_SEEN, Why.OTHERWISE))


def test_new_and_persisting() -> None:
    two = finding(2, Severity.LOW)
    later = replace(ONE, message={"zh": "更久没有更新", "en": "staler"})
    changes = diff(run((ONE,)), run((later, two)))
    assert [(one.change, one.finding) for one in changes] == [(Change.PERSISTING, later), (Change.NEW, two)]
    assert all(one.why is None for one in changes)


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)), st.booleans())
def test_every_finding_is_told_once(old: set[int], new: set[int], seen: bool) -> None:
    results = (decided(Outcome.PASS if seen else Outcome.ERROR),)
    runs = [run(tuple(finding(number, Severity.LOW) for number in sorted(numbers)), results) for numbers in (old, new)]
    changes = diff(*runs)
    counts = Counter(one.change for one in changes)
    assert len({one.finding.fingerprint for one in changes}) == len(changes) == len(old | new)
    assert (counts[Change.NEW], counts[Change.PERSISTING]) == (len(new - old), len(old & new))
    assert counts[Change.FIXED] == (len(old - new) if seen else 0)
    assert counts[Change.NOT_SEEN] == (0 if seen else len(old - new))


def test_a_run_against_itself_persists() -> None:
    one = run_report(RUN, [one_site()])
    assert {change.change for change in diff(one, one)} == {Change.PERSISTING}


def test_json() -> None:
    old, new = run((ONE,)), run((), (decided(Outcome.ERROR, Reason.BUDGET),))
    document = diff_json(old, new, diff(old, new))
    assert document["counts"] == {"new": 0, "persisting": 0, "fixed": 0, "not-seen": 1}
    [change] = document["changes"]
    assert (change["site"], change["why"]) == ("example", "rule-undecided")
    assert change["finding"]["fingerprint"] == ONE.fingerprint
    assert json.loads(json.dumps(document)) == document


def test_the_console_gives_every_part_and_why() -> None:
    old = run((ONE, finding(2, Severity.LOW), finding(3, Severity.LOW, outcome=Outcome.MANUAL)))
    new = run((finding(2, Severity.LOW), finding(4, Severity.LOW)), (decided(Outcome.ERROR, Reason.BUDGET),))
    text = diff_text(old, new, diff(old, new))
    assert "新发现（1 条）" in text
    assert "已整改（0 条）" in text
    assert "未再看到，不能断言已整改（2 条，其中待人工 1 条）" in text
    assert "仍存在（1 条）" in text
    assert "（新的一次未能判定）" in text.replace("\n", "").replace(" ", "")
    assert ONE.fingerprint in text
    assert "规则包不同" not in text
    other = replace(new, run=replace(new.run, packs=(PackUsed("p", "1", "0" * 64),)))
    assert "规则包不同" in diff_text(old, other, diff(old, other))


def test_long_lists_are_cut() -> None:
    old = run(tuple(finding(number, Severity.LOW) for number in range(50)))
    assert "其余 20 条见 JSON" in diff_text(old, old, diff(old, old))


def test_every_change_and_reason_has_words() -> None:
    set_language("zh")
    assert set(CHANGES) == set(Change)
    assert set(WHY) == set(Why)
