"""Articles, and the policy documents and interpretations among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import PageKind, PageModel
from govcheck.page.populate.columns import column_name, column_topics, trail
from govcheck.page.populate.interpreted import interpretation_fields
from govcheck.page.populate.members import common, or_absent, page_member, population
from govcheck.page.populate.names import year_in
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.official import document_fields
from govcheck.page.populate.papers import papers
from govcheck.page.populate.series import Series
from govcheck.page.populate.standing import standing_texts
from govcheck.page.populate.survey import Survey
from govcheck.page.published import UNFILLED
from govcheck.page.source import byline
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.urls import path_key

_OF_ONE_SORT: Final = frozenset({"动态要闻", "通知公告", "政策文件", "政策解读"})


def articles(
    seen: Survey, lists: tuple[Series, ...], entries: Iterable[Entry], column_reasons: Iterable[Reason]
) -> dict[str, Population]:
    """``article``, ``document`` and ``interpretation``: closed only when every row of every list was followed."""
    standing = {path_key(page.address) for page in standing_texts(seen, lists, entries)}
    read = [page for page in seen.pages if page.kind is PageKind.ARTICLE and path_key(page.address) not in standing]
    rows = sorted({row.address for one in lists for row in one.rows if seen.on_site(row.address)})
    reasons = set(column_reasons) | set(seen.unseen_of(rows)) | {reason for one in lists for reason in one.missing}
    reasons |= _rows_without_address(lists)
    homes = _column_of_rows(seen, lists)
    cross = papers(seen, read)
    known = len(
        {path_key(address) for address in rows if _may_be_article(seen, address)}
        | {path_key(page.address) for page in read}
    )
    searched = [address for one in lists for address in one.addresses]
    found: dict[str, list[Member]] = {"article": [], "document": [], "interpretation": []}
    for page in read:
        fields = common(page) | _fields(seen, page, homes)
        found["article"].append(page_member(seen, "article", page, fields))
        if "document" in page.roles:
            found["document"].append(page_member(seen, "document", page, fields | document_fields(page, cross)))
        if "interpretation" in page.roles:
            own = fields | interpretation_fields(page, cross)
            found["interpretation"].append(page_member(seen, "interpretation", page, own))
    return {
        name: population(name, members, reasons, known=known if name == "article" else 0, searched=searched)
        for name, members in found.items()
    }


def _may_be_article(seen: Survey, address: str) -> bool:
    page = seen.model(address)
    return page is None and not seen.gone(address)


def _rows_without_address(lists: Iterable[Series]) -> set[Reason]:
    """Rows that open their article by script lead nowhere we could follow."""
    return {Reason.SCRIPT for one in lists for row in one.rows if not row.address.startswith(("http:", "https:"))}


def _column_of_rows(seen: Survey, lists: Iterable[Series]) -> Mapping[str, PageModel]:
    found: dict[str, PageModel] = {}
    for one in lists:
        for row in one.rows:
            page = seen.model(row.address) if seen.on_site(row.address) else None
            if page is not None:
                found.setdefault(path_key(page.address), one.head)
    return found


def _fields(seen: Survey, page: PageModel, heads: Mapping[str, PageModel]) -> dict[str, Field]:
    column, topics = _column(seen, page, heads.get(path_key(page.address)))
    document = page.document
    named = [reviewer for reviewer in page.reviewers if reviewer.name]
    unnamed = [reviewer for reviewer in page.reviewers if not reviewer.name]
    return {
        "published": published_field(page),
        "source": _printed(page),
        "column": column,
        "topics": topics,
        "number": or_absent(document.number),
        "attachments": Reading(tuple(link.address for link in page.attachments), "link"),
        "reviewer_roles": Reading(tuple(dict.fromkeys(one.role for one in named)), "label"),
        "reviewer_empty": Reading(tuple(dict.fromkeys(one.label for one in unnamed)), "label"),
        "public_attribute": or_absent(page.public_attribute),
        "body_empty": Reading(page.body_empty, "text"),
        "interpreted_by": Reading(tuple(link.address for link in page.interpreted_by), "link"),
        "interprets": Reading(tuple(link.address for link in page.interprets), "link"),
        "quoted_numbers": Reading(page.quoted_numbers, "text"),
    }


def _printed(page: PageModel) -> Reading:
    """The source a visitor sees: one that only META states is not printed, a body named at the end may be meant as one."""
    if page.source.value is not None and page.source.how != "meta":
        return page.source
    named = byline(page.text)
    return Reading(named, "byline", Confidence.LOW, named) if named else Reading(None, "label")


def published(page: PageModel) -> Reading:
    """The date a visitor sees, else the one stated to machines (``how`` is then ``meta``), else none."""
    if page.published.value is not None:
        return page.published
    stated = page.document.published
    if stated is not None and stated.value is not None:
        return stated
    if page.published_meta is not None:
        return Reading(page.published_meta, "meta", Confidence.MEDIUM)
    return page.published


def published_field(page: PageModel) -> Field:
    """The same, unknown when the page's template leaves a place for a date that only a script fills."""
    found = published(page)
    if found.value is None and page.published.how == UNFILLED:
        return Unknown(Reason.SCRIPT, "the place of the date is empty, a script may fill it")
    return found


def _column(seen: Survey, page: PageModel, head: PageModel | None) -> tuple[Reading, Reading]:
    """The column and its canonical names: by the article's own breadcrumb, else by the list that names it."""
    steps = trail(page)
    kind = (page.meta_value("ColumnType") or "").strip()
    if steps:
        own = Reading(steps[-1], "breadcrumb")
        if found := seen.lexicon.topics(steps[-1], column_type=kind):
            return own, Reading(found, "lexicon")
        # What stands below a column of one sort of article is of that sort; a mere year takes whatever stands above it.
        plain = year_in(steps[-1]) is not None and len(steps[-1]) <= 8
        for step in reversed(steps[:-1]):
            if found := tuple(topic for topic in seen.lexicon.topics(step) if plain or topic in _OF_ONE_SORT):
                return own, Reading(found, "breadcrumb", Confidence.MEDIUM)
        return own, Reading((), "lexicon")
    named = (page.meta_value("ColumnName") or "").strip()
    if named:
        return Reading(named, "meta"), Reading(seen.lexicon.topics(named, column_type=kind), "lexicon")
    if head is not None:
        return column_name(head), Reading(column_topics(seen, head), "list")
    return Reading(None), Reading(seen.lexicon.topics("", column_type=kind), "meta")
