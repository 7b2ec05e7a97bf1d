"""The sheet that a console report is written on: lines of dead text wrapped by cell width, and tables without borders.

No box characters: consoles in Chinese code pages draw them two cells wide. Nothing is parsed as markup.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from govcheck.i18n import _
from govcheck.report.safe import plain

_GAP: Final = 2
_THIN: Final = 8
"""Narrower than this no column of text is made."""
_PRINTABLE: Final = str.maketrans({"−": "-", "✓": "√", "✔": "√", "✗": "×", "✘": "×", "•": "·", "➜": "→"})
"""Common signs that code page 936 lacks, and its own for them."""
_NOT_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕”’%…,.;:?!)]}")
_NOT_LAST: Final = frozenset("（《〈「『【〔“‘([{")


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells, broken at blanks and beside wide characters, not before closing punctuation."""
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        rest = piece
        if used + cell_len(rest) > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
            rest = rest.lstrip()
        while cell_len(rest) > width:  # an address, say: cut where the line ends
            cut = _cut(rest, width)
            lines.append(rest[:cut])
            rest = rest[cut:]
        line += rest
        used += cell_len(rest)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> list[str]:
    """The smallest parts that stay together."""
    pieces: list[str] = []
    for character in text:
        previous = pieces[-1][-1] if pieces else ""
        wide = cell_len(character) > 1 or (previous != "" and cell_len(previous) > 1)
        after_blank = previous == " " and character != " "
        together = character in _NOT_FIRST or previous in _NOT_LAST
        if pieces and not after_blank and (together or not wide):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _cut(piece: str, width: int) -> int:
    used = 0
    for place, character in enumerate(piece):
        used += cell_len(character)
        if used > width:
            return max(place, 1)
    return len(piece)


def _dead(text: str) -> str:
    return plain(text).translate(_PRINTABLE)


class Page:
    """Collects the text of a report."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self._out = io.StringIO()
        self._width = width
        self._console = Console(
            file=self._out,
            width=width,
            color_system="standard" if colour else None,
            force_terminal=colour,
            no_color=not colour,
            legacy_windows=False,
            force_jupyter=False,
            force_interactive=False,
            markup=False,
            emoji=False,
            highlight=False,
            # Nothing of the environment may change a report.
            _environ={},
        )

    def line(self, text: str = "", *, indent: int = 0, hang: int = 0, style: str = "", lead: str = "") -> None:
        """One paragraph of dead text. ``lead`` stands before it in ``style``; without one, ``style`` is the text's own."""
        head = f"{lead} " if lead else ""
        first = indent + cell_len(head)
        inner = max(self._width - max(first, indent + hang), 20)
        for place, part in enumerate(wrap(_dead(text), inner)):
            shown = Text(" " * indent + head if place == 0 else " " * (first if lead else indent + hang))
            if lead and place == 0:
                shown.stylize(style)
            shown.append(part, "" if lead else style)
            self._print(shown)

    def title(self, text: str) -> None:
        """A heading with an empty line before it."""
        self._print(Text())
        self.line(text, style="bold")

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: int, indent: int = 2) -> None:
        """A table; the columns from ``right`` on are numbers, set to the right. Text gives way where the page is narrow."""
        cells = [[_dead(cell) for cell in row] for row in (headings, *rows)]
        widths = [max(cell_len(row[place]) for row in cells) for place in range(len(headings))]
        over = sum(widths) + _GAP * (len(widths) - 1) + indent - self._width
        while over > 0 and right:
            widest = max(range(right), key=widths.__getitem__)
            if widths[widest] <= _THIN:
                break
            cut = min(over, max(1, widths[widest] // 4), widths[widest] - _THIN)
            widths[widest] -= cut
            over -= cut
        if over > 0:  # too narrow for columns: a paragraph for each row
            for row in cells[1:]:
                said = (f"{head} {cell}".strip() for head, cell in zip(cells[0], row, strict=True) if cell)
                self.line(_("；").join(said), indent=indent, hang=2)
            return
        for place, row in enumerate(cells):
            self._row(row, widths, right, indent, "dim" if place == 0 else "")

    def _row(self, row: Sequence[str], widths: Sequence[int], right: int, indent: int, style: str) -> None:
        parts = [
            wrap(cell, width) if place < right else [cell]
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for number in range(max(map(len, parts))):
            shown = []
            for place, part in enumerate(parts):
                text = part[number] if number < len(part) else ""
                blank = " " * (widths[place] - cell_len(text))
                shown.append(text + blank if place < right else blank + text)
            self._print(Text(" " * indent + (" " * _GAP).join(shown).rstrip(), style))

    def text(self) -> str:
        """Everything written, without idle blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._out.getvalue().splitlines()).lstrip("\n") + "\n"

    def _print(self, text: Text) -> None:
        self._console.print(text, no_wrap=True, overflow="ignore", crop=False)
