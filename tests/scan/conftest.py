"""One scan of two small sites, kept for every test here that only reads it."""

import pytest
from tests.region import scanned


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    """The run folder and the report."""
    return scanned(tmp_path_factory.mktemp("stored") / "run")
