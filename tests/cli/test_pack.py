"""``govcheck pack`` and ``govcheck explain``."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from govcheck.pack.shipped import pack_files, rules_root

DATA = Path(__file__).parents[1] / "pack" / "data"
TEN = DATA / "ten-mistakes.yaml"
PLACES = [
    "3:10: version: ",
    "10:22: rules[0].cites[0].source: ",
    "11:5: rules[0].sevrity: ",
    "13:27: rules[0].params.max_agee: ",
    "14:9: rules[1].id: ",
    "17:10: rules[1].use: ",
    "21:43: rules[2].subjects.where.titel: ",
    "24:58: rules[2].check.all[0].pattern.regex: ",
    "25:34: rules[2].check.all[1].since: ",
    "26:19: rules[2].message.zh: ",
]


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository of its own with the shipped rules and the library the ten mistakes rest on."""
    root = tmp_path / "repository"
    shutil.copytree(rules_root(), root / "rules")
    for file in (DATA / "library").glob("*.yaml"):
        shutil.copy(file, root / "rules" / "library")
    monkeypatch.setattr("govcheck.pack.shipped.rules_root", lambda: root / "rules")
    monkeypatch.setattr("govcheck.pack.validate.rules_root", lambda: root / "rules")
    return root


def test_list(govcheck):
    said = govcheck("pack", "list")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == [file.stem for file in pack_files(rules_root())]


def test_show(govcheck):
    said = govcheck("pack", "show", "page-standard-2017")
    assert said.code == 0
    rules = yaml.safe_load((rules_root() / "page-standard-2017.yaml").read_text("utf-8"))["rules"]
    for rule in rules:
        assert rule["title"]["zh"] in said.out, rule["id"]


def test_show_what_is_not_there(govcheck):
    said = govcheck("pack", "show", "page-standrad-2017")
    assert (said.code, "是不是 page-standard-2017" in said.err) == (3, True)


def test_ten_mistakes_ten_messages_each_at_its_line_and_column(govcheck, repository):
    said = govcheck("pack", "validate", TEN)
    lines = said.out.splitlines()
    assert said.code == 3
    assert len(lines) == len(PLACES) == 10
    for line, place in zip(lines, PLACES, strict=True):
        assert line.startswith(f"{TEN}:{place}"), line
    assert "10" in said.err


def test_the_shipped_rules_are_right(govcheck):
    said = govcheck("pack", "validate")
    assert (said.code, said.out) == (0, "")


def test_a_file_that_is_not_there(govcheck, tmp_path):
    said = govcheck("pack", "validate", tmp_path / "none.yaml")
    assert said.code == 3
    assert "none.yaml" in said.out + said.err


def test_the_cases_of_one_pack(govcheck):
    said = govcheck("pack", "test", rules_root() / "page-standard-2017.yaml")
    assert (said.code, said.out) == (0, "")


def test_a_case_that_does_not_hold(govcheck, tmp_path):
    for name in ("page-standard-2017.yaml", "page-standard-2017.test.yaml"):
        shutil.copy(rules_root() / name, tmp_path)
    place = tmp_path / "page-standard-2017.test.yaml"
    place.write_text(place.read_text("utf-8").replace("outcome: pass", "outcome: fail, reason: missing", 1), "utf-8")
    said = govcheck("pack", "test", tmp_path)
    assert said.code == 3
    [line] = said.out.splitlines()
    assert line.startswith(f"{place}:")


def test_schema(govcheck):
    said = govcheck("pack", "schema")
    assert said.code == 0
    jsonschema.Draft202012Validator.check_schema(said.json)
    pack = json.loads(json.dumps(yaml.safe_load((rules_root() / "xzs2018.yaml").read_text("utf-8")), default=str))
    jsonschema.validate(pack, said.json)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**pack, "formt": 1}, said.json)


def test_docs_written_then_checked_then_stale(govcheck, repository):
    assert govcheck("pack", "docs").code == 0
    said = govcheck("pack", "docs", "--check")
    assert (said.code, said.out) == (0, "")
    page = repository / "docs" / "rules" / "xzs2018.md"
    page.write_text(page.read_text("utf-8") + "x", "utf-8")
    said = govcheck("pack", "docs", "--check")
    assert said.code == 3
    assert [line.split()[0] for line in said.out.splitlines()] == ["docs/rules/xzs2018.md"]
    assert page.read_text("utf-8").endswith("x"), "checking writes nothing"


def test_explain(govcheck):
    said = govcheck("explain", "column-fresh-news")
    assert said.code == 0
    assert "national-inspection-2019/column-fresh-news" in said.out
    assert govcheck("explain", "national-inspection-2019/column-fresh-news").out == said.out


def test_explain_a_rule_that_several_packs_share(govcheck):
    said = govcheck("explain", "meta-site")
    assert "national-inspection-2019/meta-site" in said.out
    assert "page-standard-2017/meta-site" in said.out


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ("colum-fresh-news", "是不是 column-fresh-news"),
        ("page-standard-2017/meta-sit", "是不是 page-standard-2017/meta-site"),
    ],
)
def test_explain_what_is_not_there(govcheck, rule, meant):
    said = govcheck("explain", rule)
    assert said.code == 2
    assert meant in said.err
