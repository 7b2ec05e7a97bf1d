"""The shipped rules: sound, and found where they lie."""

from __future__ import annotations

from pathlib import Path

from govcheck.pack.lexicon import load_lexicons
from govcheck.pack.load import load_pack, load_packs
from govcheck.pack.shipped import pack_files, rules_root
from govcheck.pack.validate import validate


def test_no_mistakes_in_what_ships() -> None:
    assert [str(mistake) for mistake in validate()] == []


def test_all_packs_load_by_id_and_together() -> None:
    packs = load_packs()
    assert [pack.id for pack in packs] == [file.stem for file in pack_files(rules_root())]
    assert all(pack.rules for pack in packs)
    assert load_pack(packs[0].id) == packs[0]


def test_full_ids_are_unique() -> None:
    ids = [rule.id for pack in load_packs() for rule in pack.rules]
    assert len(ids) == len(set(ids))


def test_lexicon_names_are_unique() -> None:
    names = [entry.name for entry in load_lexicons()]
    assert len(names) == len(set(names)) > 0


def test_extends_in_its_short_form(tmp_path: Path) -> None:
    parent = Path(__file__).parent / "data"
    (tmp_path / "short.yaml").write_text(
        'format: 1\npack: short\nversion: "1.0"\ntitle: {zh: 简, en: Short}\nsources: {}\nextends: parent\n',
        encoding="utf-8",
    )
    pack = load_pack(tmp_path / "short.yaml", root=parent)
    assert [rule.id for rule in pack.rules] == ["parent/notices-fresh", "parent/news-fresh", "parent/footer-items"]
