"""The page model: the only source of page facts for rules.

Every fact is a :class:`~govcheck.records.population.Reading` (with how it was read and where), ``None`` or a reading whose
value is ``None`` when the page does not carry it. Nothing is guessed: a date that is not on the page is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from govcheck.outcome import Reason
from govcheck.page.noticed import Noticed
from govcheck.records.population import Reading


class PageKind(StrEnum):
    """What sort of page it is."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    ERROR = "error"
    STUB = "stub"
    """An entrance: meta refresh, frameset or a script that only redirects."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as found: ``address`` is absolute and normalised; ``words`` the anchor's text (or title, or image alt).

    ``place``: nav | breadcrumb | list | pagination | body | footer | head | other. ``how``: href | onclick | script |
    refresh | frame | base.
    """

    address: str
    words: str
    place: str = "other"
    how: str = "href"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: ``published`` is ``None`` when the row shows no date. ``pinned``: shown first out of order."""

    title: str
    address: str
    published: datetime | None
    shown: str = ""
    """The date as printed."""
    pinned: bool = False
    css: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The main list of a column page. ``blank`` is a list place that holds no rows and is not drawn by script."""

    rows: tuple[Row, ...] = ()
    undated: int = 0
    blank: bool = False
    drawn_by_script: bool = False
    pictures: bool = False
    pagination: str = "none"
    """none | links | script"""
    pages_total: int | None = None
    next_pages: tuple[str, ...] = ()
    """Addresses of the list's further pages that could be worked out (links, or the system's page script)."""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A navigation or tree entry: a column that the site says it has."""

    name: str
    url: str
    depth: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the site says it is; each ``None`` when not on the page."""

    site_name: Reading | None = None
    site_code: Reading | None = None
    icp: Reading | None = None
    police: Reading | None = None
    conac: Reading | None = None
    organiser: Reading | None = None
    contact: Reading | None = None
    zhaocuo: Reading | None = None
    """value: link | script"""
    zhaocuo_code: Reading | None = None
    """The site code that the 找错 entry hands over."""
    zhaocuo_url: Reading | None = None
    """The address that the 找错 entry hands over."""
    elder: Reading | None = None
    accessibility: Reading | None = None
    search: Reading | None = None
    """value: form | link | script"""
    apply_entry: Reading | None = None
    """依申请公开"""
    footer_from_script: tuple[str, ...] = ()
    """Local scripts that write the header or footer: their addresses, whether or not they were read."""
    footer_script_unread: bool = False
    """A script that would write the footer was not fetched: then an absence in the footer cannot be stated."""
    veiled: tuple[tuple[str, Reason], ...] = ()
    """Facts (names of the fields above) that the page may show in a way we do not read, and why: never absent."""
    scripts: tuple[str, ...] = ()
    """The home page's own scripts that may draw parts of it: worth asking for, and the page is read again with them."""


@dataclass(frozen=True, slots=True)
class DocumentElements:
    """The element table of a policy document (索引号, 发文字号, …)."""

    number: Reading | None = None
    index: Reading | None = None
    issuer: Reading | None = None
    written: Reading | None = None
    published: Reading | None = None
    validity: Reading | None = None
    topic: Reading | None = None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A printed role of the three reviews; ``name`` is empty when only the label is printed.

    ``role``: edit | review | second | final | proof.
    """

    role: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a visitor and its reply, as listed in public."""

    title: str
    asked: datetime | None
    replied: datetime | None
    answered: bool | None
    unit: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a catalogue: what it is about, and where its cells lead."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PageModel:
    """All that was read from one page."""

    address: str
    final_address: str
    fetched_at: datetime
    status: int
    sha256: str
    kind: PageKind
    roles: tuple[str, ...]
    """disclosure, gazette, document, interpretation, messages, guide, report, search, service…"""
    encoding_declared: str
    encoding_used: str
    meta: Mapping[str, str]
    """The national tags and others by the name as printed; see ``meta_value`` for reading regardless of case."""
    identity: Identity
    title: Reading
    published: Reading
    published_meta: datetime | None
    published_conflict: bool
    source: Reading
    attachments: tuple[Link, ...]
    document: DocumentElements
    public_attribute: Reading | None
    reviewers: tuple[Reviewer, ...]
    breadcrumb: tuple[str, ...]
    breadcrumb_links: tuple[Link, ...]
    columns: tuple[Column, ...]
    links: tuple[Link, ...]
    hidden_outside: tuple[tuple[str, str], ...]
    """Links to other sites that a visitor cannot see: (address, why)."""
    listing: Listing | None
    body_empty: bool
    """An article without any text, picture, video, viewer or attachment."""
    text: str
    """The visible text of the main part, whitespace collapsed, at most 200,000 characters."""
    interprets: tuple[Link, ...] = ()
    """For an interpretation: the documents it links as interpreted."""
    interpreted_by: tuple[Link, ...] = ()
    """For a document: the interpretations it links."""
    quoted_numbers: tuple[str, ...] = ()
    disclosure_parts: tuple[Column, ...] = ()
    """Which of the four parts of the disclosure column this page offers (official names)."""
    guide_elements: tuple[str, ...] = ()
    """On a 指南 page: which of the nine elements it states (official names)."""
    gazette_years: tuple[int, ...] = ()
    messages: tuple[Message, ...] = ()
    soft_404: bool = False
    dates_shown: tuple[datetime, ...] = ()
    """On a home page: every date with its year that stands in its content, a clock's left out."""
    noticed: Noticed = field(default_factory=Noticed)
    """What concerns every page alike: wording, personal numbers, planted links, forms."""
    extracted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values asked for by rules with ``{css, attr, regex}``, by the extract's canonical text."""
    media: tuple[str, ...] = ()
    """On an article: what its text is shown with, besides words: picture, video, audio."""
    items: tuple[Item, ...] = ()
    """On a catalogue of decisions: its rows."""

    def meta_value(self, name: str) -> str | None:
        """The tag's content regardless of the case of its name: ``None`` when absent, empty when empty."""
        wanted = name.lower()
        return next((value for key, value in self.meta.items() if key.lower() == wanted), None)
