"""One topic of the lexicon of columns, as ``rules/lexicons`` writes it: loaded by ``pack``, used by ``page``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A canonical column name and everything by which a site may call it.

    ``synonyms`` are other names as printed; ``column_types`` are values of the META tag ``ColumnType``; ``paths`` are
    words that stand as a whole part in the path of an address.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    column_types: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
