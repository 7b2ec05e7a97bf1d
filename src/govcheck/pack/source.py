"""YAML files with the place of everything in them, read to plain data without surprises.

Only ``true``/``false``, decimal numbers and ``null`` are anything but text: ``yes``, ``012``, ``2019-04-18`` and ``1:30``
stay text. Duplicate keys, foreign tags, alias bombs and files that are too large are mistakes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from govcheck.errors import Mistake, PackError
from govcheck.i18n import _

MAX_BYTES: Final = 2_000_000
MAX_NODES: Final = 20_000
MAX_DEPTH: Final = 40

DataPath: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT: Final = re.compile(r"[-+]?[0-9]+\.[0-9]+([eE][-+]?[0-9]+)?")
_TAG: Final = "tag:yaml.org,2002:"
_PLAIN_TAGS: Final = {
    f"{_TAG}{word}" for word in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value")
}
_NULLS: Final = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data (mappings, lists, text, numbers, booleans, ``None``), with places and its hash.

    ``mistakes`` are those of the YAML itself that did not keep the rest from being read (duplicate keys, tags).
    """

    file: str
    data: object
    sha256: str
    values: Mapping[DataPath, Place]
    keys: Mapping[DataPath, Place]
    mistakes: tuple[Mistake, ...] = ()

    def place(self, path: Iterable[str | int], *, key: bool = False) -> Place:
        """Where the value (or with ``key`` its key) stands; the nearest place around it when there is no such value."""
        at = tuple(path)
        if key and at in self.keys:
            return self.keys[at]
        while at and at not in self.values:
            at = at[:-1]
        return self.values.get(at, (1, 1))

    def mistake(self, path: Iterable[str | int], message: str, *, key: bool = False) -> Mistake:
        """A mistake at a place of this file."""
        at = tuple(path)
        line, column = self.place(at, key=key)
        return Mistake(self.file, line, column, dotted(at), message)


def dotted(path: Iterable[str | int]) -> str:
    """A path as people write it: ``rules[3].check.max``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_document(path: Path, *, shown: str | None = None) -> Document:
    """Read a YAML file; ``shown`` is its name in messages (the path as given, when not said).

    Raises:
        PackError: not readable, not UTF-8, not YAML, or too large.
    """
    name = shown if shown is not None else path.as_posix()
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PackError(Mistake(name, 0, 0, "", _("文件超过 {limit} 字节").format(limit=MAX_BYTES)))
        raw = path.read_bytes()
    except OSError as error:
        raise PackError(Mistake(name, 0, 0, "", _("无法读取文件：{why}").format(why=error.strerror))) from None
    return parse_document(raw, name)


def parse_document(raw: bytes, file: str) -> Document:
    """Read YAML from bytes.

    Raises:
        PackError: see :func:`read_document`.
    """
    if len(raw) > MAX_BYTES:
        raise PackError(Mistake(file, 0, 0, "", _("文件超过 {limit} 字节").format(limit=MAX_BYTES)))
    text = _decoded(raw, file)
    try:
        _weigh(text, file)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise PackError(_syntax_mistake(error, file)) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise PackError(Mistake(file, line, column, "", _("含有 YAML 不允许的控制字符"))) from None
    builder = _Builder(file)
    data = None if root is None else builder.build(root, ())
    digest = hashlib.sha256(raw).hexdigest()
    return Document(file, data, digest, builder.values, builder.keys, tuple(builder.mistakes))


def _weigh(text: str, file: str) -> None:
    """Refuse what is too deep or too large while it is still a flat stream: composing recurses on the C stack."""
    depth = count = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        count += isinstance(event, yaml.NodeEvent)
        if depth > MAX_DEPTH or count > 2 * MAX_NODES:
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
            raise PackError(_too_deep(file, line, column) if depth > MAX_DEPTH else _too_large(file, line, column))


def _decoded(raw: bytes, file: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:4]:
        raise PackError(Mistake(file, 1, 1, "", _("文件是 UTF-16 编码，请另存为 UTF-8")))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        message = _("文件不是 UTF-8 编码")
    else:
        message = _("文件不是 UTF-8 编码（看来是 GBK），请另存为 UTF-8")
    raise PackError(Mistake(file, line, column, "", message))


def _syntax_mistake(error: yaml.MarkedYAMLError, file: str) -> Mistake:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    problem = error.problem or error.context or ""
    return Mistake(file, line, column, "", _("YAML 语法错误：{problem}").format(problem=problem))


def _too_deep(file: str, line: int, column: int) -> Mistake:
    return Mistake(file, line, column, "", _("嵌套超过 {limit} 层").format(limit=MAX_DEPTH))


def _too_large(file: str, line: int, column: int, path: DataPath = ()) -> Mistake:
    message = _("文件内容超过 {limit} 项（含别名展开）").format(limit=MAX_NODES)
    return Mistake(file, line, column, dotted(path), message)


class _Builder:
    """Turns nodes into plain data and notes every place on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.values: dict[DataPath, Place] = {}
        self.keys: dict[DataPath, Place] = {}
        self.mistakes: list[Mistake] = []
        self._count = 0

    def build(self, node: yaml.Node, path: DataPath) -> object:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self._count += 1
        if self._count > MAX_NODES:
            raise PackError(_too_large(self.file, line, column, path))
        if len(path) > MAX_DEPTH:
            raise PackError(_too_deep(self.file, line, column))
        self.values[path] = (line, column)
        if node.tag not in _PLAIN_TAGS:
            self._note(line, column, path, _("不支持标签 {tag}").format(tag=node.tag.removeprefix(_TAG)))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: DataPath) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._note(line, column, path, _("键必须是文字"))
                continue
            key = str(key_node.value)
            if key in data:
                first = self.keys[*path, key]
                message = _("键 {key} 重复（第一次在第 {line} 行）").format(key=key, line=first[0])
                self._note(line, column, (*path, key), message)
                continue
            self.keys[*path, key] = (line, column)
            data[key] = self.build(value_node, (*path, key))
        return data

    def _note(self, line: int, column: int, path: DataPath, message: str) -> None:
        self.mistakes.append(Mistake(self.file, line, column, dotted(path), message))


def _scalar(node: yaml.ScalarNode) -> object:
    text = str(node.value)
    if node.style not in (None, "") or node.tag == _TAG + "str":
        return text
    if text in _NULLS:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
