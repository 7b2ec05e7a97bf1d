"""A stored run read back is the run as it was reported; decisions are on its record and change no judgement."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.region import as_json, copy_of

from govcheck.errors import ArchiveError, ConfigError
from govcheck.records.standing import State, Waiver
from govcheck.report.decode import run_from_json, site_from_json
from govcheck.report.encode import site_json
from govcheck.scan.decided import load_decided
from govcheck.scan.rejudge import rejudge
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.stored_run import load_meta, load_run, run_folders, seen_members
from govcheck.waivers.waivers import waivers_text


def marks(report):
    return [one.fingerprint for site in report.sites for one in site.result.findings]


def test_the_run_as_it_was_reported(stored):
    folder, report = stored
    read = load_run(folder)
    assert read.report == report
    assert read.missing == ()
    assert as_json(read.report) == as_json(report)


def test_reports_of_a_real_run_come_back_exactly(stored):
    _folder, report = stored
    assert run_from_json(as_json(report)) == report
    for site in report.sites:
        assert len(site.result.findings) > 1
        assert site_from_json(site_json(site)) == site


def test_a_run_that_did_not_end(stored, tmp_path):
    folder = copy_of(stored[0], tmp_path / "run")
    folder.results("scripted").unlink()
    read = load_run(folder)
    assert read.missing == ("scripted",)
    assert [one.site.id for one in read.report.sites] == ["shiqiao"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "shiqiao"}'])
def test_damaged_results_are_told(stored, tmp_path, text):
    folder = copy_of(stored[0], tmp_path / "run")
    folder.results("shiqiao").write_text(text, "utf-8")
    with pytest.raises(ArchiveError, match=r"shiqiao\.jsonl"):
        load_run(folder)


@pytest.mark.parametrize("part", ["run", "judging", "packs", "sites"])
def test_a_run_json_that_lacks_a_part(stored, tmp_path, part):
    folder = copy_of(stored[0], tmp_path / "run")
    place = folder.path / "run.json"
    data = json.loads(place.read_text("utf-8"))
    del data[part]
    place.write_text(json.dumps(data), "utf-8")
    with pytest.raises(ArchiveError, match=r"run\.json"):
        load_run(folder)


def test_what_was_read_of_a_site(stored, tmp_path):
    seen = seen_members(stored[0], "shiqiao")
    assert "/sqdt/2026042902.html" in seen["article"]
    assert all(isinstance(keys, frozenset) for keys in seen.values())
    folder = copy_of(stored[0], tmp_path / "run")
    folder.populations("shiqiao").unlink()
    assert seen_members(folder, "shiqiao") == {}
    folder.populations("shiqiao").write_text("{", "utf-8")
    with pytest.raises(ArchiveError, match=r"shiqiao\.json"):
        seen_members(folder, "shiqiao")


def test_run_folders_by_name(stored, tmp_path):
    for name in ("b", "a"):
        copy_of(stored[0], tmp_path / name)
    (tmp_path / "c").mkdir()
    found = run_folders(tmp_path)
    assert [one.path.name for one in found] == ["a", "b"]
    meta, sites = load_meta(found[0])
    assert (meta.id, sites) == ("run", 2)
    with pytest.raises(ArchiveError, match="nowhere"):
        run_folders(tmp_path / "nowhere")


def test_rejudging_with_decisions(stored, tmp_path):
    folder, report = stored
    first, second = marks(report)[:2]
    (tmp_path / "waivers.yaml").write_text(
        waivers_text([Waiver(first, "张三", "改版", date(2026, 12, 1), date(2026, 6, 1))]), "utf-8"
    )
    (tmp_path / "baseline.txt").write_text(f"{second}\n", "utf-8")
    decided = load_decided(tmp_path / "baseline.txt", tmp_path / "waivers.yaml")
    again = rejudge(folder, decided=decided, named={"waivers": "waivers.yaml", "baseline": "baseline.txt"})
    stands = {mark: one for site in again.sites for mark, one in site.standing.items()}
    assert {mark: one.state for mark, one in stands.items()} == {first: State.WAIVED, second: State.KNOWN}
    assert [one.name for one in again.run.tables] == ["baseline", "waivers"]
    assert again.run.options == {"baseline": "baseline.txt", "waivers": "waivers.yaml"}
    assert [one.result for one in again.sites] == [one.result for one in report.sites]
    assert [one.score for one in again.sites] == [one.score for one in report.sites]
    assert marks(again) == marks(report), "nothing is erased"
    plain = rejudge(folder)
    assert as_json(plain) == as_json(report), "nothing is implied"


def test_every_file_that_is_wrong_is_told_at_once(tmp_path):
    for name in ("baseline", "waivers", "reviews"):
        (tmp_path / name).write_text("x\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_decided(tmp_path / "baseline", tmp_path / "waivers", tmp_path / "reviews")
    assert {one.file.rsplit("/", 1)[-1] for one in caught.value.mistakes} == {"baseline", "waivers", "reviews"}


def test_no_run_folder(tmp_path):
    with pytest.raises(ArchiveError, match="不是运行目录"):
        load_run(RunFolder(tmp_path))
