"""Members and their fields: what every page-like subject carries, and how a page stands as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Final

from govcheck.dates.clock import in_shanghai
from govcheck.outcome import Confidence, Reason
from govcheck.page.model import PageModel
from govcheck.page.populate.survey import Survey
from govcheck.records.population import Field, Member, Population, Reading, Scalar, Sighting, Unknown
from govcheck.text.normalise import column_key
from govcheck.urls import path_key

_SITE: Final = {"SiteName": "网站名称", "SiteDomain": "网站域名", "SiteIDCode": "政府网站标识码"}
_COLUMN: Final = {
    "ColumnName": "栏目名称",
    "ColumnDescription": "栏目描述",
    "ColumnKeywords": "栏目关键词",
    "ColumnType": "栏目类别",
}
_ARTICLE: Final = {"ArticleTitle": "标题", "PubDate": "发布时间", "ContentSource": "来源"}
_HEAVY: Final = frozenset({"text", "links", "link_words"})
"""Fields that are stored only when a rule looks at them."""
_ABSENT: Final = Reading(None)


def sighting(model: PageModel) -> Sighting:
    """The provenance of a page."""
    return Sighting(model.address, model.final_address, model.fetched_at, model.status, model.sha256)


def or_absent(reading: Reading | None) -> Reading:
    """What the page layer leaves out is not on the page."""
    return reading if reading is not None else _ABSENT


def unless_unread(model: PageModel, reading: Reading | None, name: str = "") -> Field:
    """A fact of header or footer (its ``name`` in the identity): it cannot be absent while a script that writes them was
    not read, or while the page may show it in a way we do not read.
    """
    if reading is not None and reading.value is not None:
        return reading
    veiled = dict(model.identity.veiled).get(name)
    if veiled is not None:
        return Unknown(veiled, "the page may show it by a script or picture that was not read")
    if model.identity.footer_script_unread:
        return Unknown(Reason.SCRIPT, "a script that writes the header or footer was not read")
    return _ABSENT


def _tags(model: PageModel, tags: Mapping[str, str]) -> Reading:
    """The tags present with a value; the name of a tag left in its own place by a template is not a value."""
    present = [
        tag
        for tag, placeholder in tags.items()
        if (value := (model.meta_value(tag) or "").strip()) and column_key(value) != column_key(placeholder)
    ]
    return Reading(tuple(present), "meta")


def common(model: PageModel) -> dict[str, Field]:
    """The fields of every page-like member."""
    return {
        "url": Reading(model.address, "wire"),
        "title": model.title,
        "roles": Reading(tuple(model.roles), "page"),
        "text": Reading(model.text, "text"),
        "links": Reading(tuple(dict.fromkeys(link.address for link in model.links)), "link"),
        "meta_site": _tags(model, _SITE),
        "meta_column": _tags(model, _COLUMN),
        "meta_article": _tags(model, _ARTICLE),
    }


def instants(values: Iterable[date]) -> tuple[date, ...]:
    """Dates and moments, each once, newest first."""
    return tuple(sorted(set(values), key=moment, reverse=True))


def moment(value: date) -> datetime:
    """A date or moment as a moment on Shanghai's clock, to be put in order."""
    return in_shanghai(value if isinstance(value, datetime) else datetime.combine(value, time.min))


def page_member(seen: Survey, population: str, model: PageModel, fields: Mapping[str, Field], name: str = "") -> Member:
    """A member that is a page: its fields as far as the plan wants them, and the values rules read for themselves."""
    kept = {key: value for key, value in fields.items() if key not in _HEAVY or seen.plan.wants(population, key)}
    for extract in seen.plan.extracts.get(population, ()):
        kept[extract.key] = _extracted(model, extract.key)
    shown = name or str(model.title.value or "") or path_key(model.address)
    return Member(path_key(model.address), shown, model.address, kept, sighting(model))


def _extracted(model: PageModel, key: str) -> Field:
    if key not in model.extracted:
        return Unknown(Reason.NOT_FETCHED)
    values: tuple[Scalar, ...] = tuple(model.extracted[key])
    return Reading(values, "extract")


def lowered(reading: Reading, to: Confidence) -> Reading:
    """The reading with at most that confidence."""
    if reading.confidence.rank <= to.rank:
        return reading
    return Reading(reading.value, reading.how, to, reading.excerpt, reading.css, reading.xpath)


def population(
    name: str,
    members: Iterable[Member],
    reasons: Iterable[Reason],
    *,
    known: int = 0,
    searched: Iterable[str] = (),
) -> Population:
    """A population in its fixed order: members by key, reasons and addresses sorted, each once."""
    ordered: dict[str, Member] = {}
    for member in sorted(members, key=lambda one: (one.key, one.name, one.url)):
        ordered.setdefault(member.key, member)
    return Population(
        name,
        tuple(ordered.values()),
        tuple(sorted(set(reasons))),
        max(known, len(ordered)),
        tuple(sorted(set(searched))),
    )
