"""Words and hosts of trades that have no business on a government site, and hosts of whom nothing need be said."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from govcheck.page.data import table
from govcheck.text.normalise import fold
from govcheck.urls.hosts import host_of, is_address, registrable

_LATIN: Final = re.compile(r"[a-z0-9]+")
_LABEL: Final = re.compile(r"[^a-z]+")
_ENTITY: Final = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.I)


@dataclass(frozen=True, slots=True)
class Spam:
    """What stands in a text: ``plain`` words without innocent use, ``topics`` that may have one; ``guarded``: the text
    speaks of the fight against them, or of an office's own business.
    """

    plain: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    guarded: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """All of them, unless guarded."""
        return () if self.guarded else (*self.plain, *self.topics)


NOTHING: Final = Spam()


@dataclass(frozen=True, slots=True)
class _Words:
    plain: re.Pattern[str]
    topics: re.Pattern[str]
    latin: frozenset[str]
    guards: re.Pattern[str]
    separators: re.Pattern[str]
    alike: dict[int, str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = table("planted")
    named = data["words"]
    alike = {ord(key): str(value) for key, value in data["alike"].items()}
    return _Words(
        _any(named["plain"], alike),
        _any(named["topics"], alike),
        frozenset(named["latin"]),
        re.compile(data["guards"]),
        re.compile(data["separators"]),
        alike,
    )


def _any(words: list[str], alike: dict[int, str]) -> re.Pattern[str]:
    folded = {fold(word).translate(alike) for word in words}
    return re.compile("|".join(re.escape(word) for word in sorted(folded, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def spam_in(text: str) -> Spam:
    """What of the lexicon stands in a text, entities and look-alikes undone."""
    words = _words()
    for _twice in range(2):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    folded = fold(text).translate(words.alike)
    dense = words.separators.sub("", folded)
    plain = dict.fromkeys((*words.plain.findall(folded), *words.plain.findall(dense)))
    latin = [word for word in _LATIN.findall(html.unescape(text).lower()) if word in words.latin]
    topics = dict.fromkeys(words.topics.findall(folded))
    if not plain and not latin and not topics:
        return NOTHING
    return Spam((*plain, *dict.fromkeys(latin)), tuple(topics), bool(words.guards.search(folded)))


def guarded(text: str) -> bool:
    """Whether a text speaks of the fight against such trades, or of an office's own business with them."""
    return bool(_words().guards.search(fold(text)))


@cache
def _hosts() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    data: dict[str, Any] = table("planted")
    endings = tuple(f".{ending}" for ending in data["trusted"]["endings"])
    return (
        frozenset(data["hosts"]["tokens"]),
        tuple(data["hosts"]["parts"]),
        endings,
        frozenset(data["trusted"]["domains"]),
    )


@lru_cache(maxsize=4096)
def spam_host(address: str) -> str:
    """The part of the address's host that names such a trade; empty when none does."""
    host = host_of(address).removeprefix("www.")
    tokens, parts, _endings, _domains = _hosts()
    if known(address):
        return ""
    found = next((token for token in _LABEL.split(host.rpartition(".")[0]) if token in tokens), "")
    return found or next((part for part in parts if part in host), "")


def sold(words: str, address: str) -> str:
    """The plain word or host part by which a link is spam; empty when none is, or when it speaks of fighting it."""
    spam = spam_in(words)
    return "" if spam.guarded else next(iter(spam.plain), "") or spam_host(address)


@lru_cache(maxsize=4096)
def known(address: str) -> bool:
    """Whether the host is of whom nothing need be said: government, schools, statistics, maps, news, a bare number."""
    host = host_of(address)
    _tokens, _parts, endings, domains = _hosts()
    if not host or is_address(host) or "." not in host:
        return True
    return f".{host}".endswith(endings) or registrable(host) in domains
