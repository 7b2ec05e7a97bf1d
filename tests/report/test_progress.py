"""Progress: lines where nobody watches, a redrawn block where somebody does, never an end to a run."""

from __future__ import annotations

import io
import sys

import pytest

from govcheck.report.progress import LineProgress, LiveProgress, NoProgress, progress
from govcheck.report.terminal import Terminal, terminal_of


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def drive(watcher: object) -> None:
    assert isinstance(watcher, NoProgress)
    with watcher:
        watcher.site_started("a\x1b[2J")
        for count in range(1, 121):
            watcher.page_fetched("a\x1b[2J", count, 200 - count)
        watcher.site_done("a\x1b[2J")


def test_lines_when_not_a_terminal() -> None:
    out = io.StringIO()
    watcher = progress(2, out)
    assert isinstance(watcher, LineProgress)
    drive(watcher)
    assert out.getvalue().splitlines() == [
        "a\\x1b[2J：开始",
        "a\\x1b[2J：已取 50 个地址，待取 150",
        "a\\x1b[2J：已取 100 个地址，待取 100",
        "a\\x1b[2J：完成，共取 120 个地址（1/2）",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="consoles of Windows differ")
def test_a_block_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Tty()
    watcher = progress(1, out)
    assert isinstance(watcher, LiveProgress)
    drive(watcher)
    assert "站点" in out.getvalue()
    assert "\x1b[2Ja" not in out.getvalue()
    assert "a\\x1b[2J" in out.getvalue()


def test_a_saved_folder_has_no_addresses_to_count() -> None:
    out = io.StringIO()
    watcher = progress(1, out)
    watcher.site_started("a")
    watcher.site_done("a")
    assert out.getvalue().splitlines() == ["a：开始", "a：完成（1/1）"]


def test_quiet_says_nothing_and_a_closed_stream_is_borne(capsys: pytest.CaptureFixture[str]) -> None:
    drive(progress(1, quiet=True))
    out = io.StringIO()
    watcher = LineProgress(1, out)
    out.close()
    drive(watcher)
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="consoles of Windows differ")
def test_terminals() -> None:
    assert terminal_of(io.StringIO()) == Terminal(100, False, False)
    assert terminal_of(Tty(), {"TERM": "dumb"}) == Terminal(100, False, False)
    watched = terminal_of(Tty(), {"TERM": "xterm"})
    assert (watched.colour, watched.live) == (True, True)
    assert not terminal_of(Tty(), {"TERM": "xterm", "NO_COLOR": "1"}).colour
    assert 60 <= watched.width <= 120
