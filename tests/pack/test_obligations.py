"""The obligations of the documents and the rules that answer for them."""

from collections import Counter
from pathlib import Path

import pytest

from govcheck.errors import PackError
from govcheck.pack.load import load_packs
from govcheck.pack.obligations import SEEN, counts, coverage, load_obligations, unknown_obligations
from govcheck.pack.shipped import rules_root
from govcheck.pack.shown import shown_cases

ONE = """format: 1
document: {key: X2026, title: 甲县要点, issuer: 甲县人民政府办公室, issued: 2026-01-02}
obligations:
- {id: X2026-01a, clause: 一, by: page, applies: [county], say: 设栏目, check: 有该栏目}
- {id: X2026-01b, clause: 一, by: attest, applies: [county, department], say: 办培训}
- {id: X2026-02a, clause: 二, by: data, applies: [county], say: 按期答复}
"""


def write(folder: Path, text: str) -> Path:
    (folder / "obligations").mkdir()
    (folder / "obligations" / "x.yaml").write_text(text, "utf-8")
    return folder


def test_all_482_obligations_of_the_five_documents_are_here() -> None:
    documents = load_obligations(rules_root())
    numbers = {document.document.key: len(document.obligations) for document in documents}
    assert numbers == {"FJ2018": 101, "LY2023": 95, "PZH2021": 129, "TL2017": 111, "XZS2018": 46}
    by = Counter(row.by for document in documents for row in document.obligations)
    assert by["page"] + by["probe"] == 312
    once = [row.id for document in documents for row in document.obligations]
    assert len(set(once)) == len(once)


def test_no_shipped_rule_cites_an_obligation_that_its_document_does_not_have() -> None:
    assert unknown_obligations(load_obligations(rules_root()), load_packs()) == []


def test_a_row_without_rules_is_told_and_one_with_a_rule_is_decided_by_it() -> None:
    rows = coverage(load_obligations(rules_root()), load_packs())
    by_id = {row.obligation.id: row for row in rows}
    assert by_id["PZH2021-18f"].how == "rule"
    assert {answer.rule.id for answer in by_id["PZH2021-18f"].answers} >= {"pzh2021/ipv6-aaaa", "pzh2021/ipv6-reachable"}
    assert counts(rows) == {"rule": 312, "person": 93, "input": 77, "none": 0}


def test_what_pages_and_the_wire_can_show_is_decided_by_rules_that_show_their_cases() -> None:
    packs = load_packs()
    shown = shown_cases(packs, rules_root())
    for row in coverage(load_obligations(rules_root()), packs):
        if row.obligation.by not in SEEN:
            continue
        assert row.how == "rule", row.obligation.id
        cases = {word for one in row.answers if one.how == "rule" for word in shown[one.rule.id]}
        assert {"pass", "neither"} <= cases, row.obligation.id


def test_without_rules_nothing_is_covered(tmp_path: Path) -> None:
    rows = coverage(load_obligations(write(tmp_path, ONE)), [])
    assert [row.how for row in rows] == ["none", "none", "none"]


def test_cases_of_a_library_check_count_for_the_rules_that_use_it() -> None:
    packs = load_packs()
    shown = shown_cases(packs, rules_root())
    assert shown["pzh2021/ipv6-aaaa"]["pass"] > 0
    assert shown["pzh2021/ipv6-aaaa"]["fail"] > 0
    assert shown["pzh2021/ipv6-aaaa"]["neither"] > 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("by: page", "by: pages", "by"),
        ("id: X2026-01a", "id: first", "id"),
        ("applies: [county]", "applies: []", "applies"),
        ("say: 设栏目", "sya: 设栏目", "sya"),
        ("format: 1", "format: 2", "format"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(PackError) as told:
        load_obligations(write(tmp_path, ONE.replace(old, new, 1)))
    assert any(says in str(mistake) and mistake.line for mistake in told.value.mistakes)
