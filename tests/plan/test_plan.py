import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from govcheck.outcome import Severity
from govcheck.pack.kinds.base import Extract, Subjects
from govcheck.pack.kinds.models import Check
from govcheck.pack.rule import Applies, InForce, Require, Rule
from govcheck.plan import Plan, make_plan

CHECKS = TypeAdapter(Check)


def rule(slug, subjects, check, **more):
    values = {
        "id": f"test/{slug}", "revision": 1, "was": (), "title": {}, "cites": (), "status": "stable", "duty": "shall",
        "severity": Severity.LOW, "about": "content", "applies": Applies(), "in_force": InForce(), "check_name": slug,
        "params": {}, "meaning": {}, "subjects": Subjects.model_validate_json(json.dumps(subjects)),
        "check": CHECKS.validate_json(json.dumps(check)), "require": Require(), "message": {}, "remedy": {},
    }  # fmt: skip
    known = {name: value for name, value in values.items() if name in Rule.__dataclass_fields__}
    return Rule(**(known | more))


COLUMN = rule(
    "fresh",
    {"each": "column", "where": {"topics": {"in": ["动态要闻"]}}},
    {"kind": "elapsed", "since": "subject.latest_published", "max": "2 weeks"},
)
RELATED = rule(
    "related",
    {"each": "document", "where": {"published": {"within": "1 year"}}},
    {
        "kind": "related",
        "to": {"each": "interpretation", "where": {"topics": {"in": ["政策解读"]}}},
        "by": ["link"],
        "then": {"kind": "elapsed", "since": "subject.published", "until": "related.published", "max": "3 working days"},
    },
)
AAAA = rule("aaaa", {"each": "host"}, {"kind": "compare", "value": "subject.aaaa", "is": "present"})
DIAL = rule("dial", {"each": "host"}, {"kind": "compare", "value": "subject.ipv6_reachable", "is": True})
CSS = rule("css", {"each": "home"}, {"kind": "has", "pattern": {"css": "a.zc"}})
BOTH = rule(
    "both",
    {"each": "home"},
    {"all": [{"kind": "has", "pattern": {"meta": "SiteName"}}, {"kind": "has", "pattern": {"text": "网"}}]},
)
ALL = [COLUMN, RELATED, AAAA, DIAL, CSS, BOTH]


def test_fields_of_subjects_conditions_and_partners():
    plan = make_plan([COLUMN, RELATED])
    assert plan.fields == {
        "column": {"topics", "latest_published"},
        "document": {"published", "links"},
        "interpretation": {"topics", "links", "published"},
    }
    assert plan.wants("column", "topics")
    assert not plan.wants("column", "text")
    assert not plan.wants("page", "text")


@pytest.mark.parametrize(
    ("rules", "probes"),
    [([COLUMN, CSS], set()), ([AAAA], {"dns"}), ([DIAL], {"dns", "ipv6"}), ([AAAA, DIAL], {"dns", "ipv6"})],
)
def test_no_rule_about_ipv6_no_probe(rules, probes):
    assert make_plan(rules).probes == probes


def test_extracts_come_back_as_they_were_written():
    plan = make_plan([CSS, BOTH])
    assert set(plan.extracts["home"]) == {Extract(css="a.zc"), Extract(meta="SiteName")}
    assert plan.all_extracts == plan.extracts["home"]
    assert plan.fields["home"] == {"text"}


def test_a_rule_switched_off_asks_for_nothing():
    assert (
        make_plan(
            [rule("off", {"each": "host"}, {"kind": "compare", "value": "subject.aaaa", "is": "present"}, enabled=False)]
        )
        == Plan()
    )


@given(st.permutations(ALL), st.integers(0, len(ALL)))
def test_order_and_repetition_do_not_matter(rules, again):
    assert make_plan([*rules, *rules[:again]]) == make_plan(ALL)
