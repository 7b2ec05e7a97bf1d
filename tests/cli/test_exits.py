from hypothesis import given
from hypothesis import strategies as st

from govcheck.cli.exits import PRECEDENCE, Exit, foremost


def test_nothing_to_say_is_ok():
    assert foremost([]) is Exit.OK


def test_every_code_has_its_place():
    assert sorted(PRECEDENCE) == sorted(Exit)


@given(st.lists(st.sampled_from(Exit), min_size=1))
def test_the_foremost_wins_whatever_the_order(codes):
    assert foremost(codes) is foremost(reversed(codes))
    assert all(PRECEDENCE.index(foremost(codes)) <= PRECEDENCE.index(code) for code in codes)


def test_findings_outrank_an_incomplete_run():
    assert foremost([Exit.INCOMPLETE, Exit.FINDINGS]) is Exit.FINDINGS
