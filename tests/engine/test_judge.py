import itertools
import json
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from govcheck_judging import AS_OF, context, member, population, record, rule
from hypothesis import given
from hypothesis import strategies as st

from govcheck.engine.judge import judge
from govcheck.engine.sample import draw
from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.pack.rule import Applies, InForce, Require
from govcheck.records.population import Reading
from govcheck.records.result import Cite, Sampled
from govcheck.records.site import Inference, Kind, Level, Site

GOOD = {"kind": "compare", "value": "subject.x", "is": "good"}
ITEMS = {"kind": "covers", "value": "subject.items", "required": ["a", "b"], "exhaustive": True}


def pages(*values, **more):
    return population("page", *(member(f"/{i}", x=value) for i, value in enumerate(values)), **more)


def run(rules, *populations, site=None, context_=None, **more):
    rules = rules if isinstance(rules, list) else [rules]
    return judge(record(*populations, site=site, **more), rules, context_ or context())


def said(result, at=0):
    one = result.results[at]
    return f"{one.outcome.value}:{one.reason.value}" if one.reason else one.outcome.value


# ---- quantifiers through the whole engine, against brute force

VALUES = st.sampled_from(["good", "bad", Reason.TIMEOUT])
BELONGS = st.sampled_from(["in", "out", Reason.SCRIPT])
REQUIRES = st.sampled_from(
    [Require(), Require("any"), Require("share_min", 0.5), Require("misses_max", 1.0), Require("count_min", 2.0)]
)


@given(st.lists(st.tuples(VALUES, BELONGS), max_size=4), st.booleans(), REQUIRES)
def test_pass_and_fail_are_stated_only_if_every_world_agrees(subjects, is_open, require):
    members = [member(f"/{i}", x=value, w=belongs) for i, (value, belongs) in enumerate(subjects)]
    reasons = (Reason.BUDGET,) if is_open else ()
    each = {"each": "page", "where": {"w": {"is": "in"}}, "when_empty": "not-applicable"}
    outcome = run(rule(GOOD, each, require=require), population("page", *members, open=reasons)).results[0].outcome
    options = []
    for value, belongs in subjects:
        verdicts = {"good": ["good"], "bad": ["bad"], Reason.TIMEOUT: ["good", "bad"]}[value]
        options.append(({"in": verdicts, "out": [None], Reason.SCRIPT: [*verdicts, None]})[belongs])
    extras = [[], ["good"], ["bad"], ["bad"] * 9, ["good"] * 9] if is_open else [[]]
    worlds = set()
    for choice in itertools.product(*options):
        for extra in extras:
            present = [one for one in [*choice, *extra] if one]
            passed, failed = present.count("good"), present.count("bad")
            holds = {
                "every": failed == 0,
                "any": passed > 0,
                "share_min": passed >= failed,
                "misses_max": failed <= 1,
                "count_min": passed >= 2,
            }[require.mode]
            worlds.add(Outcome.NOT_APPLICABLE if not present else Outcome.PASS if holds else Outcome.FAIL)
    if len(worlds) == 1 and outcome.decided:
        assert outcome in worlds
    elif len(worlds) == 1:
        # A subject that was not seen may yet turn out not to be judged at all.
        assert worlds == {Outcome.NOT_APPLICABLE} or any(value is Reason.TIMEOUT for value, _ in subjects)
    else:
        assert outcome is Outcome.ERROR


@pytest.mark.parametrize(
    ("when_empty", "expected"),
    [
        ("manual", "manual:no-subjects"),
        ("fail", "fail:missing"),
        ("pass", "pass"),
        ("not-applicable", "not-applicable:nothing-to-judge"),
    ],
)
def test_when_empty(when_empty, expected):
    each = {"each": "page", "when_empty": when_empty}
    result = run(rule(GOOD, each), pages())
    assert said(result) == expected
    assert len(result.findings) == (expected == "fail:missing")
    assert said(run(rule(GOOD, each), pages(open=(Reason.ROBOTS,)))) == "error:population-open"


def test_a_population_nobody_built_is_open():
    assert said(run(rule(GOOD, "message"))) == "error:population-open"


def test_an_open_population_says_why_and_what_to_do():
    result = run(rule(GOOD), pages("good", open=(Reason.BUDGET,)), unseen={Reason.BUDGET: 7})
    assert said(result) == "error:population-open"
    assert "7" in result.results[0].detail["zh"]
    assert "--max-pages" in result.results[0].detail["en"]
    assert result.results[0].population.reasons == (Reason.BUDGET,)


# ---- samples


@given(st.sets(st.integers(0, 200), min_size=5, max_size=40), st.integers(201, 300), st.integers(1, 5))
def test_one_new_member_moves_at_most_one_of_a_sample(keys, new, size):
    before = {one.key for one in draw([member(f"/{key}") for key in sorted(keys)], size, "2026-06")}
    after = {one.key for one in draw([member(f"/{key}") for key in [*sorted(keys), new]], size, "2026-06")}
    assert len(before) == len(after) == size
    assert len(before - after) <= 1


def test_a_statement_over_a_sample_says_so():
    each = {"each": "page", "sample": 3}
    result = run(rule(GOOD, each), pages(*["good"] * 9, open=(Reason.BUDGET,), known=412))
    assert said(result) == "pass"
    assert result.results[0].sample == Sampled(3, 412)
    assert result.results[0].detail["zh"].startswith("抽查 3/412")
    assert not result.results[0].population.closed


def test_an_empty_sample_of_an_open_population_states_nothing():
    assert said(run(rule(GOOD, {"each": "page", "sample": 3}), pages(open=(Reason.BUDGET,)))) == "error:population-open"


def test_open_entries_are_judged_on_top_of_the_sample():
    always = context(always=frozenset(f"/{i}" for i in range(9)))
    result = run(rule(GOOD, {"each": "page", "sample": 1}), pages(*["good"] * 8, "bad"), context_=always)
    assert [one.subject for one in result.findings] == ["/8"]


def test_any_is_never_asked_of_a_sample():
    each = {"each": "page", "sample": 1}
    assert said(run(rule(GOOD, each, require=Require("any")), pages(*["bad"] * 8, "good"))) == "pass"


# ---- who is bound, and when


def site(**more):
    plain = {"id": "s", "name": "站", "url": "http://www.example.gov.cn/", "level": Level.COUNTY, "kind": Kind.PORTAL}
    return Site(**(plain | {"region": "511702", "services": True} | more))


@pytest.mark.parametrize(
    ("applies", "own", "expected"),
    [
        (Applies(kinds=(Kind.PORTAL,)), {}, "pass"),
        (Applies(kinds=(Kind.PORTAL,)), {"kind": Kind.DEPARTMENT}, "not-applicable:other-kind"),
        (Applies(kinds=(Kind.PORTAL,)), {"kind": None}, "manual:whose-duty"),
        (Applies(kinds=tuple(Kind)), {"kind": None}, "pass"),
        (Applies(kinds=(Kind.PORTAL,)), {"kind": None, "level": Level.TOWNSHIP}, "pass"),
        (Applies((Level.CITY,)), {}, "not-applicable:other-level"),
        (Applies((Level.CITY,)), {"level": None}, "manual:whose-duty"),
        (Applies((Level.CITY,), (Kind.PORTAL,)), {"level": None, "kind": Kind.DEPARTMENT}, "not-applicable:other-kind"),
        (Applies(regions=("5117",)), {}, "pass"),
        (Applies(regions=("511700",)), {}, "pass"),
        (Applies(regions=("5104",)), {}, "not-applicable:other-region"),
        (Applies(regions=("5104",)), {"region": ""}, "manual:whose-duty"),
        (Applies(services=True), {"services": False}, "not-applicable:no-services"),
        (Applies(services=True), {"services": None}, "manual:whose-duty"),
        (Applies(printed_reviewers=True), {}, "not-applicable:not-in-force"),
        (Applies(printed_reviewers=True), {"printed_reviewers": True}, "pass"),
    ],
)
def test_whose_duty(applies, own, expected):
    result = run(rule(GOOD, applies=applies), pages("good"), site=site(**own))
    assert said(result) == expected
    assert result.findings == ()


def test_inferred_with_less_than_high_confidence_is_for_a_person():
    applies = Applies((Level.COUNTY,))
    for confidence, expected in ((Confidence.HIGH, "pass"), (Confidence.MEDIUM, "manual:whose-duty")):
        inferred = {"level": Inference("county", confidence, "名称")}
        assert said(run(rule(GOOD, applies=applies), pages("good"), site=site(level=None), inferred=inferred)) == expected


@pytest.mark.parametrize(
    ("force", "expected"),
    [
        (InForce(), "pass"),
        (InForce(since=date(2026, 6, 15), until=date(2026, 6, 15)), "pass"),
        (InForce(since=date(2026, 6, 16)), "not-applicable:not-in-force"),
        (InForce(until=date(2026, 6, 14)), "not-applicable:not-in-force"),
        (InForce(until=date(2025, 12, 31), judged_until=date(2026, 6, 15)), "pass"),
    ],
)
def test_in_force(force, expected):
    assert said(run(rule(GOOD, in_force=force), pages("good"))) == expected


def test_a_yearly_plan_is_judged_on_its_own_year():
    check = {
        "kind": "covers",
        "of": {"each": "report"},
        "field": "year",
        "required": {"unit": "month", "from": "2025-12"},
        "exhaustive": True,
    }
    force = InForce(date(2025, 1, 1), date(2025, 12, 31), date(2026, 6, 30))
    reports = population("report", member("/1", year="2025-12"))
    assert said(run(rule(check, "page", in_force=force), pages("x"), reports)) == "pass"
    assert said(run(rule(check, "page"), pages("x"), reports)) == "fail:missing"


def test_an_unreached_site_is_unseen_and_never_blamed():
    rules = [rule(GOOD, name="p/a"), rule(GOOD, name="p/b", applies=Applies((Level.CITY,)))]
    result = run(rules, reached=False)
    assert [said(result, at) for at in (0, 1)] == ["error:unreached", "not-applicable:other-level"]


def test_a_saved_copy_has_no_wire():
    wire = rule({"kind": "compare", "value": "subject.aaaa", "is": "present"}, "host")
    assert said(run(wire, saved_copy=True)) == "not-applicable:saved-copy"


def test_no_ipv6_route_is_ours():
    hosts = population("host", member("www", ipv6_reachable=Reason.NO_IPV6_EGRESS))
    assert said(run(rule({"kind": "compare", "value": "subject.ipv6_reachable", "is": True}, "host"), hosts)) == (
        "error:no-ipv6-egress"
    )


def test_members_dated_after_as_of_are_ignored():
    articles = population(
        "article", member("/1", x="good", published=date(2026, 6, 15)), member("/2", x="bad", published=date(2026, 6, 16))
    )
    result = run(rule(GOOD, "article"), articles)
    assert said(result) == "pass"
    assert result.results[0].counted.passed == 1


def test_young_members_may_have_come_since_the_fetch():
    each = {"each": "article", "where": {"published": {"within": "1 year"}}}
    articles = population("article", member("/1", x="good", published=date(2026, 6, 1)))
    assert said(run(rule(GOOD, each), articles)) == "pass"
    later = context(as_of=AS_OF + timedelta(days=30))
    assert said(run(rule(GOOD, each), articles, context_=later)) == "error:population-open"


# ---- findings


def test_one_finding_lists_every_rule_and_clause_it_breaks():
    cites = [(Cite("A", "1", ("A-01",)),), (Cite("B", "2", ("B-01",)),)]
    rules = [
        rule(GOOD, name="p/a", cites=cites[0], severity=Severity.LOW),
        rule(GOOD, name="q/b", cites=cites[1], severity=Severity.HIGH),
        rule(GOOD, name="q/c", check_name="other"),
    ]
    result = run(rules, pages("bad"))
    assert [one.rules for one in result.findings] == [("p/a", "q/b"), ("q/c",)]
    joint = result.findings[0]
    assert joint.severity is Severity.HIGH
    assert {cite.source for cite in joint.cites} == {"A", "B"}
    assert result.results[0].findings == (joint.fingerprint,) == result.results[1].findings
    assert [one.id for one in result.obligations] == ["A-01", "B-01", "S-01"]


def test_each_locator_is_a_finding():
    result = run(rule(ITEMS, "home"), population("home", member("/", items=())))
    assert sorted(one.locator for one in result.findings) == ["a", "b"]


def test_fingerprints_know_meaning_but_no_strictness_pack_or_revision():
    def mark(**more):
        return run(rule(GOOD, **more), pages("bad")).findings[0].fingerprint

    base = mark()
    assert base.startswith("v1:")
    assert base == mark(name="other/pack", revision=7, params={"max": "1 week"}, severity=Severity.LOW)
    assert base != mark(meaning={"topic": "政策文件"})
    assert base != mark(check_name="else")


def test_a_question_for_a_person_is_a_finding_of_its_own():
    check = {"kind": "manual", "ask": {"zh": "看", "en": "look"}}
    result = run(rule(check, "home"), population("home", member("/")))
    assert said(result) == "manual:person"
    assert [(one.outcome, one.message["zh"]) for one in result.findings] == [(Outcome.MANUAL, "/：看")]


def test_a_window_of_our_own_is_a_hint():
    result = run(rule(GOOD, window_reading=True, severity=Severity.HIGH), pages("bad"))
    assert (result.findings[0].hint, result.findings[0].severity) == (True, Severity.LOW)
    assert (result.results[0].hint, result.results[0].duty) == (True, "should")
    assert result.obligations == ()
    both = run([rule(GOOD, window_reading=True), rule(GOOD, name="p/s", severity=Severity.HIGH)], pages("bad"))
    assert (both.findings[0].hint, both.findings[0].severity) == (False, Severity.HIGH)


def test_comparison_rules_are_flagged_and_speak_for_nothing():
    abroad = rule(GOOD, comparison=True, applies=Applies(regions=("11",)), in_force=InForce(until=date(2020, 1, 1)))
    result = run(abroad, pages("bad"))
    assert result.findings[0].comparison
    assert result.results[0].comparison
    assert result.obligations == ()


def test_what_is_tolerated_is_no_finding():
    result = run(rule(GOOD, require=Require("misses_max", 1.0)), pages("good", "bad"))
    assert said(result) == "pass"
    assert result.findings == ()
    assert result.results[0].counted.failed == 1


def test_messages_fill_only_their_placeholders():
    template = {"zh": "{subject}|{failed}|{value}|{limit}|{counted}|{other}", "en": "{value"}
    result = run(rule(GOOD, message=template), population("page", member("/1", "{limit}", x="坏{value}")))
    assert result.findings[0].message == {"zh": "{limit}|为“坏{value}”|坏{value}|应为 good|1|{other}", "en": "{value"}


def test_passes_keep_up_to_three_proofs():
    assert len(run(rule(GOOD), pages(*["good"] * 5)).results[0].proof) == 3


def test_confidence_is_the_lowest_of_what_was_looked_at():
    result = run(rule(GOOD), pages(Reading("bad", "label", Confidence.MEDIUM)))
    assert result.findings[0].confidence is Confidence.MEDIUM


# ---- obligations


@given(st.lists(st.sampled_from(["good", "bad", Reason.TIMEOUT, "person", "other"]), min_size=1, max_size=4))
def test_an_obligation_is_the_three_valued_and_of_its_rules(kinds):
    rules, members = [], {}
    for at, kind in enumerate(kinds):
        check = {"kind": "manual", "ask": {"zh": "", "en": ""}} if kind == "person" else GOOD | {"value": f"subject.x{at}"}
        applies = Applies((Level.CITY,)) if kind == "other" else Applies()
        rules.append(rule(check, name=f"p/r{at}", applies=applies))
        members[f"x{at}"] = kind
    outcome = run(rules, population("page", member("/", **members))).obligations[0].outcome
    if "bad" in kinds:
        assert outcome is Outcome.FAIL
    elif Reason.TIMEOUT in kinds:
        assert outcome is Outcome.ERROR
    elif "person" in kinds:
        assert outcome is Outcome.MANUAL
    else:
        assert outcome is (Outcome.PASS if "good" in kinds else Outcome.NOT_APPLICABLE)


def test_drafts_and_should_speak_for_nothing():
    rules = [
        rule(GOOD, name="p/a", status="draft"),
        rule(GOOD, name="p/b", duty="should"),
        rule(GOOD, name="p/c", enabled=False),
    ]
    result = run(rules, pages("bad"))
    assert result.obligations == ()
    assert [one.rule for one in result.results] == ["p/a", "p/b"]


# ---- determinism


@given(st.permutations(range(6)), st.permutations(range(3)))
def test_the_order_of_the_input_plays_no_part(members, rules):
    made = [member(f"/{i}", x="bad" if i % 2 else "good", items=("a",)) for i in range(6)]
    listed = [
        rule(GOOD, {"each": "page", "sample": 4}, "p/a"),
        rule(ITEMS, "page", "p/b"),
        rule(GOOD, "page", "p/c", require=Require("any")),
    ]
    plain = run(listed, population("page", *made))
    mixed = run([listed[i] for i in rules], population("page", *(made[i] for i in members)))
    assert json.dumps(asdict(plain), default=str) == json.dumps(asdict(mixed), default=str)


def test_equal_checks_are_judged_once(monkeypatch):
    import govcheck.engine.judge as engine

    calls = []
    inner = engine.evaluate
    monkeypatch.setattr(engine, "evaluate", lambda *args: calls.append(1) or inner(*args))
    strict = replace(rule(GOOD, {"each": "page", "when_empty": "fail"}, "p/b"), severity=Severity.HIGH)
    run([rule(GOOD, name="p/a"), strict, rule(ITEMS, name="p/c")], pages("good"))
    assert len(calls) == 2


# ---- too few


TWO = Require("count_min", 2.0)


def test_too_few_are_one_finding_of_all_together():
    result = run(rule(GOOD, require=TWO), pages("good", "bad", "bad"))
    assert said(result) == "fail:missing"
    [finding] = result.findings
    assert finding.subject == "@page"
    assert finding.reason is Reason.MISSING
    assert "合格的有 1 个，应有 2 个" in finding.message["zh"]


def test_too_few_of_a_search_that_cannot_know_all_names_are_for_a_person():
    result = run(rule(GOOD, require=replace(TWO, short="manual")), pages("good", "bad"))
    assert said(result) == "manual:no-match"
    assert [(one.subject, one.reason) for one in result.findings] == [("@page", Reason.NO_MATCH)]


def test_one_undecided_could_make_enough():
    result = run(rule(GOOD, require=TWO), pages("good", Reason.TIMEOUT, "bad"))
    assert said(result) == "error:timeout"
    assert result.findings == ()
    assert said(run(rule(GOOD, require=TWO), pages("good", open=(Reason.BUDGET,)))) == "error:population-open"
    assert said(run(rule(GOOD, require=TWO), pages("good", "good", "bad", open=(Reason.BUDGET,)))) == "pass"


def test_where_some_are_sought_no_sample_is_drawn():
    result = run(rule(GOOD, {"each": "page", "sample": 1}, require=TWO), pages("bad", "bad", "good", "good"))
    assert said(result) == "pass"
    assert result.results[0].sample is None
