"""Nothing that is generated is stale, and the catalogues are whole."""

from __future__ import annotations

import ast
import gettext
import re
import shutil
import sys
from pathlib import Path
from string import Formatter
from types import ModuleType

import click
import pytest

from govcheck.i18n import LOCALES, speaking

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "govcheck"
CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module", autouse=True)
def tools():
    sys.path.insert(0, str(ROOT / "tools"))
    yield
    sys.path.remove(str(ROOT / "tools"))


@pytest.fixture
def generate() -> ModuleType:
    import generate

    return generate


@pytest.fixture
def catalogues() -> ModuleType:
    import catalogues

    return catalogues


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_nothing_is_stale(generate):
    assert generate.stale(ROOT) == [], "run: make generated"


def test_the_language_of_whoever_generates_changes_nothing(generate):
    with speaking("en"):
        assert generate.stale(ROOT) == []


def test_a_changed_source_makes_stale_and_writing_makes_fresh(generate, catalogues, tmp_path):
    for name in ("rules", "docs", "src/govcheck/locale"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "src/govcheck/one.py").write_text('text = _("新的文字")\n', encoding="utf-8")
    (tmp_path / "docs/rules/gone.md").write_text("x", encoding="utf-8")
    assert generate.stale(tmp_path) == ["docs/rules/gone.md", catalogues.OWN.replace(".po", ".mo"), catalogues.OWN]
    assert len(generate.write(tmp_path)) == 3
    assert generate.stale(tmp_path) == []
    held = catalogues.read(tmp_path / catalogues.OWN, "en")
    assert [(one.id, one.string) for one in held if one.id] == [("新的文字", "")]


def test_every_text_of_the_sources_is_translated(catalogues):
    held = {one.id: one for one in catalogues.read(ROOT / catalogues.OWN, "en") if one.id}
    assert set(held) == set(catalogues.source_texts(PACKAGE))
    assert [one.id for one in held.values() if not one.string or one.fuzzy] == []


def test_a_translation_fills_what_its_source_fills(catalogues):
    for path, language in ((catalogues.OWN, "en"), (catalogues.CLICK, "zh")):
        for one in catalogues.read(ROOT / path, language):
            sources = one.id if isinstance(one.id, tuple) else (one.id,)
            texts = one.string if isinstance(one.string, tuple) else (one.string,)
            for text in texts if one.id else ():
                assert fields(text) <= set().union(*map(fields, sources)), one.id
                if len(sources) == 1:
                    assert fields(text) == fields(one.id), one.id


def test_english_is_english(catalogues):
    for one in catalogues.read(ROOT / catalogues.OWN, "en"):
        # Words that a Chinese reader must type or find in a file stay, in quotes.
        assert not CHINESE.search(re.sub("“[^”{]*”", "", one.string)), one.id
        assert one.id[:1] in (" ", "\n") or one.string[-1:] not in ("，", "。"), one.id


def test_the_compiled_catalogue_says_the_same(catalogues):
    compiled = gettext.translation("govcheck", LOCALES, languages=["en"])
    for one in catalogues.read(ROOT / catalogues.OWN, "en"):
        if one.id:
            assert compiled.gettext(one.id) == one.string


def test_texts_inside_f_strings_are_found_and_nameless_ones_refused(catalogues):
    source = """x = f"<{_('甲')}>" + _(word) + ngettext("乙", "丙", 3)"""
    assert set(catalogues.marked_texts(source)) == {"甲", ("乙", "丙")}
    with pytest.raises(ValueError, match="line 2"):
        list(catalogues.marked_texts("\nN_(word)"))


def test_what_click_says_to_people_is_in_chinese(catalogues):
    held = {one.id for one in catalogues.read(ROOT / catalogues.CLICK, "zh")}
    folder = Path(click.__file__).parent
    said = [
        text
        for name in ("exceptions.py", "formatting.py", "types.py")
        for text in catalogues.marked_texts((folder / name).read_text(encoding="utf-8"))
    ]
    assert [text for text in said if text not in held] == []
    assert {"Options", "Commands", "required", "default: {default}", "Missing command."} <= held


# ---- nothing is shown that was never offered for translation


def unmarked(path: Path, marks: set[str]) -> list[tuple[int, str]]:
    """Chinese in a module that is neither marked nor a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        marked = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in marks
        if marked or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            skipped |= {id(one) for one in ast.walk(node)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search("[\u3001-\u9fff\uff01-\uff5e]", node.value)
        and id(node) not in skipped
    ]


@pytest.mark.parametrize("room", ["cli", "scan", "config", "demo", "plan"])
def test_no_chinese_outside_the_catalogue(catalogues, room):
    found = {path.name: unmarked(path, set(catalogues.KEYWORDS)) for path in (PACKAGE / room).glob("*.py")}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_no_error_for_people_has_a_bare_text():
    people = {"UsageError", "InputError", "PackError", "SiteListError", "ConfigError", "ArchiveError", "Mistake"}
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in people and node.args:
                last = node.args[-1]
                if isinstance(last, ast.JoinedStr) or (isinstance(last, ast.Constant) and last.value):
                    found.append((path.name, node.lineno))
    assert found == []
