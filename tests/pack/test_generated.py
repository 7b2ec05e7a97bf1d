"""What is made from the packs: schema, pages, lock; and that the lock notices a changed judgement."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from govcheck.pack.generated import generated, revisions, stale
from govcheck.pack.jsonschema import schema_text
from govcheck.pack.source import read_document

DATA = Path(__file__).parent / "data"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "rules", ignore=shutil.ignore_patterns("ten-mistakes.yaml"))
    for path, text in generated(tmp_path).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_fresh_is_not_stale(repository: Path) -> None:
    assert stale(repository) == []
    assert revisions(repository) == []


def test_page_and_lock(repository: Path) -> None:
    page = (repository / "docs/rules/parent.md").read_text(encoding="utf-8")
    assert "# 上级规则包" in page
    assert "- 参数 `max_age`：3个工作日" in page
    assert "时限是我们的理解" in page
    lock = (repository / "rules/revisions.lock").read_text(encoding="utf-8").splitlines()
    assert [line.split()[:2] for line in lock[1:]] == [
        ["child/policy-fresh", "1"],
        ["parent/footer-items", "1"],
        ["parent/news-fresh", "1"],
        ["parent/notices-fresh", "2"],
    ]


def test_changed_judgement_needs_a_revision(repository: Path) -> None:
    replace(repository / "rules/parent.yaml", "value: 3 working days", "value: 5 working days")
    [mistake] = revisions(repository)
    assert "parent/notices-fresh" in mistake.message
    assert (mistake.line, mistake.path) == (9, "revision")
    assert stale(repository) == ["docs/rules/parent.md", "rules/revisions.lock"]
    replace(repository / "rules/parent.yaml", "revision: 2", "revision: 3")
    assert revisions(repository) == []


def test_changed_library_check_changes_all_its_rules(repository: Path) -> None:
    replace(repository / "rules/library/fresh.yaml", "{each: column,", "{each: column, sample: 5,")
    assert len(revisions(repository)) == 3


def test_wording_needs_none(repository: Path) -> None:
    replace(repository / "rules/parent.yaml", "补齐 $items", "请补齐 $items")
    assert revisions(repository) == []


def test_revision_never_goes_down(repository: Path) -> None:
    replace(repository / "rules/parent.yaml", "revision: 2", "revision: 1")
    assert len(revisions(repository)) == 1


def test_page_without_a_pack_is_stale(repository: Path) -> None:
    (repository / "docs/rules/gone.md").write_text("x", encoding="utf-8")
    assert stale(repository) == ["docs/rules/gone.md"]


@pytest.mark.parametrize(
    "name", ["parent.yaml", "child.yaml", "parent.test.yaml", "library/fresh.yaml", "library/fresh.test.yaml"]
)
def test_schema_takes_what_the_loader_takes(name: str) -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(read_document(DATA / name).data)


def test_schema_refuses_what_is_wrong() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    assert not validator.is_valid(read_document(DATA / "ten-mistakes.yaml").data)
    data = read_document(DATA / "parent.yaml").data
    assert isinstance(data, dict)
    data["rules"][2]["check"]["requird"] = 1
    assert not validator.is_valid(data)
