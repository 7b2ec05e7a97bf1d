"""``govcheck pack``: what the packs hold, whether they are right, what is generated from them."""

from __future__ import annotations

from pathlib import Path

import click

from govcheck.cli import pack_coverage, pack_diff, pack_install
from govcheck.cli.exits import Exit
from govcheck.cli.translated import Group, option
from govcheck.i18n import N_, _


@click.group("pack", cls=Group, help=N_("规则包：列出、查看、校验、测试，生成架构与规则说明。"))
def command() -> None:
    """Rule packs."""


@command.command("list", help=N_("列出规则包。"))
def list_() -> int:
    """One line a pack."""
    from govcheck.i18n import language
    from govcheck.pack.load import load_packs

    for pack in load_packs():
        region = pack.region or _("全国")
        rules = _("{n} 条规则").format(n=len(pack.rules))
        click.echo(f"{pack.id:28} {pack.version:8} {region:8} {rules}  {pack.title[language()]}")
    return 0


@command.command("show", help=N_("查看一个规则包的全部规则（Markdown）。"))
@click.argument("pack", metavar="ID|FILE")
def show(pack: str) -> int:
    """The pack's page."""
    from govcheck.pack.load import load_pack
    from govcheck.pack.pages import page_text

    click.echo(page_text(load_pack(pack)), nl=False)
    return 0


@command.command("validate", help=N_("校验规则包，一次指出全部错误：文件:行:列: 位置: 说明。"))
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]…")
def validate_(paths: tuple[str, ...]) -> int:
    """Every mistake of every file."""
    from govcheck.pack.validate import validate

    mistakes = validate(paths)
    for mistake in mistakes:
        click.echo(str(mistake))
    click.echo(_("共 {n} 处错误。").format(n=len(mistakes)), err=True)
    return Exit.INPUT if mistakes else Exit.OK


@command.command("test", help=N_("运行规则自带的用例。"))
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]…", type=click.Path(path_type=Path, exists=True))
def test(paths: tuple[Path, ...]) -> int:
    """Run the cases of the packs named, or of all."""
    from govcheck.engine.cases import mismatches
    from govcheck.pack.cases import load_cases
    from govcheck.pack.shipped import case_files, rules_root

    files = [file for path in paths for file in _case_files(path)] or list(case_files(rules_root()))
    cases = [case for file in files for case in load_cases(file)]
    wrong = mismatches(cases)
    for mistake in wrong:
        click.echo(str(mistake))
    numbers = {"files": len(files), "cases": len(cases), "wrong": len(wrong)}
    click.echo(_("{files} 个文件，{cases} 个用例，{wrong} 个不符。").format(**numbers), err=True)
    return Exit.INPUT if wrong else Exit.OK


def _case_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.test.yaml"))
    return [path if path.name.endswith(".test.yaml") else path.with_suffix(".test.yaml")]


@command.command("schema", help=N_("输出规则包的 JSON Schema，供编辑器提示。"))
def schema() -> int:
    """The JSON Schema of a pack."""
    from govcheck.pack.jsonschema import schema_text

    click.echo(schema_text(), nl=False)
    return 0


@command.command("docs", help=N_("重新生成架构、规则说明和 revisions.lock；--check 只看是否过时。"))
@option("--check", is_flag=True, help=N_("只检查，不写"))
def docs(*, check: bool) -> int:
    """Write what is generated from the packs, or tell what is stale."""
    from govcheck.errors import PackError, UsageError
    from govcheck.pack.generated import generated, revisions, stale
    from govcheck.pack.shipped import rules_root
    from govcheck.scan.files import write_whole

    root = rules_root().parent
    if rules_root().name == "_rules":  # an installed package has no docs folder to write to
        raise UsageError(_("这些文件只在源码仓库里生成"))
    mistakes = revisions(root)
    if mistakes:
        raise PackError(mistakes)
    if check:
        old = stale(root)
        for name in old:
            click.echo(_("{name} 已过时，请运行 govcheck pack docs").format(name=name))
        return Exit.INPUT if old else Exit.OK
    for name, text in generated(root).items():
        write_whole(root / name, text)
        click.echo(name)
    return 0


command.add_command(pack_coverage.command)
command.add_command(pack_diff.command)
command.add_command(pack_install.command)
