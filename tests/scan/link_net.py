"""A small net for links: many hosts on one port of loopback, told apart by ``Host``; and one site looked at whole."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from govcheck.config.options import RunOptions
from govcheck.fetch.crawl import crawl
from govcheck.fetch.links import check_links
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.page.questions import LinkBudget
from govcheck.page.questions.links import link_questions
from govcheck.page.record import read_site
from govcheck.records.capture import Capture, Crawl
from govcheck.records.population import Population
from govcheck.records.site import Kind, Level, Site
from govcheck.report.model import SiteReport
from govcheck.scan.judge import judge_crawl
from govcheck.scan.look import Reader
from govcheck.scan.toolkit import Toolkit, load_toolkit

OWN = "www.shili.gov.cn"
ENTRY = f"http://{OWN}/"
CHECKS = ("link-home", "link-elsewhere", "attachment-type", "friend-link")
Answer = bytes | str
Route = Callable[[str, int], Answer]
"""By method and how often it was asked for: raw bytes to send, or ``reset``, ``stall``."""


def answer(code: int, body: bytes | str = b"", kind: str = "text/html; charset=utf-8", *headers: str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {code} Whatever",
        f"Content-Type: {kind}",
        *headers,
        f"Content-Length: {len(raw)}",
        "Connection: close",
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + raw


def moved(where: str) -> bytes:
    return answer(302, b"", "text/html", f"Location: {where}")


def document(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


def always(what: Answer) -> Route:
    return lambda method, count: what


@dataclass
class Net:
    """Routes by host and path; a host without a route for ``*`` answers 404."""

    routes: dict[tuple[str, str], Route] = field(default_factory=dict)
    log: list[tuple[str, str, str]] = field(default_factory=list)
    port: int = 0
    tls: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    busy: Counter[str] = field(default_factory=Counter)
    busiest: Counter[str] = field(default_factory=Counter)

    def on(self, host: str, path: str, what: Answer | Route) -> Net:
        self.routes[host, path] = what if callable(what) else always(what)
        return self

    def hosts(self) -> set[str]:
        return {host for host, _path in self.routes}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            await self._serve(reader, writer)
        finally:
            self.tasks.discard(task)
            with suppress(ConnectionError, RuntimeError, ssl.SSLError):
                writer.close()
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _version = head[0].split(" ")
            fields = {key.lower(): value for key, value in (line.split(": ", 1) for line in head[1:] if ": " in line)}
            host = fields["host"].split(":")[0]
            self.log.append((method, host, path))
            self.busy[host] += 1
            self.busiest[host] = max(self.busy[host], self.busiest[host])
            count = self.log.count((method, host, path))
            route = self.routes.get((host, path)) or self.routes.get((host, "*"))
            said = route(method, count) if route is not None else answer(404, document("404", "404 Not Found"))
            if path == "/robots.txt" and (host, path) not in self.routes and isinstance(said, bytes):
                said = answer(404)
            try:
                await self._send(said, method, writer)
            finally:
                self.busy[host] -= 1

    @staticmethod
    async def _send(said: Answer, method: str, writer: asyncio.StreamWriter) -> None:
        if said == "reset":
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        elif said == "stall":
            await asyncio.sleep(0.6)
        elif isinstance(said, bytes):
            await asyncio.sleep(0.002)
            writer.write(said.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n" if method == "HEAD" else said)
            await writer.drain()


@asynccontextmanager
async def serving(net: Net, tls: ssl.SSLContext | None = None) -> AsyncIterator[Net]:
    plain = await asyncio.start_server(net.serve, "127.0.0.1", 0)
    net.port = plain.sockets[0].getsockname()[1]
    secure = await asyncio.start_server(net.serve, "127.0.0.1", 0, ssl=tls) if tls else None
    net.tls = secure.sockets[0].getsockname()[1] if secure else 0
    try:
        yield net
    finally:
        for server in filter(None, (plain, secure)):
            server.close()
            await server.wait_closed()
        left = list(net.tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def settings_for(net: Net, hosts: Iterable[str] = (), **given: Any) -> FetchSettings:
    named = {OWN, *net.hosts(), *hosts}
    ports = {(host, 80): net.port for host in named} | {(host, 443): net.tls for host in named if net.tls}
    quick: dict[str, Any] = {
        "rate": 0, "address_rate": 0, "connect_timeout": 0.4, "read_timeout": 0.4, "request_seconds": 1.0, "retries": 0,
        "second_try_wait": 0.01, "retry_after_max": 0.02, "resolve_is_dns": True, "ports": ports,
        "resolve": dict.fromkeys(ports, ("127.0.0.1",)),
    }  # fmt: skip
    return FetchSettings(**(quick | given))


@dataclass(frozen=True)
class Looked:
    brought: Crawl
    answers: dict[str, Capture]
    population: Population
    report: SiteReport

    def outcome(self, check: str) -> tuple[str, str]:
        found = next(rule for rule in self.report.result.results if rule.rule.endswith("/" + check))
        return found.outcome.value, found.reason.value if found.reason else ""

    def member(self, url: str) -> dict[str, Any]:
        one = next(member for member in self.population.members if member.url == url)
        return {name: getattr(value, "value", None) or getattr(value, "reason", None) for name, value in one.fields.items()}


def toolkit(folder: Path) -> Toolkit:
    rules = "".join(
        f"  - id: {name}\n    title: {{zh: 链接, en: links}}\n    cites: [{{source: T, clause: 一}}]\n"
        f"    applies: {{kind: [portal]}}\n    use: library/{name}\n"
        for name in CHECKS
    )
    (folder / "links-only.yaml").write_text(
        "format: 1\npack: links-only\nversion: '1.0'\ntitle: {zh: 链接, en: links}\nrequires: 'govcheck>=0.1'\n"
        "sources:\n  T: {title: 测试, issuer: 测试, number: 测试, issued: 2019-01-01}\n"
        f"in_force: {{from: 2019-01-01, until: open}}\nrules:\n{rules}",
        "utf-8",
    )
    return load_toolkit(RunOptions(as_of=date.today(), packs=(str(folder / "links-only.yaml"),)))  # noqa: DTZ011


async def look(
    net: Net,
    tools: Toolkit,
    resolver: Resolver | None = None,
    hosts: Iterable[str] = (),
    budget: LinkBudget | None = None,
    **given: Any,
) -> Looked:
    """Crawl the site, ask for its links, judge."""
    settings = settings_for(net, hosts, **given)
    site = Site("shili", "示例县人民政府", ENTRY, level=Level.COUNTY, kind=Kind.PORTAL)
    plan = tools.plan(site)
    reader = Reader(ENTRY, tools.lexicon, plan)
    brought = await crawl(ENTRY, settings, reader.discover, resolver=resolver)
    seen = read_site(brought, site, lexicon=tools.lexicon, plan=plan, cache=reader.models)
    asked = link_questions(seen, budget or LinkBudget())
    answers = {one.address: one for one in await check_links(asked, settings, resolver=resolver)}
    judged = judge_crawl(site, brought, tools, models=reader.models, answers=answers)
    return Looked(brought, answers, judged.record.populations["link"], judged.report)
