"""One site a line: what a batch of any size is read from, line by line."""

from __future__ import annotations

from govcheck.report.encode import site_line
from govcheck.report.model import RunReport


class JsonlReporter:
    """Each line is a site as it stands under ``sites`` of the JSON report; the run and its sums are not in it."""

    def render(self, report: RunReport) -> str:
        """The lines; nothing at all for a run without sites."""
        return "".join(f"{site_line(site)}\n" for site in report.sites)
