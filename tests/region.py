"""What the end-to-end tests share: sites of the bundled region scanned over real sockets, and reports without clocks."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from govcheck.config.options import RunOptions
from govcheck.demo.scan import AS_OF, NATIONAL, demo_settings
from govcheck.demo.server import REGION, serve
from govcheck.demo.server import load_sites as load_servers
from govcheck.registry.lists import load_sites
from govcheck.report.json_report import report_json
from govcheck.report.model import RunReport
from govcheck.scan.run import Target, run
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.toolkit import load_toolkit

SMALL = ("shiqiao", "scripted")
"""Two small sites: one served in old encodings, one whose lists are drawn by script."""
SITES = Path(str(REGION)) / "sites"
LIST = Path(str(REGION)) / "sites.yaml"


class Silent:
    """A watcher that hears nothing; ``seen`` counts what it was told."""

    def __init__(self, on_page: Callable[[str, int], None] = lambda site, fetched: None) -> None:
        self.on_page = on_page
        self.done: list[str] = []

    def site_started(self, site_id: str) -> None: ...

    def page_fetched(self, site_id: str, fetched: int, waiting: int) -> None:
        self.on_page(site_id, fetched)

    def site_done(self, site_id: str) -> None:
        self.done.append(site_id)


async def scan(folder: RunFolder, ids: tuple[str, ...] = SMALL, *, as_of: date = AS_OF, watcher: Any = None) -> RunReport:
    """Serve the region afresh and scan the sites named."""
    with serve() as serving, as_file(files("govcheck.demo") / "pack" / "yunhe-2026.yaml") as pack:
        toolkit = load_toolkit(RunOptions(as_of=as_of, packs=(*NATIONAL, str(pack))))
        targets = [Target(site) for site in load_sites(LIST) if site.id in ids]
        return await run(targets, toolkit, demo_settings(serving), folder, watcher or Silent())


def scanned(path: Path, ids: tuple[str, ...] = SMALL, **named: Any) -> tuple[RunFolder, RunReport]:
    """The same, finished, in a new run folder; nothing may have tried to leave loopback."""
    guard = sys.modules["govcheck_tests_guard"]
    guard.attempts.clear()
    folder = RunFolder.create(path)
    report = asyncio.run(scan(folder, ids, **named))
    assert not guard.attempts
    return folder, report


def timeless(value: Any) -> Any:
    """A JSON report without ``run`` and every ``fetched_at``: what must be the same whenever it is judged."""
    if isinstance(value, dict):
        return {name: timeless(one) for name, one in value.items() if name not in ("run", "fetched_at")}
    return [timeless(one) for one in value] if isinstance(value, list) else value


def as_json(report: RunReport) -> Any:
    """The JSON report as data."""
    return report_json(report)


def copy_of(folder: RunFolder, to: Path) -> RunFolder:
    """A run folder to spoil."""
    shutil.copytree(folder.path, to)
    return RunFolder(to)


@contextmanager
def served(*ids: str) -> Iterator[list[str]]:
    """Serve the region; gives the ``--resolve`` options that lead to it, for the sites named or all."""
    with serve() as serving:
        hosts = {server.id: host for host, server in load_servers().items()}
        wanted = [hosts[one] for one in ids] or list(hosts.values())
        yield [
            word
            for host in wanted
            for word in (
                "--resolve",
                f"{host}:80:" + ",".join(_dialled(one, serving.port) for one in serving.resolve[host]),
            )
        ]


def _dialled(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


QUICK = [
    "--rate", "10000", "--address-rate", "10000", "--host-concurrency", "4", "--second-try-wait", "0", "--no-links",
]  # fmt: skip
"""Options for our own servers, which nobody has to be polite to; links to other hosts would leave loopback."""


def partial_files(path: Path) -> list[str]:
    """Files under temporary names."""
    return sorted(
        str(one.relative_to(path)) for one in path.rglob("*") if one.name.startswith(".") or one.suffix == ".part"
    )
