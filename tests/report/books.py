"""What tests of workbooks share: hostile text, and looking into the files as any program would."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
from tests.report.conftest import PAGE, RUN, WIRE, finding, one_site, words

from govcheck.outcome import Severity
from govcheck.records.standing import Mark, Review, Standing
from govcheck.report.build import run_report
from govcheck.report.model import RunReport

AT = datetime(2026, 6, 16, 2, 0, tzinfo=UTC)
LIVE = (
    '=HYPERLINK("http://evil.invalid","x")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    "'=1",
    "http://evil.invalid/",
    "007",
    "_x0041_",
    "{=1}",
    "标题\x1b[31m\x07\u202e反\u2066\r\n=2+2",
    "<b>&amp;</b>",
)


def hostile_report() -> RunReport:
    """A site that writes into every text of a finding what spreadsheets obey."""
    many = tuple(
        finding(
            place,
            Severity.HIGH,
            message=words(text, text),
            remedy=words(text, text),
            name=text,
            subject=text,
            evidence=(
                replace(PAGE, excerpt=text, value=text, final_address=text),
                replace(WIRE, value=text, detail=text, fact=text),
            ),
        )
        for place, text in enumerate(LIVE)
    )
    site = one_site()
    who = replace(site.site, name=LIVE[0], url=LIVE[1], site_code="0000000224", organiser=LIVE[3], region="010203")
    site = replace(site, site=who, result=replace(site.result, findings=many))
    return run_report(replace(RUN, authority=LIVE[0], seed=LIVE[2]), [site])


def reviewed_as(report: RunReport, **marks: Mark) -> RunReport:
    """The report with reviews of its first site's findings: ``f3=Mark.TRUE`` is that of finding no. 3."""
    site = report.sites[0]
    standing = {}
    for name, mark in marks.items():
        fingerprint = f"v1:{int(name[1:]):032x}"
        standing[fingerprint] = Standing(review=Review(fingerprint, mark, "李核对", AT, "看过"))
    return replace(report, sites=(replace(site, standing=standing), *report.sites[1:]))


def parts(data: bytes) -> dict[str, str]:
    """The XML parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode() for name in packed.namelist()}


def cells(data: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet's cells as a reader gets them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def table(data: bytes, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by heading."""
    rows = cells(data)[name]
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


def assert_inert(data: bytes) -> None:
    """No formula, link, macro, outside connection or living control in any part."""
    found = parts(data)
    for name, text in found.items():
        assert not re.search(r"<f[ >]|<hyperlink|<externalReference|<ddeLink|<oleObject", text), name
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text), name
        assert "TargetMode" not in text, name
        for kind in re.findall(r'<c r="[A-Z]+\d+"[^>]*? t="(\w+)"', text):
            assert kind == "s", name  # shared string: never "str", which is what a formula came to
    assert not [name for name in found if "vba" in name.lower() or "external" in name.lower() or "conn" in name.lower()]
