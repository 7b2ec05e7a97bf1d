"""Sites and options as ``run.json`` keeps them."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.config.options import CAPABILITIES, RunOptions
from govcheck.errors import ArchiveError
from govcheck.records.site import Kind, Level, Site
from govcheck.scan.run import _judging
from govcheck.scan.stored import options_from_json, site_from_json, site_to_json

TEXT = st.text(max_size=20)
SITES = st.builds(
    Site,
    id=TEXT,
    name=TEXT,
    url=TEXT,
    level=st.none() | st.sampled_from(Level),
    kind=st.none() | st.sampled_from(Kind),
    region=TEXT,
    site_code=TEXT,
    organiser=TEXT,
    supervisor=TEXT,
    services=st.none() | st.booleans(),
    status=TEXT,
    aliases=st.lists(TEXT).map(tuple),
    note=TEXT,
    extra=st.dictionaries(TEXT, TEXT, max_size=3),
    printed_reviewers=st.booleans(),
)
OPTIONS = st.builds(
    RunOptions,
    as_of=st.dates(),
    seed=TEXT,
    packs=st.lists(TEXT).map(tuple),
    sheet=TEXT,
    without=st.frozensets(st.sampled_from(CAPABILITIES)),
    authority=st.none() | TEXT,
)


def through_json(value):
    return json.loads(json.dumps(value))


@given(SITES)
def test_a_site_comes_back_as_it_went(site):
    assert site_from_json(through_json(site_to_json(site))) == site


def test_every_field_of_a_site_is_kept():
    site = Site("a", "甲", "http://a.cn/")
    assert set(site_to_json(site)) == {field.name for field in fields(Site)}


@given(OPTIONS)
def test_options_come_back_as_they_went(options):
    assert options_from_json(through_json(_judging(options))) == options


@pytest.mark.parametrize(
    "change",
    [{"level": "village"}, {"kind": 3}, {"aliases": None}, {"unheard_of": 1}, {"id": ...}],
    ids=["level", "kind", "aliases", "unknown key", "missing key"],
)
def test_a_damaged_site_is_told(change):
    data = {**site_to_json(Site("a", "甲", "http://a.cn/")), **change}
    data = {name: value for name, value in data.items() if value is not ...}
    with pytest.raises(ArchiveError, match="站点不能读取"):
        site_from_json(data)


@pytest.mark.parametrize(
    "change", [{"as_of": "2026-02-30"}, {"as_of": None}, {"packs": 3}, {"without": None}, {"seed": ...}]
)
def test_damaged_options_are_told(change):
    data = {**_judging(RunOptions(date(2026, 6, 15))), **change}
    data = {name: value for name, value in data.items() if value is not ...}
    with pytest.raises(ArchiveError, match="判定选项不能读取"):
        options_from_json(data)


def test_the_seed_in_force_is_the_month():
    options = RunOptions(date(2026, 6, 15))
    assert options.effective_seed == "2026-06"
    assert replace(options, seed="甲").effective_seed == "甲"
