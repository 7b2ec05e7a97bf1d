"""The proof that the suite cannot reach the outside."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def _refused(attempts: list[str]) -> bool:
    seen = bool(attempts)
    attempts.clear()
    return seen


def test_connecting_outside_is_refused(nothing_leaves_this_machine: list[str]) -> None:
    with socket.socket() as sock, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        sock.connect(("192.0.2.1", 80))
    with socket.socket() as sock, pytest.raises(RuntimeError):
        sock.connect_ex(("192.0.2.1", 80))
    assert _refused(nothing_leaves_this_machine)


def test_datagrams_outside_are_refused(nothing_leaves_this_machine: list[str]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        with pytest.raises(RuntimeError):
            sock.sendto(b"x", ("192.0.2.1", 53))
        with pytest.raises(RuntimeError):
            sock.sendmsg([b"x"], [], 0, ("192.0.2.1", 53))
    assert _refused(nothing_leaves_this_machine)


def test_not_even_a_name_is_looked_up(nothing_leaves_this_machine: list[str]) -> None:
    with pytest.raises(RuntimeError):
        socket.getaddrinfo("www.example.gov.cn", 80)
    with pytest.raises(RuntimeError):
        socket.gethostbyname("www.example.gov.cn")
    assert _refused(nothing_leaves_this_machine)


async def test_asyncio_is_held_too(nothing_leaves_this_machine: list[str]) -> None:
    with pytest.raises(RuntimeError):
        await asyncio.open_connection("192.0.2.1", 80)
    with pytest.raises(RuntimeError):
        await asyncio.open_connection("www.example.gov.cn", 80)
    assert _refused(nothing_leaves_this_machine)


async def test_loopback_is_open() -> None:
    server = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()


CASES = """
import pytest

@pytest.mark.needs("unheard-of")
def test_a(): assert True

@pytest.mark.needs("chromium")
def test_b(): assert True

def test_c():
    import socket
    try:
        socket.getaddrinfo("example.gov.cn", 80)
    except RuntimeError:
        pass
"""


@pytest.mark.parametrize(("required", "word"), [("", "lacks: chromium"), ("chromium", "GOVCHECK_REQUIRE")])
def test_needs_and_swallowed_attempts(tmp_path: Path, required: str, word: str) -> None:
    here = Path(__file__).parent
    for name in ("conftest.py", "guard.py"):
        (tmp_path / name).write_text((here / name).read_text("utf-8"), "utf-8")
    (tmp_path / "test_case.py").write_text(CASES, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = needs(*what)\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"GOVCHECK_REQUIRE": required, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "unknown need: unheard-of" in done.stdout
    assert word in done.stdout
    assert "tried to leave loopback" in done.stdout
