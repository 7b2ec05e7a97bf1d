"""Where a report goes, and which exit code it leads to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from govcheck.cli.exits import Exit, foremost
from govcheck.errors import ArchiveError, UsageError
from govcheck.i18n import _
from govcheck.outcome import Outcome, Reason, Severity
from govcheck.report.background import NOTHING, Background
from govcheck.report.build import fresh
from govcheck.report.formats import Format, format_of, rendered
from govcheck.report.model import RunReport
from govcheck.scan.files import write_whole

_NARROWEST: Final = 60
_WIDEST: Final = 140

EXCUSED: Final[Mapping[str, frozenset[Reason]]] = {
    "ipv6-egress": frozenset({Reason.NO_IPV6_EGRESS, Reason.NO_IPV6_CONTROL}),
    "dns": frozenset({Reason.NO_DNS}),
    "browser": frozenset({Reason.SCRIPT}),
}
"""The reasons that do not make a run incomplete once their capability was declared absent."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The format on stdout, and files with the format their ending asks for."""

    stdout: Format
    files: tuple[tuple[Path, Format], ...]
    unreviewed: bool = False
    """Papers hold what no person confirmed, and say so."""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Outputs:
        """Read the options; a file whose format cannot be told is refused before anything is fetched."""
        files = tuple((path, format_of(path)) for path in values["outputs"])
        chosen = Format(values["format_"])
        if chosen is Format.XLSX and sys.stdout.isatty():
            raise UsageError(_("工作簿不能显示在终端上，请用 -o FILE.xlsx 另存"))
        return cls(chosen, files, bool(values.get("unreviewed")))

    def write_files(self, report: RunReport, background: Background = NOTHING) -> None:
        """Write every file.

        Raises:
            ArchiveError: some cannot be written; told once the others are.
        """
        failed: list[str] = []
        for path, chosen in self.files:
            try:
                write_whole(path, rendered(report, chosen, unreviewed=self.unreviewed, background=background))
            except ArchiveError as error:
                failed.append(str(error))
        if failed:
            raise ArchiveError("\n".join(failed))

    def write(self, report: RunReport, background: Background = NOTHING) -> None:
        """Write every file, and stdout whether or not a file could be written: what was fetched shall not be lost."""
        try:
            self.write_files(report, background)
        finally:
            self._print(report, background)

    def _print(self, report: RunReport, background: Background) -> None:
        width = max(_NARROWEST, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        shown = rendered(report, self.stdout, width=width, colour=colour, unreviewed=self.unreviewed, background=background)
        click.echo(shown, nl=False, color=colour)


def fails_at(word: str) -> Severity | None:
    """The severity that ``--fail-on`` names; ``None`` for ``none`` and ``veto``.

    Raises:
        UsageError: it names nothing known.
    """
    if word in ("none", "veto"):
        return None
    try:
        return Severity(word)
    except ValueError:
        known = _("、").join(["none", "veto", *Severity])
        raise UsageError(_("--fail-on 不认识 {word}，可写：{known}").format(word=word, known=known)) from None


def finish(
    report: RunReport,
    outputs: Outputs,
    fail_on: str,
    without: frozenset[str],
    *,
    allow_incomplete: bool,
    background: Background = NOTHING,
) -> int:
    """Write the report and tell the exit code."""
    outputs.write(report, background)
    return int(foremost(_codes(report, fail_on, without, allow_incomplete=allow_incomplete)))


def _codes(report: RunReport, fail_on: str, without: frozenset[str], *, allow_incomplete: bool) -> Iterator[Exit]:
    if _failing(report, fail_on):
        yield Exit.FINDINGS
    if not reached(report) or (not allow_incomplete and incomplete(report, without)):
        yield Exit.INCOMPLETE


def _failing(report: RunReport, fail_on: str) -> bool:
    if fail_on == "veto":
        return any(veto.outcome is Outcome.FAIL for site in report.sites for veto in site.score.vetoes)
    floor = fails_at(fail_on)
    if floor is None:
        return False
    return any(one.severity.rank >= floor.rank for site in report.sites for one in fresh(site))


def reached(report: RunReport) -> bool:
    """Whether anything at all was seen; nothing excuses a run of which that is not so."""
    return any(site.site.reached for site in report.sites)


def excused_by(without: frozenset[str]) -> frozenset[Reason]:
    """The reasons that do not make a run incomplete when these capabilities were declared absent."""
    return frozenset().union(*(EXCUSED[word] for word in without)) if without else frozenset()


def incomplete(report: RunReport, without: frozenset[str]) -> bool:
    """Whether something that was asked for could not be seen."""
    excused = excused_by(without)
    return any(
        not site.site.reached
        or any(one.outcome is Outcome.ERROR and one.reason not in excused for one in site.result.results)
        for site in report.sites
    )
