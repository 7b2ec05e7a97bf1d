"""The annual disclosure reports of the body a site belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from govcheck.dates.shapes import han_years
from govcheck.outcome import Confidence, Reason
from govcheck.page.model import PageKind, PageModel, Row
from govcheck.page.populate.articles import published, published_field
from govcheck.page.populate.columns import column_name, column_topics
from govcheck.page.populate.disclosure import entry_reasons
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.names import is_reports, year_in
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.text.normalise import fold, title_key
from govcheck.urls import path_key

_REPORT: Final = re.compile(r"(?:19|20)\d{2}年?度?(?P<about>.*?)(?:信息|政务)公开.*?(?:年度?报告?|年报|报告)")
_YEAR_LAST: Final = re.compile(
    r"^(?P<about>.*?)(?:信息|政务)公开(?:工作)?(?:年度?报告|年报|报告)\D{0,2}(?:19|20)\d{2}年?度?\D{0,2}$"
)
_SHORT: Final = re.compile(r"^(?:19|20)\d{2}年?度?(?:工作)?(?:年度?报告?|年报|报告)?$")
_ABOUT_REPORTS: Final = re.compile(r"通知|解读|图解|一图|编制|格式|汇总|情况的?通报|征求|说明$|目录|财政|预算|决算")
_BODIES: Final = re.compile(r"[厅局委办处院所站镇乡]$|委员会$|办公室$|中心$|街道(?:办事处)?$|学校$|公司$")
_MERE_LABEL: Final = 12
"""Characters of a row up to which it may be a report without its year."""
_WHOLE: Final = 800
"""Characters below which a page does not hold a report but leads to it."""
_WORDS: Final = re.compile(r"人民政府|政府|门户网站|网站|官网|办公室|关于|年度|的|工作|网$")


@dataclass(frozen=True, slots=True)
class _Found:
    title: str
    address: str
    year: int
    confidence: Confidence
    published: Field
    page: PageModel


def reports(seen: Survey, lists: tuple[Series, ...], entries: tuple[Entry, ...]) -> Population:
    """The annual disclosure reports of this very body (a portal also lists those of its departments)."""
    named = [entry for entry in entries if is_reports(entry.name, entry.topics)]
    columns = [one for one in lists if is_reports(str(column_name(one.head).value), column_topics(seen, one.head))]
    inside = {id(one) for one in columns}
    own = _own_name(seen)
    found: dict[str, _Found] = {}
    for one in lists:
        for row in one.rows:
            for report in _of_row(seen, row, one.head, id(one) in inside, own):
                found.setdefault(_key(seen, report), report)
    for page in seen.pages:
        if page.kind is PageKind.ARTICLE and (year := _is_report(str(page.title.value or ""), False)):
            confidence = _whose(str(page.title.value), own)
            if confidence is not None:
                report = _Found(str(page.title.value), page.address, year, confidence, published_field(page), page)
                found.setdefault(_key(seen, report), report)
    reasons = entry_reasons(seen, named, [one.head for one in columns])
    reasons |= {reason for one in columns for reason in one.missing}
    if any(_unreadable(one) for one in columns):
        reasons.add(Reason.UNREADABLE)
    if not columns:
        reasons.add(Reason.NO_ENTRY)
    searched = [address for one in columns for address in one.addresses] + [entry.url for entry in named]
    return population("report", _members(seen, found), reasons, searched=searched)


def _key(seen: Survey, report: _Found) -> str:
    page = seen.model(report.address) if seen.on_site(report.address) else None
    if page is not None:
        return path_key(page.address)
    return path_key(report.address) if seen.on_site(report.address) else report.title[:200]


def _members(seen: Survey, found: dict[str, _Found]) -> Iterator[Member]:
    sure = {report.year for report in found.values() if report.confidence is not Confidence.LOW}
    for key, report in found.items():
        if report.confidence is Confidence.LOW and report.year in sure:
            continue
        fields: dict[str, Field] = {
            "year": Reading(report.year, "title", report.confidence, report.title[:200]),
            "year_ended": Reading(date(report.year, 12, 31), "title", report.confidence, report.title[:200]),
            "title": Reading(report.title[:200], "row", report.confidence),
            "url": Reading(report.address, "row"),
            "published": report.published,
        }
        if seen.plan.wants("report", "text"):
            fields["text"] = _text(seen, report)
        yield Member(key, report.title[:200], report.address, fields, sighting(report.page))


def _text(seen: Survey, report: _Found) -> Field:
    """The report's own text; one that was not opened, or that stands in a file or pictures, was not read."""
    page = seen.model(report.address) if seen.on_site(report.address) else None
    if page is None:
        return Unknown(seen.unseen(report.address) or Reason.NOT_FETCHED)
    if len(page.text) < _WHOLE:
        return Unknown(Reason.UNREADABLE, "the report may stand in a file, a picture or a frame")
    return Reading(page.text, "text")


def _of_row(seen: Survey, row: Row, head: PageModel, inside: bool, own: str) -> Iterator[_Found]:
    year = _is_report(row.title, inside)
    confidence = _whose(row.title, own)
    if year is None or confidence is None:
        return
    page = seen.model(row.address) if seen.on_site(row.address) else None
    when: Field
    if page is not None and page.kind is PageKind.ARTICLE and published(page).value is not None:
        when = published(page)
    elif row.published is not None:
        when = Reading(row.published, "row", Confidence.HIGH, row.shown, row.css)
    elif page is not None:
        when = published_field(page)
    else:
        when = Unknown(seen.unseen(row.address) or Reason.NOT_FETCHED)
    yield _Found(row.title, row.address, year, confidence, when, page or head)


def _unreadable(one: Series) -> bool:
    """Whether a list of reports has rows whose year cannot be told (pictures, 点击查看), or shows something that was not
    read as rows.
    """
    listing = one.head.listing
    if not one.rows:
        return not one.drawn and not (listing is not None and listing.blank)
    return any(year_in(row.title) is None and len(title_key(row.title)) <= _MERE_LABEL for row in one.rows)


def _is_report(title: str, inside: bool) -> int | None:
    """The year reported, when the title is that of a report; in the column of reports a bare year is enough."""
    folded = han_years(fold(title))
    match = _REPORT.search(folded) or _YEAR_LAST.match(folded) or (_SHORT.match(folded) if inside else None)
    # Behind the title a row may show the beginning of the text, which names other papers.
    if match is None or _ABOUT_REPORTS.search(folded[: match.end() + 8]):
        return None
    return year_in(title)


def _own_name(seen: Survey) -> str:
    home = seen.home
    named = home.identity.organiser or home.identity.site_name if home is not None else None
    return seen.site.name or str(named.value if named is not None else "")


def _bare(name: str) -> str:
    """A body's name without the words that all bodies share."""
    return _WORDS.sub("", title_key(name))


def _whose(title: str, own: str) -> Confidence | None:
    """How surely a report is this body's own; ``None`` when a government's site lists one of another body."""
    about = _bare(re.sub(r"(?:19|20)\d{2}年?度?|(?:政府)?(?:信息|政务)公开.*$|年报|报告$", "", han_years(fold(title))))
    mine = _bare(own)
    if not about or (mine and (about == mine or about.endswith(mine))):
        return Confidence.HIGH
    government = bool(mine) and not _BODIES.search(mine)
    if _BODIES.search(about) and government:
        return None
    if mine and about in mine:
        return Confidence.MEDIUM
    # A department's name may be written short (人社局): a person has to say.
    return Confidence.LOW
