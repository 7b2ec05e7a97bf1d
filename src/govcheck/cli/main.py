"""The command group: loads a command's module only when it is called, and turns errors into exit codes."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from typing import Any, Final

import click

from govcheck import __version__
from govcheck.cli.click_words import choose_language
from govcheck.cli.exits import Exit
from govcheck.cli.translated import Group, Option, option
from govcheck.errors import GovcheckError, InputError
from govcheck.i18n import LANGUAGES, N_, _

COMMANDS: Final = {
    "demo": ("govcheck.cli.demo", N_("扫描自带的示范地区，不需要外网")),
    "scan": ("govcheck.cli.scan", N_("扫描网站、已存文件夹或站点清单")),
    "ci": ("govcheck.cli.ci", N_("流水线门禁：有不放行的问题即失败")),
    "probe": ("govcheck.cli.probe", N_("探测主机的 IPv6 与域名解析，可在别处探得作为证据")),
    "rejudge": ("govcheck.cli.rejudge", N_("离线重新判定一次已存的扫描")),
    "review": ("govcheck.cli.review", N_("人工核对：导出核对表，读回结论，统计准确率")),
    "watch": ("govcheck.cli.watch", N_("监测网站能否打开：定时探测，汇总一周")),
    "run": ("govcheck.cli.run", N_("已存的检查：列出、查看、比较两次")),
    "report": ("govcheck.cli.report", N_("由已存的检查再出报告，不重新判定")),
    "waiver": ("govcheck.cli.waiver", N_("豁免：登记、列出、检查")),
    "page": ("govcheck.cli.page", N_("显示从页面读到的内容")),
    "pack": ("govcheck.cli.pack", N_("规则包：列出、查看、校验、测试")),
    "explain": ("govcheck.cli.explain", N_("解释一条规则或一个问题")),
}
"""Each command's module and the line shown in the list; the module's ``command`` is loaded when it is called."""


class LazyGroup(Group):
    """A group whose commands are imported on demand: start-up stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = import_module(entry[0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry[0]}.command is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section(_("命令")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])


def _choose_language(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    choose_language(value)
    return value


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "GOVCHECK"},
    help=N_("政府网站与政务新媒体合规检查。"),
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    allow_from_autoenv=False,  # GOVCHECK_LANG may also be written as LANG is: en_US.UTF-8
    callback=_choose_language,
    help=N_("界面语言：zh 中文，en 英文；缺省看环境变量 GOVCHECK_LANG、LC_ALL、LC_MESSAGES、LANG"),
)
@click.version_option(
    __version__, cls=Option, prog_name="govcheck", message="%(prog)s %(version)s", help=N_("显示版本后退出")
)
def group() -> None:
    """Compliance checks for Chinese government websites and new-media accounts."""


def main(args: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    choose_language()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a console in cp936 cannot print every character: show a stand-in, never crash
            reconfigure(errors="replace")
    try:
        code = group.main(args=args, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(_("已中断。"), err=True)
        code = Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = Exit.USAGE
    except InputError as error:
        click.echo(str(error), err=True)
        click.echo(_("共 {n} 处错误。").format(n=len(error.mistakes)), err=True)
        code = Exit.INPUT
    except GovcheckError as error:
        click.echo(str(error), err=True)
        code = Exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo(_("已中断。"), err=True)
        code = Exit.INTERRUPTED
    except Exception:  # a fault of our own must not leave with Python's 1, which says "findings"
        traceback.print_exc()
        click.echo(_("govcheck 自身出错，请连同上面的文字报告给我们。"), err=True)
        code = Exit.INTERNAL
    sys.exit(int(code or 0))
