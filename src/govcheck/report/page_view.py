"""What the extractor read from a page, as ``govcheck page`` prints it for authors of rules (JSON, ``null`` = not there)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from govcheck.engine.careful import masked_texts
from govcheck.page.model import DocumentElements, Identity, Link, Listing, PageModel
from govcheck.records.population import Reading

SCHEMA_VERSION: Final = "1.0"


def page_view(model: PageModel, *, file: str = "") -> dict[str, Any]:
    """The page model in the documented shape; ``file`` for a page of a saved folder, else its address. Numbers of persons
    are masked.
    """
    view: dict[str, Any] = masked_texts(_view(model, file), personal=bool(model.noticed.personal))
    return view


def _view(model: PageModel, file: str) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        **({"file": file} if file else {"url": model.final_address}),
        "kind": model.kind.value,
        "roles": list(model.roles),
        "encoding": {"declared": model.encoding_declared or None, "used": model.encoding_used},
        "meta": dict(model.meta),
        "identity": _identity(model.identity),
        "title": _read(model.title),
        "published": _read(model.published) | {"meta": _moment(model.published_meta), "conflict": model.published_conflict},
        "source": _read(model.source),
        "attachments": _links(model.attachments),
        "document": _document(model.document),
        "public_attribute": _value(model.public_attribute),
        "reviewers": [{"role": one.role, "label": one.label, "name": one.name} for one in model.reviewers],
        "breadcrumb": list(model.breadcrumb),
        "columns": [{"name": one.name, "url": one.url, "depth": one.depth} for one in model.columns],
        "links": {"hidden_outside": [{"url": url, "why": why} for url, why in model.hidden_outside]},
        "list": _listing(model.listing),
        "interprets": _links(model.interprets),
        "interpreted_by": _links(model.interpreted_by),
        "quoted_numbers": list(model.quoted_numbers),
        "disclosure_parts": [{"name": one.name, "url": one.url} for one in model.disclosure_parts],
        "guide_elements": list(model.guide_elements),
        "gazette_years": list(model.gazette_years),
        "messages": [
            {
                "title": one.title,
                "asked": _moment(one.asked),
                "replied": _moment(one.replied),
                "answered": one.answered,
                "unit": one.unit,
            }
            for one in model.messages
        ],
        "body_empty": model.body_empty,
        "soft_404": model.soft_404,
    }


def _read(reading: Reading) -> dict[str, Any]:
    return {"value": _plain(reading.value), "how": reading.how or None}


def _value(reading: Reading | None) -> Any:
    return None if reading is None else _plain(reading.value)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _moment(value: datetime | None) -> str | None:
    """A date, with its time when the page gives one: midnight is taken for "no time"."""
    if value is None:
        return None
    has_time = (value.hour, value.minute, value.second) != (0, 0, 0)
    return value.strftime("%Y-%m-%dT%H:%M" if has_time else "%Y-%m-%d")


def _links(links: Iterable[Link]) -> list[dict[str, str]]:
    return [{"words": link.words, "url": link.address} for link in links]


def _identity(identity: Identity) -> dict[str, Any]:
    names = ("site_name", "site_code", "icp", "police", "conac", "organiser", "contact", "zhaocuo", "elder")
    return {name: _value(getattr(identity, name)) for name in (*names, "accessibility", "search", "apply_entry")}


def _document(document: DocumentElements) -> dict[str, Any]:
    names = ("number", "index", "issuer", "written", "published", "validity", "topic")
    return {name: _value(getattr(document, name)) for name in names}


def _listing(listing: Listing | None) -> dict[str, Any] | None:
    if listing is None:
        return None
    return {
        "rows": [
            {"title": row.title, "url": row.address, "date": _moment(row.published), "pinned": row.pinned}
            for row in listing.rows
        ],
        "undated": listing.undated,
        "blank": listing.blank,
        "drawn_by_script": listing.drawn_by_script,
        "pagination": listing.pagination,
        "pages_total": listing.pages_total,
    }
