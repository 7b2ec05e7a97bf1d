"""The region, scanned once by the demo's own code."""

import asyncio
import sys

import pytest
from tests.region import Silent

from govcheck.demo.scan import scan_region
from govcheck.scan.run_folder import RunFolder


@pytest.fixture(scope="session")
def region(tmp_path_factory):
    """The demo and its run folder."""
    guard = sys.modules["govcheck_tests_guard"]
    guard.attempts.clear()
    folder = RunFolder.create(tmp_path_factory.mktemp("demo") / "run")
    demo = asyncio.run(scan_region(folder, Silent()))
    assert not guard.attempts
    return demo, folder


@pytest.fixture
def demo(region):
    """What the demo came to."""
    return region[0]


@pytest.fixture
def site(demo):
    """The report of one site, by its id."""
    return {one.site.id: one for one in demo.report.sites}.__getitem__
