"""The words of site lists: which heading names which column, which word is which value (``data/headings.yaml``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml

_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_IDLE: Final = re.compile(r"[\W_]+")
_YES_NO: Final = frozenset({"services", "printed_reviewers"})


def fold(text: str) -> str:
    """The form in which headings and words are compared: no width, case, blanks, punctuation or bracketed remarks."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    bare = _IDLE.sub("", _BRACKETED.sub("", wide))
    return bare or _IDLE.sub("", wide) or wide.strip()


@dataclass(frozen=True, slots=True)
class Headings:
    """The tables, folded. ``rank``: which of several headings of one column is meant first."""

    columns: Mapping[str, str]
    rank: Mapping[str, int]
    values: Mapping[str, Mapping[str, str]]
    empty: frozenset[str]
    sums: frozenset[str]
    remark: re.Pattern[str]

    def column(self, heading: str) -> str | None:
        """The column a heading names, ``None`` for one of the office's own."""
        return self.columns.get(fold(heading))

    def columns_of(self, headings: list[str]) -> dict[int, str]:
        """The column of each place in a row of headings; of several for one column the first by rank."""
        best: dict[str, int] = {}
        for place, heading in enumerate(headings):
            column = self.column(heading)
            if column is not None and (column not in best or self._rank(heading) < self._rank(headings[best[column]])):
                best[column] = place
        return {place: column for column, place in best.items()}

    def _rank(self, heading: str) -> int:
        return self.rank[fold(heading)]

    def value(self, column: str, text: str) -> str | None:
        """The value a word stands for in a column that has a table of values; ``None`` when it is none of them."""
        return self.values["yes_no" if column in _YES_NO else column].get(fold(text))

    def allowed(self, column: str) -> tuple[str, ...]:
        """The values of a column, for messages."""
        return tuple(dict.fromkeys(self.values["yes_no" if column in _YES_NO else column].values()))

    def says_nothing(self, column: str, text: str) -> bool:
        """Whether a cell is blank or filled with a stand-in for blank; 无 is an answer where yes or no is asked."""
        if not text.strip():
            return True
        return column not in _YES_NO and text.strip().casefold() in self.empty

    def is_footer(self, cells: list[str], address: str) -> bool:
        """Whether a row without ``address`` stands below the sites: a sum, or a remark in one cell (注：…)."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if address.strip() or not filled:
            return False
        return fold(filled[0]) in self.sums or (len(filled) == 1 and self.remark.match(filled[0]) is not None)


@lru_cache(maxsize=1)
def headings() -> Headings:
    """The tables shipped with the program."""
    data: dict[str, Any] = yaml.safe_load(files("govcheck.registry").joinpath("data/headings.yaml").read_text("utf-8"))
    columns: dict[str, str] = {}
    rank: dict[str, int] = {}
    for column, names in data["columns"].items():
        for place, name in enumerate(names):
            columns[fold(name)] = column
            rank[fold(name)] = place
    values = {
        column: {fold(word): value for value, words in table.items() for word in words}
        for column, table in data["values"].items()
    }
    remark = re.compile(rf"(?:{'|'.join(map(re.escape, data['remarks']))})[^:：]{{0,6}}[:：]")
    return Headings(columns, rank, values, frozenset(data["empty"]), frozenset(data["sums"]), remark)
