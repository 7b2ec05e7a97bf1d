"""The words and lists by which persons' numbers are told from others, read once from ``words.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """All of them, compiled. ``issuers``: the first digits of bank cards with the lengths of such numbers."""

    divisions: frozenset[str]
    special_divisions: tuple[str, ...]
    mobile: str
    issuers: tuple[tuple[str, frozenset[int]], ...]
    label: dict[str, re.Pattern[str]]
    head: dict[str, re.Pattern[str]]
    title: dict[str, re.Pattern[str]]
    contact: re.Pattern[str]
    writer: re.Pattern[str]
    office: re.Pattern[str]
    organisation: re.Pattern[str]
    surnames: frozenset[str]
    compound_surnames: frozenset[str]
    no_names: frozenset[str]


@cache
def words() -> Words:
    """The lists, shared."""
    text = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    issuers = ((str(one["prefix"]), frozenset(one["lengths"])) for one in data["issuers"])
    return Words(
        divisions=frozenset(str(code) for code in data["divisions"]),
        special_divisions=tuple(data["special_divisions"]),
        mobile=data["mobile"],
        issuers=tuple(sorted(issuers, key=lambda issuer: -len(issuer[0]))),
        label=_compiled(data["labels"]),
        head=_compiled(data["heads"]),
        title=_compiled(data["titles"]),
        contact=re.compile(data["contact_words"]),
        writer=re.compile(data["writer_words"]),
        office=re.compile(data["office_words"]),
        organisation=re.compile(data["organisation"]),
        surnames=frozenset(data["surnames"]),
        compound_surnames=frozenset(data["compound_surnames"]),
        no_names=frozenset(data["no_names"]),
    )


def _compiled(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
