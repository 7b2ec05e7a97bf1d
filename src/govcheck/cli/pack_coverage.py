"""``govcheck pack coverage``: document by clause by obligation by rule by how it is decided."""

from __future__ import annotations

import sys

import click

from govcheck.cli.exits import Exit
from govcheck.cli.translated import Command, option
from govcheck.i18n import N_, _


@click.command("coverage", cls=Command, help=N_("逐条列出各文件的义务由哪条规则、怎样判定。"))
@option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    help=N_("输出格式，缺省为 table"),
)
@option("--document", "documents", multiple=True, metavar="KEY", help=N_("只列此文件（如 PZH2021），可重复"))
@option("--check", is_flag=True, help=N_("有义务没有规则时以 3 退出"))
def command(*, format_: str, documents: tuple[str, ...], check: bool) -> int:
    """Print the coverage."""
    from govcheck.errors import UsageError
    from govcheck.pack.coverage_text import coverage_json, coverage_markdown
    from govcheck.pack.load import load_packs
    from govcheck.pack.obligations import coverage, load_obligations, unknown_obligations
    from govcheck.pack.shipped import rules_root
    from govcheck.pack.shown import shown_cases
    from govcheck.pack.suggest import did_you_mean
    from govcheck.report.coverage_view import coverage_view
    from govcheck.report.terminal import terminal_of

    packs, files = load_packs(), load_obligations(rules_root())
    known = [file.document.key for file in files]
    for name in documents:
        if name not in known:
            raise UsageError(_("没有文件 {name}").format(name=name) + did_you_mean(name, known))
    rows = [row for row in coverage(files, packs) if not documents or row.document.key in documents]
    shown = shown_cases(packs, rules_root())
    if format_ == "table":
        click.echo(coverage_view(rows, shown, terminal_of(sys.stdout)), nl=False)
    else:
        click.echo(coverage_json(rows, shown) if format_ == "json" else coverage_markdown(rows, shown), nl=False)
    strays = unknown_obligations(files, packs)
    for rule, name in strays:
        click.echo(_("{rule} 引用的义务 {name} 不在文件中").format(rule=rule, name=name), err=True)
    lacking = [row.obligation.id for row in rows if row.how == "none"]
    if lacking:
        click.echo(_("{n} 条义务尚无规则").format(n=len(lacking)), err=True)
    return Exit.INPUT if check and (lacking or strays) else Exit.OK
