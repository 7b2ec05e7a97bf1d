"""What a store of probes says of each target, handed to a run with its site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from govcheck.i18n import _
from govcheck.scan.run import Target
from govcheck.scan.watch_store import Store
from govcheck.scan.watched import week


def with_watch(targets: Sequence[Target], store: Path | None, as_of: date) -> tuple[Target, ...]:
    """The targets, each with the week of probes that the store has of it. A site without any keeps none.

    Raises:
        ArchiveError: the store cannot be read.
    """
    if store is None:
        return tuple(targets)
    return tuple(_watched(target, Store(store), as_of) for target in targets)


def _watched(target: Target, store: Store, as_of: date) -> Target:
    probes, torn = store.read(target.site.id)
    if torn:
        message = _("{path} 有 {n} 行读不出（写到一半中断），已跳过")
        click.echo(message.format(path=store.file(target.site.id), n=torn), err=True)
    found = week(probes, as_of)
    if found is None:
        click.echo(_("{id} 没有监测数据").format(id=target.site.id), err=True)
    return replace(target, site=replace(target.site, watched=found))
