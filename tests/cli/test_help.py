"""Help and errors of usage: every command and option is documented in Chinese and in English, never in both at once."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

import click
import pytest

from govcheck import __version__
from govcheck.cli.main import group, main
from govcheck.i18n import set_language

CHINESE = re.compile("[\u3001-\u9fff\uff01-\uff5e]")
VARIABLES = ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in VARIABLES:
        monkeypatch.setenv(name, "")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)
    set_language("zh")


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name="govcheck")
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from walk(child, (*path, name))


COMMANDS = dict(walk(group))
EVERY = pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "govcheck")


class Ended(NamedTuple):
    exit_code: int
    output: str
    said: str


def run(*arguments: str) -> Ended:
    output, said = io.StringIO(), io.StringIO()
    with redirect_stdout(output), redirect_stderr(said), pytest.raises(SystemExit) as left:
        main([*arguments])
    return Ended(int(left.value.code or 0), output.getvalue(), said.getvalue())


def bare(text: str) -> str:
    return "".join(text.split())


def test_all_commands_are_there():
    alone = {"demo", "scan", "ci", "rejudge", "report", "page", "explain", "probe", "watch"}
    assert {path[0] for path in COMMANDS if path} == alone | {"review", "run", "waiver", "pack"}
    assert below("pack") == {"list", "show", "validate", "test", "schema", "docs", "coverage", "diff", "install"}
    assert below("run") == {"list", "show", "diff"}
    assert below("waiver") == {"add", "list", "check"}


def below(name):
    return {path[1] for path in COMMANDS if path[:1] == (name,) and len(path) == 2}


@EVERY
def test_every_command_and_option_is_documented_in_chinese(path):
    shown = run(*path, "--help")
    assert shown.exit_code == 0
    command = COMMANDS[path]
    set_language("zh")
    assert CHINESE.search(command.help or "")
    assert bare(command.help or "") in bare(shown.output)
    assert shown.output.startswith("用法: ")
    assert "\n选项:\n" in shown.output
    assert "显示本帮助后退出" in shown.output
    assert not re.search("Usage|Options:|Commands|Show |OPTIONS|ARGS", shown.output)
    for option in command.params:
        if isinstance(option, click.Option):
            assert CHINESE.search(option.help or ""), option.name
            assert bare(option.help or "") in bare(shown.output), option.name


@EVERY
def test_every_command_and_option_is_documented_in_english(path):
    shown = run("--lang", "en", *path, "--help")
    assert shown.exit_code == 0
    assert not CHINESE.search(shown.output)
    assert shown.output.startswith("Usage: ")
    command = COMMANDS[path]
    set_language("en")
    for words in (command.help, *(one.help for one in command.params if isinstance(one, click.Option))):
        assert words
        assert bare(words) in bare(shown.output)


@pytest.mark.parametrize("path", [path for path, command in COMMANDS.items() if isinstance(command, click.Group)])
def test_a_group_says_the_whole_of_each_command(path):
    for language in ("zh", "en"):
        shown = run("--lang", language, *path, "--help").output
        assert "..." not in shown
        for other in COMMANDS:
            if other[:-1] == path and other:
                assert re.search(rf"(?m)^  {other[-1]} +\S", shown)


@pytest.mark.parametrize(
    ("name", "value"),
    [("LANG", "en_US.UTF-8"), ("GOVCHECK_LANG", "en"), ("GOVCHECK_LANG", "en_US.UTF-8"), ("LC_ALL", "en_GB")],
)
def test_the_environment_asks_for_english(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert "Compliance checks" in run("--help").output


def test_an_option_outranks_the_environment(monkeypatch):
    monkeypatch.setenv("GOVCHECK_LANG", "en")
    assert "合规检查" in run("--lang", "zh", "--help").output


def test_one_process_may_change_its_language():
    outputs = [run("--lang", language, "pack", "--help").output for language in ("zh", "en", "zh", "en")]
    assert outputs[0] == outputs[2] != outputs[1] == outputs[3]


def test_the_version_is_the_same_in_both():
    assert {run("--lang", language, "--version").output for language in ("zh", "en")} == {f"govcheck {__version__}\n"}


MISTAKES = [
    (["nope"], "没有命令 'nope'", "No such command"),
    (["--nope"], "没有选项", "No such option"),
    (["explain"], "缺少参数 'RULE|FINGERPRINT'", "Missing argument 'RULE|FINGERPRINT'"),
    (["scan", "--level", "x", "a.example"], "'--level' 的值无效", "Invalid value for '--level'"),
    (["scan", "--max-pages", "0", "a.example"], "不在范围", "is not in the range"),
    (["scan", "--seed"], "需要", "requires an argument"),
    (["scan", "--as-of", "yesterday", "a.example"], "不是日期", "no date"),
    (["rejudge", "a", "b"], "多出了参数（b）", "Got unexpected extra argument"),
    (["pack", "test", "/nonexistent"], "不存在", "does not exist"),
    (["scan"], "请给出要扫描的网址", "Name the addresses"),
    (["scan", "--without", "x", "a.example"], "可写：dns、", "known: dns, "),
    (["scan", "--resolve", "a:80:b", "a.example"], "不是 IP 地址：b", "not an IP address: b"),
    (["explain", "no-such-rule-at-all"], "没有规则", "There is no rule"),
]


@pytest.mark.parametrize(("arguments", "zh", "en"), MISTAKES, ids=lambda value: str(value)[:30])
def test_errors_of_usage_in_both_languages(monkeypatch, tmp_path, arguments, zh, en):
    monkeypatch.chdir(tmp_path)
    for language, wanted in (("zh", zh), ("en", en)):
        monkeypatch.setenv("GOVCHECK_LANG", language)
        code, _output, said = run(*arguments)
        assert code == 2
        assert wanted in said
        assert language == "zh" or not CHINESE.search(said)
        assert language == "en" or not re.search("Usage|Error|Try ", said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "words"), [("zh", "共 2 处错误。"), ("en", "Mistakes: 2.")])
def test_a_bad_pack_is_told_in_both_languages(monkeypatch, tmp_path, language, words):
    monkeypatch.setenv("GOVCHECK_LANG", language)
    file = tmp_path / "bad.yaml"
    file.write_text("pack: bad\npack: bad\n- x\n", encoding="utf-8")
    told = run("pack", "validate", str(file), str(tmp_path / "none.yaml"))
    assert told.exit_code == 3
    assert words in told.said
    assert language == "zh" or not CHINESE.search(told.output)
