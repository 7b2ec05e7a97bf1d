"""``govcheck report``: a stored run reported again, as it was judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from govcheck.cli.exits import Exit
from govcheck.cli.options import writing
from govcheck.cli.output import Outputs
from govcheck.cli.translated import Command, option
from govcheck.i18n import N_, _


@click.command("report", cls=Command, help=N_("由已存的检查再出报告：不访问网络，不重新判定；只给 -o 时不打印到标准输出。"))
@click.argument("run_path", metavar="RUN", type=click.Path(path_type=Path))
@option(
    "--reviews",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help=N_("人工核对记录（reviews.jsonl），代替检查时用的"),
)
@writing
@click.pass_context
def command(ctx: click.Context, /, run_path: Path, reviews: Path | None, **values: Any) -> int:
    """Report a stored run."""
    from govcheck.report.build import reviewed
    from govcheck.scan.run_folder import RunFolder
    from govcheck.scan.stored_run import load_run
    from govcheck.waivers.reviews import load_reviews

    outputs = Outputs.of(values)
    said = load_reviews(reviews) if reviews is not None else None
    stored = load_run(RunFolder(run_path))
    report = reviewed(stored.report, said) if said is not None else stored.report
    if outputs.files and ctx.get_parameter_source("format_") is ParameterSource.DEFAULT:
        outputs.write_files(report)
    else:
        outputs.write(report)
    if not stored.missing:
        return Exit.OK
    click.echo(_("这次检查没有做完，缺：{ids}").format(ids=_("、").join(stored.missing)), err=True)
    return Exit.INCOMPLETE
