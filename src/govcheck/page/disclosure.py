"""Roles of a page (guide, document, gazette…), the parts of the disclosure column, the guide's elements, gazette years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.flow import Flow
from govcheck.page.model import Column, Link, PageKind
from govcheck.text.lexicon import Lexicon
from govcheck.text.normalise import column_key, simplified, squeeze

_YEAR: Final = re.compile(r"(?<!\d)((?:19[5-9]|20[0-4])\d)\s*(?:年|$)")
_CANONICAL: Final = {
    "政府信息公开指南": "guide",
    "政府信息公开制度": "system",
    "政府信息公开年报": "report",
    "政府信息公开工作年度报告": "report",
    "政府公报": "gazette",
    "政策解读": "interpretation",
    "政策文件": "document",
    "规范性文件": "document",
    "行政规范性文件": "document",
    "政府信息公开": "disclosure",
    "法定主动公开内容": "disclosure",
}


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    return {role: re.compile(pattern) for role, pattern in table("roles")["roles"].items()}


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("roles")["parts"].items()}


@cache
def _elements() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("roles")["guide_elements"].items()}


def roles_of(
    crumb: Sequence[str], title: str, kind: PageKind, lexicon: Lexicon, links: Iterable[Link], *, has_search: bool
) -> tuple[str, ...]:
    """Roles by the columns the page stands in; its own title counts for column pages, and for guides and reports."""
    if kind in (PageKind.HOME, PageKind.ERROR, PageKind.STUB):
        return ()
    found: dict[str, None] = {}
    last = crumb[-1:] if kind is PageKind.ARTICLE else [*crumb[-1:], title]
    for step in crumb:
        for role in _named(step, lexicon):
            if role in ("disclosure", "gazette", "interpretation", "guide", "report", "messages", "system") or step in last:
                found.setdefault(role)
    for step in last:
        for role in _named(step, lexicon):
            found.setdefault(role)
    if kind is PageKind.ARTICLE:
        name = column_key(title)
        found |= {role: None for role in ("guide", "report") if _roles()[role].search(name)}
    if has_search:
        found.setdefault("search")
    if "interpretation" in found:
        found.pop("document", None)
    return tuple(found)


def joined(roles: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """All roles of a page. A visitor's letter is no document, though its reply quotes one."""
    return tuple(role for role in dict.fromkeys((*roles, *more)) if role != "document" or "messages" not in roles)


def _named(step: str, lexicon: Lexicon) -> list[str]:
    key = column_key(step)
    roles = [role for topic in lexicon.topics(step) if (role := _CANONICAL.get(topic))]
    return roles + [role for role, pattern in _roles().items() if pattern.search(key) and len(key) <= 20]


def read_parts(links: Iterable[Link], roles: Sequence[str], crumb: Sequence[str]) -> tuple[Column, ...]:
    """Which of the four parts this page offers by links, under their official names."""
    names = table("roles")["part_names"]
    found: dict[str, Column] = {}
    for link in links:
        if not link.words or len(link.words) > 20:
            continue
        key = column_key(link.words)
        for name, pattern in _parts().items():
            if pattern.search(key):
                official = names.get(name, name)
                found.setdefault(official, Column(official, link.address, 1))
    return tuple(found.values())


def guide_elements(text: str) -> tuple[str, ...]:
    """Which of the nine elements the text of a guide states."""
    plain = simplified(squeeze(text))
    return tuple(name for name, pattern in _elements().items() if pattern.search(plain))


def gazette_years(flow: Flow, roles: Sequence[str]) -> tuple[int, ...]:
    """Years that a gazette page names in links and short lines outside the footer."""
    if "gazette" not in roles:
        return ()
    years: set[int] = set()
    for line in flow.lines:
        if line.zone in ("foot", "head", "nav") or len(line.text) > 60 or "©" in line.text or "版权" in line.text:
            continue
        years |= {int(match[1]) for match in _YEAR.finditer(line.text)}
    return tuple(sorted(years))
