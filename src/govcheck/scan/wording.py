"""The wrong wording that a run looks for: the shipped lexicons, an office's own, and its list of leaders."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govcheck.errors import Mistake, PackError
from govcheck.pack.wording import load_wording, wording_files
from govcheck.pack.wording_csv import load_leaders, load_office_words
from govcheck.report.model import TableUsed
from govcheck.text.wording import Entry, Leader, WordList

_YAML: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Named:
    """The tables that options name; false when there are none."""

    lexicons: tuple[str, ...] = ()
    leaders: str | None = None

    def __bool__(self) -> bool:
        return bool(self.lexicons or self.leaders)


@dataclass(frozen=True, slots=True)
class Words:
    """The words, and the office's own files they came from, by their hash."""

    words: WordList | None = None
    tables: tuple[TableUsed, ...] = ()


def load_words(named: Named, root: Path | None = None) -> Words:
    """Load them: what an office says of a word goes before what is shipped.

    Raises:
        PackError: with every mistake of every file.
    """
    mistakes: list[Mistake] = []
    shipped = wording_files(root)
    entries: list[Entry] = []
    leaders: tuple[Leader, ...] = ()
    off: list[str] = []
    for path in (*shipped, *map(Path, named.lexicons)):
        try:
            if path.suffix.lower() in _YAML:
                entries += load_wording((path,))
            else:
                own = load_office_words(path)
                entries += own.entries
                off += own.off
        except PackError as error:
            mistakes += error.mistakes
    try:
        leaders = load_leaders(Path(named.leaders)) if named.leaders else ()
    except PackError as error:
        mistakes += error.mistakes
    if mistakes:
        raise PackError(mistakes)
    # Only what an office supplies is named: what is shipped belongs to the version of the program.
    files = [("lexicon", path) for path in map(Path, named.lexicons)]
    files += [("leaders", Path(named.leaders))] if named.leaders else []
    tables = tuple(TableUsed(f"{sort}: {path.name}", hashlib.sha256(path.read_bytes()).hexdigest()) for sort, path in files)
    return Words(WordList(entries, leaders, off=off), tables)
