"""From bytes to the page model: the one door of the page layer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from lxml.html import HtmlElement

from govcheck.dates.shapes import as_instant, find_dates
from govcheck.outcome import Confidence
from govcheck.pack.kinds.base import Extract
from govcheck.page import body as bodies
from govcheck.page import columns, disclosure, dom, flow, hidden, identity, items, links, media, meta, relations, reviewers
from govcheck.page.attachments import find_attachments
from govcheck.page.breadcrumb import find_breadcrumb, is_home_name
from govcheck.page.elements import earliest_day, read_document
from govcheck.page.extract import run_extracts
from govcheck.page.flow import Flow, Line, Node
from govcheck.page.groups import Group, find_groups
from govcheck.page.headline import Headline, bar_line, body_start, find_headline
from govcheck.page.kind import Signs, classify
from govcheck.page.labels import Labelled, read_labels
from govcheck.page.listing import Choice, choose, drawn_by_script, main_text, to_listing
from govcheck.page.messages import read_messages
from govcheck.page.model import Link, Listing, PageKind, PageModel
from govcheck.page.notice import View, notice
from govcheck.page.pagination import Pagination, find_pagination
from govcheck.page.published import Publication, find_published
from govcheck.page.rows import RowReader
from govcheck.page.source import find_source
from govcheck.page.written import Writer
from govcheck.records.capture import Capture, Tier
from govcheck.records.population import Reading
from govcheck.text.decode import decode
from govcheck.text.lexicon import Lexicon
from govcheck.text.normalise import squeeze, title_key
from govcheck.text.wording import WordList
from govcheck.urls.normalise import normalise
from govcheck.urls.script import from_script

_MAX_TEXT: Final = 200_000
_NO_SCRIPTS: Final[Mapping[str, Capture]] = {}
_CLOCK: Final = re.compile(r"今天|今日是|现在|当前(?:时间|日期)|星期[一二三四五六日天]|农历")
_LEFT_OF_TITLE: Final = re.compile(r"\s*(?:[-_|—–>»·]{1,3}|--)\s*")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the first pass over a page gives, for the pieces that build on it."""

    address: str
    root: HtmlElement
    flow: Flow
    labels: Sequence[Labelled]
    meta: Mapping[str, str]
    used_meta: Mapping[str, str]
    body: Node | None
    start: int
    headline: Headline
    published: Publication
    crumb: tuple[str, ...]
    crumb_links: tuple[Link, ...]
    groups: Sequence[Group]
    choice: Choice
    pagination: Pagination


def read_page(
    capture: Capture,
    *,
    lexicon: Lexicon,
    scripts: Mapping[str, Capture] = _NO_SCRIPTS,
    ignore_meta: bool = False,
    extracts: Sequence[Extract] = (),
    home: str = "",
    words: WordList | None = None,
    wants: frozenset[str] = frozenset(),
) -> PageModel:
    """Read one page. Never raises, whatever the bytes.

    ``scripts``: local scripts and fragments (head.html) already fetched, by address. ``ignore_meta``: read as a visitor
    would, without the META tags. ``home``: the site's entry address, to tell its home page. ``words``
    and ``wants``: the wording to look for, and what the rules of the run look at.
    """
    address = capture.final_address or capture.address
    decoded = decode(capture.body, capture.header("content-type"))
    root = dom.parse(decoded.text)
    base = links.base_of(root, address)
    resolve = partial(normalise, base=base, encoding=decoded.used)
    included = Writer(root, resolve, scripts).apply()
    page_flow = flow.build(root)
    parts = _first_pass(address, root, page_flow, resolve, ignore_meta)
    kind, soft = classify(page_flow, _signs(parts, capture, home), parts.choice, parts.pagination, parts.labels)
    article = kind is PageKind.ARTICLE
    who = identity.read_identity(
        root, page_flow, resolve, included,
        scripts=scripts, here=address, home=kind is PageKind.HOME or capture.tier is Tier.HOME,
    )  # fmt: skip
    document = read_document(page_flow, parts.labels, parts.headline, parts.body, start=parts.start, article=article)
    listing = None if article or kind in (PageKind.ERROR, PageKind.STUB) else _listing(parts, kind)
    list_nodes = (
        {row.node for group in (parts.choice.main, *parts.choice.others) if group for row in group.rows}
        if listing
        else set()
    )
    found = links.find_links(root, page_flow, resolve, list_nodes, parts.body if article else None)
    first, last = _article_lines(parts)
    attached = find_attachments(page_flow, resolve, first=first, last=last) if article else ()
    title = _title(parts, kind)
    text = _text(parts, article, first, last)
    cross = relations.read_relations(
        page_flow, resolve, title=str(title.value or ""), crumb=parts.crumb, first=first, last=last, document=document,
        lexicon=lexicon, article=article,
    )  # fmt: skip
    roles = disclosure.roles_of(
        parts.crumb, str(title.value or ""), kind, lexicon, found, has_search=who.search is not None and _search_page(parts)
    )
    opened = disclosure.read_parts(found, roles, parts.crumb)
    return PageModel(
        address=capture.address,
        final_address=address,
        fetched_at=capture.fetched_at,
        status=capture.status or 0,
        sha256=hashlib.sha256(capture.body).hexdigest(),
        kind=kind,
        roles=disclosure.joined(roles, cross.roles),
        encoding_declared=decoded.declared,
        encoding_used=decoded.used,
        meta=parts.meta,
        identity=who,
        title=title,
        published=parts.published.reading if article else Reading(None),
        published_meta=parts.published.meta,
        published_conflict=article and parts.published.conflict,
        source=find_source(
            parts.labels, parts.headline, start=parts.start, meta=meta.value(parts.used_meta, "ContentSource")
        )
        if article
        else Reading(None),
        attachments=attached,
        document=document.elements,
        public_attribute=document.public_attribute if article else None,
        reviewers=reviewers.read_reviewers(page_flow, parts.body, parts.headline, first=first, last=last)
        if article
        else (),
        breadcrumb=parts.crumb,
        breadcrumb_links=parts.crumb_links,
        columns=columns.read_columns(page_flow, resolve),
        links=found,
        hidden_outside=hidden.hidden_outside(page_flow, resolve, address),
        listing=listing,
        body_empty=article and _body_empty(parts, attached, first, last),
        text=text,
        interprets=cross.interprets,
        interpreted_by=cross.interpreted_by,
        quoted_numbers=document.quoted,
        disclosure_parts=opened,
        guide_elements=disclosure.guide_elements(text) if "guide" in roles else (),
        gazette_years=disclosure.gazette_years(page_flow, roles),
        messages=read_messages(parts.choice, parts.groups, page_flow, roles, kind),
        soft_404=soft,
        dates_shown=_dates_shown(page_flow) if kind is PageKind.HOME else (),
        extracted=run_extracts(root, page_flow, parts.meta, extracts, text),
        media=media.read_media(page_flow, first, last) if article else (),
        items=items.read_items(page_flow, resolve, title=str(title.value or ""), crumb=parts.crumb),
        noticed=notice(
            View(
                capture,
                address,
                home,
                kind,
                root,
                page_flow,
                decoded.text,
                parts.meta,
                str(title.value or ""),
                found,
                parts.crumb,
                resolve,
                scripts,
                words,
                wants,
                earliest_day(document.elements, parts.published.reading) if article else None,
            )
        ),
    )


def _first_pass(address: str, root: HtmlElement, page: Flow, resolve: partial[str | None], ignore_meta: bool) -> _Parts:
    tags = meta.read_meta(root)
    used: Mapping[str, str] = {} if ignore_meta else tags
    labels = read_labels(page)
    crumb, crumb_links, crumb_lines = find_breadcrumb(page, resolve)
    for line in crumb_lines:
        for _start, node in line.spans:
            node.zone = "breadcrumb"
    body = bodies.find_body(page)
    bar = bar_line(labels, body)
    start = body_start(page, body, bar)
    browser = meta.browser_title(root)
    names = [*crumb, meta.value(used, "SiteName")]
    headline = find_headline(
        page, labels, body, browser_title=browser, meta_title=meta.value(used, "ArticleTitle"), names=names
    )
    published = find_published(page, labels, headline, body, start=start, meta=meta.value(used, "PubDate"))
    reader = RowReader(page, resolve)
    groups = find_groups(page, reader)
    pagination = find_pagination(root, page, resolve, address)
    choice = choose(
        page, groups, pagination, crumb_lines, [crumb[-1] if crumb else "", meta.value(used, "ColumnName"), browser]
    )
    if (
        crumb
        and title_key(crumb[-1]) == title_key(str(headline.reading.value or ""))
        and headline.line >= 0
        and len(crumb[-1]) > 12
    ):
        crumb = crumb[:-1]
    return _Parts(
        address,
        root,
        page,
        labels,
        tags,
        used,
        body,
        start,
        headline,
        published,
        crumb,
        crumb_links,
        groups,
        choice,
        pagination,
    )


def _signs(parts: _Parts, capture: Capture, home: str) -> Signs:
    bar = bar_line(parts.labels, parts.body)
    framed = next(parts.root.iter("frameset"), None) is not None
    mover = any(_moves(s.text or "") for s in parts.root.iter("script"))
    return Signs(
        status=capture.status or 0,
        address=parts.address,
        home=home,
        title=meta.browser_title(parts.root),
        moves=framed or bool(links.refresh_targets(parts.root)) or mover,
        article_title=meta.value(parts.used_meta, "ArticleTitle"),
        column_name=meta.value(parts.used_meta, "ColumnName"),
        column_type=meta.value(parts.used_meta, "ColumnType"),
        breadcrumb=parts.crumb,
        bar=bar is not None,
        dated=parts.published.reading.value is not None and parts.published.reading.how != "meta",
        headline=parts.headline.reading.value is not None
        and parts.headline.line >= 0
        and title_key(str(parts.headline.reading.value)) not in {title_key(step) for step in parts.crumb},
        forms=any(len(form.inputs) > 3 for form in parts.root.forms),
    )


def _moves(source: str) -> bool:
    """Whether a script does little else than send the visitor on."""
    return 0 < len(source) < 1500 and "function" not in source and bool(from_script(source))


def _listing(parts: _Parts, kind: PageKind) -> Listing | None:
    main = parts.choice.main
    union = kind is PageKind.HOME or (parts.pagination.how == "none" and len(parts.choice.others) >= 2)
    if kind is PageKind.OTHER and main is None and not drawn_by_script(parts.root, parts.flow):
        return None
    return to_listing(
        parts.choice, parts.flow, parts.pagination, parts.root, union=union, textual=main_text(parts.flow) > 80
    )


def _title(parts: _Parts, kind: PageKind) -> Reading:
    steps = [step for step in parts.crumb if not is_home_name(step)]
    if kind is PageKind.ARTICLE and (parts.headline.reading.value is not None or not steps):
        return parts.headline.reading
    if kind in (PageKind.ARTICLE, PageKind.COLUMN) and steps:
        return Reading(steps[-1], "breadcrumb", Confidence.HIGH, " > ".join(parts.crumb)[:200])
    named = squeeze(meta.value(parts.used_meta, "ColumnName"))
    if kind is PageKind.COLUMN and named:
        return Reading(named, "meta", Confidence.MEDIUM, named[:200])
    browser = meta.browser_title(parts.root)
    return Reading(browser, "title", Confidence.MEDIUM, browser[:200]) if browser else Reading(None)


def _article_lines(parts: _Parts) -> tuple[int, int]:
    """The lines from the headline to the end of the article's part of the page."""
    first = parts.headline.line if parts.headline.line >= 0 else parts.body.first if parts.body is not None else 0
    if parts.body is not None:
        first = min(first, parts.body.first) if parts.body.first < first else first
    foot = next(
        (line.index for line in parts.flow.lines if line.index > first and line.zone == "foot"), len(parts.flow.lines)
    )
    return first, foot


def _text(parts: _Parts, article: bool, first: int, last: int) -> str:
    if article and parts.body is not None:
        lines: Sequence[Line] = parts.flow.lines[min(first, parts.body.first) : parts.body.last]
    else:
        lines = [line for line in parts.flow.lines if line.zone in ("main", "side", "pagination")]
    return squeeze(" ".join(line.text for line in lines if line.text).replace("\ufffc", ""))[:_MAX_TEXT]


def _dates_shown(page_flow: Flow) -> tuple[datetime, ...]:
    """The dates of a home page's content, newest first."""
    lines = (line.text for line in page_flow.lines if line.zone in ("main", "side") and not _CLOCK.search(line.text))
    found = {as_instant(shown.value) for text in lines for shown in find_dates(text) if shown.value is not None}
    return tuple(sorted(found, reverse=True))


def _body_empty(parts: _Parts, attached: Sequence[Link], first: int, last: int) -> bool:
    """No text, picture, video, viewer or attachment under the headline."""
    if attached or (parts.published.reading.value is None and parts.headline.line < 0):
        return False
    title = title_key(str(parts.headline.reading.value or ""))
    barred = {item.line.index for item in parts.labels}
    for line in parts.flow.lines[first:last]:
        if line.zone != "main" or line.index in barred or not line.text:
            continue
        if (
            title_key(line.text) not in ("", title)
            and len(line.text) > 6
            and bodies.link_length(line) < len(line.text) * 0.8
        ):
            return False
    head = parts.headline.node
    for tag in ("img", "video", "embed", "object", "iframe", "audio", "canvas"):
        for element in parts.root.iter(tag):
            node = parts.flow.by_el.get(element)
            if (
                node is not None
                and node.zone == "main"
                and (head is None or node.order > head.order)
                and not node.hidden
                and not _ornament(element)
            ):
                return False
    return not drawn_by_script(parts.root, parts.flow)


def _ornament(element: HtmlElement) -> bool:
    return any((element.get(side) or "").isdigit() and int(element.get(side) or 0) < 60 for side in ("width", "height"))


def _search_page(parts: _Parts) -> bool:
    return bool(re.search(r"/search|searchall|/so/|jsearch", parts.address, re.I))
