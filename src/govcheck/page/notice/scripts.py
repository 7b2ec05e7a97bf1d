"""What a script does to a page, as far as its text tells: links it writes, pages it puts in the place of the true one.

Scripts are not run. Obfuscated ones are undone as text first (:mod:`govcheck.page.notice.unpack`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from govcheck.page.data import table
from govcheck.page.notice.spam import known, sold, spam_host
from govcheck.page.notice.unpack import unpack
from govcheck.text.normalise import squeeze
from govcheck.urls.hosts import host_of, registrable, same_site
from govcheck.urls.normalise import normalise

_HOST: Final = r"((?:https?:)?//[\w.\-]+\.[a-z][\w-]+[^\"'`\s<>\\]*)"
_ANCHOR: Final = re.compile(r"<a\b[^<>]{0,300}?href\s*=\s*[\"']?" + _HOST + r"[^<>]*>(.{0,200}?)(?:</a|$)", re.I | re.S)
_SOURCE: Final = re.compile(r"(?:<(?:script|iframe)\b[^<>]{0,200}?src\s*=\s*|\.src\s*=\s*)[\"']?" + _HOST, re.I)
_MOVE: Final = re.compile(r"\blocation(?:\.href)?\s*(?:=(?!=)|\.(?:replace|assign)\s*\()\s*[\"'`]" + _HOST, re.I)
_MARKS: Final = re.compile(
    r"location|<a\b|\.src\b|src=|innerHTML|document\.write|unescape|eval|atob|fromCharCode|\\x", re.I
)
_TOKEN: Final = re.compile(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[{}]"
    r"|document\s*\.\s*(?:write(?:ln)?\s*\(|title\s*=(?!=))|document\s*\.\s*(?:documentElement|body)\s*\.\s*innerHTML\s*=(?!=)",
    re.S,
)
_PUTS: Final = re.compile(r"document\s*\.\s*(?:title|documentElement\s*\.\s*innerHTML|body\s*\.\s*innerHTML)\s*=(?!=)")
_LONGEST: Final = 300_000
_QUIET: Final = frozenset({"percent"})
"""Encodings that every visitor counter uses: they say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Written:
    """A link, script or frame that a script brings in from elsewhere. ``spam``: the word or host part that tells."""

    address: str
    words: str
    why: str
    spam: str = ""


@dataclass(frozen=True, slots=True)
class Doings:
    """What one script does. ``replaced``: how it puts another page in the place of this one; ``sure``: for nothing good."""

    written: tuple[Written, ...] = ()
    replaced: str = ""
    sure: bool = False


_NOTHING: Final = Doings()


@lru_cache(maxsize=128)
def doings(text: str, here: str, source: str = "") -> Doings:
    """What a script does to the page ``here``. ``source``: the script's own address, empty for one in the page.

    Links of a script of the site itself are its own business unless they are spam or hidden in the script; those of a
    script on an unknown host of someone else count when they lead to third parties.
    """
    text = text[:_LONGEST]
    if not _MARKS.search(text):
        return _NOTHING
    foreign = bool(source) and not same_site(source, here) and not known(source)
    layers = [("", text), *unpack(text)]
    written: dict[str, Written] = {}
    replaced, sure = "", False
    for how, said in layers:
        plain = said.replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")
        for one in _brought(plain, here):
            hidden = bool(how) and how not in _QUIET
            third = foreign and registrable(host_of(one.address)) != registrable(host_of(source))
            if one.spam or (not known(one.address) and (hidden or third)):
                why = f"obfuscated-{how}" if how else f"script of {host_of(source)}" if foreign else "script"
                written.setdefault(one.address, Written(one.address, one.words, why, one.spam))
        moved, certain = _moves(plain, here)
        if moved and (not replaced or certain > sure):
            replaced, sure = moved, certain
    if not replaced and (fake := _fake_error(text, foreign)):
        replaced = fake
    return Doings(tuple(written.values()), replaced, sure or bool(replaced and source and spam_host(source)))


def _brought(text: str, here: str) -> Iterator[Written]:
    for match in _ANCHOR.finditer(text) if "<a" in text or "<A" in text else ():
        address = normalise(match[1], here)
        if address and not same_site(address, here):
            words = squeeze(re.sub(r"<[^<>]*>", "", match[2]))
            yield Written(address, words, "", sold(words, address))
    for match in _SOURCE.finditer(text) if "src" in text or "SRC" in text else ():
        address = normalise(match[1], here)
        if address and not same_site(address, here):
            yield Written(address, "", "", spam_host(address))


@cache
def _tests() -> dict[str, re.Pattern[str]]:
    data: dict[str, Any] = table("planted")
    tests = {name: re.compile(pattern, re.I) for name, pattern in data["tests"].items()}
    return tests | {"error": re.compile(data["error_words"], re.I)}


def _moves(text: str, here: str) -> tuple[str, bool]:
    """Whether the visitor is sent elsewhere by who he is; (how, whether for nothing good)."""
    if "location" not in text or "//" not in text:
        return "", False
    tests = _tests()
    for match in _MOVE.finditer(text):
        address = normalise(match[1], here)
        if not address or same_site(address, here) or _kin(address, here):
            continue
        before = text[max(0, match.start() - 400) : match.start()]
        spam = spam_host(address)
        if "referrer" in before and tests["engines"].search(before) and not known(address):
            return f"search-visitors → {address}", True
        if "userAgent" in before and tests["spiders"].search(before) and not known(address):
            return f"spiders → {address}", True
        if spam:
            return f"visitors → {address}", True
        tested = tests["mobile"].search(before) and "micromessenger" not in before.lower()
        if "userAgent" in before and tested and not known(address):
            return f"telephones → {address}", False
    return "", False


def _kin(address: str, here: str) -> bool:
    """Whether another domain bears the site's own name (x.com beside www.x.gov.cn)."""
    name = registrable(host_of(here)).partition(".")[0]
    return len(name) > 2 and registrable(host_of(address)).partition(".")[0] == name and not spam_host(address)


def _fake_error(text: str, foreign: bool) -> str:
    """Whether the script, as soon as it runs, puts an error page in the place of the true one."""
    words = _tests()["error"]
    if not _PUTS.search(text) or not words.search(text):
        return ""
    depth, titled, puts, last = 0, "", False, ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{}":
            depth = max(0, depth + (1 if token == "{" else -1))
        elif token.startswith("document"):
            last = "title" if "title" in token else "root" if "innerHTML" in token else "write"
            puts |= depth == 0 and last == "write"
        elif token[0] in "\"'`":
            telling = words.search(token)
            if last == "title" and depth == 0 and telling:
                titled = token[1:-1]
            if last == "root" and telling and (depth == 0 or foreign):
                return f"fake-page: {telling[0]}"
            last = ""
    return f"fake-page: {titled[:40]}" if titled and puts else ""
