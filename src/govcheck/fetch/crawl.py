"""One site from its entry to a finished :class:`~govcheck.records.capture.Crawl`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from govcheck.errors import InputError
from govcheck.fetch.clock import Clock
from govcheck.fetch.confirm import at_fault, unconfirmed, weigh, worth_again
from govcheck.fetch.frontier import Ask, Frontier
from govcheck.fetch.means import Means
from govcheck.fetch.permission import Permission
from govcheck.fetch.politeness import Breaker, Politeness
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.fetch.transport import Transport
from govcheck.i18n import _
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Discover, Lead, Sink, Tier
from govcheck.urls import host_of, is_address, normalise, same_site, site_of

Progress = Callable[[int, int], None]
"""Called after each address with how many were asked for and how many are known to wait."""

_CHUNK = 16
"""Addresses asked for between two looks at budgets and new leads: fixed, so that order never depends on timing."""


async def crawl(
    entry: str,
    settings: FetchSettings,
    discover: Discover,
    *,
    sink: Sink | None = None,
    progress: Progress | None = None,
    clock: Clock | None = None,
    politeness: Politeness | None = None,
    resolver: Resolver | None = None,
) -> Crawl:
    """Fetch one site, tier by tier, as far as budget, robots.txt and the site itself allow.

    Args:
        entry: the address at which the site is entered.
        settings: how the network is used.
        discover: names the addresses worth asking for next, given a page that was read.
        sink: gets each capture when it is finished (an address tried twice: twice, the last one counts).
        progress: see :data:`Progress`.
        clock: time; tests bring their own.
        politeness: shared by the crawls of a batch, so that sites on one machine share its rate.
        resolver: from names to addresses.

    Raises:
        InputError: the entry is no address that can be fetched.
    """
    means = Means.of(settings, clock, politeness, resolver)
    address = entry_address(entry, settings)
    if settings.as_host:
        _stand_in(address, entry_address(entry, replace(settings, as_host="")), means)
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    await means.resolver.permit(parts.hostname or "", port, site_of(address))
    transport = Transport(means, site=site_of(address))
    try:
        run = _Run(address, means, transport, discover, sink=sink, progress=progress)
        await run.fetch()
        return run.result()
    finally:
        await transport.aclose()


def entry_address(entry: str, settings: FetchSettings) -> str:
    """The address a crawl of ``entry`` begins at, and names its pages by: normalised, under ``as_host`` when one is set.

    Raises:
        InputError: the entry, or the host it is to stand for, is no address that can be fetched.
    """
    address = normalise(entry if "://" in entry else f"http://{entry}")
    if address is None:
        raise InputError(_("不是可以访问的网址：{entry}").format(entry=entry))
    if not settings.as_host:
        return address
    parts = urlsplit(address)
    named = normalise(f"{parts.scheme}://{settings.as_host}{parts.path}" + (f"?{parts.query}" if parts.query else ""))
    if named is None:
        raise InputError(_("--as-host 不是主机名：{name}").format(name=settings.as_host))
    return named


def _stand_in(named: str, machine: str, means: Means) -> None:
    """Have the name dialled where the entry really lies."""
    parts = urlsplit(machine)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    means.resolver.stand_in(host_of(named), parts.hostname or "", port)


class _Run:
    """The state of one crawl."""

    def __init__(
        self,
        entry: str,
        means: Means,
        transport: Transport,
        discover: Discover,
        *,
        sink: Sink | None,
        progress: Progress | None,
    ) -> None:
        self.entry, self._settings, self._discover = entry, means.settings, discover
        self._transport, self._resolver, self._clock = transport, means.resolver, means.clock
        self._sink, self._progress = sink, progress
        self._frontier = Frontier(means.settings, entry)
        self._permission = Permission(entry, means, transport)
        self._breaker = Breaker(means.settings)
        self._captures: dict[str, Capture] = {}
        self._faults: dict[str, tuple[Ask, Capture]] = {}
        self._tried_again: set[str] = set()
        self._places = asyncio.Semaphore(max(1, means.settings.host_concurrency))
        self._bytes = 0
        self._started = self._clock.monotonic()
        self._last_fault = self._started
        self._ended: Reason | None = None

    async def fetch(self) -> None:
        """Rounds until nothing waits, then second tries, which may bring new leads."""
        self._frontier.add(Lead(Tier.HOME, self.entry))
        while True:
            while asks := self._frontier.next_round(len(self._captures)):
                await self._round(asks)
            if not await self._second_tries():
                break
        self._ended = self._ended or self._breaker.tripped or (Reason.BUDGET if self._frontier.out_of_pages else None)

    def result(self) -> Crawl:
        """All that was brought."""
        return Crawl(
            entry=self.entry,
            captures=tuple(self._captures.values()),
            skipped=self._frontier.skipped,
            ended=self._ended,
            aliases={name: self._frontier.aliases[name] for name in sorted(self._frontier.aliases)},
            robots=self._permission.captures,
        )

    async def _round(self, asks: list[Ask]) -> None:
        waiting = iter(asks)
        while chunk := list(islice(waiting, _CHUNK)):
            over = self._over()
            if over is not None:
                self._ended = self._ended or over
                for ask in (*chunk, *waiting):
                    self._frontier.leave_out(ask, over)
                self._frontier.drain(over)
                return
            brought = await asyncio.gather(*(self._one(ask) for ask in chunk))
            self._take([capture for capture in brought if capture is not None])

    def _over(self) -> Reason | None:
        """Why to stop now."""
        if self._breaker.tripped is not None:
            return self._breaker.tripped
        out_of_time = self._clock.monotonic() - self._started > self._settings.max_seconds
        return Reason.BUDGET if out_of_time or self._bytes > self._settings.max_bytes else None

    async def _one(self, ask: Ask, tries: int = 1) -> Capture | None:
        # One place for each connection to the host: what waits here still sees the breaker trip.
        async with self._places:
            return await self._ask(ask, tries)

    async def _ask(self, ask: Ask, tries: int) -> Capture | None:
        if self._breaker.tripped is not None and tries == 1:
            self._frontier.leave_out(ask, self._breaker.tripped)
            return None
        is_entry = ask.lead.address == self.entry
        if not await self._permission.given(ask.lead.address, is_entry=is_entry):
            self._frontier.leave_out(ask, Reason.ROBOTS)
            if is_entry:
                self._ended = Reason.ROBOTS
            return None

        async def gate(target: str) -> Reason | Capture | None:
            if is_entry and _moved(target, self.entry):
                self._frontier.adopt(target)
                if same_site(target, self.entry):
                    self._transport.adopt(target)
            if not self._frontier.in_scope(target):
                return Reason.NOT_FETCHED
            known = self._frontier.found(target)
            if known is not None:
                return known
            return None if await self._permission.given(target, is_entry=is_entry) else Reason.ROBOTS

        capture = await self._transport.get(ask.lead, via=ask.via, tries=tries, gate=gate)
        self._breaker.note(capture)
        capture = self._weigh(ask, capture)
        self._bytes += len(capture.body)
        if self._sink is not None:
            self._sink(capture)
        if self._progress is not None:
            self._progress(len(self._captures) + 1, self._frontier.waiting)
        return capture

    def _take(self, brought: list[Capture]) -> None:
        for capture in brought:
            self._captures[capture.address] = capture
            self._frontier.answered(capture)
        for capture in brought:
            if capture.ok:
                for lead in self._discover(capture):
                    self._frontier.add(lead, capture)

    # -- second tries ---------------------------------------------------------------------------------------------

    def _weigh(self, ask: Ask, capture: Capture) -> Capture:
        """What one try alone may say: the site's own fault is stated only once a second try has seen it too."""
        first = self._faults.get(ask.lead.address)
        if capture.tries == 1:
            if worth_again(capture):
                self._faults[ask.lead.address] = (ask, capture)
                self._last_fault = self._clock.monotonic()
            return unconfirmed(capture) if at_fault(capture) else capture
        return weigh(first[1], capture) if first is not None else capture

    async def _second_tries(self) -> bool:
        """Ask again for what failed; whether there was anything to ask."""
        left = [ask for address, (ask, _) in sorted(self._faults.items()) if address not in self._tried_again]
        left = sorted(left)[: max(0, self._settings.second_tries - len(self._tried_again))]
        if not left or self._breaker.tripped is not None:
            return False
        wait = self._settings.second_try_wait - (self._clock.monotonic() - self._last_fault)
        if wait > 0:
            await self._clock.sleep(wait)
        until = self._clock.monotonic() + self._settings.second_try_seconds
        for ask in left:
            self._tried_again.add(ask.lead.address)
            if self._clock.monotonic() > until or self._breaker.tripped is not None:
                continue
            parts = urlsplit(ask.lead.address)
            self._resolver.forget(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
            capture = await self._one(ask, tries=2)
            if capture is not None:
                self._take([capture])
        return True


def _moved(target: str, entry: str) -> bool:
    """Whether a home page may have moved there: within its own domain, or to another government address."""
    host = host_of(target)
    return same_site(target, entry) or (
        not is_address(host) and host.endswith(".gov.cn") and host_of(entry).endswith(".gov.cn")
    )
