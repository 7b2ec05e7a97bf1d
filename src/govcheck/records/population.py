"""Populations: what was seen of a site, as compact rows that rules quantify over (DESIGN §4, §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeAlias

from govcheck.outcome import Confidence, Reason

Scalar: TypeAlias = str | int | float | bool | date | datetime
Value: TypeAlias = Scalar | tuple[Scalar, ...] | None
"""``None`` means: looked for and not on the page. It is never a guess and never "we could not look"."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """The page a member was seen on: the provenance of its evidence."""

    address: str
    final_address: str
    fetched_at: datetime
    status: int
    sha256: str


PERHAPS: Final = "？"
"""Behind a name in a list of names found: it may be there (a graphic without words, a placeholder), and a person looks."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, how it was read, and where it stands.

    ``how`` is a short fixed word (``meta``, ``label``, ``head``, ``row``, ``breadcrumb``, ``script``, ``dns``…);
    ``excerpt`` is at most 200 characters as a visitor sees them; ``css`` and ``xpath`` locate the element.
    """

    value: Value
    how: str = ""
    confidence: Confidence = Confidence.HIGH
    excerpt: str = ""
    css: str = ""
    xpath: str = ""
    seen: Sighting | None = None
    """Where it was read, when that is not the page of its member."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that could not be seen, and why (an error reason)."""

    reason: Reason
    detail: str = ""


Field: TypeAlias = Reading | Unknown


@dataclass(frozen=True, slots=True)
class Member:
    """One subject. ``key`` is its path (with query) on the site, or its name: never the host, so that findings survive a
    change of domain. A field that is absent from ``fields`` was not looked for and counts as unknown.
    """

    key: str
    name: str
    url: str
    fields: Mapping[str, Field]
    seen: Sighting | None = None

    def get(self, name: str) -> Field:
        """The field, or ``Unknown(NOT_FETCHED)``."""
        return self.fields.get(name) or Unknown(Reason.NOT_FETCHED)


@dataclass(frozen=True, slots=True)
class Population:
    """All members of one sort that were seen, and whether there may be more.

    ``closed``: every page that could hold a member was fetched, read without script, its pagination followed to the end.
    Otherwise ``open_reasons`` says why it is open, and an absence in it cannot be stated. ``known`` counts the members
    known to exist, seen or not (``len(members)`` at least); ``searched`` are the addresses looked at (for evidence of
    an absence).
    """

    name: str
    members: tuple[Member, ...]
    open_reasons: tuple[Reason, ...] = ()
    known: int = 0
    searched: tuple[str, ...] = field(default=())

    @property
    def closed(self) -> bool:
        """Whether an absence may be stated."""
        return not self.open_reasons
