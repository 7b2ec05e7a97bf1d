"""How a finding stands beside what people decided: baseline, waivers, reviews. It overlays a finding, never changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """``new``: first seen; ``known``: in the baseline; ``waived``: a waiver in force covers it."""

    NEW = "new"
    KNOWN = "known"
    WAIVED = "waived"


class Mark(StrEnum):
    """What a person said of a finding (人工核对)."""

    TRUE = "属实"
    FALSE = "误报"
    DOUBTFUL = "存疑"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A named person accepts a finding for a time, at most a year. ``expires`` is the last day it holds."""

    fingerprint: str
    approver: str
    reason: str
    expires: date
    added: date


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a finding, who and when. ``at`` is aware.

    ``bodies`` are the sha256 of the pages it was judged on: a 误报 keeps a finding silent only while these are the same.
    """

    fingerprint: str
    mark: Mark
    reviewer: str
    at: datetime
    note: str = ""
    bodies: tuple[str, ...] = ()
    check: str = ""
    """The finding's library check, so that accuracy can be told check by check without the run; empty: not recorded."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one finding stands. ``expired``: a waiver that no longer holds, so that the finding counts again."""

    state: State = State.NEW
    waiver: Waiver | None = None
    expired: Waiver | None = None
    review: Review | None = None

    @property
    def silent(self) -> bool:
        """Whether a review in force calls it a false alarm (the overlay drops reviews of changed pages)."""
        return self.review is not None and self.review.mark is Mark.FALSE

    @property
    def confirmed(self) -> bool:
        """Whether a person confirmed it: only such findings go into papers, unless 未经复核 is printed on them."""
        return self.review is not None and self.review.mark is Mark.TRUE

    @property
    def counts(self) -> bool:
        """Whether the finding goes into numbers: neither waived nor silent. It is listed whatever it is."""
        return self.state is not State.WAIVED and not self.silent

    @property
    def fresh(self) -> bool:
        """Whether it may fail a pipeline: it counts, and is not in the baseline, or its waiver has expired."""
        return self.counts and (self.state is State.NEW or self.expired is not None)
