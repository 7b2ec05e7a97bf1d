"""``govcheck pack diff``: two states of a pack, and what they do to a stored run."""

import shutil

import pytest
from tests.region import scanned

from govcheck.pack.shipped import rules_root

PAGE = "page-standard-2017"


@pytest.fixture(scope="module")
def run_path(tmp_path_factory):
    return scanned(tmp_path_factory.mktemp("kept") / "one", ("shiqiao",))[0].path


@pytest.fixture
def newer(tmp_path):
    """The page standard without a rule, and another one changed."""

    def write(*changes):
        text = (rules_root() / f"{PAGE}.yaml").read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        place = tmp_path / f"{PAGE}.yaml"
        place.write_text(text, "utf-8")
        return place

    return write


def test_told_and_checked(govcheck, newer):
    place = newer(("网站标签三项必选", "网站标签三项都要有"), ("id: meta-column", "id: meta-columns"))
    said = govcheck("pack", "diff", PAGE, place)
    assert said.code == 0
    for words in (f"{PAGE}：1.0.0 → 1.0.0", "版本号升得不够", f"新增 {PAGE}/meta-columns", f"删去 {PAGE}/meta-column"):
        assert words in said.out
    assert govcheck("pack", "diff", PAGE, place, "--check").code == 3
    assert govcheck("pack", "diff", PAGE, PAGE, "--check").code == 0
    assert govcheck("pack", "diff", PAGE, "page-standrad-2017").code == 3
    [pack] = govcheck("pack", "diff", PAGE, place, "-f", "json").json["packs"]
    assert (pack["weight"], pack["moved"], pack["version_enough"]) == ("minor", "none", False)
    changes = {one["id"]: one["change"] for one in pack["rules"]}
    assert changes == {f"{PAGE}/meta-site": "changed", f"{PAGE}/meta-columns": "added", f"{PAGE}/meta-column": "removed"}


def test_on_a_stored_run(govcheck, newer, run_path, tmp_path):
    stored = govcheck("rejudge", run_path, "--pack", PAGE, "-f", "json").json["sites"][0]["findings"]
    first = next(one for one in stored if len(one["rules"]) == 1)
    slug = first["rules"][0].split("/")[1]
    place = newer((f"  - id: {slug}\n", f"  - id: {slug}\n    enabled: false\n"))
    before = {path: path.read_bytes() for path in run_path.rglob("*") if path.is_file()}
    [site] = govcheck("pack", "diff", PAGE, place, "--run", run_path, "-f", "json").json["run"]["sites"]
    gone = {one["fingerprint"] for one in site["vanish"]}
    assert gone == {one["fingerprint"] for one in stored if one["rules"] == first["rules"]}
    assert site["appear"] == []
    [back] = govcheck("pack", "diff", place, PAGE, "--run", run_path, "-f", "json").json["run"]["sites"]
    assert {one["fingerprint"] for one in back["appear"]} == gone
    text = govcheck("pack", "diff", PAGE, place, "--run", run_path).out
    assert f"将消失 {len(gone)} 条" in text
    assert first["fingerprint"] in text
    assert {path: path.read_bytes() for path in run_path.rglob("*") if path.is_file()} == before
    assert govcheck("pack", "diff", PAGE, place, "--run", tmp_path).code == 4


def test_another_severity_is_told_of_the_same_finding(govcheck, newer, run_path):
    stored = govcheck("rejudge", run_path, "--pack", PAGE, "-f", "json").json["sites"][0]["findings"]
    first = next(one for one in stored if one["severity"] != "critical" and len(one["rules"]) == 1 and not one["hint"])
    slug = first["rules"][0].split("/")[1]
    text = (rules_root() / f"{PAGE}.yaml").read_text("utf-8").split(f"- id: {slug}\n")[1].split("- id:")[0]
    if "severity:" in text:
        pytest.fail("the rule says its severity itself: choose another")
    place = newer((f"  - id: {slug}\n", f"  - id: {slug}\n    severity: critical\n"))
    [site] = govcheck("pack", "diff", PAGE, place, "--run", run_path, "-f", "json").json["run"]["sites"]
    assert (site["appear"], site["vanish"]) == ([], [])
    assert {one["new"]["severity"] for one in site["altered"]} == {"critical"}


def test_whole_folders(govcheck, tmp_path):
    shutil.copytree(rules_root(), tmp_path / "rules")
    (tmp_path / "rules" / "fj2018.yaml").unlink()
    packs = govcheck("pack", "diff", rules_root(), tmp_path / "rules", "-f", "json").json["packs"]
    assert {one["id"]: one["new"] for one in packs}["fj2018"] is None
    assert {one["weight"] for one in packs if one["id"] != "fj2018"} == {"none"}
