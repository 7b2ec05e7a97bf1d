"""``govcheck pack coverage``."""

from govcheck.pack.obligations import load_obligations
from govcheck.pack.shipped import rules_root


def test_the_table_names_every_obligation_and_the_sums(govcheck):
    said = govcheck("pack", "coverage")
    assert said.code == 0
    for document in load_obligations(rules_root()):
        for row in document.obligations:
            assert row.id in said.out
    assert "义务 482 条" in said.out
    assert "312 条" in said.out


def test_json_holds_rules_and_their_cases(govcheck):
    said = govcheck("pack", "coverage", "-f", "json", "--document", "PZH2021")
    assert {row["document"] for row in said.json} == {"PZH2021"}
    row = next(row for row in said.json if row["obligation"] == "PZH2021-18f")
    rule = next(rule for rule in row["rules"] if rule["rule"] == "pzh2021/ipv6-aaaa")
    assert rule["how"] == "rule"
    assert set(rule["cases"]) == {"pass", "fail", "neither"}


def test_markdown_is_the_page_of_the_docs(govcheck):
    said = govcheck("pack", "coverage", "-f", "markdown")
    assert (said.code, "| 条 | 义务 |" in said.out) == (0, True)


def test_an_unknown_document_is_a_mistake_of_use(govcheck):
    said = govcheck("pack", "coverage", "--document", "PZH2012")
    assert (said.code, "是不是 PZH2021" in said.err) == (2, True)
