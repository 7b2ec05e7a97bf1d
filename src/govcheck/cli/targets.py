"""What a command was asked to look at: addresses, saved folders, site lists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click

from govcheck.errors import UsageError
from govcheck.i18n import _
from govcheck.records.site import Kind, Level, Site
from govcheck.registry.lists import is_closed, load_list
from govcheck.registry.single import site_from_target
from govcheck.report.background import Place
from govcheck.scan.run import Target

_OF_ONE: Final = ("level", "kind", "region", "name", "base_url")


def targets_of(values: Mapping[str, Any]) -> tuple[Target, ...]:
    """The targets in the order given, those of the site list last.

    Raises:
        UsageError: two targets have one id, or an option of a single target is given for several.
        SiteListError: the site list is wrong.
    """
    given = [f"--{name.replace('_', '-')}" for name in _OF_ONE if values[name]]
    if given and (len(values["targets"]) != 1 or values["sites"] is not None):
        raise UsageError(_("{options} 只能用于单个目标；多个站点请写进站点清单").format(options=_("、").join(given)))
    found = [_single(text, values) for text in values["targets"]]
    if values["sites"] is not None:
        found += _listed(values["sites"])
    seen: set[str] = set()
    for target in found:
        if target.site.id in seen:
            raise UsageError(_("{id} 出现了两次，每个站点只能有一个编号").format(id=target.site.id))
        seen.add(target.site.id)
    if not found:
        raise UsageError(_("没有要检查的站点"))
    return tuple(found)


def _listed(path: Path) -> list[Target]:
    """The sites of the list that are not closed; those closed are named and not looked at."""
    listed = load_list(path)
    closed = [site.id for site in listed.sites if is_closed(site)]
    if closed:
        click.echo(_("清单写明已关停，不检查：{ids}").format(ids=_("、").join(closed)), err=True)
    return [Target(site, place=Place(*listed.places[site.id])) for site in listed.sites if not is_closed(site)]


def _single(text: str, values: Mapping[str, Any]) -> Target:
    site = _site(text, values)
    if "://" in text:
        return Target(site)
    folder = Path(text)
    if folder.is_dir():
        return Target(site, folder, values["base_url"])
    if folder.exists() or "\\" in text or text.startswith((".", "/")):
        raise UsageError(_("{text} 既不是网址，也不是存在的文件夹").format(text=text))
    return Target(site)


def _site(text: str, values: Mapping[str, Any]) -> Site:
    return site_from_target(
        text,
        level=Level(values["level"]) if values["level"] else None,
        kind=Kind(values["kind"]) if values["kind"] else None,
        region=values["region"],
        name=values["name"],
        site_id=values.get("site_id", ""),
    )
