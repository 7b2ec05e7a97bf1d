"""What a format may say beyond the run itself, where a command knows it: rules in words, and where sites are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from govcheck.outcome import Reason
from govcheck.pack.rule import Rule


@dataclass(frozen=True, slots=True)
class Place:
    """A file as the command was told it, and a line of it from 1 (the row of a table); 0 for the file as a whole."""

    file: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Background:
    """All of it may be empty, as for a stored run: a format then says less.

    ``places``: by site id, where the site list names the site. ``files``: by site id and address, the file of a saved
    folder. ``strict``: what was not seen, or waits for a person, counts as a failure (``--fail-on-incomplete``), but for
    the reasons ``excused`` because their capability was declared absent. ``brief``: few rules were looked at, so that of
    the arithmetic the console shows only what moved the mark.
    """

    rules: Mapping[str, Rule] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    strict: bool = False
    excused: frozenset[Reason] = frozenset()
    brief: bool = False

    def place(self, site_id: str, address: str = "") -> Place | None:
        """Where somebody can mend it: the saved file of the address, else the site's line in the list."""
        file = self.files.get(site_id, {}).get(address)
        return Place(file) if file else self.places.get(site_id)


NOTHING: Final = Background()
"""Nothing known beyond the run."""
