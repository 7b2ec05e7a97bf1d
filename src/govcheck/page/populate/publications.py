"""What a site publishes, opened or not: the rows of its lists and the articles read, one member an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from govcheck.outcome import Confidence, Reason
from govcheck.page.model import PageModel, Row
from govcheck.page.populate.columns import column_name, column_topics
from govcheck.page.populate.members import population, sighting
from govcheck.page.populate.series import Series
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Unknown
from govcheck.urls import path_key

_NAME: Final = "publication"
_OF_ARTICLE: Final = ("url", "title", "published", "column", "topics")


def publications(
    seen: Survey, lists: tuple[Series, ...], article: Population, column_reasons: Iterable[Reason]
) -> Population:
    """Closed when every list was read to its end: titles and dates stand in the rows, so no article need be opened."""
    if _NAME not in seen.plan.populations:
        return population(_NAME, (), [Reason.NOT_FETCHED])
    found = {one.key: replace(one, fields={name: one.get(name) for name in _OF_ARTICLE}) for one in article.members}
    reasons = set(column_reasons)
    for one in lists:
        reasons |= one.missing
        listed = {"column": column_name(one.head), "topics": Reading(column_topics(seen, one.head), "list")}
        for row in one.rows:
            member = _of_row(seen, row, one.head, listed)
            known = found.get(member.key)
            found[member.key] = member if known is None else _joined(known, member)
    members = (
        replace(one, fields={**one.fields, "year_begins": _year_begins(one.get("published"))}) for one in found.values()
    )
    searched = [address for one in lists for address in one.addresses]
    return population(_NAME, members, reasons, searched=searched)


def _of_row(seen: Survey, row: Row, head: PageModel, listed: Mapping[str, Field]) -> Member:
    on_site = seen.on_site(row.address)
    page = seen.model(row.address) if on_site else None
    published: Field = Reading(row.published, "row", excerpt=row.shown, css=row.css)
    why = seen.unseen(row.address) if on_site else Reason.NOT_FETCHED
    if row.published is None and why is not None:
        published = Unknown(why, "the row shows no date")
    fields: dict[str, Field] = {
        "url": Reading(row.address, "row"),
        "title": Reading(row.title, "row", excerpt=row.title[:200], css=row.css),
        "published": published,
        **listed,
    }
    key = path_key(page.address if page is not None else row.address) if on_site else row.title[:200]
    return Member(key, row.title[:200], row.address, fields, sighting(head))


def _joined(known: Member, row: Member) -> Member:
    """One publication seen in two places: its own page, or the list met first, states it; dates and topics add up."""
    fields = dict(known.fields)
    if not _dated(known) and _dated(row):
        fields["published"] = row.get("published")
    fields["topics"] = _both(known.get("topics"), row.get("topics"))
    return replace(known, fields=fields)


def _dated(one: Member) -> bool:
    found = one.get("published")
    return isinstance(found, Reading) and found.value is not None


def _both(first: Field, second: Field) -> Field:
    if isinstance(first, Unknown) or isinstance(second, Unknown):
        return second if isinstance(first, Unknown) else first
    topics = [*_each(first), *_each(second)]
    sure = Confidence.HIGH if first.confidence is second.confidence is Confidence.HIGH else Confidence.MEDIUM
    return Reading(tuple(dict.fromkeys(topics)), first.how, sure)


def _each(reading: Reading) -> tuple[str, ...]:
    return tuple(str(one) for one in reading.value) if isinstance(reading.value, tuple) else ()


def _year_begins(published: Field) -> Field:
    """The last day of the year before the publication: what is due in a year counts from there."""
    if isinstance(published, Unknown) or not isinstance(published.value, date):
        return published
    return replace(published, value=date(published.value.year - 1, 12, 31))
