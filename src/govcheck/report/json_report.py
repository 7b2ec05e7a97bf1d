"""The run as one JSON document, version 1.0 (``docs/report.schema.json``)."""

from __future__ import annotations

from typing import Any, Final

from govcheck import __version__
from govcheck.report.build import standing
from govcheck.report.encode import JSON, dumps, moment, score_json, site_json
from govcheck.report.model import Option, RunMeta, RunReport, SiteReport, Summary

SCHEMA_VERSION: Final = "1.0"
WHOLE_SITES: Final = 200
"""With more sites the document holds each one's summary and the name of its file; ``jsonl`` has them whole."""
MASK: Final = "***"
_SECRET: Final = frozenset({"basic_auth", "header", "headers", "cookie", "cookies"})
"""Options that may hold a password; a report travels further than the machine it was made on."""


class JsonReporter:
    """One document, indented."""

    def render(self, report: RunReport) -> str:
        """The document and a line end."""
        return dumps(report_json(report), indent=2) + "\n"


def report_json(report: RunReport) -> JSON:
    """The run as plain JSON values."""
    whole = len(report.sites) <= WHOLE_SITES
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "govcheck", "version": __version__},
        "run": run_json(report.run),
        "sites": [site_json(site) if whole else _pointer(site) for site in report.sites],
        "summary": summary_json(report.summary),
    }


def run_json(run: RunMeta) -> JSON:
    """What names a clock or a run; nothing of it bears on ``results`` and ``score`` but by the options it states."""
    options = {name: _option(name, run.options[name]) for name in sorted(run.options)}
    return {
        "id": run.id,
        "started": moment(run.started),
        "finished": moment(run.finished),
        "as_of": run.as_of.isoformat(),
        "seed": run.seed,
        "packs": [{"id": one.id, "version": one.version, "sha256": one.sha256} for one in run.packs],
        "sources": [
            {"key": one.key, "title": one.title, "number": one.number, "issuer": one.issuer} for one in run.sources
        ],
        "tables": [{"name": one.name, "sha256": one.sha256} for one in run.tables],
        "capabilities": {name: run.capabilities[name] for name in sorted(run.capabilities)},
        "authority": run.authority or None,
        "options": options,
    }


def _option(name: str, value: Option) -> Any:
    if name in _SECRET and value:
        return MASK
    return list(value) if isinstance(value, tuple) else value


def summary_json(summary: Summary) -> JSON:
    """The batch in numbers."""
    return {
        "sites": summary.sites,
        "reached": summary.reached,
        "qualified": summary.qualified,
        "unqualified": summary.unqualified,
        "undetermined": summary.undetermined,
        "unseen": summary.unseen,
        "comparison": summary.comparison,
        "findings": {severity.value: count for severity, count in summary.findings.items()},
    }


def _pointer(site: SiteReport) -> JSON:
    score = score_json(site.score)
    return {
        "id": site.site.id,
        "name": site.site.name,
        "url": site.site.url,
        "standing": standing(site),
        "low": score["low"],
        "high": score["high"],
        "file": f"results/{site.site.id}.jsonl",
    }
