"""YAML with places: nothing turned silently into something else, nothing that can hurt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.errors import PackError
from govcheck.pack.source import MAX_BYTES, dotted, parse_document, read_document


def scalar(text: str) -> object:
    document = parse_document(f"a: {text}\n".encode(), "f.yaml")
    assert isinstance(document.data, dict)
    return document.data["a"]


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "off",
        "Yes",
        "012",
        "0o17",
        "0x1f",
        "2019-04-18",
        "1:30",
        "1.0.0",
        "1_000",
        ".5",
        "True",
        "=",
        "NaN",
    ],
)
def test_stays_text(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("0.95", 0.95),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_is_what_it_says(text: str, value: object) -> None:
    found = scalar(text)
    assert found == value
    assert type(found) is type(value)


def test_quotes_and_str_tag_make_text() -> None:
    assert scalar('"12"') == "12"
    assert scalar("!!str 12") == "12"


def test_keys_are_text_as_written() -> None:
    assert parse_document(b"yes: 1\n2019: 2\n", "f").data == {"yes": 1, "2019": 2}


def test_places_of_keys_and_values() -> None:
    document = parse_document("a:\n  - b: 值\n    c: [1, 22]\n".encode(), "f.yaml")
    assert document.place(("a", 0, "b")) == (2, 8)
    assert document.place(("a", 0, "b"), key=True) == (2, 5)
    assert document.place(("a", 0, "c", 1)) == (3, 12)
    assert document.place(("a", 0, "missing")) == (2, 5)
    assert str(document.mistake(("a", 0, "c", 1), "错")) == "f.yaml:3:12: a[0].c[1]: 错"


def test_duplicate_keys_are_all_told() -> None:
    document = parse_document(b"a: 1\nb: {c: 1, c: 2}\na: 3\n", "f")
    assert [(mistake.line, mistake.column, mistake.path) for mistake in document.mistakes] == [(2, 11, "b.c"), (3, 1, "a")]
    assert document.data == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize(
    ("raw", "line", "column", "word"),
    [
        (b"a: [1\nb: 2", 2, 2, "YAML"),
        (b"a: 1\n---\nb: 2", 2, 1, "YAML"),
        (b"a: \x01", 1, 4, "控制字符"),
        ("甲: 1\n乙: 中".encode("gbk"), 1, 1, "GBK"),
        ("a: 1".encode("utf-16"), 1, 1, "UTF-16"),
        (b"a: \xff\xff", 1, 4, "UTF-8"),
        (b"[" * 100_000, 1, 41, "嵌套"),
        (b"? " * 5_000, 1, 81, "嵌套"),
        (b"a: &x [*x]", 1, 4, "嵌套"),
        (b"[" + b"a," * 50_000 + b"]", 1, 80_000, "20000"),
    ],
)
def test_refused_with_a_place(raw: bytes, line: int, column: int, word: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_document(raw, "f.yaml")
    [mistake] = caught.value.mistakes
    assert (mistake.line, mistake.column) == (line, column)
    assert word in mistake.message


def test_alias_bomb() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(PackError, match="别名"):
        parse_document("\n".join(lines).encode(), "f")


def test_foreign_tags() -> None:
    document = parse_document(b"a: !!python/object:os.system x\nb: !x y\n", "f")
    assert [mistake.line for mistake in document.mistakes] == [1, 2]


def test_bom_is_taken() -> None:
    assert parse_document("\ufeffa: 1".encode(), "f").data == {"a": 1}


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        read_document(tmp_path / "none.yaml")
    large = tmp_path / "large.yaml"
    large.write_bytes(b"# " + b"x" * MAX_BYTES)
    with pytest.raises(PackError, match=str(MAX_BYTES)):
        read_document(large)


@given(st.binary(max_size=60) | st.text(alphabet="a:-[]{}&*!?,'\"#|>\n \t", max_size=40).map(str.encode))
def test_never_anything_but_a_pack_error(raw: bytes) -> None:
    refused = False
    try:
        document = parse_document(raw, "f")
    except PackError:
        refused = True
    assert refused or document.place(()) >= (1, 1)


def test_dotted() -> None:
    assert dotted(("rules", 3, "check", "max")) == "rules[3].check.max"
    assert dotted(()) == ""
