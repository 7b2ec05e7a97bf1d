"""Judging a stored run again, offline: other packs, another as-of, the same evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from govcheck.config.options import RunOptions
from govcheck.errors import ArchiveError
from govcheck.fetch.archive import read_archive
from govcheck.i18n import _
from govcheck.report.build import run_report
from govcheck.report.model import RunReport
from govcheck.scan.decided import DECIDING, Decided
from govcheck.scan.judge import judge_crawl
from govcheck.scan.links import stored_answers
from govcheck.scan.run import run_meta
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.stored import options_from_json, site_from_json
from govcheck.scan.toolkit import load_toolkit

Change = Callable[[RunOptions], RunOptions]


def rejudge(
    folder: RunFolder,
    change: Change = lambda options: options,
    *,
    decided: Decided | None = None,
    named: Mapping[str, str] = MappingProxyType({}),
    root: Path | None = None,
) -> RunReport:
    """Judge every site of the run from its archive. ``change`` turns the stored options into those wanted now.

    What people ``decided`` holds for this judging alone: the files that the run once named are not read again. ``named``
    are the options that name today's, for the record. ``root``: another rules folder than the shipped one.

    Raises:
        ArchiveError: the folder or an archive cannot be read.
        InputError: a pack is wrong.
    """
    stored = folder.read_run()
    try:
        options = options_from_json(stored["judging"])
        sites = [site_from_json(row) for row in stored["sites"]]
        run = stored["run"]
        name, started, finished = str(run["id"]), _moment(run["started"]), _moment(run["finished"])
        capabilities = dict(run["capabilities"])
        kept = {name: value for name, value in run["options"].items() if name not in DECIDING}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArchiveError(_("{path} 不能读取：{why}").format(path=folder.path / "run.json", why=error)) from error
    lacking = [place.name for place in (folder.archive(site.id) for site in sites) if not place.exists()]
    if lacking:
        unended = _("{path} 缺存档 {names}：检查没有做完，或存档被移走，不能重新判定。已有的结果可用 govcheck report 查看")
        raise ArchiveError(unended.format(path=folder.path, names=_("、").join(lacking)))
    toolkit = load_toolkit(change(options), root=root, decided=decided)
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in (kept | dict(named)).items()}
    answers = stored_answers(folder.links)
    reports = [judge_crawl(site, read_archive(folder.archive(site.id)), toolkit, answers=answers).report for site in sites]
    return run_report(run_meta(toolkit, name, started, finished, capabilities=capabilities, options=said), reports)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
