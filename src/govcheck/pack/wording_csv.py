"""An office's own tables: wrong wording (错误表述,正确表述,级别,类别,例外) and its leaders (姓名,职务); UTF-8 or GBK."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from govcheck.errors import Mistake, PackError, SiteListError
from govcheck.i18n import _
from govcheck.pack.suggest import did_you_mean
from govcheck.pack.wording import contradictions
from govcheck.registry.read_csv import CAP, decode
from govcheck.text.wording import Entry, Guards, Leader, Level

_LEVELS: Final[Mapping[str, Level]] = {
    "严重": "severe",
    "一般": "ordinary",
    "提示": "advice",
    "severe": "severe",
    "ordinary": "ordinary",
    "advice": "advice",
}
_OFF: Final = "不查"
"""A level that switches a word of the shipped lexicons off."""
_WORDS: Final = ("错误表述", "正确表述", "级别", "类别", "例外")
_PEOPLE: Final = ("姓名", "职务")
_SPLIT: Final = re.compile(r"[；;|｜\n]+")
_NAME: Final = re.compile(r"[\u3400-\u9fff]+(?:[·•・][\u3400-\u9fff]+)*")
_BREAKS: Final = re.compile(r"[\n。！？；]")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The words of an office's table, and those of other lexicons that it does not want looked for."""

    entries: tuple[Entry, ...] = ()
    off: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]


def load_office_words(path: Path) -> OfficeWords:
    """An office's table of wrong wording.

    Raises:
        PackError: with every bad row by line and column.
    """
    rows, mistakes = _rows(path, _WORDS, needed=_WORDS[:2], empty=frozenset({"正确表述", "级别", "类别", "例外"}))
    entries: list[Entry] = []
    lines: list[_Row] = []
    off: list[str] = []
    for row in rows:
        wrong, right, level = row.cells["错误表述"], row.cells["正确表述"], row.cells.get("级别", "")
        if level == _OFF:
            off.append(wrong)
            continue
        said = list(_said(wrong, right, level))
        mistakes += [Mistake(path.as_posix(), row.line, row.columns.get(name, 1), name, message) for name, message in said]
        if not said:
            entries.append(_entry(path, row, _LEVELS[level or "一般"]))
            lines.append(row)
    for at, message in contradictions(entries):
        mistakes.append(Mistake(path.as_posix(), lines[at].line, lines[at].columns["错误表述"], "错误表述", message))
    if mistakes:
        raise PackError(mistakes)
    return OfficeWords(tuple(entries), tuple(off))


def _said(wrong: str, right: str, level: str) -> Iterator[tuple[str, str]]:
    if not 2 <= len(wrong) <= _LONGEST or _BREAKS.search(wrong):
        yield "错误表述", _("{word}：应为 2 至 {limit} 个字，不含句号等句末标点").format(word=wrong, limit=_LONGEST)
    if not right:
        yield "正确表述", _("不能为空（不想查这个词，请在“级别”写“不查”）")
    if level and level not in _LEVELS:
        known = ("严重", "一般", "提示", _OFF)
        yield "级别", _("没有 {word} 这个级别").format(word=level) + did_you_mean(level, known)


def _entry(path: Path, row: _Row, level: Level) -> Entry:
    wrong = row.cells["错误表述"]
    given = [word for word in _SPLIT.split(row.cells.get("例外", "")) if word.strip()]
    exceptions = [word.strip() for word in given]
    right = row.cells["正确表述"]
    longer = tuple(word for word in (*exceptions, right) if wrong in word and word != wrong)
    elsewhere = tuple(word for word in exceptions if wrong not in word)
    guards = Guards(not_in=longer, unless=elsewhere)
    return Entry(wrong, right, level, row.cells.get("类别", "") or _("自备词库"), path.name, guards)


def load_leaders(path: Path) -> tuple[Leader, ...]:
    """An office's list of its leaders.

    Raises:
        PackError: with every bad row by line and column.
    """
    rows, mistakes = _rows(path, _PEOPLE, needed=_PEOPLE, empty=frozenset())
    leaders = []
    for row in rows:
        name = re.sub(r"\s+", "", row.cells["姓名"])
        if not _NAME.fullmatch(name) or not 2 <= len(name) <= 20:
            message = _("{word} 不像人名：应为两个以上汉字").format(word=name)
            mistakes.append(Mistake(path.as_posix(), row.line, row.columns["姓名"], "姓名", message))
            continue
        for post in (part.strip() for part in re.split(r"[、，,；;]", row.cells["职务"])):
            if len(post) >= 2:
                leaders.append(Leader(name, post, path.name))
    if mistakes:
        raise PackError(mistakes)
    return tuple(dict.fromkeys(leaders))


def _rows(
    path: Path, known: Sequence[str], *, needed: Sequence[str], empty: frozenset[str]
) -> tuple[list[_Row], list[Mistake]]:
    """The rows below the heading; blank lines and lines that begin with # are passed over."""
    file = path.as_posix()
    table = _table(path)
    head = next((at for at, cells in enumerate(table) if any(cells)), None)
    if head is None:
        raise PackError(Mistake(file, 0, 0, "", _("是空文件")))
    columns = {name: at for at, name in enumerate(table[head]) if name}
    mistakes = [
        Mistake(file, head + 1, at + 1, "", _("没有 {word} 这一列").format(word=name) + did_you_mean(name, known))
        for name, at in columns.items()
        if name not in known
    ]
    lacking = [name for name in needed if name not in columns]
    if lacking:
        message = _("缺少列 {names}（第一行应为 {known}）").format(names=_("、").join(lacking), known=",".join(known))
        raise PackError([*mistakes, Mistake(file, head + 1, 1, "", message)])
    rows = []
    for at, cells in enumerate(table[head + 1 :], head + 1):
        if not any(cells) or cells[0].startswith("#"):
            continue
        if any(cells[len(table[head]) :]):
            message = _("多出一格：含逗号的内容请加双引号")
            mistakes.append(Mistake(file, at + 1, len(table[head]) + 1, "", message))
            continue
        row = {name: cells[place] if place < len(cells) else "" for name, place in columns.items() if name in known}
        blank = [name for name in needed if not row[name] and name not in empty]
        if blank:
            mistakes += [Mistake(file, at + 1, columns[name] + 1, name, _("不能为空")) for name in blank]
            continue
        rows.append(_Row(at + 1, row, {name: place + 1 for name, place in columns.items()}))
    return rows, mistakes


def _table(path: Path) -> list[list[str]]:
    """Cells by physical line, so that mistakes name the line a person sees (a cell over two lines is a mistake)."""
    file = path.as_posix()
    try:
        if path.stat().st_size > CAP:
            raise PackError(Mistake(file, 0, 0, "", _("文件太大（超过 {n} MB）").format(n=CAP // 1_000_000)))
        text = decode(file, path.read_bytes())
    except OSError as error:
        raise PackError(Mistake(file, 0, 0, "", _("无法读取文件：{why}").format(why=error.strerror))) from None
    except SiteListError as error:
        raise PackError(list(error.mistakes)) from None
    table: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            table += [[]] * (reader.line_num - len(table) - 1)
            table.append([cell.strip() for cell in cells])
    except csv.Error as error:
        message = _("读到这里出错，多半是双引号没有成对：{why}").format(why=error)
        raise PackError(Mistake(file, len(table) + 1, 0, "", message)) from None
    return table
