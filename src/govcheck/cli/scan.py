"""``govcheck scan``: look at sites, judge them, keep the run."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from govcheck.cli.decided import decided_of, tell
from govcheck.cli.options import deciding, fetching, judging, reporting, run_options, subject
from govcheck.cli.output import Outputs, excused_by, fails_at, finish
from govcheck.cli.recorded import recorded
from govcheck.cli.targets import targets_of
from govcheck.cli.translated import Command, option
from govcheck.cli.watched import with_watch
from govcheck.cli.wire import fetch_settings
from govcheck.errors import UsageError
from govcheck.i18n import N_, _


@click.command("scan", cls=Command, help=N_("扫描网站（URL）、已存文件夹或站点清单，给出有据可查、可复算的结论。"))
@click.argument("targets", nargs=-1, metavar="TARGET…")
@option(
    "-s", "--sites", type=click.Path(path_type=Path), default=None, metavar="FILE", help=N_("站点清单（yaml、csv、xlsx）")
)
@option("--base-url", default=None, metavar="URL", help=N_("已存文件夹原来的网址"))
@option(
    "--run",
    "run_path",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FOLDER",
    help=N_("运行目录，缺省为 runs/ 下新建"),
)
@option(
    "--watch",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FOLDER",
    help=N_("govcheck watch 的监测目录，据以判断一周内能否打开"),
)
@subject
@judging
@deciding
@fetching
@reporting
def command(**values: Any) -> int:
    """Scan sites."""
    from govcheck.cli.known import background_of
    from govcheck.report.progress import progress
    from govcheck.scan.run import run
    from govcheck.scan.run_folder import RunFolder, new_run_path
    from govcheck.scan.toolkit import load_toolkit

    if not values["targets"] and values["sites"] is None:
        raise UsageError(_("请给出要扫描的网址、文件夹，或用 -s 给出站点清单"))
    outputs = Outputs.of(values)
    fails_at(values["fail_on"])
    targets = targets_of(values)
    options = run_options(values)
    targets = with_watch(targets, values["watch"], options.as_of)
    settings = fetch_settings(values)
    decided = decided_of(values)
    toolkit = load_toolkit(options, decided=decided)
    folder = RunFolder.create(values["run_path"] or new_run_path(Path("runs")))
    with progress(len(targets)) as watcher:
        report = asyncio.run(run(targets, toolkit, settings, folder, watcher, options=recorded(values)))
    click.echo(_("运行目录：{path}").format(path=folder.path), err=True)
    tell(decided.decisions, report)
    return finish(
        report,
        outputs,
        values["fail_on"],
        options.without,
        allow_incomplete=values["allow_incomplete"],
        background=replace(background_of(targets, toolkit), excused=excused_by(options.without)),
    )
