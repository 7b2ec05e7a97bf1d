"""Lexicons of wrong wording: every shipped word by its own sentences, and every mistake told by its place."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from govcheck.errors import PackError
from govcheck.pack.source import read_document
from govcheck.pack.validate import validate
from govcheck.pack.wording import load_wording, read_wording, wording_files
from govcheck.pack.wording_csv import load_leaders, load_office_words
from govcheck.text.wording import Leader, Page, WordList

HEAD = "format: 1\nlexicon: mine\ntitle: {zh: 甲, en: A}\nseverity: ordinary\ncategory: 错别字\nwords:\n"


@pytest.mark.parametrize("path", wording_files(), ids=lambda path: path.stem)
def test_every_shipped_word_hits_and_misses_as_it_says(path: Path) -> None:
    entries, mistakes = read_wording(read_document(path), try_out=True)
    assert mistakes == []
    assert entries


def test_the_shipped_lexicons_as_a_whole() -> None:
    entries = load_wording(wording_files())
    assert len(entries) >= 500
    counted = Counter(entry.wrong for entry in entries)
    assert [wrong for wrong, times in counted.items() if times > 1] == []
    together = WordList(entries)
    today = Page(dated=date(2030, 1, 1))
    accused = [(entry.wrong, entry.right) for entry in entries if together.find(f"这里说的是{entry.right}吧", today)]
    assert accused == []


def _mistakes(tmp_path: Path, text: str) -> list[tuple[int, int, str]]:
    file = tmp_path / "mine.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_wording((file,))
    return [(one.line, one.column, one.message) for one in caught.value.mistakes]


def test_mistakes_by_place(tmp_path: Path) -> None:
    twice = "  - {wrong: 部暑, right: 部署, hit: 部暑, miss: 部署}\n"
    assert _mistakes(tmp_path, twice + twice) == [(8, 13, "部暑 重复（第一次是第 1 条）")]
    back = "  - {wrong: 部署, right: 部暑, hit: 部署, miss: 部暑}\n"
    assert [message for *_place, message in _mistakes(tmp_path, twice + back)] == [
        "部暑 在第 2 条里是正确表述，自相矛盾",
        "部署 在第 1 条里是正确表述，自相矛盾",
    ]
    [(line, _column, message)] = _mistakes(tmp_path, "  - {wrong: 部暑, right: 部署, hit: 甲, miss: 乙, not_befor: [期]}\n")
    assert (line, "是不是 not_before" in message) == (7, True)
    [(_line, _column, message)] = _mistakes(tmp_path, "  - {wrong: 农业, right: 农业农村, hit: 甲, miss: 乙}\n")
    assert "not_in" in message
    [(_line, _column, message)] = _mistakes(tmp_path, "  - {wrong: 部署, right: 部署, hit: 甲, miss: 乙}\n")
    assert "相同" in message
    [(_line, _column, message)] = _mistakes(
        tmp_path, "  - {wrong: 部暑, right: 部署, hit: 甲, miss: 乙, severity: severre}\n"
    )
    assert "是不是 severe" in message


def test_sentences_that_do_not_do_what_they_say(tmp_path: Path) -> None:
    file = tmp_path / "wording" / "mine.yaml"
    file.parent.mkdir()
    file.write_text(HEAD + "  - {wrong: 部暑, right: 部署, hit: 部署, miss: [部署, 部暑]}\n", encoding="utf-8")
    assert load_wording((file,))
    assert [(one.line, one.column, one.message) for one in validate([file])] == [
        (7, 33, "这一句应当命中 部暑 而没有"),
        (7, 48, "这一句不应命中 部暑 而命中了"),
    ]


def _office(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "本单位.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_offices_table(tmp_path: Path, encoding: str) -> None:
    text = (
        "错误表述,正确表述,级别,类别,例外\n清西县,清溪县,严重,地名,清西县委老照片；清西县旧址\n"
        "\n清溪乡,清溪镇,,,\n# 说明\n部暑,,不查,,\n"
    )
    words = load_office_words(_office(tmp_path, text, encoding))
    assert words.off == ("部暑",)
    assert [(one.wrong, one.right, one.level, one.category, one.lexicon) for one in words.entries] == [
        ("清西县", "清溪县", "severe", "地名", "本单位.csv"),
        ("清溪乡", "清溪镇", "ordinary", "自备词库", "本单位.csv"),
    ]
    found = WordList(words.entries, off=words.off)
    assert [hit.entry.right for hit in found.find("清西县政府。清西县旧址")] == ["清溪县"]


def test_every_bad_row_of_an_offices_table(tmp_path: Path) -> None:
    text = (
        "错误表述,正确表述,级别,类别,例外\n甲,乙,,,\n清西县,,,,\n清西县,清溪县,最重,,\n"
        ",清溪县,,,\n清东县,清溪县,,,,多\n清南县,清溪县,,,\n清南县,清溪县,,,\n"
    )
    with pytest.raises(PackError) as caught:
        load_office_words(_office(tmp_path, text))
    told = [(one.line, one.column) for one in caught.value.mistakes]
    assert told == [(2, 1), (3, 2), (4, 3), (5, 1), (6, 6), (8, 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空文件"),
        ("错误,正确表述\n", "缺少列 错误表述"),
        ("错误表述,正确表述,级\n部暑,部署,\n", "是不是 级别"),
        ('错误表述,正确表述\n"部暑,部署\n', "双引号"),
    ],
)
def test_tables_that_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PackError, match=said):
        load_office_words(_office(tmp_path, text))
    with pytest.raises(PackError, match="无法读取"):
        load_office_words(tmp_path / "没有.csv")


def test_a_list_of_leaders(tmp_path: Path) -> None:
    found = load_leaders(_office(tmp_path, "姓名,职务\n王 小明,县委副书记、县长\n李四,县委书记\n"))
    assert found == (
        Leader("王小明", "县委副书记", "本单位.csv"),
        Leader("王小明", "县长", "本单位.csv"),
        Leader("李四", "县委书记", "本单位.csv"),
    )
    with pytest.raises(PackError) as caught:
        load_leaders(_office(tmp_path, "姓名,职务\nWang,县长\n李四,\n"))
    assert [(one.line, one.column) for one in caught.value.mistakes] == [(2, 1), (3, 2)]
