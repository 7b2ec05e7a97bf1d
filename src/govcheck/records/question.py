"""What the page layer wants asked beside the crawl: hosts to probe, and addresses to ask for with a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What an address is asked for, when it is not a page of the crawl."""

    LINK = "link"
    """Is it alive? Asked in the link stage, once for all sites of a run."""
    RANDOM = "random"
    """An address that cannot exist: how the host says "not there"."""
    ATTACHMENT = "attachment"
    """A file, to be read for its text."""
    SPIDER = "spider"
    """A page as a search engine's robot gets it."""
    REFERRED = "referred"
    """A page as a visitor who comes from a search engine gets it."""
    PLAIN = "plain"
    """The home page over http: does it lead to https?"""
    SECURE = "secure"
    """The home page over https, whatever its certificate."""
    TWIN = "twin"
    """The home page under another name of the site."""
    IPV4 = "ipv4"
    """The home page over IPv4, to be held beside it over IPv6."""
    IPV6 = "ipv6"
    SEARCH = "search"
    """The first result page of the site's own search; ``label`` is the title searched for."""
    DATASET = "dataset"
    """A data set offered for download."""
    LISTING = "listing"
    """A directory, which may list its files."""
    EXPOSED = "exposed"
    """A file that should not be public; only asked with ``--intrusive``."""
    SCRIPT = "script"
    """A script on a host of someone else, to be read for what it writes."""
    STYLE = "style"
    """A style sheet, to be read for sizes of text and what it hides."""


class Keep(StrEnum):
    """How much of a body is read."""

    TEXT = "text"
    """Pages, scripts, data: as in the crawl; other files are not read."""
    START = "start"
    """The first ``limit`` bytes of anything, then the connection is closed."""
    FILE = "file"
    """Anything, up to ``limit`` bytes."""


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """An address to ask for. ``limit``: bytes; 0 is the setting's own. ``headers`` replace those of the run by name."""

    purpose: Purpose
    address: str
    method: str = "GET"
    label: str = ""
    via: str = ""
    """The page that named it."""
    keep: Keep = Keep.TEXT
    limit: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    near: str = ""
    """The machine of the site that asks, where it lies in a private network: then so may what is asked for."""
    unverified: bool = False
    """Asked over https whatever the certificate: what is wrong with it is a fact of its own."""


@dataclass(frozen=True, slots=True, order=True)
class HostQuestion:
    """A host to be asked about, and the address dialled there."""

    host: str
    address: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """All that is asked of one site beside its crawl. ``links`` wait for the link stage of the run."""

    hosts: tuple[HostQuestion, ...] = ()
    asides: tuple[Question, ...] = ()
    links: tuple[Question, ...] = ()
