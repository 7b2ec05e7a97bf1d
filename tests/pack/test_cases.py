"""Cases: YAML turned into the small seen site that a rule is tried on."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from govcheck.dates.clock import SHANGHAI, as_of_end
from govcheck.errors import PackError
from govcheck.outcome import Confidence, Outcome, Reason
from govcheck.pack.cases import load_cases
from govcheck.pack.kinds.base import Extract
from govcheck.records.population import Reading, Unknown
from govcheck.records.site import Kind, Level

DATA = Path(__file__).parent / "data"


def test_case_of_a_pack() -> None:
    [case] = load_cases(DATA / "parent.test.yaml", root=DATA)
    assert case.rule.id == "parent/footer-items"
    assert case.as_of == as_of_end(datetime(2026, 6, 15, tzinfo=SHANGHAI).date())
    assert (case.record.site.level, case.record.site.kind) == (Level.COUNTY, Kind.PORTAL)
    assert case.record.site.services is True
    assert case.capabilities == {"ipv6-egress": True}
    assert (case.expect.outcome, case.expect.reason) == (Outcome.FAIL, Reason.MISSING)
    assert (case.expect.subjects, case.expect.locators) == (("/",), ("ICP备案号",))
    assert case.line == 3
    home = case.record.populations["home"]
    assert home.closed
    assert home.members[0].get("footer_items") == Reading(("党政机关标识",), how="case")


def test_fields_by_their_types() -> None:
    [case] = load_cases(DATA / "parent.test.yaml", root=DATA)
    article = case.record.populations["article"]
    assert (article.open_reasons, article.known) == ((Reason.BUDGET,), 40)
    [member] = article.members
    assert member.url == "http://www.example.gov.cn/a.html"
    assert member.seen is not None
    assert member.seen.fetched_at == case.as_of
    assert member.get("source") == Reading(None, how="case")
    assert member.get("published") == Reading(datetime(2026, 6, 1, 8, 30, tzinfo=SHANGHAI), how="case")
    assert member.get("text") == Unknown(Reason.TIMEOUT)
    assert member.get("title") == Reading("题目", how="head", confidence=Confidence.LOW)
    assert member.get("body_empty") == Reading(value=False, how="case")
    assert member.get(Extract(css="h1").key) == Reading(("题目",), how="case")
    assert member.get("number") == Unknown(Reason.NOT_FETCHED)


def test_case_of_a_library_check() -> None:
    [case] = load_cases(DATA / "library" / "fresh.test.yaml", root=DATA)
    assert case.rule.check_name == "fresh"
    assert case.rule.params["max_age"] == "2 weeks"
    assert set(case.rule.applies.kinds) == set(Kind)
    rows = case.record.populations["column"].members[0].get("latest_published")
    assert rows == Reading((datetime(2026, 6, 1, tzinfo=SHANGHAI),), how="case")


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("rule: footer-items", "rule: footer-item", "footer-item\n", "是不是 footer-items？"),
        ('as_of: "2026-06-15"', "as_of: 明天", "明天", "不是时间"),
        ("level: county", "level: conty", "conty", "是不是 county？"),
        ("      home:", "      hme:", "hme:", "是不是 home？"),
        ("source: null", "sorce: null", "sorce:", "是不是 source？"),
        ("source: null", "source: 12", "12\n", "类型 text"),
        ("unknown: timeout", "unknown: timeot", "{unknown: timeot", "是不是 timeout？"),
        ("open: [budget]", "open: [budgt]", "budgt", "是不是 budget？"),
        ("value: 题目, confidence: low", "vale: 题目, confidence: low", "{vale", "字段写作"),
        ("outcome: fail, reason: missing", "outcome: manual, reason: missing", "missing,", "属于 fail"),
        ("pack: parent", "pack: child", "child", "旁边的规则包是 parent"),
        ("expect: {outcome: fail,", "expect: {outcom: fail,", "outcom:", "是不是 outcome？"),
    ],
)
def test_mistakes_have_their_place(tmp_path: Path, old: str, new: str, at: str, says: str) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "parent.test.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    before = text[: text.index(at)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    with pytest.raises(PackError) as caught:
        load_cases(file, root=tmp_path)
    assert [m for m in caught.value.mistakes if (m.line, m.column) == (line, column) and says in m.message], str(
        caught.value
    )


def test_a_case_file_needs_its_pack_beside_it(tmp_path: Path) -> None:
    shutil.copy(DATA / "parent.test.yaml", tmp_path / "alone.test.yaml")
    with pytest.raises(PackError, match="放在一起"):
        load_cases(tmp_path / "alone.test.yaml", root=DATA)
