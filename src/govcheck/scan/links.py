"""The link stage of a run: what all sites link, asked once, stored once, and read back for judging."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from govcheck.fetch.archive import ArchiveWriter, read_archive
from govcheck.fetch.links import check_links
from govcheck.fetch.politeness import Politeness
from govcheck.fetch.resolve import Resolver
from govcheck.fetch.settings import FetchSettings
from govcheck.records.capture import Answers, Crawl
from govcheck.records.question import Question

_ENTRY: Final = "urn:govcheck:links"


async def link_stage(
    place: Path,
    questions: Iterable[Question],
    settings: FetchSettings,
    politeness: Politeness,
    resolver: Resolver | None = None,
) -> Answers:
    """Ask, store, and give the answers by the address asked for. ``resolver``: of the crawls, with its stand-ins."""
    with ArchiveWriter(place, _ENTRY) as archive:
        brought = await check_links(questions, settings, sink=archive, politeness=politeness, resolver=resolver)
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
