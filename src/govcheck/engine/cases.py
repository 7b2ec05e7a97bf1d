"""Running the cases that rules ship: each is a small seen site, a frozen clock, and what the rule must come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govcheck.checks.interface import Context
from govcheck.dates.workdays import Calendar
from govcheck.engine.judge import judge
from govcheck.errors import Mistake
from govcheck.i18n import _
from govcheck.pack.cases import Case
from govcheck.records.result import SiteResult


def run_case(case: Case, calendar: Calendar | None = None) -> SiteResult:
    """Judge the case's site by its rule alone."""
    context = Context(case.as_of, calendar=calendar or Calendar())
    return judge(case.record, [replace(case.rule, enabled=True)], context)


def mismatches(cases: Iterable[Case], calendar: Calendar | None = None) -> list[Mistake]:
    """What came out otherwise than the cases expect, each with its place; empty when all hold."""
    return [mistake for case in cases for mistake in _compare(case, run_case(case, calendar))]


def _compare(case: Case, result: SiteResult) -> list[Mistake]:
    wanted, got = case.expect, result.results[0]
    found: list[str] = []
    if got.outcome is not wanted.outcome or (wanted.reason is not None and got.reason is not wanted.reason):
        expected = _said(wanted.outcome.value, wanted.reason and wanted.reason.value)
        came = _said(got.outcome.value, got.reason and got.reason.value)
        found.append(_("应为 {expected}，得到 {came}").format(expected=expected, came=came))
    for word, expected_words, came_words in (
        ("subjects", wanted.subjects, {one.subject for one in result.findings}),
        ("locators", wanted.locators, {one.locator for one in result.findings}),
    ):
        if expected_words is not None and set(expected_words) != came_words:
            shown = _("、").join(sorted(came_words)) or _("没有")
            said = _("{word} 应为 {expected}，得到 {came}")
            found.append(said.format(word=word, expected=_("、").join(sorted(expected_words)), came=shown))
    return [Mistake(case.file, case.line, 1, case.name, message) for message in found]


def _said(outcome: str, reason: str | None) -> str:
    return f"{outcome}: {reason}" if reason else outcome
