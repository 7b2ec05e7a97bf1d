"""The list of words of a run, and what is found of them in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from govcheck.text.wording.automaton import Finder, Found, make_finder
from govcheck.text.wording.context import (
    Sentence,
    excerpt,
    in_name,
    in_title,
    sentence_at,
    speaks_of_spelling,
    speaks_of_today,
    tells_history,
)
from govcheck.text.wording.entry import Entry
from govcheck.text.wording.fold import fold
from govcheck.text.wording.leaders import Leader, Leaders

_GRACE: Final = timedelta(days=366)
"""How long after a reorganisation old names may still stand without doubt: signs, seals and forms were changed in steps."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found at ``start`` to ``end`` of the text. ``excerpt``: its sentence as on the page."""

    start: int
    end: int
    entry: Entry
    excerpt: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the page for words that were right once. ``dated``: the day it (or the document on it) is of;
    ``seen``: the day it was fetched; ``historic``: a chronicle, a biography, a paper out of force.
    """

    dated: date | None = None
    seen: date | None = None
    historic: bool = False


_NOWHERE: Final = Page()


class WordList:
    """All lexicons of a run. Later entries take the place of earlier ones for the same word; an entry in ``off`` is not
    looked for at all.
    """

    def __init__(self, entries: Iterable[Entry] = (), leaders: Iterable[Leader] = (), *, off: Iterable[str] = ()) -> None:
        silent = {fold(word) for word in off}
        by_word: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            key = (fold(entry.wrong), entry.wrong if entry.literal else "")
            if key[0] not in silent:
                by_word[key] = replace(entry, guards=entry.guards.folded())
        self.entries: tuple[Entry, ...] = tuple(by_word.values())
        self.leaders = Leaders(leaders)
        self._words = tuple(key[0] for key in by_word)
        self._rights = tuple(fold(entry.right) for entry in self.entries)
        self._find: Finder = make_finder((*self._words, *self.leaders.posts))

    def find(self, text: str, page: Page = _NOWHERE) -> tuple[Hit, ...]:
        """Every wrong word, from left to right; of words that overlap the longest. Lines are borders."""
        folded = fold(text)
        found = self._find(folded)
        return self._judged(text, folded, found, page) if found else ()

    def _judged(self, text: str, folded: str, found: Sequence[Found], page: Page) -> tuple[Hit, ...]:
        hits = list(_longest(self._hits(text, folded, found, page)))
        posts = [(which - len(self._words), start, end) for which, start, end in found if which >= len(self._words)]
        hits += [
            Hit(start, end, entry, excerpt(text, start, end), sure=False)
            for start, end, entry in self.leaders.misspelt(folded, text, posts)
        ]
        return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end)))

    def _hits(self, text: str, folded: str, found: Sequence[Found], page: Page) -> Iterator[Hit]:
        for which, start, end in found:
            if which >= len(self._words):
                continue
            entry = self.entries[which]
            sentence = sentence_at(folded, start, end)
            if not entry.guards.allow(folded, start, end, sentence, self._words[which]):
                continue
            sure = _sure(entry, self._rights[which], _Place(text[start:end], folded, start, end, sentence), page)
            if sure is not None:
                yield Hit(start, end, entry, excerpt(text, start, end), sure)


@dataclass(frozen=True, slots=True)
class _Place:
    written: str
    folded: str
    start: int
    end: int
    sentence: Sentence


def _sure(entry: Entry, right: str, place: _Place, page: Page) -> bool | None:
    """Whether the word is surely wrong here; ``None``: it is not wrong."""
    same = entry.same_script(place.written)
    if not same and (entry.literal or not entry.traditional):
        return None
    if speaks_of_spelling(place.sentence, right):
        return None
    severe = entry.level == "severe"
    titled = in_title(place.folded, place.start, place.sentence)
    if titled and not (entry.titles and severe):
        return None
    if not severe and entry.since is None and in_name(place.folded, place.end):
        return None
    if entry.since is not None and (titled or not _outlived(entry.since, place.sentence, page)):
        return None
    dated = entry.since is None or (page.dated is not None and page.dated >= entry.since + _GRACE)
    return dated and (same or severe) and not entry.doubt


def _outlived(since: date, sentence: Sentence, page: Page) -> bool:
    """Whether the name of a body that is no more stands where it must mean today's body."""
    day = page.dated or page.seen
    if page.historic or day is None or day < since or tells_history(sentence, since.year):
        return False
    return speaks_of_today(sentence, since.year)


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of hits that overlap, the longest; of equals the first."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    yield from kept
