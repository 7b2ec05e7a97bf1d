"""A site of the list and a run's judging options, to and from ``run.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from govcheck.config.options import RunOptions
from govcheck.errors import ArchiveError
from govcheck.i18n import _
from govcheck.records.site import Kind, Level, Site
from govcheck.records.watch import Watched


def site_to_json(site: Site) -> dict[str, Any]:
    """Every field of the site."""
    watched = watched_to_json(site.watched)
    return asdict(site) | {"aliases": list(site.aliases), "extra": dict(site.extra), "watched": watched}


def site_from_json(data: Mapping[str, Any]) -> Site:
    """The inverse of :func:`site_to_json`.

    Raises:
        ArchiveError: it is not a site as this program writes it.
    """
    try:
        values = dict(data)
        values["level"] = Level(values["level"]) if values["level"] else None
        values["kind"] = Kind(values["kind"]) if values["kind"] else None
        values["aliases"] = tuple(values["aliases"])
        values["watched"] = watched_from_json(values.get("watched"))
        return Site(**values)
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveError(_("run.json 里的站点不能读取：{why}").format(why=error)) from error


def watched_to_json(watched: Watched | None) -> dict[str, Any] | None:
    """What a week of probes came to."""
    if watched is None:
        return None
    days = {"first": watched.first.isoformat(), "last": watched.last.isoformat()}
    return asdict(watched) | days | {"missed": list(watched.missed)}


def watched_from_json(data: Mapping[str, Any] | None) -> Watched | None:
    """The inverse of :func:`watched_to_json`."""
    if data is None:
        return None
    days = {name: date.fromisoformat(data[name]) for name in ("first", "last")}
    return Watched(**(dict(data) | days | {"missed": tuple(data["missed"])}))


def options_from_json(data: Mapping[str, Any]) -> RunOptions:
    """The options a stored run was judged with.

    Raises:
        ArchiveError: they are not as this program writes them.
    """
    try:
        return RunOptions(
            as_of=date.fromisoformat(data["as_of"]),
            seed=data["seed"],
            packs=tuple(data["packs"]),
            sheet=data["sheet"],
            without=frozenset(data["without"]),
            authority=data["authority"],
            about=frozenset(data.get("about", ())),
            lexicons=tuple(data.get("lexicons", ())),
            leaders=data.get("leaders"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveError(_("run.json 里的判定选项不能读取：{why}").format(why=error)) from error
