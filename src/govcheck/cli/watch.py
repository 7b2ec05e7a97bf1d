"""``govcheck watch``: one probe per site and call, for cron or the Task Scheduler; and what a week of them says."""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govcheck.cli.exits import Exit
from govcheck.cli.options import Day
from govcheck.cli.translated import Command, option
from govcheck.dates.clock import SHANGHAI
from govcheck.errors import UsageError
from govcheck.i18n import N_, _
from govcheck.records.site import Site

if TYPE_CHECKING:
    from govcheck.scan.watch_store import Store

_EPILOG = N_("""\b
每小时探测一次（一天 24 次，够“每天 20 次以上”）：
  Linux（crontab -e 加一行）：
    7 * * * * govcheck watch 站点.xlsx --once --store 监测目录
  Windows（命令提示符，一次即可）：
    schtasks /Create /SC HOURLY /TN govcheck-watch /TR "govcheck watch C:\\站点.xlsx --once --store C:\\监测目录"
一周后：govcheck watch 站点.xlsx --summary --store 监测目录
扫描时引用：govcheck scan -s 站点.xlsx --watch 监测目录""")


class WatchCommand(Command):
    """A command whose epilog is a source text as well."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The lines for cron and the Task Scheduler, unbroken."""
        formatter.write_paragraph()
        for line in _(_EPILOG).replace("\b\n", "").splitlines():
            formatter.write(f"{line}\n")


@click.command("watch", cls=WatchCommand, help=N_("监测网站能否打开：每次调用探测一遍清单里的网站，或汇总一周的结果。"))
@click.argument("sites", type=click.Path(path_type=Path), metavar="SITES")
@option("--store", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help=N_("监测数据所在目录"))
@option("--once", is_flag=True, help=N_("每个网站探测一次，结果追加到监测目录"))
@option("--summary", is_flag=True, help=N_("汇总：每天次数、打不开的占比、一周是否测全"))
@option("--as-of", type=Day(), default=None, help=N_("汇总的基准日，缺省为今天"))
@option("--vantage", default="", metavar="TEXT", help=N_("在何处探测，写入记录，缺省为本机名"))
@option("--resolve", multiple=True, metavar="HOST:PORT:ADDRESS", help=N_("指定主机的地址（可带端口：[::1]:8080）"))
@option("--user-agent", default="", help=N_("自报的名称"))
@option("--contact", default="", help=N_("联系方式，写入自报名称"))
@option("--authority", default=None, metavar="TEXT", help=N_("检查依据；写明后不受 robots.txt 限制"))
def command(**values: Any) -> int:
    """Probe, or sum up."""
    from govcheck.registry.lists import is_closed, load_sites

    if values["once"] == values["summary"]:
        raise UsageError(_("请写 --once（探测一次）或 --summary（汇总），两者选一"))
    sites = [site for site in load_sites(values["sites"]) if not is_closed(site)]
    return _once(sites, values) if values["once"] else _summary(sites, values["store"], values["as_of"])


def _once(sites: Sequence[Site], values: dict[str, Any]) -> int:
    from govcheck.fetch.settings import FetchSettings, resolve_option
    from govcheck.records.watch import Opened
    from govcheck.scan.watch import probe_all
    from govcheck.scan.watch_store import Store

    try:
        resolved = [resolve_option(text) for text in values["resolve"]]
    except ValueError as error:
        raise UsageError(_("--resolve：{why}").format(why=error)) from error
    settings = FetchSettings.from_environment(
        resolve={key: addresses for key, addresses, _port in resolved},
        ports={key: port for key, _addresses, port in resolved if port is not None},
        user_agent=values["user_agent"],
        contact=values["contact"],
        authority=values["authority"],
    )
    done = asyncio.run(probe_all(sites, settings, vantage=values["vantage"] or platform.node()))
    store = Store(values["store"])
    for site in sites:
        store.append(site.id, done.probes[site.id])
    counted = [probe.opened for probe in done.probes.values()]
    message = _("探测 {n} 个网站：打开 {yes} 个，打不开 {no} 个，不能断定 {unclear} 个")
    said = message.format(
        n=len(counted),
        yes=counted.count(Opened.YES),
        no=counted.count(Opened.NO),
        unclear=counted.count(Opened.UNCLEAR),
    )
    click.echo(said)
    if done.own:
        click.echo(done.detail, err=True)
    return Exit.INCOMPLETE if done.own else Exit.OK


def _summary(sites: Sequence[Site], place: Path, as_of: date | None) -> int:
    from govcheck.scan.watch_store import Store

    day = as_of or datetime.now(SHANGHAI).date()
    whole = True
    for site in sites:
        lines, complete = _of_site(site, Store(place), day)
        click.echo(f"{site.name or site.id} {site.url}")
        for line in lines:
            click.echo(f"  {line}")
        whole = whole and complete
    return Exit.OK if whole else Exit.INCOMPLETE


def _of_site(site: Site, store: Store, day: date) -> tuple[list[str], bool]:
    """The lines about one site, and whether its week is complete."""
    from govcheck.scan.watched import A_DAY, DAYS, by_day, spaced, week

    probes, torn = store.read(site.id)
    lines: list[str] = []
    if torn:
        lines.append(_("{path} 有 {n} 行读不出（写到一半中断），已跳过").format(path=store.file(site.id), n=torn))
    found = week(probes, day)
    if found is None:
        return [*lines, _("没有监测数据")], False
    days = by_day(spaced(probes))
    counts = _("、").join(str(len(days[one])) for one in sorted(days) if found.first <= one <= found.last)
    span = _("{first} 至 {last}：每天 {counts} 次")
    lines.append(span.format(first=found.first, last=found.last, counts=counts or 0))
    share = "—" if found.share is None else f"{found.share:.1%}"
    counted = _("计 {n} 次，超过 15 秒或打不开 {bad} 次（{share}），不能断定而不计 {out} 次")
    lines.append(counted.format(n=found.counted, bad=found.unreached, share=share, out=found.left_out))
    if found.missed:
        gaps = _("一周没有测全（要 {days} 天、每天 {n} 次以上）：{missed}")
        lines.append(gaps.format(days=DAYS, n=A_DAY, missed=_("；").join(found.missed)))
    if not found.sure:
        lines.append(_("有的失败发生在没有打开任何其他网站的一轮，分不清是网站还是本机网络，请人核对"))
    return lines, not found.missed
