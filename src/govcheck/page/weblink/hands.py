"""Whose domain it is now: for sale, parked, taken over. A finding only on several signs; on one a person looks."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from govcheck.page.data import table
from govcheck.page.weblink.glance import Glance
from govcheck.page.weblink.said import Said
from govcheck.records.capture import Capture
from govcheck.urls import host_of, registrable

_SHORT: Final = 400
_PAGE: Final = 1500
_TERMS: Final = 3
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_NAME: Final = 4
"""Characters of a name below which nothing can be told by comparing it."""
_OFFICIAL: Final = (".gov.cn", ".edu.cn", ".mil.cn")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("links")[name], re.I)


def judge_hands(address: str, words: str, capture: Capture, seen: Glance, *, friend: bool) -> Said | None:
    """Whether the domain changed hands; ``None``: nothing says so."""
    moved = _sent_to_seller(address, capture)
    if moved is not None:
        return moved
    return (
        _for_sale(seen) or _taken_over(address, words, seen) or _no_site(seen) or _other_name(address, words, seen, friend)
    )


def _sent_to_seller(address: str, capture: Capture) -> Said | None:
    start, end = host_of(address), host_of(capture.final_address)
    if not end or registrable(start) == registrable(end):
        return None
    parts = urlsplit(capture.final_address)
    rest = f"{parts.path}?{parts.query}"
    seller = registrable(end) in table("links")["parking_hosts"]
    names_it = registrable(start) in rest.lower()
    if (seller or _pattern("parking_path").search(rest)) and (names_it or seller):
        return Said("parked", names_it, f"leads to {end}{parts.path}"[:120])
    return None


def _for_sale(seen: Glance) -> Said | None:
    for name in ("sale", "expired"):
        found = _pattern(name).search(seen.title) or _pattern(name).search(seen.text)
        if found is None:
            continue
        said = " ".join(found[0].split())[:80]
        short = len(seen.text) <= (_PAGE if _pattern(name).search(seen.title) else _SHORT)
        if short:
            return Said("parked", True, said)
        if len(seen.text) <= _PAGE:
            return Said("parked", False, said)
    marks = _pattern("parking_marks").search(seen.source)
    if marks is not None and len(seen.text) <= _PAGE:
        return Said("parked", False, marks[0][:80])
    return None


def _taken_over(address: str, words: str, seen: Glance) -> Said | None:
    if _pattern("against").search(seen.title):
        return None
    head = f"{seen.title} {seen.about}".lower()
    text = seen.text[:5000].lower()
    for sort in ("gambling", "porn"):
        terms = table("links")[sort]
        in_title = [term for term in terms if term in seen.title.lower()]
        found = {term for term in terms if term in head or term in text}
        came = f"{sort}: {'、'.join([*in_title, *sorted(found - set(in_title))][:5])}"
        official = host_of(address).endswith(_OFFICIAL)
        named = _shares_name(words, f"{seen.title} {seen.about}") and not any(term in words.lower() for term in terms)
        if in_title and len(found) >= _TERMS:
            return Said("changed-hands", not official and not named, came)
        if (in_title or len(found) >= 2 * _TERMS) and not _pattern("against").search(text):
            return Said("changed-hands", False, came)
    return None


def _no_site(seen: Glance) -> Said | None:
    if len(seen.text) > _PAGE:
        return None
    for name in ("suspended", "default_pages", "closed"):
        found = _pattern(name).search(seen.title) or _pattern(name).search(seen.text[:_SHORT])
        if found is not None and (len(seen.text) <= _SHORT or _pattern(name).search(seen.title)):
            return Said("parked", False, " ".join(found[0].split())[:80])
    return None


def _other_name(address: str, words: str, seen: Glance, friend: bool) -> Said | None:
    """A friend link under a body's name that leads to a page which names it nowhere."""
    han = "".join(_HAN.findall(words))
    if not friend or len(han) < _NAME or host_of(address).endswith(_OFFICIAL) or not _pattern("bodies").search(han):
        return None
    if len(_HAN.findall(seen.title)) < _NAME or _shares_name(words, f"{seen.title} {seen.about} {seen.text}"):
        return None
    return Said("changed-hands", False, f"title: {seen.title[:60]}")


def _shares_name(words: str, text: str) -> bool:
    """Whether any two characters of the name proper stand in the text."""
    name = "".join(_HAN.findall(words))
    for common in table("links")["generic"]:
        name = name.replace(common, " ")
    pairs = [name[at : at + 2] for at in range(len(name) - 1) if " " not in name[at : at + 2]]
    return not pairs or any(pair in text for pair in pairs)
