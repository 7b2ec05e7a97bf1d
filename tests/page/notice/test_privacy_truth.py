"""Every row of the truth of persons' numbers, from bytes to what the library check would say; nothing shown unmasked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from govcheck.page.record import build_record
from govcheck.plan import Plan
from govcheck.records.capture import Capture, Crawl, Tier
from govcheck.records.codec import dumps
from govcheck.records.population import Population, Reading
from govcheck.records.site import Site
from govcheck.text.lexicon import Lexicon
from govcheck.text.personal import masked

HOST: Final = "http://www.shili.gov.cn"
NOW: Final = datetime(2026, 7, 1, tzinfo=UTC)
ROWS: Final = yaml.safe_load((Path(__file__).parents[2] / "truth" / "privacy.yaml").read_text("utf-8"))["rows"]
KINDS: Final = {"id-number": "identity", "mobile": "mobile", "bank-card": "bank-card"}
PLAN: Final = Plan(fields={"personal_number": frozenset({"verdict", "statutory", "shown", "page"})})
DISPUTED: Final[dict[str, str]] = {}


def _population(row: dict[str, Any]) -> Population:
    html = (
        f"<html><head><title>{row['title']}</title></head><body><div><a href='/'>首页</a></div><h1>{row['title']}</h1>"
        f"<p>发布时间：2026-06-12　来源：示例县人民政府</p><div class='content'>{row['html']}</div></body></html>"
    )
    address = HOST + row["path"]
    kind = (("content-type", "text/html; charset=utf-8"),)
    capture = Capture(address, address, 200, kind, html.encode(), NOW, Tier.HOME)
    record = build_record(Crawl(address, (capture,)), Site("s", "示例县", address), lexicon=Lexicon(()), plan=PLAN)
    return record.populations["personal_number"]


def _said(population: Population) -> dict[tuple[str, str], str]:
    said = {}
    for member in population.members:
        value = {name: field.value for name, field in member.fields.items() if isinstance(field, Reading)}
        manual = value["statutory"] or value["verdict"] == "suspicious"
        said[str(value["kind"]), str(value["shown"])] = "manual" if manual else "fail"
    return said


@pytest.mark.parametrize("row", [row for row in ROWS if row["id"] not in DISPUTED], ids=lambda row: row["id"])
def test_a_row_of_the_truth(row):
    population = _population(row)
    said = _said(population)
    whole = row.get("accept")
    if whole != "any":
        wanted = {(KINDS[one["kind"]], masked(KINDS[one["kind"]], one["value"])): one for one in row["expected"]}
        for key, one in wanted.items():
            assert said.get(key, "none") in {one["outcome"], *one.get("accept", ()), whole}, row["why"]
        assert {outcome for key, outcome in said.items() if key not in wanted} <= {whole}, row["why"]
    for one in row["expected"]:
        assert one["value"] not in dumps({"personal_number": population})


def test_the_truth_has_all_its_rows():
    assert len(ROWS) >= 80
    assert set(DISPUTED) <= {row["id"] for row in ROWS}
