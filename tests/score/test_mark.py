import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from govcheck_judging import record
from hypothesis import given
from hypothesis import strategies as st

from govcheck.errors import PackError
from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.pack.load import load_pack
from govcheck.pack.shipped import pack_files, rules_root
from govcheck.records.result import (
    Cite,
    Counted,
    Finding,
    ObligationState,
    PopulationState,
    RuleResult,
    Sampled,
    SiteResult,
)
from govcheck.records.site import Inference, Kind, Level
from govcheck.score.mark import mark
from govcheck.score.plan import chapters, decided_share, met_share, total
from govcheck.score.sheet import load_plan_sheet, load_sheet, sheet_path
from govcheck.score.what_if import mended, what_if

SHEET = load_sheet(sheet_path("national-inspection-2019"))
PLANS = load_plan_sheet(sheet_path("work-plans"))
PORTAL = record()
ALL_VETOES = {veto.id: Outcome.PASS for veto in SHEET.vetoes}


def full(name: str) -> str:
    return f"national-inspection-2019/{name}"


def finding(rule: str, subject: str, **more) -> Finding:
    plain = {
        "fingerprint": f"v1:{rule}:{subject}",
        "check": rule,
        "rules": (rule,),
        "cites": (),
        "outcome": Outcome.FAIL,
        "reason": Reason.MISSING,
        "severity": Severity.MEDIUM,
        "confidence": Confidence.HIGH,
        "subject": subject,
        "name": subject,
        "locator": "",
        "message": {"zh": "", "en": ""},
        "remedy": {"zh": "", "en": ""},
        "evidence": (),
    }
    return Finding(**(plain | more))


def outcome(rule: str, said: Outcome, *subjects: str, **more) -> tuple[RuleResult, list[Finding]]:
    found = [finding(rule, subject) for subject in subjects]
    unsure = {Outcome.ERROR: {"error": 1}, Outcome.MANUAL: {"manual": 1}}.get(said, {})
    plain = {
        "rule": rule,
        "revision": 1,
        "outcome": said,
        "reason": Reason.NOTHING_TO_JUDGE if said is Outcome.NOT_APPLICABLE else None,
        "detail": {"zh": "", "en": ""},
        "about": "content",
        "severity": Severity.MEDIUM,
        "duty": "shall",
        "status": "stable",
        "cites": (),
        "counted": Counted(failed=len(found), **unsure),
        "population": PopulationState("page", True, (), 1),
        "sample": None,
        "proof": (),
        "findings": tuple(one.fingerprint for one in found),
    }
    return RuleResult(**(plain | more)), found


def result(**outcomes) -> SiteResult:
    """All rules of the sheet pass but those given: ``name=(Outcome, subjects…)`` or a made result."""
    made = {rule: outcome(rule, Outcome.PASS) for rule in SHEET.rules}
    for name, said in outcomes.items():
        rule = full(name.replace("_", "-"))
        made[rule] = outcome(rule, *said) if isinstance(said[0], Outcome) else said
    results = tuple(one for _rule, (one, _found) in sorted(made.items()))
    findings = tuple(found for _rule, (_one, listed) in sorted(made.items()) for found in listed)
    return SiteResult("s1", results, findings)


def line(score, name):
    return next(one for one in score.arithmetic if one.indicator == name)


def veto(score, name):
    return next(one for one in score.vetoes if one.id == name)


# ---- the sheets themselves


def test_the_sheet_is_the_official_one():
    by_chapter = {}
    for one in SHEET.deductions:
        by_chapter[one.chapter] = by_chapter.get(one.chapter, 0) + one.cap
    assert by_chapter == {"发布解读": 31, "办事服务": 25, "互动交流": 23, "功能设计": 21}
    assert sum(one.cap for one in SHEET.bonus) == 30
    assert [one.id for one in SHEET.vetoes] == ["V1", "V2", "V3", "V4", "V5", "V6"]


def test_every_rule_of_the_sheets_exists():
    rules = [rule for path in pack_files(rules_root()) for rule in load_pack(path).rules]
    assert set(SHEET.rules) <= {rule.id for rule in rules}
    cited = {(cite.source, cite.clause) for rule in rules for cite in rule.cites if cite.source in PLANS.plans}
    assert cited, "no rule cites a work plan"
    assert {(key, clause) for key, clause in cited if not PLANS.plans[key].chapter(clause)} == set()


def broken(tmp_path: Path, change) -> list[str]:
    path = tmp_path / "sheet.yaml"
    path.write_text(change(sheet_path("national-inspection-2019").read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_sheet(path)
    return [str(one) for one in caught.value.mistakes]


def test_a_bad_sheet_names_every_mistake_and_its_place(tmp_path: Path):
    said = broken(tmp_path, lambda text: text.replace("points: 2}", "points: two}").replace("pass_mark: 60", "pass: 60"))
    assert any("pass_mark" in one for one in said)
    assert sum("points" in one for one in said) >= 3
    assert all(one.startswith("sheet.yaml:") for one in said)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("cap: 7", "cap: 6", "合计"),
        ("full: 75", "full: 74", "没有服务职能时"),
        ("id: functions", "id: overview", "两次"),
        ("unless_counted_by: [news, ", "unless_counted_by: [ipv6, ", "unless_counted_by"),
        ("format: 1", "format: [", "不能读取"),
    ],
)
def test_a_sheet_must_add_up(tmp_path: Path, old, new, word):
    assert any(word in one for one in broken(tmp_path, lambda text: text.replace(old, new, 1)))


# ---- vetoes


def test_nothing_is_proven_and_not_all_is_decided():
    score = mark(SHEET, result(), PORTAL)
    assert score.verdict == "undetermined"
    assert {one.id: one.outcome for one in score.vetoes} == {
        "V1": Outcome.PASS,
        "V2": Outcome.PASS,
        "V3": Outcome.PASS,
        "V4": Outcome.PASS,
        "V5": Outcome.ERROR,
        "V6": Outcome.ERROR,
    }


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ({"column_blank": (Outcome.FAIL, "/1", "/2", "/3", "/4")}, Outcome.PASS),
        ({"column_blank": (Outcome.FAIL, "/1", "/2", "/3", "/4", "/5")}, Outcome.FAIL),
        (
            {"columns_fresh_news": (Outcome.FAIL, "/1", "/2"), "column_fresh_notices": (Outcome.FAIL, "/3", "/4", "/5")},
            Outcome.FAIL,
        ),
        # A column that is news and notice at once counts once.
        (
            {"columns_fresh_news": (Outcome.FAIL, "/1", "/2", "/3"), "column_fresh_notices": (Outcome.FAIL, "/3", "/4")},
            Outcome.PASS,
        ),
        ({"columns_fresh_news": (Outcome.ERROR,)}, Outcome.PASS),
    ],
)
def test_the_thresholds_of_columns(outcomes, expected):
    assert veto(mark(SHEET, result(**outcomes), PORTAL), "V4").outcome is expected


def test_unseen_columns_keep_a_veto_open():
    blank, found = outcome(full("column-blank"), Outcome.FAIL, "/1", "/2", "/3", "/4")
    unsure = replace(blank, counted=Counted(failed=4, error=1))
    many = replace(blank, population=PopulationState("column", False, (Reason.BUDGET,), 4))
    for one in (unsure, many):
        assert veto(mark(SHEET, result(column_blank=(one, found)), PORTAL), "V4").outcome not in (
            Outcome.PASS,
            Outcome.FAIL,
        )


def test_a_home_page_that_stands_still():
    score = mark(SHEET, result(home_fresh=(Outcome.FAIL, "/")), PORTAL)
    assert veto(score, "V3").outcome is Outcome.FAIL
    assert score.verdict == "unqualified"


def test_hints_drafts_and_comparisons_never_veto():
    for flag in ({"hint": True}, {"status": "draft"}):
        made = outcome(full("home-fresh"), Outcome.FAIL, "/", **flag)
        score = mark(SHEET, result(home_fresh=made), PORTAL)
        assert veto(score, "V3").outcome is Outcome.ERROR
        assert score.verdict == "undetermined"
    abroad = outcome(full("home-fresh"), Outcome.FAIL, "/", comparison=True)
    assert mark(SHEET, result(home_fresh=abroad), PORTAL).verdict == "none"


def test_a_person_decides_what_the_machine_cannot_but_undoes_no_proof():
    assert all(one.outcome is Outcome.PASS for one in mark(SHEET, result(), PORTAL, ALL_VETOES).vetoes)
    waiting = result(veto_wording=(Outcome.MANUAL,))
    assert veto(mark(SHEET, waiting, PORTAL), "V1").outcome is Outcome.MANUAL
    assert mark(SHEET, waiting, PORTAL, {"V1": Outcome.FAIL}).verdict == "unqualified"
    failed = mark(SHEET, result(home_fresh=(Outcome.FAIL, "/")), PORTAL, ALL_VETOES)
    assert veto(failed, "V3").outcome is Outcome.FAIL


# ---- points


def test_what_no_rule_decides_is_unseen_not_full():
    score = mark(SHEET, result(), PORTAL)
    assert score.high == 100
    assert 0 < score.low < 60
    assert score.unseen_points == round(score.high - score.low, 2)
    assert line(score, "browsers").unseen == 2


def test_each_missing_mark_costs_half_a_point():
    score = mark(SHEET, result(footer_icp=(Outcome.FAIL, "/"), footer_police=(Outcome.FAIL, "/")), PORTAL)
    assert line(score, "identity").points == -1
    assert line(score, "identity").unseen == 0
    assert line(score, "identity").why["zh"] == "底部功能区六项标识，每缺一项：2 × 0.5"
    assert score.high == 99
    unseen = mark(SHEET, result(footer_icp=(Outcome.ERROR,)), PORTAL)
    assert line(unseen, "identity").unseen == 0.5


def test_an_indicator_never_costs_more_than_its_cap():
    score = mark(SHEET, result(column_news=(Outcome.FAIL, "/"), column_fresh_news=(Outcome.FAIL, "/n")), PORTAL)
    assert line(score, "news").points == -5
    assert "上限 5" in line(score, "news").why["zh"]
    pages = [f"/{i}" for i in range(15)]
    assert line(mark(SHEET, result(meta_article=(Outcome.FAIL, *pages)), PORTAL), "meta").points == -1


def test_what_is_counted_elsewhere_is_not_counted_again():
    both = result(column_fresh_policy=(Outcome.FAIL, "/zc"), column_blank=(Outcome.FAIL, "/zc", "/x"))
    score = mark(SHEET, both, PORTAL)
    assert line(score, "policy").points == -5
    assert line(score, "other-columns").points == -2


def test_a_site_without_services_is_marked_on_75():
    own = record(site=replace(PORTAL.site, services=False))
    score = mark(SHEET, result(footer_icp=(Outcome.FAIL, "/")), own)
    assert score.high == 99.33
    assert "(75 − 0.5) × 4/3 = 99.33" in score.arithmetic[-1].why["zh"]
    assert not any(one.indicator.startswith("services") for one in score.arithmetic)
    assert veto(score, "V6").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("own", "verdict"),
    [
        ({"kind": Kind.DEPARTMENT}, "qualified"),
        ({"level": Level.TOWNSHIP}, "qualified"),
        ({"kind": None}, "undetermined"),
    ],
)
def test_only_portals_get_points(own, verdict):
    score = mark(SHEET, result(), record(site=replace(PORTAL.site, **own)), ALL_VETOES)
    assert (score.marked, score.verdict) == (False, verdict)


def test_an_inferred_portal_is_marked():
    own = record(site=replace(PORTAL.site, kind=None), inferred={"kind": Inference("portal", Confidence.HIGH, "名称")})
    assert mark(SHEET, result(), own).marked


def test_an_unreached_site_may_be_anything():
    none = SiteResult(
        "s1",
        tuple(
            outcome(rule, Outcome.ERROR, population=None, counted=Counted(), reason=Reason.UNREACHED)[0]
            for rule in SHEET.rules
        ),
        (),
    )
    score = mark(SHEET, none, record(reached=False))
    assert (score.low, score.high, score.verdict) == (0, 100, "undetermined")


def small_sheet(points: float):
    """A sheet whose every point is decided by one rule."""
    only = SHEET.deductions[0].model_copy(
        update={
            "cap": 100.0,
            "parts": (SHEET.deductions[0].parts[0].model_copy(update={"points": points}),),
        }
    )
    bonus = SHEET.bonus[0].model_copy(
        update={"parts": (SHEET.bonus[0].parts[0].model_copy(update={"rules": (full("ipv6-aaaa"),)}),)}
    )
    return SHEET.model_copy(update={"deductions": (only,), "bonus": (bonus,)})


@pytest.mark.parametrize(
    ("points", "verdict", "bonus"),
    [(40, "qualified", 0), (41, "unqualified", 0), (20, "qualified", 0), (19, "qualified", 4)],
)
def test_60_passes_and_80_gets_no_bonus(points, verdict, bonus):
    score = mark(small_sheet(points), result(column_overview=(Outcome.FAIL, "/")), PORTAL, ALL_VETOES)
    assert (score.low, score.verdict, score.bonus) == (100 - points, verdict, bonus)


OUTCOMES = st.sampled_from([Outcome.PASS, Outcome.FAIL, Outcome.ERROR, Outcome.MANUAL, Outcome.NOT_APPLICABLE])


@given(st.lists(OUTCOMES, min_size=len(SHEET.rules), max_size=len(SHEET.rules)), st.randoms(use_true_random=False))
def test_every_way_the_unseen_may_turn_out_lies_in_the_range(said, chance):
    def built(outcomes):
        pairs = zip(SHEET.rules, outcomes, strict=True)
        made = [outcome(rule, one, *(["/x"] if one is Outcome.FAIL else [])) for rule, one in pairs]
        return SiteResult("s1", tuple(one for one, _ in made), tuple(found for _, listed in made for found in listed))

    before = mark(SHEET, built(said), PORTAL)
    settled = [
        chance.choice([Outcome.PASS, Outcome.FAIL]) if one in (Outcome.ERROR, Outcome.MANUAL) else one for one in said
    ]
    after = mark(SHEET, built(settled), PORTAL)
    assert before.low <= after.low <= after.high <= before.high
    if before.verdict in ("qualified", "unqualified"):
        assert after.verdict == before.verdict
    for old, new in zip(before.vetoes, after.vetoes, strict=True):
        assert old.outcome not in (Outcome.PASS, Outcome.FAIL) or new.outcome is old.outcome
    plain = sum(one.points for one in before.arithmetic)
    assert round(100 + plain, 2) == before.high
    assert json.dumps(asdict(before)) == json.dumps(asdict(mark(SHEET, built(said), PORTAL)))


def test_without_an_ipv6_route_the_range_only_widens():
    seen = mark(SHEET, result(), PORTAL)
    blind = mark(SHEET, result(ipv6_aaaa=(Outcome.ERROR,), ipv6_reachable=(Outcome.ERROR,)), PORTAL)
    assert (blind.high, blind.low) == (seen.high, seen.low - 1)
    assert [one.outcome for one in blind.vetoes] == [one.outcome for one in seen.vetoes]


def test_a_sample_rules_nothing_out():
    sampled = outcome(full("column-blank"), Outcome.PASS, sample=Sampled(3, 40))
    assert veto(mark(SHEET, result(column_blank=sampled), PORTAL), "V4").outcome is not Outcome.PASS


# ---- what if


def test_what_if_names_the_findings_to_mend():
    failed = result(home_fresh=(Outcome.FAIL, "/"), footer_icp=(Outcome.FAIL, "/"))
    remedies = what_if(SHEET, failed, PORTAL, ALL_VETOES)
    assert remedies[0].findings == (f"v1:{full('home-fresh')}:/",)
    assert remedies[0].verdict == "undetermined"
    assert what_if(SHEET, result(), PORTAL) == ()


def test_what_if_mends_points_too():
    sheet = small_sheet(41)
    remedies = what_if(sheet, result(column_overview=(Outcome.FAIL, "/")), PORTAL, ALL_VETOES)
    assert [(one.verdict, one.low) for one in remedies] == [("qualified", 100.0)]


def test_mending_shows_nothing_unseen():
    blank, found = outcome(full("column-blank"), Outcome.FAIL, "/1")
    half = result(column_blank=(replace(blank, counted=Counted(failed=1, error=2)), found))
    after = mended(half, frozenset({found[0].fingerprint}))
    assert next(one for one in after.results if one.rule == full("column-blank")).outcome is Outcome.ERROR


# ---- work plans


def test_chapters_of_the_work_plans():
    cites = {"a": ("FJ2018", "1", ("FJ2018-01a",)), "b": ("FJ2018", "18", ("FJ2018-18a", "FJ2018-18b"))}
    results = tuple(outcome(name, Outcome.PASS, cites=(Cite(*cite),))[0] for name, cite in cites.items())
    states = (
        ObligationState("FJ2018-01a", Outcome.PASS, ("a",)),
        ObligationState("FJ2018-18a", Outcome.FAIL, ("b",)),
        ObligationState("FJ2018-18b", Outcome.ERROR, ("b",)),
    )
    rows = chapters(PLANS, SiteResult("s1", results, (), states))
    assert [(row.chapter, row.met, row.not_met, row.unseen) for row in rows] == [
        ("一、公开解读回应", 1, 0, 0),
        ("二、政务服务实效", 0, 1, 1),
        ("*", 1, 1, 1),
    ]
    assert met_share(rows[-1]) == 0.5
    assert decided_share(rows[-1]) == 0.6667
    assert total([rows[-1], rows[-1]]).met == 2
    empty = replace(rows[0], met=0)
    assert met_share(empty) is decided_share(empty) is None
