from hypothesis import given
from hypothesis import strategies as st

from govcheck.outcome import OUTCOME_OF, Confidence, Outcome, Reason, Severity, Truth

TRUTHS = st.sampled_from(Truth)


def worlds(truth: Truth) -> set[bool]:
    return {Truth.TRUE: {True}, Truth.FALSE: {False}, Truth.UNKNOWN: {True, False}}[truth]


@given(TRUTHS, TRUTHS)
def test_and_or_agree_with_every_world(left, right):
    for combined, plain in ((left & right, lambda a, b: a and b), (left | right, lambda a, b: a or b)):
        assert worlds(combined) == {plain(a, b) for a in worlds(left) for b in worlds(right)}


@given(TRUTHS)
def test_not_turns_round(truth):
    assert worlds(~truth) == {not one for one in worlds(truth)}


def test_every_reason_has_one_outcome_and_none_is_a_pass():
    assert set(OUTCOME_OF) == set(Reason)
    assert Outcome.PASS not in OUTCOME_OF.values()
    assert OUTCOME_OF[Reason.TIMEOUT] is Outcome.ERROR
    assert OUTCOME_OF[Reason.GONE] is Outcome.FAIL


def test_ranks():
    assert [one.rank for one in Severity] == [4, 3, 2, 1, 0]
    assert [one.rank for one in Confidence] == [2, 1, 0]
    assert [one for one in Outcome if one.decided] == [Outcome.PASS, Outcome.FAIL]
    assert Truth.of(None) is Truth.UNKNOWN
