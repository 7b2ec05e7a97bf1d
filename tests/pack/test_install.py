"""Installing: what is right goes in whole, what is wrong or hostile leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from govcheck.errors import PackError
from govcheck.pack import bundle as bundle_module
from govcheck.pack.bundle import read_bundle
from govcheck.pack.install import State, install
from govcheck.pack.installed import INDEX, data_home, installed_root, read_index

PACK = """format: 1
pack: own
version: "1.0.0"
title: {zh: 自拟, en: Own}
sources:
  OWN2026: {title: 某通知, issuer: 某办公室, issued: 2026-01-01}
in_force: {from: 2026-01-01, until: open}
rules:
  - id: one
    title: {zh: 一, en: One}
    cites: [{source: OWN2026, clause: 一}]
    use: library/home-fresh
"""
CALENDAR = "format: 1\nyears:\n  2031:\n    source: 某号\n    holidays: [2031-01-01]\n"
LEXICON = "format: 1\ntopics:\n  - name: 本地动态\n    synonyms: [身边事]\n"
FILES = {
    "rules/own.yaml": PACK,
    "calendars/own.yaml": CALENDAR,
    "lexicons/own.yaml": LEXICON,
    "README.md": "x",
}


def folder(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    return place


def zipped(place: Path, entries: list[tuple[str | zipfile.ZipInfo, str]]) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, text in entries:
            archive.writestr(entry, text)
    return place


def told(caught: pytest.ExceptionInfo[PackError]) -> str:
    return str(caught.value)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.mark.parametrize("around", ["", "office-rules-main/"])
def test_a_zip_and_a_folder_come_to_the_same(tmp_path, home, around):
    named = [(around + name, text) for name, text in FILES.items()]
    done = install(read_bundle(zipped(tmp_path / "a.zip", named)), home)
    assert [(one.path, one.state) for one in done] == [
        ("calendars/own.yaml", State.NEW), ("lexicons/own.yaml", State.NEW), ("own.yaml", State.NEW),
    ]  # fmt: skip
    root, index = read_index(home)
    assert index["own.yaml"] == hashlib.sha256(PACK.encode()).hexdigest()
    assert (root / "own.yaml").read_text("utf-8") == PACK
    bundle = read_bundle(folder(tmp_path / "src", FILES))
    assert bundle.left_out == ("README.md",)
    assert {one.state for one in install(bundle, home)} == {State.SAME}
    assert installed_root(home) == root, "nothing was written again"


def test_another_content_needs_force_and_keeps_the_rest(tmp_path, home):
    source = folder(tmp_path / "src", FILES)
    install(read_bundle(source), home)
    before = read_index(home)
    newer = folder(tmp_path / "newer", {"own.yaml": PACK.replace("1.0.0", "1.1.0")})
    with pytest.raises(PackError, match="--force") as caught:
        install(read_bundle(newer), home)
    assert told(caught).startswith(f"{newer.as_posix()}/own.yaml")
    assert read_index(home) == before
    install(read_bundle(newer), home, force=True, dry_run=True)
    assert read_index(home) == before
    [one] = install(read_bundle(newer), home, force=True)
    root, index = read_index(home)
    assert (one.state, sorted(index)) == (State.REPLACED, ["calendars/own.yaml", "lexicons/own.yaml", "own.yaml"])
    assert "1.1.0" in (root / "own.yaml").read_text("utf-8")
    assert sorted(path.name for path in home.iterdir()) == sorted([INDEX, root.name])


def test_a_dry_run_writes_nothing(tmp_path, home):
    assert install(read_bundle(folder(tmp_path / "src", FILES)), home, dry_run=True)
    assert not home.exists()


def test_every_mistake_at_its_place_and_nothing_written(tmp_path, home):
    wrong = {
        "rules/own.yaml": PACK.replace("home-fresh", "home-fersh").replace("id: one", "id: One"),
        "rules/page-standard-2017.yaml": PACK.replace("pack: own", "pack: page-standard-2017"),
        "rules/named.yaml": PACK,
        "calendars/own.yaml": CALENDAR.replace("[2031-01-01]", "[2031-01-01, 2030-01-01]"),
        "lexicons/own.yaml": LEXICON.replace("synonyms", "synonims"),
    }
    source = folder(tmp_path / "src", wrong)
    with pytest.raises(PackError) as caught:
        install(read_bundle(source), home)
    places = {str(one).removeprefix(f"{source.as_posix()}/").partition(" ")[0] for one in caught.value.mistakes}
    assert places == {
        "calendars/own.yaml:5:28:", "lexicons/own.yaml:4:5:", "rules/named.yaml:2:7:", "rules/own.yaml:9:9:",
        "rules/own.yaml:12:10:", "rules/page-standard-2017.yaml:",
    }  # fmt: skip
    assert not home.exists()


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


ATTACKS = {
    "slip": ([("../own.yaml", PACK)], "不在包内"),
    "deep slip": ([("rules/../../own.yaml", PACK)], "不在包内"),
    "absolute": ([("/etc/own.yaml", PACK)], "不在包内"),
    "backslash": ([("..\\own.yaml", PACK)], "不在包内"),
    "drive": ([("C:/own.yaml", PACK)], "不在包内"),
    "link": ([(link("rules/own.yaml"), "/etc/passwd")], "符号链接"),
    "control": ([("rules/own\n.yaml", PACK)], "控制字符"),
    "twice by case": ([("own.yaml", PACK), ("OWN.yaml", PACK)], "重复"),
    "twice by folder": ([("own.yaml", PACK), ("rules/own.yaml", PACK)], "重复"),
    "bomb": ([("own.yaml", "#" * 3_000_000)], "超过 2000000 字节"),
    "nothing": ([("README", "x")], "没有可安装"),
}


@pytest.mark.parametrize(("entries", "says"), ATTACKS.values(), ids=ATTACKS)
def test_hostile_zips(tmp_path, entries, says):
    before = sorted(tmp_path.rglob("*"))
    place = zipped(tmp_path / "a.zip", entries)
    with pytest.raises(PackError, match=says) as caught:
        read_bundle(place)
    assert told(caught).startswith(str(place))
    assert sorted(tmp_path.rglob("*")) == sorted([*before, place])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice(tmp_path):
    with pytest.raises(PackError, match="重复"):
        read_bundle(zipped(tmp_path / "a.zip", [("own.yaml", PACK), ("own.yaml", PACK + "\n")]))


def test_many_and_large(tmp_path, monkeypatch):
    many = zipped(tmp_path / "many.zip", [(f"a{n}.yaml", "x") for n in range(30)])
    monkeypatch.setattr(bundle_module, "MAX_FILES", 20)
    with pytest.raises(PackError, match="多于 20"):
        read_bundle(many)
    monkeypatch.setattr(bundle_module, "MAX_FILES", 50)
    large = zipped(tmp_path / "large.zip", [(f"a{n}.yaml", "#" * 50_000) for n in range(30)])
    monkeypatch.setattr(bundle_module, "MAX_TOTAL", 1_000_000)
    with pytest.raises(PackError, match="展开后超过"):
        read_bundle(large)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip"])
def test_no_zip_at_all(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(PackError, match="zip"):
        read_bundle(tmp_path / "a.zip")


def test_a_damaged_zip(tmp_path):
    place = zipped(tmp_path / "a.zip", [("own.yaml", PACK)])
    data = bytearray(place.read_bytes())
    data[45] ^= 0xFF
    place.write_bytes(bytes(data))
    with pytest.raises(PackError, match=r"a\.zip"):
        read_bundle(place)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_and_hidden_things_in_a_folder(tmp_path):
    source = folder(tmp_path / "src", {"own.yaml": PACK, ".git/config": "x", ".hidden.yaml": "x"})
    assert sorted(read_bundle(source).files) == ["own.yaml"]
    (source / "other.yaml").symlink_to("/etc/passwd")
    (source / "lexicons").symlink_to(tmp_path)
    with pytest.raises(PackError, match="符号链接") as caught:
        read_bundle(source)
    assert len(caught.value.mistakes) == 2


def test_a_failure_while_writing_leaves_what_was(tmp_path, home, monkeypatch):
    install(read_bundle(folder(tmp_path / "src", FILES)), home)
    before = sorted(home.rglob("*"))
    newer = read_bundle(folder(tmp_path / "newer", {"two.yaml": PACK.replace("pack: own", "pack: two")}))

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Exception, match="No space left"):
        install(newer, home)
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 9, "folder": "a", "files": {}}',
                                  '{"format": 1, "folder": "../a", "files": {}}'])  # fmt: skip
def test_a_damaged_index(home, text):
    home.mkdir()
    (home / INDEX).write_text(text)
    with pytest.raises(PackError, match=INDEX):
        installed_root(home)


def test_where_the_home_is():
    assert data_home({"GOVCHECK_HOME": "/x"}) == Path("/x")
    assert data_home({"HOME": "/u", "LOCALAPPDATA": "/u", "USERPROFILE": "/u"}).is_relative_to("/u")
    assert json.dumps(str(data_home({})))
