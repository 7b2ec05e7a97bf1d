"""Wrong wording from the command's options to findings: only loaded when some rule looks, and kept for judging again."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date
from pathlib import Path

import pytest

from govcheck.cli.scan import command
from govcheck.config.options import RunOptions
from govcheck.errors import PackError
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Outcome
from govcheck.records.site import Site
from govcheck.report.model import RunReport
from govcheck.scan.rejudge import rejudge
from govcheck.scan.run import Target, run
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.toolkit import load_toolkit
from govcheck.scan.wording import Named, load_words

PACK = """format: 1
pack: words
version: "1.0.0"
title: {zh: 用词, en: Words}
requires: "govcheck>=0.1"
sources:
  W: {title: 用词要求, issuer: 清溪县人民政府, number: 清政〔2026〕1号, issued: 2026-01-01}
in_force: {from: 2026-01-01}
rules:
  - id: severe
    title: {zh: 无严重错误, en: Nothing severe}
    cites: [{source: W, clause: "1"}]
    use: library/wording-errors
  - id: ordinary
    title: {zh: 无一般错误, en: Nothing ordinary}
    cites: [{source: W, clause: "1"}]
    use: library/wording-errors
    params: {levels: [ordinary]}
    severity: low
  - id: advice
    title: {zh: 宜改, en: Advice}
    cites: [{source: W, clause: "1"}]
    use: library/wording-advice
"""
PAGE = (
    "<html><head><meta charset=utf-8><title>清溪县人民政府</title></head><body><ul class=nav><li><a href=/>首页</a></ul>"
    "<div class=main><h2>县情概况</h2><p>清溪县位于示例省东部，面积一千二百平方公里，人口四十万。{text}</p></div>"
    "<div class=footer>主办：清溪县人民政府办公室　网站标识码：3204110029　备案号：苏ICP备12345678号</div></body></html>"
)


class Quiet:
    """Nobody watches."""

    def site_started(self, site_id: str) -> None: ...
    def page_fetched(self, site_id: str, fetched: int, waiting: int) -> None: ...
    def site_done(self, site_id: str) -> None: ...


def _scan(tmp_path: Path, text: str, **options: object) -> tuple[RunFolder, RunReport]:
    pack, site = tmp_path / "words.yaml", tmp_path / "site"
    pack.write_text(PACK, encoding="utf-8")
    site.mkdir()
    (site / "index.html").write_text(PAGE.format(text=text), encoding="utf-8")
    toolkit = load_toolkit(RunOptions(date(2026, 6, 1), packs=(str(pack),), **options))  # type: ignore[arg-type]
    folder = RunFolder.create(tmp_path / "run")
    target = Target(Site("qingxi", "清溪县人民政府", "http://www.qingxi.gov.cn/"), site, "http://www.qingxi.gov.cn/")
    return folder, asyncio.run(run([target], toolkit, FetchSettings(), folder, Quiet()))


def _outcomes(report: RunReport) -> dict[str, Outcome]:
    return {one.rule.removeprefix("words/"): one.outcome for one in report.sites[0].result.results}


def test_severe_fails_and_advice_never_does(tmp_path: Path) -> None:
    _folder, report = _scan(tmp_path, "县人民攻府据媒体报导，作了全面部暑。")
    assert _outcomes(report) == {"severe": Outcome.FAIL, "ordinary": Outcome.FAIL, "advice": Outcome.MANUAL}
    found = {one.subject for one in report.sites[0].result.findings}
    assert any("人民攻府" in subject for subject in found)


def test_an_offices_own_tables_and_judging_again(tmp_path: Path) -> None:
    own, leaders = tmp_path / "own.csv", tmp_path / "leaders.csv"
    own.write_bytes("错误表述,正确表述,级别\n清西县,清溪县,一般\n部暑,,不查\n".encode("gb18030"))
    leaders.write_text("姓名,职务\n王小明,县长\n", encoding="utf-8")
    folder, report = _scan(tmp_path, "清西县部暑工作，县长王晓明出席。", lexicons=(str(own),), leaders=str(leaders))
    assert _outcomes(report) == {"severe": Outcome.MANUAL, "ordinary": Outcome.FAIL, "advice": Outcome.PASS}
    names = [(table.name, table.sha256) for table in report.run.tables]
    assert names == [
        ("lexicon: own.csv", hashlib.sha256(own.read_bytes()).hexdigest()),
        ("leaders: leaders.csv", hashlib.sha256(leaders.read_bytes()).hexdigest()),
    ]
    again = rejudge(folder)
    assert _outcomes(again) == _outcomes(report)
    assert again.run.tables == report.run.tables
    own.unlink()
    with pytest.raises(PackError, match=r"own\.csv"):
        rejudge(folder)


def test_loaded_only_when_some_rule_looks(tmp_path: Path) -> None:
    bare = tmp_path / "bare.yaml"
    bare.write_text(PACK.split("  - id: severe", maxsplit=1)[0].replace("rules:\n", "rules: []\n"), encoding="utf-8")
    assert load_toolkit(RunOptions(date(2026, 6, 1), packs=(str(bare),))).words is None
    assert load_words(Named()).words is not None


def test_every_mistake_of_every_file(tmp_path: Path) -> None:
    own, leaders = tmp_path / "own.csv", tmp_path / "leaders.csv"
    own.write_text("错误表述,正确表述\n部,署\n", encoding="utf-8")
    leaders.write_text("姓名,职务\nWang,县长\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_words(Named((str(own),), str(leaders)))
    assert [Path(one.file).name for one in caught.value.mistakes] == ["leaders.csv", "own.csv"]


def test_the_command_takes_them() -> None:
    assert {"lexicons", "leaders"} <= {option.name for option in command.params}
