"""``govcheck pack diff``: what changed between two states of packs, and what that does to a stored run."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from govcheck.cli.exits import Exit
from govcheck.cli.translated import Command, option
from govcheck.i18n import N_


@click.command("diff", cls=Command, help=N_("比较规则包的两个状态：哪些规则新增、删去、改动，版本号和修订号升得够不够。"))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@option(
    "--run",
    "run_path",
    metavar="RUN",
    type=click.Path(path_type=Path),
    default=None,
    help=N_("用这个运行目录里已存的网页各判定一次，列出哪些问题将出现或消失"),
)
@option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["console", "json"]),
    default="console",
    help=N_("标准输出的格式，缺省为 console"),
)
@option("--check", is_flag=True, help=N_("版本号或修订号升得不够时以 3 退出"))
def command(old: str, new: str, run_path: Path | None, format_: str, *, check: bool) -> int:
    """Compare packs given as files, ids or folders of rules."""
    from govcheck.pack.diff import Side, pack_diff, read_side
    from govcheck.report.encode import dumps
    from govcheck.report.model import RunReport
    from govcheck.report.pack_diff_view import pack_diff_json, pack_diff_text
    from govcheck.report.pack_effect import effects
    from govcheck.report.terminal import terminal_of
    from govcheck.scan.rejudge import rejudge
    from govcheck.scan.run_folder import RunFolder

    sides = read_side(old), read_side(new)
    changes = pack_diff(sides[0].packs, sides[1].packs)
    sites, judged = None, None
    if run_path is not None:
        folder = RunFolder(run_path)

        def judge(side: Side) -> RunReport:
            return rejudge(folder, lambda stored: replace(stored, packs=side.names), root=side.root)

        before, judged = judge(sides[0]), judge(sides[1])
        sites = effects(before, judged)
    if format_ == "json":
        click.echo(dumps(pack_diff_json(changes, sites, judged), indent=2))
    else:
        click.echo(pack_diff_text(changes, sites, judged, terminal_of(sys.stdout)), nl=False)
    return Exit.INPUT if check and not all(one.in_order for one in changes) else Exit.OK
