"""The gate alone: severities, rules, vetoes and marks; what is covered never stops anything."""

from dataclasses import replace

import pytest
from tests.report.conftest import RUN, finding, one_site, words

from govcheck.cli.gate import Gate, gate_of
from govcheck.errors import UsageError
from govcheck.outcome import Outcome, Severity
from govcheck.pack.load import load_packs
from govcheck.records.result import Veto
from govcheck.records.standing import Standing, State
from govcheck.report.build import run_report

RULE = "national-inspection-2019/home-fresh"
RULES = {rule.id: rule for pack in load_packs(["national-inspection-2019"]) for rule in pack.rules}


def run_of(*findings, standing=None, **score):
    site = one_site()
    site = replace(site, result=replace(site.result, findings=findings), standing=standing or {})
    return run_report(RUN, [replace(site, score=replace(site.score, **score))])


def stopped(gate, report):
    return [one.fingerprint[-1] for _site, one in gate.stopping(report)]


LOW, HIGH = finding(1, Severity.LOW), finding(2, Severity.HIGH)


def test_severities():
    report = run_of(LOW, HIGH)
    assert stopped(Gate(Severity.HIGH), report) == ["2"]
    assert stopped(Gate(Severity.INFO), report) == ["2", "1"], "gravest first"
    assert stopped(Gate(), report) == []


@pytest.mark.parametrize("change", [{"hint": True}, {"comparison": True}, {"outcome": Outcome.MANUAL}])
def test_what_is_not_proven_stops_nothing(change):
    gate = Gate(Severity.INFO, veto=True, rules=frozenset({RULE}))
    assert stopped(gate, run_of(replace(HIGH, **change))) == []


def test_what_is_known_stops_nothing():
    known = {HIGH.fingerprint: Standing(State.KNOWN)}
    assert stopped(Gate(Severity.INFO, rules=frozenset({RULE})), run_of(LOW, HIGH, standing=known)) == ["1"]


def test_a_rule_by_name():
    assert stopped(Gate(rules=frozenset({RULE})), run_of(LOW)) == ["1"]
    assert stopped(Gate(rules=frozenset({"a/b"})), run_of(LOW)) == []


def test_a_veto_by_its_findings_or_by_itself():
    proven = Veto("V3", "首页不更新", Outcome.FAIL, words("是", "yes"), (RULE,))
    gate = Gate(veto=True)
    assert stopped(gate, run_of(LOW, vetoes=(proven,))) == ["1"]
    assert gate.beyond(run_of(LOW, vetoes=(proven,))) == []
    known = {LOW.fingerprint: Standing(State.KNOWN)}
    covered = run_of(LOW, vetoes=(proven,), standing=known)
    assert (stopped(gate, covered), gate.beyond(covered)) == ([], [])
    assert gate.beyond(run_of(vetoes=(proven,))) == ["example：单项否决成立：首页不更新"]
    assert gate.beyond(run_of(LOW)) == [], "none is proven"
    assert Gate(Severity.HIGH).beyond(run_of(vetoes=(proven,))) == []


def test_a_mark_that_cannot_reach_so_much():
    gate = Gate(score=60)
    assert gate.beyond(run_of(low=10.0, high=59.99)) == ["example：得分 10–59.99，低于 60"]
    assert gate.beyond(run_of(low=10.0, high=60.0)) == [], "what was not seen is not lost"
    assert gate.beyond(run_of(low=10.0, high=20.0, marked=False)) == []
    assert gate.beyond(run_of(low=10.0, high=20.0, verdict="none")) == []


def test_a_site_without_a_mark_is_named():
    said = ["example：没有计分，--fail-on score:60 对它不起作用"]
    assert Gate(score=60).blind(run_of(marked=False)) == Gate(score=60).blind(run_of(verdict="none")) == said
    assert Gate(score=60).blind(run_of(low=10.0, high=60.0, marked=True, verdict="qualified")) == []
    assert Gate(Severity.LOW).blind(run_of(marked=False)) == []


def test_words_add_up():
    gate = gate_of(["high", "low", "veto", "score:60", "score:80.5", "home-fresh"], RULES, frozenset())
    assert gate == Gate(Severity.LOW, True, 80.5, frozenset({RULE}))
    assert gate_of(["none"], RULES, frozenset()) == Gate()


@pytest.mark.parametrize("word", ["", "hihg", "score:", "score:101", "score:nan", "other/home-fresh"])
def test_words_that_mean_nothing(word):
    with pytest.raises(UsageError):
        gate_of([word], RULES, frozenset())


def test_a_rule_that_is_not_looked_at():
    with pytest.raises(UsageError, match="--about content"):
        gate_of(["home-fresh"], RULES, frozenset({"template"}))
