"""The promise of rejudging: the same archive gives the same results and score, with no way to the network."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from tests.region import as_json, copy_of, scanned, timeless

from govcheck.errors import ArchiveError, PackError
from govcheck.outcome import Outcome, Reason
from govcheck.scan.rejudge import rejudge
from govcheck.scan.run_folder import RunFolder


def as_of(day):
    return lambda options: replace(options, as_of=day)


def late(report, site="shiqiao"):
    """The subjects of a site that are said not to be kept fresh."""
    result = next(one for one in report.sites if one.site.id == site).result
    return {one.subject for one in result.findings if one.reason is Reason.LATE and one.check.endswith("-fresh")}


def outcome(report, rule, site="shiqiao"):
    """What a national rule came to, and why."""
    result = next(one for one in report.sites if one.site.id == site).result
    return next((one.outcome, one.reason) for one in result.results if one.rule == f"national-inspection-2019/{rule}")


def test_the_same_run_twice_gives_the_same(stored, tmp_path):
    _folder, report = stored
    _other, again = scanned(tmp_path / "run")
    assert timeless(as_json(again)) == timeless(as_json(report))
    assert as_json(again)["run"]["id"] == as_json(report)["run"]["id"] == "run"


def test_the_archive_judged_again_gives_the_same(stored, monkeypatch):
    folder, report = stored
    before = {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}
    monkeypatch.setattr("socket.socket", None)  # offline is not a matter of trust
    again = rejudge(folder)
    assert as_json(again) == as_json(report), "not even a time of fetching differs"
    assert {path: path.read_bytes() for path in folder.path.rglob("*") if path.is_file()} == before, "nothing is written"


def test_another_as_of_changes_freshness(stored):
    folder, report = stored
    fresh, stale = rejudge(folder, as_of(date(2026, 5, 20))), rejudge(folder, as_of(date(2026, 8, 20)))
    assert late(fresh) == set()
    assert late(report) == {"/sqdt/index.html"}
    assert late(stale) == {"/sqdt/index.html", "/"}
    assert outcome(fresh, "home-fresh") == (Outcome.PASS, None)
    assert outcome(stale, "home-fresh") == (Outcome.FAIL, Reason.LATE)
    assert late(stale, "scripted") == set(), "what a script draws was not seen on any day"
    assert stale.run.seed == "2026-08"
    assert stale.run.started == report.run.started, "when it was looked at does not change"


def test_until_now_is_not_said_of_a_day_after_the_fetch(stored):
    folder, _report = stored
    later = rejudge(folder, as_of(date(2999, 1, 1)))
    assert late(later) == set()
    assert outcome(later, "home-fresh") == (Outcome.ERROR, Reason.SEEN_TOO_EARLY)


def test_other_packs_may_be_asked_for(stored):
    folder, _report = stored
    report = rejudge(folder, lambda options: replace(options, packs=("page-standard-2017",)))
    assert [pack.id for pack in report.run.packs] == ["page-standard-2017"]
    assert {one.rule.split("/")[0] for one in report.sites[0].result.results} == {"page-standard-2017"}
    with pytest.raises(PackError, match="没有规则包"):
        rejudge(folder, lambda options: replace(options, packs=("unheard-of",)))


def spoilt_run(change):
    def spoil(folder):
        place = folder.path / "run.json"
        data = json.loads(place.read_text("utf-8"))
        change(data)
        place.write_text(json.dumps(data), "utf-8")

    return spoil


def cut_archive(folder):
    place = folder.archive("shiqiao")
    place.write_bytes(place.read_bytes()[:-4000])


def flipped_archive(folder):
    place = folder.archive("shiqiao")
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 0xFF
    place.write_bytes(bytes(data))


def interrupted_archive(folder):
    place = folder.archive("shiqiao")
    place.rename(place.with_name(place.name + ".part"))


DAMAGE = {
    "no run.json": (lambda folder: (folder.path / "run.json").unlink(), "没有 run.json"),
    "no JSON": (lambda folder: (folder.path / "run.json").write_bytes(b'{"format": 1,'), "run.json 不能读取"),
    "no UTF-8": (lambda folder: (folder.path / "run.json").write_bytes(b"\xff\xfe\x00"), "run.json 不能读取"),
    "a list": (lambda folder: (folder.path / "run.json").write_text("[]"), "别的版本"),
    "newer": (spoilt_run(lambda data: data.update(format=2)), "别的版本"),
    "no sites": (spoilt_run(lambda data: data.pop("sites")), "sites"),
    "no options": (spoilt_run(lambda data: data.pop("judging")), "judging"),
    "no run": (spoilt_run(lambda data: data.pop("run")), "run"),
    "no moment": (spoilt_run(lambda data: data["run"].update(started="yesterday")), "yesterday"),
    "odd site": (spoilt_run(lambda data: data["sites"].append(None)), "站点不能读取"),
    "archive gone": (lambda folder: folder.archive("shiqiao").unlink(), "shiqiao.warc.gz"),
    "archive cut": (cut_archive, "shiqiao.warc.gz"),
    "archive flipped": (flipped_archive, "shiqiao.warc.gz"),
    "archive not finished": (interrupted_archive, "缺存档 shiqiao.warc.gz：检查没有做完"),
}


@pytest.mark.parametrize(("spoil", "says"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_told_clearly(stored, tmp_path, spoil, says):
    folder = copy_of(stored[0], tmp_path / "run")
    spoil(folder)
    with pytest.raises(ArchiveError, match=says) as caught:
        rejudge(folder)
    assert caught.value.exit_code == 4
    assert str(folder.path) in str(caught.value) or "run.json" in str(caught.value)


def test_no_folder_at_all(tmp_path):
    with pytest.raises(ArchiveError, match="不是运行目录"):
        rejudge(RunFolder(tmp_path / "nowhere"))


def test_only_the_archive_and_run_json_are_needed(stored, tmp_path):
    folder = copy_of(stored[0], tmp_path / "run")
    shutil.rmtree(folder.path / "results")
    shutil.rmtree(folder.path / "populations")
    assert as_json(rejudge(folder)) == as_json(stored[1])
