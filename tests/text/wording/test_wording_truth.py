"""The truth table of wrong wording, row by row, with the shipped lexicons."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml

from govcheck.pack.wording import load_wording, wording_files
from govcheck.page.noticed import WordingHit
from govcheck.page.read import read_page
from govcheck.records.capture import Capture
from govcheck.text.lexicon import Lexicon
from govcheck.text.wording import Page, WordList

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "truth" / "wording.yaml").read_text(encoding="utf-8")
)["rows"]
DISPUTED: dict[str, str] = {}
"""Rows we do not agree with, and why."""
LEVELS = {"high": "severe", "ordinary": "ordinary", "advice": "advice"}
WORDS = WordList(load_wording(wording_files()))


def _hits(row: dict[str, Any]) -> list[tuple[str, str, str]]:
    text = str(row["text"])
    if row.get("html"):
        return [(hit.wrong, hit.right, hit.severity) for hit in _on_page(text)]
    day = date.fromisoformat(row["published"]) if "published" in row else None
    found = WORDS.find(text, Page(dated=day))
    return [(hit.entry.wrong, hit.entry.right, hit.entry.level) for hit in found]


def _on_page(body: str) -> tuple[WordingHit, ...]:
    whole = body if "<title>" in body else f"<title>示例县人民政府</title><body>{body}</body>"
    capture = Capture(
        address="http://www.shili.gov.cn/yw/1.html",
        final_address="http://www.shili.gov.cn/yw/1.html",
        fetched_at=datetime(2026, 6, 1, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=f"<html><head><meta charset=utf-8></head>{whole}</html>".encode(),
    )
    page = read_page(capture, lexicon=Lexicon(()), words=WORDS, wants=frozenset({"wording_hit"}))
    return page.noticed.wording


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_row(row: dict[str, Any]) -> None:
    found = _hits(row)
    if row["id"] in DISPUTED:
        return
    allowed = {word for one in row["expected"] for word in (one["wrong"], *row.get("accept_wrong", ()))}
    assert {wrong for wrong, _right, _level in found} <= allowed
    if row.get("accept_none") and not found:
        return
    levels = {LEVELS[name] for one in row["expected"] for name in (one["severity"], *row.get("accept_severity", ()))}
    assert bool(found) == bool(row["expected"])
    assert {level for _wrong, _right, level in found} <= levels


@pytest.mark.parametrize(
    "row", [row for row in ROWS if not row.get("html") and "published" not in row], ids=lambda row: row["id"]
)
def test_a_plain_sentence_reads_alike_on_a_page(row: dict[str, Any]) -> None:
    listed = [(hit.wrong, hit.right, hit.severity) for hit in _on_page(f"<p>{escape(row['text'])}</p>")]
    assert sorted(set(listed)) == sorted(set(_hits(row)))
