"""The console report as it is printed; snapshots in ``snapshots`` (write them anew with GOVCHECK_SNAPSHOTS=write)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from govcheck.i18n import set_language
from govcheck.records.result import SiteResult
from govcheck.report.build import run_report
from govcheck.report.console import ConsoleReporter
from govcheck.report.model import RunMeta, RunReport

SNAPSHOTS = Path(__file__).with_name("snapshots")
Batch = Callable[[int], RunReport]


def same(name: str, text: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("GOVCHECK_SNAPSHOTS") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text("utf-8")


def test_one_site(report: RunReport) -> None:
    same("one-site.txt", ConsoleReporter().render(report))


def test_narrow(report: RunReport) -> None:
    same("one-site-60.txt", ConsoleReporter(width=60).render(report))


def test_batch(batch: Batch) -> None:
    same("batch.txt", ConsoleReporter().render(batch(12)))


def test_three_sites_show_the_overview_and_three_findings_each(batch: Batch) -> None:
    text = ConsoleReporter().render(batch(3))
    assert text.index("总体（3 个站点）") < text.index("\n第0县人民政府\n")
    assert text.count("其余 9 条见 JSON") == 3


def test_long_batches_are_cut(batch: Batch) -> None:
    text = ConsoleReporter().render(batch(60))
    assert "其余 10 个站点见 JSON" in text
    assert text.count("\n") < 100


def test_no_sites() -> None:
    run = RunMeta("r", None, None, date(2026, 6, 15), "2026-06")
    assert "总体（0 个站点）" in ConsoleReporter().render(run_report(run, []))


def test_verdict_line_is_that_of_the_design(report: RunReport) -> None:
    text = ConsoleReporter().render(report)
    assert "△ 未定：未发现否决项（3项已核1项），得分区间 71–97.5" in text
    assert "其余 2 条见 JSON" in text


def test_rates_stand_side_by_side(report: RunReport) -> None:
    (line,) = (line for line in ConsoleReporter().render(report).splitlines() if "二、推进决策公开" in line)
    assert line.split()[-2:] == ["75%（3/4）", "40%（4/10）"]


@pytest.mark.parametrize("width", [60, 73, 100, 120])
def test_nothing_is_wider_than_the_page(report: RunReport, hostile: RunReport, width: int) -> None:
    for one in (report, hostile):
        for line in ConsoleReporter(width=width).render(one).splitlines():
            assert cell_len(line) <= width, line
            assert line == line.rstrip()


def test_a_cp936_console_can_print_it(report: RunReport, batch: Batch) -> None:
    for text in (ConsoleReporter().render(report), ConsoleReporter().render(batch(12))):
        assert text.encode("cp936").decode("cp936") == text


def test_titles_cannot_steer_the_terminal(hostile: RunReport) -> None:
    text = ConsoleReporter().render(hostile)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert "\\x1b[31m" in text
    assert "[bold]x[/bold]:smile:" in text.replace("\n", "")


def test_colour_changes_nothing_but_colour(report: RunReport, hostile: RunReport) -> None:
    for one in (report, hostile):
        coloured = ConsoleReporter(colour=True).render(one)
        assert "\x1b[" in coloured
        assert not re.search(r"\x1b(?!\[[0-9;]*m)", coloured)
        bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert [line.rstrip() for line in bare.splitlines()] == ConsoleReporter().render(one).splitlines()


def test_the_environment_changes_nothing(report: RunReport, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ConsoleReporter().render(report)
    for name, value in {"COLUMNS": "40", "FORCE_COLOR": "1", "TERM": "dumb", "NO_COLOR": "1", "LINES": "3"}.items():
        monkeypatch.setenv(name, value)
    assert ConsoleReporter().render(report) == before


def test_english_takes_the_rules_own_english(report: RunReport) -> None:
    set_language("en")
    text = ConsoleReporter().render(report)
    assert "the home page is stale (no. 0)" in text
    assert "Update the home page." in text
    assert "首页超过两周" not in text


def test_a_comparison_has_no_mark(report: RunReport) -> None:
    site = report.sites[0]
    compared = replace(site, score=replace(site.score, verdict="none"), result=SiteResult("example", (), ()))
    text = ConsoleReporter().render(run_report(report.run, [compared]))
    assert "对照检查，不作判定" in text
    assert "得分" not in text
