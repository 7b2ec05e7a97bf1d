"""Baselines: a JSON report, its lines, or a list of fingerprints."""

from __future__ import annotations

import json

import pytest
from tests.waivers.conftest import MARKS

from govcheck.errors import ConfigError
from govcheck.waivers.baseline import load_baseline


def site(*marks):
    return {"id": "a", "findings": [{"fingerprint": mark, "message": {"zh": "题"}} for mark in marks]}


def written(tmp_path, text):
    place = tmp_path / "baseline"
    place.write_text(text, "utf-8")
    return place


@pytest.mark.parametrize(
    "text",
    [
        f"# 已知\n{MARKS[0]}\n\n  {MARKS[1]}  # 首页\n{MARKS[0]}\n",
        f"\ufeff{MARKS[0]}\r\n{MARKS[1]}\r\n",
        json.dumps({"run": {}, "sites": [site(MARKS[0]), site(MARKS[1], MARKS[0])]}, indent=2),
        f"{json.dumps(site(MARKS[0]))}\n{json.dumps(site(MARKS[1]))}\n\n",
        json.dumps(site(*MARKS[:2])),
    ],
    ids=["list", "with BOM", "report", "jsonl", "one line"],
)
def test_every_shape(tmp_path, text):
    assert load_baseline(written(tmp_path, text)) == set(MARKS[:2])


def test_an_empty_list_knows_nothing(tmp_path):
    assert load_baseline(written(tmp_path, "")) == frozenset()
    assert load_baseline(written(tmp_path, json.dumps({"sites": []}))) == frozenset()


def test_every_line_that_is_none(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_baseline(written(tmp_path, f"{MARKS[0]}\nv1:short\n{MARKS[1]} {MARKS[2]}\n"))
    assert [one.line for one in caught.value.mistakes] == [2, 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"sites": [{"id": "a", "file": "results/a.jsonl"}]}', "jsonl"),
        ('{"sites": 3}', "JSON 报告"),
        ('{"sites": [{"findings": [{"fingerprint": "v1:0"}]}]}', "JSON 报告"),
        ('{"a": 1}', "JSON 报告"),
        ('{"a": ', "不是 JSON"),
        ('{"findings": []}\nnonsense\n', "不是 JSON"),
    ],
)
def test_no_baseline(tmp_path, text, words):
    with pytest.raises(ConfigError, match=words):
        load_baseline(written(tmp_path, text))


def test_no_file_and_no_text(tmp_path):
    with pytest.raises(ConfigError, match="nowhere"):
        load_baseline(tmp_path / "nowhere")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ConfigError, match="bytes"):
        load_baseline(tmp_path / "bytes")
