"""From what a crawl brought to all that judging one site may look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, MutableMapping
from typing import Final

from govcheck.outcome import OUTCOME_OF, Outcome, Reason
from govcheck.page.infer import infer
from govcheck.page.model import PageModel
from govcheck.page.populate import populate, survey
from govcheck.page.populate.names import may_be_page
from govcheck.page.populate.survey import Survey, is_page, why_failed
from govcheck.page.read import read_page
from govcheck.plan import Plan
from govcheck.records.capture import Answers, Crawl, by_address
from govcheck.records.population import Population, Reading
from govcheck.records.site import PageCount, Site, SiteRecord
from govcheck.text.lexicon import Lexicon
from govcheck.text.wording import WordList

Reader = Callable[..., PageModel]
"""As :func:`govcheck.page.read.read_page`."""

_STATUS_IS_ENOUGH: Final = frozenset({404, 410})
_NONE: Final[Answers] = {}


def read_all(
    crawl: Crawl,
    *,
    lexicon: Lexicon,
    plan: Plan,
    words: WordList | None = None,
    read: Reader = read_page,
    cache: MutableMapping[str, PageModel] | None = None,
) -> tuple[PageModel, ...]:
    """Read every capture that is a page, once, scripts and fragments at hand.

    ``cache`` holds pages read earlier (while crawling), by the address asked for; one is read again only when scripts
    that write parts of it may have been missing then.
    """
    captures = by_address(crawl.captures)
    kept: MutableMapping[str, PageModel] = {} if cache is None else cache
    models: list[PageModel] = []
    for capture in sorted(crawl.captures, key=lambda one: (one.address, one.fetched_at)):
        if captures[capture.address] is not capture or not is_page(capture):
            continue
        model = kept.get(capture.address)
        if model is None or model.identity.footer_script_unread or model.identity.scripts:
            model = read(
                capture,
                lexicon=lexicon,
                scripts=captures,
                extracts=plan.all_extracts,
                home=crawl.entry,
                words=words,
                wants=plan.wanted,
            )
            kept[capture.address] = model
        models.append(model)
    return tuple(models)


def read_site(
    crawl: Crawl,
    site: Site,
    *,
    lexicon: Lexicon,
    plan: Plan,
    words: WordList | None = None,
    read: Reader = read_page,
    cache: MutableMapping[str, PageModel] | None = None,
    answers: Answers = _NONE,
) -> Survey:
    """Read the pages and put them side by side. ``answers``: of the link stage, by the address asked for."""
    models = read_all(crawl, lexicon=lexicon, plan=plan, words=words, read=read, cache=cache)
    return survey(crawl, site, models, lexicon=lexicon, plan=plan, words=words, answers=answers)


def build_record(
    crawl: Crawl,
    site: Site,
    *,
    lexicon: Lexicon,
    plan: Plan,
    words: WordList | None = None,
    read: Reader = read_page,
    cache: MutableMapping[str, PageModel] | None = None,
    answers: Answers = _NONE,
) -> SiteRecord:
    """Read the pages, fill the populations, infer what the site list leaves open. Pure; no page makes it raise."""
    seen = read_site(crawl, site, lexicon=lexicon, plan=plan, words=words, read=read, cache=cache, answers=answers)
    populations = populate(seen)
    times = [capture.fetched_at for capture in crawl.captures]
    return SiteRecord(
        site=site,
        populations=populations,
        inferred=infer(site, seen.homes, _topics(populations["navigation"])),
        reached=crawl.reached,
        saved_copy=crawl.saved_copy,
        first_fetch=min(times, default=None),
        last_fetch=max(times, default=None),
        pages=PageCount(
            fetched=sum(capture.ok for capture in crawl.captures),
            failed=sum(not capture.ok for capture in crawl.captures),
            skipped=len(crawl.skipped),
        ),
        unseen=_unseen(crawl),
        ended=crawl.ended,
    )


def _topics(navigation: Population) -> set[str]:
    fields = (member.get("topics") for member in navigation.members)
    return {
        str(topic) for one in fields if isinstance(one, Reading) and isinstance(one.value, tuple) for topic in one.value
    }


def _unseen(crawl: Crawl) -> dict[Reason, int]:
    counted: Counter[Reason] = Counter(skip.reason for skip in crawl.skipped)
    for capture in crawl.captures:
        why = why_failed(capture)
        if (
            why is not None
            and may_be_page(capture.address)
            and capture.status not in _STATUS_IS_ENOUGH
            and OUTCOME_OF[why] is Outcome.ERROR
        ):
            counted[why] += 1
    return {reason: counted[reason] for reason in sorted(counted)}
