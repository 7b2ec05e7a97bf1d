"""What every test stands on: no way out of loopback, and an honest word when the machine lacks something."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("govcheck_tests_guard", Path(__file__).with_name("guard.py"))
assert _spec is not None
assert _spec.loader is not None
guard = sys.modules.get("govcheck_tests_guard") or importlib.util.module_from_spec(_spec)
if "govcheck_tests_guard" not in sys.modules:
    sys.modules["govcheck_tests_guard"] = guard
    _spec.loader.exec_module(guard)
guard.install()

for _name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
    os.environ.pop(_name, None)

# What the person at this machine has installed is none of a test's business.
os.environ["GOVCHECK_HOME"] = str(Path(tempfile.gettempdir()) / f"govcheck-tests-no-such-home-{os.getpid()}")


def _ipv6_loopback() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _old_tls() -> bool:
    """Whether this machine's OpenSSL can play a server of TLS 1.0."""
    import ssl
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:
            made.set_ciphers("ALL:@SECLEVEL=0")
            made.minimum_version = ssl.TLSVersion.TLSv1
        except (ssl.SSLError, ValueError):
            return False
        return ssl.HAS_TLSv1


NEEDS: dict[str, Callable[[], bool]] = {
    "chromium": _program("chromium", "chromium-browser", "google-chrome"),
    "libreoffice": _program("soffice", "libreoffice"),
    "postgresql": _program("postgres", "pg_ctl"),
    "ipv6-loopback": _ipv6_loopback,
    "old-tls": _old_tls,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot do, by name; fail instead where it was promised (``GOVCHECK_REQUIRE=a,b``)."""
    promised = {name.strip() for name in os.environ.get("GOVCHECK_REQUIRE", "").split(",")}
    for mark in item.iter_markers("needs"):
        for what in mark.args:
            if what not in NEEDS:
                pytest.fail(f"unknown need: {what}", pytrace=False)
            if not NEEDS[what]():
                if what in promised:
                    pytest.fail(f"promised by GOVCHECK_REQUIRE, not on this machine: {what}", pytrace=False)
                pytest.skip(f"this machine lacks: {what}")


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine() -> Iterator[list[str]]:
    """Fails the test that tried to leave, even when the code under test swallowed the refusal."""
    guard.attempts.clear()
    yield guard.attempts
    tried = list(guard.attempts)
    guard.attempts.clear()
    assert not tried, f"tried to leave loopback: {tried}"
