"""A single target: an address or a saved folder, with what the command line says of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from govcheck.errors import UsageError
from govcheck.i18n import _
from govcheck.records.site import Kind, Level, Site
from govcheck.registry import fields
from govcheck.registry.ids import id_from_address, slug

_HOST_SAFE: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def site_from_target(
    target: str,
    *,
    level: Level | None = None,
    kind: Kind | None = None,
    region: str = "",
    name: str = "",
    site_id: str = "",
    base_url: str = "",
) -> Site:
    """The site of one target. The id is ``site_id``, else derived from the folder's name or the address.

    A folder's address is ``base_url``, else ``http://FOLDER.invalid/`` until its pages say better.

    Raises:
        UsageError: the target is neither a folder nor an address, or a code is wrong.
    """
    folder = _folder(target)
    try:
        code = fields.region(region) if region else ""
        given = fields.given_id(site_id) if site_id else ""
        if folder is not None:
            own = slug(folder.resolve().name or "folder")
            url = fields.address(base_url) if base_url else f"http://{_host(own)}.invalid/"
            return Site(given or own, name, url, level, kind, code)
        url = fields.address(target)
    except fields.Trouble as trouble:
        raise UsageError(str(trouble)) from trouble
    return Site(given or id_from_address(url), name, url, level, kind, code)


def _folder(target: str) -> Path | None:
    if "://" in target:
        return None
    path = Path(target)
    try:
        if target.strip() and path.is_dir():
            return path
        if not target.strip() or path.exists() or target.startswith((".", "/", "~")) or "\\" in target:
            raise UsageError(_("{target}：应为网址、已存的文件夹或站点清单").format(target=target))
    except (OSError, ValueError) as error:  # a name that no file system takes
        raise UsageError(_("{target}：应为网址、已存的文件夹或站点清单").format(target=target)) from error
    return None


def _host(own: str) -> str:
    """A host label for a folder: its slug where DNS would take it, else a slug of ASCII."""
    label = re.sub(r"[^a-z0-9-]+", "-", own).strip("-")
    return label if _HOST_SAFE.fullmatch(label) else slug(f"folder {own}")[-8:]
