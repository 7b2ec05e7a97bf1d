"""The link stage: every distinct link of a run asked for once, after the sites, one task a host.

What speaks against a link is asked again, for all hosts in one later round: one try alone states nothing. A host that
blocks or fails again and again is left alone. Addresses of private networks are dialled only for links of a site that lies
in such a network itself.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from govcheck.fetch.clock import Clock
from govcheck.fetch.confirm import at_fault, unconfirmed, weigh, worth_again
from govcheck.fetch.means import Means
from govcheck.fetch.permission import Permission
from govcheck.fetch.politeness import Breaker, Politeness
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.fetch.transport import Transport
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Sink
from govcheck.records.question import Keep, Purpose, Question
from govcheck.urls import nowhere, origin_of, site_of

_FAILURES: Final = 4
"""Timeouts, resets and 5xx in a row after which a host is left alone."""
_START: Final = 65_536
_FIRST: Final = 4_096
_ORIGINS: Final = 2
"""Origins of one host that are asked for an address that cannot exist."""
_EMPTY: Final = frozenset({204, 205})

Each = Callable[["_Host"], Awaitable[None]]


async def check_links(
    questions: Iterable[Question],
    settings: FetchSettings,
    *,
    sink: Sink | None = None,
    clock: Clock | None = None,
    politeness: Politeness | None = None,
    resolver: Resolver | None = None,
) -> tuple[Capture, ...]:
    """The answers, in order of address; equal addresses of several sites are asked for once.

    Args:
        questions: what the pages link, and addresses that cannot exist.
        settings: how the network is used.
        sink: gets each answer when it is there; of an address asked for twice, both.
        clock: time; tests bring their own.
        politeness: shared with the crawls of the run.
        resolver: from names to addresses.
    """
    asked = tuple(questions)
    owned = frozenset(site_of(question.via) for question in asked if question.via)
    stage = _Stage(Means.of(settings, clock, politeness, resolver), sink, owned)
    try:
        hosts = stage.hosts(asked)
        await stage.each(hosts, _Host.first)
        again = [host for host in hosts if host.faults]
        if again:
            await stage.wait(max(host.last_fault for host in again))
            await stage.each(again, _Host.second)
        return tuple(stage.answers[address] for address in sorted(stage.answers))
    finally:
        await stage.aclose()


class _Stage:
    """What the hosts share: connections, answers, the time left."""

    def __init__(self, means: Means, sink: Sink | None, owned: frozenset[str]) -> None:
        self._owned = owned
        self.means, self.settings, self.clock = means, means.settings, means.clock
        self.answers: dict[str, Capture] = {}
        self._sink = sink
        self._until = means.clock.monotonic() + means.settings.links_seconds
        self._transports: dict[str, Transport] = {}

    def hosts(self, questions: Iterable[Question]) -> list[_Host]:
        """The distinct questions, by host."""
        once: dict[str, Question] = {}
        for question in sorted(questions):
            known = once.get(question.address)
            once[question.address] = question if known is None else _wider(known, question)
        groups: defaultdict[str, list[Question]] = defaultdict(list)
        for address in sorted(once):
            groups[site_of(address)].append(once[address])
        return [_Host(self, groups[name]) for name in sorted(groups)]

    def transport(self, near: str) -> Transport:
        """The connections of links from sites in one sort of network; ``near`` is empty for the public one."""
        if near not in self._transports:
            site = f"links:{near}"
            if near:
                self.means.resolver.trust(site, near)
            self._transports[near] = Transport(self.means, site=site, owned=self._owned)
        return self._transports[near]

    async def each(self, hosts: Sequence[_Host], do: Each) -> None:
        """One task a host, so many at once."""
        gate = asyncio.Semaphore(max(1, self.settings.link_hosts_at_once))

        async def one(host: _Host) -> None:
            async with gate:
                await do(host)

        async with asyncio.TaskGroup() as group:
            for host in hosts:
                group.create_task(one(host))

    async def wait(self, since: float) -> None:
        """Until the second tries may begin."""
        left = self.settings.second_try_wait - (self.clock.monotonic() - since)
        if left > 0:
            await self.clock.sleep(left)

    @property
    def over(self) -> bool:
        """Whether the time is used up."""
        return self.clock.monotonic() > self._until

    def take(self, capture: Capture) -> None:
        """An answer is there; of what is no page only the first bytes are kept."""
        if len(capture.body) > _FIRST and not _is_html(capture):
            capture = replace(capture, body=capture.body[:_FIRST], truncated=True)
        self.answers[capture.address] = capture
        if self._sink is not None:
            self._sink(capture)

    async def aclose(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()


class _Host:
    """The links of one host, asked for one after the other."""

    def __init__(self, stage: _Stage, asked: Sequence[Question]) -> None:
        self.stage, self._asked = stage, asked
        self._permissions: dict[str, Permission] = {}
        self._breaker = self._new_breaker()
        self._alive = False
        self.faults: dict[Question, Capture] = {}
        self.last_fault = 0.0

    def _new_breaker(self) -> Breaker:
        settings = self.stage.settings
        return Breaker(replace(settings, breaker_failures=min(_FAILURES, settings.breaker_failures)))

    async def first(self) -> None:
        """Every question once; then, where pages came, how the host answers for an address that cannot exist."""
        pages: dict[str, Question] = {}
        for question in self._asked:
            capture = await self._ask(question, 1)
            if (worth_again(capture) or _empty(capture)) and question.purpose is Purpose.LINK:
                self.faults[question] = capture
                self.last_fault = self.stage.clock.monotonic()
            self.stage.take(unconfirmed(capture) if at_fault(capture) else capture)
            if capture.ok and _is_html(capture) and urlsplit(question.address).path not in ("", "/"):
                pages.setdefault(nowhere(question.address), question)
        asked = {question.address for question in self._asked}
        for address in sorted(set(pages) - asked)[:_ORIGINS]:
            page = pages[address]
            random = Question(Purpose.RANDOM, address, via=page.address, keep=Keep.START, limit=_START, near=page.near)
            self.stage.take(await self._ask(random, 1))

    async def second(self) -> None:
        """What failed, once more; a fault that comes again is stated."""
        self._breaker = self._new_breaker()
        for question, before in self.faults.items():
            parts = urlsplit(question.address)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            self.stage.means.resolver.forget(parts.hostname or "", port)
            capture = await self._ask(question, 2)
            if capture.tries:
                self.stage.take(weigh(before, capture))

    async def _ask(self, question: Question, tries: int) -> Capture:
        transport = self.stage.transport(question.near)
        if self.stage.over:
            return transport.unasked(question, Reason.BUDGET)
        if self._breaker.tripped is not None:
            return transport.unasked(question, self._breaker.tripped)
        permission = self._permissions.get(question.near)
        if permission is None:
            permission = self._permissions[question.near] = Permission(question.address, self.stage.means, transport)
        # While nothing of the host has answered, a robots.txt that cannot be had says only that nobody may be there.
        if not await permission.given(question.address, is_entry=not self._alive):
            return transport.unasked(question, Reason.ROBOTS)

        async def gate(target: str) -> Reason | None:
            mine = origin_of(target) == origin_of(question.address)
            given = await permission.given(target, is_entry=mine and not self._alive)
            return None if given else Reason.ROBOTS

        capture = await transport.ask(question, tries=tries, gate=gate)
        if question.method == "HEAD" and _says_little(capture):
            whole = replace(question, method="GET", keep=Keep.START, limit=question.limit or _START)
            capture = await transport.ask(whole, tries=tries, gate=gate)
        if question.purpose is Purpose.LINK:
            self._breaker.note(capture)
        self._alive |= capture.ok
        return capture


def _wider(one: Question, other: Question) -> Question:
    """Of two questions for one address that which learns more; a link before an address that cannot exist."""
    first, second = sorted((one, other), key=lambda each: (each.purpose is not Purpose.LINK, each.method == "HEAD"))
    return replace(first, limit=max(one.limit, other.limit), near=max(one.near, other.near), via=first.via or second.via)


def _says_little(capture: Capture) -> bool:
    """Whether a HEAD was answered in a way that a GET may not be: refused, not known, hung, or a page for a file."""
    return not capture.ok or _is_html(capture)


def _is_html(capture: Capture) -> bool:
    return "html" in capture.header("content-type").lower() or capture.body[:200].lstrip()[:1] == b"<"


def _empty(capture: Capture) -> bool:
    whole = capture.ok and not capture.truncated and capture.method != "HEAD" and capture.status not in _EMPTY
    return whole and not capture.body.strip()
