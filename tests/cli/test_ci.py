"""``govcheck ci``: the gate of a pipeline, over real sockets against a staging host and on saved pages."""

import json
import re
import time
from datetime import date, timedelta

import jsonschema
import pytest
from junitparser import JUnitXml
from tests.cli.staging import HOST, USER, staging_host
from tests.region import SITES
from tests.report.sarif_check import SCHEMA

from govcheck.cli import ci as ci_module
from govcheck.report.formats import Format

DAY = ["--as-of", "2026-06-15"]
COMMAND = re.compile(r"govcheck waiver add (v1:[0-9a-f]{32}) ")
DONE = ["--approver", "张三", "--reason", "改版中", "--added", "2026-06-01", "--expires"]


@pytest.fixture
def staging():
    with staging_host() as host:
        yield host


def gate(staging):
    return ["ci", staging.address, "--as-host", HOST, "--basic-auth", USER, *DAY, "--fail-on", "low"]


def test_the_scene_red_green_red_green(govcheck, staging, tmp_path):
    """A new fault of the template is red, its baseline green, an expired waiver red, a valid one green."""
    began = time.monotonic()
    words = gate(staging)
    assert govcheck(*words, "--write-baseline", "base.txt").code == 0
    assert staging.asked, "robots.txt forbids everything, and does not bind the site's own team"
    assert staging.refused == 0

    staging.broken = True
    red = govcheck(*words, "--baseline", "base.txt", "-o", "govcheck.sarif", "-o", "govcheck.xml")
    assert red.code == 1
    marks = COMMAND.findall(red.out)
    assert len(marks) == 3 == len(set(marks)), "SiteName, SiteDomain, SiteIDCode"
    assert "不放行（新增 3 条，已在基线中" in red.out
    assert all(one not in (tmp_path / "base.txt").read_text("utf-8") for one in marks)

    for one in marks[1:]:
        assert govcheck("waiver", "add", one, *DONE, "2026-12-31").code == 0
    assert govcheck("waiver", "add", marks[0], *DONE, "2026-06-14").code == 0
    covered = [*words, "--baseline", "base.txt", "--waivers", "waivers.yaml"]
    expired = govcheck(*covered)
    assert expired.code == 1
    assert COMMAND.findall(expired.out) == [marks[0]]
    assert "豁免已于 2026-06-14 到期（批准人 张三）" in expired.out
    assert "--waivers waivers.yaml" in expired.out

    assert govcheck("waiver", "add", marks[0], *DONE, "2026-06-15").code == 0, "the last day it holds"
    green = govcheck(*covered)
    assert green.code == 0
    assert "放行（新增 0 条" in green.out
    assert time.monotonic() - began < 60, "five runs; each is to take less than 15 s"

    sarif = json.loads((tmp_path / "govcheck.sarif").read_text("utf-8"))
    jsonschema.validate(sarif, SCHEMA, cls=jsonschema.Draft202012Validator)
    states = {one["partialFingerprints"]["govcheck/v1"]: one["baselineState"] for one in sarif["runs"][0]["results"]}
    assert {one for one, state in states.items() if state == "new"} >= set(marks)
    suite = next(iter(JUnitXml.fromfile(str(tmp_path / "govcheck.xml"))))
    assert (suite.name, suite.failures) == (HOST, 1), "one rule fails, by three findings"


def test_the_machine_does_not_matter_to_fingerprints(govcheck, tmp_path):
    """Another staging machine (another port) under the same name: the same baseline."""
    for name in ("one", "two"):
        with staging_host() as host:
            said = govcheck(*gate(host), "--max-pages", "3", "--rate", "1000", "--write-baseline", name)
            assert said.code in (0, 5)
    assert (tmp_path / "one").read_text("utf-8") == (tmp_path / "two").read_text("utf-8")
    assert "v1:" in (tmp_path / "one").read_text("utf-8")


def test_without_the_password_nothing_is_green(govcheck, staging):
    said = govcheck("ci", staging.address, "--second-try-wait", "0", "--allow-incomplete", *DAY)
    assert said.code == 5
    assert staging.refused > 0
    assert "一个网页也没有取到" in said.out


def test_authority_and_pace_are_on_the_record(govcheck, staging, tmp_path):
    said = govcheck(*gate(staging), "--max-pages", "2", "--run", tmp_path / "run", "-f", "json", "--allow-incomplete")
    run = said.json["run"]
    assert "govcheck ci" in run["authority"]
    pace = {name: run["options"][name] for name in ("rate", "address_rate", "host_concurrency", "max_pages")}
    assert pace == {"rate": 20.0, "address_rate": 20.0, "host_concurrency": 8, "max_pages": 2}
    assert run["options"]["basic_auth"] == "***"
    everything = "".join(path.read_text("utf-8", "replace") for path in (tmp_path / "run").rglob("*.json*"))
    assert USER not in everything
    assert "放行" in said.err, "talk stays out of JSON"


@pytest.fixture
def town(tmp_path):
    """Saved pages of a town with two low findings about its template."""
    return [SITES / "shiqiao", *DAY, "--pack", "page-standard-2017", "--allow-incomplete"]


def test_only_template_rules_unless_more_are_asked_for(govcheck, town):
    def sorts(*words):
        return {one["about"] for one in govcheck("ci", *town, *words, "-f", "json").json["sites"][0]["results"]}

    assert sorts() == {"template"}
    assert sorts("--about", "content,wire") == {"template", "content", "wire"}
    assert govcheck("ci", *town, "--about", "tea").code == 2


def test_rejudging_keeps_to_the_same_rules(govcheck, town, tmp_path):
    first = govcheck("ci", *town, "--run", tmp_path / "run", "-f", "json").json
    again = govcheck("rejudge", tmp_path / "run", "-f", "json").json
    rules = [[one["rule"] for one in report["sites"][0]["results"]] for report in (first, again)]
    assert rules[0] == rules[1] != []


def test_by_default_only_high_stops(govcheck, town):
    assert govcheck("ci", *town).code == 0
    help_text = "".join(govcheck("ci", "--help").out.split())
    assert "缺省为high" in help_text
    assert "low或规则编号" in help_text, "and the help says what that misses"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["none"], 0),
        (["high", "veto"], 0),
        (["high", "low"], 1),
        (["footer-conac"], 1),
        (["page-standard-2017/footer-conac"], 1),
        (["meta-site"], 0),
        (["score:60"], 0),
        (["none", "low"], 2),
        (["footer-cnac"], 2),
        (["score:0"], 2),
        (["score:x"], 2),
        (["home-fresh"], 2),
        (["source-stated"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_fail_on(govcheck, town, words, code):
    said = govcheck("ci", *town, *(part for word in words for part in ("--fail-on", word)))
    assert said.code == code
    if words == ["footer-cnac"]:
        assert "是不是 footer-conac" in said.err
    if words == ["source-stated"]:
        assert "--about content" in said.err, "a rule that is not looked at would never stop anything"


def test_what_is_open_is_red_when_asked(govcheck, town, tmp_path):
    base = [*town[:-1], "-o", tmp_path / "a.xml"]
    assert govcheck("ci", *base, "--fail-on", "none", "--fail-on-incomplete").code == 1
    assert JUnitXml.fromfile(str(tmp_path / "a.xml")).failures > 0
    assert govcheck("ci", *town, "--fail-on-incomplete").code == 2, "both at once make no sense"


@pytest.mark.parametrize(
    "words",
    [[], ["http://a.cn/", "-s", "x.yaml"], ["-s", "x.yaml", "--id", "a"]],
    ids=["nothing", "both", "an id for many"],
)
def test_usage(govcheck, words):
    said = govcheck("ci", *words)
    assert said.code == 2
    assert said.err.strip()


def test_files_that_are_wrong_are_told_before_anything_is_fetched(govcheck, tmp_path):
    (tmp_path / "waivers.yaml").write_text("format: 1\nwaivers:\n  - {fingerprint: x}\n", "utf-8")
    said = govcheck("ci", "http://127.0.0.1:9/", "--waivers", "waivers.yaml", "--baseline", "none.txt")
    assert said.code == 3
    assert "waivers.yaml:3:" in said.err
    assert "none.txt" in said.err


def test_no_baseline_of_a_run_that_saw_nothing(govcheck, tmp_path):
    said = govcheck("ci", "http://127.0.0.1:9/", "--second-try-wait", "0", "--write-baseline", "base.txt")
    assert said.code == 5
    assert not (tmp_path / "base.txt").exists()


def test_an_unused_waiver_is_said(govcheck, town, tmp_path):
    mark = "v1:" + "e" * 32
    later = (date(2026, 6, 15) + timedelta(days=30)).isoformat()
    assert govcheck("waiver", "add", mark, *DONE, later).code == 0
    said = govcheck("ci", *town, "--waivers", "waivers.yaml")
    assert mark in said.err
    assert "没有用到" in said.err


def test_the_place_in_sarif_is_the_saved_file_or_the_line_of_the_list(govcheck, staging, town, tmp_path):
    govcheck("ci", *town, "-o", "a.sarif")
    place = json.loads((tmp_path / "a.sarif").read_text("utf-8"))["runs"][0]["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("/sites/shiqiao/index.html")
    (tmp_path / "sites.yaml").write_text(f"# 预发布\n- id: town\n  url: {staging.address}\n", "utf-8")
    govcheck("ci", "-s", "sites.yaml", "--basic-auth", USER, *DAY, "--max-pages", "2", "-o", "b.sarif")
    (run,) = json.loads((tmp_path / "b.sarif").read_text("utf-8"))["runs"]
    assert {json.dumps(one["locations"][0]["physicalLocation"]) for one in run["results"]} == {
        '{"artifactLocation": {"uri": "sites.yaml"}, "region": {"startLine": 3}}'
    }


def test_on_github(govcheck, staging, monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    staging.broken = True
    staging.title = "::error::甲<script>[x](http://evil.example/)".encode()
    said = govcheck(*gate(staging), "--max-pages", "3", "--rate", "1000", "--allow-incomplete")
    assert said.code == 1
    lines = said.out.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    end = lines.index(f"::{token}::")
    commands = [line for line in lines[end + 1 :] if line]
    assert len(commands) >= 3
    assert all(re.match(r"::(error|warning) title=[^:,]+::", line) for line in commands)
    text = (tmp_path / "summary.md").read_text("utf-8")
    assert text.startswith("### govcheck")
    assert "<script>" not in text
    assert "](http" not in text


def test_every_format_is_offered():
    [option] = [one for one in ci_module.command.params if one.name == "format_"]
    assert {"console", "json", "jsonl", "sarif", "junit"} <= set(option.type.choices) <= {str(one) for one in Format}
