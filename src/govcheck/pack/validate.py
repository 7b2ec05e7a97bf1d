"""All mistakes of packs, library checks, lexicons and cases at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from govcheck.errors import Mistake, PackError
from govcheck.pack.cases import read_cases
from govcheck.pack.drafts import DraftReader
from govcheck.pack.lexicon import read_lexicon
from govcheck.pack.load import read_pack
from govcheck.pack.shipped import case_files, library_files, pack_files, rules_root
from govcheck.pack.source import read_document
from govcheck.pack.wording import read_wording, wording_files


def validate(paths: Iterable[Path | str] = (), *, root: Path | None = None) -> list[Mistake]:
    """Every mistake in the files given, and in what they rest on; a folder stands for all its packs, library checks,
    lexicons and cases. None given: the shipped rules. Marking sheets are the score layer's matter.
    """
    home = root if root is not None else rules_root()
    reader = DraftReader(home)
    for path in [Path(path) for path in paths] or [home]:
        for file in _files(path) if path.is_dir() else [path]:
            try:
                _read(file, reader)
            except PackError as error:
                reader.mistakes += error.mistakes
    return sorted(set(reader.mistakes))


def _files(folder: Path) -> list[Path]:
    lexicons = sorted((folder / "lexicons").glob("*.yaml"))
    lexicons += wording_files(folder)
    return [*pack_files(folder), *library_files(folder), *lexicons, *case_files(folder)]


def _read(file: Path, reader: DraftReader) -> None:
    if file.name.endswith(".test.yaml"):
        read_cases(file, reader)
        return
    sort = _sort(file)
    if sort == "wording":
        reader.mistakes += read_wording(read_document(file), try_out=True)[1]
    elif sort == "lexicon":
        reader.mistakes += read_lexicon(read_document(file))[1]
    elif sort == "library":
        reader.read_library(file)
    else:
        read_pack(file, reader)


def _sort(file: Path) -> str:
    """What a file is: by its folder, else by its telling key."""
    if file.parent.name in ("lexicons", "library", "wording"):
        return file.parent.name.removesuffix("s")
    data = read_document(file).data
    keys = set(data) if isinstance(data, dict) else set()
    if "pack" in keys:
        return "pack"
    if "words" in keys:
        return "wording"
    return "lexicon" if "topics" in keys else "library" if keys & {"library", "check"} else "pack"
