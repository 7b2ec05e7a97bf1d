"""Packs resolved: library checks, parameters, readings, overrides; and every mistake at once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from govcheck.errors import PackError
from govcheck.outcome import Severity
from govcheck.pack.load import load_pack, load_packs
from govcheck.pack.rule import InForce, Rule
from govcheck.pack.validate import validate
from govcheck.records.site import Kind, Level

DATA = Path(__file__).parent / "data"


def by_slug(name: str) -> dict[str, Rule]:
    return {rule.id: rule for rule in load_pack(name, root=DATA).rules}


def broken(tmp_path: Path, name: str, *changes: tuple[str, str]) -> list[str]:
    """The mistakes of a copy of the fixtures in which texts were replaced, without the folder's name."""
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    file = tmp_path / name
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return [str(mistake).removeprefix(f"{tmp_path.as_posix()}/") for mistake in validate([file], root=tmp_path)]


def test_ten_mistakes_ten_messages_each_at_its_place() -> None:
    found = validate([DATA / "ten-mistakes.yaml"], root=DATA)
    assert [(mistake.line, mistake.column, mistake.path) for mistake in found] == [
        (3, 10, "version"),
        (10, 22, "rules[0].cites[0].source"),
        (11, 5, "rules[0].sevrity"),
        (13, 27, "rules[0].params.max_agee"),
        (14, 9, "rules[1].id"),
        (17, 10, "rules[1].use"),
        (21, 43, "rules[2].subjects.where.titel"),
        (24, 58, "rules[2].check.all[0].pattern.regex"),
        (25, 34, "rules[2].check.all[1].since"),
        (26, 19, "rules[2].message.zh"),
    ]
    meant = ["", "DOC2019", "severity", "max_age", "", "fresh", "title", "", "", ""]
    assert all(word in mistake.message for word, mistake in zip(meant, found, strict=True))


def test_load_raises_all_of_them() -> None:
    with pytest.raises(PackError) as caught:
        load_pack(DATA / "ten-mistakes.yaml", root=DATA)
    assert len(caught.value.mistakes) == 10
    assert caught.value.exit_code == 3


def test_header() -> None:
    pack = load_pack("parent", root=DATA)
    assert (pack.id, pack.version, pack.region) == ("parent", "1.2.0", "")
    assert pack.in_force == InForce(since=date(2019, 5, 1))
    assert pack.sources["DOC2019"].issued == date(2019, 4, 18)
    assert pack.sources["DOC2019"].number == "某发〔2019〕1号"


def test_rule_of_a_library_check() -> None:
    rule = by_slug("parent")["parent/notices-fresh"]
    assert rule.check_name == "fresh"
    assert (rule.revision, rule.was) == (2, ("parent/old-notices",))
    assert rule.params == {"topic": "通知公告", "max_age": "3 working days"}
    assert rule.meaning == {"topic": "通知公告"}
    assert rule.subjects.where["topics"].is_ == "通知公告"
    assert rule.message == {
        "zh": "{subject} 超过 3个工作日 未更新：{failed}",
        "en": "{subject} is older than 3 working days: {failed}",
    }
    assert rule.remedy["zh"] == "更新“通知公告”栏目。"
    assert (rule.duty, rule.severity, rule.window_reading) == ("shall", Severity.HIGH, False)
    assert rule.applies.kinds == (Kind.PORTAL,)
    assert rule.line == 9
    assert rule.cites[0].obligations == ("DOC2019-011a",)


def test_window_of_our_own_reading_is_a_hint() -> None:
    rule = by_slug("parent")["parent/news-fresh"]
    assert (rule.duty, rule.severity, rule.window_reading) == ("should", Severity.LOW, True)
    assert rule.applies.levels == (Level.COUNTY, Level.TOWNSHIP)
    assert rule.applies.kinds == (Kind.PORTAL, Kind.DEPARTMENT)
    assert rule.applies.services is True


def test_written_out_rule() -> None:
    rule = by_slug("parent")["parent/footer-items"]
    assert rule.check_name == "parent/footer-items"
    assert rule.check.required == ("党政机关标识", "ICP备案号")  # type: ignore[union-attr]
    assert (rule.require.mode, rule.require.limit) == ("misses_max", 0)
    assert rule.remedy["en"] == "Add 党政机关标识, ICP备案号."


def test_extending() -> None:
    pack = load_pack("child", root=DATA)
    rules = {rule.id: rule for rule in pack.rules}
    assert list(rules) == ["parent/notices-fresh", "parent/news-fresh", "parent/footer-items", "child/policy-fresh"]
    assert pack.extends == ("parent",)
    assert set(pack.sources) == {"DOC2019", "LOC2021"}
    notices = rules["parent/notices-fresh"]
    assert notices.params["max_age"] == "1 week"
    assert (notices.severity, notices.window_reading) == (Severity.LOW, True), "a bare value takes the declared basis"
    assert not rules["parent/footer-items"].enabled
    assert rules["child/policy-fresh"].applies.regions == ("5104",)
    assert rules["child/policy-fresh"].duty == "may"
    assert by_slug("parent")["parent/footer-items"].enabled, "the parent itself is untouched"


def test_hash_covers_library_and_parents(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    before = {name: load_pack(name, root=tmp_path).sha256 for name in ("parent", "child")}
    library = tmp_path / "library" / "fresh.yaml"
    library.write_text(library.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert all(load_pack(name, root=tmp_path).sha256 != before[name] for name in before)
    assert {name: load_pack(name, root=DATA).sha256 for name in before} == before


@pytest.mark.parametrize(
    ("name", "old", "new", "at", "says"),
    [
        ("child.yaml", "      notices-fresh:", "      notice-fresh:", "notice-fresh:", "是不是 notices-fresh？"),
        ("child.yaml", "{max_age: 1 week}}", "{topic: 其他}}", "topic: 其他", "不能改"),
        ("child.yaml", "{max_age: 1 week}}", "{max_age: 1 wek}}", "1 wek", "时间段"),
        ("child.yaml", "pack: parent\n", "pack: parnet\n", "parnet", "是不是 parent？"),
        ("child.yaml", "until: 2021-12-31", "until: 2020-12-31", "2020-12-31", "早于"),
        ("child.yaml", "LOC2021-03", "LOC2020-03", "LOC2020-03", "LOC2021-"),
        ("child.yaml", 'region: "510400"\nsources', "region: 510400\nsources", "510400\n", "加引号"),
        ("child.yaml", "format: 1", "format: 2", "2\n", "应为"),
        ("child.yaml", "duty: may", "duty: might", "might", "可用"),
        ("parent.yaml", "    require: {misses_max: 0}\n", "    requires: every\n", "requires:", "是不是 require？"),
        ("parent.yaml", "    remedy: {zh: 补齐 $items。, en: Add $items.}\n", "", "id: footer-items", "缺少 remedy"),
        ("parent.yaml", "required: $items", "required: $item", "$item,", "是不是 items？"),
        ("parent.yaml", "subject.footer_items", "subject.footer_item", "subject.footer_item,", "是不是 footer_items？"),
        ("parent.yaml", "subject.footer_items", "related.footer_items", "related.footer_items", "then"),
        ("parent.yaml", "{each: home}", "{each: hme}", "hme", "是不是 home？"),
        ("parent.yaml", "revision: 2", "revision: 0", "0\n    was", "不能小于 1"),
        ("parent.yaml", "    revision: 2\n", "    check: {}\n", "check: {}", "不能再写"),
        ("parent.yaml", "params: {topic: 动态要闻}", "params: {}", "{}", "缺少参数 topic"),
        ("parent.yaml", "type: texts", "type: txts", "txts", "是不是 texts？"),
        ("library/fresh.yaml", "max: $max_age}", "max: $max_agee}", "$max_agee}", "是不是 max_age？"),
        ("library/fresh.yaml", "topic: {type: text,", "topik: {type: text,", "topik:", "没有用到"),
        ("library/fresh.yaml", "default: 2 weeks", "default: 2 wks", "2 wks", "时间段"),
        ("library/fresh.yaml", "topics: {is: $topic}", "topics: {within: 1 day}", "1 day", "within 只用于日期"),
        ("library/fresh.yaml", "topics: {is: $topic}", "rows: {is: $topic}", "$topic}}}", "类型 number"),
        ("library/fresh.yaml", "library: fresh", "library: frash", "frash", "与文件名相同"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, old: str, new: str, at: str, says: str) -> None:
    found = broken(tmp_path, name, (old, new))
    text = (tmp_path / name).read_text(encoding="utf-8")
    before = text[: text.index(at)]
    place = f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    assert [line for line in found if line.startswith(f"{place}: ") and says in line], found


def test_cycle(tmp_path: Path) -> None:
    found = broken(tmp_path, "parent.yaml", ("rules:\n", "extends: child\nrules:\n"))
    assert [line for line in found if "互相扩展" in line], found


def test_requires_a_newer_govcheck(tmp_path: Path) -> None:
    found = broken(tmp_path, "parent.yaml", ("pack: parent\n", 'pack: parent\nrequires: "govcheck>=99.0"\n'))
    assert found == [line for line in found if line.startswith("parent.yaml:3:11: requires: ")]
    assert len(found) == 1


def test_mistake_of_a_library_check_is_told_once(tmp_path: Path) -> None:
    found = broken(tmp_path, "library/fresh.yaml", ("each: column", "each: colum"))
    assert found == ["library/fresh.yaml:8:18: subjects.each: 没有 colum 这个总体；是不是 column？"]
    packs = [str(mistake) for mistake in validate([tmp_path / "parent.yaml"], root=tmp_path)]
    assert len(packs) == 1


def test_unknown_pack() -> None:
    with pytest.raises(PackError, match="是不是 parent？"):
        load_packs(["parnt"], root=DATA)


def test_equal_ids_of_two_packs(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    shutil.copy(tmp_path / "parent.yaml", tmp_path / "other.yaml")
    with pytest.raises(PackError, match="已由"):
        load_packs([tmp_path / "parent.yaml", tmp_path / "other.yaml"], root=tmp_path)


def test_not_a_mapping(tmp_path: Path) -> None:
    for text in ("", "- 1\n", "x\n", "rules: 3\n", "rules: [1, x]\nsources: 3\nextends: 4\n"):
        file = tmp_path / "odd.yaml"
        file.write_text(text, encoding="utf-8")
        assert validate([file], root=tmp_path)
