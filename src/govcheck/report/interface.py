"""What a report format is: something that turns a run into text, or into the bytes of a file."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from govcheck.report.model import RunReport


class Reporter(Protocol):
    """One format. Reporters hold only their own settings (width, colour), never state of a run."""

    def render(self, report: RunReport) -> str:
        """The whole report as text ending in a line end; equal reports give equal texts."""
        ...


@runtime_checkable
class BinaryReporter(Protocol):
    """A format whose files are bytes (a workbook), or whose bytes are fixed to the last mark (CSV)."""

    def render_bytes(self, report: RunReport) -> bytes:
        """The whole file; equal reports give equal bytes."""
        ...
