"""A run over one or several sites: each site is one task; what it brings is stored before it is judged."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from govcheck import __version__
from govcheck.config.options import RunOptions
from govcheck.dates.clock import SHANGHAI
from govcheck.fetch.archive import ArchiveWriter, read_archive
from govcheck.fetch.capabilities import capabilities
from govcheck.fetch.clock import Clock
from govcheck.fetch.crawl import entry_address
from govcheck.fetch.politeness import Politeness
from govcheck.fetch.probe.ipv6 import Ipv6Controls
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.i18n import _
from govcheck.page.model import PageModel
from govcheck.records.capture import Answers, Crawl
from govcheck.records.question import Question
from govcheck.records.site import Site
from govcheck.report.background import Place
from govcheck.report.build import run_report
from govcheck.report.encode import site_line
from govcheck.report.model import PackUsed, RunMeta, RunReport, SiteReport, SourceUsed
from govcheck.scan.judge import judge_crawl
from govcheck.scan.links import link_stage
from govcheck.scan.look import Reader, look, look_at_folder
from govcheck.scan.personal import personal_bodies
from govcheck.scan.run_folder import RunFolder
from govcheck.scan.stored import site_to_json
from govcheck.scan.toolkit import Toolkit
from govcheck.text.places import places_of

SITES_AT_ONCE: Final = 8
"""Sites looked at side by side in one process; politeness per host and per address holds across them."""
HELD: Final = 16
"""Sites kept in memory while their links wait to be asked for; the others are read back from their archives."""


class Watcher(Protocol):
    """Is told how a run goes on, for the progress shown to a person."""

    def site_started(self, site_id: str) -> None:
        """A site's task begins."""

    def page_fetched(self, site_id: str, fetched: int, waiting: int) -> None:
        """So many addresses were asked for, so many are known to wait."""

    def site_done(self, site_id: str) -> None:
        """A site is judged and stored."""


@dataclass(frozen=True, slots=True)
class Target:
    """A site to be looked at: over the network, or as a saved ``folder`` (with its ``base_url`` when given)."""

    site: Site
    folder: Path | None = None
    base_url: str | None = None
    place: Place | None = None
    """Where the site list names it."""


@dataclass(slots=True)
class _Brought:
    """A site whose pages are stored and which waits to be judged. ``crawl`` is ``None`` where it is read back from its
    archive, so that a long list of sites does not fill the memory.
    """

    target: Target
    links: tuple[Question, ...]
    crawl: Crawl | None = None
    models: dict[str, PageModel] = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    toolkit: Toolkit
    settings: FetchSettings
    folder: RunFolder
    watcher: Watcher
    politeness: Politeness
    controls: Ipv6Controls
    resolver: Resolver
    held: int = HELD
    """How many more crawls may be kept in memory until the link stage is over."""
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SITES_AT_ONCE))

    async def site(self, target: Target) -> SiteReport | _Brought:
        """A site's report, or, where its links wait for the link stage, what was brought."""
        async with self.gate:
            site = target.site
            self.watcher.site_started(site.id)
            entry = site.url if target.folder is not None else entry_address(site.url, self.settings)
            lexicon = self.toolkit.lexicon.at(places_of(site.name))
            reader = Reader(entry, lexicon, self.toolkit.plan(site), self.toolkit.words)
            crawl, links = await self._bring(target, reader)
            if not links:
                return self.judge(target, crawl, reader.models, {})
            brought = _Brought(target, links)
            if self.held > 0:
                self.held -= 1
                brought.crawl, brought.models = crawl, reader.models
            return brought

    def judge(self, target: Target, crawl: Crawl, models: dict[str, PageModel], answers: Answers) -> SiteReport:
        """Judge a site and store what was said."""
        site = target.site
        judged = judge_crawl(site, crawl, self.toolkit, models=models, answers=answers)
        self.folder.write_populations(site.id, judged.record.populations)
        self.folder.write_results(site.id, site_line(judged.report))
        if bodies := personal_bodies(judged.record.populations):
            self.folder.write_personal(site.id, bodies)
        self.watcher.site_done(site.id)
        return judged.report

    async def finish(self, done: Sequence[SiteReport | _Brought]) -> list[SiteReport]:
        """After the sites: the link stage, and judging those that waited for it."""
        waiting = [one for one in done if isinstance(one, _Brought)]
        answers: Answers = {}
        if waiting:
            asked = [question for one in waiting for question in one.links]
            stage = _("链接")
            self.watcher.site_started(stage)
            answers = await link_stage(
                self.folder.links,
                asked,
                self.settings,
                self.politeness,
                resolver=self.resolver,
                progress=lambda done, left: self.watcher.page_fetched(stage, done, left),
            )
        return [self._late(one, answers) if isinstance(one, _Brought) else one for one in done]

    def _late(self, one: _Brought, answers: Answers) -> SiteReport:
        crawl = one.crawl if one.crawl is not None else read_archive(self.folder.archive(one.target.site.id))
        report = self.judge(one.target, crawl, one.models, answers)
        one.crawl = None
        one.models.clear()
        return report

    async def _bring(self, target: Target, reader: Reader) -> tuple[Crawl, tuple[Question, ...]]:
        site = target.site
        links: tuple[Question, ...] = ()
        with ArchiveWriter(self.folder.archive(site.id), site.url) as archive:
            if target.folder is not None:
                crawl = look_at_folder(target.folder, target.base_url)
            else:
                settings = replace(self.settings, aliases=(*self.settings.aliases, *site.aliases))
                crawl, links = await look(
                    site,
                    settings,
                    reader,
                    sink=archive,
                    progress=lambda fetched, waiting: self.watcher.page_fetched(site.id, fetched, waiting),
                    politeness=self.politeness,
                    controls=self.controls,
                    resolver=self.resolver,
                )
            archive.close(crawl)
        return crawl, links


async def run(
    targets: Sequence[Target],
    toolkit: Toolkit,
    settings: FetchSettings,
    folder: RunFolder,
    watcher: Watcher,
    *,
    options: Mapping[str, Any] | None = None,
) -> RunReport:
    """Look at every target and judge it; ``options`` are the command's own, for the record.

    Raises:
        GovcheckError: the run folder cannot be written, or a target is no address.
    """
    clock = Clock()
    started = _now()
    settings = replace(settings, seed=toolkit.options.effective_seed, authority=toolkit.options.authority)
    meta = run_meta(toolkit, folder.path.name, started, None, capabilities=capabilities(settings), options=options or {})
    sites = [target.site for target in targets]
    folder.write_run(_stored(meta, toolkit, sites))
    controls = Ipv6Controls(_entries(targets))
    task = _Run(toolkit, settings, folder, watcher, Politeness(settings, clock), controls, Resolver(settings))
    # One site's trouble does not end the others: what they bring is stored before the trouble is told.
    done = await asyncio.gather(*(task.site(target) for target in targets), return_exceptions=True)
    reports = await task.finish([one for one in done if not isinstance(one, BaseException)])
    for one in done:
        if isinstance(one, BaseException):
            raise one
    meta = replace(meta, finished=_now())
    report = run_report(meta, reports)
    folder.write_run(_stored(meta, toolkit, sites))
    return report


def _entries(targets: Sequence[Target]) -> tuple[str, ...]:
    """The sites looked at over the network: each may show for the others that the way to the IPv6 network works."""
    return tuple(target.site.url for target in targets if target.folder is None)


def _now() -> datetime:
    """The moment to the second, as reports print it."""
    return datetime.now(SHANGHAI).replace(microsecond=0)


def run_meta(
    toolkit: Toolkit,
    run_id: str,
    started: datetime | None,
    finished: datetime | None,
    *,
    capabilities: Mapping[str, bool],
    options: Mapping[str, Any],
) -> RunMeta:
    """The run's own facts, for every report."""
    return RunMeta(
        id=run_id,
        started=started,
        finished=finished,
        as_of=toolkit.options.as_of,
        seed=toolkit.options.effective_seed,
        packs=tuple(PackUsed(pack.id, pack.version, pack.sha256) for pack in toolkit.packs),
        sources=_sources(toolkit),
        tables=(*toolkit.decided.tables, *toolkit.tables),
        capabilities=capabilities,
        authority=toolkit.options.authority or "",
        options=options,
    )


def _sources(toolkit: Toolkit) -> tuple[SourceUsed, ...]:
    """The documents of all packs, by key; of two packs that name one alike, the first has the word."""
    found = {key: one for pack in reversed(toolkit.packs) for key, one in pack.sources.items()}
    return tuple(SourceUsed(key, one.title, one.number, one.issuer) for key, one in sorted(found.items()))


def _stored(meta: RunMeta, toolkit: Toolkit, sites: Sequence[Site]) -> dict[str, Any]:
    return {
        "tool": {"name": "govcheck", "version": __version__},
        "run": {
            "id": meta.id,
            "started": meta.started.isoformat() if meta.started else None,
            "finished": meta.finished.isoformat() if meta.finished else None,
            "capabilities": dict(meta.capabilities),
            "options": dict(meta.options),
        },
        "judging": _judging(toolkit.options),
        "packs": [asdict(pack) for pack in meta.packs],
        "sources": [asdict(source) for source in meta.sources],
        "tables": [asdict(table) for table in meta.tables],
        "sites": [site_to_json(site) for site in sites],
    }


def _judging(options: RunOptions) -> dict[str, Any]:
    return {
        "as_of": options.as_of.isoformat(),
        "seed": options.seed,
        "packs": list(options.packs),
        "sheet": options.sheet,
        "without": sorted(options.without),
        "authority": options.authority,
        "about": sorted(options.about),
        "lexicons": list(options.lexicons),
        "leaders": options.leaders,
    }
