"""All words at once in one pass: an Aho-Corasick automaton in native code, or an index of first characters without it.

Both find the same places (a test holds them together); the index is for platforms for which the automaton is not built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import add

Found = tuple[int, int, int]
"""Which word, where it starts, where it ends."""
Finder = Callable[[str], Sequence[Found]]


def make_finder(words: Sequence[str]) -> Finder:
    """A function that gives every place of every word, overlapping or not, in order of place. Words are not empty."""
    if not words:
        return lambda _text: ()
    try:
        import ahocorasick_rs
    except ImportError:
        return index_finder(words)
    # Contiguous: measured fastest at tens of thousands of words, where a full table no longer fits the processor's cache.
    automaton = ahocorasick_rs.AhoCorasick(words, implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def find(text: str) -> list[Found]:
        found = automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted(found, key=_place)

    return find


def index_finder(words: Sequence[str]) -> Finder:
    """The same without native code: only places where the first three characters of some word stand are looked at."""
    by_start: dict[str, list[tuple[str, int]]] = {}
    for at, word in enumerate(words):
        by_start.setdefault(word[:3], []).append((word, at))
    short = {size: {start for start in by_start if len(start) == size} for size in (1, 2)}

    def starts(text: str) -> Iterator[str]:
        pairs = list(map(add, text, text[1:]))
        yield from by_start.keys() & set(map(add, pairs, text[2:]))
        yield from short[2].intersection(pairs)
        yield from short[1].intersection(text)

    def find(text: str) -> list[Found]:
        found = []
        for start in starts(text):
            place = text.find(start)
            while place >= 0:
                found += [(at, place, place + len(word)) for word, at in by_start[start] if text.startswith(word, place)]
                place = text.find(start, place + 1)
        return sorted(found, key=_place)

    return find


def _place(found: Found) -> tuple[int, int, int]:
    return found[1], found[2], found[0]
