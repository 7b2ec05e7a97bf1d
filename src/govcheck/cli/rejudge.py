"""``govcheck rejudge``: the same evidence judged again, offline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from govcheck.cli.decided import decided_of, named, tell
from govcheck.cli.options import Day, deciding, leaders_of, lexicons_of, reporting, wording
from govcheck.cli.output import Outputs, fails_at, finish
from govcheck.cli.recorded import recorded
from govcheck.cli.translated import Command, option
from govcheck.config.options import RunOptions
from govcheck.i18n import N_


@click.command("rejudge", cls=Command, help=N_("用已存的网页重新判定，不访问网络；同样的选项得到同样的结果。"))
@click.argument("run_path", metavar="RUN", type=click.Path(path_type=Path))
@option("--pack", "packs", multiple=True, metavar="ID|FILE", help=N_("改用这些规则包"))
@option("--as-of", type=Day(), default=None, help=N_("改用这个判定基准日"))
@option("--seed", default=None, help=N_("改用这个抽样种子"))
@wording
@deciding
@reporting
def command(run_path: Path, packs: tuple[str, ...], as_of: date | None, seed: str | None, **values: Any) -> int:
    """Judge a stored run again."""
    from govcheck.scan.rejudge import rejudge
    from govcheck.scan.run_folder import RunFolder

    outputs = Outputs.of(values)
    fails_at(values["fail_on"])
    without: list[frozenset[str]] = []

    def change(stored: RunOptions) -> RunOptions:
        without.append(stored.without)
        return replace(
            stored,
            packs=packs or stored.packs,
            as_of=as_of or stored.as_of,
            seed=stored.seed if seed is None else seed,
            lexicons=lexicons_of(values) or stored.lexicons,
            leaders=leaders_of(values) or stored.leaders,
        )

    decided = decided_of(values)
    own = recorded({name: values[name] for name in ("lexicons", "leaders")})
    report = rejudge(RunFolder(run_path), change, decided=decided, named=named(values) | own)
    tell(decided.decisions, report)
    return finish(report, outputs, values["fail_on"], without[0], allow_incomplete=values["allow_incomplete"])
