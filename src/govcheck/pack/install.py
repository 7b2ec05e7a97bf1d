"""Installing packs, calendars and lexicons: all is validated in a place of its own before the user's folder changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from govcheck.dates.workdays import load_calendar
from govcheck.errors import InputError, Mistake, PackError
from govcheck.i18n import _
from govcheck.pack.bundle import Bundle
from govcheck.pack.installed import FORMAT, INDEX, read_index
from govcheck.pack.shipped import library_files, pack_files, rules_root
from govcheck.pack.source import DataPath, Document, read_document
from govcheck.pack.validate import validate

FOLDER: Final = "installed-"

Further = Callable[[Path], Iterable[Mistake]]
"""What else is wrong with a sound file; gives mistakes."""


class State(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    SAME = "same"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Installed:
    """A file that was, or would be, installed. ``path`` within the rules folder."""

    path: str
    sha256: str
    state: State


def install(
    bundle: Bundle, home: Path, *, force: bool = False, dry_run: bool = False, further: Further = lambda _file: ()
) -> tuple[Installed, ...]:
    """Validate a bundle together with what is installed already and, when all is right, install it in one step.

    Raises:
        PackError: with every mistake; a different file is installed already and ``force`` is not given. Nothing was
            written then.
        InputError: the user's folder cannot be written.
    """
    folder, index = read_index(home)
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in bundle.files.items()}
    found = tuple(Installed(path, digest, _state(index.get(path), digest)) for path, digest in sorted(digests.items()))
    try:
        with _staged(bundle, folder) as stage:
            mistakes = _mistakes(stage, bundle, further)
            if not force:
                told = _("已安装了内容不同的同名文件，要替换请加 --force")
                mistakes += [
                    Mistake(bundle.names[one.path], 0, 0, "", told) for one in found if one.state is State.REPLACED
                ]
            if mistakes:
                raise PackError(sorted(set(mistakes)))
            if not dry_run and any(one.state is not State.SAME for one in found):
                _put(stage, home, folder, index | digests)
    except OSError as error:
        raise InputError(_("无法写入 {path}：{why}").format(path=home, why=error.strerror or error)) from error
    return found


def _state(held: str | None, digest: str) -> State:
    if held is None:
        return State.NEW
    return State.SAME if held == digest else State.REPLACED


@contextmanager
def _staged(bundle: Bundle, folder: Path | None) -> Iterator[Path]:
    """A folder as the user's would become, in a temporary place."""
    with tempfile.TemporaryDirectory(prefix="govcheck-") as name:
        stage = Path(name).resolve() / "rules"
        if folder is not None and folder.is_dir():
            shutil.copytree(folder, stage)
        for path, data in bundle.files.items():
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_bytes(data)
        yield stage


def _mistakes(stage: Path, bundle: Bundle, further: Further) -> list[Mistake]:
    """All that is wrong with the bundle's files, named as their source calls them."""
    files = [stage / path for path in sorted(bundle.files)]
    calendars = [file for file in files if file.parent.name == "calendars"]
    others = [file for file in files if file not in calendars]
    # Packs installed before may extend one that is replaced.
    packs = [file for file in pack_files(stage) if file not in others]
    found = validate([*others, *packs]) if others else []
    for file in calendars:
        found += _calendar_mistakes(file)
    found += [mistake for path in bundle.files for mistake in _name_mistakes(stage, path)]
    if not found:
        found += [mistake for file in others for mistake in further(file)]
    return [_renamed(mistake, stage, bundle.names) for mistake in found]


def _name_mistakes(stage: Path, path: str) -> Iterator[Mistake]:
    """Names that are taken by what is shipped, and packs whose file is named otherwise than they are."""
    file = stage / path
    home = rules_root()
    if path.endswith(".test.yaml") or file.parent.name in ("lexicons", "wording", "calendars"):
        return
    shipped = library_files(home) if file.parent.name == "library" else pack_files(home)
    if file.name in [one.name for one in shipped]:
        yield Mistake(file.as_posix(), 0, 0, "", _("{name} 是随程序提供的，请另取名称").format(name=file.stem))
    if file.parent.name == "library":
        return
    try:
        document = read_document(file)
    except PackError:
        return
    name = document.data.get("pack") if isinstance(document.data, dict) else None
    if isinstance(name, str) and name != file.stem:
        yield document.mistake(("pack",), _("文件名应与规则包编号相同：{name}.yaml").format(name=name))


def _calendar_mistakes(file: Path) -> list[Mistake]:
    try:
        document = read_document(file)
    except PackError as error:
        return list(error.mistakes)
    found = list(document.mistakes)
    try:
        load_calendar(file)
    except InputError as error:
        found += [document.mistake(_place(document, one), one.message) for one in error.mistakes]
    return found


def _place(document: Document, mistake: Mistake) -> DataPath:
    """Where a mistake of a calendar stands: at the day it names, if it names one."""
    path: DataPath = tuple(part for part in mistake.path.split(".") if part)
    value: object = document.data
    for part in path:
        value = value.get(str(part)) if isinstance(value, dict) else None
    if isinstance(value, list):
        index = next((at for at, item in enumerate(value) if str(item) in mistake.message), None)
        return path if index is None else (*path, index)
    return path


def _renamed(mistake: Mistake, stage: Path, names: Mapping[str, str]) -> Mistake:
    path = mistake.file.removeprefix(f"{stage.as_posix()}/")
    return replace(mistake, file=names.get(path, path))


def _put(stage: Path, home: Path, old: Path | None, files: Mapping[str, str]) -> None:
    """Copy the folder beside the one in force, then let the index name it: the one step that counts."""
    home.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=home, prefix=FOLDER))
    draft = home / f".{INDEX}.{fresh.name}"
    try:
        shutil.copytree(stage, fresh, dirs_exist_ok=True)
        index = {"format": FORMAT, "folder": fresh.name, "files": dict(sorted(files.items()))}
        draft.write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", "utf-8")
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(home / INDEX)
    except BaseException:
        draft.unlink(missing_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if old is not None and old.parent == home and old.name.startswith(FOLDER):
        shutil.rmtree(old, ignore_errors=True)
