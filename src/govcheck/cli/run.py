"""``govcheck run``: stored runs, listed, shown, compared."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from govcheck.cli.exits import Exit
from govcheck.cli.translated import Group, option
from govcheck.i18n import N_, _

_ENOUGH: Final = 100


@click.group("run", cls=Group, help=N_("已存的检查：列出、查看、比较两次。"))
def command() -> None:
    """Stored runs."""


@command.command("list", help=N_("列出一个文件夹下的运行目录，缺省为 runs。"))
@click.argument("folder", metavar="[FOLDER]", required=False, default="runs", type=click.Path(path_type=Path))
def list_(folder: Path) -> int:
    """One line a run; those that cannot be read are told on stderr."""
    from govcheck.errors import ArchiveError
    from govcheck.scan.stored_run import load_meta, run_folders

    code = Exit.OK
    for one in run_folders(folder):
        try:
            meta, sites = load_meta(one)
        except ArchiveError as error:
            click.echo(str(error), err=True)
            code = Exit.INTERNAL
            continue
        started = f"{meta.started:%Y-%m-%d %H:%M:%S}" if meta.started else "–"
        state = "" if meta.finished else _("（没有做完）")
        facts = _("基准日 {day}，{n} 个站点{state}").format(day=meta.as_of.isoformat(), n=sites, state=state)
        click.echo(f"{one.path}  {started}  {facts}")
    return code


@command.command("show", help=N_("查看一次检查：何时、用什么规则、各站判定和问题数。"))
@click.argument("run_path", metavar="RUN", type=click.Path(path_type=Path))
def show(run_path: Path) -> int:
    """What a run was and what it came to."""
    from govcheck.report.run_view import run_text
    from govcheck.scan.run_folder import RunFolder
    from govcheck.scan.stored_run import load_run

    stored = load_run(RunFolder(run_path))
    click.echo(run_text(stored.report, stored.missing, width=_ENOUGH), nl=False)
    return Exit.INCOMPLETE if stored.missing else Exit.OK


@command.command("diff", help=N_("比较两次检查：新发现、仍存在、已整改、未再看到；没有再看的不算已整改。"))
@click.argument("old_path", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new_path", metavar="NEW", type=click.Path(path_type=Path))
@option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["console", "json"]),
    default="console",
    help=N_("标准输出的格式，缺省为 console"),
)
def diff_(old_path: Path, new_path: Path, format_: str) -> int:
    """What changed between two runs."""
    from govcheck.report.diff import diff
    from govcheck.report.diff_view import diff_json, diff_text
    from govcheck.report.encode import dumps
    from govcheck.scan.run_folder import RunFolder
    from govcheck.scan.stored_run import load_run, seen_members

    old, new = (load_run(RunFolder(path)) for path in (old_path, new_path))
    changes = diff(old.report, new.report, lambda site_id: seen_members(RunFolder(new_path), site_id))
    if format_ == "json":
        click.echo(dumps(diff_json(old.report, new.report, changes), indent=2))
    else:
        click.echo(diff_text(old.report, new.report, changes, width=_ENOUGH), nl=False)
    for stored, path in ((old, old_path), (new, new_path)):
        if stored.missing:
            ids = _("、").join(stored.missing)
            click.echo(_("{path} 没有做完，缺：{ids}").format(path=path, ids=ids), err=True)
    return Exit.INCOMPLETE if old.missing or new.missing else Exit.OK
