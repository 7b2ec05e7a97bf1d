"""The examples: they parse, and every option they use exists."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from govcheck.cli.main import group
from govcheck.engine.cases import mismatches
from govcheck.pack.cases import load_cases
from govcheck.pack.load import load_pack
from govcheck.pack.obligations import counts, coverage, load_obligations, unknown_obligations
from govcheck.pack.validate import validate

EXAMPLES = Path(__file__).parents[1] / "examples"
SIXTH = EXAMPLES / "sixth-document"
FILES = sorted(path for path in EXAMPLES.iterdir() if path.is_file())
CALL = re.compile(r'(?:^|[\s"/])govcheck"? (scan|ci|waiver) (?=\S)')


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def calls(path: Path) -> list[list[str]]:
    """The words of each call of govcheck, from the command on."""
    text = path.read_text("utf-8")
    if path.suffix == ".yml":
        lines = [line for one in strings(yaml.safe_load(text)) for line in one.splitlines()]
    else:
        lines = [line for line in re.sub(r"\\\n", " ", text).splitlines() if not re.match(r"\s*(#|//)", line)]
    found = ((line, CALL.search(line)) for line in lines)
    return [shlex.split(line[match.start(1) :]) for line, match in found if match is not None]


def options_of(command: str) -> set[str]:
    found = group.get_command(click.Context(group), command)
    assert found is not None
    return {word for one in found.params for word in (*one.opts, *one.secondary_opts)}


def test_there_is_one_for_each_place() -> None:
    assert [path.name for path in FILES] == ["Jenkinsfile", "github-actions.yml", "gitlab-ci.yml", "monthly.sh"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_option_exists(path: Path) -> None:
    found = calls(path)
    assert len(found) == 1
    for words in found:
        used = [word.partition("=")[0] for word in words if re.match(r"-{1,2}[a-z]", word)]
        assert used
        assert set(used) <= options_of(words[0]), words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_variables_are_those_of_options(path: Path) -> None:
    for name in re.findall(r"GOVCHECK_([A-Z_]+)", path.read_text("utf-8")):
        command, _line, option = name.lower().partition("_")
        assert "--" + option.replace("_", "-") in options_of(command)


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml"])
def test_yaml(name: str) -> None:
    data = yaml.safe_load((EXAMPLES / name).read_text("utf-8"))
    if name.startswith("github"):
        steps = data["jobs"]["govcheck"]["steps"]
        assert [one for one in steps if "govcheck ci" in one.get("run", "")]
        assert all(("uses" in one) != ("run" in one) for one in steps)
    else:
        assert data["govcheck"]["artifacts"]["reports"]["junit"] == "govcheck.xml"
        assert all(isinstance(line, str) for line in data["govcheck"]["script"])


def test_the_jenkinsfile_is_balanced() -> None:
    text = re.sub(r"'''.*?'''|'[^'\n]*'|\"[^\"\n]*\"", "", (EXAMPLES / "Jenkinsfile").read_text("utf-8"), flags=re.DOTALL)
    for left, right in ("{}", "()"):
        assert text.count(left) == text.count(right) > 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="this machine lacks: bash")
@pytest.mark.parametrize(("code", "passed", "left"), [(0, 0, ""), (5, 0, ""), (4, 4, "退出码 4")])
def test_the_script_of_cron(tmp_path: Path, code: int, passed: int, left: str) -> None:
    fake = tmp_path / "bin" / "govcheck"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\necho "$@"\nexit {code}\n', "utf-8")
    fake.chmod(0o755)
    script = EXAMPLES / "monthly.sh"
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    kept = tmp_path / "存 放"
    done = subprocess.run(
        ["bash", script, tmp_path / "清 单.csv", kept],
        env={"PATH": f"{fake.parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, left in done.stderr, done.stdout) == (passed, True, "")
    assert bool(done.stderr) == bool(left), "cron mails what is printed"
    (said,) = kept.glob("*.txt")
    assert str(tmp_path / "清 单.csv") in said.read_text("utf-8")


def test_the_sixth_document_is_valid_and_does_what_its_cases_say() -> None:
    assert validate([SIXTH / "pack.yaml", SIXTH / "pack.test.yaml"]) == []
    cases = load_cases(SIXTH / "pack.test.yaml")
    assert {case.rule.id for case in cases} == {rule.id for rule in load_pack(SIXTH / "pack.yaml").rules}
    assert mismatches(cases) == []


def test_each_obligation_of_the_sixth_document_has_its_rule(tmp_path: Path) -> None:
    (tmp_path / "obligations").mkdir()
    shutil.copy(SIXTH / "obligations.yaml", tmp_path / "obligations")
    documents, packs = load_obligations(tmp_path), [load_pack(SIXTH / "pack.yaml")]
    assert unknown_obligations(documents, packs) == []
    assert counts(coverage(documents, packs)) == {"rule": 9, "person": 1, "input": 2, "none": 0}
