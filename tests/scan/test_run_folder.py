"""The run folder: what a run leaves behind, and what it never leaves behind."""

import asyncio
import json
import stat
import time
from datetime import datetime

import pytest
from tests.region import SMALL, Silent, as_json, partial_files, scan

from govcheck.errors import ArchiveError, InternalError
from govcheck.fetch.archive import read_archive
from govcheck.records.codec import loads
from govcheck.scan import run as run_module
from govcheck.scan.files import write_whole
from govcheck.scan.run_folder import RunFolder, new_run_path


def test_a_run_leaves_its_four_parts(stored):
    folder, report = stored
    assert sorted(path.name for path in folder.path.iterdir()) == ["archive", "populations", "results", "run.json"]
    for site in SMALL:
        assert folder.archive(site).is_file()
        line = json.loads((folder.path / "results" / f"{site}.jsonl").read_text("utf-8"))
        assert line in as_json(report)["sites"]
        populations = loads((folder.path / "populations" / f"{site}.json").read_text("utf-8"))
        assert populations["home"].members
    assert partial_files(folder.path) == []


def test_it_says_when_it_ended_and_for_whom(stored):
    folder, report = stored
    data = folder.read_run()
    assert data["run"]["finished"] >= data["run"]["started"]
    assert {site["id"] for site in data["sites"]} == set(SMALL)
    assert data["run"]["id"] == folder.path.name == report.run.id
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700, "pages may hold personal data"


def test_a_folder_in_use_is_refused(tmp_path):
    (tmp_path / "x").write_text("", "utf-8")
    with pytest.raises(ArchiveError, match="已有内容"):
        RunFolder.create(tmp_path)
    with pytest.raises(ArchiveError, match="无法建立"):
        RunFolder.create(tmp_path / "x" / "run")


def test_an_empty_folder_will_do(tmp_path):
    assert RunFolder.create(tmp_path).path == tmp_path


def test_new_names_never_collide(tmp_path):
    first = new_run_path(tmp_path)
    first.mkdir()
    second = new_run_path(tmp_path)
    assert first != second
    datetime.strptime(first.name, "%Y%m%d-%H%M%S")  # noqa: DTZ007  (only its form)


def test_a_text_is_whole_or_not_there(tmp_path):
    place = tmp_path / "a" / "b.txt"
    write_whole(place, "先\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(place, "后\ud800")
    assert place.read_text("utf-8") == "先\n"
    assert [path.name for path in place.parent.iterdir()] == ["b.txt"]


def test_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ArchiveError, match="无法写入"):
        write_whole(tmp_path / "file" / "b.txt", "x")


async def _interrupted(folder):
    begun = asyncio.Event()
    watcher = Silent(lambda site, fetched: begun.set() if fetched >= 6 else None)
    task = asyncio.create_task(scan(folder, ("yunhe", "qingxi"), watcher=watcher))
    async with asyncio.timeout(20):
        await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert watcher.done == []


async def test_an_interrupted_run_leaves_nothing_half_written_under_its_name(tmp_path):
    folder = RunFolder.create(tmp_path / "run")
    await _interrupted(folder)
    assert folder.read_run()["run"]["finished"] is None
    kept = sorted(str(path.relative_to(folder.path)) for path in folder.path.rglob("*") if path.is_file())
    assert [name for name in kept if not name.endswith(".part")] == ["run.json"]
    parts = [name for name in kept if name.endswith(".part")]
    assert parts, "what was fetched until then is kept"
    crawl = read_archive(folder.path / parts[0], partial=True)
    assert crawl.captures


async def test_one_sites_trouble_does_not_end_the_others(tmp_path, monkeypatch):
    inner = run_module.judge_crawl

    def judge(site, *rest, **named):
        if site.id == "scripted":
            raise InternalError("boom")
        time.sleep(0.05)  # as judging does: it holds the loop
        return inner(site, *rest, **named)

    monkeypatch.setattr(run_module, "judge_crawl", judge)
    folder, watcher = RunFolder.create(tmp_path / "run"), Silent()
    with pytest.raises(InternalError, match="boom"):
        await scan(folder, watcher=watcher)
    assert watcher.done == ["shiqiao"]
    assert (folder.path / "results" / "shiqiao.jsonl").is_file()
    assert folder.archive("scripted").is_file(), "its pages are kept for judging again"
