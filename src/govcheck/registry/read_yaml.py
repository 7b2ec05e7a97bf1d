"""YAML lists: a list of sites, or the same under ``sites``.

Built from events rather than values, so that every scalar stays the text that was written (``0123``, ``yes``, dates), every
mistake has its place, and neither deep nesting nor references can make a small file large.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml

from govcheck.errors import Mistake, SiteListError
from govcheck.i18n import _
from govcheck.registry.headings import Headings
from govcheck.registry.read_csv import decode
from govcheck.registry.rows import Cell, Row, Rows

CAP: Final = 2_000_000
_DEEPEST: Final = 6
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})

_Mapping = list[tuple[Cell, Any]]


def read_yaml(file: str, data: bytes, words: Headings) -> Rows:
    """The sites of a YAML file.

    Raises:
        SiteListError: the file as a whole cannot be read.
    """
    if len(data) > CAP:
        raise SiteListError(Mistake(file, 0, 0, "", _("文件太大（超过 {n} MB）").format(n=CAP // 1_000_000)))
    try:
        events = yaml.parse(decode(file, data), Loader=_LOADER)
        root = _Builder(file, events).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise SiteListError(
            Mistake(file, line, column, "", _("不是正确的 YAML：{why}").format(why=error.problem))
        ) from error
    except yaml.YAMLError as error:
        raise SiteListError(Mistake(file, 0, 0, "", _("不是正确的 YAML：{why}").format(why=error))) from error
    return _rows(file, root, words)


class _Builder:
    """Cells, lists and lists of pairs out of the events of one document."""

    def __init__(self, file: str, events: Iterator[Any]) -> None:
        self.file = file
        self.events = events

    def document(self) -> Any:
        root: Any = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._error(event, _("一个文件只能有一份文档"))
                root = self._node(next(self.events), 0)
        return root

    def _node(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, _("站点清单不支持引用（*）"))
        if depth > _DEEPEST:
            raise self._error(event, _("嵌套太深"))
        if isinstance(event, yaml.ScalarEvent):
            null = event.implicit[0] and event.value in _NULLS
            return Cell("" if null else event.value, *_place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._node(one, depth + 1) for one in self._until(yaml.SequenceEndEvent)]
        pairs: _Mapping = []
        seen: set[str] = set()
        for one in self._until(yaml.MappingEndEvent):
            key = self._node(one, depth + 1)
            if not isinstance(key, Cell):
                raise self._error(one, _("键应为文字"))
            if key.text in seen:
                raise self._error(one, _("键 {key} 重复").format(key=key.text))
            seen.add(key.text)
            pairs.append((key, self._node(next(self.events), depth + 1)))
        return _Pairs(pairs, *_place(event))

    def _until(self, end: type[Any]) -> Iterator[Any]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _error(self, event: Any, message: str) -> SiteListError:
        return SiteListError(Mistake(self.file, *_place(event), "", message))


class _Pairs:
    """A mapping in its written order, with its place."""

    def __init__(self, pairs: _Mapping, line: int, column: int) -> None:
        self.pairs = pairs
        self.line = line
        self.column = column


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _rows(file: str, root: Any, words: Headings) -> Rows:
    if isinstance(root, _Pairs):
        root = next((value for key, value in root.pairs if key.text in ("sites", "站点")), None)
    if not isinstance(root, list):
        message = _("应为站点的列表，或 sites: 下的列表")
        raise SiteListError(Mistake(file, 1, 1, "", message))
    found = Rows()
    for entry in root:
        if isinstance(entry, _Pairs):
            found.rows.append(_row(file, entry, words, found.mistakes))
        else:
            place = entry if isinstance(entry, Cell) else Cell("", 0, 0)
            message = _("每个站点应写成 列名: 值 的样子")
            found.mistakes.append(Mistake(file, place.line, place.column, "", message))
    return found


def _joined(key: Cell, written: Any) -> Any:
    """A list of texts as one cell, its parts apart by line ends; anything else as it is."""
    if isinstance(written, list) and all(isinstance(one, Cell) for one in written):
        return Cell("\n".join(one.text for one in written), key.line, key.column)
    return written


def _row(file: str, entry: _Pairs, words: Headings, mistakes: list[Mistake]) -> Row:
    known: dict[str, Cell] = {}
    extra: dict[str, Cell] = {}
    places = words.columns_of([key.text for key, _value in entry.pairs])
    for place, (key, written) in enumerate(entry.pairs):
        value = _joined(key, written)
        if not isinstance(value, Cell):
            mistakes.append(Mistake(file, key.line, key.column, key.text, _("应为文字")))
        elif place in places:
            known[places[place]] = value
        elif value.text:
            extra[key.text] = value
    return Row(file, entry.line, known, extra)
