"""What people decided overlays findings: it never erases or changes one, and it wears off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.waivers.conftest import BODIES, DAY, DAYS, MARKS, SEEN, finding, findings, review, reviews, waiver, waivers

from govcheck.records.standing import Mark, Standing, State
from govcheck.waivers.overlay import Decisions, overlay, reviewed, unused

BASELINES = st.frozensets(st.sampled_from(MARKS))
MANY_WAIVERS = st.lists(waivers(), max_size=6)
MANY_REVIEWS = st.lists(reviews(), max_size=6)


@given(findings(), BASELINES, MANY_WAIVERS, MANY_REVIEWS, DAYS)
def test_nothing_is_erased_changed_or_made_up(found, baseline, given_, said, day):
    before = list(found)
    stands = overlay(found, baseline, given_, said, as_of=day)
    assert found == before
    assert set(stands) <= {one.fingerprint for one in found}
    assert Standing() not in stands.values(), "of whom nothing is said, nothing is said"
    for mark, one in stands.items():
        assert (one.waiver is not None) == (one.state is State.WAIVED)
        assert all(held.fingerprint == mark for held in (one.waiver, one.expired, one.review) if held is not None)
        assert one.counts == (one.waiver is None and not one.silent)
        assert one.counts or not one.fresh


@given(findings(), BASELINES, MANY_WAIVERS, MANY_REVIEWS, DAYS)
def test_a_waiver_holds_on_its_days_and_never_after(found, baseline, given_, said, day):
    for mark, one in overlay(found, baseline, given_, said, as_of=day).items():
        own = [held for held in given_ if held.fingerprint == mark]
        holding = [held for held in own if held.added <= day <= held.expires]
        assert (one.waiver is not None) == bool(holding)
        if one.waiver is not None:
            assert one.waiver in holding
            assert one.expired is None
        else:
            past = [held for held in own if held.expires < day]
            assert (one.expired is not None) == bool(past)
            assert one.state is (State.KNOWN if mark in baseline else State.NEW)


@given(findings(), MANY_WAIVERS, MANY_REVIEWS, DAYS)
def test_after_the_last_expiry_everything_counts_again_but_misjudged_ones(found, given_, said, day):
    end = max((one.expires for one in given_), default=day) + timedelta(1)
    stands = overlay(found, frozenset(), given_, said, as_of=end)
    for one in found:
        assert stands.get(one.fingerprint, Standing()).counts != stands.get(one.fingerprint, Standing()).silent


@given(findings(), BASELINES, MANY_WAIVERS, MANY_REVIEWS, MANY_REVIEWS, DAYS)
def test_other_reviews_leave_waivers_and_baseline_alone(found, baseline, given_, said, other, day):
    first = overlay(found, baseline, given_, said, as_of=day)
    assert reviewed(found, first, other) == overlay(found, baseline, given_, other, as_of=day)
    assert reviewed(found, first, ()) == overlay(found, baseline, given_, as_of=day)


@pytest.mark.parametrize(
    ("day", "state", "expired"),
    [
        (date(2026, 5, 31), State.NEW, False),
        (date(2026, 6, 1), State.WAIVED, False),
        (date(2026, 7, 1), State.WAIVED, False),
        (date(2026, 7, 2), State.NEW, True),
    ],
)
def test_the_first_and_the_last_day(day, state, expired):
    stands = overlay([finding()], waivers=[waiver()], as_of=day).get(MARKS[0], Standing())
    assert (stands.state, stands.expired is not None) == (state, expired)
    assert stands.fresh == (state is State.NEW)


def test_an_expired_waiver_outweighs_the_baseline():
    stands = overlay([finding()], {MARKS[0]}, [waiver(expires=date(2026, 6, 2))], as_of=DAY)[MARKS[0]]
    assert stands.state is State.KNOWN, "that it was known stays true"
    assert stands.fresh, "and it fails again"


def test_a_renewed_waiver_holds():
    old = waiver(added=date(2025, 1, 1), expires=date(2025, 12, 31))
    stands = overlay([finding()], waivers=[waiver(), old], as_of=DAY)[MARKS[0]]
    assert (stands.waiver, stands.expired) == (waiver(), None)


def test_a_false_alarm_is_silent_until_the_page_changes():
    said = [review(MARKS[0], Mark.FALSE, BODIES[0], BODIES[1])]
    same = overlay([finding(MARKS[0], BODIES[1], BODIES[2])], reviews=said, as_of=DAY)
    assert same[MARKS[0]].silent
    assert not same[MARKS[0]].counts
    assert overlay([finding(MARKS[0], BODIES[2])], reviews=said, as_of=DAY) == {}


def test_a_false_alarm_without_pages_stays_silent():
    """What rests on no page has no body that could change."""
    assert overlay([finding()], reviews=[review()], as_of=DAY)[MARKS[0]].silent
    assert overlay([finding(MARKS[0], "")], reviews=[review()], as_of=DAY)[MARKS[0]].silent
    assert overlay([finding(MARKS[0], BODIES[0])], reviews=[review()], as_of=DAY) == {}, "judged without the page"


@pytest.mark.parametrize("word", [Mark.TRUE, Mark.DOUBTFUL])
def test_other_words_outlive_the_page(word):
    said = [review(MARKS[0], word, BODIES[0])]
    stands = overlay([finding(MARKS[0], BODIES[2])], reviews=said, as_of=DAY)[MARKS[0]]
    assert stands.review == said[0]
    assert stands.counts


def test_the_latest_word_holds_wherever_it_stands():
    early, late = review(at=SEEN), review(MARKS[0], Mark.TRUE, at=SEEN + timedelta(hours=1))
    for said in ([early, late], [late, early]):
        assert overlay([finding()], reviews=said, as_of=DAY)[MARKS[0]].confirmed
    assert not overlay([finding()], reviews=[late, review(at=late.at)], as_of=DAY)[MARKS[0]].confirmed


def test_a_later_false_alarm_of_another_page_does_not_bring_back_an_earlier_word():
    said = [review(MARKS[0], Mark.TRUE), review(MARKS[0], Mark.FALSE, BODIES[0], at=SEEN + timedelta(1))]
    assert overlay([finding(MARKS[0], BODIES[1])], reviews=said, as_of=DAY) == {}


@given(MANY_WAIVERS, BASELINES)
def test_unused_waivers_are_those_that_name_nothing_seen(given_, seen):
    idle = unused(given_, seen)
    assert set(idle) == {one for one in given_ if one.fingerprint not in seen}
    assert set(unused(given_, ())) == set(given_)


def test_decisions_lay_over_what_they_hold():
    decisions = Decisions(frozenset({MARKS[1]}), (waiver(),), (review(MARKS[2]),))
    stands = decisions.over([finding(mark) for mark in MARKS], DAY)
    assert [stands[mark].state for mark in MARKS[:3]] == [State.WAIVED, State.KNOWN, State.NEW]
    assert [stands[mark].silent for mark in MARKS[:3]] == [False, False, True]
    assert set(stands) == set(MARKS[:3])
