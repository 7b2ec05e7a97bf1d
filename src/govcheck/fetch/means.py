"""What fetching is done with, handed around as one thing."""

from __future__ import annotations

from dataclasses import dataclass

from govcheck.fetch.clock import Clock
from govcheck.fetch.politeness import Politeness
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings


@dataclass(frozen=True, slots=True)
class Means:
    """``clock``, ``politeness`` and ``resolver`` may be shared by the crawls of a batch."""

    settings: FetchSettings
    clock: Clock
    politeness: Politeness
    resolver: Resolver

    @classmethod
    def of(
        cls,
        settings: FetchSettings,
        clock: Clock | None = None,
        politeness: Politeness | None = None,
        resolver: Resolver | None = None,
    ) -> Means:
        """Fresh ones for what is not given."""
        clock = clock or Clock()
        return cls(settings, clock, politeness or Politeness(settings, clock), resolver or Resolver(settings))
