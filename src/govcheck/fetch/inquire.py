"""What is asked of a site beside its crawl: hosts to probe, and addresses asked for with a purpose.

The page layer names the questions once the crawl is done; the answers join the crawl, so that the archive holds them and
judging stays offline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from govcheck.fetch.clock import Clock
from govcheck.fetch.confirm import at_fault, unconfirmed, weigh, worth_again
from govcheck.fetch.evidence import merge_evidence
from govcheck.fetch.means import Means
from govcheck.fetch.permission import Permission
from govcheck.fetch.politeness import Politeness
from govcheck.fetch.probe.hosts import probe_hosts
from govcheck.fetch.probe.ipv6 import Ipv6Controls
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.fetch.transport import Transport
from govcheck.outcome import Reason
from govcheck.records.capture import Capture, Crawl, Sink
from govcheck.records.question import Purpose, Question, Questions
from govcheck.urls import same_host, same_site, site_of

_MAY_BE_ABSENT: Final = frozenset({Purpose.RANDOM, Purpose.LISTING, Purpose.EXPOSED})
"""Asked for in the hope that nothing is there: that it is not needs no second try."""
_HOME: Final = frozenset({Purpose.PLAIN, Purpose.SECURE})
"""The home page in another way: where robots.txt cannot be had it may be asked for, as the entry may."""


async def inquire(
    brought: Crawl,
    questions: Questions,
    settings: FetchSettings,
    *,
    probes: frozenset[str],
    sink: Sink | None = None,
    clock: Clock | None = None,
    politeness: Politeness | None = None,
    resolver: Resolver | None = None,
    controls: Ipv6Controls | None = None,
) -> Crawl:
    """The crawl with the answers: ``hosts`` and ``asides``. The link stage's questions are not asked here.

    Args:
        brought: a finished crawl; of one that reached nothing only the hosts are asked about.
        questions: what the page layer wants to know.
        settings: how the network is used.
        probes: facts of the wire that the plan wants.
        sink: gets each answer when it is there.
        clock: time; tests bring their own.
        politeness: shared by the crawls of a batch.
        resolver: from names to addresses.
        controls: shared by the crawls of a batch: whether any host was reached over IPv6.
    """
    means = Means.of(settings, clock, politeness, resolver)
    site = site_of(brought.entry)
    pages: list[Capture] = []
    hosts = await probe_hosts(questions.hosts, probes, means, site, controls or Ipv6Controls(), keep=pages.append)
    hosts = merge_evidence(hosts, settings.ipv6_evidence)
    for page in pages:
        _tell(sink, page)
    asked = [one for one in questions.asides if one.purpose is not Purpose.EXPOSED or settings.intrusive]
    asked = _bounded(asked, settings)
    asides = await _ask_all(brought, asked, means, site, sink) if brought.reached else ()
    return replace(brought, hosts=hosts, asides=(*pages, *asides))


def _bounded(asked: Sequence[Question], settings: FetchSettings) -> list[Question]:
    """The questions, of attachments (named in their order of promise) as many and as large as the settings say."""
    files = [one for one in asked if one.purpose is Purpose.ATTACHMENT]
    kept = {id(one) for one in files[: settings.attachments_budget]}
    return [
        replace(one, limit=one.limit or settings.attachment_bytes) if id(one) in kept else one
        for one in asked
        if one.purpose is not Purpose.ATTACHMENT or id(one) in kept
    ]


async def _ask_all(
    brought: Crawl, asked: Sequence[Question], means: Means, site: str, sink: Sink | None
) -> tuple[Capture, ...]:
    """Every question once, and what failed once more at the end."""
    moved = (one.final_address for one in brought.captures if one.address == brought.entry and one.ok)
    owned = frozenset(site_of(address) for address in moved if same_site(address, brought.entry))
    transport = Transport(means, site=site, owned=owned)
    permission = Permission(brought.entry, means, transport)
    first: dict[Question, Capture] = {}
    answers: dict[Question, Capture] = {}
    last_fault = means.clock.monotonic()
    try:
        for question in asked:
            capture = await _ask(question, brought.entry, means, transport, permission, tries=1)
            expected = question.purpose in _MAY_BE_ABSENT and at_fault(capture)
            if worth_again(capture) and not expected:
                first[question] = capture
                last_fault = means.clock.monotonic()
            answers[question] = unconfirmed(capture) if at_fault(capture) and not expected else capture
            _tell(sink, answers[question])
        again = list(first)[: means.settings.second_tries]
        wait = means.settings.second_try_wait - (means.clock.monotonic() - last_fault)
        if again and wait > 0:
            await means.clock.sleep(wait)
        for question in again:
            answers[question] = weigh(
                first[question], await _ask(question, brought.entry, means, transport, permission, tries=2)
            )
            _tell(sink, answers[question])
    finally:
        await transport.aclose()
    return tuple(answers[question] for question in asked if question in answers)


async def _ask(
    question: Question, entry: str, means: Means, transport: Transport, permission: Permission, *, tries: int
) -> Capture:
    at_home = question.purpose in _HOME
    as_entry = at_home or question.purpose is Purpose.TWIN

    async def gate(target: str) -> Reason | None:
        entered = as_entry and same_host(target, question.address)
        return None if await permission.given(target, is_entry=entered) else Reason.ROBOTS

    if at_home and not _is_said_where(question.address, entry, means):
        return transport.unasked(question, Reason.NOTHING_TO_JUDGE)
    if question.purpose is Purpose.TWIN and not _is_named_where(question.address, entry, means):
        return transport.unasked(question, Reason.NOTHING_TO_JUDGE)
    if not await permission.given(question.address, is_entry=as_entry):
        return transport.unasked(question, Reason.ROBOTS)
    return await transport.ask(question, tries=tries, gate=gate)


def _is_said_where(address: str, entry: str, means: Means) -> bool:
    """Whether the other port of the home page's host is known: beside given addresses or a stand-in it is not."""
    port = {"http": 80, "https": 443}
    asked, home = urlsplit(address), urlsplit(entry)
    return means.resolver.speaks_for(asked.hostname or "", home.port or port[home.scheme], asked.port or port[asked.scheme])


def _is_named_where(address: str, entry: str, means: Means) -> bool:
    """Whether a further name of the site can be looked up: a site dialled at given addresses (a staging machine) is not
    the one that its other names lead to, unless they were given as well.
    """
    asked, home = urlsplit(address), urlsplit(entry)
    ports = {"http": 80, "https": 443}
    at = home.hostname or "", home.port or ports[home.scheme]
    if means.resolver.target(*at) != at:
        return False
    given = means.resolver.overridden(asked.hostname or "", asked.port or ports[asked.scheme]) is not None
    return given or (means.resolver.overridden(*at) is None and not means.settings.resolve_is_dns)


def _tell(sink: Sink | None, capture: Capture) -> None:
    if sink is not None:
        sink(capture)
