"""The text of a file, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from govcheck.outcome import Reason

MAX_CHARS: Final = 500_000
"""Characters taken from one file; beyond, its rest counts as unread."""
MAX_PAGES: Final = 60
"""Pages of a PDF, sheets of a workbook."""


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says. ``text``: its lines; cells of a row are parted by tabs, an empty line parts tables and pages.

    ``pages``: of a PDF its pages, of a workbook its sheets, else 1. ``why``: the file, or a part of it, could not be read:
    ``no-reader`` (a format or an extra we lack), ``unreadable`` (damaged, encrypted, scanned), ``budget`` (cut short).
    """

    text: str = ""
    pages: int = 0
    why: Reason | None = None
    detail: str = ""

    @property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")


class UnreadError(Exception):
    """Raised by a reader that cannot read a file; never leaves this package."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Sheet:
    """Gathers lines until a file has said enough."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.size = 0

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        return self.size >= MAX_CHARS

    def line(self, text: str) -> None:
        """A line of running text."""
        self._add(" ".join(text.replace("\t", " ").split()))

    def row(self, cells: list[str]) -> None:
        """A row of a table; one that is empty is left out."""
        kept = [" ".join(cell.split()) for cell in cells]
        while kept and not kept[-1]:
            kept.pop()
        if kept:
            self._add("\t".join(kept) if len(kept) > 1 else kept[0] + "\t")

    def gap(self) -> None:
        """The end of a table or page."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _add(self, text: str) -> None:
        if text and not self.full:
            self.lines.append(text)
            self.size += len(text) + 1

    def done(self, pages: int, *, why: Reason | None = None, detail: str = "") -> FileText:
        """The file's text; one that was cut says so."""
        if self.full and why is None:
            why, detail = Reason.BUDGET, f"only the first {MAX_CHARS} characters were read"
        return FileText("\n".join(self.lines).strip("\n"), pages, why, detail)
