"""The formats there are, and choosing one; a format that is not wired fails the type check."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final, assert_never

from govcheck.errors import UsageError
from govcheck.i18n import _
from govcheck.report.background import NOTHING, Background
from govcheck.report.interface import BinaryReporter, Reporter
from govcheck.report.model import RunReport


class Format(StrEnum):
    """How a run is written."""

    CONSOLE = "console"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    SARIF = "sarif"
    JUNIT = "junit"


_SUFFIXES: Final = {
    ".txt": Format.CONSOLE,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".xlsx": Format.XLSX,
    ".csv": Format.CSV,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".sarif": Format.SARIF,
    ".xml": Format.JUNIT,
}


def rendered(
    report: RunReport,
    chosen: Format,
    *,
    width: int = 100,
    colour: bool = False,
    unreviewed: bool = False,
    background: Background = NOTHING,
) -> str | bytes:
    """The report in a format: text, or the bytes of a file."""
    one = reporter(chosen, width=width, colour=colour, unreviewed=unreviewed, background=background)
    return one.render_bytes(report) if isinstance(one, BinaryReporter) else one.render(report)


def reporter(
    chosen: Format,
    *,
    width: int = 100,
    colour: bool = False,
    unreviewed: bool = False,
    background: Background = NOTHING,
) -> Reporter | BinaryReporter:
    """The reporter of a format; ``width`` in character cells and ``colour`` bear on the console alone, ``unreviewed`` on
    papers: they then hold what no person confirmed, and say so; ``background`` on what pipelines read (SARIF, JUnit).
    """
    # Imported here so that asking for JSON does not load rich.
    if chosen is Format.CONSOLE:
        from govcheck.report.console import ConsoleReporter

        return ConsoleReporter(width=width, colour=colour, brief=background.brief)
    if chosen is Format.JSON:
        from govcheck.report.json_report import JsonReporter

        return JsonReporter()
    if chosen is Format.JSONL:
        from govcheck.report.jsonl import JsonlReporter

        return JsonlReporter()
    if chosen is Format.XLSX:
        from govcheck.report.xlsx import XlsxReporter

        return XlsxReporter(unreviewed=unreviewed)
    if chosen is Format.CSV:
        from govcheck.report.csv_report import CsvReporter

        return CsvReporter(unreviewed=unreviewed)
    if chosen is Format.MARKDOWN:
        from govcheck.report.markdown import MarkdownReporter

        return MarkdownReporter(unreviewed=unreviewed)
    if chosen is Format.HTML:
        from govcheck.report.html_report import HtmlReporter

        return HtmlReporter(unreviewed=unreviewed)
    if chosen is Format.SARIF:
        from govcheck.report.sarif import SarifReporter

        return SarifReporter(background)
    if chosen is Format.JUNIT:
        from govcheck.report.junit import JunitReporter

        return JunitReporter(background)
    assert_never(chosen)


def format_of(path: Path) -> Format:
    """The format a file's ending asks for.

    Raises:
        UsageError: no format writes such files.
    """
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        known = _("、").join(_SUFFIXES)
        raise UsageError(_("{path}：看不出报告格式，文件名请以 {known} 结尾").format(path=path, known=known))
    return found
