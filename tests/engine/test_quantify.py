"""The quantifiers against brute force over every possible world."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.engine.quantify import WHEN_EMPTY, Tally, decide, outcome_of
from govcheck.outcome import Outcome
from govcheck.pack.rule import Require

PASS, FAIL, IDLE, ABSENT = "pass", "fail", "idle", "absent"
REQUIRES = st.one_of(
    st.just(Require("every")),
    st.just(Require("any")),
    st.builds(Require, st.just("share_min"), st.sampled_from([0.25, 0.5, 0.75, 0.95, 1.0])),
    st.builds(Require, st.just("misses_max"), st.integers(0, 3).map(float)),
    st.builds(Require, st.just("count_min"), st.integers(1, 4).map(float), st.sampled_from(["fail", "manual"])),
)
SMALL = st.integers(0, 2)
TALLIES = st.builds(Tally, *[SMALL] * 3, st.integers(0, 1), *[st.integers(0, 1)] * 4, more=st.booleans())
EXTRA = 130
"""More members never seen than any quantifier here can tell from infinitely many (1 pass in 100 is less than 0.95)."""


def world(require: Require, when_empty: str, members: list[str]) -> Outcome:
    present = [one for one in members if one != ABSENT]
    passed, failed = present.count(PASS), present.count(FAIL)
    if not present:
        return WHEN_EMPTY[when_empty]
    return outcome_of(require, passed, failed) if passed + failed else Outcome.NOT_APPLICABLE


def worlds(tally: Tally, require: Require, when_empty: str) -> set[Outcome]:
    fixed = [PASS] * tally.passed + [FAIL] * tally.failed + [IDLE] * tally.idle
    options = (
        [(PASS, FAIL, IDLE)] * tally.undecided
        + [(ABSENT, PASS)] * tally.perhaps_passed
        + [(ABSENT, FAIL)] * tally.perhaps_failed
        + [(ABSENT, PASS, FAIL, IDLE)] * tally.perhaps_undecided
        + [(ABSENT, IDLE)] * tally.perhaps_idle
    )
    extras: list[list[str]] = [[]]
    if tally.more:
        extras += [[PASS], [FAIL], [IDLE], [PASS, FAIL], [FAIL] * 2, [PASS] * EXTRA, [FAIL] * EXTRA]
    return {
        world(require, when_empty, fixed + list(choice) + extra)
        for choice in itertools.product(*options)
        for extra in extras
    }


@given(TALLIES, REQUIRES, st.sampled_from(sorted(WHEN_EMPTY)))
def test_stated_exactly_when_every_world_agrees(tally, require, when_empty):
    possible = worlds(tally, require, when_empty)
    assert decide(tally, require, when_empty) == (possible.pop() if len(possible) == 1 else None)


@pytest.mark.parametrize(
    ("passed", "failed", "share", "expected"),
    [(19, 1, 0.95, Outcome.PASS), (18, 1, 0.95, Outcome.FAIL), (1, 0, 1.0, Outcome.PASS), (99, 1, 1.0, Outcome.FAIL)],
)
def test_a_share_is_exact(passed, failed, share, expected):
    assert outcome_of(Require("share_min", share), passed, failed) is expected


def test_a_share_of_infinitely_many():
    assert decide(Tally(passed=5, more=True), Require("share_min", 0.5), "manual") is None
    assert decide(Tally(failed=1, passed=9, more=True), Require("share_min", 1.0), "manual") is Outcome.FAIL


@given(TALLIES, st.integers(1, 4), st.sampled_from(sorted(WHEN_EMPTY)))
def test_fewer_for_a_person_is_never_a_fault(tally, least, when_empty):
    strict = decide(tally, Require("count_min", least), when_empty)
    mild = decide(tally, Require("count_min", least, "manual"), when_empty)
    assert mild is not Outcome.FAIL or when_empty == "fail"
    assert (strict is Outcome.PASS) == (mild is Outcome.PASS) or when_empty == "pass"


@given(TALLIES, st.integers(1, 4))
def test_asking_for_more_never_helps(tally, least):
    if decide(tally, Require("count_min", least + 1), "fail") is Outcome.PASS:
        assert decide(tally, Require("count_min", least), "fail") is Outcome.PASS


def test_one_is_any():
    for tally in (Tally(), Tally(passed=1), Tally(failed=2), Tally(undecided=1, failed=1), Tally(failed=1, more=True)):
        assert decide(tally, Require("count_min", 1), "manual") == decide(tally, Require("any"), "manual")


def test_no_such_quantifier():
    with pytest.raises(ValueError, match="most"):
        outcome_of(Require("most"), 1, 1)
