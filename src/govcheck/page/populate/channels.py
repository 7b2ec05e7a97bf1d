"""Channels of interaction: where a site lets visitors write, ask, call, take part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from govcheck.page.data import table
from govcheck.page.model import PageModel
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.navigation import Entry, unseen_entries
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading
from govcheck.text.normalise import column_key
from govcheck.urls import path_key

_TOPICS: Final = {
    "领导信箱": "领导信箱",
    "12345热线": "热线",
    "在线访谈": "在线访谈",
    "网民留言": "网上留言",
    "征集调查": "征集调查",
    "意见征集": "征集调查",
    "民意调查": "征集调查",
    "建言献策": "建言献策",
    "网络问政": "网络问政",
    "新闻发布会": "新闻发布会",
}
_LONGEST: Final = 16
"""Characters of an entry's words; longer ones are headlines."""
_PLACES: Final = frozenset({"nav", "head", "other", "footer"})


@cache
def _channels() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("participation")["channels"].items()}


@cache
def _others() -> re.Pattern[str]:
    return re.compile(table("participation")["not_channels"])


def channels(seen: Survey, entries: tuple[Entry, ...]) -> Population:
    """Every entry by its words: columns named, and short links of the home page and of the pages of interaction."""
    members: list[Member] = []
    for words, url, page in _named(seen, entries):
        names = channels_of(seen, words)
        if names:
            fields: dict[str, Field] = {
                "name": Reading(names, "nav", excerpt=words[:200]),
                "url": Reading(url, "nav"),
                "words": Reading(words, "nav"),
            }
            key = path_key(url) if seen.on_site(url) else url
            members.append(Member(f"{key}#{words}"[:300], words, url, fields, sighting(page)))
    searched = {page.address for page in seen.homes} | {entry.page.address for entry in entries}
    return population("channel", members, unseen_entries(seen, entries), searched=searched)


def channels_of(seen: Survey, words: str) -> tuple[str, ...]:
    """The channels that an entry's words name."""
    key = column_key(words)
    if not key or len(key) > _LONGEST or _others().search(key):
        return ()
    named = [_TOPICS[topic] for topic in seen.lexicon.topics(words) if topic in _TOPICS]
    return tuple(dict.fromkeys([*named, *(name for name, pattern in _channels().items() if pattern.search(key))]))


def _named(seen: Survey, entries: tuple[Entry, ...]) -> Iterator[tuple[str, str, PageModel]]:
    yield from ((entry.name, entry.url, entry.page) for entry in entries)
    homes = {id(home) for home in seen.homes}
    inner = (page for page in seen.pages if "messages" in page.roles and id(page) not in homes)
    for page in (*seen.homes, *inner):
        for link in page.links:
            if link.words and link.place in _PLACES:
                yield link.words, link.address, page
