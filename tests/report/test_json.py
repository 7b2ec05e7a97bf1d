"""JSON reports: valid by the schema, stable, complete, without secrets and without numbers that are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from govcheck.errors import InternalError, UsageError
from govcheck.i18n import set_language
from govcheck.report.build import run_report
from govcheck.report.formats import Format, format_of, reporter
from govcheck.report.model import RunReport
from govcheck.report.schema import report_schema, schema_text

DOC = Path(__file__).parents[2] / "docs/report.schema.json"
Batch = Callable[[int], RunReport]


def rendered(report: RunReport, chosen: Format = Format.JSON) -> str:
    return reporter(chosen).render(report)


def valid(document: object, part: str = "") -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    if part:
        schema = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)


def test_the_schema_in_docs_is_fresh() -> None:
    assert DOC.read_text("utf-8") == schema_text(), "python -m govcheck.report.schema > docs/report.schema.json"


def test_reports_are_valid_by_the_schema(report: RunReport, hostile: RunReport, batch: Batch) -> None:
    for one in (report, hostile, batch(7), batch(201), run_report(report.run, [])):
        valid(json.loads(rendered(one)))


def test_the_schema_refuses_what_is_missing_or_unknown(report: RunReport) -> None:
    document = json.loads(rendered(report))
    del document["sites"][0]["score"]["low"]
    with pytest.raises(jsonschema.ValidationError):
        valid(document)
    document = json.loads(rendered(report)) | {"more": 1}
    with pytest.raises(jsonschema.ValidationError):
        valid(document)


def test_the_shape_of_the_design(report: RunReport) -> None:
    document = json.loads(rendered(report))
    assert list(document) == ["schema_version", "tool", "run", "sites", "summary"]
    assert document["schema_version"] == "1.0"
    (site,) = document["sites"]
    assert {"id", "name", "url", "level", "kind", "region", "inferred", "reached", "pages", "score"} <= set(site)
    assert (site["level"], site["kind"], site["region"]) == ("county", "portal", "990121")
    assert site["score"]["vetoes"]["checked"] == 1
    assert site["score"]["vetoes"]["of"] == 3
    assert site["coverage"] | {"chapters": 0} == {
        "obligations": 5,
        "met": 1,
        "not_met": 1,
        "waiting": 1,
        "not_applicable": 1,
        "unseen": 1,
        "chapters": 0,
    }
    first = site["results"][0]
    assert first["counted"] == {"pass": 3, "fail": 1, "manual": 0, "error": 2}
    assert first["population"]["reason"] == "budget"
    assert first["sample"] == {"drawn": 30, "of": 412}
    finding = site["findings"][0]
    assert (finding["state"], finding["waiver"]) == ("new", None)
    assert finding["evidence"][0]["fetched_at"] == "2026-06-15T09:30:00+08:00"
    assert finding["evidence"][0]["value"] == "2026-05-02"
    assert [one["outcome"] for one in site["findings"]].count("manual") == 2
    assert {one["reason"]: (one["addresses"], one["rules"]) for one in site["unseen"]} == {
        "population-open": (0, 1),
        "robots": (12, 0),
        "budget": (33, 0),
    }


def test_only_what_is_proven_counts(report: RunReport) -> None:
    summary = json.loads(rendered(report))["summary"]
    assert summary["findings"] == {"critical": 1, "high": 8, "medium": 0, "low": 1, "info": 0}


def test_numbers_of_a_batch_add_up(batch: Batch) -> None:
    summary = json.loads(rendered(batch(13)))["summary"]
    parts = ("qualified", "unqualified", "undetermined", "unseen", "comparison")
    assert summary["sites"] == 13 == sum(summary[part] for part in parts)
    assert (summary["qualified"], summary["unseen"], summary["comparison"]) == (3, 2, 2)
    assert summary["reached"] == 11


def test_results_do_not_depend_on_language_clock_or_run(report: RunReport) -> None:
    before = json.loads(rendered(report))
    set_language("en")
    other = replace(report.run, id="other", started=None)
    after = json.loads(rendered(run_report(other, report.sites)))
    assert json.dumps(before["sites"]) == json.dumps(after["sites"])
    assert before["run"] != after["run"]


def test_secrets_stay_at_home(report: RunReport) -> None:
    text = rendered(report)
    assert "secret" not in text.lower()
    assert json.loads(text)["run"]["options"] == {"basic_auth": "***", "headers": "***", "max_pages": 120}


def test_text_is_chinese_and_one_site_is_one_line(hostile: RunReport) -> None:
    text = rendered(hostile, Format.JSONL)
    assert len(text.splitlines()) == 1
    assert "标题" in text
    assert text.encode("utf-8")
    assert "\x9b" not in text
    assert "\u202e" not in text
    site = json.loads(text)
    assert "\u202e反" in site["findings"][0]["message"]["zh"]
    valid(site, "site")


def test_jsonl_lines_are_the_sites_of_json(batch: Batch) -> None:
    one = batch(7)
    lines = [json.loads(line) for line in rendered(one, Format.JSONL).splitlines()]
    assert lines == json.loads(rendered(one))["sites"]


def test_above_200_sites_names_of_files(batch: Batch) -> None:
    document = json.loads(rendered(batch(201)))
    assert document["sites"][3] == {
        "id": "s3",
        "name": "第3县人民政府",
        "url": "http://www.example.gov.cn/",
        "standing": "unseen",
        "low": 53.0,
        "high": 63.0,
        "file": "results/s3.jsonl",
    }
    assert "results" in json.loads(rendered(batch(200)))["sites"][0]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_mark_that_is_no_number_is_refused(report: RunReport, value: float) -> None:
    site = report.sites[0]
    with pytest.raises(InternalError):
        rendered(run_report(report.run, [replace(site, score=replace(site.score, low=value))]))


def test_a_value_that_is_no_number_is_null(report: RunReport) -> None:
    site = report.sites[0]
    first = site.result.findings[0]
    changed = replace(first, evidence=(replace(first.evidence[0], value=[float("nan"), 1, None]),))
    one = replace(site, result=replace(site.result, findings=(changed,)))
    document = json.loads(rendered(run_report(report.run, [one])))
    assert document["sites"][0]["findings"][0]["evidence"][0]["value"] == [None, 1, None]


def test_minus_zero_is_zero(report: RunReport) -> None:
    site = report.sites[0]
    one = replace(site, score=replace(site.score, bonus=-0.0))
    assert '"bonus": 0.0' in rendered(run_report(report.run, [one]))


def test_formats_by_file_name() -> None:
    assert format_of(Path("a.JSON")) is Format.JSON
    assert format_of(Path("a.jsonl")) is Format.JSONL
    assert format_of(Path("a.txt")) is Format.CONSOLE
    with pytest.raises(UsageError, match=r"a\.pdf"):
        format_of(Path("a.pdf"))
