"""``govcheck probe``: the wire facts of hosts as seen from here, for people, and as evidence for a run elsewhere."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import click

from govcheck.cli.exits import Exit
from govcheck.cli.options import dialling
from govcheck.cli.translated import Command, option
from govcheck.cli.wire import SAME_NAME, fetch_settings
from govcheck.errors import UsageError
from govcheck.i18n import N_, _

_LONGEST_NAME: Final = 80
_CRAWLING: Final[dict[str, Any]] = {"without": ""} | dict.fromkeys(SAME_NAME)
"""Options that only a crawl has, left as they are."""


@click.command(
    "probe",
    cls=Command,
    help=N_(
        "探测主机的 AAAA 记录、域名服务器、IPv6 端口与首页；用 --out 存为证据，供别处检查用 --ipv6-evidence 补其所未见。"
    ),
)
@click.argument("hosts", nargs=-1, metavar="HOST…")
@option("--out", "out", type=click.Path(path_type=Path), default=None, metavar="FILE", help=N_("另存证据（JSON）"))
@option("--vantage", default="", metavar="NAME", help=N_("本处的名称，写入证据，缺省为本机主机名"))
@option("--force", is_flag=True, help=N_("覆盖已有的证据文件"))
@dialling
def command(hosts: tuple[str, ...], out: Path | None, vantage: str, *, force: bool, **values: Any) -> int:
    """Probe hosts."""
    from govcheck.fetch.evidence import evidence_text
    from govcheck.fetch.vantage import look_from_here
    from govcheck.page.same_content import same_content
    from govcheck.records.capture import Capture
    from govcheck.scan.files import write_whole

    addresses = [_address(text) for text in dict.fromkeys(hosts)]
    if not addresses:
        raise UsageError(_("请给出要探测的主机"))
    if len(vantage) > _LONGEST_NAME or not vantage.isprintable():
        raise UsageError(_("--vantage 请写不超过 {n} 个字的名称").format(n=_LONGEST_NAME))
    _writable(out, force=force)

    def compare(four: Capture, six: Capture) -> str:
        found = same_content(four, six)
        return found.verdict if found is not None else ""

    settings = fetch_settings(_CRAWLING | values)
    name = vantage or socket.gethostname() or "?"
    evidence = asyncio.run(look_from_here(addresses, settings, name, compare, told=_tell))
    if out is not None:
        write_whole(out, evidence_text(evidence))
    for line in _lines(evidence):
        click.echo(line)
    unseen = [one.host for one in evidence.hosts if one.aaaa in (None, "servfail", "timeout") or one.ipv6_reachable is None]
    return Exit.INCOMPLETE if unseen else Exit.OK


def _tell(host: str) -> None:
    click.echo(_("探测 {host} …").format(host=host), err=True)


def _address(text: str) -> str:
    from govcheck.urls import host_of, is_address, normalise

    address = normalise(text if "://" in text else f"http://{text}/")
    if address is None:
        raise UsageError(_("不是主机名或网址：{text}").format(text=text))
    host = host_of(address)
    if is_address(host) or "." not in host:
        raise UsageError(_("请给出完整的主机名（如 www.example.gov.cn），不是地址：{text}").format(text=text))
    return address


def _writable(out: Path | None, *, force: bool) -> None:
    """Told before anything is asked over the network."""
    if out is None:
        return
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(_("--out 请写文件名，所在目录须已存在：{path}").format(path=out))
    if out.exists() and not force:
        raise UsageError(_("{path} 已存在；确要覆盖请加 --force").format(path=out))


def _lines(evidence: Any) -> Iterable[str]:
    from govcheck.cli.probe_view import host_lines

    route = _("有") if evidence.egress else _("没有")
    yield _("探测点 {name}，{at}；IPv6 出口：{route}").format(
        name=evidence.vantage, at=evidence.made_at.astimezone().strftime("%Y-%m-%d %H:%M"), route=route
    )
    if evidence.controls:
        yield _("经 IPv6 可达的对照：{names}").format(names=_("、").join(evidence.controls))
    for facts in evidence.hosts:
        yield ""
        yield from host_lines(facts)
