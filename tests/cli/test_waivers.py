"""Baseline, waivers and reviews on the command line: a scan with them, ``govcheck waiver``, and what is said on stderr."""

from __future__ import annotations

import json

import pytest

from govcheck.waivers.reviews import bodies_of
from govcheck.waivers.waivers import load_waivers

DAYS = ["--added", "2026-06-01", "--expires", "2026-12-01"]
BY = ["--approver", "张三", "--reason", "改版期间"]
STRANGER = "v1:" + "0" * 32


@pytest.fixture
def scanned(govcheck, page_standard, tmp_path):
    """A scan kept, and the fingerprints of its proven findings, gravest first."""
    said = govcheck("scan", *page_standard, "--run", tmp_path / "runs" / "one", "-o", tmp_path / "one.json", "-f", "json")
    [site] = said.json["sites"]
    found = [one for one in site["findings"] if one["outcome"] == "fail" and not one["hint"]]
    assert len(found) >= 2
    return tmp_path / "runs" / "one", [one["fingerprint"] for one in found]


def found_in(said):
    [site] = said.json["sites"]
    return {one["fingerprint"]: one for one in site["findings"]}


def test_a_baseline_turns_a_gate_green(govcheck, page_standard, scanned, tmp_path):
    _run, marks = scanned
    assert govcheck("scan", *page_standard, "--fail-on", "info").code == 1
    said = govcheck("scan", *page_standard, "--fail-on", "info", "--baseline", tmp_path / "one.json", "-f", "json")
    assert said.code == 0
    assert {found_in(said)[mark]["state"] for mark in marks} == {"known"}
    listed = tmp_path / "known.txt"
    listed.write_text("\n".join(marks[1:]), "utf-8")
    assert govcheck("scan", *page_standard, "--fail-on", "info", "--baseline", listed).code == 1, "one is new"


def test_waivers_are_used_expire_and_are_told_when_idle(govcheck, page_standard, scanned, tmp_path):
    _run, marks = scanned
    for mark in marks:
        assert govcheck("waiver", "add", mark, *BY, *DAYS).code == 0
    assert govcheck("waiver", "add", STRANGER, *BY, *DAYS).code == 0
    gate = ["scan", *page_standard, "--fail-on", "info", "--waivers", "waivers.yaml", "-f", "json"]
    said = govcheck(*gate)
    assert said.code == 0
    assert found_in(said)[marks[0]]["waiver"]["approver"] == "张三"
    assert said.json["run"]["options"]["waivers"] == "waivers.yaml"
    assert [one["name"] for one in said.json["run"]["tables"]] == ["waivers"]
    assert sum(said.json["summary"]["findings"].values()) == 0
    assert "没有用到" in said.err
    assert STRANGER in said.err
    assert marks[0] not in said.err
    late = govcheck(*gate[:3], "2026-12-02", *gate[4:])
    assert late.code == 1, "expired: it fails again"
    assert "豁免已过期，重新计数" in late.err
    assert found_in(late)[marks[0]]["expired_waiver"]["expires"] == "2026-12-01"
    early = govcheck(*gate[:3], "2026-05-31", *gate[4:])
    assert early.code == 1
    assert "尚未生效" in early.err


def test_nothing_is_implied(govcheck, page_standard, scanned):
    _run, marks = scanned
    govcheck("waiver", "add", marks[0], *BY, *DAYS)
    said = govcheck("scan", *page_standard, "-f", "json", "--run", "runs/two")
    assert found_in(said)[marks[0]]["state"] == "new", "waivers.yaml lies here, and no option names it"


def test_what_people_decided_is_kept_with_the_run(govcheck, page_standard, scanned):
    run, marks = scanned
    govcheck("waiver", "add", marks[0], *BY, *DAYS)
    said = govcheck("scan", *page_standard, "--waivers", "waivers.yaml", "--run", "runs/two", "-f", "json")
    assert govcheck("report", "runs/two", "-f", "json").json == said.json
    assert found_in(govcheck("rejudge", "runs/two", "-f", "json"))[marks[0]]["state"] == "new"
    again = govcheck("rejudge", "runs/two", "--waivers", "waivers.yaml", "-f", "json")
    assert again.json["sites"] == said.json["sites"]
    assert govcheck("rejudge", run, "--waivers", "waivers.yaml", "-f", "json").json["sites"] == said.json["sites"]


def test_a_review_silences_until_the_page_changes(govcheck, page_standard, scanned, tmp_path):
    from govcheck.report.decode import run_from_json

    _run, marks = scanned
    report = run_from_json(json.loads((tmp_path / "one.json").read_text("utf-8")))
    finding = next(one for one in report.sites[0].result.findings if bodies_of(one) and one.fingerprint in marks)
    line = {"fingerprint": finding.fingerprint, "mark": "误报", "reviewer": "李四", "at": "2026-06-15T10:00:00+08:00"}
    place = tmp_path / "reviews.jsonl"

    def judged(bodies):
        place.write_text(json.dumps(line | {"note": "", "bodies": bodies}), "utf-8")
        said = govcheck("rejudge", "runs/one", "--reviews", place, "-f", "json")
        return found_in(said)[finding.fingerprint]["review"], sum(said.json["summary"]["findings"].values())

    review, count = judged(list(bodies_of(finding)))
    assert (review["mark"], review["reviewer"]) == ("误报", "李四")
    assert judged(["0" * 64]) == (None, count + 1)


@pytest.mark.parametrize("option", ["--baseline", "--waivers", "--reviews"])
def test_a_file_that_is_wrong_ends_it_before_a_page_is_asked_for(govcheck, page_standard, tmp_path, option):
    place = tmp_path / "wrong"
    place.write_text("x\n", "utf-8")
    said = govcheck("scan", *page_standard, option, place)
    assert said.code == 3
    assert f"{place}:1:1: " in said.err
    assert not (tmp_path / "runs").exists()
    assert govcheck("scan", *page_standard, option, tmp_path / "none").code == 3


def test_adding_listing_checking(govcheck, scanned):
    run, marks = scanned
    old = ["--added", "2026-01-01", "--expires", "2026-02-01"]
    govcheck("waiver", "add", marks[0], *BY, *DAYS, "--waivers", "given.yaml")
    govcheck("waiver", "add", marks[1], *BY, *old, "--waivers", "given.yaml")
    said = govcheck("waiver", "list", "--waivers", "given.yaml", "--as-of", "2026-06-15")
    assert [line.split()[:2] for line in said.out.splitlines()] == [["有效", marks[0]], ["已过期", marks[1]]]
    assert "未生效" in govcheck("waiver", "list", "--waivers", "given.yaml", "--as-of", "2025-12-31").out
    checked = govcheck("waiver", "check", "--waivers", "given.yaml", "--run", run)
    assert checked.code == 0
    assert checked.out.startswith(f"已过期：{marks[1]}")
    assert "没有用到" not in checked.out
    assert "共 2 条豁免，已过期 1 条，没有用到 0 条。" in checked.err
    govcheck("waiver", "add", STRANGER, *BY, *DAYS, "--waivers", "given.yaml")
    assert f"没有用到：{STRANGER}" in govcheck("waiver", "check", "--waivers", "given.yaml", "--run", run).out
    assert govcheck("waiver", "check", "--waivers", "given.yaml").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["v1:12", *BY, *DAYS],
        [STRANGER, "--approver", " ", "--reason", "x", *DAYS],
        [STRANGER, "--approver", "张三", "--reason", "", *DAYS],
        [STRANGER, *BY, "--added", "2026-06-01", "--expires", "2027-06-02"],
        [STRANGER, *BY, "--added", "2026-06-01", "--expires", "2026-05-31"],
        [STRANGER, *BY, "--expires", "soon"],
        [STRANGER, "--approver", "张三", *DAYS],
    ],
)
def test_what_cannot_be_waived(govcheck, tmp_path, words):
    said = govcheck("waiver", "add", *words)
    assert said.code == 2
    assert not (tmp_path / "waivers.yaml").exists()


def test_a_wrong_list_is_told_and_left_alone(govcheck, tmp_path):
    place = tmp_path / "waivers.yaml"
    place.write_text("format: 1\nwaivers:\n  - approver: 张三\n", "utf-8")
    before = place.read_bytes()
    for words in (["list"], ["check"], ["add", STRANGER, *BY, *DAYS]):
        said = govcheck("waiver", *words)
        assert said.code == 3
        assert "waivers.yaml:3:" in said.err
    assert place.read_bytes() == before
    place.write_bytes(b"\xff\xfe")
    assert govcheck("waiver", "add", STRANGER, *BY, *DAYS).code == 3
    place.unlink()
    assert govcheck("waiver", "list").code == 3


def test_hostile_words_stay_text(govcheck, tmp_path):
    reason = '"; : # - {{x}}\t\x1b[31m\u202e反\n第二行'
    assert govcheck("waiver", "add", STRANGER, "--approver", "- a: b", "--reason", reason, *DAYS).code == 0
    [one] = load_waivers(tmp_path / "waivers.yaml")
    assert (one.approver, one.reason) == ("- a: b", reason)
    shown = govcheck("waiver", "list").out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown.splitlines()) == 1
