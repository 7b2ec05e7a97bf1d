"""The truth tables are well formed: what they say of their own numbers and situations holds."""

import re
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
NAMES = ("ipv6", "transport", "privacy", "wording", "planted", "identity", "links")
TABLES = {name: yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))["rows"] for name in NAMES}
OUTCOMES = {"pass", "fail", "manual", "not-applicable", "error", "none"}
SITUATIONS = ("control", "no-control", "no-route")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def word(value):
    return value.split(":")[0]


def luhn(number):
    digits = [int(one) for one in reversed(number)]
    return sum(one if n % 2 == 0 else one * 2 - 9 * (one > 4) for n, one in enumerate(digits)) % 10 == 0


def identity(number):
    return "10X98765432"[sum(int(a) * b for a, b in zip(number[:17], WEIGHTS, strict=True)) % 11] == number[17]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_its_own_id_and_a_reason(name):
    rows = TABLES[name]
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["why"] for row in rows)


@pytest.mark.parametrize("row", TABLES["ipv6"], ids=lambda row: row["id"])
def test_no_decided_outcome_differs_between_situations(row):
    for check, said in row["expected"].items():
        each = (
            dict.fromkeys(SITUATIONS, said)
            if isinstance(said, str)
            else {s: said.get(s, said.get("all")) for s in SITUATIONS}
        )
        words = {word(one) for one in each.values()}
        assert words <= OUTCOMES, check
        assert not {"pass", "fail"} <= words, check


@pytest.mark.parametrize("row", TABLES["privacy"], ids=lambda row: row["id"])
def test_the_numbers_are_what_they_are_called(row):
    for hit in row["expected"]:
        number = hit["value"]
        if hit["kind"] == "id-number":
            assert identity(number)
            assert number.startswith("99"), "no real division"
        elif hit["kind"] == "bank-card":
            assert luhn(number)
        else:
            assert re.fullmatch(r"1[3-9]\d{9}", number)
        assert number not in hit["masked"]
        assert hit["outcome"] in OUTCOMES


@pytest.mark.parametrize("row", TABLES["wording"], ids=lambda row: row["id"])
def test_a_wrong_word_stands_in_its_sentence(row):
    shown = re.sub(r"<[^>]+>|\s+", "", row["text"]) if row.get("html") else row["text"]
    for hit in row["expected"]:
        assert hit["wrong"] in shown or hit["wrong"] in row["text"]
        assert hit["wrong"] != hit["right"]


def test_there_is_enough_of_each_kind():
    hits = sum(1 for row in TABLES["wording"] if row["expected"])
    assert min(hits, len(TABLES["wording"]) - hits) >= 60
    verdicts = [row["verdict"] for row in TABLES["planted"]]
    assert set(verdicts) == {"planted", "manual", "nothing"}
    assert len(TABLES["privacy"]) >= 60
