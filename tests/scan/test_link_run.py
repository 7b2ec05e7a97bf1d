"""The link stage within a run: asked once for all sites, stored, and judged again offline with the same result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.region import Silent
from tests.scan.link_net import ENTRY, OWN, Net, answer, document, serving, settings_for, toolkit

from govcheck.records.site import Kind, Level, Site
from govcheck.report.model import RunReport
from govcheck.scan.rejudge import rejudge
from govcheck.scan.run import Target, run
from govcheck.scan.run_folder import RunFolder

FAR, SECOND = "www.huoban.example", "www.linxian.gov.cn"
LINKS = f"<p><a href='http://{FAR}/a.html'>伙伴单位</a> <a href='/f/a.pdf'>附件</a> <a href='/gone.html'>旧闻</a></p>"


def net() -> Net:
    home = answer(200, document("示例县人民政府", f"<h1>示例县人民政府</h1>{LINKS}"))
    made = Net().on(OWN, "/", home).on(SECOND, "/", home)
    made.on(OWN, "/f/a.pdf", answer(200, document("404", "404"), "application/pdf"))
    return made.on(FAR, "/a.html", answer(200, document("伙伴单位", "<p>简介</p>")))


async def scanned(folder: Path, here: Net, **given: Any) -> tuple[RunFolder, RunReport]:
    place = RunFolder.create(folder / "run")
    sites = [
        Site(name, "示例县人民政府", url, level=Level.COUNTY, kind=Kind.PORTAL)
        for name, url in (("shili", ENTRY), ("linxian", f"http://{SECOND}/"))
    ]
    async with serving(here):
        report = await run([Target(one) for one in sites], toolkit(folder), settings_for(here, **given), place, Silent())
    return place, report


def outcomes(report: RunReport) -> list[list[tuple[str, str, str]]]:
    return [
        [(one.rule, one.outcome.value, one.reason.value if one.reason else "") for one in site.result.results]
        for site in report.sites
    ]


async def test_a_link_of_two_sites_is_asked_once_and_a_stored_run_says_the_same_again(tmp_path: Path) -> None:
    here = net()
    place, report = await scanned(tmp_path, here)
    assert here.log.count(("GET", FAR, "/a.html")) == 1
    said = {rule.rsplit("/")[-1]: outcome for rule, outcome, _reason in outcomes(report)[0]}
    assert said == {
        "link-home": "fail", "link-elsewhere": "not-applicable", "attachment-type": "fail", "friend-link": "pass",
    }  # fmt: skip
    asked = len(here.log)
    again = rejudge(place, lambda options: options)
    assert outcomes(again) == outcomes(report)
    assert [one.result.findings for one in again.sites] == [one.result.findings for one in report.sites]
    assert len(here.log) == asked


async def test_without_the_stage_nothing_is_asked_and_nothing_is_said_of_other_sites(tmp_path: Path) -> None:
    here = net()
    place, report = await scanned(tmp_path, here, links=False)
    assert not place.links.exists()
    assert not any(host == FAR for _method, host, _path in here.log)
    unseen = {one.rule.rsplit("/")[-1]: one for one in report.sites[0].result.results}
    assert unseen["friend-link"].reason is not None
    assert unseen["friend-link"].outcome.value == "error"
    assert unseen["link-home"].outcome.value == "fail"  # what the crawl itself saw still counts


async def test_an_option_of_the_run_bears_on_judging_alone(tmp_path: Path) -> None:
    place, _report = await scanned(tmp_path, net())
    other = rejudge(place, lambda options: replace(options, about=frozenset({"content"})))
    assert outcomes(other) == [[], []]
