"""Markdown: what it holds, and that words of others stay words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from govcheck.report.build import run_report
from govcheck.report.markdown import MarkdownReporter, address, code, text
from govcheck.report.model import RunReport
from govcheck.report.paper_view import address_fact
from govcheck.report.safe import plain

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ODD = st.text(alphabet="*_`[]()<>!|~#&;=+-\\:/.@ 1a中\n\t\"'{}$^", max_size=40) | st.text(max_size=40)


def inline(source: str) -> list[Token]:
    tokens = PARSER.parse(source)
    assert [one.type for one in tokens] == ["paragraph_open", "inline", "paragraph_close"], source
    return tokens[1].children or []


@given(ODD)
def test_text_is_shown_as_it_is(words: str) -> None:
    if plain(words):
        shown = inline(text(words))
        assert {one.type for one in shown} <= {"text", "text_special"}
        assert "".join(one.content for one in shown) == plain(words)


@given(ODD)
def test_code_is_shown_as_it_is_wherever_it_stands(words: str) -> None:
    if plain(words):
        _before, span, _after = inline(f"前 {code(words)} 后")
        assert span.type == "code_inline"
        assert span.content == plain(words)


@given(ODD, ODD)
def test_a_table_keeps_its_columns(first: str, second: str) -> None:
    tokens = PARSER.parse(f"| a | b |\n| --- | --- |\n| {text(first) or ' '} | {text(second) or ' '} |\n")
    cells = [one.content for one in tokens if one.type == "inline"]
    assert len(cells) == 4


@given(ODD.map(lambda words: "http://a.gov.cn/" + words) | ODD)
def test_an_address_is_one_link_or_none(words: str) -> None:
    shown = inline(f"地址 {address(address_fact('', words))} 后")
    links = [one for one in shown if one.type == "link_open"]
    if links:
        assert [one.attrs["href"] for one in links] == [words]
        assert words.startswith(("http://", "https://"))
    else:
        assert {one.type for one in shown} <= {"text", "text_special", "code_inline"}


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("2026-05-28 10:30", "2026-05-28 10:30"),
        ("- x", r"\- x"),
        ("1. x", r"1\. x"),
        ("javascript:alert(1)", r"javascript\:alert(1)"),
        ("www.a.cn", r"www\.a.cn"),
        ("[a](b)|<i>", r"\[a\](b)\|\<i\>"),
    ],
)
def test_escapes(words: str, shown: str) -> None:
    assert text(words) == shown


def test_a_reviewed_paper_holds_nothing_that_waits_for_a_person(report: RunReport) -> None:
    assert "### 待人工核实" not in MarkdownReporter().render(report)


def test_it_says_what_is_on_paper(report: RunReport) -> None:
    shown = MarkdownReporter(unreviewed=True).render(report)
    assert shown.startswith("# 网站检查报告：示例县人民政府\n\n> **未经复核** ")
    assert "### 需整改（10 条）" in shown
    assert "### 提示（1 条）" in shown
    assert "### 待人工核实（2 条）" in shown
    assert "对照检查发现 1 条，不作判定，未列入" in shown
    assert "得分区间 71–97.5" in shown
    assert "- 选项 `basic_auth = ***`" in shown
    assert "secret" not in shown
    assert "某市政府办公室 2026 年第二季度检查（据此未受 robots.txt 限制）" in shown


def test_reviewed_only_says_how_many_were_left_out(report: RunReport) -> None:
    shown = MarkdownReporter().render(report)
    assert "未经复核" not in shown
    assert "### 需整改（0 条）" in shown
    assert "另有 11 条未经人工核对，未列入" in shown
    assert "没有列入的问题。" in shown


def test_long_lists_are_cut(report: RunReport) -> None:
    site = report.sites[0]
    many = tuple(replace(site.result.findings[0], fingerprint=f"v1:{place:032x}") for place in range(60))
    shown = MarkdownReporter(unreviewed=True).render(
        run_report(report.run, [replace(site, result=replace(site.result, findings=many))])
    )
    assert "其余 10 条见 JSON" in shown


def test_many_sites_are_listed_only(batch: Callable[[int], RunReport]) -> None:
    shown = MarkdownReporter(unreviewed=True).render(batch(201))
    assert "站点太多" in shown
    assert shown.count("\n| 第") == 201
    assert "### 需整改" not in shown
