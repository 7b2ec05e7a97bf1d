"""``govcheck pack install``: what is installed is listed, shown and judged with."""

import hashlib
import json
import zipfile

import pytest

from govcheck.pack.shipped import pack_files, rules_root


@pytest.fixture
def home(monkeypatch, tmp_path):
    place = tmp_path / "home"
    monkeypatch.setenv("GOVCHECK_HOME", str(place))
    return place


@pytest.fixture
def bundle(own_pack, tmp_path):
    pack = own_pack("home-fresh").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "office.zip", "w") as archive:
        archive.writestr("rules/own.yaml", pack)
        archive.writestr("calendars/own.yaml", "format: 1\nyears:\n  2031: {source: 某号, holidays: [2031-01-01]}\n")
        archive.writestr("lexicons/own.yaml", "format: 1\ntopics:\n  - name: 本地动态\n")
    (tmp_path / "own.yaml").unlink()
    return tmp_path / "office.zip"


def test_installed_then_used(govcheck, home, bundle, saved):
    shipped = [file.stem for file in pack_files(rules_root())]
    assert govcheck("pack", "install", bundle, "--dry-run").code == 0
    assert not home.exists()
    assert govcheck("pack", "show", "own").code == 3
    said = govcheck("pack", "install", bundle)
    assert said.code == 0
    held = json.loads((home / "installed.json").read_text("utf-8"))["files"]
    assert [line.split()[::2] for line in said.out.splitlines()] == [[digest, path] for path, digest in held.items()]
    with zipfile.ZipFile(bundle) as archive:
        assert held["own.yaml"] == hashlib.sha256(archive.read("rules/own.yaml")).hexdigest()
    assert [line.split()[0] for line in govcheck("pack", "list").out.splitlines()] == [*shipped, "own"]
    assert "自拟" in govcheck("pack", "show", "own").out
    run = govcheck("scan", saved, "--as-of", "2026-06-15", "--pack", "own", "-f", "json").json["run"]
    assert [one["id"] for one in run["packs"]] == ["own"]
    assert {one["name"]: one["sha256"] for one in run["tables"]} == {
        "calendar: own.yaml": held["calendars/own.yaml"],
        "lexicon: own.yaml": held["lexicons/own.yaml"],
    }


def test_what_does_not_hold_is_not_installed(govcheck, home, own_pack, tmp_path):
    own_pack("home-fresh")
    source = tmp_path / "src"
    source.mkdir()
    (tmp_path / "own.yaml").rename(source / "own.yaml")
    for name in ("page-standard-2017.yaml",):
        (source / name).write_bytes((rules_root() / name).read_bytes())
    (source / "own.test.yaml").write_text("format: 1\npack: other\ncases: []\n", "utf-8")
    said = govcheck("pack", "install", source)
    assert said.code == 3
    assert f"{source}/page-standard-2017.yaml: page-standard-2017 是随程序提供的" in said.err
    assert f"{source}/own.test.yaml:" in said.err
    assert not home.exists()
    assert govcheck("pack", "install", tmp_path / "nowhere").code == 2
