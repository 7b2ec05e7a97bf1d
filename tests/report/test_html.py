"""The HTML report: what it holds, in which form, and how a browser takes it."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from tests.machine import drawn
from tests.region import scanned
from tests.report.browser import browse, served

from govcheck.i18n import set_language
from govcheck.outcome import Outcome
from govcheck.records.standing import Mark, Review, Standing, State, Waiver
from govcheck.report.build import run_report
from govcheck.report.html_report import HtmlReporter
from govcheck.report.model import RunReport, SourceUsed
from govcheck.report.paper_words import link_of

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
AT = datetime(2026, 6, 16, 2, tzinfo=UTC)


def tree(report: RunReport, *, unreviewed: bool = True) -> html.HtmlElement:
    return html.document_fromstring(HtmlReporter(unreviewed=unreviewed).render(report))


def words(node: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", node.text_content()).strip()


def reviewed(report: RunReport, mark: Mark, *places: int) -> RunReport:
    site = report.sites[0]
    found = [site.result.findings[place].fingerprint for place in places]
    standing = {one: Standing(review=Review(one, mark, "张三", AT, "现场看过")) for one in found}
    return run_report(report.run, [replace(site, standing={**site.standing, **standing})])


def test_the_file_stands_alone(report: RunReport) -> None:
    page = tree(report)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == POLICY
    assert not page.xpath("//script | //iframe | //img | //object | //form | //@style | //*[@src]")
    assert not re.search(r"url\(|@import", page.xpath("string(//style)"))
    assert page.get("lang") == "zh-CN"
    for link in page.xpath("//a[not(starts-with(@href, '#'))]"):
        assert link.get("rel") == "noreferrer noopener nofollow"
        assert link.get("href") == link.text


def test_landmarks_headings_and_tables(report: RunReport, batch: Callable[[int], RunReport]) -> None:
    for one in (report, batch(6)):
        page = tree(one)
        assert [len(page.xpath(f"//{name}")) for name in ("main", "h1", "body/header", "body/footer")] == [1, 1, 1, 1]
        assert page.xpath("//body/*[1]/@href") == ["#main"]
        ids = page.xpath("//@id")
        assert one is not report or len(ids) == len(set(ids))
        assert {link[1:] for link in page.xpath("//a[starts-with(@href,'#')]/@href")} <= set(ids)
        assert {name for label in page.xpath("//@aria-labelledby") for name in label.split()} <= set(ids)
        for table in page.xpath("//table"):
            assert table.xpath("./thead/tr/th[@scope='col']")
            assert all(len(row.xpath("./th[@scope='row']")) == 1 for row in table.xpath("./tbody/tr"))
        levels = [int(node.tag[1]) for node in page.xpath("//h1|//h2|//h3|//h4")]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_finding_is_told_in_full(report: RunReport) -> None:
    run = replace(report.run, sources=(SourceUsed("INSP2019", "检查指标的通知", "国办秘函〔2019〕19号"),))
    page = tree(run_report(run, report.sites))
    shown = words(page.get_element_by_id(f"v1:{0:032x}"))
    for part in (
        "● 较重",
        "首页超过两周没有更新（第 0 项）",
        "《检查指标的通知》（国办秘函〔2019〕19号） 单项否决·首页不更新",
        "XZS2018 二（一）1（解读）",
        "http://www.example.gov.cn/index.html",
        "2026-06-15 09:30:00 HTTP 200",
        "关于召开2026年第一季度经济形势分析会的通知 2026-05-02",
        "ab" * 32,
        "更新首页信息。",
        "national-inspection-2019/home-fresh",
    ):
        assert part in shown
    absent = words(page.get_element_by_id(f"v1:{8:032x}"))
    assert "查找 5 处" in absent
    assert "政府公报、公报" in absent
    assert "AAAA none" in absent


def test_what_else_is_told(report: RunReport) -> None:
    shown = words(tree(report))
    for part in (
        "未发现否决项（3项已核1项），得分区间 71–97.5",
        "安全、泄密事故等严重问题△ 未定",
        "缺 1 项 × 0.5",
        "提示（1 条）",
        "待人工核实（2 条）",
        "robots.txt 不许访问12",
        "有检查权的，用 --authority 写明依据",
        "二、推进决策公开",
        "某市政府办公室 2026 年第二季度检查",
        "2026-06",
        "cd" * 32,
        "calendar-2026 " + "01" * 32,
        "IPv6 出口 不具备",
        "basic_auth = ***",
    ):
        assert part in shown, part
    assert "secret" not in shown
    assert "X-Secret" not in shown


def test_unreviewed_is_said_on_top_and_on_every_printed_page(report: RunReport) -> None:
    page = tree(report)
    assert words(page.xpath("//header//*[@role='note']")[0]).startswith("未经复核")
    style = page.xpath("string(//style)")
    assert '@top-right { content: "未经复核"' in style
    assert page.xpath("//div[@class='stamp']/text()") == ["未经复核"]
    assert "未经复核" in page.xpath("string(//title)")
    assert "未经复核" not in HtmlReporter().render(report)


def test_reviewed_only(report: RunReport) -> None:
    one = reviewed(reviewed(report, Mark.TRUE, 0, 1), Mark.FALSE, 2)
    page = tree(one, unreviewed=False)
    assert page.xpath("//article[not(contains(., '为何待人工'))]/@id") == [f"v1:{place:032x}" for place in (0, 1)]
    shown = words(page)
    assert "本报告只列经人工核对属实的问题" in shown
    assert "另有 8 条未经人工核对，未列入" in shown
    assert "1 条经人工核对为误报，未列入" in shown
    assert "判定和得分按程序检出的全部问题计算" in shown
    assert "人工核对：属实（张三，2026-06-16 10:00:00） 现场看过" in shown


def test_waivers_are_shown_and_hide_nothing(report: RunReport) -> None:
    site = report.sites[0]
    mark = site.result.findings[0].fingerprint
    waiver = Waiver(mark, "李四", "系统升级", date(2026, 9, 1), date(2026, 6, 1))
    for standing, said in (
        (Standing(State.WAIVED, waiver=waiver), "豁免至 2026-09-01：系统升级（批准人 李四）"),
        (Standing(expired=waiver), "豁免已于 2026-09-01 到期，重新计入（批准人 李四）"),
    ):
        page = tree(run_report(report.run, [replace(site, standing={mark: standing})]))
        assert said in words(page.get_element_by_id(mark))


def test_english(report: RunReport) -> None:
    set_language("en")
    page = tree(report)
    assert page.get("lang") == "en"
    assert "the home page is stale (no. 0)" in words(page)


def test_a_comparison_and_an_empty_run(report: RunReport) -> None:
    site = report.sites[0]
    compared = replace(site, score=replace(site.score, verdict="none"))
    assert "对照检查，不作判定" in words(tree(run_report(report.run, [compared])))
    assert "总体情况" in words(tree(run_report(report.run, [])))


def test_many_sites_are_listed_only(batch: Callable[[int], RunReport]) -> None:
    page = tree(batch(201))
    assert not page.xpath("//article")
    assert len(page.xpath("//main//table[1]/tbody/tr")) >= 201
    assert "站点太多" in words(page)


def test_equal_reports_give_equal_files(report: RunReport) -> None:
    assert HtmlReporter().render(report) == HtmlReporter().render(report)


def test_jinja_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, govcheck.cli.main, govcheck.report.html_report; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("http://www.a.gov.cn/x?y=1#z", True),
        ("https://政府.cn/路径", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.gov.cn/", False),
        ("http:///x", False),
        ("http://a.gov.cn@evil.example/", False),
        ("http://a.gov.cn/\u202ex", False),
        ("http://a.gov.cn/\x1b", False),
        ('http://a.gov.cn/"><script>', False),
        ("http://[::1", False),
        ("http://a.gov.cn/" + "x" * 3000, False),
        ("", False),
    ],
)
def test_which_addresses_may_be_followed(address: str, followed: bool) -> None:
    assert link_of(address) == (address if followed else "")


# ── in a browser ──────────────────────────────────────────────────

HARNESS = """<!DOCTYPE html><meta charset="utf-8">
<iframe id="f" src="/report.html#{anchor}" width="1000" height="800"></iframe>
<pre id="out"></pre><script>
const frame = document.getElementById("f");
frame.onload = () => setTimeout(() => {{
  const page = frame.contentDocument, view = frame.contentWindow;
  const one = page.getElementById("{anchor}");
  const seen = () => view.getComputedStyle(one).display !== "none";
  const box = page.getElementById("show-" + one.className.split(" ")[1]);
  const said = {{ top: Math.round(one.getBoundingClientRect().top), scrolled: view.scrollY, before: seen() }};
  box.click(); said.hidden = !seen();
  box.click(); said.again = seen();
  const details = one.querySelector("details");
  said.closed = !details.open; details.querySelector("summary").click(); said.open = details.open;
  const link = page.querySelector(".skip"); link.focus(); said.skip = link.getBoundingClientRect().left >= 0;
  said.wide = page.documentElement.scrollWidth <= page.documentElement.clientWidth;
  document.getElementById("out").textContent = JSON.stringify(said);
}}, 300);
</script>"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> RunReport:
    """A site of the demo region with many findings, scanned."""
    return scanned(tmp_path_factory.mktemp("html") / "run", ("qingxi",))[1]


@pytest.mark.needs("chromium")
def test_a_browser_follows_anchors_filters_and_asks_for_nothing(found: RunReport, tmp_path: Path) -> None:
    text = HtmlReporter(unreviewed=True).render(found)
    last = [one for one in found.sites[0].result.findings if one.outcome is Outcome.FAIL][-1]
    pages = {"/report.html": text, "/": HARNESS.format(anchor=last.fingerprint)}
    with served(pages) as (host, asked):
        dom = drawn(f"http://{host}/", tmp_path / "profile")
    match = re.search(r'<pre id="out">(\{.*?\})</pre>', dom)
    assert match, dom[-2000:]
    said = json.loads(html.fromstring(f"<p>{match[1]}</p>").text_content())
    assert abs(said.pop("top")) < 800
    assert said.pop("scrolled") > 500
    assert said == dict.fromkeys(said, True)
    assert sorted({one.removeprefix(host) for one in asked} - {"/favicon.ico"}) == ["/", "/report.html"]


@pytest.mark.needs("chromium")
def test_a_browser_draws_and_prints_it(found: RunReport, tmp_path: Path) -> None:
    file = tmp_path / "报告.html"
    file.write_text(HtmlReporter(unreviewed=True).render(found), encoding="utf-8")
    picture, paper = tmp_path / "report.png", tmp_path / "report.pdf"
    said = browse(tmp_path / "p", file.as_uri(), "--window-size=1100,1600", f"--screenshot={picture}")
    assert "CONSOLE" not in said
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (1100, 1600)
    assert len(data) > 100_000, "not an empty page"
    said = browse(tmp_path / "p", file.as_uri(), "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    assert "CONSOLE" not in said
    data = paper.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") > 5


@pytest.mark.needs("chromium")
def test_a_breach_would_be_seen(tmp_path: Path) -> None:
    """The tests above see what they look for: a script let in by hand is refused, and said so."""
    file = tmp_path / "bad.html"
    file.write_text(
        f'<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="{POLICY}"><script>document.title="x"</script>',
        encoding="utf-8",
    )
    assert "CONSOLE" in browse(tmp_path / "p", file.as_uri(), "--dump-dom")
