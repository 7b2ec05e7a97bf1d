"""A stored run as it was reported: from ``run.json`` and ``results/``, without judging anything again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govcheck.errors import ArchiveError
from govcheck.i18n import _
from govcheck.records.codec import loads
from govcheck.report.build import run_report
from govcheck.report.decode import meta_from_json, site_from_json
from govcheck.report.model import RunMeta, RunReport, SiteReport
from govcheck.scan.run_folder import RunFolder


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run read from its folder. ``missing``: sites of its list that have no results, since the run did not end."""

    report: RunReport
    missing: tuple[str, ...] = ()


def load_run(folder: RunFolder) -> StoredRun:
    """The report of a stored run, sites in the order of the site list.

    Raises:
        ArchiveError: the folder cannot be read.
    """
    stored = folder.read_run()
    meta = _meta(folder, stored)
    sites: list[SiteReport] = []
    missing: list[str] = []
    for site_id in _site_ids(folder, stored):
        site = _site(folder, site_id)
        if site is None:
            missing.append(site_id)
        else:
            sites.append(site)
    return StoredRun(run_report(meta, sites), tuple(missing))


def load_meta(folder: RunFolder) -> tuple[RunMeta, int]:
    """What is known of a run without reading its results, and how many sites its list has.

    Raises:
        ArchiveError: the folder cannot be read.
    """
    stored = folder.read_run()
    return _meta(folder, stored), len(_site_ids(folder, stored))


def seen_members(folder: RunFolder, site_id: str) -> dict[str, frozenset[str]]:
    """By population, the keys of the site's members whose pages were read; nothing where none are stored.

    Raises:
        ArchiveError: the site's populations cannot be read.
    """
    place = folder.populations(site_id)
    try:
        stored = loads(place.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ArchiveError(_("{path} 不能读取：{why}").format(path=place, why=error)) from error
    return {
        name: frozenset(member.key for member in population.members if member.seen is not None)
        for name, population in stored.items()
    }


def run_folders(parent: Path) -> list[RunFolder]:
    """The run folders right under a folder, by name.

    Raises:
        ArchiveError: there is no such folder.
    """
    try:
        return [RunFolder(one) for one in sorted(parent.iterdir()) if (one / "run.json").is_file()]
    except OSError as error:
        raise ArchiveError(_("{path} 不能读取：{why}").format(path=parent, why=error.strerror or error)) from error


def _meta(folder: RunFolder, stored: Any) -> RunMeta:
    try:
        judging = stored["judging"]
        data = {
            **stored["run"],
            "as_of": judging["as_of"],
            "seed": judging["seed"] or judging["as_of"][:7],
            "packs": stored["packs"],
            "sources": stored.get("sources", []),
            "tables": stored.get("tables", []),
            "authority": judging["authority"],
        }
        return meta_from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArchiveError(_("{path} 不能读取：{why}").format(path=folder.path / "run.json", why=error)) from error


def _site_ids(folder: RunFolder, stored: Any) -> list[str]:
    try:
        return [str(one["id"]) for one in stored["sites"]]
    except (KeyError, TypeError) as error:
        raise ArchiveError(_("{path} 不能读取：{why}").format(path=folder.path / "run.json", why=error)) from error


def _site(folder: RunFolder, site_id: str) -> SiteReport | None:
    place = folder.results(site_id)
    try:
        return site_from_json(json.loads(place.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError, ArchiveError) as error:
        raise ArchiveError(_("{path} 不能读取：{why}").format(path=place, why=error)) from error
