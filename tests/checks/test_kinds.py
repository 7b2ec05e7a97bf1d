from datetime import date, datetime, timedelta

import pytest
from govcheck_judging import AS_OF, TODAY, member, population, say
from hypothesis import given
from hypothesis import strategies as st

from govcheck.checks.interface import Verdict, passed
from govcheck.checks.periods import label, last_ended, ordinal
from govcheck.dates.clock import SHANGHAI
from govcheck.outcome import Confidence, Outcome, Reason
from govcheck.records.population import Reading
from govcheck.records.result import AbsenceEvidence, PageEvidence, WireEvidence

FRESH = {"kind": "elapsed", "since": "subject.latest_published", "max": "2 weeks"}


def said(verdict: Verdict) -> str:
    return f"{verdict.outcome.value}:{verdict.reason.value}" if verdict.reason else verdict.outcome.value


# ---- compare


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        ({"is": "a"}, "a", "pass"),
        ({"is": "a"}, "b", "fail:differs"),
        ({"is": "a"}, None, "fail:missing"),
        ({"is": "a"}, (), "fail:missing"),
        ({"is": "a"}, ("b", "a"), "pass"),
        ({"is": True}, True, "pass"),
        ({"is": True}, 1, "fail:differs"),
        ({"is": 1}, 1.0, "pass"),
        ({"is": 1}, "1", "fail:differs"),
        ({"is_not": "a"}, None, "pass"),
        ({"is_not": "a"}, ("b", "a"), "fail:differs"),
        ({"is_not": "a", "matches": "."}, None, "fail:missing"),
        ({"in": ["a", "b"]}, "b", "pass"),
        ({"matches": "^gov"}, "gov.cn", "pass"),
        ({"matches": "^gov"}, "com", "fail:differs"),
        ({"min": 3}, 3, "pass"),
        ({"min": 3}, 2, "fail:differs"),
        ({"max": 3}, "3", "pass"),
        ({"max": 3}, "many", "error:unreadable"),
        ({"min": 2, "max": 3}, (1, 5), "fail:differs"),
        ({"within": "1 week"}, date(2026, 6, 8), "pass"),
        ({"within": "1 week"}, date(2026, 6, 7), "fail:differs"),
        ({"within": "1 week"}, date(2026, 6, 30), "fail:differs"),
        ({"is": "a"}, Reason.TIMEOUT, "error:timeout"),
        ({"is": "a"}, Reason.GONE, "fail:gone"),
        ({"is": "a"}, Reading("a", "guess", Confidence.LOW), "manual:low-confidence"),
    ],
)
def test_compare(condition, value, expected):
    assert said(say({"kind": "compare", "value": "subject.x"} | condition, member(x=value))) == expected


def test_a_field_nobody_looked_for_is_unknown():
    assert said(say({"kind": "compare", "value": "subject.x", "is": "a"}, member())) == "error:not-fetched"


def test_compare_reads_an_extract_under_its_key():
    extract = {"css": "#x"}
    key = 'x:{"css": "#x"}'
    assert said(say({"kind": "compare", "value": extract, "is": "v"}, member(**{key: ("v",)}))) == "pass"


def test_evidence_of_page_and_wire():
    page = say({"kind": "compare", "value": "subject.x", "is": "a"}, member(x="a"))
    assert isinstance(page.evidence[0], PageEvidence)
    wire = say({"kind": "compare", "value": "subject.aaaa", "is": "none"}, member(aaaa="none"), each="host")
    assert isinstance(wire.evidence[0], WireEvidence)


# ---- has


@pytest.mark.parametrize(
    ("pattern", "bounds", "text", "expected"),
    [
        ({"text": "找错"}, {}, "我为政府网站找错", "pass"),
        ({"text": "找错"}, {}, "", "fail:missing"),
        ({"text": "找错"}, {}, None, "fail:missing"),
        ({"regex": "[0-9]+"}, {"min": 2}, "1 2", "pass"),
        ({"regex": "[0-9]+"}, {"min": 3}, "1 2", "fail:missing"),
        ({"regex": "[0-9]+"}, {"min": 0, "max": 1}, "1 2", "fail:too-many"),
        ({"regex": "^.+$"}, {"min": 0, "max": 0}, (), "pass"),
        ({"text": "a"}, {}, Reason.SCRIPT, "error:script"),
    ],
)
def test_has(pattern, bounds, text, expected):
    verdict = say({"kind": "has", "pattern": pattern, **bounds}, member(text=text))
    assert said(verdict) == expected


def test_has_counts_an_extract():
    key = 'x:{"meta": "SiteName"}'
    check = {"kind": "has", "pattern": {"meta": "SiteName"}}
    assert said(say(check, member(**{key: ("某县",)}))) == "pass"
    assert said(say(check, member(**{key: ("",)}))) == "fail:missing"


# ---- elapsed


def column(latest, **more):
    fields = {"latest_published": latest, "rows": 3, "undated": 0, "blank": False, "drawn_by_script": False} | more
    return member("/c/", "栏目", **fields)


@pytest.mark.parametrize(
    ("latest", "more", "expected"),
    [
        ((date(2026, 6, 1),), {}, "pass"),
        ((date(2026, 5, 31),), {}, "fail:late"),
        ((date(2027, 1, 1), date(2026, 6, 1)), {}, "pass"),
        ((date(2027, 1, 1), date(2026, 5, 1)), {}, "fail:late"),
        ((date(2027, 1, 1),), {}, "manual:person"),
        (None, {}, "fail:undated"),
        ((), {}, "fail:undated"),
        (None, {"rows": 0}, "not-applicable:nothing-to-judge"),
        (None, {"blank": True}, "not-applicable:nothing-to-judge"),
        (None, {"rows": Reason.BUDGET}, "manual:person"),
        (None, {"drawn_by_script": True}, "error:script"),
        ((date(2026, 5, 1),), {"drawn_by_script": True}, "error:script"),
        (Reading((date(2026, 5, 1),), "row", Confidence.MEDIUM), {"undated": 2}, "manual:person"),
        (Reading((date(2026, 5, 1),), "row", Confidence.MEDIUM), {"undated": 0}, "fail:late"),
        (Reading((date(2026, 6, 10),), "row", Confidence.MEDIUM), {"undated": 2}, "pass"),
        (Reason.SCRIPT, {}, "error:script"),
    ],
)
def test_freshness_of_a_list(latest, more, expected):
    assert said(say(FRESH, column(latest, **more), each="column")) == expected


def test_a_home_page_without_dates_is_for_a_person():
    assert said(say(FRESH, member("/", latest_published=None), each="home")) == "manual:person"


def test_an_article_without_date_counts_as_not_updated():
    check = {"kind": "elapsed", "since": "subject.published", "max": "1 year"}
    assert said(say(check, member(published=None), each="article")) == "fail:undated"


def test_freshness_is_judged_at_the_time_of_fetch():
    # Fetched at noon of the day before: still in time then, and as-of is no more than a day later.
    early = member("/c/", fetched=AS_OF - timedelta(hours=24), latest_published=(date(2026, 5, 31),), rows=1)
    assert said(say(FRESH, early, each="column")) == "pass"
    too_early = member("/c/", fetched=AS_OF - timedelta(hours=25), latest_published=(date(2026, 5, 31),), rows=1)
    assert said(say(FRESH, too_early, each="column")) == "error:seen-too-early"


def test_working_days_and_a_year_without_calendar():
    check = {"kind": "elapsed", "since": "subject.published", "until": "subject.replied", "max": "3 working days"}
    assert said(say(check, member(published=date(2026, 6, 4), replied=date(2026, 6, 9)))) == "pass"
    assert said(say(check, member(published=date(2026, 6, 4), replied=date(2026, 6, 10)))) == "fail:late"
    old = member(published=date(1999, 6, 4), replied=date(1999, 6, 10))
    assert said(say(check, old)) == "error:no-calendar"


def test_hours_without_an_hour_are_for_a_person():
    check = {"kind": "elapsed", "since": "subject.published", "until": "subject.replied", "max": "24 hours"}
    noon = datetime(2026, 6, 4, 12, tzinfo=SHANGHAI)
    assert said(say(check, member(published=noon, replied=datetime(2026, 6, 5, 11, tzinfo=SHANGHAI)))) == "pass"
    assert said(say(check, member(published=noon, replied=date(2026, 6, 5)))) == "manual:person"
    assert said(say(check, member(published=noon, replied=date(2026, 6, 7)))) == "fail:late"


def test_an_answer_that_has_not_come():
    check = {"kind": "elapsed", "since": "subject.asked", "until": "subject.replied", "max": "3 months"}
    assert said(say(check, member(asked=date(2026, 3, 1), replied=None))) == "fail:unanswered"
    assert said(say(check, member(asked=date(2026, 3, 15), replied=None))) == "not-applicable:not-due"


def test_until_before_since_is_nothing_elapsed():
    check = {"kind": "elapsed", "since": "subject.a", "until": "subject.b"}
    backwards = member(a=date(2026, 6, 9), b=date(2026, 6, 1))
    assert said(say(check | {"max": "1 day"}, backwards)) == "pass"
    assert said(say(check | {"min": "1 day"}, backwards)) == "fail:differs"


@given(st.lists(st.dates(date(2024, 1, 1), date(2027, 1, 1)), min_size=1, max_size=5))
def test_freshness_follows_the_newest_not_after_as_of(dates):
    past = [one for one in dates if one <= TODAY]
    expected = "manual:person" if not past else "pass" if (TODAY - max(past)).days <= 14 else "fail:late"
    assert said(say(FRESH, column(tuple(dates)), each="column")) == expected


# ---- covers


def nav(*topics, **more):
    return population(
        "navigation", *(member(f"/n{i}", name=f"n{i}", topics=(one,)) for i, one in enumerate(topics)), **more
    )


COLUMNS = {"kind": "covers", "of": {"each": "navigation"}, "field": "topics", "required": ["政策文件", "政策解读"]}


def test_covers_over_a_population():
    site = member("/", "某县")
    assert said(say(COLUMNS, site, nav("政策文件", "政策解读"), each="site")) == "pass"
    gap = say(COLUMNS | {"nearest": ["navigation", "topics"]}, site, nav("政策文件", "政策解毒"), each="site")
    assert said(gap) == "manual:no-match"
    assert [fault.locator for fault in gap.faults] == ["政策解读"]
    absence = gap.faults[0].evidence[0]
    assert isinstance(absence, AbsenceEvidence)
    assert absence.nearest[0] == "政策解毒"
    assert said(say(COLUMNS | {"exhaustive": True}, site, nav("政策文件"), each="site")) == "fail:missing"


def test_each_missing_name_is_a_fault_of_its_own():
    verdict = say(COLUMNS | {"exhaustive": True}, member(), nav(), each="site")
    assert [fault.locator for fault in verdict.faults] == ["政策文件", "政策解读"]


def test_a_gap_in_an_open_population_is_ours():
    verdict = say(COLUMNS | {"exhaustive": True}, member(), nav("政策文件", open=(Reason.BUDGET,)), each="site")
    assert said(verdict) == "error:population-open"
    assert said(say(COLUMNS, member(), nav("政策文件", "政策解读", open=(Reason.BUDGET,)), each="site")) == "pass"


def test_a_gap_that_an_unread_member_could_fill():
    unread = population("navigation", member("/x", topics=Reason.TIMEOUT))
    assert said(say(COLUMNS | {"exhaustive": True}, member(), unread, each="site")) == "error:timeout"
    guess = Reading(("政策文件", "政策解读"), "guess", Confidence.LOW)
    unsure = population("navigation", member("/x", topics=guess))
    assert said(say(COLUMNS | {"exhaustive": True}, member(), unsure, each="site")) == "manual:low-confidence"


def test_a_gap_in_a_field_of_the_subject_is_a_verdict():
    check = {"kind": "covers", "value": "subject.items", "required": ["a", "b"]}
    assert said(say(check | {"exhaustive": True}, member(items=("a",)))) == "fail:missing"
    assert said(say(check, member(items=None))) == "manual:no-match"
    assert said(say(check, member(items=Reason.SCRIPT))) == "error:script"


def test_no_names_required_is_a_pass():
    assert said(say({"kind": "covers", "value": "subject.items", "required": []}, member(items=()))) == "pass"


def test_names_told_by_patterns():
    check = {"kind": "covers", "value": "subject.text", "required": {"议题": "审议|议题", "出席": "出席|参加"}}
    assert said(say(check, member(text="审议议题，出席人员"))) == "pass"
    lacking = say(check, member(text="审议了三件事"))
    assert said(lacking) == "manual:no-match"
    assert [fault.locator for fault in lacking.faults] == ["出席"]
    assert said(say(check, member(text=Reason.SCRIPT))) == "error:script"


FRESH_CLASS = COLUMNS | {"of": {"each": "column"}, "required": ["政策文件"], "then": FRESH}


def classes(*columns, **more):
    members = (member(f"/c{i}", topics=topics, **fields) for i, (topics, fields) in enumerate(columns))
    return population("column", *members, **more)


NEW = {"latest_published": (TODAY,), "rows": 1, "undated": 0}
OLD = {"latest_published": (date(2020, 1, 1),), "rows": 1, "undated": 0}
OLDER = {"latest_published": (date(2010, 1, 1),), "rows": 1, "undated": 0}
BLANK = {"latest_published": None, "rows": 0, "undated": 0, "blank": True}
MINE, OTHER = ("政策文件",), ("通知公告",)


@pytest.mark.parametrize(
    ("columns", "more", "expected"),
    [
        (((MINE, OLD), (MINE, NEW)), {}, "pass"),
        (((MINE, OLDER), (MINE, OLD)), {}, "fail:late"),
        (((MINE, OLD), (OTHER, NEW)), {}, "fail:late"),
        (((OTHER, OLD),), {}, "manual:no-match"),
        (((MINE, OLD),), {"open": (Reason.BUDGET,)}, "error:population-open"),
        (((MINE, NEW),), {"open": (Reason.BUDGET,)}, "pass"),
        (((MINE, OLD), (MINE, {"latest_published": Reason.SCRIPT})), {}, "error:script"),
        (((MINE, OLD), (Reason.TIMEOUT, NEW)), {}, "error:timeout"),
        (((MINE, BLANK),), {}, "not-applicable:nothing-to-judge"),
        (((MINE, BLANK), (MINE, OLD)), {}, "fail:late"),
    ],
)
def test_what_covers_a_name_must_pass_then(columns, more, expected):
    assert said(say(FRESH_CLASS, member(), classes(*columns, **more), each="site")) == expected


def test_of_several_failing_the_nearest_speaks_for_the_name():
    verdict = say(FRESH_CLASS, member(), classes((MINE, OLDER), (MINE, OLD)), each="site")
    [fault] = verdict.faults
    assert fault.locator == "政策文件"
    assert fault.failed["zh"].startswith("政策文件：2020-01-01")


TWO = COLUMNS | {"required": ["政策文件"], "min": 2}


def test_so_many_members_for_each_name():
    site = member()
    assert said(say(TWO, site, nav("政策文件", "政策文件"), each="site")) == "pass"
    short = say(TWO, site, nav("政策文件", "政策解读"), each="site")
    assert said(short) == "manual:no-match"
    assert "只有 1 个" in short.faults[0].failed["zh"]
    unread = population("navigation", member("/n", topics=("政策文件",)), member("/x", topics=Reason.SCRIPT))
    assert said(say(TWO, site, unread, each="site")) == "error:script"
    twice = population("navigation", member("/n", topics=("政策文件", "政策文件")))
    assert said(say(TWO, site, twice, each="site")) == "manual:no-match"
    assert said(say(TWO, site, nav("政策文件", open=(Reason.BUDGET,)), each="site")) == "error:population-open"


COVERED = st.lists(st.sampled_from(["sure", "stale", "unseen", "perhaps", "other"]), max_size=4)


@given(COVERED, st.booleans(), st.integers(1, 2))
def test_covers_says_only_what_every_world_agrees_on(columns, more, least):
    """Each column is fresh, stale, fresh or stale (not seen), of this class or not, or of another class."""
    fields = {"sure": NEW, "stale": OLD, "unseen": {"latest_published": Reason.SCRIPT}, "perhaps": NEW, "other": NEW}
    topics = {"perhaps": Reason.TIMEOUT, "other": OTHER}
    seen = classes(*((topics.get(one, MINE), fields[one]) for one in columns), open=(Reason.BUDGET,) if more else ())
    verdict = say(FRESH_CLASS | {"min": least}, member(), seen, each="site")
    surely = columns.count("sure")
    perhaps = surely + columns.count("unseen") + columns.count("perhaps") + (least if more else 0)
    if verdict.outcome is Outcome.PASS:
        assert surely >= least
    if verdict.outcome in (Outcome.FAIL, Outcome.MANUAL):
        assert perhaps < least or (columns.count("perhaps") == 0 and not more and "unseen" not in columns)
    assert (surely >= least) == (verdict.outcome is Outcome.PASS)
    assert verdict.outcome is not Outcome.FAIL or "stale" in columns


def years(*found, field="year", **more):
    return population("report", *(member(f"/{i}", **{field: one}) for i, one in enumerate(found)), **more)


@pytest.mark.parametrize(
    ("required", "found", "as_of", "expected"),
    [
        ({"unit": "year", "from": 2024}, (2024, 2025), "2026-06-15", "pass"),
        ({"unit": "year", "from": 2023}, (2024, 2025), "2026-06-15", "fail:2023"),
        ({"unit": "year", "from": 2026}, (), "2026-06-15", "not-applicable:not-due"),
        ({"unit": "year", "from": 2026}, (), "2026-12-31", "fail:2026"),
        ({"unit": "year", "from": "last-ended", "grace": "3 months"}, (2024,), "2026-03-31", "pass"),
        ({"unit": "year", "from": "last-ended", "grace": "3 months"}, (2024,), "2026-04-01", "fail:2025"),
        ({"unit": "quarter", "from": "2025Q4"}, ("2025Q4",), "2026-06-15", "fail:2026Q1"),
        ({"unit": "quarter", "from": "2025Q4"}, ("2025年第4季度", date(2026, 2, 1)), "2026-06-15", "pass"),
        ({"unit": "month", "from": "2026-04"}, ("2026-04", date(2026, 5, 31)), "2026-06-15", "pass"),
        ({"unit": "month", "from": "2026-04", "to": "2026-05"}, ("2026年5月",), "2026-06-15", "fail:2026-04"),
        ({"unit": "month", "from": "2026-04", "to": "2026-09"}, ("2026-04", "2026-05"), "2026-06-15", "pass"),
        ({"unit": "year", "from": 2026}, (2026,), "2026-06-15", "pass"),
        ({"unit": "year", "from": "last-ended", "due": "6 months"}, (2025,), "2026-06-29", "pass"),
        ({"unit": "year", "from": "last-ended", "due": "6 months"}, (2025,), "2026-06-30", "fail:2026"),
        ({"unit": "year", "from": "last-ended", "due": "1 year"}, (2025,), "2026-12-31", "fail:2026"),
        ({"unit": "month", "from": "year-start"}, (date(2026, 1, 1),), "2026-03-30", "fail:2026-02"),
        (
            {"unit": "month", "from": "year-start"},
            (),
            "2026-01-30",
            "fail:" + ",".join(f"2025-{m:02}" for m in range(1, 13)),
        ),
        ({"unit": "quarter", "from": "year-start"}, ("2025Q1", "2025Q2", "2025Q3"), "2026-03-30", "fail:2025Q4"),
        ({"unit": "week", "from": "year-start"}, (date(2026, 1, 1),), "2026-01-11", "fail:2026-W02"),
        ({"unit": "week", "from": "2025-W52"}, ("2025W52", date(2026, 1, 4)), "2026-01-05", "pass"),
        ({"unit": "week", "from": "2026-W54"}, (), "2026-01-05", "error:unreadable"),
        ({"unit": "issue", "from": "year-start"}, (1,), "2026-06-15", "error:unreadable"),
        ({"unit": "issue", "from": 1}, (1, 3), "2026-06-15", "fail:2"),
        ({"unit": "issue", "from": "x"}, (1, 3), "2026-06-15", "error:unreadable"),
    ],
)
def test_runs_of_periods(required, found, as_of, expected):
    from govcheck.dates.clock import parse_as_of

    check = {"kind": "covers", "of": {"each": "report"}, "field": "year", "required": required, "exhaustive": True}
    verdict = say(check, member(), years(*found), each="site", as_of=parse_as_of(as_of))
    shown = said(verdict)
    if verdict.outcome is Outcome.FAIL:
        shown = "fail:" + ",".join(fault.locator for fault in verdict.faults)
    assert shown == expected


# ---- related


DOCUMENT = {
    "title": "关于进一步做好某项工作的通知",
    "number": "某府办〔2026〕3号",
    "published": date(2026, 6, 1),
    "links": (),
}
LAG = {"kind": "elapsed", "since": "subject.published", "until": "related.published", "max": "3 working days"}
ANSWER = {
    "kind": "related",
    "to": {"each": "interpretation"},
    "by": ["link", "document-number", "title"],
    "then": LAG,
}


def answer(key="/i", **fields):
    plain = {"title": "一图读懂", "links": (), "quoted_numbers": (), "published": date(2026, 6, 3)}
    return member(key, **(plain | fields))


def related(*answers, check=ANSWER, document=None, **more):
    subject = member("/d", "文件", **(document or DOCUMENT))
    return say(check, subject, population("interpretation", *answers, **more), each="document")


@pytest.mark.parametrize(
    "fields",
    [
        {"links": ("https://www.example.gov.cn/d",)},
        {"quoted_numbers": ("某府办(2026)3号",)},
        {"title": "《关于进一步做好某项工作的通知》政策解读"},
    ],
)
def test_an_answer_by_each_way(fields):
    assert said(related(answer(**fields))) == "pass"


def test_the_subject_may_link_its_answer():
    assert said(related(answer(), document=DOCUMENT | {"links": ("http://www.example.gov.cn/i#top",)})) == "pass"


def test_nobody_answers():
    assert said(related(answer())) == "fail:unanswered"
    assert said(related(answer(), check=ANSWER | {"when_none": "manual"})) == "manual:no-match"
    assert said(related(answer(), check=ANSWER | {"when_none": "not-applicable"})) == "not-applicable:nothing-to-judge"
    assert said(related(answer(), open=(Reason.BUDGET,))) == "error:population-open"


def test_an_answer_not_due_yet():
    assert said(related(document=DOCUMENT | {"published": date(2026, 6, 12)})) == "not-applicable:not-due"


def test_any_answer_in_time_is_enough():
    late = answer("/l", quoted_numbers=("某府办〔2026〕3号",), published=date(2026, 6, 12))
    good = answer("/g", quoted_numbers=("某府办〔2026〕3号",))
    assert said(related(late, good)) == "pass"
    assert said(related(late)) == "fail:late"
    assert said(related(late, open=(Reason.BUDGET,))) == "error:population-open"


def test_an_unknown_answer_could_pass():
    unread = answer("/u", links=Reason.TIMEOUT)
    assert said(related(unread)) == "error:timeout"
    late_anyway = answer("/u", links=Reason.TIMEOUT, published=date(2026, 6, 12))
    assert said(related(late_anyway)) == "fail:unanswered"


def test_of_several_late_answers_the_nearest_is_shown():
    number = ("某府办〔2026〕3号",)
    verdict = related(
        answer("/a", quoted_numbers=number, published=date(2026, 6, 14)),
        answer("/b", quoted_numbers=number, published=date(2026, 6, 8)),
    )
    assert "2026-06-08" in verdict.faults[0].failed["zh"]


def test_short_titles_answer_nothing():
    short = DOCUMENT | {"title": "通知", "number": None}
    assert said(related(answer(title="关于印发通知的解读"), document=short)) == "fail:unanswered"


# ---- manual, plugin, combinators


def test_manual_gathers_what_there_is():
    verdict = say(
        {"kind": "manual", "ask": {"zh": "看", "en": "look"}, "gather": ["x", "y"]}, member(x="v", y=Reason.TIMEOUT)
    )
    assert said(verdict) == "manual:person"
    assert verdict.faults[0].failed["zh"] == "看"
    assert len(verdict.faults[0].evidence) == 1


def test_what_waits_for_input_says_so():
    check = {"kind": "manual", "ask": {"zh": "待表格", "en": "a table"}, "reason": "awaits-input"}
    assert said(say(check, member())) == "manual:awaits-input"


def test_an_empty_list_is_no_limit():
    where = {"title": {"matches": "要点"}, "topics": {"in": []}}
    check = {"kind": "covers", "of": {"each": "article", "where": where}, "field": "title", "required": {"要点": "要点"}}
    found = population("article", member("/a", title="工作要点"))
    assert said(say(check, member(), found, each="site")) == "pass"
    none = {**where, "topics": {"in": ["政策文件"]}}
    limited = check | {"of": {"each": "article", "where": none}}
    assert said(say(limited, member(), found, each="site")) == "error:not-fetched"


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(["year", "quarter", "month", "week"]))
def test_periods_are_told_apart_and_found_again(day, unit):
    number = ordinal(unit, day)
    assert ordinal(unit, label(unit, number)) == number
    assert last_ended(unit, day) in (number, number - 1)
    assert (ordinal(unit, day + timedelta(days=1)) == number + 1) == (last_ended(unit, day) == number)


def test_plugins():
    check = {"kind": "plugin", "name": "mine", "fields": ["x"]}
    seen = {}

    def good(params, fields):
        seen.update(fields)
        return passed()

    def bad(params, fields):
        raise RuntimeError

    assert said(say(check, member(x=1, y=2), plugins={"mine": good})) == "pass"
    assert set(seen) == {"x"}
    for plugins in ({}, {"mine": bad}, {"mine": lambda params, fields: "yes"}):
        assert said(say(check, member(), plugins=plugins)) == "error:plugin-failed"


PARTS = {
    "pass": {"kind": "compare", "value": "subject.good", "is": 1},
    "fail": {"kind": "compare", "value": "subject.bad", "is": 1},
    "error": {"kind": "compare", "value": "subject.unseen", "is": 1},
    "manual": {"kind": "manual", "ask": {"zh": "", "en": ""}},
}


@given(st.lists(st.sampled_from(sorted(PARTS)), min_size=1, max_size=4), st.sampled_from(["all", "any", "none"]))
def test_combinators_agree_with_every_world(parts, how):
    verdict = say({how: [PARTS[part] for part in parts]}, member(good=1, bad=2))
    options = [{"pass": (True,), "fail": (False,)}.get(part, (True, False)) for part in parts]
    combine = {"all": all, "any": any, "none": lambda values: not any(values)}[how]
    import itertools

    worlds = {combine(world) for world in itertools.product(*options)}
    if len(worlds) == 1:
        assert verdict.outcome is (Outcome.PASS if worlds.pop() else Outcome.FAIL)
    else:
        assert verdict.outcome is (Outcome.ERROR if "error" in parts else Outcome.MANUAL)
        assert verdict.reason is (Reason.NOT_FETCHED if "error" in parts else Reason.PERSON)


def test_parts_that_do_not_apply_drop_out():
    skipped = {"kind": "elapsed", "since": "subject.asked", "until": "subject.replied", "max": "3 months"}
    subject = member(asked=date(2026, 6, 1), replied=None, good=1, bad=2)
    assert said(say({"all": [skipped, PARTS["pass"]]}, subject)) == "pass"
    assert said(say({"all": [skipped]}, subject)) == "not-applicable:not-due"
    assert said(say({"any": [skipped, PARTS["fail"]]}, subject)) == "fail:differs"
