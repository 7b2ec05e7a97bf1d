"""``govcheck pack install``: packs, calendars and lexicons from a folder or zip, without the network."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from govcheck.cli.translated import Command, option
from govcheck.errors import Mistake
from govcheck.i18n import N_, _


@click.command(
    "install", cls=Command, help=N_("安装文件夹或 zip 里的规则包、日历和词表：先全部校验，再一次写入；不访问网络。")
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, exists=True))
@option("--force", is_flag=True, help=N_("替换已安装的、内容不同的同名文件"))
@option("--dry-run", is_flag=True, help=N_("只校验，不写入"))
def command(path: Path, *, force: bool, dry_run: bool) -> int:
    """Install a bundle into the user's data folder."""
    from govcheck.pack.bundle import read_bundle
    from govcheck.pack.install import State, install
    from govcheck.pack.installed import data_home

    states = {State.NEW: _("新增"), State.SAME: _("已有"), State.REPLACED: _("替换")}
    home = data_home()
    bundle = read_bundle(path)
    for one in install(bundle, home, force=force, dry_run=dry_run, further=_wrong_cases):
        click.echo(f"{one.sha256}  {states[one.state]}  {one.path}")
    for name in bundle.left_out:
        click.echo(_("不安装：{name}").format(name=name), err=True)
    said = _("校验无误，没有写入。") if dry_run else _("已安装到 {path}").format(path=home)
    click.echo(said, err=True)
    return 0


def _wrong_cases(file: Path) -> Iterable[Mistake]:
    """The cases of a case file that do not hold."""
    from govcheck.engine.cases import mismatches
    from govcheck.pack.cases import load_cases

    return mismatches(load_cases(file)) if file.name.endswith(".test.yaml") else []
