"""What changed between two states of a pack, how much it weighs, and whether version and revisions say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcheck.errors import PackError
from govcheck.pack.diff import Change, PackChange, Weight, pack_diff, read_side
from govcheck.pack.load import load_pack
from govcheck.pack.shipped import rules_root

DATA = Path(__file__).parent / "data"


def changed(tmp_path: Path, *changes: tuple[str, str]) -> PackChange:
    text = (DATA / "parent.yaml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (tmp_path / "parent.yaml").write_text(text, "utf-8")
    [change] = pack_diff([load_pack("parent", root=DATA)], [load_pack(tmp_path / "parent.yaml", root=DATA)])
    return change


NEWS = "params: {topic: 动态要闻}"
APPLIES = "{level: [county, township], kind: [portal, department], services: true}"
FOOTER = "    title: {zh: 底部功能区, en: Footer items}"
CASES = {
    "wording": ((("动态要闻有更新", "动态要闻及时更新"),), Weight.PATCH, "wording.title", False),
    "period shorter": ((("{value: 3 working days,", "{value: 2 working days,"),), Weight.MAJOR, "judgement", True),
    "period longer": ((("{value: 3 working days,", "{value: 9 working days,"),), Weight.MINOR, "judgement", True),
    "other unit": ((("{value: 3 working days,", "{value: 30 days,"),), Weight.MAJOR, "judgement", True),
    "fewer required": ((("default: [党政机关标识, ICP备案号]", "default: [ICP备案号]"),), Weight.MINOR, "judgement", True),
    "more required": ((("ICP备案号]", "ICP备案号, 主办单位]"),), Weight.MAJOR, "judgement", True),
    "more misses": ((("misses_max: 0", "misses_max: 2"),), Weight.MINOR, "judgement", True),
    "other quantifier": ((("{misses_max: 0}", "every"),), Weight.MAJOR, "judgement", True),
    "severity": ((("{zh: 底部功能区, en: Footer items}", "{zh: 底部功能区, en: Footer items}\n    severity: high"),),
                 Weight.MINOR, "severity", False),
    "fewer bound": (((APPLIES, "{level: [county], kind: [portal], services: true}"),), Weight.MINOR, "applies", False),
    "more bound": (((APPLIES, "{kind: [portal, department], services: true}"),), Weight.MAJOR, "applies", False),
    "duty lowered": (((FOOTER, FOOTER + "\n    duty: may"),), Weight.MINOR, "duty", False),
    "draft": (((FOOTER, FOOTER + "\n    status: draft"),), Weight.MINOR, "status", False),
    "for a time": (((FOOTER, FOOTER + "\n    in_force: {from: 2020-01-01}"),), Weight.MINOR, "in_force", False),
    "earlier": (((FOOTER, FOOTER + "\n    in_force: {from: 2018-01-01}"),), Weight.MAJOR, "in_force", False),
    "clause": ((("clause: 二}", "clause: 三}"),), Weight.MINOR, "cites", False),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "weight", "aspect", "short"), CASES.values(), ids=CASES)
def test_what_a_change_weighs(tmp_path, changes, weight, aspect, short):
    change = changed(tmp_path, *changes)
    [rule] = change.rules
    assert rule.change is Change.CHANGED
    assert (rule.weight, rule.revision_short) == (weight, short)
    assert aspect in rule.aspects
    assert change.weight is weight
    assert change.version_short
    assert not change.in_order


@pytest.mark.parametrize(
    ("version", "short"), [("1.2.0", True), ("1.2.1", True), ("1.3.0", True), ("2.0.0", False), ("1.1.9", True)]
)
def test_the_version_must_move_as_much(tmp_path, version, short):
    shorter = (("{value: 3 working days,", "{value: 2 working days,"), ("revision: 2", "revision: 3"))
    change = changed(tmp_path, *shorter, ("1.2.0", version))
    assert change.version_short is short
    assert change.in_order is not short
    assert change.rules[0].aspects["params.max_age"] == ("3 working days", "2 working days")


def test_the_same_is_no_change(tmp_path):
    change = changed(tmp_path)
    assert (change.weight, change.rules, change.in_order) == (Weight.NONE, (), True)
    assert changed(tmp_path, ("format: 1", "# a comment\nformat: 1")).rules == ()


def test_a_revision_that_went_down(tmp_path):
    [rule] = changed(tmp_path, ("revision: 2", "revision: 1")).rules
    assert (rule.revision, rule.revision_short) == ((2, 1), True)


def test_renamed_added_removed(tmp_path):
    renamed = changed(tmp_path, ("id: news-fresh", "id: news-late\n    was: [news-fresh]"))
    [rule] = renamed.rules
    assert (rule.id, rule.old_id, rule.change) == ("parent/news-late", "parent/news-fresh", Change.CHANGED)
    assert "judgement" not in rule.aspects
    other = changed(tmp_path, ("id: news-fresh", "id: news-late"))
    assert [(one.id, one.change, one.weight) for one in other.rules] == [
        ("parent/news-late", Change.ADDED, Weight.MINOR),
        ("parent/news-fresh", Change.REMOVED, Weight.MINOR),
    ]


def test_folders_rest_on_their_own_library(tmp_path):
    import shutil

    shutil.copytree(rules_root(), tmp_path / "rules")
    place = tmp_path / "rules" / "library" / "home-fresh.yaml"
    text = place.read_text("utf-8")
    place.write_text(text.replace("when_empty: ", "sample: 7, when_empty: ") if "when_empty: " in text else text
                     .replace("subjects: {each: ", "subjects: {sample: 7, each: "), "utf-8")  # fmt: skip
    old, new = read_side(str(rules_root())), read_side(str(tmp_path))
    assert new.root == tmp_path / "rules"
    found = {one.id for pack in pack_diff(old.packs, new.packs) for one in pack.rules}
    assert "national-inspection-2019/home-fresh" in found
    (tmp_path / "rules" / "fj2018.yaml").unlink()
    fewer = pack_diff(old.packs, read_side(str(tmp_path / "rules")).packs)
    assert [one.versions[1] for one in fewer if one.id == "fj2018"] == [""]


def test_what_holds_no_pack(tmp_path):
    with pytest.raises(PackError, match="没有规则包"):
        read_side(str(tmp_path))
