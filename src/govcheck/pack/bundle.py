"""Reading what is to be installed, a folder or a zip, trusting nothing in it: names, links, sizes.

Recognised are ``x.yaml`` and ``x.test.yaml`` (packs and their cases, also under ``rules/``), ``library/``, ``lexicons/``,
``lexicons/wording/`` and ``calendars/``; one folder around all of it is allowed. Everything else is left out.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govcheck.errors import Mistake, PackError
from govcheck.i18n import _
from govcheck.pack.source import MAX_BYTES

MAX_FILES: Final = 2_000
MAX_TOTAL: Final = 40_000_000
"""Bytes of all files together, and of a zip as it lies on disk."""
_NAME: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_WANTED: Final = re.compile(
    rf"({_NAME}(\.test)?\.yaml|library/{_NAME}(\.test)?\.yaml|lexicons/(wording/)?{_NAME}\.yaml|calendars/{_NAME}\.yaml)"
)
_AROUND: Final = ("rules", "library", "lexicons", "calendars")


@dataclass(frozen=True, slots=True)
class Bundle:
    """``files``: by the path they are installed under, their bytes; ``names``: how the source calls each. ``left_out``:
    names of files that are nothing to install.
    """

    files: Mapping[str, bytes]
    names: Mapping[str, str]
    left_out: tuple[str, ...]


def read_bundle(path: Path) -> Bundle:
    """Read a folder or zip wholly into memory, within bounds.

    Raises:
        PackError: it is neither, cannot be read, or holds what no honest bundle does; every such entry is named.
    """
    if path.is_dir():
        return _bundle(path, _folder_names(path), lambda name: _file_bytes(path / name))
    try:
        if not zipfile.is_zipfile(path):
            raise PackError(Mistake(str(path), 0, 0, "", _("请给出文件夹或 zip 文件")))
        if path.stat().st_size > MAX_TOTAL:
            raise PackError(Mistake(str(path), 0, 0, "", _("文件超过 {limit} 字节").format(limit=MAX_TOTAL)))
        with zipfile.ZipFile(path) as archive:
            return _bundle(path, _zip_names(path, archive), lambda name: _entry_bytes(archive, name))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, ValueError) as error:
        raise PackError(Mistake(str(path), 0, 0, "", _("无法读取文件：{why}").format(why=error))) from error


def _bundle(path: Path, names: list[str], read: Callable[[str], bytes]) -> Bundle:
    if len(names) > MAX_FILES:
        raise PackError(Mistake(str(path), 0, 0, "", _("文件多于 {limit} 个").format(limit=MAX_FILES)))
    around = _around(names)
    files: dict[str, bytes] = {}
    called: dict[str, str] = {}
    left: list[str] = []
    total = 0
    mistakes: list[Mistake] = []
    for name in sorted(names):
        target = name.removeprefix(around).removeprefix("rules/")
        shown = f"{path.as_posix()}/{name}"
        if _WANTED.fullmatch(target) is None:
            left.append(name)
            continue
        if target in files:
            mistakes.append(Mistake(shown, 0, 0, "", _("与 {other} 重复").format(other=called[target])))
            continue
        data = read(name)
        total += len(data)
        if len(data) > MAX_BYTES:
            mistakes.append(Mistake(shown, 0, 0, "", _("文件超过 {limit} 字节").format(limit=MAX_BYTES)))
        if total > MAX_TOTAL:
            raise PackError(Mistake(str(path), 0, 0, "", _("展开后超过 {limit} 字节").format(limit=MAX_TOTAL)))
        files[target], called[target] = data, shown
    if mistakes:
        raise PackError(mistakes)
    if not files:
        raise PackError(Mistake(str(path), 0, 0, "", _("没有可安装的规则包、日历或词表")))
    return Bundle(files, called, tuple(left))


def _around(names: list[str]) -> str:
    """The one folder around everything, with its slash; empty when there is none."""
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or not all("/" in name for name in names):
        return ""
    [top] = tops
    return "" if top in _AROUND else f"{top}/"


def _folder_names(root: Path) -> list[str]:
    """Plain files below a folder; hidden files and folders are not looked at, links are not followed but refused."""
    found: list[str] = []
    mistakes: list[Mistake] = []
    for here, folders, files in os.walk(root, onerror=_unreadable):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for one in [*folders, *files]:
            place = Path(here) / one
            mode = place.lstat().st_mode
            if one.startswith(".") or stat.S_ISDIR(mode):
                continue
            if not stat.S_ISREG(mode):
                mistakes.append(Mistake(place.as_posix(), 0, 0, "", _("不是普通文件（符号链接等），不予安装")))
            found.append(place.relative_to(root).as_posix())
        if len(found) > MAX_FILES:
            break
    if mistakes:
        raise PackError(mistakes)
    return found


def _unreadable(error: OSError) -> None:
    raise PackError(Mistake(str(error.filename), 0, 0, "", _("无法读取文件：{why}").format(why=error.strerror)))


def _zip_names(path: Path, archive: zipfile.ZipFile) -> list[str]:
    """The files of a zip, all entries being honest ones."""
    if len(archive.infolist()) > MAX_FILES:
        raise PackError(Mistake(str(path), 0, 0, "", _("文件多于 {limit} 个").format(limit=MAX_FILES)))
    seen: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for entry in archive.infolist():
        for message in _refusals(entry, seen):
            mistakes.append(Mistake(f"{path.as_posix()}/{entry.orig_filename!r}", 0, 0, "", message))
    if mistakes:
        raise PackError(mistakes)
    return [entry.filename for entry in archive.infolist() if not entry.is_dir()]


def _refusals(entry: zipfile.ZipInfo, seen: dict[str, str]) -> Iterator[str]:
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if name.startswith("/") or "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
        yield _("路径不在包内（绝对路径、.. 或反斜杠），不予安装")
    if any(unicodedata.category(one) == "Cc" for one in name):
        yield _("文件名含控制字符")
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield _("不是普通文件（符号链接等），不予安装")
    if entry.flag_bits & 1:
        yield _("已加密，不能读取")
    key = unicodedata.normalize("NFC", name).casefold().removesuffix("/")
    if key in seen:
        yield _("与 {other} 重复").format(other=seen[key])
    seen.setdefault(key, name)


def _entry_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:  # never more than one byte beyond the bound, whatever the entry says of its size
        return stream.read(MAX_BYTES + 1)


def _file_bytes(place: Path) -> bytes:
    try:
        with place.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise PackError(Mistake(str(place), 0, 0, "", _("无法读取文件：{why}").format(why=error.strerror))) from error
