"""Each exit code of docs/exit-codes.md by a real case."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.region import QUICK, SITES, served

from govcheck.cli import scan as scan_module
from govcheck.cli.exits import Exit

TEN = Path(__file__).parents[1] / "pack" / "data" / "ten-mistakes.yaml"
DAY = ["--as-of", "2026-06-15"]
FRESH = ("column-fresh", "{topics: [动态要闻], max_age: 2 weeks}")
NOWHERE = ["http://127.0.0.1:9/", "--second-try-wait", "0"]
"""The discard port: nothing listens."""


def test_0_nothing_to_say(govcheck, page_standard):
    assert govcheck("scan", *page_standard).code == 0
    assert govcheck("scan", *page_standard, "--fail-on", "high").code == 0


@pytest.mark.parametrize("level", ["medium", "low", "info"])
def test_1_findings_at_or_above(govcheck, page_standard, level):
    assert govcheck("scan", *page_standard, "--fail-on", level).code == 1


def test_1_a_veto(govcheck):
    saved = [SITES / "qingxi", "--level", "county", "--kind", "portal", *DAY]
    assert govcheck("scan", *saved, "--fail-on", "veto", "--allow-incomplete").code == 1
    assert govcheck("scan", SITES / "shiqiao", *DAY, "--fail-on", "veto", "--allow-incomplete").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["scan"],
        ["scan", "x", "--no-such-option"],
        ["scan", SITES, "--fail-on", "bad"],
        ["scan", SITES / "shiqiao", "--without", "tea"],
        ["scan", SITES / "shiqiao", "--as-of", "15 June"],
        ["scan", "./nowhere"],
        ["scan", "http://user:word@www.a-demo.gov.cn/"],
        ["scan", "http://www.a-demo.gov.cn/", "--resolve", "nonsense"],
        ["scan", "http://www.a-demo.gov.cn/", "--header", "nonsense"],
        ["scna"],
        ["explain", "colum-fresh-news"],
        ["page", "./nowhere.html"],
    ],
    ids=lambda words: " ".join(str(word).rsplit("/", 1)[-1] for word in words),
)
def test_2_the_words_are_off(govcheck, words):
    said = govcheck(*words)
    assert said.code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert said.out == ""


def test_3_a_pack_is_wrong(govcheck):
    said = govcheck("scan", SITES / "shiqiao", "--pack", TEN)
    assert said.code == 3
    assert len(re.findall(r"ten-mistakes\.yaml:\d+:\d+: ", said.err)) == 10


def test_3_a_site_list_is_wrong(govcheck, tmp_path):
    place = tmp_path / "名单.csv"
    place.write_text("网址,层级\nhttp://www.a-demo.gov.cn/,村\n,县级\n", "utf-8")
    said = govcheck("scan", "-s", place, "--run", tmp_path / "run")
    assert said.code == 3
    assert "名单.csv:2:2: level: " in said.err
    assert "名单.csv:3:" in said.err
    assert not (tmp_path / "run").exists()


def test_3_a_folder_without_pages(govcheck, tmp_path):
    (tmp_path / "empty").mkdir()
    assert govcheck("scan", tmp_path / "empty").code == 3


def test_4_a_run_folder_in_use(govcheck, page_standard, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "mine.txt").write_text("x", "utf-8")
    said = govcheck("scan", *page_standard, "--run", tmp_path / "run")
    assert said.code == 4
    assert "已有内容" in said.err
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["mine.txt"]


def test_4_no_run_folder(govcheck, tmp_path):
    said = govcheck("rejudge", tmp_path)
    assert (said.code, "run.json" in said.err) == (4, True)


def test_4_a_fault_of_our_own_is_never_1(govcheck, page_standard, monkeypatch):
    def broken(*_values):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(scan_module, "run_options", broken)
    said = govcheck("scan", *page_standard)
    assert said.code == 4
    assert "ZeroDivisionError: ours" in said.err, "the trace is for the report"


def test_5_something_was_not_seen(govcheck, own_pack):
    saved = ["scan", SITES / "scripted", "--pack", own_pack(*FRESH), "--level", "county", "--kind", "portal", *DAY]
    assert govcheck(*saved).code == 5
    assert govcheck(*saved, "--allow-incomplete").code == 0
    assert govcheck(*saved, "--without", "browser").code == 0, "declared absent"
    assert govcheck(*saved, "--without", "dns,ipv6-egress").code == 5, "another capability excuses nothing here"


def test_5_nothing_was_reached_and_nothing_excuses_that(govcheck, tmp_path):
    said = govcheck("scan", *NOWHERE, "--allow-incomplete", "--without", "dns,ipv6-egress,browser", "-f", "json")
    assert said.code == 5
    assert said.json["summary"]["reached"] == 0
    assert said.json["summary"]["unseen"] == 1
    assert said.json["sites"][0]["reached"] is False
    assert sum(said.json["summary"]["findings"].values()) == 0


def test_5_one_of_two_was_not_reached(govcheck, own_pack, tmp_path):
    place = tmp_path / "名单.csv"
    rows = ["http://www.shiqiao-demo.com/", NOWHERE[0]]
    place.write_text("网址,层级,类型\n" + "".join(f"{address},乡镇,门户\n" for address in rows), "utf-8")
    with served("shiqiao") as resolve:
        both = ["-s", place, "--pack", own_pack("domain-suffix"), *QUICK, *resolve, "--max-pages", "3"]
        assert govcheck("scan", *both).code == 5
        assert govcheck("scan", *both, "--allow-incomplete").code == 0, "something was reached"
        assert govcheck("scan", *both, "--fail-on", "info").code == 1, "findings come before what is missing"


def test_5_of_rejudging(govcheck, own_pack, tmp_path):
    saved = ["scan", SITES / "scripted", "--pack", own_pack(*FRESH), "--level", "county", "--kind", "portal", *DAY]
    assert govcheck(*saved, "--run", tmp_path / "run", "--without", "browser").code == 0
    assert govcheck("rejudge", tmp_path / "run").code == 0, "what was declared absent stays declared"
    assert govcheck(*saved, "--run", tmp_path / "other").code == 5
    assert govcheck("rejudge", tmp_path / "other").code == 5
    assert govcheck("rejudge", tmp_path / "other", "--allow-incomplete").code == 0


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_130_interrupted(tmp_path):
    with served("yunhe") as resolve:
        words = ["scan", "http://www.yunhe-demo.gov.cn/", *resolve, "--rate", "4", "--run", str(tmp_path / "run")]
        process = subprocess.Popen(
            [sys.executable, "-m", "govcheck", *words], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        killer = threading.Timer(60, process.kill)
        killer.start()
        part = tmp_path / "run" / "archive"
        try:
            while process.poll() is None and not any(one.stat().st_size > 3000 for one in part.glob("*.part")):
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        finally:
            killer.cancel()
            if process.poll() is None:
                process.kill()
    assert process.returncode == 130, err
    assert out == ""
    assert "Traceback" not in err
    left = sorted(path.name for path in (tmp_path / "run").rglob("*") if path.is_file())
    assert [name for name in left if not name.endswith(".part")] == ["run.json"]


def test_the_table_of_the_documents_is_the_one_in_force():
    text = (Path(__file__).parents[2] / "docs" / "exit-codes.md").read_text("utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)} == {int(one) for one in Exit}
