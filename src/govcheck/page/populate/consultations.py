"""Consultations (征求意见) and their results: what each is about, until when, and what its result says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from govcheck.dates.shapes import Shown, find_dates
from govcheck.outcome import Confidence, Reason
from govcheck.page.data import table
from govcheck.page.model import PageKind, PageModel, Row
from govcheck.page.populate.articles import published, published_field
from govcheck.page.populate.columns import column_name, trail
from govcheck.page.populate.disclosure import entry_reasons
from govcheck.page.populate.members import lowered, page_member, population, sighting
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.text.normalise import column_key, title_key
from govcheck.urls import path_key

_TOPICS: Final = frozenset({"征集调查", "意见征集", "民意调查", "听证座谈", "征集结果反馈"})
_BOOK: Final = re.compile(r"《([^《》]{4,120})》")
_AROUND: Final = 34
_LONGEST: Final = timedelta(days=400)
_FIRST: Final = 6_000
"""Characters in which the end of the time is looked for: behind them stands the draft itself."""


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("participation")["consultation"].items()}


def sort_of(title: str) -> str:
    """``asks`` for a consultation, ``answers`` for a result, empty for neither; by the title."""
    words = _words()
    if words["other"].search(title):
        return ""
    if words["answers"].search(title) and words["asks"].search(title + "意见征集" * ("采纳" in title)):
        return "answers"
    return "asks" if words["asks"].search(title) else ""


def matter(title: str) -> str:
    """What a consultation is about: the paper it names, else its title without the words that all of them share."""
    quoted = _BOOK.search(title)
    bare = re.sub(r"[（(][^）)]*(?:稿|草案|意见)[^）)]*[）)]", "", quoted[1] if quoted else title)
    if quoted:
        return bare.strip()
    words = _words()["around"]
    for _ in range(4):
        bare = words.sub("", bare).strip()
    return bare if len(bare) >= 4 else title


def consultations(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Iterator[Population]:
    """``consultation`` and ``consultation_result``."""
    named = [entry for entry in entries if _TOPICS & set(entry.topics)]
    columns = [one for one in lists if _of_consultations(seen, one.head)]
    reasons = entry_reasons(seen, named, [one.head for one in columns])
    for one in columns:
        reasons |= one.missing
        if one.head.listing is not None and one.head.listing.drawn_by_script:
            reasons.add(Reason.SCRIPT)
    if not columns:
        reasons.add(Reason.NO_ENTRY)
    found: dict[str, dict[str, Member]] = {"asks": {}, "answers": {}}
    for page in seen.pages:
        sort = sort_of(str(page.title.value or "")) if page.kind is PageKind.ARTICLE else ""
        if sort and "document" not in page.roles:
            found[sort][path_key(page.address)] = _of_page(seen, page, sort)
            if sort == "asks" and _words()["here"].search(page.text):
                found["answers"][path_key(page.address)] = _of_page(seen, page, "answers")
    for one in columns:
        for row in one.rows:
            sort = sort_of(row.title)
            key = _key(seen, row)
            if sort and key not in found["asks"] and key not in found["answers"]:
                found[sort][key] = _of_row(seen, row, one.head, sort)
    searched = [address for one in columns for address in one.addresses] + [entry.url for entry in named]
    yield population("consultation", _rounds(found["asks"].values()), reasons, searched=searched)
    yield population("consultation_result", found["answers"].values(), reasons, searched=searched)


def _rounds(members: Iterable[Member]) -> Iterator[Member]:
    """Where one matter was put to the public more than once, a result may belong to any round: nothing is late for sure."""
    listed = list(members)
    times = Counter(_matter(member) for member in listed)
    for member in listed:
        end = member.get("until")
        if times[_matter(member)] > 1 and isinstance(end, Reading):
            yield replace(member, fields=dict(member.fields) | {"until": lowered(end, Confidence.LOW)})
        else:
            yield member


def _matter(member: Member) -> str:
    title = member.get("title")
    return title_key(str(title.value)) if isinstance(title, Reading) else member.key


def _of_consultations(seen: Survey, page: PageModel) -> bool:
    if "consultation" in page.roles:
        return True
    names = [str(column_name(page).value or ""), *trail(page)[-2:]]
    return any(_TOPICS & set(seen.lexicon.topics(name)) or "征求意见" in column_key(name) for name in names if name)


def _key(seen: Survey, row: Row) -> str:
    page = seen.model(row.address) if row.address and seen.on_site(row.address) else None
    if page is not None:
        return path_key(page.address)
    return path_key(row.address) if row.address and seen.on_site(row.address) else row.title


def _of_page(seen: Survey, page: PageModel, sort: str) -> Member:
    title = str(page.title.value)
    links = Reading(tuple(dict.fromkeys(link.address for link in page.links)), "link")
    fields: dict[str, Field] = {"url": Reading(page.address, "wire"), "links": links, "published": published_field(page)}
    if sort == "asks":
        fields |= {
            "title": Reading(matter(title), "title", excerpt=title[:200]),
            "until": until(page),
            "result": Reading("here", "text") if _words()["here"].search(page.text) else Reading(None, "text"),
        }
        return page_member(seen, "consultation", page, fields)
    fields |= {"title": Reading(title, "title"), "adoption": _says(page, "adoption"), "reasons": _says(page, "reasons")}
    return page_member(seen, "consultation_result", page, fields)


def _says(page: PageModel, name: str) -> Field:
    match = _words()[name].search(page.text)
    if match:
        return Reading(True, "text", Confidence.HIGH, page.text[max(0, match.start() - 40) : match.end() + 40][:200])
    if page.attachments or page.media or len(page.text) < 100:
        return Unknown(Reason.UNREADABLE, "it may stand in an attachment or a picture")
    return Reading(False, "text")


def _of_row(seen: Survey, row: Row, head: PageModel, sort: str) -> Member:
    blind = Unknown(seen.unseen(row.address) or Reason.NOT_FETCHED if row.address else Reason.SCRIPT)
    when: Field = Reading(row.published, "row", Confidence.HIGH, row.shown, row.css) if row.published else blind
    fields: dict[str, Field] = {"url": Reading(row.address or head.address, "row"), "links": blind, "published": when}
    if sort == "asks":
        fields |= {"title": Reading(matter(row.title), "row", excerpt=row.title[:200]), "until": blind, "result": blind}
    else:
        fields |= {"title": Reading(row.title, "row"), "adoption": blind, "reasons": blind}
    return Member(_key(seen, row), row.title[:200], row.address or head.address, fields, sighting(head))


def until(page: PageModel) -> Field:
    """The last day for opinions. A date without its year is of the year of publication, or of the next."""
    text = page.text[:_FIRST]
    start = published(page).value
    words = _words()
    for shown in find_dates(text, rows=True):
        before, after = text[max(0, shown.start - _AROUND) : shown.start], text[shown.end : shown.end + 14]
        if _ends(before, after, words):
            day = shown.day or _with_year(shown, start)
            if day is not None and _sound(day, start):
                excerpt = f"{before}{shown.text}{after}"[:200]
                return Reading(day, "text", Confidence.HIGH if shown.day else Confidence.MEDIUM, excerpt)
    return Unknown(Reason.UNREADABLE, "no end of the time for opinions was told")


def _ends(before: str, after: str, words: dict[str, re.Pattern[str]]) -> bool:
    clause = re.split(r"[。；;]", before)[-1]
    if words["until_never"].search(clause):
        return False
    opening = words["until_before"].search(clause)
    if opening and not re.search(r"(?:于|在)\s*$", opening[0]):
        return True
    return bool(words["until_after"].match(after))


def _with_year(shown: Shown, start: object) -> date | None:
    match = re.match(r"(\d{1,2})\D+(\d{1,2})", shown.text)
    if match is None or not isinstance(start, date):
        return None
    first = start.date() if isinstance(start, datetime) else start
    for year in (first.year, first.year + 1):
        try:
            day = date(year, int(match[1]), int(match[2]))
        except ValueError:
            return None
        if day >= first:
            return day
    return None


def _sound(day: date, start: object) -> bool:
    """An end before the publication, or more than a year after it, is another date."""
    if not isinstance(start, date):
        return True
    first = start.date() if isinstance(start, datetime) else start
    return first <= day <= first + _LONGEST
