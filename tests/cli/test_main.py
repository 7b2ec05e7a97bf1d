"""The command as a whole: help, languages, the demo, and what is not loaded."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from govcheck import __version__
from govcheck.cli.main import COMMANDS, group
from govcheck.demo import scan as demo_module
from govcheck.demo.truth import load_truth


def test_help_lists_every_command(govcheck):
    said = govcheck("--help")
    assert said.code == 0
    assert all(name in said.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(govcheck, name):
    said = govcheck(name, "--help")
    assert said.code == 0
    assert group.get_command(None, name).help
    assert "Traceback" not in said.err


def test_nothing_said_is_a_question(govcheck):
    assert govcheck().code in (0, 2)


def test_version(govcheck):
    assert __version__ in govcheck("--version").out


def test_english(govcheck):
    zh, en = govcheck("scan", "./nowhere"), govcheck("--lang", "en", "scan", "./nowhere")
    assert (zh.code, en.code) == (2, 2)
    assert "nowhere" in en.err


def test_help_loads_nothing_slow():
    slow = ("httpx", "pydantic", "lxml", "openpyxl", "rich.console", "warcio", "dns")
    code = f"import sys; import govcheck.cli.main; print([name for name in {slow!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def one_site(monkeypatch):
    """The demo with one of its sites alone: the whole region is scanned in ``tests/demo``."""
    inner = demo_module.load_sites
    truth = [fault for fault in load_truth() if fault.site == "scripted"]
    monkeypatch.setattr(demo_module, "load_sites", lambda path: [site for site in inner(path) if site.id == "scripted"])
    monkeypatch.setattr(demo_module, "load_truth", lambda: truth)
    return truth


def test_the_demo(govcheck, one_site, tmp_path):
    said = govcheck("demo", "--run", tmp_path / "run", "-o", tmp_path / "r.json")
    assert said.code == 0, said.out[-2000:]
    assert f"埋设问题 {len(one_site)} 处：找到 {len(one_site)}，漏报 0，未抽到 0，多报 0" in said.out
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [site["id"] for site in report["sites"]] == ["scripted"]
    assert (tmp_path / "run" / "run.json").is_file()


def test_the_demo_in_brief_says_what_it_missed(govcheck, one_site):
    one_site.append(replace(one_site[0], id="LJ-99", locator="没有埋设的"))
    said = govcheck("demo", "--brief")
    assert said.code == 1, "what was planted and not found is a fault of ours"
    assert "漏报 LJ-99" in said.out
    assert "需整改" not in said.out
