"""The options that several commands share, and what they become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from govcheck.cli.translated import option
from govcheck.config.options import CAPABILITIES, RunOptions
from govcheck.dates.clock import SHANGHAI
from govcheck.errors import UsageError
from govcheck.i18n import N_, _

F = TypeVar("F", bound=Callable[..., object])


class Day(click.ParamType[date]):
    """A day written ``YYYY-MM-DD``."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(_("{value} 不是日期，请写成 2026-06-15 的样子").format(value=value), param, ctx)


def _stack(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for decorator in reversed(options):
            function = decorator(function)
        return function

    return decorate


wording = _stack(
    option(
        "--lexicon",
        "lexicons",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=N_("自备的错误表述词库（CSV 或 YAML），可重复"),
    ),
    option(
        "--leaders",
        type=click.Path(path_type=Path),
        default=None,
        metavar="FILE",
        help=N_("本单位的领导名单（CSV：姓名,职务），核对姓名写错"),
    ),
)
"""An office's own tables of words."""

judging = _stack(
    option("--pack", "packs", multiple=True, metavar="ID|FILE", help=N_("规则包，可重复；缺省为国家包及所在地区的包")),
    option("--as-of", type=Day(), default=None, help=N_("判定基准日（东八区），缺省为今天")),
    option("--seed", default="", help=N_("抽样种子，缺省为基准日所在月份")),
    option(
        "--without",
        default="",
        metavar=",".join(CAPABILITIES),
        help=N_("声明本机没有的能力，由此未能检查的不算不完整"),
    ),
    wording,
)
"""What bears on judgement: packs, as-of, seed, capabilities declared absent."""

deciding = _stack(
    option(
        "--baseline",
        type=click.Path(path_type=Path),
        default=None,
        metavar="FILE",
        help=N_("基线：JSON 报告或指纹清单，其中的问题标为已知，不触发 --fail-on"),
    ),
    option(
        "--waivers",
        type=click.Path(path_type=Path),
        default=None,
        metavar="FILE",
        help=N_("豁免清单（waivers.yaml），有效期内的不计数"),
    ),
    option(
        "--reviews", type=click.Path(path_type=Path), default=None, metavar="FILE", help=N_("人工核对记录（reviews.jsonl）")
    ),
)
"""Files in which people decided about findings; none is looked for unless it is named."""

subject = _stack(
    option(
        "--level", type=click.Choice(["nation", "province", "city", "county", "township"]), default=None, help=N_("层级")
    ),
    option("--kind", type=click.Choice(["portal", "department", "special"]), default=None, help=N_("类型")),
    option("--region", default="", metavar="CODE", help=N_("行政区划代码")),
    option("--name", default="", help=N_("网站名称")),
)
"""What is known of a single target."""

_pacing = _stack(
    option("--rate", type=click.FloatRange(min=0.01), default=None, metavar="N", help=N_("每主机每秒请求数，缺省 2")),
    option("--address-rate", type=click.FloatRange(min=0.01), default=None, metavar="N", help=N_("每 IP 地址每秒请求数")),
    option("--host-concurrency", type=click.IntRange(1, 16), default=None, metavar="N", help=N_("每主机连接数，缺省 1")),
    option("--max-pages", type=click.IntRange(min=1), default=None, metavar="N", help=N_("每站最多页数")),
)
_extent = _stack(
    option(
        "--articles",
        "article_budget",
        type=click.IntRange(min=1),
        default=None,
        metavar="N",
        help=N_("每站最多抽取文章数，缺省 200"),
    ),
    option(
        "--articles-per-list",
        "article_per_stratum",
        type=click.IntRange(min=1),
        default=None,
        metavar="N",
        help=N_("每个列表最多抽取文章数，缺省 12"),
    ),
    option("--max-seconds", type=click.FloatRange(min=1), default=None, metavar="SECONDS", help=N_("每站最长时间（秒）")),
    option(
        "--second-try-wait",
        type=click.FloatRange(min=0),
        default=None,
        metavar="SECONDS",
        help=N_("再试前的等待（秒），缺省 60"),
    ),
    option("--authority", default=None, metavar="TEXT", help=N_("检查依据；写明后不受 robots.txt 限制，并印入报告")),
    option("--as-host", default=None, metavar="HOST", help=N_("以此主机名访问（预发布环境）")),
    option(
        "--ipv6-evidence",
        "ipv6_evidence",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=N_("别处用 govcheck probe 探得的证据，补本机未能看见的，可重复"),
    ),
)
_beside = _stack(
    option("--no-links", "links", is_flag=True, flag_value=False, default=True, help=N_("不检查链接是否打得开")),
    option(
        "--links-budget", type=click.IntRange(min=0), default=None, metavar="N", help=N_("每站最多核对链接数，缺省 400")
    ),
    option(
        "--own-links-budget",
        type=click.IntRange(min=0),
        default=None,
        metavar="N",
        help=N_("其中本站链接最多核对数，缺省 100"),
    ),
    option("--intrusive", is_flag=True, help=N_("另探测 .git、备份等不应公开的文件（只发 HEAD，须有授权）")),
)
"""What is asked beside the pages."""
dialling = _stack(
    option(
        "--timeout",
        "read_timeout",
        type=click.FloatRange(min=0.1),
        default=None,
        metavar="SECONDS",
        help=N_("一次读取的超时（秒）"),
    ),
    option("--user-agent", default=None, help=N_("自报的名称")),
    option("--contact", default=None, help=N_("联系方式，写入自报名称")),
    option("--resolve", multiple=True, metavar="HOST:PORT:ADDRESS", help=N_("指定主机的地址（可带端口：[::1]:8080）")),
    option("--header", "headers", multiple=True, metavar="NAME:VALUE", help=N_("附加请求头")),
    option("--basic-auth", default=None, metavar="USER:PASSWORD", help=N_("基本认证")),
    option("--insecure", is_flag=True, help=N_("不校验证书")),
    option(
        "--ipv6-control",
        "ipv6_controls",
        multiple=True,
        metavar="HOST",
        help=N_("已知可经 IPv6 访问的对照主机（或网址），可重复"),
    ),
)
"""How a host is dialled, whatever is wanted of it."""
reaching = _stack(_extent, _beside, dialling)
"""How the network is used, but for its pace, for which a command may have defaults of its own."""
fetching = _stack(_pacing, reaching)
"""How the network is used."""

writing = _stack(
    option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(["console", "json", "jsonl", "xlsx", "csv", "markdown", "html", "sarif", "junit"]),
        default="console",
        help=N_("标准输出的格式，缺省为 console"),
    ),
    option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=N_("另存报告，按扩展名定格式，可重复"),
    ),
    option("--unreviewed", is_flag=True, help=N_("表单和文书列入未经人工核对的问题，并逐页注明“未经复核”")),
)
"""Where the report goes."""
reporting = _stack(
    writing,
    option("--fail-on", default="none", metavar="none|veto|critical|high|medium|low|info", help=N_("达到即以 1 退出")),
    option("--allow-incomplete", is_flag=True, help=N_("检查不完整时不以 5 退出（一无所获除外）")),
)
"""Where the report goes and which exit code it leads to."""


def run_options(values: Mapping[str, Any]) -> RunOptions:
    """The judging options of a command.

    Raises:
        UsageError: ``--without`` names no capability.
    """
    without = frozenset(word.strip() for word in str(values["without"]).split(",") if word.strip())
    unknown = sorted(without - set(CAPABILITIES))
    if unknown:
        raise UsageError(
            _("--without 不认识 {words}，可写：{known}").format(
                words=_("、").join(unknown), known=_("、").join(CAPABILITIES)
            )
        )
    return RunOptions(
        as_of=values["as_of"] or datetime.now(SHANGHAI).date(),
        seed=str(values["seed"]),
        packs=tuple(values["packs"]),
        without=without,
        authority=values.get("authority"),
        lexicons=lexicons_of(values),
        leaders=leaders_of(values),
    )


def lexicons_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The lexicons that the command names, as full paths: a run judged again may start elsewhere."""
    return tuple(str(path.absolute()) for path in values.get("lexicons", ()))


def leaders_of(values: Mapping[str, Any]) -> str | None:
    """The list of leaders that the command names, as a full path."""
    return str(values["leaders"].absolute()) if values.get("leaders") else None
