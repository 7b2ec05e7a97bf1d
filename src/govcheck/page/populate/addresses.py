"""Addresses as keys: which spellings are one page, and which pages are one list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_DEFAULT: Final = re.compile(r"(?<=/)(?:index|default)\.(?:s?html?|jsp|php|aspx?|do)$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?<=/)(index|list|default|more|page)[_-]\d{1,4}(?=\.\w{2,5}$)", re.IGNORECASE)
_PAGE_WORDS: Final = re.compile(r"page(?:no|index|num)?|cur(?:rent)?page|pn?|pager\.offset", re.IGNORECASE)


def spellings(key: str) -> Iterator[str]:
    """The key itself, then the same page without or with the customary name of a folder's first page."""
    yield key
    path, mark, query = key.partition("?")
    bare = _DEFAULT.sub("", path)
    if bare != path:
        yield bare + mark + query
    elif path.endswith("/"):
        for name in ("index.html", "index.htm", "index.shtml"):
            yield path + name + mark + query


def list_address(address: str) -> str:
    """The address of the list a continuation page belongs to: without page number, in the folder form of the first page.

    Two pages of one list get one address, so that the sample of its articles is drawn from one stratum.
    """
    parts = urlsplit(address)
    path = _DEFAULT.sub("", _NUMBERED.sub(r"\1", parts.path))
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _PAGE_WORDS.fullmatch(key)]
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(kept), ""))


def is_numbered(address: str) -> bool:
    """Whether the address itself names a page of a list (``index_2.html``, ``?page=2``)."""
    parts = urlsplit(address)
    return bool(_NUMBERED.search(parts.path)) or any(_PAGE_WORDS.fullmatch(key) for key, _ in parse_qsl(parts.query))


def folder(address: str) -> str:
    """Everything of the path up to the last slash."""
    return urlsplit(address).path.rpartition("/")[0] + "/"
