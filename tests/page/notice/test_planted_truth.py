"""Every row of the truth of planted links, hijacked heads and replaced pages, from bytes to what the check would say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from govcheck.outcome import Confidence
from govcheck.page.record import build_record
from govcheck.plan import Plan
from govcheck.records.capture import Capture, Crawl, Tier
from govcheck.records.population import Population, Reading
from govcheck.records.site import Site
from govcheck.text.lexicon import Lexicon
from govcheck.urls import same_site
from govcheck.urls.normalise import normalise

HOME: Final = "http://www.shili.gov.cn/"
NOW: Final = datetime(2026, 6, 1, tzinfo=UTC)
ROWS: Final = yaml.safe_load((Path(__file__).parents[2] / "truth" / "planted.yaml").read_text("utf-8"))["rows"]
PLAN: Final = Plan(
    fields={
        "planted_link": frozenset({"url", "verdict", "why", "how"}),
        "page": frozenset({"hijacked", "replaced"}),
    }
)
DISPUTED: Final[dict[str, str]] = {}


def _capture(address: str, body: str, kind: str = "text/html; charset=utf-8", purpose: str = "") -> Capture:
    tier = Tier.HOME if address == HOME and not purpose else Tier.OTHER
    return Capture(address, address, 200, (("content-type", kind),), body.encode(), NOW, tier, purpose=purpose)


def _page(row: dict[str, Any], body: str) -> str:
    if row.get("page"):
        return body
    head = f"<title>示例县教育局</title>{row.get('head', '')}"
    news = "".join(
        f'<li><a href="/xw/{n}.html">示例县教育局召开第{n}次工作会议</a> 2026-05-{n:02d}</li>' for n in range(1, 9)
    )
    foot = "<div>主办单位：示例县教育局</div>"
    return f"<html><head>{head}</head><body><div class='w'><ul>{news}</ul></div>{body}{foot}</body></html>"


def crawl_of(row: dict[str, Any]) -> Crawl:
    captures = [_capture(HOME, _page(row, row["html"]))]
    asides = []
    for path, body in row.get("files", {}).items():
        address = normalise(path, HOME) or ""
        if body is None:
            continue
        style = address.endswith(".css")
        kind = "text/css" if style else "application/javascript"
        if same_site(address, HOME) and not style:
            captures.append(_capture(address, body, kind))
        else:
            asides.append(_capture(address, body, kind, "style" if style else "script"))
    shown = _page(row, row.get("as_spider", row["html"]))
    asides += [_capture(HOME, shown, purpose="spider"), _capture(HOME, captures[0].body.decode(), purpose="referred")]
    return Crawl(HOME, tuple(captures), asides=tuple(asides))


def _said(found: dict[str, Population]) -> dict[str, str]:
    """What each of the three checks would come to."""
    verdicts = {str(member.fields["verdict"].value) for member in found["planted_link"].members}  # type: ignore[union-attr]
    said = {"planted-link": "planted" if "planted" in verdicts else "manual" if verdicts else "nothing"}
    for name, check in (("hijacked", "hijacked-head"), ("replaced", "page-replaced")):
        reads = [
            field for member in found["page"].members if isinstance(field := member.get(name), Reading) and field.value
        ]
        sure = any(field.confidence is Confidence.HIGH for field in reads)
        said[check] = "planted" if sure else "manual" if reads else "nothing"
    return said


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_truth(row: dict[str, Any]) -> None:
    record = build_record(crawl_of(row), Site("shili", "示例县教育局", HOME), lexicon=Lexicon(()), plan=PLAN)
    found = dict(record.populations)
    said = _said(found)
    if row["id"] in DISPUTED:
        assert said[row["check"]] not in (row["verdict"], *row.get("accept", ())), "no longer disputed"
        return
    right = {row["verdict"], *row.get("accept", ())}
    assert said[row["check"]] in right, said
    if row["verdict"] == "nothing":
        assert set(said.values()) <= right
    if said[row["check"]] == "planted" and row["check"] == "planted-link":
        told = [member.get("links") for member in found["planted_link"].members]
        assert {*row.get("links", ())} <= {link for one in told if isinstance(one, Reading) for link in one.value or ()}
