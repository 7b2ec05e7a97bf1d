"""The truth table of the bundled region is a test: every planted fault is found, and nothing else is said to be wrong."""

from datetime import date, datetime
from functools import cache
from urllib.parse import urlsplit

import pytest
import yaml
from tests.region import SITES, as_json

from govcheck.demo.scan import AS_OF
from govcheck.demo.server import REGION
from govcheck.demo.truth import NOTHING, load_allowed, load_truth
from govcheck.fetch.archive import read_archive
from govcheck.outcome import Outcome, Reason
from govcheck.pack.lexicon import load_lexicons
from govcheck.pack.load import load_packs
from govcheck.page.read import read_page
from govcheck.records.capture import by_address
from govcheck.records.site import Kind
from govcheck.report.build import proven, standing
from govcheck.report.page_view import page_view
from govcheck.scan.rejudge import rejudge
from govcheck.text.lexicon import Lexicon

TRUTH = load_truth()
DATA = yaml.safe_load((REGION / "truth.yaml").read_text("utf-8"))
TRAPS = [(site, trap) for site, part in DATA["sites"].items() for trap in part.get("traps", ())]
FACTS = [(site, fact) for site, part in DATA["sites"].items() for fact in part.get("facts", ())]
MOST_PAGES = {
    "yunhe": 150,
    "qingxi": 90,
    "qingxi-edu": 50,
    "shiqiao": 45,
    "wafcity": 60,
    "scripted": 40,
    "hexi": 80,
    "hedong": 80,
}
"""Addresses asked for at most. The calendar of yunhe has no end."""


def check_of(finding):
    return finding.check.rsplit("/", 1)[-1]


def unexcused(site, findings):
    """Without what the truth allows to be said: the demo has no TLS and no name servers."""
    return [one for one in findings if not any(allowed.covers(site, one) for allowed in load_allowed())]


def path_of(subject):
    return subject.removesuffix("index.html")


@pytest.mark.parametrize("fault", TRUTH, ids=[fault.id for fault in TRUTH])
def test_every_planted_fault_is_found(demo, fault):
    truth = demo.comparison
    if fault in truth.silent:
        assert {NOTHING, "pass"} & set(fault.right), "silence is right only where the truth says so"
    else:
        assert fault in truth.found, f"missed: {fault.check} at {fault.site}:{fault.subject} {fault.locator}: {fault.why}"


def test_nothing_else_is_said_to_be_wrong(demo):
    told = [
        f"{site}: {finding.check} at {finding.subject} {finding.locator}: {finding.message['zh']}"
        for site, finding in demo.comparison.unplanned
    ]
    assert told == []


def test_judged_again_offline_it_is_the_same(region, monkeypatch):
    demo, folder = region
    monkeypatch.setattr("socket.socket", None)
    assert as_json(rejudge(folder)) == as_json(demo.report)


def test_questions_stay_few(demo):
    assert demo.comparison.asked <= 12, "what is put before a person beyond the planted"


@pytest.mark.parametrize(("name", "trap"), TRAPS, ids=[trap["id"] for _, trap in TRAPS])
def test_no_trap_springs(demo, name, trap):
    """A trap is a place where something looks wrong and is not; this names the one that sprang."""
    assert name in demo.comparison.sites
    for site, finding in demo.comparison.unplanned:
        here = trap["subject"] in (name, "/") or path_of(finding.subject) == path_of(trap["subject"])
        if site == name and here and trap["check"] in ("any", check_of(finding)):
            pytest.fail(f"{trap['why']}: {finding.message['zh']}", pytrace=False)


def test_every_site_was_reached_and_counted_once(demo):
    numbers = demo.report.summary
    assert numbers.sites == numbers.reached == len(DATA["sites"])
    assert (
        numbers.qualified + numbers.unqualified + numbers.undetermined + numbers.unseen + numbers.comparison
        == numbers.sites
    )
    assert demo.report.run.as_of == AS_OF == date.fromisoformat(str(DATA["as_of"]))


@pytest.mark.parametrize("name", MOST_PAGES)
def test_it_takes_so_many_pages_and_not_more(site, name):
    pages = site(name).site.pages
    assert 0 < pages.fetched <= MOST_PAGES[name]


def test_the_model_site_has_nothing_to_rectify(site):
    assert unexcused("yunhe", proven(site("yunhe").result.findings)) == []
    score = site("yunhe").score
    assert score.high == 100, "no point was taken"
    assert not [line.indicator for line in score.arithmetic if line.points < 0]


def test_the_blocked_site_is_not_said_to_lack_what_was_not_seen(site):
    report = site("wafcity")
    result = report.result
    found = unexcused("wafcity", proven(result.findings))
    assert {check_of(one) for one in found} == {"footer-items", "meta-site"}, "both stand on the home page"
    assert {one.reason for one in report.unseen} & {Reason.REFUSED_US, Reason.CHALLENGE}
    assert standing(report) == "undetermined"
    assert report.score.low < report.score.high
    excused = {name for one in load_allowed() if "wafcity" in one.sites for name in one.checks}
    accused = {one.rule for one in result.results if one.outcome is Outcome.FAIL and one.check not in excused}
    assert all(rule.rsplit("/", 1)[-1].startswith(("footer-", "meta-site")) for rule in accused), accused
    assert any(one.outcome is Outcome.ERROR for one in result.results)
    assert report.coverage.unseen > 0


def test_the_blocked_site_has_populations_that_are_open(site):
    states = {one.population.name: one.population for one in site("wafcity").result.results if one.population is not None}
    assert not states["article"].closed
    assert states["home"].closed, "the home page was seen"


def test_the_script_drawn_site_is_called_neither_blank_nor_stale(site):
    result = site("scripted").result
    for one in result.results:
        if one.check.rsplit("/", 1)[-1] in ("column-blank", "column-fresh", "home-fresh"):
            assert one.outcome is not Outcome.FAIL, one.rule
    fresh = [one for one in result.results if one.check.endswith("-fresh")]
    assert fresh
    assert {one.outcome for one in fresh} == {Outcome.ERROR}
    assert {one.reason for one in fresh} <= {Reason.SCRIPT, Reason.POPULATION_OPEN}
    assert not any(check_of(one) in ("annual-report", "interpretation-lag") for one in proven(result.findings))
    assert standing(site("scripted")) == "undetermined"


def test_a_department_is_not_accused_of_a_governments_duties(site):
    result = site("qingxi-edu").result
    binds = {rule.id: rule.applies.kinds for pack in load_packs(()) for rule in pack.rules}
    others = [one for one in result.results if one.rule in binds and Kind.DEPARTMENT not in binds[one.rule]]
    assert others
    for one in others:
        assert one.outcome is Outcome.NOT_APPLICABLE, one.rule
        assert one.findings == ()
    portal_only = {"gazette-column", "gazette-years", "elder-mode", "ipv6-aaaa", "ipv6-reachable"}
    yunhe = {one.rule: one for one in result.results if one.rule.startswith("yunhe-2026/")}
    for slug in portal_only:
        assert yunhe[f"yunhe-2026/{slug}"].outcome is Outcome.NOT_APPLICABLE


def test_the_gazette_binds_the_city_alone(site):
    for name, binds in (("yunhe", True), ("qingxi", False), ("shiqiao", False)):
        one = next(one for one in site(name).result.results if one.rule == "yunhe-2026/gazette-column")
        assert (one.outcome is not Outcome.NOT_APPLICABLE) is binds
    assert Outcome.PASS is next(
        one.outcome for one in site("yunhe").result.results if one.rule == "yunhe-2026/gazette-years"
    ), "2008 until 2025, the running year not asked for"


@pytest.mark.needs("ipv6-loopback")
def test_ipv6_is_dialled_where_the_machine_has_it(demo, site):
    assert demo.ipv6
    for name in ("yunhe", "scripted"):  # wafcity refuses by then
        got = {
            one.rule.rsplit("/", 1)[-1]: one.outcome
            for one in site(name).result.results
            if one.rule.startswith("yunhe-2026")
        }
        assert (got["ipv6-aaaa"], got["ipv6-reachable"]) == (Outcome.PASS, Outcome.PASS), name
    lacking = [one for one in site("qingxi").result.results if one.rule == "yunhe-2026/ipv6-aaaa"]
    assert [one.outcome for one in lacking] == [Outcome.FAIL]
    assert lacking[0].findings


@cache
def _pages(folder, name):
    crawl = read_archive(folder.archive(name))
    return crawl, by_address(crawl.captures)


def value_at(view, field):
    for part in field.split("."):
        view = view[part]
    return view.isoformat() if isinstance(view, (date, datetime)) else view


@pytest.mark.parametrize(("name", "fact"), FACTS, ids=[f"{name}{fact['path']}:{fact['field']}" for name, fact in FACTS])
def test_pages_are_read_as_they_stand(region, name, fact):
    _demo, folder = region
    crawl, pages = _pages(folder, name)
    found = [one for one in crawl.captures if one.ok and path_of(urlsplit(one.address).path) == path_of(fact["path"])]
    assert found, "the page was not fetched"
    model = read_page(found[0], lexicon=Lexicon(load_lexicons()), scripts=pages, home=crawl.entry)
    assert value_at(page_view(model), fact["field"]) == fact["value"]


def test_the_bundled_pages_are_all_there():
    assert {path.name for path in SITES.iterdir()} == set(DATA["sites"])
