"""What a page holds beside its content: facts that concern every page alike, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WordingHit:
    """A place where a word of a lexicon stands. ``severity``: severe | ordinary | advice. ``sure``: no guard
    was in doubt.
    """

    wrong: str
    right: str
    severity: str
    category: str
    excerpt: str
    lexicon: str
    where: str = "text"
    """text | frame (what the pages share: header, navigation, footer) | title | meta | attachment"""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """An unmasked number of a person. ``kind``: identity | mobile | bank-card. ``shown`` is masked, and so is ``excerpt``.

    ``sure``: by checksum and surroundings; else a person looks.
    """

    kind: str
    shown: str
    excerpt: str
    where: str = "text"
    """text | hidden (in the source only) | attachment"""
    sure: bool = True
    address: str = ""
    """The attachment it was found in; empty: the page itself."""


@dataclass(frozen=True, slots=True)
class PlantedLink:
    """A link to elsewhere that a visitor cannot see, or that someone else wrote. ``how``: hidden |
    foreign-script | spider | script. ``sure``: nothing innocent explains it.
    """

    address: str
    words: str
    how: str
    why: str
    excerpt: str
    css: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a visitor fills in. ``action`` is absolute. ``asks``: which personal facts its fields ask for
    (password, identity, mobile, name, message).
    """

    action: str
    method: str
    asks: tuple[str, ...] = ()
    search: bool = False
    """A search box: the name of its field for words stands in ``words_field``."""
    words_field: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    """Its other fields with the values they are sent with."""
    css: str = ""
    scripted: bool = False
    """It names no address to send to: a script does the sending."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """All of it; empty where no rule of the run looks."""

    wording: tuple[WordingHit, ...] = ()
    personal: tuple[PersonalNumber, ...] = ()
    statutory: bool = False
    """A page on which the law has persons named (penalties, credit): numbers on it are for a person to judge."""
    planted: tuple[PlantedLink, ...] = ()
    hijacked: tuple[str, ...] = ()
    """Which of title, keywords, description speak of something else altogether, with the words: ``title: …``."""
    hijacked_sure: bool = True
    replaced: str = ""
    """How a script replaces the page, empty: none does."""
    replaced_sure: bool = True
    scripts: tuple[str, ...] = ()
    """Addresses of scripts that the page loads, when planted links are looked for."""
    forms: tuple[Form, ...] = ()
    resources: tuple[str, ...] = ()
    """Addresses of style sheets, scripts, pictures and frames that the page loads."""
    mixed: tuple[str, ...] = ()
    """Those that an https page loads over http."""
    mixed_active: tuple[str, ...] = ()
    """Of these, the scripts, styles, frames and plugins."""
    viewport: str | None = None
    zoom_blocked: bool = False
    text_sizes: tuple[float, ...] = field(default=())
    """Sizes of running text in px, as far as the page's own styles tell."""
    friends: tuple[tuple[str, str], ...] = ()
    """Links to other sites in boxes of friend links (友情链接) or drop-down lists: (address, words)."""
    local: tuple[tuple[str, str], ...] = ()
    """Links that lead nowhere for a visitor, as written, with their words: files of the writer's own machine."""
