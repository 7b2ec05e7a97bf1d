"""How often and how much at once: per host, per IP address, and when to leave a site alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from govcheck.fetch.clock import Clock
from govcheck.fetch.failures import REFUSED_STATUS
from govcheck.fetch.settings import FetchSettings
from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.records.capture import Capture

_SLOWEST: Final = 10.0
"""Seconds between requests that a robots.txt may ask for and get."""


class Politeness:
    """Turns to speak. One object may serve many crawls, so that sites on one machine share its rate."""

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._next: dict[str, float] = {}
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._delay: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str, address: str) -> AsyncIterator[None]:
        """Wait until ``host`` and the IP ``address`` (empty: unknown) may be asked again, and hold the host's place."""
        gate = self._gates.setdefault(host, asyncio.Semaphore(max(1, self._settings.host_concurrency)))
        async with gate:
            wait = self._reserve(host, address)
            if wait > 0:
                await self._clock.sleep(wait)
            yield

    def _reserve(self, host: str, address: str) -> float:
        now = self._clock.monotonic()
        gaps = {f"host {host}": max(_gap(self._settings.rate), self._delay.get(host, 0.0))}
        if address:
            gaps[f"address {address}"] = _gap(self._settings.address_rate)
        moment = max([now, *(self._next.get(key, now) for key in gaps)])
        for key, gap in gaps.items():
            self._next[key] = moment + gap
        return moment - now

    def defer(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long (``Retry-After``)."""
        key = f"host {host}"
        self._next[key] = max(self._next.get(key, 0.0), self._clock.monotonic() + seconds)

    def slow_down(self, host: str, seconds: float) -> None:
        """Honour a ``Crawl-delay``, within reason."""
        self._delay[host] = min(max(seconds, 0.0), _SLOWEST)


def _gap(rate: float) -> float:
    return 1.0 / rate if rate > 0 else 0.0


def retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait by a ``Retry-After`` header (a number or a date), ``None`` when it is empty or nonsense."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text), 10**7))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class Breaker:
    """Counts what goes wrong in a row; ``tripped`` is the reason to leave the site alone, once there is one."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._blocks = self._failures = 0
        self.tripped: Reason | None = None

    def note(self, capture: Capture) -> None:
        """Take note of one more capture."""
        blocked = capture.failure in (Reason.CHALLENGE, Reason.REFUSED_US) or capture.status in REFUSED_STATUS
        failed = capture.failure in (Reason.TIMEOUT, Reason.RESET, Reason.SERVFAIL) or (capture.status or 0) >= 500
        self._blocks = self._blocks + 1 if blocked else 0
        self._failures = self._failures + 1 if failed else 0
        if self.tripped is None and (
            self._blocks >= self._settings.breaker_blocks or self._failures >= self._settings.breaker_failures
        ):
            reason = capture.failure or Reason.REFUSED_US
            self.tripped = reason if OUTCOME_OF[reason] is Outcome.ERROR else Reason.UNREACHED
