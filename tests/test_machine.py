"""The machine: what was promised of it is there, and the probes that decide about skipping tell the truth."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PROMISED = sorted(name.strip() for name in os.environ.get("GOVCHECK_REQUIRE", "").split(",") if name.strip())
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "libreoffice": ("soffice", "libreoffice"),
    "postgresql": ("postgres", "pg_ctl"),
}


@pytest.fixture
def needs(request):
    """The probes of ``tests/conftest.py``."""
    here = Path(__file__).with_name("conftest.py")
    [plugin] = [one for one in request.config.pluginmanager.get_plugins() if getattr(one, "__file__", None) == str(here)]
    return plugin.NEEDS


@pytest.mark.parametrize("name", PROMISED or ["nothing"])
def test_what_was_promised_is_there(needs, name):
    assert name == "nothing" or needs[name](), f"GOVCHECK_REQUIRE names {name}"


def test_every_need_has_a_probe_and_is_documented(needs, request):
    assert set(needs) == {*PROGRAMS, "ipv6-loopback", "old-tls"}
    [line] = [line for line in request.config.getini("markers") if line.startswith("needs(")]
    assert all(name in line for name in needs)


@pytest.mark.parametrize(("name", "programs"), PROGRAMS.items(), ids=PROGRAMS)
def test_a_probe_of_a_program_is_truthful(needs, monkeypatch, tmp_path, name, programs):
    assert needs[name]() is any(shutil.which(program) for program in programs)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert needs[name]() is False
    there = tmp_path / programs[0]
    there.write_text("#!/bin/sh\n", "utf-8")
    assert needs[name]() is (os.name == "nt"), "a file that cannot be run is no program"
    there.chmod(0o755)
    assert needs[name]() is True


@pytest.mark.needs("postgresql")
def test_postgresql_is_what_was_found():
    program = shutil.which("postgres") or shutil.which("pg_ctl")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert "PostgreSQL" in done.stdout


def test_the_probe_of_ipv6_is_truthful(needs, monkeypatch):
    def refused(*_values):
        raise OSError("Address family not supported")

    if needs["ipv6-loopback"]():
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
            assert server.getsockname()[0] == "::1"
    monkeypatch.setattr(socket.socket, "bind", refused)
    assert needs["ipv6-loopback"]() is False


@pytest.mark.skipif(sys.platform != "linux", reason="tells of Linux")
def test_the_pipeline_promises_everything(needs):
    text = (Path(__file__).parents[1] / ".ci" / "run").read_text("utf-8")
    [line] = [line for line in text.splitlines() if line.startswith("export GOVCHECK_REQUIRE=")]
    assert set(line.partition("=")[2].split(",")) == set(needs)
