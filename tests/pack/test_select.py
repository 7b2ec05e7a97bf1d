"""Which rules a site is judged by: nation, region, year, asked for or not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.outcome import Confidence
from govcheck.pack.load import load_packs
from govcheck.pack.region import prefix, within
from govcheck.pack.rule import Rule
from govcheck.pack.select import select
from govcheck.records.site import Inference, Site

DATA = Path(__file__).parent / "data"
PACKS = load_packs(["parent", "child"], root=DATA)
IN_YEAR = date(2021, 6, 1)


def chosen(
    region: str = "", as_of: date = IN_YEAR, *, explicit: bool = False, inferred: Inference | None = None
) -> dict[str, Rule]:
    site = Site("s", "s", "http://www.example.gov.cn/", region=region)
    return {rule.id: rule for rule in select(PACKS, site, inferred, as_of, explicit)}


def test_elsewhere_only_the_national_pack() -> None:
    rules = chosen("370100")
    assert set(rules) == {"parent/notices-fresh", "parent/news-fresh", "parent/footer-items"}
    assert rules["parent/notices-fresh"].params["max_age"] == "3 working days"
    assert not any(rule.comparison for rule in rules.values())


def test_in_the_region_the_extending_version_stands() -> None:
    rules = chosen("510403")
    assert set(rules) == {"parent/notices-fresh", "parent/news-fresh", "child/policy-fresh"}
    assert rules["parent/notices-fresh"].params["max_age"] == "1 week"


@pytest.mark.parametrize(
    ("as_of", "judged"),
    [(date(2020, 12, 31), False), (date(2021, 1, 1), True), (date(2022, 3, 31), True), (date(2022, 4, 1), False)],
)
def test_a_yearly_plan_is_judged_until_its_last_day(as_of: date, judged: bool) -> None:
    assert ("child/policy-fresh" in chosen("510400", as_of)) is judged
    asked = chosen("510400", as_of, explicit=True)["child/policy-fresh"]
    assert asked.comparison is not judged


def test_asked_for_elsewhere_is_comparison_and_looked_at() -> None:
    rule = chosen("370100", explicit=True)["child/policy-fresh"]
    assert rule.comparison
    assert rule.applies.regions == ()


def test_asked_for_with_no_region_known_is_left_to_the_engine() -> None:
    rule = chosen(explicit=True)["child/policy-fresh"]
    assert not rule.comparison
    assert rule.applies.regions == ("5104",)


@pytest.mark.parametrize(("confidence", "there"), [(Confidence.HIGH, True), (Confidence.LOW, False)])
def test_inferred_region(confidence: Confidence, there: bool) -> None:
    assert ("child/policy-fresh" in chosen(inferred=Inference("510421", confidence, "标识码"))) is there


@pytest.mark.parametrize(
    ("region", "code", "inside"),
    [
        ("", "510400", True),
        ("", "", True),
        ("510400", "", False),
        ("510400", "510400", True),
        ("510400", "510403", True),
        ("5104", "510421102000", True),
        ("510400", "510500", False),
        ("510400", "510000", False),
        ("510000", "510403", True),
        ("331121", "331121204000", True),
        ("331121204000", "331121000000", False),
    ],
)
def test_within(region: str, code: str, inside: bool) -> None:
    assert within(region, code) is inside


@given(st.from_regex(r"[1-9][0-9]{5}", fullmatch=True))
def test_every_place_lies_in_itself_and_its_province(code: str) -> None:
    assert within(code, code)
    assert within(code[:2] + "0000", code)
    assert code.startswith(prefix(code))
