"""``govcheck waiver``: a named person accepts a finding for a time; it stays in every report and counts again after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from govcheck.cli.exits import Exit
from govcheck.cli.options import Day
from govcheck.cli.translated import Group, option
from govcheck.dates.clock import SHANGHAI
from govcheck.errors import ConfigError, Mistake, UsageError
from govcheck.i18n import N_, _

_FILE: Final = "waivers.yaml"


@click.group("waiver", cls=Group, help=N_("豁免：登记、列出、检查。豁免写明批准人、理由和期限（最长一年），不删除问题。"))
def command() -> None:
    """Waivers."""


def _file(function: Callable[..., Any]) -> Callable[..., Any]:
    return option(
        "--waivers",
        "file",
        type=click.Path(path_type=Path),
        default=_FILE,
        metavar="FILE",
        help=N_("豁免清单，缺省为当前文件夹的 waivers.yaml"),
    )(function)


@command.command("add", help=N_("登记一条豁免，写入豁免清单。"))
@click.argument("fingerprint", metavar="FINGERPRINT")
@option("--approver", required=True, metavar="NAME", help=N_("批准人"))
@option("--reason", required=True, metavar="TEXT", help=N_("理由"))
@option("--expires", type=Day(), required=True, help=N_("最后一个有效日，最晚为生效后一年"))
@option("--added", type=Day(), default=None, help=N_("生效日，缺省为今天"))
@_file
def add(*, fingerprint: str, approver: str, reason: str, expires: date, added: date | None, file: Path) -> int:
    """Add a waiver to the file, which is made when there is none."""
    from govcheck.records.standing import Waiver
    from govcheck.scan.files import write_whole
    from govcheck.waivers.waivers import FINGERPRINT, latest_expiry, with_waiver

    begins = added or datetime.now(SHANGHAI).date()
    if not FINGERPRINT.fullmatch(fingerprint):
        raise UsageError(_("{text} 不是指纹，应为 v1: 加 32 位十六进制数").format(text=fingerprint))
    if not approver.strip() or not reason.strip():
        raise UsageError(_("批准人和理由不能为空"))
    if not begins <= expires <= latest_expiry(begins):
        span = {"first": begins.isoformat(), "last": latest_expiry(begins).isoformat()}
        raise UsageError(_("到期日应在 {first} 至 {last} 之间").format(**span))
    longer = with_waiver(_text(file), Waiver(fingerprint, approver, reason, expires, begins), str(file))
    write_whole(file, longer)
    click.echo(_("已写入 {file}：{fingerprint}，有效至 {day}").format(file=file, fingerprint=fingerprint, day=expires))
    return Exit.OK


@command.command("list", help=N_("列出豁免及其是否有效。"))
@_file
@option("--as-of", type=Day(), default=None, help=N_("按这一天看是否有效，缺省为今天"))
def list_(file: Path, as_of: date | None) -> int:
    """One line a waiver."""
    from govcheck.cli.decided import waiver_line
    from govcheck.waivers.waivers import load_waivers

    day = as_of or datetime.now(SHANGHAI).date()
    for one in load_waivers(file):
        state = _("未生效") if day < one.added else _("有效") if day <= one.expires else _("已过期")
        click.echo(f"{state}  {waiver_line(one)}")
    return Exit.OK


@command.command("check", help=N_("检查豁免清单的写法；给出 --run 时，还指出已过期的和没有用到的。"))
@_file
@option("--run", "run_path", type=click.Path(path_type=Path), default=None, metavar="RUN", help=N_("与这次检查对照"))
@option("--as-of", type=Day(), default=None, help=N_("按这一天看是否有效，缺省为检查的基准日，没有时为今天"))
def check(file: Path, run_path: Path | None, as_of: date | None) -> int:
    """Every mistake of the file, what has expired, and against a run what names nothing."""
    from govcheck.cli.decided import waiver_line
    from govcheck.scan.run_folder import RunFolder
    from govcheck.scan.stored_run import load_run
    from govcheck.waivers.overlay import unused
    from govcheck.waivers.waivers import load_waivers

    waivers = load_waivers(file)
    report = load_run(RunFolder(run_path)).report if run_path is not None else None
    day = as_of or (report.run.as_of if report is not None else datetime.now(SHANGHAI).date())
    holding = {one.fingerprint for one in waivers if one.added <= day <= one.expires}
    past = [one for one in waivers if one.expires < day and one.fingerprint not in holding]
    for one in past:
        click.echo(_("已过期：{waiver}").format(waiver=waiver_line(one)))
    found = {one.fingerprint for site in report.sites for one in site.result.findings} if report is not None else None
    idle = unused(waivers, found) if found is not None else ()
    for one in idle:
        click.echo(_("没有用到：{waiver}").format(waiver=waiver_line(one)))
    numbers = {"n": len(waivers), "past": len(past), "idle": len(idle)}
    click.echo(_("共 {n} 条豁免，已过期 {past} 条，没有用到 {idle} 条。").format(**numbers), err=True)
    return Exit.OK


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError(Mistake(str(file), 0, 0, "", _("无法读取文件：{why}").format(why=why))) from None
