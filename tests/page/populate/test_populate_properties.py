"""What must hold whatever happens on the wire: absences are stated only of what was seen whole."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.outcome import OUTCOME_OF, Outcome
from govcheck.pack.catalogue import CATALOGUE
from govcheck.records.codec import dumps, loads

ERRORS = sorted(reason for reason, outcome in OUTCOME_OF.items() if outcome is Outcome.ERROR)
CLOSED = ("column", "navigation", "article", "document", "interpretation", "page")
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@ONCE
@given(
    reason=st.sampled_from(ERRORS),
    how=st.sampled_from(["failed", "skipped", "missing", "truncated", "empty"]),
    at=st.integers(0, 5),
)
def test_never_closed_when_a_page_that_could_hold_a_member_was_not_seen(small, reason, how, at):
    whole, skips = list(small.captures), list(small.skips)
    try:
        lost = small.captures.pop(at)
        if how == "failed":
            small.captures.append(replace(lost, status=None, body=b"", failure=reason))
        elif how == "skipped":
            small.skip(lost.address, reason)
        elif how == "truncated":
            small.captures.append(replace(lost, truncated=True))
        elif how == "empty":
            small.captures.append(replace(lost, body=b""))
        populations = small.record().populations
        expected = CLOSED if lost.tier < 5 else ("article", "document", "interpretation", "page")
        assert not [name for name in expected if populations[name].closed]
        assert {OUTCOME_OF[why] for one in populations.values() for why in one.open_reasons} == {Outcome.ERROR}
    finally:
        small.captures, small.skips = whole, skips


def test_every_population_and_light_field_of_the_catalogue_is_filled(small):
    populations = small.record().populations
    assert set(populations) == set(CATALOGUE)
    for name, population in populations.items():
        for member in population.members:
            assert set(CATALOGUE[name].fields) - set(member.fields) <= {"text", "links", "link_words"}, name
            assert set(member.fields) <= set(CATALOGUE[name].fields), name


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_captures_does_not_matter(small, seed):
    before = dumps(small.record().populations)
    random.Random(seed).shuffle(small.captures)
    assert dumps(small.record().populations) == before


def test_populations_survive_storage(small):
    populations = small.record().populations
    assert loads(dumps(populations)) == populations


def test_keys_are_unique(small):
    for population in small.record().populations.values():
        keys = [member.key for member in population.members]
        assert len(keys) == len(set(keys))
        assert population.known >= len(keys)
