import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.dates.clock import SHANGHAI
from govcheck.outcome import Confidence, Reason
from govcheck.records.codec import dumps, field_to_json, loads, population_from_json, population_to_json
from govcheck.records.population import Member, Population, Reading, Sighting, Unknown

TEXT = st.text(max_size=12)
MOMENTS = st.datetimes(timezones=st.sampled_from([None, UTC]))
SCALARS = TEXT | st.integers() | st.floats(allow_nan=False) | st.booleans() | st.dates() | MOMENTS
VALUES = st.none() | SCALARS | st.lists(SCALARS, max_size=3).map(tuple)
FIELDS = st.one_of(
    st.builds(Reading, VALUES, TEXT, st.sampled_from(Confidence), TEXT, TEXT, TEXT),
    st.builds(Unknown, st.sampled_from(Reason), TEXT),
)
SIGHTINGS = st.builds(Sighting, TEXT, TEXT, st.datetimes(timezones=st.just(UTC)), st.integers(100, 599), TEXT)
MEMBERS = st.builds(Member, TEXT, TEXT, TEXT, st.dictionaries(TEXT, FIELDS, max_size=3), st.none() | SIGHTINGS)
POPULATIONS = st.builds(
    Population,
    TEXT,
    st.lists(MEMBERS, max_size=3).map(tuple),
    st.lists(st.sampled_from(Reason), max_size=2).map(tuple),
    st.integers(0, 9),
    st.lists(TEXT, max_size=2).map(tuple),
)


def shape(value):
    return [shape(one) for one in value] if isinstance(value, tuple) else (type(value), repr(value))


@settings(max_examples=200, deadline=None)
@given(POPULATIONS)
def test_round_trip_is_exact(population):
    back = population_from_json(json.loads(json.dumps(population_to_json(population))))
    assert back == population
    for before, after in zip(population.members, back.members, strict=True):
        for name, field in before.fields.items():
            if isinstance(field, Reading):
                assert shape(after.fields[name].value) == shape(field.value)  # 1, 1.0 and True are equal, yet not the same


@given(st.dictionaries(TEXT, POPULATIONS, max_size=3))
def test_equal_populations_give_equal_bytes(made):
    named = {name: Population(name, one.members, one.open_reasons, one.known, one.searched) for name, one in made.items()}
    text = dumps(named)
    assert loads(text) == named
    assert dumps(loads(text)) == text
    assert dumps(dict(reversed(named.items()))) == text


def test_shanghai_moments_keep_their_offset():
    moment = datetime(2026, 6, 1, 9, 30, tzinfo=SHANGHAI)
    population = Population("x", (Member("k", "n", "u", {"f": Reading(moment)}),))
    value = loads(dumps({"x": population}))["x"].members[0].fields["f"].value
    assert value == moment
    assert value.utcoffset() == moment.utcoffset()


def test_a_plain_reading_is_short():
    assert field_to_json(Reading("甲")) == ["甲"]
    assert field_to_json(Reading(None, "label")) == [None, "label"]
    assert field_to_json(Unknown(Reason.SCRIPT)) == {"?": "script"}
