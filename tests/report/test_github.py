"""GitHub: escaped workflow commands, a summary in which text of others is inert."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from govcheck.outcome import Severity
from govcheck.records.standing import Standing, State
from govcheck.report.background import Background, Place
from govcheck.report.build import run_report
from govcheck.report.github import annotate, attribute, data, deaf, inert, listening, summary
from govcheck.report.model import RunReport

COMMAND = re.compile(r"::(error|warning) ([^:\n]*)::([^\n]*)")


def test_what_stops_is_an_error_and_what_is_new_a_warning(report: RunReport) -> None:
    lines = annotate(report, lambda _site, one: one.severity is Severity.CRITICAL).splitlines()
    kinds = [COMMAND.fullmatch(line)[1] for line in lines]
    assert kinds == ["error"] + ["warning"] * 9
    assert "title=严重 national-inspection-2019/home-fresh" in lines[0]
    assert "没有政府公报栏目" in lines[0]


def test_no_more_than_are_shown(report: RunReport) -> None:
    (site,) = report.sites
    many = tuple(replace(site.result.findings[0], fingerprint=f"v1:{place:032x}") for place in range(40))
    one = run_report(report.run, [replace(site, result=replace(site.result, findings=many))])
    assert len(annotate(one).splitlines()) == 10
    assert summary(one).count("v1\\:") == 40


def test_the_line_of_the_list(report: RunReport) -> None:
    told = annotate(report, background=Background(places={"example": Place("名单,1.csv", 7)}))
    assert told.startswith("::error file=名单%2C1.csv,line=7,title=")


def test_what_is_covered_is_not_told(report: RunReport) -> None:
    (site,) = report.sites
    known = {one.fingerprint: Standing(State.KNOWN) for one in site.result.findings}
    covered = run_report(report.run, [replace(site, standing=known)])
    assert annotate(covered) == ""
    assert "v1\\:" not in summary(covered)
    assert annotate(covered, beyond=["得分 41–55\n::set-env"]).splitlines() == [
        "::error title=govcheck::得分 41–55 ::set-env"
    ]


def test_escapes() -> None:
    assert data("50%\r\n下一行：a,b") == "50%25%0D%0A下一行：a,b"
    assert attribute("a:b,c%") == "a%3Ab%2Cc%25"
    assert (deaf("x"), listening("x")) == ("::stop-commands::x", "::x::")


def test_text_of_others_is_dead(hostile: RunReport) -> None:
    for text in (annotate(hostile), summary(hostile)):
        for sign in "\x1b\x9b\x07\u202e\u2066\u200b\ud800\r":
            assert sign not in text
    assert all(COMMAND.fullmatch(line) for line in annotate(hostile).splitlines())


@given(st.text())
def test_nothing_of_markdown_is_left(text: str) -> None:
    shown = inert(text)
    assert "\n" not in shown
    bare = re.sub(r"\\.", "", shown)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare)


def test_the_summary(report: RunReport, batch: Callable[[int], RunReport]) -> None:
    text = summary(report, verdict="不放行（新增 10 条）")
    assert text.startswith("### govcheck\n\n不放行（新增 10 条）\n")
    assert "| 示例县人民政府 | 120 | 10 | 10 | 1 |" in text
    assert summary(batch(3)).count("人民政府") >= 3
