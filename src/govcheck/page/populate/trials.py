"""Trials of the site's own search: which form is used, for which titles, and whether the result page has them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from govcheck.outcome import OUTCOME_OF, Confidence, Outcome, Reason
from govcheck.page.model import PageKind, PageModel
from govcheck.page.noticed import Form
from govcheck.page.populate.members import moment, population
from govcheck.page.populate.survey import Survey, why_failed
from govcheck.page.results import Found, find_title
from govcheck.records.capture import Capture
from govcheck.records.population import Field, Member, Population, Reading, Sighting, Unknown
from govcheck.records.question import Keep, Purpose, Question
from govcheck.text.normalise import title_key
from govcheck.urls import host_of, path_key, same_site

TRIALS: Final = 4
"""国办秘函〔2019〕19号: 随机选取4条."""
_LAG: Final = timedelta(days=7)
"""An index may take as long to learn of an article."""
_LONGEST: Final = 50
"""Characters typed in; search boxes cut longer ones off."""
_SHORTEST: Final = 8
"""A title with fewer characters is found by chance, or among too many others."""
_GOVERNMENT: Final = (".gov.cn", ".政务", ".xn--zfr164b")


def search_form(seen: Survey) -> tuple[PageModel, Form] | None:
    """The form by which the site is searched: the home page's, else the first that any page has."""
    homes = {path_key(home.address) for home in seen.homes}
    others = (page for page in seen.pages if path_key(page.address) not in homes)
    for page in (*seen.homes, *others):
        for form in page.noticed.forms:
            if form.search and form.words_field and not form.scripted and _may_ask(seen, form.action):
                return page, form
    return None


def _may_ask(seen: Survey, action: str) -> bool:
    """The site's own, another system of its owner, or another government's platform; no engine of the open web."""
    host = host_of(action)
    home = seen.home.final_address if seen.home is not None else seen.crawl.entry
    return bool(host) and (same_site(action, home) or host.endswith(_GOVERNMENT))


def titles(seen: Survey) -> tuple[tuple[str, PageModel], ...]:
    """The titles searched for, drawn by hash from the articles that an index had time to learn of."""
    known: dict[str, tuple[str, PageModel]] = {}
    for page in seen.pages:
        title = str(page.title.value or "").strip()
        if page.kind is PageKind.ARTICLE and len(title_key(title)) >= _SHORTEST and _settled(page):
            known.setdefault(title_key(title), (title, page))
    drawn = sorted(known, key=lambda key: hashlib.sha256(f"{seen.site.id}\n{key}".encode()).hexdigest())
    return tuple(known[key] for key in drawn[:TRIALS])


def _settled(page: PageModel) -> bool:
    published = page.published.value
    sure = page.title.confidence is not Confidence.LOW and page.published.confidence is not Confidence.LOW
    return sure and isinstance(published, date) and page.fetched_at - moment(published) > _LAG


def search_questions(seen: Survey) -> Iterator[Question]:
    """One query a title."""
    found = search_form(seen)
    if found is None:
        return
    page, form = found
    for title, _article in titles(seen):
        yield _query(page, form, title)


def _query(page: PageModel, form: Form, title: str) -> Question:
    """The form filled in as a browser would, in the page's own encoding."""
    encoding = page.encoding_used or "utf-8"
    given = [*form.fixed, (form.words_field, title[:_LONGEST])]
    body = urlencode(given, encoding=encoding, errors="xmlcharrefreplace", quote_via=quote)
    if form.method.upper() == "POST":
        headers = (("content-type", "application/x-www-form-urlencoded"), ("referer", page.final_address))
        return Question(
            Purpose.SEARCH, form.action, "POST", title, page.address, Keep.TEXT, 0, headers, body.encode("ascii")
        )
    parts = urlsplit(form.action)
    address = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", body, ""))
    return Question(Purpose.SEARCH, address, "GET", title, page.address)


def search_trials(seen: Survey) -> Population:
    """One member a title searched for; closed and empty where the site offers no search at all."""
    tried = {title_key(capture.label): capture for capture in seen.asides(Purpose.SEARCH) if capture.label}
    articles = {title_key(str(page.title.value or "")): page for page in seen.pages if page.kind is PageKind.ARTICLE}
    members = [_member(seen, capture, articles.get(key)) for key, capture in sorted(tried.items())]
    return population("search_trial", members, () if members else _why_none(seen))


def _why_none(seen: Survey) -> tuple[Reason, ...]:
    """Why nothing was searched for; none: there is no search, or nothing old enough to be searched for."""
    if seen.home is None:
        return (seen.unseen(seen.crawl.entry) or Reason.NOT_FETCHED,)
    if search_form(seen) is not None:
        return () if not titles(seen) and not seen.crawl.skipped else (Reason.NOT_FETCHED,)
    for page in (*seen.homes, *seen.pages):
        stated = page.identity.search
        if any(form.search for form in page.noticed.forms):
            return (Reason.SCRIPT,)
        if stated is not None and stated.value is not None:
            return (Reason.SCRIPT if stated.value == "script" else Reason.NOT_FETCHED,)
    veiled = (dict(page.identity.veiled).get("search") for page in seen.homes)
    hidden = next((reason for reason in veiled if reason is not None), None)
    if hidden is None and any(page.identity.footer_script_unread for page in seen.homes):
        hidden = Reason.SCRIPT
    return (hidden,) if hidden is not None else ()


def _member(seen: Survey, capture: Capture, article: PageModel | None) -> Member:
    found = _found(seen, capture, article)
    address = capture.final_address or capture.address
    fields: dict[str, Field] = {
        "title": Reading(capture.label, "head"),
        "found": found,
        "url": Reading(address, "wire"),
    }
    key = title_key(capture.label)[:60]
    digest = hashlib.sha256(capture.body).hexdigest()
    proof = Sighting(capture.address, address, capture.fetched_at, capture.status or 0, digest)
    return Member(key, capture.label, address, fields, proof)


def _found(seen: Survey, capture: Capture, article: PageModel | None) -> Field:
    if (failed := why_failed(capture)) is not None:
        why = capture.detail or f"http {capture.status}"
        return Unknown(failed if OUTCOME_OF[failed] is Outcome.ERROR else Reason.NOT_FETCHED, why[:200])
    home = seen.captures.get(path_key(seen.home.address)) if seen.home is not None else None
    found, excerpt = find_title(
        capture, capture.label, home=home, article=article.final_address if article is not None else ""
    )
    if found is Found.YES:
        return Reading(True, "result", Confidence.HIGH, excerpt[:200])
    if found is Found.NO:
        return Reading(False, "result", Confidence.HIGH, excerpt[:200])
    reason = Reason.SCRIPT if found is Found.SCRIPT else Reason.UNREADABLE
    return Unknown(reason, "the results could not be read from the page")
