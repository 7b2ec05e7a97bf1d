"""Names of columns by meaning: which canonical column a printed name stands for (exact after folding, never fuzzy)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Final

from govcheck.text.normalise import column_key
from govcheck.text.topics import TopicEntry

ANY_PLACE: Final = "某地"
"""In a synonym: the name of the place a site belongs to."""


class Lexicon:
    """The column table of a pack: canonical names with their synonyms, META column types and path words."""

    def __init__(self, entries: Sequence[TopicEntry]) -> None:
        self._names: dict[str, list[str]] = {}
        self._types: dict[str, list[str]] = {}
        self._paths: dict[str, list[str]] = {}
        for entry in entries:
            for table, words in ((self._names, (entry.name, *entry.synonyms)), (self._types, entry.column_types)):
                for word in words:
                    found = table.setdefault(column_key(word), [])
                    if entry.name not in found:
                        found.append(entry.name)
            for word in entry.paths:
                self._paths.setdefault(word.strip("/").lower(), []).append(entry.name)
        self._places: tuple[str, ...] = ()
        self._keys = {key: names[0] for key, names in self._names.items() if key}

    def at(self, places: Sequence[str]) -> Lexicon:
        """The same table for a site of these places: 某地 in a synonym (``走进某地``) then stands for each of them."""
        here = copy(self)
        here._places = tuple(places)
        return here

    def topics(self, name: str, *, column_type: str = "", path: str = "") -> tuple[str, ...]:
        """Canonical names that ``name`` means, else those of the META column type, else those of a part of the path.

        ``path`` is an address or its path; only whole path parts count. Empty when nothing is known: no guess.
        """
        key = column_key(name)
        found = self._names.get(key) if key else None
        if not found and key:
            found = self._of_place(key)
        if not found and column_type.strip():
            typed = column_key(column_type)
            found = self._types.get(typed) or self._names.get(typed)
        if not found and path and not key:
            parts = [part.lower() for part in path.split("?", maxsplit=1)[0].split("/") if part]
            found = [topic for part in reversed(parts) for topic in self._paths.get(part, [])]
        return tuple(dict.fromkeys(found or ()))

    def _of_place(self, key: str) -> list[str] | None:
        spelled = (key.replace(place, ANY_PLACE, 1) for place in self._places if place in key)
        return next((found for one in spelled if (found := self._names.get(column_key(one)))), None)

    def nearest(self, name: str, k: int = 3) -> tuple[str, ...]:
        """The ``k`` canonical names whose spellings look most like ``name``: for showing to a person, never for judging."""
        from rapidfuzz import fuzz, process

        key = column_key(name)
        if not key:
            return ()
        ranked = process.extract(key, list(self._keys), scorer=fuzz.ratio, limit=4 * k, score_cutoff=40)
        names = dict.fromkeys(self._keys[match] for match, _score, _index in ranked)
        return tuple(names)[:k]
