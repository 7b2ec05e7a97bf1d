"""Folding keeps positions; the automaton, the index and the plain search find the same; guards and context."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.text.wording import Entry, Guards, Leader, Page, WordList
from govcheck.text.wording import automaton as finders
from govcheck.text.wording.automaton import index_finder, make_finder
from govcheck.text.wording.context import EXCERPT
from govcheck.text.wording.fold import fold, fold_lightly

SMALL = st.text("一丁七万丈三", min_size=1, max_size=5)


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text) == len(fold_lightly(text))
    assert fold(fold(text)) == fold(text)
    assert all(fold(char) == folded for char, folded in zip(text, fold(text), strict=True))


def test_what_folds_alike() -> None:
    assert fold("「ＡＰＰ」帳號・Ａ") == '"app"帐号·a'
    assert fold_lightly("帳號") == "帳號"


def _naive(words: list[str], text: str) -> list[tuple[int, int, int]]:
    found = [
        (at, start, start + len(word))
        for at, word in enumerate(words)
        for start in range(len(text))
        if text.startswith(word, start)
    ]
    return sorted(found, key=lambda one: (one[1], one[2], one[0]))


@given(st.lists(SMALL, max_size=12, unique=True), st.text("一丁七万丈三。\n", max_size=60))
def test_automaton_index_and_plain_search_agree(words: list[str], text: str) -> None:
    expected = _naive(words, text)
    assert list(make_finder(words)(text)) == expected
    assert list(index_finder(words)(text)) == expected


def test_without_native_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    assert list(finders.make_finder(["部暑"])("作了部暑")) == [(0, 2, 4)]
    assert [hit.start for hit in WordList([Entry("部暑", "部署")]).find("作了部暑")] == [2]


def _found(entry: Entry, text: str, page: Page | None = None) -> list[str]:
    return [text[hit.start : hit.end] for hit in WordList([entry]).find(text, page or Page())]


@pytest.mark.parametrize(
    ("guards", "hit", "miss"),
    [
        (Guards(not_before=("期",)), "全面部暑", "组织部暑期"),
        (Guards(not_after=("干",)), "全面部暑", "干部暑"),
        (Guards(not_in=("全部暑假",)), "部暑假", "全部暑假"),
        (Guards(only_after=("^", "面")), "好，部暑", "好部暑"),
        (Guards(only_after=("#",)), "3部暑", "三部暑"),
        (Guards(only_before=("$", "#")), "部暑5", "部暑的"),
        (Guards(needs=("会议",), near=4), "会议作了部暑", "会议昨天下午作了部暑"),
        (Guards(needs_before=("会议",)), "会议部暑", "部暑会议"),
        (Guards(needs_after=("会议",)), "部暑会议", "会议部暑"),
        (Guards(needs=("会议",)), "会议部暑", "会议。部暑"),
        (Guards(unless=("台风",)), "部暑。台风", "部暑台风"),
    ],
)
def test_guards(guards: Guards, hit: str, miss: str) -> None:
    entry = Entry("部暑", "部署", guards=guards)
    assert _found(entry, hit) == ["部暑"]
    assert _found(entry, miss) == []


def test_sentences_about_spelling_titles_and_names() -> None:
    entry = Entry("部暑", "部署")
    assert _found(entry, "常见错字：部暑") == []
    assert _found(entry, "把“部署”写成“部暑”") == []
    assert _found(entry, "《关于部暑的通知》") == []
    assert _found(entry, "部暑农业有限公司") == []
    severe = Entry("人民攻府", "人民政府", "severe")
    assert _found(severe, "《县人民攻府公报》") == ["人民攻府"]


def test_traditional_text_is_left_in_doubt() -> None:
    words = WordList([Entry("部暑", "部署"), Entry("帐号", "账号", traditional=False), Entry("总书计", "总书记", "severe")])
    assert [(hit.entry.wrong, hit.sure) for hit in words.find("帳號。總書計")] == [("总书计", True)]
    variant = Entry("位於", "位于")
    assert variant.literal
    assert _found(variant, "湖水位於城南") == ["位於"]
    assert _found(variant, "湖水位于城南") == []


def test_bodies_that_are_no_more() -> None:
    entry = Entry("国土资源局", "自然资源局", since=date(2019, 4, 1))
    text = "请到县国土资源局办理"
    assert _found(entry, text, Page(dated=date(2018, 1, 1))) == []
    assert _found(entry, text) == []
    assert _found(entry, text, Page(dated=date(2026, 1, 1), historic=True)) == []
    assert _found(entry, "请查2015年县国土资源局公告", Page(dated=date(2026, 1, 1))) == []
    assert _found(entry, "请查二〇一五年县国土资源局公告", Page(dated=date(2026, 1, 1))) == []
    for page, sure in (
        (Page(dated=date(2026, 1, 1)), True),
        (Page(dated=date(2019, 9, 1)), False),
        (Page(seen=date(2026, 1, 1)), False),
    ):
        assert [hit.sure for hit in WordList([entry]).find(text, page)] == [sure]


def test_the_longest_of_words_that_overlap() -> None:
    words = WordList([Entry("部暑", "部署"), Entry("全面部暑", "全面部署"), Entry("暑工作", "署工作")])
    assert [hit.entry.wrong for hit in words.find("作全面部暑工作")] == ["全面部暑"]


def test_the_excerpt_is_the_sentence_as_on_the_page() -> None:
    words = WordList([Entry("部暑", "部署")])
    assert words.find("前一句。会议作了　部暑！后一句")[0].excerpt == "会议作了　部暑"
    long = words.find("甲" * 100 + "部暑" + "乙" * 100)[0].excerpt
    assert long == "…" + "甲" * EXCERPT + "部暑" + "乙" * EXCERPT + "…"


def test_later_entries_win_and_words_can_be_switched_off() -> None:
    words = WordList([Entry("部暑", "部署"), Entry("部暑", "安排")])
    assert [hit.entry.right for hit in words.find("部暑")] == ["安排"]
    assert WordList([Entry("部暑", "部署")], off=["部暑"]).find("部暑") == ()
    assert WordList().find("部暑") == ()


LIST = [Leader("王小明", "县长"), Leader("李四", "县委书记"), Leader("王小民", "副县长")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("县长王晓明主持会议", "王晓明"),
        ("县委副书记、县长 王小鸣出席", "王小鸣"),
        ("王晓明县长讲话", "王晓明"),
        ("县长王小明主持会议", None),
        ("副县长王小民出席", None),
        ("副县长王晓民出席", "王晓民"),
        ("原县长王晓明出席", None),
        ("县长张大明主持会议", None),
        ("县委书记李五到场", None),
        ("县委书记李四讲话。县委书记李泗强调", "李泗"),
        ("不要把县长王小明写成县长王晓明", None),
        ("县长", None),
    ],
)
def test_leaders_names(text: str, wrong: str | None) -> None:
    found = WordList(leaders=LIST).find(text)
    assert [hit.entry.wrong for hit in found] == ([wrong] if wrong else [])
    assert not any(hit.sure for hit in found)
