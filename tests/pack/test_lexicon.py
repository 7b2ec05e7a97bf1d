"""Lexicons of column names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from govcheck.errors import PackError
from govcheck.pack.lexicon import load_lexicon, load_lexicons
from govcheck.text.lexicon import Lexicon
from govcheck.text.normalise import column_key
from govcheck.text.topics import TopicEntry

SHARED = Path(__file__).parent / "data" / "lexicon" / "shared-names.yaml"


@cache
def shipped() -> Lexicon:
    return Lexicon(load_lexicons())


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


def test_several_files_make_one_lexicon(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    for name, topic in (("columns", "咨询投诉"), ("duties", "领导信箱")):
        file = tmp_path / "lexicons" / f"{name}.yaml"
        file.write_text(f"format: 1\ntopics:\n  - {{name: {topic}, synonyms: [市长信箱]}}\n", encoding="utf-8")
    assert Lexicon(load_lexicons(tmp_path)).topics("市长信箱") == ("咨询投诉", "领导信箱")


def test_a_shipped_name_means_two_topics_only_when_that_is_meant() -> None:
    owners: dict[str, list[str]] = {}
    for entry in load_lexicons():
        for word in (entry.name, *entry.synonyms):
            found = owners.setdefault(column_key(word), [])
            if entry.name not in found:
                found.append(entry.name)
    meant = {
        column_key(name): one["topics"]
        for one in yaml.safe_load(SHARED.read_text(encoding="utf-8"))
        for name in one["names"]
    }
    assert {key: names for key, names in owners.items() if len(names) > 1} == meant


def test_no_shipped_topic_says_the_same_word_twice() -> None:
    twice = []
    for entry in load_lexicons():
        keys = [column_key(word) for word in (entry.name, *entry.synonyms)]
        twice += [(entry.name, key) for key in set(keys) if keys.count(key) > 1 or not key]
    assert twice == []


def test_every_shipped_canonical_name_means_itself() -> None:
    assert [entry.name for entry in load_lexicons() if entry.name not in shipped().topics(entry.name)] == []


@pytest.mark.parametrize(
    ("printed", "topics"),
    [
        ("徵集結果反饋", ("征集结果反馈",)),
        ("１２３４５热线", ("咨询投诉", "12345热线")),
        ("【 好差评 】更多>>", ("好差评",)),
        ("政务服务“好差评”", ("好差评",)),
        ("ＰＰＰ项目", ("PPP",)),
        ("ppp", ("PPP",)),
        ("“放管服”改革专栏", ("放管服改革",)),
        ("“十四五”规划", ("规划信息", "十四五规划")),
        ("河（湖）长制", ("河长制",)),
        ("双随机、一公开", ("双随机一公开",)),
        ("食品药品监管", ("食品安全", "药品监管")),
        ("重大建设项目批准和实施", ("重大建设项目", "重大建设项目批准", "重大建设项目实施")),
    ],
)
def test_shipped_names_are_found_however_printed(printed: str, topics: tuple[str, ...]) -> None:
    assert shipped().topics(printed) == topics


@pytest.mark.parametrize(
    "near",
    [
        "负面清单",
        "预算执行情况",
        "变更公告",
        "市长公开电话",
        "社保",
        "医疗",
        "公平竞争审查",
        "证明事项告知承诺制",
        "信用中国",
        "招生考试",
        "外贸处",
        "意见反馈",
    ],
)
def test_what_is_only_near_means_nothing(near: str) -> None:
    assert shipped().topics(near) == ()


def test_what_stands_above_or_beside_is_not_taken() -> None:
    assert "公共服务事项清单" not in shipped().topics("政务服务事项清单")
    assert "食品抽检" not in shipped().topics("食品安全")
    assert "征集结果反馈" not in shipped().topics("意见征集")
    assert "供地结果" not in shipped().topics("土地供应")


def test_the_name_of_the_place_stands_for_any() -> None:
    assert shipped().at(["云河"]).topics("信用云河") == ("信用信息",)
    assert shipped().topics("信用云河") == ()
