"""The demo: the bundled region served on loopback and scanned by the same code as any site, then held against its truth."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from govcheck.config.options import RunOptions
from govcheck.demo.server import REGION, Serving, serve
from govcheck.demo.truth import Comparison, compare, load_allowed, load_truth
from govcheck.fetch.settings import FetchSettings
from govcheck.registry.lists import load_sites
from govcheck.report.model import RunReport
from govcheck.scan.run import Target, Watcher, run
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.toolkit import load_toolkit

AS_OF: Final = date(2026, 6, 15)
"""The day the region's pages were written for."""
NATIONAL: Final = ("national-inspection-2019", "disclosure-regulation-2019", "page-standard-2017")
_PACK: Final = "yunhe-2026.yaml"
_PORT: Final = 80


@dataclass(frozen=True, slots=True)
class Demo:
    """What a demo run came to. ``seconds`` from the first request to the last finding."""

    report: RunReport
    comparison: Comparison
    seconds: float
    ipv6: bool


def demo_settings(serving: Serving) -> FetchSettings:
    """Waits lowered, since the servers are our own: everything else as for any site."""
    return FetchSettings(
        rate=10_000.0,
        address_rate=10_000.0,
        host_concurrency=4,
        second_try_wait=0.2,
        article_budget=1000,
        article_per_stratum=200,
        resolve={(host, _PORT): addresses for host, addresses in serving.resolve.items()},
        resolve_is_dns=True,
        ports={(host, _PORT): serving.port for host in serving.resolve},
        ipv6_egress=serving.ipv6,
    )


async def scan_region(folder: RunFolder, watcher: Watcher) -> Demo:
    """Serve the region, scan all its sites, compare with the truth."""
    with serve() as serving, _demo_pack() as pack, as_file(REGION / "sites.yaml") as sites:
        toolkit = load_toolkit(RunOptions(as_of=AS_OF, packs=(*NATIONAL, str(pack))))
        targets = [Target(site) for site in load_sites(sites)]
        begun = time.monotonic()
        report = await run(targets, toolkit, demo_settings(serving), folder, watcher)
        seconds = time.monotonic() - begun
        findings = {site.site.id: site.result.findings for site in report.sites}
        return Demo(report, compare(load_truth(), findings, load_allowed()), seconds, serving.ipv6)


@contextmanager
def _demo_pack() -> Iterator[Path]:
    with as_file(files("govcheck.demo") / "pack" / _PACK) as path:
        yield path
