"""What the README shows is true: its rule loads, its commands exist."""

import re
from pathlib import Path

import pytest

from govcheck.cli.main import COMMANDS
from govcheck.pack.validate import validate

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("name", READMES)
def test_the_rule_in_the_readme_has_no_mistake(name, tmp_path):
    example = re.search(r"```yaml\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert example is not None
    pack = tmp_path / "my-city-2026.yaml"
    pack.write_text(example[1], encoding="utf-8")
    assert validate([pack]) == []


@pytest.mark.parametrize("name", READMES)
def test_every_command_shown_exists(name):
    shown = set(re.findall(r"^\$ govcheck (\w+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
    assert shown
    assert shown <= set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_every_file_linked_is_there(name):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
