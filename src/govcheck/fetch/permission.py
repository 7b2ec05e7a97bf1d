"""Whether robots.txt lets us ask, host by host; an authority overrides it, and the file is kept as evidence either way."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from govcheck.fetch.means import Means
from govcheck.fetch.robots import Robots
from govcheck.fetch.transport import Transport
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Lead, Tier
from govcheck.urls import same_host, site_of


class Permission:
    """Asks for each origin's robots.txt once, and once more when it could not be had but the entry could."""

    def __init__(self, entry: str, means: Means, transport: Transport) -> None:
        self._entry, self._settings = entry, means.settings
        self._transport, self._politeness = transport, means.politeness
        self._known: dict[str, Robots] = {}
        self._captures: dict[str, Capture] = {}
        self._asked_twice: set[str] = set()
        self._lock = asyncio.Lock()

    @property
    def captures(self) -> tuple[Capture, ...]:
        """The answers, in order of address."""
        return tuple(self._captures[address] for address in sorted(self._captures))

    async def given(self, address: str, *, is_entry: bool) -> bool:
        """Whether the address may be asked for."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._lock:
            robots = self._known.get(origin)
            if robots is None:
                robots = await self._ask(origin)
            elif not robots.reachable and not is_entry and origin not in self._asked_twice:
                self._asked_twice.add(origin)
                robots = await self._ask(origin)
        mandated = self._settings.authority is not None and self._transport.owns(address)
        if mandated or (is_entry and not robots.reachable):
            return True
        return robots.allows(address)

    async def _ask(self, origin: str) -> Robots:
        async def gate(target: str) -> Reason | None:
            return None if same_host(target, origin) or same_host(target, self._entry) else Reason.NOT_FETCHED

        capture = await self._transport.get(Lead(Tier.OTHER, f"{origin}/robots.txt"), gate=gate)
        robots = Robots.read(capture, self._settings)
        self._known[origin] = robots
        self._captures[capture.address] = capture
        if robots.delay:
            self._politeness.slow_down(site_of(origin), robots.delay)
        return robots
