"""``govcheck run``, ``govcheck report`` and ``govcheck explain`` of a finding: a stored run read, never judged again."""

from __future__ import annotations

import json
import shutil

import pytest
from tests.region import scanned

DAYS = ["--added", "2026-06-01", "--expires", "2026-12-01"]
BY = ["--approver", "张三", "--reason", "改版期间"]


@pytest.fixture(scope="module")
def two_sites(tmp_path_factory):
    """A run of two sites over real sockets."""
    folder, report = scanned(tmp_path_factory.mktemp("kept") / "two")
    return folder.path, report


@pytest.fixture
def kept(two_sites, tmp_path):
    """A copy of it under ``runs``, and a finding of a page."""
    path = tmp_path / "runs" / "first"
    shutil.copytree(two_sites[0], path)
    findings = [one for site in two_sites[1].sites for one in site.result.findings]
    return path, next(one for one in findings if any(proof.kind == "page" and proof.excerpt for proof in one.evidence))


def test_the_list(govcheck, kept, tmp_path):
    path, _finding = kept
    second = tmp_path / "runs" / "second"
    shutil.copytree(path, second)
    data = json.loads((second / "run.json").read_text("utf-8"))
    data["run"]["finished"] = None
    (second / "run.json").write_text(json.dumps(data), "utf-8")
    said = govcheck("run", "list")
    assert said.code == 0
    first_line, second_line = said.out.splitlines()
    assert first_line.startswith("runs/first  2")
    assert "基准日 2026-06-15，2 个站点" in first_line
    assert "没有做完" in second_line
    assert govcheck("run", "list", tmp_path / "runs").out.count("\n") == 2
    (path / "run.json").write_text("{", "utf-8")
    broken = govcheck("run", "list")
    assert (broken.code, broken.out.count("\n")) == (4, 1)
    assert "run.json" in broken.err
    assert govcheck("run", "list", tmp_path / "nowhere").code == 4


def test_one_run_shown(govcheck, kept):
    path, finding = kept
    said = govcheck("run", "show", path)
    assert said.code == 0
    for word in ("石桥镇人民政府", "起止：", "规则包 national-inspection-2019", "总体（2 个站点）"):
        assert word in said.out
    assert finding.message["zh"] not in said.out, "findings are for report"


def test_a_run_that_did_not_end(govcheck, kept):
    path, _finding = kept
    (path / "results" / "scripted.jsonl").unlink()
    for words in (["run", "show", path], ["report", path], ["run", "diff", path, path]):
        said = govcheck(*words)
        assert said.code == 5
        assert "scripted" in said.out + said.err


def test_a_run_against_itself_and_against_a_narrower_one(govcheck, kept, tmp_path):
    path, _finding = kept
    same = govcheck("run", "diff", path, path, "-f", "json").json
    assert same["counts"]["persisting"] == sum(same["counts"].values()) > 0
    narrow = tmp_path / "runs" / "narrow"
    shutil.copytree(path, narrow)
    data = json.loads((narrow / "run.json").read_text("utf-8"))
    data["sites"] = [one for one in data["sites"] if one["id"] == "shiqiao"]
    (narrow / "run.json").write_text(json.dumps(data), "utf-8")
    said = govcheck("run", "diff", path, narrow, "-f", "json").json
    assert said["counts"]["fixed"] == 0
    assert {one["why"] for one in said["changes"] if one["site"] == "scripted"} == {"site-not-in-run"}
    text = govcheck("run", "diff", path, narrow)
    assert text.code == 0
    assert "已整改（0 条）" in text.out
    assert "新的一次没有检查该站" in text.out


ARTICLE = "/sqdt/2026042902.html"


def test_a_mended_page_is_fixed_and_a_missing_one_is_not(govcheck, saved, tmp_path):
    """A saved copy with an article that names no source: the article is mended, or it is gone from the copy."""
    words = ["--as-of", "2026-06-15", "--pack", "page-standard-2017", "-f", "json"]
    mended, gone = tmp_path / "mended" / "shiqiao", tmp_path / "gone" / "shiqiao"
    for copy in (mended, gone):
        shutil.copytree(saved, copy)
    page = mended / ARTICLE[1:]
    page.write_bytes(
        page.read_bytes().replace("　点击：".encode("gbk"), "　来源：石桥镇党政综合办公室　点击：".encode("gbk"))
    )
    (gone / ARTICLE[1:]).unlink()
    for name, copy in (("old", saved), ("mended", mended), ("gone", gone)):
        govcheck("scan", copy, *words, "--run", f"runs/{name}")

    def became(name):
        changes = govcheck("run", "diff", "runs/old", f"runs/{name}", "-f", "json").json["changes"]
        assert {one["change"] for one in changes if one["finding"]["subject"] != ARTICLE} == {"persisting"}
        [one] = [one for one in changes if one["finding"]["subject"] == ARTICLE]
        return one["change"], one["why"]

    assert became("mended") == ("fixed", None)
    assert became("gone") == ("not-seen", "not-all-seen")
    (tmp_path / "runs" / "mended" / "populations" / "shiqiao.json").unlink()
    assert became("mended") == ("not-seen", "not-all-seen"), "what was seen is not known"


def test_reported_again_as_it_was(govcheck, two_sites, kept, tmp_path):
    path, _finding = kept
    from govcheck.report.json_report import report_json

    said = govcheck("report", path, "-f", "json")
    assert said.code == 0
    assert said.json == json.loads(json.dumps(report_json(two_sites[1])))
    before = {one: one.read_bytes() for one in path.rglob("*") if one.is_file()}
    (path / "archive").rename(tmp_path / "elsewhere")
    assert govcheck("report", path, "-f", "json").json == said.json, "nothing is judged again"
    (tmp_path / "elsewhere").rename(path / "archive")
    assert {one: one.read_bytes() for one in path.rglob("*") if one.is_file()} == before


def test_files_alone_leave_stdout_alone(govcheck, kept, tmp_path):
    path, _finding = kept
    said = govcheck("report", path, "-o", tmp_path / "a.json", "-o", tmp_path / "a.txt")
    assert (said.code, said.out) == (0, "")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["run"]["id"] == "two"
    assert "石桥镇人民政府" in (tmp_path / "a.txt").read_text("utf-8")
    both = govcheck("report", path, "-o", tmp_path / "b.json", "-f", "jsonl")
    assert len(both.out.splitlines()) == 2
    assert govcheck("report", path, "-o", tmp_path / "a.pdf").code == 2


def test_reviews_given_for_a_report(govcheck, kept, tmp_path):
    path, finding = kept
    review = {"fingerprint": finding.fingerprint, "mark": "属实", "reviewer": "李四", "note": "看过", "bodies": []}
    (tmp_path / "reviews.jsonl").write_text(json.dumps(review | {"at": "2026-06-15T10:00:00+08:00"}), "utf-8")
    sites = govcheck("report", path, "--reviews", "reviews.jsonl", "-f", "json").json["sites"]
    found = {one["fingerprint"]: one["review"] for site in sites for one in site["findings"]}
    assert found[finding.fingerprint]["mark"] == "属实"
    assert sum(one is not None for one in found.values()) == 1
    assert govcheck("report", path, "--reviews", tmp_path / "none").code == 3


def test_a_finding_explained(govcheck, kept, tmp_path):
    path, finding = kept
    mark = finding.fingerprint
    said = govcheck("explain", mark, "--run", path)
    assert said.code == 0
    flat = "".join(said.out.split())
    for words in (finding.message["zh"], finding.remedy["zh"], mark, finding.cites[0].clause, *finding.rules):
        assert "".join(words.split()) in flat
    for proof in finding.evidence:
        if proof.kind == "page":
            for words in (proof.final_address, proof.sha256, proof.xpath, proof.excerpt):
                assert "".join(words.split()) in flat
    assert "处理经过" not in said.out
    assert govcheck("explain", mark[:15], "--run", path).out == said.out


def test_its_history(govcheck, kept, tmp_path):
    path, finding = kept
    mark = finding.fingerprint
    govcheck("waiver", "add", mark, *BY, "--added", "2025-01-01", "--expires", "2025-02-01")
    govcheck("waiver", "add", mark, *BY, *DAYS)
    govcheck("waiver", "add", "v1:" + "0" * 32, "--approver", "别人", "--reason", "x", *DAYS)
    review = {"fingerprint": mark, "mark": "存疑", "reviewer": "李四", "note": "待查", "bodies": []}
    (tmp_path / "reviews.jsonl").write_text(json.dumps(review | {"at": "2026-06-15T10:00:00+08:00"}), "utf-8")
    said = govcheck("explain", mark, "--run", path, "--waivers", "waivers.yaml", "--reviews", "reviews.jsonl")
    history = said.out.split("处理经过")[1]
    assert history.index("2025-01-01 至 2025-02-01") < history.index("2026-06-01 至 2026-12-01")
    assert "李四 2026-06-15 10:00 核对为存疑：待查" in history
    assert "别人" not in history


@pytest.mark.parametrize(
    "words", [["v1:" + "0" * 32], ["v1:" + "0" * 32, "--run", "runs/first"], ["v1:1", "--run", "runs/first"]]
)
def test_what_cannot_be_explained(govcheck, kept, words):
    assert kept
    said = govcheck("explain", *words)
    assert said.code == 2
    assert "v1:" in said.err or "--run" in said.err
