"""SARIF: valid, ids that stay, places somebody can mend, text of others dead."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.sarif_check import SCHEMA

from govcheck.outcome import Outcome
from govcheck.pack.load import load_packs
from govcheck.records.standing import Mark, Review, Standing, State, Waiver
from govcheck.report.background import Background, Place
from govcheck.report.build import run_report
from govcheck.report.formats import Format, format_of, reporter
from govcheck.report.model import RunReport
from govcheck.report.sarif import SarifReporter
from govcheck.report.sarif_text import file_uri, literal, web_uri

OWN = jsonschema.Draft202012Validator(SCHEMA)
OFFICIAL = os.environ.get("GOVCHECK_SARIF_SCHEMA") or str(Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json")
"""The published schema (see data/NOTICE.md); the variable names another, such as the errata's."""
HOME = "http://www.example.gov.cn/index.html"
DAY = date(2026, 6, 1)


def log(report: RunReport, background: Background | None = None) -> Any:
    text = (SarifReporter(background) if background else SarifReporter()).render(report)
    found = json.loads(text)
    assert not list(OWN.iter_errors(found))
    schema = json.loads(Path(OFFICIAL).read_text("utf-8"))
    assert not list(jsonschema.validators.validator_for(schema)(schema).iter_errors(found))
    return found


def run_of(report: RunReport, background: Background | None = None) -> Any:
    (run,) = log(report, background)["runs"]
    return run


def standing(report: RunReport, **by_number: Standing) -> RunReport:
    (site,) = report.sites
    known = {f"v1:{int(name[1:]):032x}": one for name, one in by_number.items()}
    return run_report(report.run, [replace(site, standing=known)])


def test_the_check_refuses_what_is_wrong(report: RunReport) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for spoil in (
        lambda run: run.pop("tool"),
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0].update(level="fatal"),
        lambda run: run["results"][0].update(more=1),
        lambda run: run["results"][0]["suppressions"].append({"kind": "external", "state": "accepted"}),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="no file here"),
        lambda run: run["tool"]["driver"]["rules"].append(run["tool"]["driver"]["rules"][0]),
        lambda run: run["invocations"][0].update(startTimeUtc="2026-06-15T09:30:00+08:00"),
    ):
        found = log(report)
        spoil(found["runs"][0])
        assert list(OWN.iter_errors(found))


def test_valid_by_the_schema_of_the_standard(report: RunReport) -> None:
    schema = json.loads(Path(OFFICIAL).read_text("utf-8"))
    assert schema["properties"]["version"]["enum"] == ["2.1.0"]
    assert log(report)["version"] == "2.1.0"


def test_valid_by_the_schema(report: RunReport, hostile: RunReport, batch: Callable[[int], RunReport]) -> None:
    for one in (report, hostile, batch(7), run_report(report.run, [])):
        log(one)


def test_every_finding_is_a_result_with_a_stable_id(report: RunReport) -> None:
    run = run_of(report)
    findings = report.sites[0].result.findings
    assert [one["partialFingerprints"]["govcheck/v1"] for one in run["results"]] == [one.fingerprint for one in findings]
    assert len({one["partialFingerprints"]["govcheck/v1"] for one in run["results"]}) == len(findings)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert rules[0]["id"] == "national-inspection-2019/home-fresh"
    assert rules[0]["properties"]["cites"][0]["source"] == "INSP2019"


def test_levels_and_kinds(report: RunReport) -> None:
    run = run_of(report)
    for one, finding in zip(run["results"], report.sites[0].result.findings, strict=True):
        if finding.comparison:
            assert (one["kind"], one["level"]) == ("informational", "none")
        elif finding.outcome is Outcome.MANUAL:
            assert (one["kind"], one["level"]) == ("review", "none"), "only what failed has a level (§3.27.10)"
        else:
            wanted = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
            assert (one["kind"], one["level"]) == ("fail", wanted[finding.severity.value])


def test_rules_in_words_where_they_are_known(report: RunReport) -> None:
    rules = {rule.id: rule for pack in load_packs(["national-inspection-2019"]) for rule in pack.rules}
    known = next(iter(rules.values()))
    (site,) = report.sites
    result = replace(site.result.results[0], rule=known.id)
    one = run_report(report.run, [replace(site, result=replace(site.result, results=(result,)))])
    found = run_of(one, Background(rules=rules))["tool"]["driver"]["rules"][0]
    assert found["shortDescription"]["text"] == known.title["zh"]
    assert found["help"]["text"] == known.remedy["zh"]
    assert "helpUri" not in found


def test_baseline_waiver_and_review(report: RunReport) -> None:
    waiver = Waiver("v1:" + "0" * 31 + "2", "张三", "改版中，七月完成", date(2026, 7, 31), DAY)
    said = Review("x", Mark.FALSE, "李四", datetime(2026, 6, 2, tzinfo=UTC), "看过了")
    run = run_of(
        standing(
            report,
            n1=Standing(State.KNOWN),
            n2=Standing(State.WAIVED, waiver=waiver),
            n3=Standing(review=said),
            n4=Standing(expired=replace(waiver, expires=DAY)),
        )
    )
    new, known, waived, silent, expired = run["results"][:5]
    assert (new["baselineState"], new["suppressions"]) == ("new", [])
    assert (known["baselineState"], known["suppressions"]) == ("unchanged", [])
    assert waived["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "改版中，七月完成",
            "properties": {"approver": "张三", "expires": "2026-07-31", "added": "2026-06-01"},
        }
    ]
    assert "误报" in silent["suppressions"][0]["justification"]
    assert "李四" in silent["suppressions"][0]["justification"]
    assert (expired["baselineState"], expired["suppressions"]) == ("new", []), "what ran out suppresses nothing"


def test_the_place_is_what_somebody_can_mend(report: RunReport) -> None:
    def place(background: Background | None) -> Any:
        return run_of(report, background)["results"][0]["locations"][0]["physicalLocation"]

    assert place(None) == {"artifactLocation": {"uri": HOME}}
    listed = Background(places={"example": Place("名单/sites.yaml", 12)})
    quoted = "%E5%90%8D%E5%8D%95/sites.yaml"
    assert place(listed) == {"artifactLocation": {"uri": quoted}, "region": {"startLine": 12}}
    book = Background(places={"example": Place("sites.xlsx", 12)})
    assert place(book) == {"artifactLocation": {"uri": "sites.xlsx"}}, "a workbook has no lines of text"
    saved = Background(places=listed.places, files={"example": {HOME: "saved/index.html"}})
    assert place(saved) == {"artifactLocation": {"uri": "saved/index.html"}, "region": {"startLine": 1}}


def test_with_a_place_no_other_address_is_a_location(report: RunReport) -> None:
    """A code host refuses the whole file for one address that is no file of the repository."""
    found = json.dumps(log(report, Background(places={"example": Place("sites.yaml", 2)}))["runs"])
    uris = [part.split('"')[0] for part in found.split('"uri": "')[1:]]
    assert uris
    assert set(uris) == {"sites.yaml"}


def test_what_was_not_seen_is_said_of_the_tool(report: RunReport) -> None:
    run = run_of(report)
    (invocation,) = run["invocations"]
    notes = {one["descriptor"]["id"]: one for one in invocation["toolExecutionNotifications"]}
    assert set(notes) == {"unseen/population-open", "unseen/robots", "unseen/budget"}
    assert {one["level"] for one in notes.values()} == {"warning"}
    named = run["tool"]["driver"]["notifications"]
    assert all(named[one["descriptor"]["index"]]["id"] == name for name, one in notes.items())
    assert invocation["startTimeUtc"] == "2026-06-15T01:30:00Z"
    assert invocation["executionSuccessful"] is False, "the run did not end"
    ended = run_report(replace(report.run, finished=report.run.started), report.sites)
    assert run_of(ended)["invocations"][0]["executionSuccessful"] is True


def test_equal_runs_give_equal_results(report: RunReport) -> None:
    other = run_report(replace(report.run, id="other", started=None), report.sites)
    assert run_of(report)["results"] == run_of(other)["results"]


def test_secrets_stay_at_home(report: RunReport) -> None:
    assert "secret" not in SarifReporter().render(report).lower()


def test_text_of_others_is_dead(hostile: RunReport) -> None:
    text = SarifReporter().render(hostile)
    assert text.encode("utf-8")
    read = json.dumps(json.loads(text), ensure_ascii=False)
    for sign in "\x1b\x9b\x07\u202e\u2066\u200b":
        assert sign not in text
        assert sign not in read, "nor once it is read"
    assert "\\\\x1b" in text, "but it is shown that it was there"


def test_by_the_ending_of_the_file() -> None:
    assert format_of(Path("a.SARIF")) is Format.SARIF
    assert isinstance(reporter(Format.SARIF), SarifReporter)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("见[这里](http://evil.example/)", "见[这里] (http://evil.example/)"),
        ("{0} {12} {x} {}", "{{0}} {{12}} {x} {}"),
        ("[一] (二)", "[一] (二)"),
        ("第一行\n第二行", "第一行 第二行"),
    ],
)
def test_a_message_has_no_links_and_no_placeholders(text: str, shown: str) -> None:
    assert literal(text) == shown


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("http://a.gov.cn/公开/?a=b&c=100%", "http://a.gov.cn/%E5%85%AC%E5%BC%80/?a=b&c=100%25"),
        ("https://[::1]:8443/a%20b", "https://[::1]:8443/a%20b"),
        ("http://user:word@a.gov.cn/", "http://a.gov.cn/"),
        ("http://a.gov.cn/[x] y\x1b", "http://a.gov.cn/%5Bx%5D%20y%1B"),
        ("javascript:alert(1)", ""),
        ("http:///x", ""),
        ("http://[bad/", ""),
        ("", ""),
    ],
)
def test_addresses_are_uris(address: str, uri: str) -> None:
    assert web_uri(address) == uri


@given(st.text())
def test_no_address_breaks_the_file(text: str) -> None:
    for one in (web_uri(text), web_uri(f"http://a.gov.cn/{text}"), web_uri(f"http://{text}/")):
        assert one.isascii()
        assert not set(' "<>\\^`{|}\n\t') & set(one)


def test_files_are_uris(tmp_path: Path) -> None:
    assert file_uri("a b/甲.html") == "a%20b/%E7%94%B2.html"
    assert file_uri("a:b.html") == "a%3Ab.html", "no scheme"
    assert file_uri(str(tmp_path / "x")).startswith("file:///")
