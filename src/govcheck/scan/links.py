"""The link stage of a run: what all sites link, asked once, stored once, and read back for judging."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from govcheck.fetch.archive import ArchiveWriter, read_archive
from govcheck.fetch.crawl import Progress
from govcheck.fetch.links import check_links
from govcheck.fetch.politeness import Politeness
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.records.capture import Answers, Capture, Crawl
from govcheck.records.question import Question

_ENTRY: Final = "urn:govcheck:links"


async def link_stage(
    place: Path,
    questions: Iterable[Question],
    settings: FetchSettings,
    politeness: Politeness,
    *,
    resolver: Resolver | None = None,
    progress: Progress | None = None,
) -> Answers:
    """Ask, store, and give the answers by the address asked for. ``resolver``: of the crawls, with its stand-ins;
    ``progress``: told how many were asked for and how many wait.
    """
    asked = tuple(questions)
    waiting = {question.address for question in asked}
    total = len(waiting)
    with ArchiveWriter(place, _ENTRY) as archive:

        def take(capture: Capture) -> None:
            archive(capture)
            waiting.discard(capture.address)
            if progress is not None:
                progress(total - len(waiting), len(waiting))

        brought = await check_links(asked, settings, sink=take, politeness=politeness, resolver=resolver)
        archive.close(Crawl(_ENTRY, (), asides=brought))
    return {capture.address: capture for capture in brought}


def stored_answers(place: Path) -> Answers:
    """The answers of a stored run; none where no rule asked for links.

    Raises:
        ArchiveError: the file is damaged.
    """
    if not place.exists():
        return {}
    return {capture.address: capture for capture in read_archive(place).asides}
