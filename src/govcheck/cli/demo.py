"""``govcheck demo``: a bundled region, scanned over real sockets on loopback."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import click

from govcheck.cli.options import reporting
from govcheck.cli.output import Outputs
from govcheck.cli.translated import Command, option
from govcheck.i18n import N_, _, language


@click.command(
    "demo", cls=Command, help=N_("在本机回环地址上架起自带的示范地区并扫描，列出埋设的问题找到几处、漏了几处、多报几处。")
)
@option("--run", "run_path", type=click.Path(path_type=Path), default=None, metavar="FOLDER", help=N_("保留运行目录"))
@option("--brief", is_flag=True, help=N_("只打印与真值的对照"))
@reporting
def command(run_path: Path | None, *, brief: bool, **values: Any) -> int:
    """Run the demo."""
    from govcheck.demo.scan import scan_region
    from govcheck.report.progress import progress
    from govcheck.scan.run_folder import RunFolder

    outputs = Outputs.of(values)
    with tempfile.TemporaryDirectory(prefix="govcheck-demo-") as temporary:
        folder = RunFolder.create(run_path or Path(temporary) / "run")
        with progress(len(_sites())) as watcher:
            demo = asyncio.run(scan_region(folder, watcher))
    if not brief:
        outputs.write(demo.report)
    if values["format_"] == "console":
        for line in _lines(demo):
            click.echo(line)
    return 0 if not demo.comparison.missed and not demo.comparison.unplanned else 1


def _sites() -> tuple[str, ...]:
    from govcheck.demo.server import load_sites

    return tuple(server.id for server in load_sites().values() if not server.rules.get("outside"))


def _lines(demo: Any) -> list[str]:
    truth = demo.comparison
    numbers = {
        "planted": len(truth.found) + len(truth.missed) + len(truth.silent),
        "found": len(truth.found),
        "missed": len(truth.missed),
        "silent": len(truth.silent),
        "unplanned": len(truth.unplanned),
        "asked": truth.asked,
        "sites": len(demo.report.sites),
        "seconds": f"{demo.seconds:.1f}",
    }
    lines = [
        "",
        _("示范地区：{sites} 个站点，用时 {seconds} 秒。").format(**numbers),
        _("埋设问题 {planted} 处：找到 {found}，漏报 {missed}，未抽到 {silent}，多报 {unplanned}。").format(**numbers),
        _("另有 {asked} 处交人工核对。").format(**numbers),
    ]
    lines += [
        _("  漏报 {id} {check} {place}：{why}").format(id=one.id, check=one.check, place=_place(one), why=one.why)
        for one in truth.missed
    ]
    lines += [
        _("  多报 {site} {check} {place}：{words}").format(
            site=site, check=finding.check, place=finding.subject, words=finding.message.get(language(), "")
        )
        for site, finding in truth.unplanned
    ]
    if not demo.ipv6:
        lines.append(_("本机没有 IPv6 回环地址：与 IPv6 有关的结论未能判定。"))
    return lines


def _place(planted: Any) -> str:
    from govcheck.report.words import aside

    return f"{planted.site}:{planted.subject}" + aside(planted.locator)
