"""Open data: data sets that the columns of 数据开放 offer for download, and whether they can be had."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from govcheck.outcome import OUTCOME_OF, Confidence, Outcome, Reason
from govcheck.page.model import Link, PageModel
from govcheck.page.populate.columns import trail
from govcheck.page.populate.members import population
from govcheck.page.populate.navigation import Entry
from govcheck.page.populate.survey import Survey, why_failed
from govcheck.records.capture import Capture
from govcheck.records.population import Field, Member, Population, Reading, Sighting, Unknown
from govcheck.records.question import Keep, Purpose, Question
from govcheck.text.normalise import squeeze
from govcheck.urls import path_key

SAMPLE: Final = 3
_START: Final = 65_536
"""Bytes read of a data set: enough to see of which format it is."""
_TOPIC: Final = "数据开放"
_FORMATS: Final = re.compile(r"\.(csv|xlsx?|json|xml|zip|rdf)$", re.I)
_GONE: Final = frozenset({404, 410})
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_LOGIN: Final = re.compile("登录|登陆|login|统一身份认证", re.I)


def _open_data_pages(seen: Survey, entries: Iterable[Entry]) -> list[PageModel]:
    """The columns of that topic, and what lies in them by its breadcrumb."""
    named = {path_key(entry.url) for entry in entries if _TOPIC in entry.topics}
    found = []
    for page in seen.pages:
        topics = {topic for step in trail(page) for topic in seen.lexicon.topics(step)}
        kind = (page.meta_value("ColumnType") or "").strip()
        if path_key(page.address) in named or _TOPIC in topics or kind == _TOPIC:
            found.append(page)
    return found


def _offers(seen: Survey, entries: Iterable[Entry]) -> Iterator[tuple[str, Link, PageModel]]:
    """Every download there, by its format."""
    for page in _open_data_pages(seen, entries):
        for link in (*page.links, *page.attachments):
            if match := _FORMATS.search(urlsplit(link.address).path):
                yield match[1].lower(), link, page


def dataset_questions(seen: Survey, entries: Iterable[Entry]) -> Iterator[Question]:
    """A sample drawn by hash."""
    offered: dict[str, tuple[Link, PageModel]] = {}
    for _format, link, page in _offers(seen, entries):
        offered.setdefault(link.address, (link, page))
    drawn = sorted(offered, key=lambda one: hashlib.sha256(f"{seen.site.id}\n{path_key(one)}".encode()).hexdigest())
    for address in drawn[:SAMPLE]:
        link, page = offered[address]
        yield Question(Purpose.DATASET, address, "GET", _name(link), page.address, Keep.START, _START)


def _name(link: Link) -> str:
    return squeeze(link.words)[:200] or unquote(urlsplit(link.address).path.rpartition("/")[2])


def datasets(seen: Survey, entries: Iterable[Entry], column_reasons: Iterable[Reason]) -> Population:
    """The sampled ones; open when nothing was asked though something is offered, or columns were not seen."""
    listed = list(entries)
    members = [_member(capture) for capture in seen.asides(Purpose.DATASET)]
    offered = {link.address for _format, link, _page in _offers(seen, listed)}
    reasons: set[Reason] = set()
    if not members:
        reasons = {Reason.NOT_FETCHED} if offered else set(column_reasons)
    return population("dataset", members, reasons, known=len(offered))


def _member(capture: Capture) -> Member:
    address = capture.final_address or capture.address
    digest = hashlib.sha256(capture.body).hexdigest()
    proof = Sighting(capture.address, address, capture.fetched_at, capture.status or 0, digest)
    fields: dict[str, Field] = {
        "url": Reading(capture.address, "link"),
        "title": Reading(capture.label, "link"),
        "opened": _opened(capture),
    }
    return Member(path_key(capture.address), capture.label, capture.address, fields, proof)


def _opened(capture: Capture) -> Field:
    """Whether the bytes are those of the format that the address names."""
    why = (capture.detail or f"http {capture.status}")[:200]
    if capture.failure is Reason.GONE or (capture.failure is None and capture.status in _GONE):
        return Reading(False, "wire", Confidence.HIGH, why)
    if capture.failure is not None or capture.status is None or not 200 <= capture.status < 300:
        reason = why_failed(capture) or Reason.NOT_FETCHED
        return Unknown(reason if OUTCOME_OF[reason] is Outcome.ERROR else Reason.NOT_FETCHED, why)
    if not capture.body.strip():
        return Reading(False, "wire", Confidence.LOW, "empty")
    match = _FORMATS.search(urlsplit(capture.address).path)
    named = match[1].lower() if match else ""
    if _fits(named, capture.body):
        return Reading(True, "wire", Confidence.HIGH, why)
    shown = squeeze(capture.body[:160].decode("utf-8", "replace"))
    page = _is_page(capture.body)
    # A page that asks to log in may lead to the data set after all; a spreadsheet may have been saved as anything.
    unsure = not page or bool(_LOGIN.search(capture.body.decode("utf-8", "ignore")))
    return Reading(False, "wire", Confidence.LOW if unsure else Confidence.HIGH, f"not {named}: {shown}"[:200])


def _is_page(body: bytes) -> bool:
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:300].lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<script")) and b"<table" not in body.lower()


def _fits(named: str, body: bytes) -> bool:
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    text = b"\x00" not in body[:512] or body[:2] in (b"\xff\xfe", b"\xfe\xff")
    markup = start.startswith(b"<") and not _is_page(body)
    if named in ("xlsx", "zip"):
        return start.startswith(_ZIP)
    if named == "xls":
        return start.startswith((_OLE, _ZIP)) or (text and not _is_page(body))
    if named == "json":
        return _is_json(start)
    if named == "xml":
        return markup
    if named == "rdf":
        return markup or start.startswith(b"@")
    return text and not start.startswith(b"<")


def _is_json(start: bytes) -> bool:
    if not start.startswith((b"{", b"[")):
        return False
    if len(start) >= _START - 8:  # only its beginning was read
        return True
    try:
        json.loads(start)
    except ValueError:
        return False
    return True
