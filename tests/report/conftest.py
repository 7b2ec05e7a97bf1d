"""A run made by hand: every sort of evidence, outcome and mark that a report has to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from govcheck.i18n import set_language
from govcheck.outcome import Confidence, Outcome, Reason, Severity
from govcheck.records.result import (
    AbsenceEvidence,
    Cite,
    Counted,
    Finding,
    Line,
    ObligationState,
    PageEvidence,
    PlanChapter,
    PopulationState,
    RuleResult,
    Sampled,
    Score,
    SiteResult,
    Veto,
    WireEvidence,
)
from govcheck.records.site import Inference, Level, PageCount, Site, SiteRecord
from govcheck.report.build import run_report, site_report
from govcheck.report.model import PackUsed, RunMeta, RunReport, SiteReport, TableUsed

SEEN = datetime(2026, 6, 15, 1, 30, tzinfo=UTC)
CITE = Cite("INSP2019", "单项否决·首页不更新", ("INSP-1",))
READING = Cite("XZS2018", "二（一）1", (), "reading")

PAGE = PageEvidence(
    address="http://www.example.gov.cn/",
    final_address="http://www.example.gov.cn/index.html",
    fetched_at=SEEN,
    status=200,
    sha256="ab" * 32,
    css="ul.list > li",
    xpath="/html/body/ul/li[1]",
    excerpt="关于召开2026年第一季度经济形势分析会的通知 2026-05-02",
    value=date(2026, 5, 2),
    how="row",
)
WIRE = WireEvidence("www.example.gov.cn", "AAAA", "none", SEEN)
ABSENCE = AbsenceEvidence(
    tuple(f"http://www.example.gov.cn/zwgk/{place}/" for place in range(5)), ("政府公报", "公报"), ("政府工作报告",)
)


def words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def finding(number: int, severity: Severity, **changes: object) -> Finding:
    one = Finding(
        fingerprint=f"v1:{number:032x}",
        check="home-fresh",
        rules=("national-inspection-2019/home-fresh",),
        cites=(CITE, READING),
        outcome=Outcome.FAIL,
        reason=Reason.LATE,
        severity=severity,
        confidence=Confidence.HIGH,
        subject=f"/{number}",
        name=f"栏目{number}",
        locator="",
        message=words(f"首页超过两周没有更新（第 {number} 项）", f"the home page is stale (no. {number})"),
        remedy=words("更新首页信息。", "Update the home page."),
        evidence=(PAGE,),
    )
    return replace(one, **changes)


def result(rule: str, outcome: Outcome, reason: Reason | None = None, **changes: object) -> RuleResult:
    one = RuleResult(
        rule=rule,
        revision=1,
        outcome=outcome,
        reason=reason,
        detail=words("说明", "detail"),
        about="content",
        severity=Severity.MEDIUM,
        duty="shall",
        status="stable",
        cites=(CITE,),
        counted=Counted(3, 1, 0, 2),
        population=PopulationState("column", False, (Reason.BUDGET,), 412),
        sample=Sampled(30, 412),
        proof=(PAGE,),
        findings=(),
    )
    return replace(one, **changes)


SITE = Site("example", "示例县人民政府", "http://www.example.gov.cn/", Level.COUNTY, None, "990121")
RECORD = SiteRecord(
    site=SITE,
    populations={},
    inferred={"kind": Inference("portal", Confidence.HIGH, "首页标题写明“人民政府”")},
    reached=True,
    saved_copy=False,
    first_fetch=SEEN,
    last_fetch=SEEN,
    pages=PageCount(120, 3, 45),
    unseen={Reason.ROBOTS: 12, Reason.BUDGET: 33},
    ended=Reason.BUDGET,
)
FINDINGS = (
    *(finding(place, Severity.HIGH) for place in range(8)),
    finding(
        8,
        Severity.CRITICAL,
        evidence=(ABSENCE, WIRE, PAGE),
        reason=Reason.MISSING,
        message=words("没有政府公报栏目", "no gazette"),
    ),
    finding(
        9,
        Severity.LOW,
        evidence=(replace(PAGE, value={"excerpt": "栏目建设中", "count": 5}, excerpt="", how="text"), WIRE),
        message=words("没有 IPv6 地址记录", "no AAAA record"),
    ),
    finding(10, Severity.LOW, hint=True, message=words("解读晚于三个工作日", "interpreted late")),
    finding(11, Severity.HIGH, comparison=True),
    finding(
        12,
        Severity.MEDIUM,
        outcome=Outcome.MANUAL,
        reason=Reason.NO_MATCH,
        message=words("没有找到“依申请公开”", "no entry"),
    ),
    finding(
        13,
        Severity.MEDIUM,
        outcome=Outcome.MANUAL,
        reason=Reason.PERSON,
        evidence=(),
        message=words("有无严重表述错误", "wording"),
    ),
)
RESULTS = (
    result("national-inspection-2019/home-fresh", Outcome.FAIL, Reason.LATE, findings=("v1:" + "0" * 32,)),
    result("national-inspection-2019/column-blank", Outcome.PASS),
    result("national-inspection-2019/veto-wording", Outcome.MANUAL, Reason.PERSON, population=None, sample=None),
    result("xzs2018/interpretation-lag", Outcome.ERROR, Reason.POPULATION_OPEN),
    result("xzs2018/draft", Outcome.PASS, status="draft"),
    result("fj2018/other", Outcome.NOT_APPLICABLE, Reason.OTHER_REGION, comparison=True),
)
SCORE = Score(
    sheet="national-inspection-2019",
    verdict="undetermined",
    vetoes=(
        Veto("V1", "安全、泄密事故等严重问题", Outcome.MANUAL, words("由人认定", "by a person")),
        Veto("V2", "站点无法访问", Outcome.ERROR, words("需要一周的监测", "takes a week of probes")),
        Veto("V3", "首页不更新", Outcome.PASS, words("两周内有更新", "updated")),
        Veto("V6", "服务不实用", Outcome.NOT_APPLICABLE, words("没有对外服务职能", "no services")),
    ),
    low=71.0,
    high=97.5,
    unseen_points=26.5,
    bonus=0.0,
    arithmetic=(
        Line("news", "动态要闻", 0.0, 0.0, words("没有扣分", "nothing lost")),
        Line("marks", "网站标识", -0.5, 0.0, words("缺 1 项 × 0.5", "1 missing × 0.5")),
        Line("other", "其他栏目", -2.0, 26.5, words("空白栏目 1 个 × 2", "1 blank × 2")),
        Line("total", "合计", 0.0, 0.0, words("100 − 2.5 = 97.5；未见 26.5", "100 − 2.5 = 97.5")),
    ),
)
CHAPTERS = (
    PlanChapter("XZS2018", "二、推进决策公开", 3, 1, 2, 1, 4),
    PlanChapter("XZS2018", "", 0, 0, 0, 0, 1),
    PlanChapter("XZS2018", "*", 3, 1, 2, 1, 5),
)
OBLIGATIONS = (
    ObligationState("A", Outcome.PASS, ("a/b",)),
    ObligationState("B", Outcome.FAIL, ("a/b",)),
    ObligationState("C", Outcome.MANUAL, ("a/b",)),
    ObligationState("D", Outcome.NOT_APPLICABLE, ("a/b",)),
    ObligationState("E", Outcome.ERROR, ("a/b",)),
)
RUN = RunMeta(
    id="20260615-093000",
    started=SEEN,
    finished=None,
    as_of=date(2026, 6, 15),
    seed="2026-06",
    packs=(PackUsed("national-inspection-2019", "1.0.0", "cd" * 32), PackUsed("xzs2018", "1.0.0", "ef" * 32)),
    tables=(TableUsed("calendar-2026", "01" * 32),),
    capabilities={"ipv6-egress": False, "dns": True},
    authority="某市政府办公室 2026 年第二季度检查",
    options={"max_pages": 120, "headers": ("X-Secret: 1",), "basic_auth": "user:secret"},
)


def one_site(**changes: object) -> SiteReport:
    made = site_report(RECORD, SiteResult("example", RESULTS, FINDINGS, OBLIGATIONS), SCORE, CHAPTERS)
    return replace(made, **changes)


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("zh")


@pytest.fixture
def report() -> RunReport:
    """One site in full."""
    return run_report(RUN, [one_site()])


@pytest.fixture
def batch() -> Callable[[int], RunReport]:
    """So many sites of every standing in turn."""

    def make(count: int) -> RunReport:
        made = []
        for place in range(count):
            verdict = ("qualified", "unqualified", "undetermined", "undetermined", "none")[place % 5]
            site = one_site()
            made.append(
                replace(
                    site,
                    site=replace(site.site, id=f"s{place}", name=f"第{place}县人民政府", reached=place % 5 != 3),
                    score=replace(site.score, verdict=verdict, low=50.0 + place, high=60.0 + place),
                )
            )
        return run_report(RUN, made)

    return make


@pytest.fixture
def hostile(report: RunReport) -> RunReport:
    """A site that writes into its titles what terminals obey."""
    bad = "标题\x1b[31m\x9b2J\u202e反\u2066[bold]x[/bold]:smile:\r\n第二行\x07\u200b\ud800"
    page = replace(PAGE, excerpt=bad, final_address=f"http://a.gov.cn/{bad}", value=bad)
    evil = finding(
        1, Severity.HIGH, message=words(bad, bad), name=bad, evidence=(page, replace(WIRE, detail=bad, value=bad))
    )
    manual = replace(evil, outcome=Outcome.MANUAL, reason=Reason.PERSON)
    absent = replace(evil, evidence=(AbsenceEvidence((bad,), (bad,), (bad,)),))
    site = report.sites[0]
    return run_report(
        replace(RUN, authority=bad),
        [
            replace(
                site,
                site=replace(site.site, name=bad, url=f"http://{bad}/"),
                result=replace(site.result, findings=(evil, manual, absent)),
            )
        ],
    )
