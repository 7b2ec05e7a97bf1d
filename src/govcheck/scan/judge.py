"""From what was brought from a site to its report: used alike by a scan and by judging a stored run again."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, replace

from govcheck.engine.careful import careful_populations
from govcheck.engine.judge import judge
from govcheck.page.model import PageModel
from govcheck.page.record import build_record
from govcheck.records.capture import Answers, Crawl
from govcheck.records.site import Site, SiteRecord
from govcheck.report.build import decided_site, site_report
from govcheck.report.model import SiteReport
from govcheck.scan.toolkit import Toolkit
from govcheck.score.mark import mark
from govcheck.score.plan import chapters


@dataclass(frozen=True, slots=True)
class JudgedSite:
    """A site's record (its populations are stored) and its report."""

    record: SiteRecord
    report: SiteReport


def judge_crawl(
    site: Site,
    crawl: Crawl,
    toolkit: Toolkit,
    *,
    models: MutableMapping[str, PageModel] | None = None,
    answers: Answers | None = None,
) -> JudgedSite:
    """Judge what a crawl brought; ``models``: pages read while crawling; ``answers``: of the link stage. Pure: no
    network, no clock.
    """
    if crawl.saved_copy:  # a folder tells its own address
        site = replace(site, url=crawl.entry)
    record = build_record(
        crawl,
        site,
        lexicon=toolkit.lexicon,
        plan=toolkit.plan(site),
        words=toolkit.words,
        cache=models,
        answers=answers or {},
    )
    result = judge(record, toolkit.rules(site, record.inferred.get("region")), toolkit.context())
    record = replace(record, populations=careful_populations(record.populations))
    score = mark(toolkit.sheet, result, record)
    report = site_report(record, result, score, chapters(toolkit.plan_sheet, result))
    return JudgedSite(record, decided_site(report, toolkit.decided.decisions, toolkit.options.as_of))
