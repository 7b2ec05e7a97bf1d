"""Every number of a person in a text of lines: tables where lines have tabs, running text elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from govcheck.text.personal.context import Setting
from govcheck.text.personal.mask import mask_all, masked
from govcheck.text.personal.numbers import any_number, candidates
from govcheck.text.personal.prose import judge_lines
from govcheck.text.personal.tables import Found, judge_table, read_rows

_BEFORE: Final = 60
_BEHIND: Final = 40
_CAPTION: Final = 160


@dataclass(frozen=True, slots=True)
class Hit:
    """An unmasked number of a person, shown masked. ``excerpt``: its surroundings, every number masked.

    ``kind``: identity | mobile | bank-card. ``sure``: by checksum and surroundings; else a person looks.
    """

    kind: str
    shown: str
    excerpt: str
    sure: bool


def find_personal(lines: Sequence[str], *, title: str, year: int) -> tuple[Hit, ...]:
    """The numbers of persons in a text, each once, in order.

    Args:
        lines: the text; the cells of a table's row are parted by tabs, an empty line parts two tables.
        title: of the page, with the names of the columns above it.
        year: in which it was fetched; nobody was born after it.
    """
    if not any(any_number(line) for line in lines):
        return ()
    setting = Setting(title, year)
    found: list[Found] = []
    running = []
    at = 0
    while at < len(lines):
        if "\t" in lines[at]:
            last = at
            while last < len(lines) and "\t" in lines[last]:
                last += 1
            caption = " ".join(line for line in lines[max(0, at - 2) : at] if "\t" not in line)[-_CAPTION:]
            found += judge_table(read_rows(lines, at, last), caption, setting)
            at = last
            continue
        if any_number(lines[at]) and (listed := candidates(lines[at])):
            running.append((at, listed))
        at += 1
    found += judge_lines(lines, running, setting)
    return _once(lines, found)


def _once(lines: Sequence[str], found: Sequence[Found]) -> tuple[Hit, ...]:
    hits: dict[tuple[str, str], Hit] = {}
    for one in sorted(found, key=lambda found: (found.line, found.start)):
        key = one.one.kind, one.one.digits
        held = hits.get(key)
        if held is None or (one.sure and not held.sure):
            hits[key] = Hit(one.one.kind, masked(*key), _excerpt(lines[one.line], one.start, one.end), one.sure)
    return tuple(hits.values())


def _excerpt(line: str, start: int, end: int) -> str:
    """The number with what stands before and behind it in its line; cut between numbers, and all of them masked."""
    left, right = max(0, start - _BEFORE), min(len(line), end + _BEHIND)
    while left > 0 and _within(line, left):
        left -= 1
    while right < len(line) and _within(line, right):
        right += 1
    return mask_all(" ".join(line[left:right].replace("\t", " | ").split()))


def _within(line: str, at: int) -> bool:
    """Whether a cut there would part a number."""
    return line[at - 1] in _OF_NUMBERS and line[at] in _OF_NUMBERS


_OF_NUMBERS: Final = frozenset("0123456789０１２３４５６７８９Xx -")
