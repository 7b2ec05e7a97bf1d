"""The truth table of transport, row by row: real servers, the crawl, the probes, the populations, the library checks."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from govcheck.checks.interface import Context
from govcheck.dates.clock import as_of_end
from govcheck.engine.judge import judge
from govcheck.fetch.probe.hello import TLS12, Flight
from govcheck.fetch.probe.tls import Dialler, Said
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import Outcome
from govcheck.pack.lexicon import load_lexicons
from govcheck.pack.load import load_pack
from govcheck.pack.shipped import rules_root
from govcheck.page.record import build_record
from govcheck.plan import make_plan
from govcheck.records.site import Kind, Level, Site
from govcheck.scan.look import Reader, look
from govcheck.text.lexicon import Lexicon

from .machines import DAY, Issued, issue, listening, pem
from .staging import HOST, PROTOCOLS, World, staged

TABLE = Path(__file__).parents[2] / "truth" / "transport.yaml"
ROWS: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))["rows"]
CHECKS = (
    "https-available", "https-redirect", "certificate-valid", "certificate-expiring", "tls-floor", "hsts",
    "security-headers", "mixed-content", "mixed-images", "cookie-flags", "version-banner", "directory-listing",
    "form-secure", "exposed-files",
)  # fmt: skip
DISPUTED: dict[str, str] = {}
"""Rows that the table and the product see differently, and why."""


@pytest.fixture(scope="session")
def root() -> Issued:
    return issue([], ends=900 * DAY, starts=-400 * DAY, ca=True, common="Test Root", key=1)


OLD = {row["id"] for row in ROWS if PROTOCOLS.get(str(row["input"].get("tls")), (999, 0))[0] < 771}


@asynccontextmanager
async def closed_port() -> AsyncIterator[int]:
    """A port that nobody listens on: bound all the while, so that nobody else takes it."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@asynccontextmanager
async def deaf_port() -> AsyncIterator[int]:
    """A port whose queue is full: connections are neither taken nor refused."""
    with socket.socket() as held, ExitStack() as stack:
        held.bind(("127.0.0.1", 0))
        held.listen(0)
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(held.getsockname())
        yield held.getsockname()[1]


@cache
def rules(folder: Path) -> tuple[Any, ...]:
    """Every library check of transport, as a rule that binds everybody."""
    rows = "".join(
        f"  - {{id: {name}, title: {{zh: 题, en: T}}, cites: [{{source: S, clause: '1'}}],"
        f" applies: {{kind: [portal]}}, use: library/{name}}}\n"
        for name in CHECKS
    )
    file = folder / "trial.yaml"
    file.write_text(
        'format: 1\npack: trial\nversion: "1.0"\ntitle: {zh: 试, en: Trial}\n'
        "sources: {S: {title: 例, issuer: 例, issued: 2020-01-01}}\nin_force: {from: 2020-01-01}\nrules:\n" + rows,
        encoding="utf-8",
    )
    return load_pack(file, root=rules_root()).rules


@cache
def lexicon() -> Lexicon:
    return Lexicon(load_lexicons())


async def brought(world: World, judged: tuple[Any, ...], **more: Any) -> Any:
    """The site's record, by way of crawl, probes and populations."""
    async with AsyncExitStack() as stack:

        async def open_port(serve: Any, tls: Any = None) -> int:
            return await stack.enter_async_context(closed_port() if serve is None else listening(serve, tls))

        ports = {80: await open_port(world.plain)}
        ports[443] = await (stack.enter_async_context(deaf_port()) if world.drops else open_port(world.secure, world.tls))
        hosts = {world.host, HOST, "shili.gov.cn"}
        settings = FetchSettings(
            rate=0, address_rate=0, connect_timeout=0.5, read_timeout=0.5, request_seconds=2, retries=0,
            second_try_wait=0, dns_timeout=0.3, resolve_is_dns=True, intrusive=world.intrusive,
            resolve={(host, port): ("127.0.0.1",) for host in hosts for port in ports},
            ports={(host, port): dialled for host in hosts for port, dialled in ports.items()}, **more,
        )  # fmt: skip
        site = Site("s", "示例县人民政府", world.entry or f"http://{world.host}/", Level.COUNTY, Kind.PORTAL, "511702")
        reader = Reader(site.url, lexicon(), make_plan(judged))
        crawl, _links = await look(site, settings, reader)
    return build_record(crawl, site, lexicon=lexicon(), plan=make_plan(judged), cache=reader.models)


def told(record: Any, judged: tuple[Any, ...]) -> dict[str, tuple[str, str, str, set[str]]]:
    """Outcome, reason, severity and locators of every check; mixed pictures stand under mixed content."""
    day = datetime.now(UTC).date()
    result = judge(record, judged, Context(as_of=as_of_end(day + timedelta(days=1))))
    found: dict[str, tuple[str, str, str, set[str]]] = {}
    severity = {rule.id: rule.severity.value for rule in judged}
    for one in result.results:
        locators = {finding.locator for finding in result.findings if one.rule in finding.rules}
        said = (one.outcome.value, one.reason.value if one.reason else "", severity[one.rule], locators)
        found[one.rule.split("/")[1]] = said
    images = found.pop("mixed-images")
    if images[0] == "fail" and found["mixed-content"][0] != "fail":
        found["mixed-content"] = images
    return found


def agrees(wanted: Any, got: tuple[str, str, str, set[str]]) -> bool:
    stated = wanted if isinstance(wanted, dict) else {"outcome": wanted}
    allowed = [stated["outcome"], *stated.get("accept", [])]
    outcome, reason, severity, locators = got
    if not any(outcome == one.split(":")[0] and one.split(":")[-1] in (outcome, reason) for one in allowed):
        return False
    if outcome != Outcome.FAIL.value or stated["outcome"] != "fail":
        return True
    return severity == stated.get("severity", severity) and stated.get("locator", next(iter(locators), "")) in (
        locators or {""}
    )


def _marks(row: dict[str, Any]) -> list[Any]:
    return [pytest.mark.needs("old-tls")] if row["id"] in OLD else []


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"], marks=_marks(row)) for row in ROWS])
async def test_row(
    row: dict[str, Any], root: Issued, tmp_path: Path, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "root.pem").write_bytes(pem(root))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "root.pem"))
    if "提不出" in str(row["input"].get("tls")):
        say = Dialler.say

        async def mute(self: Dialler, version: int) -> Said:
            return await say(self, version) if version >= TLS12 else Said(Flight("nothing"), silent=True)

        monkeypatch.setattr(Dialler, "say", mute)
    judged = rules(tmp_path_factory.getbasetemp())
    found = told(await brought(staged(row, root, tmp_path), judged), judged)
    wrong = {check: (wanted, found[check]) for check, wanted in row["expected"].items() if not agrees(wanted, found[check])}
    assert bool(wrong) == (row["id"] in DISPUTED), wrong
