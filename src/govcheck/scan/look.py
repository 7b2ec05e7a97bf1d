"""Looking at one site: the crawl, with the page layer telling it what to fetch next. Each page is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govcheck.fetch.crawl import Progress, crawl
from govcheck.fetch.folder import read_folder
from govcheck.fetch.inquire import inquire
from govcheck.fetch.politeness import Politeness
from govcheck.fetch.probe.ipv6 import Ipv6Controls
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.page.leads import leads
from govcheck.page.model import PageModel
from govcheck.page.populate.survey import is_page
from govcheck.page.questions import LinkBudget, questions
from govcheck.page.read import read_page
from govcheck.page.record import read_site
from govcheck.plan import Plan
from govcheck.records.capture import Capture, Crawl, Lead, Sink
from govcheck.records.question import Question
from govcheck.records.site import Site
from govcheck.text.lexicon import Lexicon
from govcheck.text.wording import WordList


@dataclass(slots=True)
class Reader:
    """Reads captures as they come in, keeps the models for judging, and names what to fetch next."""

    entry: str
    """The address by which the crawl names its pages."""
    lexicon: Lexicon
    plan: Plan
    words: WordList | None = None
    models: dict[str, PageModel] = field(default_factory=dict)
    scripts: dict[str, Capture] = field(default_factory=dict)

    def discover(self, capture: Capture) -> Sequence[Lead]:
        """What the page names, for the frontier; nothing for what is not a page."""
        if not capture.ok:
            return ()
        if not is_page(capture):
            self.scripts[capture.address] = capture
            return ()
        model = read_page(
            capture,
            lexicon=self.lexicon,
            scripts=self.scripts,
            extracts=self.plan.all_extracts,
            home=self.entry,
            words=self.words,
            wants=self.plan.wanted,
        )
        self.models[capture.address] = model
        return leads(model, entry=self.entry, lexicon=self.lexicon)


async def look(
    site: Site,
    settings: FetchSettings,
    reader: Reader,
    *,
    sink: Sink | None = None,
    progress: Progress | None = None,
    politeness: Politeness | None = None,
    controls: Ipv6Controls | None = None,
    resolver: Resolver | None = None,
) -> tuple[Crawl, tuple[Question, ...]]:
    """Fetch what the plan needs of a site: its pages, then what is asked beside them. Its links wait for the link stage."""
    # One resolver for both: a stand-in, or a site in a private network, is so for what is asked beside the crawl as well.
    resolver = resolver or Resolver(settings)
    brought = await crawl(
        site.url, settings, reader.discover, sink=sink, progress=progress, politeness=politeness, resolver=resolver
    )
    seen = read_site(brought, site, lexicon=reader.lexicon, plan=reader.plan, words=reader.words, cache=reader.models)
    asked = questions(seen, LinkBudget(settings.links_budget, settings.own_links_budget, settings.seed))
    answered = await inquire(
        brought,
        asked,
        settings,
        probes=reader.plan.probes,
        sink=sink,
        politeness=politeness,
        resolver=resolver,
        controls=controls,
    )
    return answered, asked.links if settings.links else ()


def look_at_folder(folder: Path, base_url: str | None = None) -> Crawl:
    """A saved folder as a target."""
    return read_folder(folder, base_url)
