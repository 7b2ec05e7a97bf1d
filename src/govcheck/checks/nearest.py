"""The nearest names, to show to a person. They only suggest: on headings of four characters likeness proves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from govcheck.text.normalise import title_key

_LEAST = 40.0


@lru_cache(maxsize=2048)
def _rank(name: str, candidates: tuple[str, ...], most: int) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    keys = [title_key(one) for one in candidates]
    hits = process.extract(title_key(name), keys, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=None)
    order = sorted(hits, key=lambda hit: (-round(hit[1], 3), candidates[hit[2]]))
    return tuple(candidates[hit[2]] for hit in order[:most])


def nearest(name: str, candidates: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The candidates most like ``name``, best first; none that are not alike at all."""
    return _rank(name, tuple(candidates), most)
