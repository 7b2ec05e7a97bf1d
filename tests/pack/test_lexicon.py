"""Lexicons of column names."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcheck.errors import PackError
from govcheck.pack.lexicon import load_lexicon, load_lexicons
from govcheck.text.topics import TopicEntry


def test_loads(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    file = tmp_path / "lexicons" / "columns.yaml"
    file.write_text("format: 1\ntopics:\n  - {name: 通知公告, synonyms: [公示公告], paths: [tzgg]}\n", encoding="utf-8")
    assert load_lexicons(tmp_path) == (TopicEntry("通知公告", ("公示公告",), (), ("tzgg",)),)


def test_every_mistake(tmp_path: Path) -> None:
    file = tmp_path / "columns.yaml"
    file.write_text(
        "format: 1\ntopics:\n  - {name: 通知公告, synonyms: [公示, 公示, 通知公告]}\n  - {name: 通知公告}\n",
        encoding="utf-8",
    )
    with pytest.raises(PackError) as caught:
        load_lexicon(file)
    assert [(mistake.line, mistake.column) for mistake in caught.value.mistakes] == [(3, 33), (3, 37), (4, 12)]
    file.write_text("format: 1\ntopics:\n  - {name: 通知公告, synonym: [公示]}\n", encoding="utf-8")
    with pytest.raises(PackError, match="是不是 synonyms"):
        load_lexicon(file)
