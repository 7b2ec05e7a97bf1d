"""Lists of documents in force and repealed, and whether the repealed ones say so on their own pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.data import table
from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.columns import column_name
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.papers import Papers, core, papers
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.text.normalise import title_key
from govcheck.text.numbers import find_numbers
from govcheck.urls import path_key

_TOPICS: Final = {"有效文件目录": "现行有效", "失效废止文件目录": "废止失效"}
_NAMED: Final = re.compile(r"《([^《》]{6,120})》\s*[（(]([^（）()]{0,6}[^）)]{4,40}号)[）)]")
_MARK: Final = re.compile(r"[（(【\[〔][^（(【\[〔]{0,16}[）)】\]〕]")
"""What a title says in brackets: a mark on itself, not what it is about."""
_BEFORE: Final = 80
_FIRST: Final = 400
"""Characters in which a document's page says of itself that it is repealed; further on it speaks of others."""


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = table("validity")
    return {name: re.compile(data[name]) for name in ("about", "repeal", "mixed", "ground", "marked", "field")}


@cache
def _lists() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("validity")["lists"].items()}


def validity(
    seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...], reasons: tuple[Reason, ...]
) -> Iterator[Population]:
    """``validity_list`` and ``repealed_document``; ``reasons``: why articles may be unseen."""
    members = [*_columns(seen, lists, entries), *_articles(seen)]
    yield population("validity_list", members, reasons)
    known = papers(seen, [page for page in seen.pages if page.kind is PageKind.ARTICLE])
    yield population("repealed_document", _repealed(seen, known), reasons)


def sorts(title: str) -> tuple[str, ...]:
    """Which lists a title announces."""
    return (
        tuple(name for name, pattern in _lists().items() if pattern.search(title))
        if _words()["about"].search(title)
        else ()
    )


def _columns(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Iterator[Member]:
    for entry in entries:
        found = tuple(_TOPICS[topic] for topic in entry.topics if topic in _TOPICS)
        if found:
            yield _list(entry.name, entry.url, found, entry.page)
    for one in lists:
        name = str(column_name(one.head).value or "")
        found = tuple(_TOPICS[topic] for topic in seen.lexicon.topics(name) if topic in _TOPICS)
        if found and one.rows:
            yield _list(name, one.head.address, found, one.head)
        for row in one.rows:
            if (found := sorts(row.title)) and "文件" in row.title:
                yield _list(row.title, row.address or one.head.address, found, one.head)


def _articles(seen: Survey) -> Iterator[Member]:
    for page in seen.pages:
        title = str(page.title.value or "")
        if page.kind is PageKind.ARTICLE and "文件" in title and (found := sorts(title)):
            yield _list(title, page.address, found, page)


def _list(title: str, url: str, found: tuple[str, ...], page: PageModel) -> Member:
    fields: dict[str, Field] = {
        "sort": Reading(found, "title", excerpt=title[:200]),
        "title": Reading(title[:200], "title"),
        "url": Reading(url, "link"),
    }
    return Member(f"{path_key(url)}#{title}"[:300], title[:200], url, fields, sighting(page))


def _repealed(seen: Survey, known: Papers) -> Iterator[Member]:
    """Documents that a list names by number, or by their whole title."""
    for page in seen.pages:
        title = str(page.title.value or "")
        if (
            page.kind is not PageKind.ARTICLE
            or not _words()["repeal"].search(_MARK.sub("", title))
            or "interpretation" in page.roles
        ):
            continue
        pure = not _words()["mixed"].search(title) and not _words()["mixed"].search(page.text)
        for match in _NAMED.finditer(page.text):
            name, printed = match[1], match[2]
            if _words()["ground"].search(page.text[max(0, match.start() - _BEFORE) : match.start()]):
                continue
            numbers = find_numbers(printed)
            document = known.by_number.get(numbers[-1].key) if numbers else None
            surely = document is not None and core(str(document.title.value or ""))[:8] in title_key(name)
            document = document or known.by_core.get(title_key(name))
            if document is not None and document.address != page.address:
                yield _document(document, page, pure and surely)


def _document(document: PageModel, where: PageModel, sure: bool) -> Member:
    number = document.document.number
    fields: dict[str, Field] = {
        "url": Reading(document.address, "wire"),
        "title": document.title,
        "number": number if number is not None else Reading(None),
        "list": Reading(where.address, "link"),
        "marked": marked(document, sure),
    }
    name = str(document.title.value or "") or path_key(document.address)
    return Member(path_key(document.address), name, document.address, fields, sighting(document))


def marked(document: PageModel, sure: bool) -> Field:
    """Whether a document's own page says that it is repealed. That it does not is sure only where the list is."""
    validity = document.document.validity
    if validity is not None and validity.value is not None and _words()["field"].search(str(validity.value)):
        return Reading(True, "label", Confidence.HIGH, validity.excerpt)
    for text in (str(document.title.value or ""), document.text[:_FIRST], document.text[-_FIRST:]):
        if match := _words()["marked"].search(text):
            return Reading(True, "text", Confidence.HIGH, match[0][:200])
    if document.media:
        return Unknown(Reason.UNREADABLE, "a picture on the page may be the mark")
    return Reading(False, "text", Confidence.HIGH if sure else Confidence.LOW, str(validity.excerpt) if validity else "")
