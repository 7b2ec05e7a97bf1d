"""Findings, waivers and reviews made by hand or drawn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import strategies as st

from govcheck.i18n import set_language
from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.records.result import AbsenceEvidence, Finding, PageEvidence
from govcheck.records.standing import Mark, Review, Waiver
from govcheck.waivers.waivers import latest_expiry

DAY = date(2026, 6, 15)
SEEN = datetime(2026, 6, 15, 1, 30, tzinfo=UTC)
MARKS = tuple(f"v1:{number:032x}" for number in range(6))
BODIES = tuple(f"{number:064x}" for number in range(4))


def page(sha: str) -> PageEvidence:
    return PageEvidence("http://a.gov.cn/", "http://a.gov.cn/", SEEN, 200, sha)


def finding(mark: str = MARKS[0], *bodies: str, outcome: Outcome = Outcome.FAIL) -> Finding:
    words = {"zh": "题", "en": "title"}
    return Finding(
        fingerprint=mark,
        check="c",
        rules=("p/r",),
        cites=(),
        outcome=outcome,
        reason=Reason.MISSING,
        severity=Severity.HIGH,
        confidence=Confidence.HIGH,
        subject="/",
        name="首页",
        locator="",
        message=words,
        remedy=words,
        evidence=(AbsenceEvidence((), ("名",)), *map(page, bodies)),
    )


def waiver(mark: str = MARKS[0], *, added: date = date(2026, 6, 1), expires: date = date(2026, 7, 1)) -> Waiver:
    return Waiver(mark, "张三", "改版期间", expires, added)


def review(mark: str = MARKS[0], word: Mark = Mark.FALSE, *bodies: str, at: datetime = SEEN) -> Review:
    return Review(mark, word, "李四", at, "", bodies)


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(lambda text: text.strip())


@st.composite
def waivers(draw: st.DrawFn) -> Waiver:
    """A waiver that may be given."""
    added = draw(DAYS)
    held = draw(st.integers(0, (latest_expiry(added) - added).days))
    return Waiver(draw(st.sampled_from(MARKS)), draw(TEXTS), draw(TEXTS), added + timedelta(held), added)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """A review, of pages or of none."""
    at = SEEN + timedelta(microseconds=draw(st.integers(-(10**14), 10**14)))
    bodies = draw(st.lists(st.sampled_from(BODIES), unique=True))
    note = draw(st.text(st.characters(codec="utf-8"), max_size=20))
    return Review(
        draw(st.sampled_from(MARKS)),
        draw(st.sampled_from(Mark)),
        draw(TEXTS),
        at,
        note,
        tuple(bodies),
        draw(st.sampled_from(("", "c"))),
    )


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    """Findings of one site: each fingerprint once."""
    marks = draw(st.lists(st.sampled_from(MARKS), unique=True))
    return [
        finding(
            mark,
            *draw(st.lists(st.sampled_from(BODIES), unique=True)),
            outcome=draw(st.sampled_from((Outcome.FAIL, Outcome.MANUAL))),
        )
        for mark in marks
    ]


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    set_language("zh")
