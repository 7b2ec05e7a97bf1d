"""Issues of the gazette one by one: number, date, contents, whether they open; and the column as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.data import table
from govcheck.page.model import PageKind, PageModel, Row
from govcheck.page.populate.articles import published
from govcheck.page.populate.members import instants, moment, population, sighting
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.text.normalise import fold, squeeze

_MOST: Final = 200
_YEAR: Final = Reading(None, "title")

NO_ISSUE: Final[Mapping[str, Field]] = {
    "number": _YEAR,
    "published": _YEAR,
    "previous": _YEAR,
    "contents": Unknown(Reason.NOT_FETCHED, "a year, not an issue"),
    "readable": Unknown(Reason.NOT_FETCHED, "a year, not an issue"),
}
"""What a mere year says of an issue: nothing."""


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = table("gazette")
    return re.compile(data["number"]), re.compile(data["total"]), re.compile(data["search"]), re.compile(data["not_entry"])


def issue_fields(seen: Survey, title: str, url: str, row: Row | None) -> dict[str, Field]:
    """``number``, ``published``, ``previous`` (filled later), ``contents`` and ``readable`` of the issue behind a row."""
    number = number_in(title)
    if number is None and row is None:
        return dict(NO_ISSUE)
    page = seen.model(url) if seen.on_site(url) else None
    blind = Unknown(seen.unseen(url) or Reason.NOT_FETCHED) if page is None else None
    return {
        "number": Reading(number, "title", excerpt=title[:200]),
        "published": _published(row, page, blind),
        "previous": Reading(None),
        "contents": blind or contents(page),
        "readable": blind or _readable(page),
    }


def number_in(title: str) -> int | None:
    """The issue's number within its year; the running number (总第…期) is none."""
    number, total, _search, _other = _words()
    match = number.search(total.sub("", fold(title)))
    if match is None:
        return None
    digits = match[1] if match[1].isdigit() else _han(match[1])
    return int(digits) if digits else None


def _han(text: str) -> str:
    ones = {sign: str(at) for at, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}
    if "十" not in text:
        return "".join(ones.get(sign, "") for sign in text)
    tens, _ten, rest = text.partition("十")
    return str((int(ones.get(tens, "1")) if tens else 1) * 10 + int(ones.get(rest, "0") if rest else "0"))


def _published(row: Row | None, page: PageModel | None, blind: Unknown | None) -> Field:
    if row is not None and row.published is not None:
        return Reading(row.published, "row", Confidence.HIGH, row.shown, row.css)
    if page is not None and page.kind is PageKind.ARTICLE:
        return published(page)
    return blind or Reading(None, "row")


def contents(page: PageModel | None) -> Field:
    """The titles on the page of an issue: its rows, else the links of its text, else the lines of a contents page."""
    if page is None:
        return Unknown(Reason.NOT_FETCHED)
    if page.listing is not None and page.listing.rows:
        found = [row.title for row in page.listing.rows]
    else:
        found = [link.words for link in page.links if link.place in ("body", "list")]
    titles = _entries(found)
    if not titles and page.kind is PageKind.ARTICLE:
        titles = _entries(
            re.findall(r"[^。；;]{4,60}?(?:的(?:通知|决定|意见|通报|批复|公告|令)|办法|规定|任免)", squeeze(page.text))
        )
    if titles:
        return Reading(titles, "row", excerpt="；".join(titles)[:200])
    if page.attachments or page.media or any(link.how == "frame" for link in page.links):
        return Unknown(Reason.UNREADABLE, "the contents stand in a file, a picture or a frame")
    if page.listing is not None and page.listing.drawn_by_script:
        return Unknown(Reason.SCRIPT, "the contents are drawn by script")
    return Reading((), "row")


def _entries(found: Iterable[str]) -> tuple[str, ...]:
    other = _words()[3]
    least = int(table("gazette")["shortest"])
    kept = (squeeze(one)[:120] for one in found)
    return tuple(dict.fromkeys(one for one in kept if len(one) >= least and not other.search(one)))[:_MOST]


def _readable(page: PageModel | None) -> Field:
    """Whether an issue's page holds rows, text, pictures or files."""
    if page is None:
        return Unknown(Reason.NOT_FETCHED)
    shown = bool(page.listing and page.listing.rows) or page.attachments or page.media or len(page.text) >= 120
    if shown or any(link.how == "frame" for link in page.links):
        return Reading(True, "page")
    if page.listing is not None and page.listing.drawn_by_script:
        return Unknown(Reason.SCRIPT, "drawn by script")
    return Reading(False, "page", Confidence.HIGH if page.body_empty else Confidence.LOW)


def with_previous(members: Iterable[Member]) -> Iterator[Member]:
    """The members, each dated issue with the date of the newest issue before it."""
    listed = list(members)
    dated = {member.key: day for member in listed if (day := _day(member)) is not None and _numbered(member)}
    for member in listed:
        own = dated.get(member.key)
        earlier = [day for day in dated.values() if own is not None and moment(day) < moment(own)]
        if earlier:
            fields = dict(member.fields) | {"previous": Reading(max(earlier, key=moment), "row")}
            yield replace(member, fields=fields)
        else:
            yield member


def _day(member: Member) -> date | None:
    field = member.get("published")
    return field.value if isinstance(field, Reading) and isinstance(field.value, date) else None


def _numbered(member: Member) -> bool:
    field = member.get("number")
    return isinstance(field, Reading) and field.value is not None


def gazette_column(seen: Survey, pages: list[PageModel], named: list[Entry], issues: Population) -> Population:
    """The column: its dates, whether all of them are known, and whether it can be searched."""
    head = next((page for entry in named if seen.on_site(entry.url) and (page := seen.model(entry.url)) is not None), None)
    head = head or (pages[0] if pages else None)
    if head is None:
        return population("gazette", (), issues.open_reasons, searched=issues.searched)
    numbered = [member for member in issues.members if _numbered(member)]
    days = [day for member in numbered if (day := _day(member)) is not None]
    searched = _search(pages)
    fields: dict[str, Field] = {
        "url": Reading(head.address, "nav"),
        "latest_published": Reading(instants(days) or None, "row"),
        "complete": Reading(issues.closed and bool(days) and len(days) == len(numbered), "row"),
        "search": searched,
        "issues": Reading(len(numbered), "row"),
    }
    name = str(head.title.value or "") or named[0].name if named else str(head.title.value or head.address)
    return population(
        "gazette", [Member("gazette", name, head.address, fields, sighting(head))], (), searched=issues.searched
    )


def _search(pages: Iterable[PageModel]) -> Field:
    """A search box on a page of the gazette that the home page does not have as well cannot be told from the site's own:
    only words that speak of the gazette are sure.
    """
    words = _words()[2]
    drawn = False
    for page in pages:
        for link in page.links:
            if link.place not in ("head", "nav", "footer") and words.search(squeeze(link.words)):
                return Reading(True, "link", Confidence.HIGH, f"{link.words} {link.address}"[:200])
        if any(form.search for form in page.noticed.forms):
            return Reading(True, "form", Confidence.LOW, page.address)
        drawn = drawn or bool(page.listing and page.listing.drawn_by_script)
    return Unknown(Reason.SCRIPT, "the column is drawn by script") if drawn else Reading(False, "page", Confidence.LOW)
