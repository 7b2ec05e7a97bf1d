"""``govcheck ci``: a gate for pipelines: fast, stable, and it says how to pass what it stops."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from govcheck.cli.decided import decided_of, tell
from govcheck.cli.options import deciding, judging, reaching, run_options, subject, writing
from govcheck.cli.output import Outputs, excused_by
from govcheck.cli.recorded import recorded
from govcheck.cli.targets import targets_of
from govcheck.cli.translated import Command, option
from govcheck.cli.wire import fetch_settings
from govcheck.errors import UsageError
from govcheck.i18n import N_, _

if TYPE_CHECKING:
    from govcheck.fetch.settings import FetchSettings
    from govcheck.scan.run import Target
    from govcheck.scan.run_folder import RunFolder

ABOUT: Final = ("template", "content", "wire", "duty")
PACE: Final[Mapping[str, float]] = {"rate": 20.0, "address_rate": 20.0, "host_concurrency": 8, "max_pages": 100}
"""Faster than for the sites of others: the host belongs to whoever runs the pipeline."""
_HELP: Final = N_(
    "流水线门禁：检查自己的网站（通常是预发布环境），有不放行的问题即以 1 退出，并给出豁免它的命令。"
    "缺省只看模板类规则（about: template），即改模板能影响的；自己的网站不受其 robots.txt 限制，报告中写明。"
)


@click.command("ci", cls=Command, help=_HELP)
@click.argument("target", required=False, default="", metavar="[TARGET]")
@option(
    "-s", "--sites", type=click.Path(path_type=Path), default=None, metavar="FILE", help=N_("站点清单（yaml、csv、xlsx）")
)
@option("--id", "site_id", default="", metavar="ID", help=N_("站点编号，写入指纹；缺省由网址（或 --as-host）得出"))
@option("--base-url", default=None, metavar="URL", help=N_("已存文件夹原来的网址"))
@option(
    "--run", "run_path", type=click.Path(path_type=Path), default=None, metavar="FOLDER", help=N_("保留运行目录，缺省不留")
)
@option("--about", default="", metavar=",".join(ABOUT[1:]), help=N_("除模板类（template）外还检查哪几类规则，以逗号分开"))
@option(
    "--fail-on",
    multiple=True,
    default=("high",),
    metavar="none|veto|critical|high|medium|low|info|score:60|RULE",
    help=N_(
        "何时不放行，可重复，满足其一即是；缺省为 high。模板类规则多为一般（medium）和轻微（low），"
        "要守住页脚、META 标签等请写 low 或规则编号。已在基线中的、豁免有效的不算；score:60 指最高也到不了 60 分"
    ),
)
@option("--fail-on-incomplete", is_flag=True, help=N_("没看到的和待人工的也不放行（退出码 1），JUnit 中记为失败"))
@option("--allow-incomplete", is_flag=True, help=N_("检查不完整时不以 5 退出（一无所获除外）"))
@option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help=N_("把本次的问题写成基线（每行一个指纹），并视为已知"),
)
@option("--rate", type=click.FloatRange(min=0.01), default=None, metavar="N", help=N_("每主机每秒请求数，缺省 20"))
@option(
    "--address-rate",
    type=click.FloatRange(min=0.01),
    default=None,
    metavar="N",
    help=N_("每 IP 地址每秒请求数，缺省 20"),
)
@option("--host-concurrency", type=click.IntRange(1, 16), default=None, metavar="N", help=N_("每主机连接数，缺省 8"))
@option("--max-pages", type=click.IntRange(min=1), default=None, metavar="N", help=N_("每站最多页数，缺省 100"))
@subject
@judging
@deciding
@reaching
@writing
def command(**values: Any) -> int:
    """Scan, lay over what people decided, open the gate or not."""
    from govcheck.cli.ci_end import End
    from govcheck.cli.gate import gate_of
    from govcheck.cli.known import background_of
    from govcheck.report.progress import progress
    from govcheck.scan.run import run
    from govcheck.scan.toolkit import load_toolkit

    values = _completed(values)
    outputs = Outputs.of(values)
    options = replace(run_options(values), about=_about(values["about"]))
    settings = fetch_settings(values)
    targets = _targets(values, settings)
    decided = decided_of(values)
    toolkit = load_toolkit(options, decided=decided)
    rules = {rule.id: rule for pack in toolkit.packs for rule in pack.rules}
    strict = bool(values["fail_on_incomplete"])
    end = End(
        gate=gate_of(values["fail_on"], rules, options.about),
        outputs=outputs,
        background=replace(background_of(targets, toolkit), strict=strict, excused=excused_by(options.without), brief=True),
        without=options.without,
        allow_incomplete=bool(values["allow_incomplete"]),
        waivers=values["waivers"],
        github=os.environ.get("GITHUB_ACTIONS") == "true",
    )
    with _folder(values["run_path"]) as folder, progress(len(targets)) as watcher:
        report = asyncio.run(run(targets, toolkit, settings, folder, watcher, options=recorded(values)))
    if values["run_path"] is not None:
        click.echo(_("运行目录：{path}").format(path=values["run_path"]), err=True)
    tell(decided.decisions, report)
    if values["write_baseline"] is not None:
        report = end.write_baseline(values["write_baseline"], report, decided.decisions)
    return int(end.close(report))


def _completed(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the defaults of a pipeline.

    Raises:
        UsageError: options that cannot go together.
    """
    if bool(values["target"]) == (values["sites"] is not None):
        raise UsageError(_("请给出要检查的网址或文件夹，或用 -s 给出站点清单（二者之一）"))
    if values["sites"] is not None and values["site_id"]:
        raise UsageError(_("--id 只能用于单个目标；多个站点请写进站点清单"))
    if values["fail_on_incomplete"] and values["allow_incomplete"]:
        raise UsageError(_("--fail-on-incomplete 与 --allow-incomplete 不能并用"))
    values = values | {"targets": (values["target"],) if values["target"] else ()}
    for name, default in PACE.items():
        if values[name] is None:
            values[name] = default
    if values["authority"] is None:
        values["authority"] = _("网站主办方在流水线中检查自己的网站（govcheck ci）")
    return values


def _about(text: str) -> frozenset[str]:
    words = {word.strip() for word in text.split(",") if word.strip()}
    unknown = sorted(words - set(ABOUT))
    if unknown:
        raise UsageError(
            _("--about 不认识 {words}，可写：{known}").format(words=_("、").join(unknown), known=_("、").join(ABOUT))
        )
    return frozenset(words | {"template"})


def _targets(values: Mapping[str, Any], settings: FetchSettings) -> tuple[Target, ...]:
    """The targets; one seen as another host (``--as-host``) has the id of that host, as when production is scanned, so that
    fingerprints, and with them baseline and waivers, are the same on every staging machine.
    """
    from govcheck.fetch.crawl import entry_address
    from govcheck.registry.ids import id_from_address

    found = targets_of(values)
    if not settings.as_host or values["site_id"] or values["sites"] is not None or found[0].folder is not None:
        return found
    site = found[0].site
    return (replace(found[0], site=replace(site, id=id_from_address(entry_address(site.url, settings)))),)


@contextmanager
def _folder(path: Path | None) -> Iterator[RunFolder]:
    """The run folder: kept where it was asked for, else thrown away."""
    from govcheck.scan.run_folder import RunFolder, new_run_path

    if path is not None:
        yield RunFolder.create(path)
        return
    with tempfile.TemporaryDirectory(prefix="govcheck-ci-", ignore_cleanup_errors=sys.platform == "win32") as temporary:
        yield RunFolder.create(new_run_path(Path(temporary)))
